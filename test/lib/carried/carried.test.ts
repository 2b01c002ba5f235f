/** Points at which other libraries test their derivatives; the numbers are of exact.py, from mathematics. */
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import * as n from "../../../lib/index.js";
import { grad, hessian, jvp, tensor } from "../../../lib/index.js";

interface Row {
  readonly source: string;
  readonly f: string;
  readonly at: readonly number[];
  readonly first: readonly number[];
  readonly second: readonly (readonly number[])[];
}

const rows = JSON.parse(
  readFileSync(new URL("exact.json", import.meta.url), "utf8"),
) as Row[];

type One = (x: number) => number;
type Two = (x: number, y: number) => number;

const { PI } = Math;
const inv: One = (x) => n.div(1, x);
const degrees: One = (x) => n.mul(x, PI / 180);

/** Functions of one number; those that the library has no name for are made of others. */
const unary: Record<string, One> = {
  neg: n.neg,
  abs: n.abs,
  sign: n.sign,
  floor: n.floor,
  ceil: n.ceil,
  round: n.round,
  sqrt: n.sqrt,
  cbrt: n.cbrt,
  rsqrt: (x) => inv(n.sqrt(x)),
  square: (x) => n.square(x),
  inv,
  exp: n.exp,
  exp2: (x) => n.pow(2, x),
  expm1: n.expm1,
  log: n.log,
  log2: n.log2,
  log10: n.log10,
  log1p: n.log1p,
  sin: n.sin,
  cos: n.cos,
  tan: n.tan,
  sec: (x) => inv(n.cos(x)),
  csc: (x) => inv(n.sin(x)),
  cot: (x) => inv(n.tan(x)),
  sinpi: (x) => n.sin(n.mul(PI, x)),
  cospi: (x) => n.cos(n.mul(PI, x)),
  sind: (x) => n.sin(degrees(x)),
  cosd: (x) => n.cos(degrees(x)),
  tand: (x) => n.tan(degrees(x)),
  asin: n.asin,
  acos: n.acos,
  atan: n.atan,
  asec: (x) => n.acos(inv(x)),
  acsc: (x) => n.asin(inv(x)),
  acot: (x) => n.atan(inv(x)),
  sinh: n.sinh,
  cosh: n.cosh,
  tanh: n.tanh,
  sech: (x) => inv(n.cosh(x)),
  csch: (x) => inv(n.sinh(x)),
  coth: (x) => inv(n.tanh(x)),
  asinh: n.asinh,
  acosh: n.acosh,
  atanh: n.atanh,
  asech: (x) => n.acosh(inv(x)),
  acsch: (x) => n.asinh(inv(x)),
  acoth: (x) => n.atanh(inv(x)),
  deg2rad: degrees,
  rad2deg: (x) => n.mul(x, 180 / PI),
  gamma: n.gamma,
  rgamma: (x) => inv(n.gamma(x)),
  lgamma: n.lgamma,
  digamma: n.digamma,
  trigamma: (x) => n.polygamma(1, x),
  erf: n.erf,
  erfc: n.erfc,
  sigmoid: n.sigmoid,
  logit: (x) => n.log(n.div(x, n.sub(1, x))),
  logSigmoid: (x) => n.log(n.sigmoid(x)),
  softplus: n.softplus,
  relu: n.relu,
  relu6: (x) => n.minimum(n.relu(x), 6),
  step: (x) => n.where(n.greater(x, 0), 1, 0),
};

const binary: Record<string, Two> = {
  add: n.add,
  sub: n.sub,
  mul: n.mul,
  div: n.div,
  pow: n.pow,
  atan2: n.atan2,
  hypot: (x, y) => n.sqrt(n.add(n.square(x), n.square(y))),
  mod: n.mod,
  maximum: n.maximum,
  minimum: n.minimum,
  logaddexp: (x, y) => n.log(n.add(n.exp(x), n.exp(y))),
  logaddexp2: (x, y) => n.log2(n.add(n.pow(2, x), n.pow(2, y))),
  squaredDifference: (x, y) => n.square(n.sub(x, y)),
  beta: (a, b) => n.div(n.mul(n.gamma(a), n.gamma(b)), n.gamma(n.add(a, b))),
  lbeta: (a, b) =>
    n.sub(n.add(n.lgamma(a), n.lgamma(b)), n.lgamma(n.add(a, b))),
};

function near(found: unknown, expected: number, tolerance: number): void {
  const error = Math.abs(Number(found) - expected);
  expect(error, `${String(found)} for ${String(expected)}`).toBeLessThanOrEqual(
    tolerance * Math.max(1, Math.abs(expected)),
  );
}

const listed = (x: unknown): number[] => [x].flat() as number[];

test("there are more than 400 derivatives", () => {
  const count = rows.flatMap(({ first, second }) => [first, second].flat(2));
  expect(count.length).toBeGreaterThan(1000);
});

describe.each(["autograd", "JAX", "DiffRules", "tfjs"])("%s", (source) => {
  const own = rows.filter((row) => row.source === source);
  test.each(own)("$f at $at", ({ f, at, first, second }) => {
    const g = (unary[f] ?? binary[f]) as (...xs: number[]) => number;
    const gradient = listed(grad(g)(...at));
    first.forEach((expected, i) => {
      near(gradient[i], expected, 2e-14);
      const unit = at.map((_, k) => +(k === i));
      near(jvp(g, [...at], unit)[1], expected, 2e-14);
    });
    const found = [hessian(g)(...at)].flat(2);
    second.flat().forEach((expected, i) => {
      near(found[i], expected, 2e-13);
    });
  });

  test.each(own.filter(({ at }) => at.length === 1))(
    "$f of a tensor at $at",
    ({
      f,
      at: [x = NaN],
      first: [expected = NaN],
      second: [[curved = NaN] = []],
    }) => {
      const g = unary[f] as unknown as (x: n.Tensor) => n.Tensor;
      const total = (v: n.Tensor): n.Tensor => n.sum(n.add(g(v), 0));
      const point = tensor([x, x]);
      const slopes = grad(total)(point).toArray() as number[];
      slopes.forEach((slope) => {
        near(slope, expected, 2e-14);
      });
      const curvature = hessian(total)(point).toArray() as number[][];
      near(curvature[1]?.[1], curved, 2e-13);
      near(curvature[0]?.[1], 0, 0);
    },
  );
});
