import katex from "katex";
import { describe, expect, test } from "vitest";
import { isNode } from "../../lib/ir/node.js";
import type { Op } from "../../lib/ir/op.js";
import { atom } from "../../lib/ir/tex.js";
import * as nabla from "../../lib/index.js";
import {
  checkGrad,
  derivative,
  jvp,
  Tensor,
  tensor,
  vjp,
} from "../../lib/index.js";
import { type Operation, operations } from "./array-operations.js";
import { scalarFunctions } from "./scalar-functions.js";

/** Weights that make one number of a result, the same at every call. */
function weigh(y: Tensor): Tensor {
  const weights = Array.from({ length: y.size }, (_, k) => Math.sin(2 * k + 1));
  return y.mul(tensor(weights).reshape(y.shape)).sum();
}

const like = (xs: readonly Tensor[], phase: number): Tensor[] =>
  xs.map((x, k) =>
    nabla
      .arange(x.size)
      .add(phase + k)
      .cos()
      .reshape(x.shape),
  );

describe("each operation on arrays", () => {
  test.each(operations)("%s: promised and given shape", (_name, f, args) => {
    const y = f(...args.map((x) => nabla.variable(x)));
    const { origin } = y;
    const promised = origin?.op.infer(
      origin.inputs.map((x) =>
        typeof x === "number" ? { shape: [], dtype: "float64" as const } : x,
      ),
      origin.params,
    );
    expect(promised).toEqual({ shape: y.shape, dtype: y.dtype });
  });

  test.each(operations)("%s: first derivatives", (_name, f, args) => {
    args.forEach((_, k) => {
      const one = (x: Tensor): Tensor =>
        weigh(f(...args.map((arg, i) => (i === k ? x : arg))));
      const check = checkGrad(one, args[k] as Tensor, { tolerance: 1e-7 });
      expect(check.message).toMatch(/agrees/);
    });
  });

  test.each(operations)("%s: second derivatives", (_name, f, args) => {
    const whole = (...xs: Tensor[]): Tensor => weigh(f(...xs));
    const v = like(args, 2);
    const along = (t: number): Tensor[] =>
      nabla.grad(whole)(...args.map((x, k) => x.add((v[k] as Tensor).mul(t))));
    const [, exact] = jvp(
      (...xs: Tensor[]) => nabla.grad(whole)(...xs),
      args,
      v,
    );
    const list = (value: unknown): Tensor[] =>
      (Array.isArray(value) ? value : [value]) as Tensor[];
    const h = 1e-4;
    const [ahead, behind] = [list(along(h)), list(along(-h))];
    list(exact).forEach((tangent, k) => {
      const numeric = (ahead[k] as Tensor).sub(behind[k] as Tensor).div(2 * h);
      expect(tangent.allClose(numeric, { rtol: 1e-4, atol: 1e-4 })).toBe(true);
    });
  });

  test.each(operations)("%s: forward and reverse agree", (_name, f, args) => {
    const tangents = like(args, 1);
    const [y, pushed] = jvp(f, args, tangents);
    const [, pull] = vjp(f, ...args);
    const weights = like([y], 5)[0] as Tensor;
    const pulled = pull(weights);
    const left = pushed.mul(weights).sum().item();
    const right = pulled.reduce(
      (sum, g, k) =>
        sum +
        g
          .mul(tangents[k] as Tensor)
          .sum()
          .item(),
      0,
    );
    expect(Math.abs(left - right)).toBeLessThan(
      1e-9 * Math.max(1, Math.abs(left)),
    );
  });

  // One number of the result along a line: its derivatives of order k against differences of those of order k − 1.
  test.each(operations)(
    "%s: third and fourth derivatives",
    (_name, f, args) => {
      const v = like(args, 3);
      const line = (t: number): number => {
        const moved = args.map((x, k) =>
          x.add((v[k] as Tensor).mul(0.1).mul(t)),
        );
        return weigh(f(...moved)) as unknown as number;
      };
      for (const order of [3, 4]) {
        const lower = derivative(line, order - 1);
        const central = (h: number): number => (lower(h) - lower(-h)) / (2 * h);
        const [far, near] = [central(0.02), central(0.01)];
        const numeric = (4 * near - far) / 3;
        const exact = derivative(line, order)(0);
        const size = Math.max(1, Math.abs(lower(0)), Math.abs(numeric));
        expect(Math.abs(exact - numeric) / size).toBeLessThan(1e-4);
      }
    },
  );

  test.each(operations)("%s: float32 stays float32", (_name, f, args) => {
    const wide = f(...args);
    const narrow = f(...args.map((x) => x.astype("float32")));
    expect(narrow.dtype).toBe(
      wide.dtype === "float64" ? "float32" : wide.dtype,
    );
    const largest = Math.max(1, wide.abs().max().item());
    expect(narrow.allClose(wide, { rtol: 1e-3, atol: 1e-3 * largest })).toBe(
      true,
    );
  });

  test.each(operations)("%s: as LaTeX", (_name, f, args) => {
    for (const op of opsOf(f, args)) {
      const inputs = ["x", "y", "z", "w"].map(atom);
      const origin = op.origin;
      const text = op.op.tex(inputs.slice(0, origin.count), origin.params).text;
      expect(() =>
        katex.renderToString(text, { strict: "error" }),
      ).not.toThrow();
    }
  });
});

interface Applied {
  readonly op: Op;
  readonly origin: { readonly count: number; readonly params: unknown };
}

/** The operations that a function applies to arrays. */
function opsOf(f: Operation, args: readonly Tensor[]): Applied[] {
  const found = new Map<Op, Applied>();
  const seen = new Set<unknown>();
  const walk = (value: unknown): void => {
    if (!isNode(value) || seen.has(value)) return;
    seen.add(value);
    if (value.origin === undefined) return;
    const { op, inputs, params } = value.origin;
    found.set(op, { op, origin: { count: inputs.length, params } });
    inputs.forEach(walk);
  };
  walk(f(...args.map((x) => nabla.variable(x))));
  return [...found.values()];
}

test("every operation of the library is walked over", () => {
  const walked = new Set<unknown>(
    operations.flatMap(([, f, args]) => opsOf(f, args).map(({ op }) => op)),
  );
  for (const [, f] of scalarFunctions) {
    const one = f as unknown as (x: Tensor) => Tensor;
    for (const { op } of opsOf(one, [tensor([0.3])])) walked.add(op);
  }
  const missing = Object.entries(nabla).filter(([, value]) => {
    const op = (value as { op?: unknown } | undefined)?.op;
    return op !== undefined && !walked.has(op);
  });
  expect(missing.map(([name]) => name)).toEqual([]);
});
