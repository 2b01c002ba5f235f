/** TypeScript source compiled as cells are, and run with the real runtime. */
import { compileFunction } from "node:vm";
import { runtime } from "../../../lib/source/runtime.js";
import { differentiable } from "../../../kernel/compile/operators.js";
import { loadTypeScript } from "../../../kernel/compile/typescript.js";
import { diagnosticsOf, emitted } from "../../kernel/check-source.js";

/** What a function under test is. */
export type Plain = (...args: number[]) => number;

/** The JavaScript of the source, which must check. */
export function javascriptOf(source: string): string {
  const wrong = diagnosticsOf(source);
  if (wrong.length > 0) throw new Error(wrong.join("\n"));
  const compiler = loadTypeScript();
  return emitted(source, (program) => differentiable(compiler, program));
}

/** The values of some names that the source declares at its top level; `scope` holds what it declares only the type of. */
export function run(
  source: string,
  names: readonly string[],
  scope: Readonly<Record<string, unknown>> = {},
): Record<string, unknown> {
  const body = `${javascriptOf(source)}\nreturn { ${names.join(", ")} };`;
  const make = compileFunction(body, ["$", ...Object.keys(scope)]) as (
    ...args: unknown[]
  ) => Record<string, unknown>;
  return make(runtime, ...Object.values(scope));
}

/** For each block of source that declares `f`, that `f`; all are compiled in one program. */
export function functionsOf(blocks: readonly string[]): Plain[] {
  const source = blocks
    .map(
      (block, i) => `const f${String(i)} = (() => { ${block}\nreturn f; })();`,
    )
    .join("\n");
  const names = blocks.map((_, i) => `f${String(i)}`);
  const made = run(source, names);
  return names.map((name) => made[name] as Plain);
}

/** The numbers of a gradient, in order. */
export function flat(value: unknown): number[] {
  if (typeof value === "number") return [value];
  if (typeof value !== "object" || value === null)
    throw new TypeError(`${String(value)} holds no numbers`);
  return Object.values(value).flatMap(flat);
}
