import { eigenSymmetric } from "../dense/symmetric.js";
import type { Value } from "../ir/node.js";
import {
  type Constrained,
  lagrangianHessian,
  polished,
  stationarity,
} from "../optimize/constrained.js";
import { addDistinct, gridOf, isIn } from "../optimize/multistart.js";
import { objectiveOf } from "../optimize/objective.js";
import { qrFactor } from "../dense/qr.js";
import {
  shortNumber,
  shortPoint,
  showing,
  type Table,
} from "../optimize/show.js";
import { dot, type Row, scaled, plus } from "../optimize/vectors.js";

/** Options of `lagrange`. */
export interface LagrangeOptions {
  /** An interval for each variable. */
  readonly domain: readonly (readonly [number, number])[];
  /** How many starting points to take along each axis: 9 in the plane, 5 in space. */
  readonly samples?: number;
}

/** A point where the gradient of f is a combination of the constraints' gradients. */
export interface Stationary {
  readonly x: number[];
  readonly value: number;
  /** λ with ∇f = Σ λᵢ·∇gᵢ. */
  readonly multipliers: number[];
  /** What f has there among the points that fulfil the constraints. */
  readonly kind: "minimum" | "maximum" | "saddle" | "undecided";
}

/**
 * The points on the constraints g = 0 where f may be largest or smallest: all solutions of ∇f = Σ λᵢ·∇gᵢ that a search
 * from a grid finds, with their multipliers and, by the second derivatives along the constraints, their kinds.
 *
 * @throws where there are as many constraints as variables, or more.
 * @example
 * lagrange((x: number, y: number) => x + y, (x: number, y: number) => x ** 2 + y ** 2 - 1, {
 *   domain: [[-2, 2], [-2, 2]],
 * }) // a minimum at (−√½, −√½) with λ = −√½, a maximum at (√½, √½) with λ = √½
 */
export function lagrange(
  f: (...x: number[]) => Value,
  constraints:
    ((...x: number[]) => Value) | readonly ((...x: number[]) => Value)[],
  { domain, samples }: LagrangeOptions,
): Stationary[] {
  const n = domain.length;
  const given = [constraints].flat();
  if (given.length >= n) {
    throw new RangeError(
      `lagrange: ${String(given.length)} constraints leave no room for ${String(n)} variables; give fewer`,
    );
  }
  const middle = domain.map(([a, b]) => (a + b) / 2);
  const objective = (g: (...x: number[]) => Value): Constrained["f"] =>
    objectiveOf("lagrange", g, middle);
  const problem = { f: objective(f), constraints: given.map(objective) };
  const count = samples ?? (n === 2 ? 9 : 5);
  const widest = Math.max(...domain.map(([a, b]) => b - a));
  const rows: Row[] = [];
  const found: Stationary[] = [];
  for (const start of gridOf(domain, count)) {
    const end = polished(problem, {
      x: start,
      multipliers: firstMultipliers(problem, start),
    });
    const fits = isIn(end.x, domain) && stationarity(problem, end) <= 1e-8;
    if (!fits || !addDistinct(rows, end.x, widest)) continue;
    found.push({
      x: Array.from(end.x, tidied),
      value: problem.f.value(end.x),
      multipliers: Array.from(end.multipliers, tidied),
      kind: kindOf(problem, end),
    });
  }
  found.sort((a, b) => a.value - b.value);
  const note = `Searched from ${String(count ** n)} starting points for ∇f = λ·∇g on g = 0.`;
  return showing(found, () => tableOf(found, note));
}

const tidied = (x: number): number => {
  const near = Number(x.toFixed(9));
  return Math.abs(near - x) <= 1e-12 ? near + 0 : x;
};

/** The multipliers that fit best at a point: least squares of ∇f = Σ λᵢ·∇gᵢ. */
function firstMultipliers({ f, constraints }: Constrained, x: Row): Row {
  const slope = f.gradient(x).gradient;
  return Float64Array.from(constraints, (g) => {
    const { gradient } = g.gradient(x);
    const size = dot(gradient, gradient);
    return size === 0 ? 0 : dot(slope, gradient) / size;
  });
}

/** By the signs of the Lagrangian's curvature in the directions that keep to the constraints. */
function kindOf(
  problem: Constrained,
  at: { readonly x: Row; readonly multipliers: Row },
): Stationary["kind"] {
  const tangents = tangentsAt(problem, at.x);
  const hessian = lagrangianHessian(problem, at);
  const n = at.x.length;
  const m = tangents.length;
  const turned = tangents.map((v) =>
    v.map((_, i) => dot(hessian.subarray(i * n, (i + 1) * n), v)),
  );
  const reduced = Float64Array.from(
    tangents.flatMap((u) => turned.map((hv) => dot(u, hv))),
  );
  const { values } = eigenSymmetric(reduced, m);
  const small = 1e-8 * Math.max(1, ...hessian.map(Math.abs));
  if (values.every((value) => value > small)) return "minimum";
  if (values.every((value) => value < -small)) return "maximum";
  return values.some((value) => value > small) &&
    values.some((value) => value < -small)
    ? "saddle"
    : "undecided";
}

/** An orthonormal basis of the directions at right angles to the constraints' gradients. */
function tangentsAt({ constraints }: Constrained, x: Row): Row[] {
  const n = x.length;
  const k = constraints.length;
  const normals = new Float64Array(n * k);
  constraints.forEach((g, c) => {
    g.gradient(x).gradient.forEach((slope, i) => {
      normals[i * k + c] = slope;
    });
  });
  const { q } = qrFactor(normals, n, k);
  const basis: Row[] = Array.from({ length: k }, (_, c) =>
    Float64Array.from({ length: n }, (__, i) => q[i * k + c] ?? 0),
  );
  const tangents: Row[] = [];
  for (let axis = 0; axis < n && tangents.length < n - k; axis++) {
    let v: Row = Float64Array.from({ length: n }, (_, i) =>
      i === axis ? 1 : 0,
    );
    for (const each of [...basis, ...tangents])
      v = plus(v, each, -dot(v, each));
    const length = Math.sqrt(dot(v, v));
    if (length > 1e-6) tangents.push(scaled(v, 1 / length));
  }
  return tangents;
}

function tableOf(found: readonly Stationary[], note: string): Table {
  return {
    heading: ["x", "f(x)", "λ", "kind on the constraint"],
    rows: found.map(({ x, value, multipliers, kind }) => [
      shortPoint(x),
      shortNumber(value),
      multipliers.map(shortNumber).join(", "),
      kind,
    ]),
    note,
  };
}
