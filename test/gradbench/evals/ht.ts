/** GradBench's `ht`: how far the points of a hand model lie from measured ones, by the angles of its bones. */
import type { Library, Module } from "./library.js";

interface Model {
  readonly bone_count: number;
  readonly parents: number[];
  readonly base_relatives: number[][][];
  readonly inverse_base_absolutes: number[][][];
  readonly base_positions: number[][];
  readonly weights: number[][];
  readonly triangles: number[][];
  readonly is_mirrored: boolean;
}

interface Input {
  readonly theta: number[];
  readonly data: {
    readonly model: Model;
    readonly correspondences: number[];
    readonly points: number[][];
  };
  /** Where in its triangle each correspondence lies; without, they are vertices. */
  readonly us: number[][];
}

const product = (a: number[][], b: number[][]): number[][] =>
  a.map((row) =>
    row.map((_, j) => {
      let sum = 0;
      for (let k = 0; k < row.length; k++) sum += row[k]! * b[k]![j]!;
      return sum;
    }),
  );

/** The rotation by angles about the axes, as a matrix of four rows. */
function rotation(x: number, z: number, y: number): number[][] {
  const [a, b] = [Math.cos(x), Math.sin(x)];
  const [c, d] = [Math.cos(y), Math.sin(y)];
  const [e, f] = [Math.cos(z), Math.sin(z)];
  return [
    [e * c, e * d * b - f * a, e * d * a + f * b, 0],
    [f * c, f * d * b + e * a, f * d * a - e * b, 0],
    [-d, c * b, c * a, 0],
    [0, 0, 0, 1],
  ];
}

/** The rotation about a vector by its length. */
function aboutAxis(v: number[]): number[][] {
  const angle = Math.hypot(v[0]!, v[1]!, v[2]!);
  if (angle < 1e-4)
    return [
      [1, 0, 0],
      [0, 1, 0],
      [0, 0, 1],
    ];
  const [x, y, z] = [v[0]! / angle, v[1]! / angle, v[2]! / angle];
  const [s, c] = [Math.sin(angle), Math.cos(angle)];
  return [
    [x * x + (1 - x * x) * c, x * y * (1 - c) - z * s, x * z * (1 - c) + y * s],
    [x * y * (1 - c) + z * s, y * y + (1 - y * y) * c, y * z * (1 - c) - x * s],
    [x * z * (1 - c) - y * s, z * y * (1 - c) + x * s, z * z + (1 - z * z) * c],
  ];
}

/** The three angles of each bone: the wrist has none, each finger four for its three lower bones, its tip none. */
function anglesOf(theta: number[], bones: number): number[][] {
  const angles: number[][] = [];
  for (let i = 0; i < bones; i++) angles.push([0, 0, 0]);
  let at = 6;
  for (let finger = 0; finger < 5; finger++)
    for (let k = 0; k < 3; k++) {
      const bone = angles[2 + 4 * finger + k]!;
      bone[0] = theta[at++]!;
      if (k === 0) bone[1] = theta[at++]!;
    }
  return angles;
}

/** Each bone's way from where its vertices lie at rest to where they are. */
function transforms(theta: number[], model: Model): number[][][] {
  const angles = anglesOf(theta, model.bone_count);
  const absolutes: number[][][] = [];
  for (let i = 0; i < model.bone_count; i++) {
    const [x = 0, z = 0, y = 0] = angles[i]!;
    const relative = product(model.base_relatives[i]!, rotation(x, z, y));
    const parent = model.parents[i]!;
    absolutes.push(
      parent === -1 ? relative : product(absolutes[parent]!, relative),
    );
  }
  return absolutes.map((each, i) =>
    product(each, model.inverse_base_absolutes[i]!),
  );
}

/** The positions of some vertices. */
function positions(
  theta: number[],
  model: Model,
  vertices: number[],
): number[][] {
  const moved = transforms(theta, model);
  const turn = aboutAxis(theta.slice(0, 3));
  return vertices.map((vertex) => {
    const rest = model.base_positions[vertex]!;
    const weights = model.weights[vertex]!;
    const p = [0, 0, 0];
    for (let b = 0; b < moved.length; b++) {
      const weight = weights[b]!;
      // Most bones move a vertex not at all.
      if (weight === 0) continue;
      for (let i = 0; i < 3; i++) {
        const row = moved[b]![i]!;
        let sum = 0;
        for (let k = 0; k < 4; k++) sum += row[k]! * rest[k]!;
        p[i]! += weight * sum;
      }
    }
    if (model.is_mirrored) p[0] = -p[0]!;
    return turn.map(
      (row, i) =>
        row[0]! * p[0]! + row[1]! * p[1]! + row[2]! * p[2]! + theta[3 + i]!,
    );
  });
}

/** The vertices of each correspondence: itself, or the corners of a triangle. */
const cornersOf = ({ data, us }: Input): number[] =>
  us.length === 0
    ? data.correspondences
    : data.correspondences.flatMap((each) => data.model.triangles[each]!);

/** The point in a triangle at barycentric coordinates. */
const within = (u: number[], a: number, b: number, c: number): number =>
  u[0]! * a + u[1]! * b + (1 - u[0]! - u[1]!) * c;

function objective(theta: number[], input: Input): number[] {
  const { data, us } = input;
  const corners = positions(theta, data.model, cornersOf(input));
  return data.points.flatMap((point, i) =>
    point.map((measured, j) =>
      us.length === 0
        ? measured - corners[i]![j]!
        : measured -
          within(
            us[i]!,
            corners[3 * i]![j]!,
            corners[3 * i + 1]![j]!,
            corners[3 * i + 2]![j]!,
          ),
    ),
  );
}

export const ht = ({ grad, jacfwd }: Library): Module => {
  const byPlace = grad(within, { wrt: 0 });
  return {
    objective: (input: Input) => objective(input.theta, input),
    jacobian: (input: Input) => {
      const { theta, data, us } = input;
      const rows = jacfwd((t: number[]) => objective(t, input))(theta);
      if (us.length === 0) return rows;
      const corners = positions(theta, data.model, cornersOf(input));
      return rows.map((row, at) => {
        const [i, j] = [Math.floor(at / 3), at % 3];
        const slopes = byPlace(
          us[i]!,
          corners[3 * i]![j]!,
          corners[3 * i + 1]![j]!,
          corners[3 * i + 2]![j]!,
        );
        return [...slopes.map((slope) => -slope), ...row];
      });
    },
  };
};
