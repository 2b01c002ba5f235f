// The derivative of every factorization, at well- and at ill-conditioned matrices, forwards and backwards, against
// extrapolated differences whose step is small beside the smallest gap of the matrix.
import { describe, expect, test } from "vitest";
import * as nabla from "../../lib/index.js";
import { jvp, randn, seed, type Tensor, tensor, vjp } from "../../lib/index.js";

type Operation = (a: Tensor) => Tensor;

seed(11);
/** Orthogonal columns. */
const orthogonal = (m: number, n: number): Tensor => nabla.qr(randn([m, n])).q;
const transposed = (a: Tensor): Tensor => a.swapAxes();

/** A matrix with the given singular values, and how near a matrix without derivative may be. */
interface Point {
  readonly a: Tensor;
  readonly gap: number;
}

function general(m: number, n: number, values: number[], gap: number): Point {
  const k = values.length;
  const a = orthogonal(m, k).mul(tensor(values)).matmul(orthogonal(n, k).T);
  return { a, gap };
}

function symmetric(values: number[], gap: number): Point {
  const v = orthogonal(values.length, values.length);
  return { a: v.mul(tensor(values)).matmul(v.T), gap };
}

const square: [name: string, point: Point][] = [
  ["well-conditioned", general(4, 4, [4, 3, 2, 1], 1)],
  ["condition 1e6", general(4, 4, [1e3, 10, 0.1, 1e-3], 1e-3)],
  ["large", general(3, 3, [3e8, 2e8, 1e8], 1e8)],
];
const tall: [name: string, point: Point][] = [
  ["well-conditioned", general(5, 3, [3, 2, 1], 1)],
  ["condition 1e5", general(5, 3, [100, 1, 1e-3], 1e-3)],
  ["singular values near each other", general(5, 3, [2, 1.001, 1], 1e-3)],
];
const wide: [name: string, point: Point][] = [
  ["well-conditioned", general(3, 5, [3, 2, 1], 1)],
];
const definite: [name: string, point: Point][] = [
  ["well-conditioned", symmetric([1, 2, 3, 4], 1)],
  ["condition 1e6", symmetric([1e-3, 0.1, 10, 1e3], 1e-3)],
  ["eigenvalues near each other", symmetric([1, 1.001, 2, 3], 1e-3)],
];

const half = (a: Tensor): Tensor => a.add(transposed(a)).div(2);
const factorizations: [
  name: string,
  f: Operation,
  points: [name: string, point: Point][],
][] = [
  ["inv", nabla.inv, square],
  ["solve", (a) => nabla.solve(a, nabla.arange(a.shape[0] ?? 0)), square],
  ["det", nabla.det, square],
  ["logdet", nabla.logdet, square],
  ["lu by solve of columns", (a) => nabla.solve(a, transposed(a)), square],
  ["cholesky", (a) => nabla.cholesky(half(a)), definite],
  ["eigh: values", (a) => nabla.eigh(half(a)).values, definite],
  ["eigh: vectors", (a) => nabla.eigh(half(a)).vectors, definite],
  ["qr: q", (a) => nabla.qr(a).q, [...square, ...tall]],
  ["qr: r", (a) => nabla.qr(a).r, [...square, ...tall]],
  ["svd: s", (a) => nabla.svd(a).s, [...square, ...tall, ...wide]],
  ["svd: u", (a) => nabla.svd(a).u, [...tall, ...wide]],
  ["svd: vt", (a) => nabla.svd(a).vt, [...tall, ...wide]],
  ["pinv", nabla.pinv, [...tall, ...wide]],
  [
    "lstsq",
    (a) => nabla.lstsq(a, nabla.arange(a.shape[0] ?? 0)),
    [...tall, ...wide],
  ],
  ["expm", nabla.expm, definite.slice(0, 1)],
];

const rows = factorizations.flatMap(([name, f, points]) =>
  points.map(([where, point]) => [name, where, f, point] as const),
);

const largest = (x: Tensor): number => x.abs().max().item();

/** d f(A + t·D)/dt by central differences, extrapolated three times. */
function difference(f: Operation, a: Tensor, along: Tensor, h: number): Tensor {
  const central = (step: number): Tensor =>
    f(a.add(along.mul(step)))
      .sub(f(a.sub(along.mul(step))))
      .div(2 * step);
  let column = [h, h / 2, h / 4, h / 8].map(central);
  for (let order = 4; column.length > 1; order *= 4) {
    column = column
      .slice(1)
      .map((fine, k) => fine.add(fine.sub(column[k] as Tensor).div(order - 1)));
  }
  return column[0] as Tensor;
}

describe("each factorization", () => {
  test.each(rows)("%s, %s: forwards", (_name, _where, f, { a, gap }) => {
    const along = randn(a.shape);
    const [, exact] = jvp(f, [a], [along]);
    const numeric = difference(f, a, along, gap / 50);
    const error = largest(exact.sub(numeric)) / largest(numeric);
    expect(error).toBeLessThan(1e-5);
  });

  test.each(rows)("%s, %s: backwards", (_name, _where, f, { a }) => {
    const along = randn(a.shape);
    const [y, pushed] = jvp(f, [a], [along]);
    const weights = randn(y.shape);
    const [pulled] = vjp(f, a)[1](weights);
    const terms = pushed.mul(weights);
    const left = terms.sum().item();
    const size = terms.abs().sum().item();
    const right = pulled.mul(along).sum().item();
    expect(Math.abs(left - right) / size).toBeLessThan(1e-7);
  });
});

describe("each of a stack is treated for itself", () => {
  const ofStacks: [name: string, f: Operation, matrix: Tensor][] = [
    ...factorizations
      .filter(([name]) => !/^(solve|lstsq)/.test(name))
      .map(([name, f, [first]]): [string, Operation, Tensor] => [
        name,
        f,
        (first as [string, Point])[1].a,
      ]),
    ["solve", (a) => nabla.solve(a, a.add(1)), square[0]?.[1].a as Tensor],
    ["trace", nabla.trace, randn([3, 3])],
    ["tril", (a) => nabla.tril(a), randn([3, 4])],
  ];
  test.each(ofStacks)("%s", (_name, f, a) => {
    const stack = nabla.stack([a, a.mul(1.5), a.mul(2)]);
    const one = (k: number): Tensor => f(stack.at(k));
    expect(f(stack).allClose(nabla.stack([one(0), one(1), one(2)]))).toBe(true);
    const weights = randn(f(stack).shape);
    const whole = nabla.grad((x: Tensor) => f(x).mul(weights).sum())(stack);
    const single = [0, 1, 2].map((k) =>
      nabla.grad((x: Tensor) => f(x).mul(weights.at(k)).sum())(stack.at(k)),
    );
    const scale = largest(whole);
    expect(largest(whole.sub(nabla.stack(single))) / scale).toBeLessThan(1e-12);
    // A second derivative, for which every rule of every rule must know stacks.
    const twice = (x: Tensor): Tensor =>
      nabla
        .grad((z: Tensor) => f(z).mul(weights).sum())(x)
        .square()
        .sum();
    expect(nabla.grad(twice)(stack).shape).toEqual(stack.shape);
  });
});

describe("where values repeat", () => {
  const twice = symmetric([1, 1, 3], 2).a;

  test("symmetric functions of eigenvalues have their derivative", () => {
    const f = (a: Tensor): Tensor => nabla.eigh(a).values.pow(3).sum();
    // d tr(A³) = 3·tr(A²·dA).
    const exact = twice.matmul(twice).mul(3);
    expect(nabla.grad(f)(twice).allClose(exact)).toBe(true);
  });

  test("what does not mix the space of the value is right", () => {
    // The projection on the eigenvector of 3, which is single.
    const f = (a: Tensor): Tensor => {
      const v = nabla.eigh(a).vectors.slice(undefined, 2);
      return v.outer(v);
    };
    const along = half(randn([3, 3]));
    const [, exact] = jvp(f, [twice], [along]);
    const numeric = difference(f, twice, along, 0.02);
    expect(largest(exact.sub(numeric))).toBeLessThan(1e-7);
  });

  test("single vectors get finite numbers: mixing within their space is left out", () => {
    const sum = (a: Tensor): Tensor => nabla.eigh(a).vectors.pow(3).sum();
    expect(nabla.all(nabla.isFinite(nabla.grad(sum)(twice))).item()).toBe(1);
    const ofSvd = (a: Tensor): Tensor => nabla.svd(a).u.pow(3).sum();
    const gradient = nabla.grad(ofSvd)(nabla.eye(3));
    expect(nabla.all(nabla.isFinite(gradient)).item()).toBe(1);
  });
});

test.each([5, 8])("cofactors of %d rows, of singular matrices too", (n) => {
  const a = randn([n, n]);
  const cofactors = nabla.grad((x: Tensor) => nabla.det(x));
  const expected = nabla.inv(a).T.mul(nabla.det(a));
  expect(cofactors(a).allClose(expected, { rtol: 1e-9 })).toBe(true);
  const singular = a.sub(
    nabla.outer(a.slice(undefined, 0), nabla.eye(n).at(0)),
  );
  // The first column is zero now: the cofactors of the others vanish, and those of the first are of the old matrix.
  const found = cofactors(singular).slice(undefined, 0);
  const old = expected.slice(undefined, 0);
  expect(found.allClose(old, { rtol: 1e-9 })).toBe(true);
});
