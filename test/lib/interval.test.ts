/** Intervals hold what operations make of the points in them. */
import { describe, expect, test } from "vitest";
import type { Interval } from "../../lib/ir/interval.js";
import * as nabla from "../../lib/index.js";
import type { Op } from "../../lib/ir/op.js";

/** Numbers that are the same at every run (Numerical Recipes' 32-bit generator). */
function generator(): () => number {
  let state = 12345;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

type Operation = ((...inputs: number[]) => number) & { readonly op: Op };

const operations = Object.entries(nabla).filter(
  (entry): entry is [string, Operation] => {
    const [, value] = entry;
    return (
      typeof value === "function" &&
      "op" in value &&
      value.op.enclose !== undefined
    );
  },
);

test("more than thirty operations have a rule", () => {
  expect(operations.length).toBeGreaterThan(30);
});

test.each(operations)("%s", (_name, f) => {
  const random = generator();
  let held = 0;
  for (let round = 0; round < 400; round++) {
    const size = 10 ** (random() * 4 - 2);
    const boxes = Array.from({ length: f.length || arity(f) }, (): Interval => {
      const from = (random() - 0.5) * 4 * size;
      return [from, from + random() * size];
    });
    const found = f.op.enclose?.(boxes, undefined);
    if (found === undefined) continue;
    for (let k = 0; k < 10; k++) {
      // The ends belong to the interval, too.
      const point = boxes.map(([low, high]) =>
        k === 0 ? low : k === 1 ? high : low + random() * (high - low),
      );
      const value = f(...point);
      if (Number.isNaN(value)) continue;
      held++;
      expect(
        value,
        `${String(point)} in ${JSON.stringify(boxes)}`,
      ).toBeGreaterThanOrEqual(found[0]);
      expect(
        value,
        `${String(point)} in ${JSON.stringify(boxes)}`,
      ).toBeLessThanOrEqual(found[1]);
    }
  }
  expect(held).toBeGreaterThan(300);
});

/** One or two: how many inputs the operation takes. */
function arity({ op }: Operation): number {
  const two = [
    "add",
    "sub",
    "mul",
    "div",
    "pow",
    "maximum",
    "minimum",
    "scale",
  ];
  const compared = [
    "greater",
    "less",
    "equal",
    "notEqual",
    "greaterEqual",
    "lessEqual",
  ];
  return two.includes(op.name) || compared.includes(op.name) ? 2 : 1;
}

describe("edges", () => {
  const enclose = (
    f: { op: Op },
    ...inputs: Interval[]
  ): Interval | undefined => f.op.enclose?.(inputs, undefined);
  test("kinks and jumps inside are not enclosed", () => {
    expect(enclose(nabla.abs, [-1, 1])).toBeUndefined();
    expect(enclose(nabla.sign, [-1, 1])).toBeUndefined();
    expect(enclose(nabla.tan, [1, 2])).toBeUndefined();
    expect(enclose(nabla.maximum, [0, 2], [1, 3])).toBeUndefined();
  });
  test("where nothing is defined the interval is empty", () => {
    const [low = 0, high = 0] = enclose(nabla.log, [-2, -1]) ?? [];
    expect(low).toBeGreaterThan(high);
  });
  test("a division by what may be zero gives all numbers", () => {
    expect(enclose(nabla.div, [1, 2], [-1, 1])).toEqual([-Infinity, Infinity]);
    const [low = NaN, high] = enclose(nabla.div, [1, 2], [0, 4]) ?? [];
    expect(low).toBeCloseTo(0.25, 12);
    expect(high).toBe(Infinity);
  });
  test("sine over a whole turn", () => {
    expect(enclose(nabla.sin, [0, 7])).toEqual([-1, 1]);
    const [low = NaN, high = NaN] = enclose(nabla.sin, [0, Math.PI]) ?? [];
    expect(high).toBe(1);
    expect(low).toBeCloseTo(0, 14);
    expect(low).toBeLessThanOrEqual(0);
  });
  test("even powers are not negative", () => {
    expect(nabla.pow.constant.enclose?.([[-2, 3]], 2)?.[0]).toBe(0);
    expect(nabla.pow.constant.enclose?.([[-2, 3]], 2)?.[1]).toBeCloseTo(9, 12);
    expect(nabla.pow.constant.enclose?.([[-2, 3]], -1)).toEqual([
      -Infinity,
      Infinity,
    ]);
  });
});
