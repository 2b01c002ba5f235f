import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { derivative, grad, hessian, valueAndGrad } from "../../../lib/index.js";
import { twinOf } from "../../../lib/source/runtime.js";
import { flat, functionsOf, type Plain } from "./compiled.js";
import { programs } from "./programs/index.js";

/** What `exact.py` found for a program at a point. */
interface Exact {
  readonly value: number;
  readonly gradient: readonly number[];
  readonly orders?: readonly number[];
  readonly hessian?: readonly number[];
}

const exact = JSON.parse(
  readFileSync(new URL("exact.json", import.meta.url), "utf8"),
) as Record<string, readonly Exact[]>;

const functions = functionsOf(programs.map(({ source }) => source));

const cases = programs.flatMap(({ name, at, terms = 1 }, i) =>
  at.map((point, k) => ({
    name,
    f: functions[i] as Plain,
    terms,
    // What a function writes to its argument is no business of the next one.
    point: () => structuredClone(point) as number[],
    at: JSON.stringify(point),
    exact: exact[name]?.[k] as Exact,
  })),
);

/** Equal to 12 digits, where what was added up to find a number is no larger than `scale`. */
function expectClose(found: unknown, wanted: readonly number[], scale = 0) {
  const numbers = flat(found);
  expect(numbers).toHaveLength(wanted.length);
  numbers.forEach((each, k) => {
    const right = wanted[k] ?? NaN;
    const allowed = 1e-12 * Math.max(Math.abs(right), scale);
    expect(Math.abs(each - right), `${String(each)} for ${String(right)}`)
      // A difference of zero is within any bound.
      .toBeLessThanOrEqual(allowed);
  });
}

it("there are many programs, most of them with an adjoint", () => {
  expect(programs.length).toBeGreaterThanOrEqual(250);
  const written = functions.filter(
    (f) => (grad(f) as { source?: string }).source !== undefined,
  );
  expect(written.length).toBeGreaterThanOrEqual(185);
});

describe("value and gradient are those of exact arithmetic", () => {
  it.each(cases)("$name at $at", ({ f, point, exact }) => {
    const [value, gradient] = valueAndGrad(f)(...point()) as [number, unknown];
    expect(value).toBe(f(...point()));
    expectClose(value, [exact.value]);
    expectClose(gradient, exact.gradient);
  });
});

describe("so are the twin's", () => {
  it.each(cases)("$name at $at", ({ f, point, exact }) => {
    const twin = twinOf(f) ?? f;
    expectClose(grad(twin)(...point()), exact.gradient);
  });
});

describe("orders 1 to 4", () => {
  it.each(cases.filter(({ exact }) => exact.orders !== undefined))(
    "$name at $at",
    ({ f, terms, point, exact: { orders = [] } }) => {
      const [x = NaN] = point();
      orders.forEach((wanted, k) => {
        // Higher derivatives are sums of products of lower ones.
        const lower = Math.max(0, ...orders.slice(0, k).map(Math.abs));
        expectClose(derivative(f, k + 1)(x), [wanted], terms * lower);
      });
    },
  );
});

describe("Hessians", () => {
  it.each(cases.filter(({ exact }) => exact.hessian !== undefined))(
    "$name at $at",
    ({ f, point, exact: { hessian: wanted = [] } }) => {
      const largest = Math.max(...wanted.map(Math.abs));
      expectClose(hessian(f)(...point()), wanted, largest);
    },
  );
});

describe("a call that leaves an argument out is the twin's", () => {
  // d/dx of 1 / (1 + x·1 / (1 + x)) = (1 + x) / (1 + 2x), by hand.
  const slope = (x: number): number => -1 / (1 + 2 * x) ** 2;
  const callee =
    "function continued(x: number, depth = 2) { let v = 1; for (let k = 0; k < depth; k++) v = 1 / (1 + x * v); return v; }";
  const called = functionsOf([
    `${callee} const f = (x: number) => continued(x);`,
    "const base = (x: number, n?: number) => { let v = x; for (let k = 0; k < (n ?? 3); k++) v = v * x; return v; }; const f = (x: number) => base(x);",
  ]);

  it("with a default", () => {
    for (const x of [0, 0.5, 2])
      expectClose(grad(called[0] as Plain)(x), [slope(x)]);
  });

  it("that may be left out", () => {
    expectClose(grad(called[1] as Plain)(2), [32]);
  });
});
