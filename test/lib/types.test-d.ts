import { describe, expectTypeOf, test } from "vitest";
import {
  derivative,
  exp,
  grad,
  hessian,
  jacobian,
  jit,
  minimize,
  mul,
  partial,
  sum,
  Tensor,
  tensor,
  valueAndGrad,
  vjp,
  vmap,
} from "../../lib/index.js";

describe("operations", () => {
  test("numbers give numbers, tensors tensors", () => {
    expectTypeOf(exp(1)).toEqualTypeOf<number>();
    expectTypeOf(exp(tensor(1))).toEqualTypeOf<Tensor>();
    const either = (x: number | Tensor) => exp(x);
    expectTypeOf(either).returns.toEqualTypeOf<number | Tensor>();
    expectTypeOf(mul(2, 3)).toEqualTypeOf<number>();
    expectTypeOf(mul(2, tensor(1))).toEqualTypeOf<Tensor>();
    expectTypeOf(mul(tensor(1), 2)).toEqualTypeOf<Tensor>();
    expectTypeOf(sum(tensor([1]))).toEqualTypeOf<Tensor>();
    expectTypeOf([1, 2].map(exp)).toEqualTypeOf<number[]>();
    expectTypeOf(tensor([1]).exp().sum()).toEqualTypeOf<Tensor>();
    expectTypeOf(tensor(1)["+"](2)).toEqualTypeOf<Tensor>();
  });
});

describe("gradients mirror arguments", () => {
  test("grad", () => {
    const square = grad((x: number) => x * x);
    expectTypeOf(square).toExtend<(x: number) => number>();
    expectTypeOf(square).returns.toEqualTypeOf<number>();
    expectTypeOf(square.source).toEqualTypeOf<string | undefined>();
    expectTypeOf(square.cache).toEqualTypeOf<string>();
    expectTypeOf(grad((x: number, y: number) => x * y)(1, 2)).toEqualTypeOf<
      [x: number, y: number]
    >();
    expectTypeOf(
      grad((x: Tensor) => x.sum())(tensor(1)),
    ).toEqualTypeOf<Tensor>();
    expectTypeOf(grad((x: number[]) => x[0] ?? 0)([1])).toEqualTypeOf<
      number[]
    >();
    expectTypeOf(
      grad((p: { a: number; b: Tensor }) => p.b.mul(p.a).sum())({
        a: 1,
        b: tensor(1),
      }),
    ).toEqualTypeOf<{ a: number; b: Tensor }>();
    const f = (x: number, t: Tensor): Tensor => t.mul(x).sum();
    expectTypeOf(grad(f, { wrt: 1 })(1, tensor(1))).toEqualTypeOf<Tensor>();
    expectTypeOf(grad(f, { wrt: 0 })(1, tensor(1))).toEqualTypeOf<number>();
    expectTypeOf(partial(f, 1)(1, tensor(1))).toEqualTypeOf<Tensor>();
    expectTypeOf(valueAndGrad(f)(1, tensor(1))[0]).toEqualTypeOf<Tensor>();
  });
  test("wrong arguments are refused", () => {
    // @ts-expect-error a string is no number
    grad((x: number) => x * x)("1");
    // @ts-expect-error one argument is missing
    grad((x: number, y: number) => x * y)(1);
    // @ts-expect-error the value must be a number
    grad((x: number) => String(x));
  });
});

test("Jacobians and Hessians", () => {
  expectTypeOf(jacobian((x: number[]) => [x[0] ?? 0])([1])).toEqualTypeOf<
    number[][]
  >();
  expectTypeOf(jacobian((x: Tensor) => x)(tensor(1))).toEqualTypeOf<Tensor>();
  expectTypeOf(hessian((x: number) => x)(1)).toEqualTypeOf<number>();
  expectTypeOf(hessian((x: number[]) => x[0] ?? 0)([1])).toEqualTypeOf<
    number[][]
  >();
  expectTypeOf(
    hessian((x: Tensor) => x.sum())(tensor(1)),
  ).toEqualTypeOf<Tensor>();
  expectTypeOf(derivative((x: number) => x)(1)).toEqualTypeOf<number>();
  expectTypeOf(derivative((x: number) => [x, x])(1)).toEqualTypeOf<number[]>();
  expectTypeOf(vjp((x: number, y: number) => x * y, 1, 2)[1](1)).toEqualTypeOf<
    [number, number]
  >();
});

test("compiled functions and batches", () => {
  const square = jit((x: number) => x * x);
  expectTypeOf(square(2)).toEqualTypeOf<number>();
  expectTypeOf(square.explain()).toEqualTypeOf<string>();
  expectTypeOf(jit((x: Tensor) => x.sum())(tensor(1))).toEqualTypeOf<Tensor>();
  expectTypeOf(
    grad(jit((x: Tensor) => x.sum()))(tensor(1)),
  ).toEqualTypeOf<Tensor>();
  expectTypeOf(vmap((x: number) => x * x)(tensor([1]))).toEqualTypeOf<Tensor>();
  expectTypeOf(
    vmap((x: number) => [x, x])(tensor([1])),
  ).toEqualTypeOf<Tensor>();
  expectTypeOf(
    vmap((x: Tensor) => ({ s: x.sum() }))(tensor([1])),
  ).toEqualTypeOf<{
    s: Tensor;
  }>();
  // @ts-expect-error a string is no number
  square("2");
  // @ts-expect-error an axis is a number or null
  vmap((x: number) => x, { inAxes: "0" });
});

test("minima have the structure of their start", () => {
  expectTypeOf(minimize((x: number) => x, 1).x).toEqualTypeOf<number>();
  expectTypeOf(
    minimize((x: Tensor) => x.sum(), tensor(1)).x,
  ).toEqualTypeOf<Tensor>();
  expectTypeOf(
    minimize((x: number, y: number) => x * y, [1, 2]).x,
  ).toEqualTypeOf<number[]>();
});
