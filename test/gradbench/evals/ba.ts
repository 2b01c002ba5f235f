/** GradBench's `ba`: bundle adjustment, whose Jacobian is sparse: 15 numbers for each of the two errors of an observation. */
import type { Library, Module } from "./library.js";

interface Input {
  readonly n: number;
  readonly m: number;
  readonly p: number;
  /** Rotation, centre, focal length, principal point, radial distortion. */
  readonly cam: number[];
  readonly x: number[];
  readonly w: number;
  readonly feat: number[];
}

/** A point turned by Rodrigues' formula, the axis being the rotation's direction and the angle its length. */
function turned(cam: number[], x: number, y: number, z: number): number[] {
  const square = cam[0]! ** 2 + cam[1]! ** 2 + cam[2]! ** 2;
  if (square === 0)
    return [
      x + cam[1]! * z - cam[2]! * y,
      y + cam[2]! * x - cam[0]! * z,
      z + cam[0]! * y - cam[1]! * x,
    ];
  const angle = Math.sqrt(square);
  const a = cam[0]! / angle;
  const b = cam[1]! / angle;
  const c = cam[2]! / angle;
  const cos = Math.cos(angle);
  const sin = Math.sin(angle);
  const along = (a * x + b * y + c * z) * (1 - cos);
  return [
    x * cos + (b * z - c * y) * sin + a * along,
    y * cos + (c * x - a * z) * sin + b * along,
    z * cos + (a * y - b * x) * sin + c * along,
  ];
}

/** How far a point's picture lies from where it was seen, in one of the two directions. */
function error(
  cam: number[],
  x: number[],
  w: number,
  feat: number[],
  side: number,
): number {
  const p = turned(cam, x[0]! - cam[3]!, x[1]! - cam[4]!, x[2]! - cam[5]!);
  const u = p[0]! / p[2]!;
  const v = p[1]! / p[2]!;
  const r = u * u + v * v;
  const stretched = 1 + cam[9]! * r + cam[10]! * r * r;
  const here = (side === 0 ? u : v) * stretched * cam[6]! + cam[7 + side]!;
  return w * (here - feat[side]!);
}

const weightError = (w: number): number => 1 - w * w;

/** Some of the list, as GradBench wants it: the first thirty and the last. */
const ends = (list: number[]): number[] => [...list.slice(0, 30), list.at(-1)!];

export const ba = ({ grad }: Library): Module => {
  const slopes = grad(error, { wrt: [0, 1, 2] });
  const weightSlope = grad(weightError);
  return {
    objective: ({ p, cam, x, w, feat }: Input) => {
      let elements: number[] = [];
      let element = 0;
      for (let i = 0; i < p; i++) {
        elements = [error(cam, x, w, feat, 0), error(cam, x, w, feat, 1)];
        element = weightError(w);
      }
      return {
        reproj_error: { elements, repeated: p },
        w_err: { element, repeated: p },
      };
    },
    jacobian: ({ n, m, p, cam, x, w, feat }: Input) => {
      const rows = [0];
      const cols: number[] = [];
      const vals: number[] = [];
      const end = (): void => {
        rows.push(vals.length);
      };
      for (let i = 0; i < p; i++)
        for (const side of [0, 1]) {
          const [byCamera, byPoint, byWeight] = slopes(cam, x, w, feat, side);
          for (let k = 0; k < 11; k++) cols.push(11 * (i % n) + k);
          for (let k = 0; k < 3; k++) cols.push(11 * n + 3 * (i % m) + k);
          cols.push(11 * n + 3 * m + i);
          vals.push(...byCamera, ...byPoint, byWeight);
          end();
        }
      for (let i = 0; i < p; i++) {
        cols.push(11 * n + 3 * m + i);
        vals.push(weightSlope(w));
        end();
      }
      return { rows: ends(rows), cols: ends(cols), vals: ends(vals) };
    },
  };
};
