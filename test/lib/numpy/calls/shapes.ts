import * as nabla from "../../../../lib/index.js";
import type { Take, Tensor } from "../../../../lib/index.js";
import { type Draw, python } from "../draw.js";
import { call1, call2, type Row } from "./call.js";

function shuffled(draw: Draw, n: number): number[] {
  const keys = Array.from({ length: n }, () => draw.uniform());
  return [...keys.keys()].sort((i, j) => (keys[i] ?? 0) - (keys[j] ?? 0));
}

/** A part of an array in both languages: indices, ranges with negative bounds and steps, whole axes. */
function part(draw: Draw, x: Tensor): { takes: Take[]; written: string } {
  const bound = (): number | undefined =>
    draw.coin(0.3) ? undefined : draw.whole(-5, 5);
  const takes = x.shape.slice(0, draw.whole(0, x.ndim)).map((length): Take => {
    const kind = draw.uniform();
    if (kind < 0.35) return draw.whole(-length, length - +draw.coin(0.9));
    if (kind < 0.5) return undefined;
    return [bound(), bound(), draw.pick([1, 1, 2, -1, -2])];
  });
  const texts = takes.map((take) => {
    if (take === undefined) return ":";
    return typeof take === "number"
      ? String(take)
      : take.map((at) => at ?? "").join(":");
  });
  return { takes, written: [...texts, "..."].join(", ") };
}

export const shapeRows: Row[] = [
  [
    "reshape",
    (draw) => {
      const a = draw.array();
      const shape = draw.pick([
        [-1],
        [1, -1],
        [a.size],
        [2, -1],
        [...a.shape].reverse(),
        [3, 2],
      ]);
      return call1(a, `np.reshape(a, ${python(shape)})`, (x) =>
        x.reshape(shape),
      );
    },
  ],
  [
    "transpose",
    (draw) => {
      const a = draw.array();
      if (draw.coin(0.3)) return call1(a, "np.transpose(a)", (x) => x.T);
      const order = shuffled(draw, a.ndim).map((axis) =>
        draw.coin(0.2) ? axis - a.ndim : axis,
      );
      return call1(a, `np.transpose(a, ${python(order)})`, (x) =>
        x.transpose(order),
      );
    },
  ],
  [
    "swapAxes",
    (draw) => {
      const a = draw.array({ shape: draw.shape(1) });
      const [i, j] = [draw.axis(a), draw.axis(a)];
      return call1(a, `np.swapaxes(a, ${python(i)}, ${python(j)})`, (x) =>
        x.swapAxes(i, j),
      );
    },
  ],
  [
    "moveAxis",
    (draw) => {
      const a = draw.array({ shape: draw.shape(1) });
      const [i, j] = [draw.axis(a), draw.axis(a)];
      return call1(a, `np.moveaxis(a, ${python(i)}, ${python(j)})`, (x) =>
        nabla.moveAxis(x, i, j),
      );
    },
  ],
  [
    "expandDims",
    (draw) => {
      const a = draw.array();
      const axis = draw.whole(-a.ndim - 1, a.ndim + 1);
      return call1(a, `np.expand_dims(a, ${python(axis)})`, (x) =>
        x.expandDims(axis),
      );
    },
  ],
  [
    "squeeze",
    (draw) => {
      const shape = draw.shape().map((n) => (draw.coin() ? 1 : n));
      const a = draw.array({ shape });
      if (draw.coin()) return call1(a, "np.squeeze(a)", (x) => x.squeeze());
      const axis = draw.axis(a);
      return call1(a, `np.squeeze(a, axis=${python(axis)})`, (x) =>
        x.squeeze(axis),
      );
    },
  ],
  ["flatten", (draw) => call1(draw.array(), "np.ravel(a)", (x) => x.flatten())],
  [
    "flip",
    (draw) => {
      const a = draw.array();
      const axis = draw.coin(0.3) ? undefined : draw.axis(a);
      return call1(a, `np.flip(a, axis=${python(axis)})`, (x) => x.flip(axis));
    },
  ],
  [
    "slice",
    (draw) => {
      const a = draw.array();
      const { takes, written } = part(draw, a);
      return call1(a, `np.asarray(a)[${written}]`, (x) => x.slice(...takes));
    },
  ],
  [
    "slice of a slice",
    (draw) => {
      const a = draw.array({ shape: draw.shape(1) });
      const { takes, written } = part(draw, a);
      const whole = `np.asarray(a)[${written}]`;
      return call1(a, `np.flip(${whole}).T + 1.0`, (x) =>
        x
          .slice(...takes)
          .flip()
          .T.add(1),
      );
    },
  ],
  [
    "broadcastTo",
    (draw) => {
      const a = draw.array();
      const shape = draw.partner(a).shape;
      const wanted = draw.coin() ? shape : [2, ...a.shape];
      return call1(a, `np.broadcast_to(a, ${python(wanted)})`, (x) =>
        nabla.broadcastTo(x, wanted),
      );
    },
  ],
  [
    "concat",
    (draw) => {
      const a = draw.array({ shape: draw.shape(1) });
      const axis = draw.axis(a);
      const shape = a.shape.map((n, k) =>
        k === (axis < 0 ? axis + a.ndim : axis) ? draw.whole(0, 3) : n,
      );
      const b = draw.array({ shape: draw.coin(0.1) ? [7] : shape });
      return call2(
        [a, b],
        `np.concatenate([a, b], axis=${python(axis)})`,
        (x, y) => nabla.concat([x, y], { axis }),
      );
    },
  ],
  [
    "stack",
    (draw) => {
      const a = draw.array({ shape: draw.shape(1) });
      const b = draw.array({ shape: a.shape });
      const axis = draw.whole(-a.ndim - 1, a.ndim);
      return call2([a, b], `np.stack([a, b], axis=${python(axis)})`, (x, y) =>
        nabla.stack([x, y], { axis }),
      );
    },
  ],
  [
    "meshgrid",
    (draw) => {
      const a = draw.array({ shape: [draw.whole(0, 4)], dtype: "float64" });
      const b = draw.array({ shape: [draw.whole(0, 4)], dtype: "float64" });
      return call2([a, b], "np.meshgrid(a, b)", (x, y) => nabla.meshgrid(x, y));
    },
  ],
  [
    "arange",
    (draw) => {
      const [start, stop] = [draw.whole(-4, 4), draw.whole(-4, 4)];
      const step = draw.pick([1, 2, -1, 0.5, -0.3]);
      const numpy = `np.arange(float(${String(start)}), ${String(stop)}, ${String(step)})`;
      return { arrays: [], numpy, ours: () => nabla.arange(start, stop, step) };
    },
  ],
  [
    "linspace",
    (draw) => {
      const [start, stop, n] = [
        draw.whole(-4, 4),
        draw.normal(),
        draw.whole(0, 7),
      ];
      const list = [start, stop, n].map(String).join(", ");
      return {
        arrays: [],
        numpy: `np.linspace(${list})`,
        ours: () => nabla.linspace(start, stop, n),
      };
    },
  ],
  [
    "logspace",
    (draw) => {
      const [start, stop, n] = [
        draw.whole(-2, 2),
        draw.normal(),
        draw.whole(0, 7),
      ];
      const list = [start, stop, n].map(String).join(", ");
      return {
        arrays: [],
        numpy: `np.logspace(${list})`,
        ours: () => nabla.logspace(start, stop, n),
        tolerance: 1e-14,
      };
    },
  ],
  [
    "eye",
    (draw) => {
      const [n, m] = [draw.whole(0, 4), draw.whole(0, 4)];
      return {
        arrays: [],
        numpy: `np.eye(${String(n)}, ${String(m)})`,
        ours: () => nabla.eye(n, m),
      };
    },
  ],
  [
    "full",
    (draw) => {
      const shape = draw.shape();
      const value = draw.element("float64");
      const dtype = draw.pick(["float64", "float32"] as const);
      return {
        arrays: [],
        numpy: `np.full(${python(shape)}, ${python(value)}, dtype="${dtype}")`,
        ours: () => nabla.full(shape, value, { dtype }),
      };
    },
  ],
];
