/** Random programs by their adjoints and by their twins. */
import { grad } from "../../../lib/index.js";
import { pulledBack } from "../../../lib/source/adjoint.js";
import { twinOf } from "../../../lib/source/runtime.js";
import { functionsOf, type Plain } from "./compiled.js";
import { randomPrograms } from "./random-programs.js";

export interface Comparison {
  /** How many gradients were compared. */
  compared: number;
  /** The programs that the adjoint and the twin understand differently. */
  readonly wrong: string[];
}

const flat = (value: unknown): number[] => {
  if (typeof value === "number") return [value];
  if (ArrayBuffer.isView(value)) return [...(value as Float64Array)];
  return (value as unknown[]).flatMap(flat);
};

/** The plain call's value; `NaN` where it throws. */
function valueOf(f: Plain, at: readonly unknown[]): number {
  try {
    return f(...(structuredClone(at) as number[]));
  } catch {
    return NaN;
  }
}

/** Compares where both are finite and not so large that rounding tells them apart. */
export function compared(seed: number, count: number): Comparison {
  const programs = randomPrograms(seed, count);
  const functions = functionsOf(programs.map(({ source }) => source));
  const found: Comparison = { compared: 0, wrong: [] };
  programs.forEach(({ source, at }, i) => {
    const f = functions[i] as Plain;
    const value = valueOf(f, at);
    if (!(Math.abs(value) < 1e4)) return;
    const pulled = pulledBack(f, at);
    if (pulled === undefined) return;
    const ours = flat(pulled.gradient);
    const twin = twinOf(f) ?? f;
    const theirs = flat(grad(twin)(...(structuredClone(at) as number[])));
    const scale = Math.max(1e-3, ...theirs.map(Math.abs));
    if (!(scale < 1e5)) return;
    found.compared++;
    const same =
      Object.is(pulled.value, value) &&
      ours.length === theirs.length &&
      ours.every((d, k) => Math.abs(d - (theirs[k] ?? NaN)) <= 1e-9 * scale);
    if (!same)
      found.wrong.push(
        `${source}\n// at ${JSON.stringify(at)}: ${String(pulled.value)} for ${String(value)}, ${ours.join(", ")} for ${theirs.join(", ")}`,
      );
  });
  return found;
}
