import * as nabla from "../../../../lib/index.js";
import type { Tensor } from "../../../../lib/index.js";
import type { DType } from "../../../../lib/ir/dtype.js";
import type { Value } from "../../../../lib/ir/node.js";
import { call1, call2, type Row } from "./call.js";

type Function1 = (x: Value) => Value;
type Function2 = (x: Value, y: Value) => Value;

const numeric: readonly DType[] = ["float64", "float32", "int32"];
const all: readonly DType[] = [...numeric, "bool"];

/** Functions of one number; NumPy's name where it is another; the types for which both have one. */
const unary: [
  name: string,
  f: unknown,
  numpy?: string,
  types?: readonly DType[],
][] = [
  ["neg", nabla.neg, "np.negative", all],
  ["square", nabla.square, "np.square", ["float64", "float32"]],
  ["exp", nabla.exp],
  ["expm1", nabla.expm1],
  ["log", nabla.log],
  ["log1p", nabla.log1p],
  ["log2", nabla.log2],
  ["log10", nabla.log10],
  ["sqrt", nabla.sqrt],
  ["cbrt", nabla.cbrt],
  ["sin", nabla.sin],
  ["cos", nabla.cos],
  ["tan", nabla.tan],
  ["asin", nabla.asin, "np.arcsin"],
  ["acos", nabla.acos, "np.arccos"],
  ["atan", nabla.atan, "np.arctan"],
  ["sinh", nabla.sinh],
  ["cosh", nabla.cosh],
  ["tanh", nabla.tanh],
  ["asinh", nabla.asinh, "np.arcsinh"],
  ["acosh", nabla.acosh, "np.arccosh"],
  ["atanh", nabla.atanh, "np.arctanh"],
  ["abs", nabla.abs, "np.abs", all],
  ["sign", nabla.sign, "np.sign", numeric],
  ["floor", nabla.floor, "np.floor", numeric],
  ["ceil", nabla.ceil, "np.ceil", numeric],
  ["trunc", nabla.trunc, "np.trunc", numeric],
  ["round", nabla.round, "np.round", numeric],
  ["isNan", nabla.isNan, "np.isnan", all],
  ["isFinite", nabla.isFinite, "np.isfinite", all],
  ["logicalNot", nabla.logicalNot, "np.logical_not", all],
];

const binary: [
  name: string,
  f: unknown,
  numpy: string,
  types?: readonly DType[],
][] = [
  ["add", nabla.add, "np.add"],
  ["sub", nabla.sub, "np.subtract"],
  ["mul", nabla.mul, "np.multiply"],
  ["div", nabla.div, "np.divide"],
  ["mod", nabla.mod, "np.fmod", ["float64", "float32"]],
  ["atan2", nabla.atan2, "np.arctan2", numeric],
  ["maximum", nabla.maximum, "np.maximum"],
  ["minimum", nabla.minimum, "np.minimum"],
  ["logicalAnd", nabla.logicalAnd, "np.logical_and"],
  ["logicalOr", nabla.logicalOr, "np.logical_or"],
  ["greater", nabla.greater, "np.greater"],
  ["less", nabla.less, "np.less"],
  ["equal", nabla.equal, "np.equal"],
  ["notEqual", nabla.notEqual, "np.not_equal"],
  ["greaterEqual", nabla.greaterEqual, "np.greater_equal"],
  ["lessEqual", nabla.lessEqual, "np.less_equal"],
];

const unaryRows = unary.map(
  ([name, f, numpy = `np.${name}`, types = numeric]): Row => [
    name,
    (draw) => {
      const a = draw.array({ dtype: draw.pick(types) });
      return call1(a, `${numpy}(a)`, f as Function1);
    },
  ],
);

const binaryRows = binary.map(([name, f, numpy, types = all]): Row => [
  name,
  (draw) => {
    const a = draw.array({ dtype: draw.pick(types) });
    const b = draw.partner(a, draw.pick(types));
    return call2([a, b], `${numpy}(a, b)`, f as Function2);
  },
]);

/** Of a number and an array: plain numbers are float64 to us and Python floats to NumPy. */
const withNumbers = binary.map(([name, f, numpy, types = all]): Row => [
  `${name} with a number`,
  (draw) => {
    const a = draw.array({ dtype: draw.pick(types) });
    const number = draw.element("float64");
    const written = Number.isFinite(number)
      ? `float(${String(number)})`
      : `float("${String(number)}")`;
    const g = f as Function2;
    return draw.coin()
      ? call1(a, `${numpy}(a, ${written})`, (x) => g(x, number))
      : call1(a, `${numpy}(${written}, a)`, (x) => g(number, x));
  },
]);

const special: Row[] = [
  [
    "pow by a number",
    (draw) => {
      const a = draw.array({ dtype: draw.pick(["float64", "float32"]) });
      const exponent = draw.pick([0, 1, 2, 3, -1, -2, 1.5, -0.25]);
      return call1(a, `np.power(a, float(${String(exponent)}))`, (x) =>
        nabla.pow(x, exponent),
      );
    },
  ],
  [
    "pow of arrays",
    (draw) => {
      // 1 ** NaN is NaN in JavaScript, whose ** this is, and 1 in C.
      const a = draw.array({ dtype: "float64", special: false });
      const b = draw.reals(draw.coin() ? a.shape : a.shape.slice(1));
      return call2([a, b], "np.power(a, b)", (x, y) => nabla.pow(x, y));
    },
  ],
  [
    "where",
    (draw) => {
      const a = draw.array({ dtype: draw.pick(["bool", "float64", "int32"]) });
      const b = draw.partner(a);
      const c = draw.partner(a);
      return {
        arrays: [a, b, c],
        numpy: "np.where(a, b, c)",
        ours: (x: Tensor, y: Tensor, z: Tensor) => nabla.where(x, y, z),
      };
    },
  ],
  [
    "clip",
    (draw) => {
      const a = draw.array({ dtype: draw.pick(["float64", "float32"]) });
      const [low, high] = [draw.whole(-3, 0), draw.whole(0, 3)];
      return call1(
        a,
        `np.clip(a, float(${String(low)}), float(${String(high)}))`,
        (x) => x.clip(low, high),
      );
    },
  ],
  [
    "isClose",
    (draw) => {
      const a = draw.array({ dtype: "float64" });
      const b = draw.partner(a, "float64");
      return call2([a, b], "np.isclose(a, b)", (x, y) => x.isClose(y));
    },
  ],
  [
    "allClose",
    (draw) => {
      const a = draw.array({ dtype: "float64", special: false });
      const shift = draw.pick([0, 1e-9, 1e-3]);
      return call1(a, `np.allclose(a, a + ${String(shift)})`, (x) =>
        x.allClose(x.add(shift)),
      );
    },
  ],
  [
    "astype",
    (draw) => {
      const from = draw.dtype();
      const a = draw.array({ dtype: from, special: false });
      const to = draw.dtype();
      return call1(a, `np.asarray(a).astype("${to}")`, (x) => x.astype(to));
    },
  ],
];

export const elementwise: Row[] = [
  ...unaryRows,
  ...binaryRows,
  ...withNumbers,
  ...special,
];
