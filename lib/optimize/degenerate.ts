import { eigenSymmetric } from "../dense/symmetric.js";
import type { Objective } from "./objective.js";
import {
  type FormAlong,
  type Paths,
  pathsOfForm,
  pathsOfProbes,
  told,
} from "./paths.js";
import { dot, largest, plus, type Row, scaled } from "./vectors.js";

/** The Taylor coefficients of the function along a line that are looked at. */
const highestDegree = 8;

/** What decides at a critical point whose Hessian does not. */
export interface Verdict {
  readonly kind: "minimum" | "maximum" | "neither";
  readonly reason: string;
  /** Where the kind is "neither": a path along which the function rises, and one along which it falls. */
  readonly paths?: Paths;
}

/**
 * Looks further than the Hessian: at the first Taylor form along lines that does not vanish where the Hessian is zero,
 * and else at how the function grows over the directions that the Hessian leaves open, with the other directions at their
 * best (the reduction of Lyapunov and Schmidt).
 */
export function degenerate(
  objective: Objective,
  x: Row,
  hessian: Row,
): Verdict {
  const n = x.length;
  const { values, vectors } = eigenSymmetric(hessian, n);
  const small = 1e-8 * Math.max(1, largest(hessian));
  const columns = Array.from({ length: n }, (_, k) =>
    Float64Array.from(x, (__, i) => vectors[i * n + k] ?? 0),
  );
  const open = columns.filter((_, k) => Math.abs(values[k] ?? 0) <= small);
  const curved = columns.filter((_, k) => Math.abs(values[k] ?? 0) > small);
  if (curved.length === 0) return byTaylorForm(objective, x, open);
  const sign = Math.sign(values.find((value) => Math.abs(value) > small) ?? 0);
  return byReduction(objective, x, { open, curved, sign });
}

/** Directions that sample the sphere of the space that some vectors span: the axes, the diagonals, and points between. */
function directionsIn(basis: readonly Row[]): Row[] {
  const [first] = basis;
  if (first === undefined) return [];
  if (basis.length === 1) return [first];
  const combine = (weights: readonly number[]): Row => {
    const sum = weights.reduce<Row>(
      (total, weight, k) => plus(total, basis[k] ?? first, weight),
      scaled(first, 0),
    );
    return scaled(sum, 1 / Math.sqrt(dot(sum, sum)));
  };
  if (basis.length === 2) {
    return Array.from({ length: 48 }, (_, k) =>
      combine([Math.cos((Math.PI * k) / 24), Math.sin((Math.PI * k) / 24)]),
    );
  }
  // Weyl's sequence fills the cube evenly; its points are good enough directions.
  const weyl = (k: number, axis: number): number =>
    (((k + 1) * Math.sqrt(axis + 2)) % 1) * 2 - 1;
  const spread = Array.from({ length: 60 * basis.length }, (_, k) =>
    combine(basis.map((__, axis) => weyl(k, axis))),
  );
  return [...basis, ...basis.map((v) => scaled(v, -1)), ...spread];
}

/** The sign of the first Taylor form that does not vanish decides, if it is of even degree. */
function byTaylorForm(
  objective: Objective,
  x: Row,
  open: readonly Row[],
): Verdict {
  const lines = directionsIn(open).map((v) =>
    objective.along(x, v, highestDegree),
  );
  const sizes = Array.from({ length: highestDegree + 1 }, (_, k) =>
    Math.max(...lines.map((terms) => Math.abs(terms[k] ?? 0))),
  );
  const scale = Math.max(...sizes.slice(1));
  const degree = sizes.findIndex(
    (size, k) => k >= 2 && size > 1e-9 * scale && size > 1e-12,
  );
  const what = open.length === 1 ? "derivative" : "Taylor form";
  if (degree < 0) {
    return byReduction(objective, x, { open, curved: [], sign: 0 });
  }
  const start =
    open.length === 1 ? "the second derivative is zero" : "the Hessian is zero";
  const found = `${start} and the first ${what} that is not has degree ${String(degree)}`;
  const forms = directionsIn(open).map((direction, k) => ({
    direction,
    coefficient: lines[k]?.[degree] ?? 0,
  }));
  return (
    bySigns(x, forms, degree, found) ??
    byReduction(objective, x, { open, curved: [], sign: 0 })
  );
}

/** What the signs of the first form that does not vanish decide; `undefined` where it touches zero. */
function bySigns(
  x: Row,
  forms: readonly FormAlong[],
  degree: number,
  found: string,
): Verdict | undefined {
  const size = Math.max(
    ...forms.map(({ coefficient }) => Math.abs(coefficient)),
  );
  const up = forms.filter(({ coefficient }) => coefficient > 1e-9 * size);
  const down = forms.filter(({ coefficient }) => coefficient < -1e-9 * size);
  if (degree % 2 === 1 || (up.length > 0 && down.length > 0)) {
    const paths = pathsOfForm(x, forms, degree);
    const how = degree % 2 === 1 ? "which is odd" : "where it has both signs";
    return {
      kind: "neither",
      reason: `${found}, ${how}${told(paths)}`,
      paths,
    };
  }
  const everywhere = Math.max(up.length, down.length) === forms.length;
  if (!everywhere) return undefined;
  const least = up.length > 0;
  return {
    kind: least ? "minimum" : "maximum",
    reason: `${found}, where it is ${least ? "positive" : "negative"} in every direction`,
  };
}

interface Directions {
  /** Where the Hessian is zero. */
  readonly open: readonly Row[];
  /** Where it is not; there it has one sign. */
  readonly curved: readonly Row[];
  readonly sign: number;
}

/** How the function changes over small steps in the open directions, the others following to where they are best. */
function byReduction(
  objective: Objective,
  x: Row,
  { open, curved, sign }: Directions,
): Verdict {
  const here = objective.value(x);
  const probes = directionsIn(open).flatMap((direction) =>
    [0.05, -0.05, 0.02, -0.02].map((step) => {
      const end = followed(objective, plus(x, direction, step), curved);
      return { end, change: objective.value(end) - here };
    }),
  );
  const changes = probes.map(({ change }) => change);
  const noise = 1e-13 * Math.max(1, Math.abs(here));
  const up = changes.some((change) => change > noise);
  const down = changes.some((change) => change < -noise);
  const start = "the Hessian is only semidefinite";
  if ((up && down) || (sign > 0 && down) || (sign < 0 && up)) {
    // Away from the open directions the function goes the way of the curvature.
    const straight = curved.flatMap((direction) => {
      const end = plus(x, direction, 0.05);
      return [{ end, change: objective.value(end) - here }];
    });
    const paths = pathsOfProbes(x, [...straight, ...probes], noise);
    return {
      kind: "neither",
      reason: `${start}, and the function takes larger and smaller values nearby${told(paths)}`,
      paths,
    };
  }
  const least = up || (!down && sign >= 0);
  const strict = changes.every((change) => Math.abs(change) > noise);
  return {
    kind: least ? "minimum" : "maximum",
    reason: strict
      ? `${start}, but the function is ${least ? "larger" : "smaller"} everywhere nearby`
      : `${start}; no value nearby is ${least ? "smaller" : "larger"}, though some are equal`,
  };
}

/** The point moved within the curved directions to where the gradient has no part in them (Newton's method). */
function followed(
  objective: Objective,
  start: Row,
  curved: readonly Row[],
): Row {
  let x = start;
  for (let k = 0; k < 8 && curved.length > 0; k++) {
    const { gradient } = objective.gradient(x);
    const hessian = objective.hessian(x);
    const n = x.length;
    const m = curved.length;
    const reduced = new Float64Array(m * m);
    curved.forEach((a, i) => {
      curved.forEach((b, j) => {
        const product = a.map((_, r) =>
          dot(hessian.subarray(r * n, (r + 1) * n), b),
        );
        reduced[i * m + j] = dot(a, product);
      });
    });
    const { values, vectors } = eigenSymmetric(reduced, m);
    const slopes = Float64Array.from(curved, (a) => dot(a, gradient));
    for (let e = 0; e < m; e++) {
      const column = Float64Array.from(
        slopes,
        (_, i) => vectors[i * m + e] ?? 0,
      );
      const length = -dot(column, slopes) / (values[e] ?? NaN);
      if (!Number.isFinite(length)) continue;
      curved.forEach((a, i) => {
        x = plus(x, a, length * (column[i] ?? 0));
      });
    }
  }
  return x;
}
