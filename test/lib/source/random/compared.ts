/** Random programs by their adjoints, by their twins, and in dual numbers. */
import fc from "fast-check";
import { compileFunction } from "node:vm";
import { expect } from "vitest";
import { hessian, valueAndGrad } from "../../../../lib/index.js";
import { pulledBack } from "../../../../lib/source/gradient.js";
import { twinOf } from "../../../../lib/source/runtime.js";
import { flat, functionsOf, type Plain } from "../compiled.js";
import { D, Dual, valueOf, variable, watched } from "./dual.js";
import { randomProgram, type RandomProgram } from "./programs.js";

export interface Comparison {
  /** How many programs have a value and a gradient of ordinary size. */
  compared: number;
  /** For how many of them the compiler wrote an adjoint. */
  adjoints: number;
  /** Of how many second derivatives were compared, too. */
  second: number;
  /** What is understood differently. */
  readonly wrong: string[];
}

/** The program's value in dual numbers; `undefined` where it throws. */
function exactly({
  dual,
  at,
}: RandomProgram): { y: Dual; kinked: boolean } | undefined {
  const make = compileFunction(`${dual}\nreturn f;`, ["D"]) as (
    d: typeof D,
  ) => (...args: unknown[]) => Dual | number;
  const count = flat(at).length;
  let k = 0;
  const seeded = (part: unknown): unknown => {
    if (typeof part === "number") return variable(part, k++, count);
    if (Array.isArray(part)) return part.map(seeded);
    return Object.fromEntries(
      Object.entries(part as object).map(([key, each]) => [key, seeded(each)]),
    );
  };
  const args = at.map(seeded);
  try {
    const { result, kinked } = watched(() => make(D)(...args));
    const constant = variable(valueOf(result), -1, count);
    return { y: typeof result === "number" ? constant : result, kinked };
  } catch {
    return undefined;
  }
}

/** Whether the numbers agree; `least` is the size of what may have been added up to give nothing. */
const close = (
  found: readonly number[],
  wanted: readonly number[],
  least = 1e-3,
): boolean => {
  const scale = Math.max(least, ...wanted.map(Math.abs));
  return (
    found.length === wanted.length &&
    found.every(
      (each, k) => Math.abs(each - (wanted[k] ?? NaN)) <= 1e-9 * scale,
    )
  );
};

/** What differs between the three ways to one program's derivatives. */
function differences(
  f: Plain,
  program: RandomProgram,
  found: Comparison,
): string[] {
  const { at } = program;
  const right = exactly(program);
  if (right === undefined) return [];
  const { y, kinked } = right;
  const wanted = [...y.g];
  const args = () => structuredClone(at) as number[];
  const sizes = [y.v, ...wanted].map(Math.abs);
  if (!sizes.every((size) => size < 1e5)) return [];
  found.compared++;
  const wrong: string[] = [];
  const say = (what: string, is: unknown, not: unknown): void => {
    wrong.push(`${what}: ${String(is)} for ${String(not)}`);
  };
  const value = f(...args());
  if (value !== y.v) say("value in dual numbers", y.v, value);
  const pulled = pulledBack(f, args());
  if (pulled !== undefined) {
    found.adjoints++;
    if (pulled.value !== value) say("the adjoint's value", pulled.value, value);
    const ours = flat(pulled.gradient);
    if (!close(ours, wanted)) say("the adjoint's gradient", ours, wanted);
  }
  const twin = twinOf(f) ?? f;
  const [traced, gradient] = valueAndGrad(twin)(...args()) as [number, unknown];
  if (!close([traced], [value])) say("the twin's value", traced, value);
  if (!close(flat(gradient), wanted))
    say("the twin's gradient", flat(gradient), wanted);
  const rows = y.h.flat();
  const small = rows.every((each) => Math.abs(each) < 1e5);
  if (kinked || !small || (at.length > 1 && typeof at[0] !== "number"))
    return wrong;
  found.second++;
  const second = flat(hessian(f)(...args()));
  if (!close(second, rows, 1)) say("the Hessian", second, rows);
  return wrong;
}

/** Compares where all is finite and not so large that rounding tells apart what is the same. */
export function compared(
  programs: readonly RandomProgram[],
  found: Comparison = { compared: 0, adjoints: 0, second: 0, wrong: [] },
): Comparison {
  const functions = functionsOf(programs.map(({ source }) => source));
  programs.forEach((program, i) => {
    const wrong = differences(functions[i] as Plain, program, found);
    if (wrong.length > 0)
      found.wrong.push(
        `${program.source}\n// at ${JSON.stringify(program.at)}\n// ${wrong.join("\n// ")}`,
      );
  });
  return found;
}

/**
 * So many random programs, compared in batches, which cost the compiler less than one by one.
 *
 * @throws with the smallest batch that fast-check finds, where a program is understood differently.
 */
export function checkRandomPrograms(seed: number, count: number): Comparison {
  const total: Comparison = { compared: 0, adjoints: 0, second: 0, wrong: [] };
  const batches = fc.array(randomProgram, { maxLength: 60, size: "max" });
  const property = fc.property(batches, (batch) => {
    if (total.compared >= count) return;
    const before = total.wrong.length;
    compared(batch, total);
    expect(total.wrong.slice(before)).toEqual([]);
  });
  fc.assert(property, { seed, numRuns: Math.ceil(count / 10) });
  return total;
}
