import { inspect } from "node:util";
import { compileFunction } from "node:vm";
import { describe, expect, it } from "vitest";
import { grad, Tensor } from "../../../lib/index.js";
import { NoClosedForm } from "../../../lib/symbolic/no-closed-form.js";
import { Expression } from "../../../lib/symbolic/expression.js";
import {
  parameterNames,
  runtime,
  twinOf,
} from "../../../lib/source/runtime.js";
import { functionsOf, run, type Plain } from "./compiled.js";

const traced = (x: number) => new Tensor(x, { requiresGrad: true });

describe("dispatch", () => {
  class Money {
    constructor(readonly cents: number) {}
    "+"(other: Money) {
      return new Money(this.cents + other.cents);
    }
    "r*"(times: number) {
      return new Money(times * this.cents);
    }
    "-u"() {
      return new Money(-this.cents);
    }
    "[]"(digit: number) {
      return String(this.cents)[digit];
    }
    exp() {
      return "compound interest";
    }
  }
  const five = new Money(500);

  const rows: [string, unknown, unknown][] = [
    ["numbers", runtime.add(1, 2), 3],
    ["strings", runtime.add("a", 1), "a1"],
    ["bigints", runtime.mul(6n, 7n), 42n],
    ["a bigint power", runtime.pow(2n, 70n), 2n ** 70n],
    ["dates as numbers", runtime.sub(new Date(5), new Date(3)), 2],
    ["a member on the left", runtime.add(five, five), new Money(1000)],
    ["a member on the right", runtime.mul(3, five), new Money(1500)],
    ["a sign", runtime.neg(five), new Money(-500)],
    ["an index", runtime.index(five, 0), "5"],
    ["a name", runtime.index(five, "cents"), 500],
    ["an array", runtime.index([1, 2], 1), 2],
    ["a method for Math", runtime.math("exp", five), "compound interest"],
    ["Math on numbers", runtime.math("hypot", 3, 4), 5],
    [
      "a string and a traced number",
      runtime.add("x = ", traced(2.5)),
      "x = 2.5",
    ],
    ["++ on text", runtime.inc("3"), 4],
    ["++ on a bigint", runtime.inc(3n), 4n],
  ];
  it.each(rows)("%s", (_, found, expected) => {
    expect(found).toEqual(expected);
  });

  it("refuses what JavaScript refuses", () => {
    expect(() => runtime.mul(1n, 2)).toThrow(TypeError);
    expect(() => runtime.add(Symbol("s"), 1)).toThrow(TypeError);
  });

  it("gives tensors for tensors", () => {
    const sum = runtime.add(new Tensor(2), 3);
    expect(sum).toBeInstanceOf(Tensor);
    expect((sum as Tensor).item()).toBe(5);
  });
});

describe("a twin is kept with its function", () => {
  const make = () =>
    run("const f = (x: number, y = 2) => x * y;", ["f"])["f"] as Plain;

  it("and does not show", () => {
    const f = make();
    expect(inspect(f, { showHidden: true })).not.toMatch(/twin|Stamp/);
    expect(Reflect.ownKeys(f).sort()).toEqual(["length", "name"]);
    expect(f.name).toBe("f");
    expect(f.length).toBe(1);
    expect(f.toString()).toBe("(x, y = 2) => x * y");
  });

  it("is made once, and is its own twin", () => {
    const f = make();
    const twin = twinOf(f);
    expect(twin).toBeDefined();
    expect(twinOf(f)).toBe(twin);
    expect(twin && twinOf(twin)).toBe(twin);
  });

  it("is missing for functions that were not compiled so", () => {
    expect(twinOf((x: number) => x)).toBeUndefined();
    expect(twinOf(Array.isArray)).toBeUndefined();
    expect(twinOf(Math.exp)).toBeDefined();
  });

  it("shares the variables around", () => {
    const { set, f } = run(
      "let k = 1; const set = (v: number) => { k = v * 1; }; const f = (x: number) => k * x;",
      ["set", "f"],
    ) as { set: (v: number) => void; f: Plain };
    set(7);
    expect(grad(f)(1)).toBe(7);
  });
});

describe("what cannot be differentiated says so", () => {
  const blocks: readonly (readonly [string, RegExp])[] = [
    [
      "const f = (x: number) => { const b = new Float32Array(2); b[0] = x; return b[0]!; };",
      /Float32Array: a traced number cannot be stored in a typed array.*new Array<number>\(n\)\.fill\(0\)/,
    ],
    [
      "const b = new Float64Array(2); const f = (x: number) => { b[0]! += x; return b[0]!; };",
      /Float64Array: a traced number cannot be stored/,
    ],
    [
      "const known = new Map([[1, 8]]); const f = (x: number) => { if (!known.has(x)) known.set(x, x ** 3); return known.get(x)!; };",
      /Map\.get: the number stored for 1 was not computed from it in this run.*start with an empty map/,
    ],
    [
      "const f = (x: number) => new Float32Array([x, 1])[0]!;",
      /Float32Array: a traced number cannot be stored/,
    ],
  ];
  const functions = functionsOf(blocks.map(([source]) => source));
  it.each(blocks.map(([source, message], i) => [source, message, i] as const))(
    "%s",
    (_, message, i) => {
      // The first derivative may be compiled; the second is of what the function does.
      const slope = grad(functions[i] as (x: number) => number);
      expect(() => grad(slope)(1)).toThrow(message);
    },
  );
});

describe("formulas through twins", () => {
  const through = (source: string): unknown => {
    const [f] = functionsOf([source]);
    return twinOf(f as (x: unknown) => unknown)?.(new Expression("x"));
  };

  it("record what the program does", () => {
    expect(
      String(
        through(
          "const f = (x: number) => { let s = 0; for (let i = 1; i <= 2; i++) s += x ** i; return s; };",
        ),
      ),
    ).toMatch(/x \+ x\*\*2|x\*\*2 \+ x/);
  });

  const refused: [string, RegExp][] = [
    [
      "const f = (x: number) => (x > 0 ? x : -x);",
      /^expression: the branch `x > 0` depends on x$/,
    ],
    [
      "const f = (x: number) => (x ? x : 1);",
      /^expression: the branch `x` depends on x$/,
    ],
    [
      "const f = (x: number) => { switch (x) { case 1: return x; default: return 2 * x; } };",
      /^expression: the program depends on the value of `x`$/,
    ],
    ["const f = (x: number) => [1, 2][x]! * x;", /depends on the value of `x`/],
    ["const f = (x: number) => (x | 0) * x;", /depends on the value of `x`/],
  ];
  it.each(refused)("%s", (source, message) => {
    expect(() => through(source)).toThrow(NoClosedForm);
    expect(() => through(source)).toThrow(message);
  });
});

describe("names of parameters", () => {
  const rows: [(...args: never[]) => unknown, string[]][] = [
    [(x: number, y: number) => x + y, ["x", "y"]],
    [(x: number, y = 2) => x + y, ["x", "y"]],
    [(...rest: number[]) => rest, ["...rest"]],
    [() => 1, []],
    [Math.max, []],
  ];
  it.each(rows)("%s", (f, names) => {
    expect(parameterNames(f)).toEqual(names);
  });

  const texts: [string, string[]][] = [
    ["x => x", ["x"]],
    ["async x => x", ["x"]],
    ["async (x, y) => x", ["x", "y"]],
    ["function (a, /* b, */ c) { }", ["a", "c"]],
    ["function* gen(a, b) { }", ["a", "b"]],
    ["({ a, b: [c] }, [d, e] = [1, 2]) => a", ["{ a, b: [c] }", "[d, e]"]],
    ['(a = ")", b = "\\\\", c = `,(`) => a', ["a", "b", "c"]],
    ["(f = (u, v) => u, g = {}) => f", ["f", "g"]],
    ["({ m(x, y) { } }).m", ["x", "y"]],
    ["($x, _y, été) => 0", ["$x", "_y", "été"]],
  ];
  it.each(texts)("%s", (text, names) => {
    const make = compileFunction(`return (${text});`) as () => () => unknown;
    expect(parameterNames(make())).toEqual(names);
  });
});
