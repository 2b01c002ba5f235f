import { describe, expect, it } from "vitest";
import { grad, Tensor } from "../../../lib/index.js";
import { Expression } from "../../../lib/symbolic/expression.js";
import { NoClosedForm } from "../../../lib/symbolic/no-closed-form.js";
import { twinOf, whileTracing } from "../../../lib/source/runtime.js";
import { run, type Plain } from "./compiled.js";

/** A program, the gradient of its `f` at 3, and what `state()` gives afterwards. */
const rows: [string, string, number, unknown][] = [
  [
    "a counter",
    "let n = 0; const f = (x: number) => { n++; n += x; return n * x; }; const state = () => n + 1;",
    7,
    5,
  ],
  [
    "an accumulator that the derivative passes through",
    "let s = 0; const add = (v: number) => { s += v; }; const f = (x: number) => { s = 0; add(x); add(x * x); return s; }; const state = () => s;",
    7,
    12,
  ],
  [
    "a list that is pushed onto",
    "const path: number[] = []; const f = (x: number) => { path.push(x, x * 2); return x * path[1]!; }; const state = () => path;",
    12,
    [3, 6],
  ],
  [
    "lists in a list",
    "const path: number[][] = []; const f = (x: number) => { path.push([x, 1]); return x * x; }; const state = () => path;",
    6,
    [[3, 1]],
  ],
  [
    "elements, swapped in a pattern",
    "let a = 1, b = 2; const xs = [0]; const f = (x: number) => { xs[0] = x; [a, b] = [b * x, a]; return a * xs[0]!; }; const state = () => [a, b, xs];",
    12,
    [6, 1, [3]],
  ],
  [
    "a map and a set",
    'const m = new Map<string, number>(); const s = new Set<number>(); const f = (x: number) => { m.set("k", x); s.add(x); return m.get("k")! * x; }; const state = () => [[...m], [...s]];',
    6,
    [[["k", 3]], [3]],
  ],
  [
    "a property of an object, and of an instance",
    "class Box { v = 1; put(x: number) { this.v = x * x; return this.v; } } const box = new Box(); const o = { last: 0 }; const f = (x: number) => { o.last = x; return box.put(x) * o.last; }; const state = () => [box.v, o.last];",
    27,
    [9, 3],
  ],
  [
    "a list that is returned elsewhere",
    "const out = [0, 0]; const g = (x: number) => { out[0] = x * x; return out; }; const f = (x: number) => g(x)[0]! * x; const state = () => out;",
    27,
    [9, 0],
  ],
];

describe("after a derivative, what the function changed holds plain numbers", () => {
  it.each(rows)("%s", (_, source, gradient, state) => {
    const made = run(source, ["f", "state"]) as {
      f: Plain;
      state: () => unknown;
    };
    expect(whileTracing(() => grad(made.f)(3))).toBe(gradient);
    expect(made.state()).toEqual(state);
  });
});

describe("a run that nobody asked for", () => {
  it.each(rows)("refuses to change %s", (_, source) => {
    const made = run(source, ["f", "state"]) as {
      f: (x: unknown) => unknown;
      state: () => unknown;
    };
    const before = JSON.stringify(made.state());
    expect(() =>
      whileTracing(() => twinOf(made.f)?.(new Expression("x")), true),
    ).toThrow(NoClosedForm);
    expect(JSON.stringify(made.state())).toBe(before);
  });
});

it("keeps what is returned, though it is a list from outside", () => {
  const { f, out } = run(
    "const out = [0]; const f = (x: number) => { out[0] = x * x; return out; };",
    ["f", "out"],
  ) as { f: (x: unknown) => unknown[]; out: number[] };
  const traced = new Tensor(2, { requiresGrad: true });
  const [first] = whileTracing(() => twinOf(f)?.(traced)) ?? [];
  expect(first).toBeInstanceOf(Tensor);
  expect((first as Tensor).item()).toBe(4);
  expect(out).toEqual([4]);
});
