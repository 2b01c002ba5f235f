import { describe, expectTypeOf, test } from "vitest";
import * as nabla from "../../lib/index.js";

describe("a parameter without a type is a number, or what the point is", () => {
  test("derivatives", () => {
    expectTypeOf(nabla.grad((x) => x * x)(3)).toEqualTypeOf<number>();
    expectTypeOf(nabla.grad((x, y) => x * y)(3, 4)).toEqualTypeOf<
      [x: number, y: number]
    >();
    expectTypeOf(nabla.valueAndGrad((x) => x * x)(3)).toEqualTypeOf<
      [value: number, gradient: number]
    >();
    expectTypeOf(nabla.derivative((x) => x * x, 2)(3)).toEqualTypeOf<number>();
    expectTypeOf(
      nabla.partial((x, y) => x * y, 0)(1, 2),
    ).toEqualTypeOf<number>();
    expectTypeOf(nabla.hessian((x) => x * x)(1)).toEqualTypeOf<number>();
    expectTypeOf(nabla.laplacian((x, y) => x * y)(1, 2)).toBeNumber();
    expectTypeOf(nabla.divergence((x, y) => [x, y])(1, 2)).toBeNumber();
    expectTypeOf(
      nabla.directional((x, y) => x * y, [1, 2], [1, 0]),
    ).toBeNumber();
    expectTypeOf(nabla.hvp((x, y) => x * y, [1, 2], [1, 0])).toEqualTypeOf<
      number[]
    >();
    nabla.jacobian((x, y) => [x * y, x + y])(1, 2);
    nabla.curl((x, y, z) => [x * y, y * z, z * x])(1, 2, 3);
    nabla.taylor((x) => x * x, 0, 3)(1);
    nabla.checkGrad((x, y) => x * y, [1, 2]);
    nabla.checkGrad((x) => x * x, 1);
    nabla.numericalGrad((x, y) => x * y, [1, 2]);
    nabla.jvp((x) => x, [1], [1]);
    nabla.checkpoint((x) => x * x)(2);
    nabla.expression((x, y) => x * y);
  });

  test("vmap takes a vector for a number", () => {
    const squares = nabla.vmap((x) => x * x)(nabla.zeros([3]));
    expectTypeOf(squares).toEqualTypeOf<nabla.Tensor>();
  });

  test("optimization", () => {
    const { x } = nabla.minimize((x, y) => x * x + y * y, [1, 1]);
    expectTypeOf(x).toEqualTypeOf<number[]>();
    expectTypeOf(nabla.minimize((x) => x * x, 1).x).toBeNumber();
    const object = nabla.minimize(({ a }) => a * a, { a: 1 });
    expectTypeOf(object.x).toEqualTypeOf<{ a: number }>();
    const vector = nabla.minimize((t) => t.mul(t).sum(), nabla.zeros([3]));
    expectTypeOf(vector.x).toEqualTypeOf<nabla.Tensor>();
    expectTypeOf(nabla.root((x) => x * x - 2, 1)).toBeNumber();
    expectTypeOf(nabla.root((x, y) => [x + y, x - y], [1, 2])).toEqualTypeOf<
      number[]
    >();
    nabla.roots((x) => x * x - 2, [0, 2]);
    nabla.criticalPoints((x) => x * x, { domain: [-1, 1] });
    nabla.classify((x, y) => x * y, [0, 0]);
    nabla.classify((v: number[]) => v[0] ?? 0, [0, 0]);
    nabla.quadratic((x, y) => x * y, [0, 0])(1, 2);
    nabla.tangentPlane((x) => x * x, 0)(1);
    nabla.integrate((x) => x, 0, 1);
    nabla.odeint((y, t) => -y * t, 1, [0, 1]);
  });

  test("an optimizer is made with and without new", () => {
    const weights = [nabla.variable(1)];
    expectTypeOf(nabla.optim.SGD(weights, { lr: 0.1 })).toEqualTypeOf(
      new nabla.optim.SGD(weights, { lr: 0.1 }),
    );
  });
});
