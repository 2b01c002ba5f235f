import type { ReduceOptions, Tensor } from "../../../../lib/index.js";
import { python } from "../draw.js";
import { call1, type Row } from "./call.js";

type Reduction = (x: Tensor, options: ReduceOptions) => unknown;

/** Name, ours, the NumPy expression with `axis` and `keep` in it; whether NumPy counts in int64 where we do in int32. */
const reductions: [name: string, f: Reduction, numpy: string][] = [
  ["sum", (x, o) => x.sum(o), "np.sum(a, axis=axis, keepdims=keep)"],
  ["mean", (x, o) => x.mean(o), "np.mean(a, axis=axis, keepdims=keep)"],
  ["var", (x, o) => x.var(o), "np.var(a, axis=axis, keepdims=keep)"],
  ["std", (x, o) => x.std(o), "np.std(a, axis=axis, keepdims=keep)"],
  ["prod", (x, o) => x.prod(o), "np.prod(a, axis=axis, keepdims=keep)"],
  ["any", (x, o) => x.any(o), "np.any(a, axis=axis, keepdims=keep)"],
  ["all", (x, o) => x.all(o), "np.all(a, axis=axis, keepdims=keep)"],
  ["max", (x, o) => x.max(o), "np.max(a, axis=axis, keepdims=keep)"],
  ["min", (x, o) => x.min(o), "np.min(a, axis=axis, keepdims=keep)"],
  [
    "logsumexp",
    (x, o) => x.logsumexp(o),
    "np.log(np.sum(np.exp(a), axis=axis, keepdims=keep))",
  ],
  [
    "norm",
    (x, o) => x.norm(o),
    "np.sqrt(np.sum(np.square(np.abs(a)), axis=axis, keepdims=keep))",
  ],
  [
    "norm 1",
    (x, o) => x.norm({ ...o, ord: 1 }),
    "np.sum(np.abs(a), axis=axis, keepdims=keep)",
  ],
];

const rows = reductions.map(([name, f, numpy]): Row => [
  name,
  (draw) => {
    const floating = name.startsWith("norm") || name === "logsumexp";
    const a = draw.array({
      // NumPy's mean and variance, of all reductions, refuse axis 0 of a scalar.
      shape: draw.shape(numpy.startsWith("np.sum") ? 0 : 1),
      dtype: floating ? draw.pick(["float64", "float32"]) : draw.dtype(),
    });
    const axis = draw.axes(a);
    const keepDims = draw.coin();
    const written = numpy
      .replace("=axis", `=${python(axis)}`)
      .replace("=keep", `=${python(keepDims)}`);
    return call1(a, written, (x) =>
      f(x, { ...(axis !== undefined && { axis }), keepDims }),
    );
  },
]);

const along: Row[] = [
  [
    "var, unbiased",
    (draw) => {
      const a = draw.array({ dtype: draw.pick(["float64", "float32"]) });
      return call1(a, "np.var(a, ddof=1)", (x) => x.var({ correction: 1 }));
    },
  ],
  ...(["argmax", "argmin"] as const).map((name): Row => [
    name,
    (draw) => {
      const a = draw.array();
      if (draw.coin(0.3)) {
        // Of all elements the place is a plain number.
        return call1(a, `np.${name}(a)`, (x) => x[name](), { anyType: true });
      }
      const axis = draw.axis(a);
      return call1(a, `np.${name}(a, axis=${python(axis)})`, (x) =>
        x[name]({ axis }),
      );
    },
  ]),
  [
    "cumsum",
    (draw) => {
      const a = draw.array({ shape: draw.shape(1) });
      const axis = draw.axis(a);
      return call1(a, `np.cumsum(a, axis=${python(axis)})`, (x) =>
        x.cumsum({ axis }),
      );
    },
  ],
  [
    "sort",
    (draw) => {
      const a = draw.array({ shape: draw.shape(1) });
      const axis = draw.axis(a);
      return call1(a, `np.sort(a, axis=${python(axis)})`, (x) =>
        x.sort({ axis }),
      );
    },
  ],
  [
    "argsort",
    (draw) => {
      const a = draw.array({ shape: draw.shape(1) });
      const axis = draw.axis(a);
      return call1(
        a,
        `np.argsort(a, axis=${python(axis)}, kind="stable")`,
        (x) => x.argsort({ axis }),
      );
    },
  ],
  [
    "softmax",
    (draw) => {
      const a = draw.reals(draw.shape(1));
      const axis = draw.axis(a);
      const kept = `axis=${python(axis)}, keepdims=True`;
      return call1(a, `np.exp(a) / np.sum(np.exp(a), ${kept})`, (x) =>
        x.softmax({ axis }),
      );
    },
  ],
];

export const reductionRows: Row[] = [...rows, ...along];
