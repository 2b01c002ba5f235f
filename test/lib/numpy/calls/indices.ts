import * as nabla from "../../../../lib/index.js";
import type { Index, Tensor } from "../../../../lib/index.js";
import { type Draw, python } from "../draw.js";
import { call1, call2, type Row } from "./call.js";

/** An array without empty axes: of those NumPy lets indices pass that are outside, and we do not. */
const filled = (draw: Draw, least = 1): Tensor =>
  draw.array({ shape: draw.shape(least).map((n) => Math.max(1, n)) });

/** Whole numbers that lie in an axis of this length, now and then one that does not. */
function indices(draw: Draw, length: number, shape: readonly number[]): Tensor {
  const x = draw.array({ shape, dtype: "int32" });
  const inside = nabla.mod(x.add(6 * length), length).astype("int32");
  const signed = draw.coin() ? inside.sub(length).astype("int32") : inside;
  return draw.coin(0.05) ? signed.add(50).astype("int32") : signed;
}

const places = (draw: Draw): number[] =>
  draw.pick([[2], [3], [2, 2], [1], [0]]);

export const indexRows: Row[] = [
  [
    "gather",
    (draw) => {
      const a = filled(draw);
      const axis = draw.axis(a);
      const list = Array.from({ length: draw.whole(1, 5) }, () =>
        draw.whole(-2, 1),
      );
      return call1(
        a,
        `np.take(a, [${list.join(", ")}], axis=${python(axis)})`,
        (x) => x.gather(list, { axis }),
      );
    },
  ],
  [
    "take",
    (draw) => {
      const a = filled(draw);
      const axis = draw.coin(0.3) ? undefined : draw.axis(a);
      const length = axis === undefined ? a.size : (a.shape.at(axis) ?? 1);
      const b = indices(draw, length, places(draw));
      return call2([a, b], `np.take(a, b, axis=${python(axis)})`, (x, i) =>
        nabla.take(x, i, axis === undefined ? {} : { axis }),
      );
    },
  ],
  [
    "at: lists of indices",
    (draw) => {
      const a = filled(draw);
      const shape = places(draw);
      const b = indices(draw, a.shape[0] ?? 1, shape);
      return call2([a, b], "a[b]", (x, i) => x.at(i));
    },
  ],
  [
    "at: indices of two axes",
    (draw) => {
      const a = filled(draw, 2);
      const b = indices(draw, a.shape[0] ?? 1, draw.pick([[2, 1], [3], [1]]));
      const c = indices(draw, a.shape[1] ?? 1, draw.pick([[3], [1]]));
      return {
        arrays: [a, b, c],
        numpy: "a[b, c]",
        ours: (x: Tensor, i: Tensor, j: Tensor) => x.at(i, j),
      };
    },
  ],
  [
    "at: a number and a list",
    (draw) => {
      const a = filled(draw, 2);
      const first = draw.whole(-1, 0);
      const list: Index = [0, -1, 0];
      return call1(a, `a[${String(first)}, [0, -1, 0]]`, (x) =>
        x.at(first, list),
      );
    },
  ],
  [
    "at: a mask",
    (draw) => {
      const a = draw.array({ shape: draw.shape(1) });
      const shape = a.shape.slice(0, draw.whole(1, a.ndim));
      const wrong = draw.coin(0.05);
      const b = draw.array({
        shape: wrong ? [...shape.slice(1), 7] : shape,
        dtype: "bool",
      });
      return call2([a, b], "a[b]", (x, mask) => x.at(mask));
    },
  ],
  [
    "nonzero",
    (draw) => {
      const a = draw.array({ shape: draw.shape(1), dtype: draw.dtype() });
      return call1(a, "np.nonzero(a)", (x) => x.nonzero());
    },
  ],
  [
    "takeAlongAxis",
    (draw) => {
      const a = filled(draw);
      const axis = draw.whole(-a.ndim, a.ndim - 1);
      const length = a.shape.at(axis) ?? 1;
      const shape = [...a.shape];
      shape[axis < 0 ? axis + a.ndim : axis] = draw.whole(1, 3);
      const b = indices(draw, length, shape);
      return call2(
        [a, b],
        `np.take_along_axis(a, b, axis=${python(axis)})`,
        (x, i) => nabla.takeAlongAxis(x, i, { axis }),
      );
    },
  ],
];
