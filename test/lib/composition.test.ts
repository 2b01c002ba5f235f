import { describe, expect, test } from "vitest";
import {
  checkpoint,
  customJvp,
  customVjp,
  derivative,
  directional,
  exp,
  grad,
  GradientTape,
  hessian,
  hvp,
  jacfwd,
  jacobian,
  jacrev,
  jit,
  jvp,
  linearize,
  mul,
  partial,
  sin,
  stack,
  sum,
  taylorCoefficients,
  Tensor,
  tensor,
  valueAndGrad,
  variable,
  vjp,
  vmap,
} from "../../lib/index.js";
import { functionsOf } from "./source/compiled.js";

/** A function of one number, or what stands for one. */
type Scalar = (x: number) => number;

/** The k-th derivative of a function at x. */
type Tower = (k: number, x: number) => number;

/** What a transform makes of a function, and what that is: from the derivatives of the one those of the other. */
type Row = [
  name: string,
  of: (f: Scalar) => Scalar,
  tower: (u: Tower) => Tower,
];

const same = (u: Tower): Tower => u;
const first =
  (u: Tower): Tower =>
  (k, x) =>
    u(k + 1, x);
const second =
  (u: Tower): Tower =>
  (k, x) =>
    u(k + 2, x);

/** The sum over the examples x and 2x. */
function overExamples(f: Scalar): Scalar {
  return (x) => {
    const examples = stack([x as never, mul(x, 2) as never]) as Tensor;
    return sum(vmap(f)(examples)) as never;
  };
}

const transforms: Row[] = [
  ["grad", (f) => grad(f), first],
  ["derivative", (f) => derivative(f), first],
  ["derivative of order 2", (f) => derivative(f, 2), second],
  ["partial", (f) => partial(f, 0), first],
  ["valueAndGrad", (f) => (x) => valueAndGrad(f)(x)[1], first],
  ["jacobian", (f) => jacobian(f), first],
  ["jacfwd", (f) => jacfwd(f), first],
  ["jacrev", (f) => jacrev(f), first],
  ["hessian", (f) => hessian(f), second],
  ["hvp", (f) => (x) => hvp<number>(f, x, 1), second],
  ["jvp", (f) => (x) => jvp<[number], number>(f, [x], [1])[1], first],
  ["vjp", (f) => (x) => vjp<[number], number>(f, x)[1](1)[0], first],
  ["linearize", (f) => (x) => linearize<[number], number>(f, x)[1](1), first],
  ["directional", (f) => (x) => directional<number, number>(f, x, 1), first],
  [
    "taylor",
    (f) => (x) => mul(taylorCoefficients(f, [x], [1], 2)[2] as number, 2),
    second,
  ],
  ["vmap", overExamples, (u) => (k, x) => u(k, x) + 2 ** k * u(k, 2 * x)],
  ["jit", (f) => jit(f), same],
  ["checkpoint", (f) => checkpoint(f), same],
  [
    "customVjp",
    (f) =>
      customVjp<[number], number>(f, (g, { args: [x] }) => mul(g, grad(f)(x))),
    same,
  ],
  [
    "customJvp",
    (f) =>
      customJvp<[number], number>(f, ([t], { args: [x] }) =>
        mul(t, derivative(f)(x)),
      ),
    same,
  ],
];

const sine: Tower = (k, x) => Math.sin(x + (k * Math.PI) / 2);
const at = 0.6;

function check(f: Scalar, expected: number): void {
  const value: unknown = f(at);
  const found = value instanceof Tensor ? value.item() : (value as number);
  expect(Math.abs(found - expected)).toBeLessThan(
    1e-11 * Math.max(1, Math.abs(expected)),
  );
}

describe("every transform of every transform", () => {
  describe.each(transforms)("%s of", (_outer, of, tower) => {
    test.each(transforms)("%s", (_inner, ofInner, towerInner) => {
      const f: Scalar = (x) => sin(x);
      check(of(ofInner(f)), tower(towerInner(sine))(0, at));
    });
  });
});

describe("and of compiled functions", () => {
  const [f] = functionsOf(["const f = (x: number) => Math.sin(x);"]) as [
    Scalar,
  ];
  describe.each(transforms)("%s of", (_outer, of, tower) => {
    test.each(transforms)("%s", (_inner, ofInner, towerInner) => {
      check(of(ofInner(f)), tower(towerInner(sine))(0, at));
    });
  });
});

describe("three deep", () => {
  const chosen = transforms.filter(([name]) =>
    ["grad", "derivative", "vmap", "jit", "taylor", "checkpoint"].includes(
      name,
    ),
  );
  describe.each(chosen)("%s of", (_a, outer, towerOuter) => {
    describe.each(chosen)("%s of", (_b, middle, towerMiddle) => {
      test.each(chosen)("%s", (_c, inner, towerInner) => {
        const f: Scalar = (x) => sin(x);
        const expected = towerOuter(towerMiddle(towerInner(sine)));
        check(outer(middle(inner(f))), expected(0, at));
      });
    });
  });
});

test("a tape within a derivative, and a derivative on a tape", () => {
  const slope = (x: Tensor): Tensor => {
    const tape = new GradientTape();
    tape.watch(x);
    const y = tape.record(() => x.pow(3).sum());
    return tape.gradient(y, x).sum();
  };
  expect(grad(slope)(tensor([1, 2])).toArray()).toEqual([6, 12]);
  const x = variable([1, 2]);
  const tape = new GradientTape();
  const y = tape.record(() => grad((z: Tensor) => z.pow(3).sum())(x).sum());
  expect(tape.gradient(y, x).toArray()).toEqual([6, 12]);
});

test("functions of Math as they stand", () => {
  expect(grad(Math.sin)(0.6)).toBe(Math.cos(0.6));
  expect(derivative(Math.exp, 2)(1)).toBe(Math.E);
});

describe("batches", () => {
  const rows = tensor([
    [1, 2, 3],
    [4, 5, 6],
  ]);
  const f = (x: Tensor): Tensor => exp(x.div(10)).mul(x).sum();
  const single = (x: Tensor, w: Tensor): Tensor => w.matmul(x).tanh().sum();
  const w = tensor([
    [0.1, -0.2, 0.3],
    [0.2, 0.1, -0.1],
  ]);

  test.each<[string, (x: Tensor) => unknown]>([
    ["grad", grad(f)],
    ["hessian", hessian(f)],
    ["jacobian", jacobian((x: Tensor) => x.mul(x))],
    ["grad of a matrix product", grad((x: Tensor) => single(x, w))],
    ["sort", (x: Tensor) => x.neg().exp().cumsum()],
    ["reductions", (x: Tensor) => x.max().add(x.norm()).add(x.var())],
    ["parts", (x: Tensor) => x.slice([0, 2]).outer(x)],
  ])("vmap(%s) is the stack of the single results", (_name, g) => {
    const together = vmap(g as (x: Tensor) => Tensor)(rows);
    const apart = stack([...rows].map((row) => g(row) as Tensor));
    expect(together.shape).toEqual(apart.shape);
    expect(together.allClose(apart, { rtol: 1e-14 })).toBe(true);
  });

  test("axes are chosen for each argument", () => {
    const product = vmap((x: Tensor, v: Tensor) => x.dot(v), {
      inAxes: [1, null],
    });
    expect(product(rows, tensor([1, 10])).toArray()).toEqual([41, 52, 63]);
    const columns = vmap((x: Tensor) => x.mul(2), { outAxes: 1 })(rows);
    expect(columns.toArray()).toEqual(rows.T.mul(2).toArray());
  });

  test("of batches, of structures, of whole numbers", () => {
    const dots = vmap((x: Tensor) => vmap((y: Tensor) => x.dot(y))(rows))(rows);
    expect(dots.equals(rows.matmul(rows.T))).toBe(true);
    const both = vmap((x: Tensor) => ({ s: x.sum(), all: [x, x.neg()] }))(rows);
    expect(both.s.toArray()).toEqual([6, 15]);
    expect(both.all[1]?.toArray()).toEqual(rows.neg().toArray());
    const ids = tensor([2, 0], { dtype: "int32" });
    const scaled = vmap((x: Tensor, k: Tensor) => x.mul(k))(rows, ids);
    expect(scaled.toArray()).toEqual([
      [2, 4, 6],
      [0, 0, 0],
    ]);
  });

  test("what each example decides for itself is done one by one", () => {
    const g = (x: Tensor): Tensor => (x.sum().item() > 10 ? x : x.neg());
    expect(vmap(g)(rows).toArray()).toEqual([
      [-1, -2, -3],
      [4, 5, 6],
    ]);
  });

  test("an argument of another length is refused", () => {
    expect(() =>
      vmap((x: Tensor, y: Tensor) => x.mul(y))(rows, tensor([1, 2, 3])),
    ).toThrow(/different numbers of examples: 2, 3/);
  });

  test("operations run once for all examples", () => {
    let calls = 0;
    vmap((x: Tensor) => {
      calls++;
      return x.mul(2);
    })(rows);
    expect(calls).toBe(1);
  });
});
