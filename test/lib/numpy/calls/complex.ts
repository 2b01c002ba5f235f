import * as nabla from "../../../../lib/index.js";
import { ComplexTensor, type Tensor } from "../../../../lib/index.js";
import { type Draw, python } from "../draw.js";
import { call1, callZ, type Row } from "./call.js";

function numbers(
  draw: Draw,
  shape: readonly number[] = draw.shape(),
): ComplexTensor {
  return new ComplexTensor(draw.reals(shape), draw.reals(shape));
}

type Function1 = (z: ComplexTensor) => unknown;

const unary: [name: string, f: Function1, numpy: string][] = [
  ["neg", nabla.neg, "np.negative(a)"],
  ["exp", nabla.exp, "np.exp(a)"],
  ["log", (z) => nabla.log(z.add(7)), "np.log(a + 7)"],
  ["sqrt", nabla.sqrt, "np.sqrt(a)"],
  ["sin", nabla.sin, "np.sin(a)"],
  ["cos", nabla.cos, "np.cos(a)"],
  ["tan", nabla.tan, "np.tan(a)"],
  ["sinh", nabla.sinh, "np.sinh(a)"],
  ["cosh", nabla.cosh, "np.cosh(a)"],
  ["tanh", nabla.tanh, "np.tanh(a)"],
  ["abs", nabla.abs, "np.abs(a)"],
  ["angle", nabla.angle, "np.angle(a)"],
  ["conj", nabla.conj, "np.conj(a)"],
  ["real", nabla.real, "np.real(a)"],
  ["imag", nabla.imag, "np.imag(a)"],
  ["cube", (z) => z.pow(3), "np.power(a, 3)"],
  ["reciprocal", (z) => z.add(7).pow(-2), "np.power(a + 7, -2)"],
  ["sum", (z) => z.sum(), "np.sum(a)"],
  ["mean", (z) => z.mean(), "np.mean(a)"],
  ["prod", (z) => nabla.prod(z), "np.prod(a)"],
  ["var", (z) => nabla.variance(z), "np.var(a)"],
  ["std", (z) => nabla.std(z), "np.std(a)"],
  ["norm", (z) => nabla.norm(z), "np.linalg.norm(np.ravel(a))"],
  ["transpose", (z) => z.T, "np.transpose(a)"],
  ["flatten", (z) => z.reshape([-1]), "np.ravel(a)"],
  ["of a part", (z) => z.reshape([-1]).slice([1, 3]), "np.ravel(a)[1:3]"],
];

const pairs: [
  name: string,
  f: (z: ComplexTensor, w: ComplexTensor) => unknown,
  numpy: string,
][] = [
  ["add", (z, w) => z.add(w), "a + b"],
  ["sub", (z, w) => z.sub(w), "a - b"],
  ["mul", (z, w) => z.mul(w), "a * b"],
  ["div", (z, w) => z.div(w.add(9)), "a / (b + 9)"],
  ["of a real one", (z, w) => z.real.mul(2).sub(w), "np.real(a) * 2 - b"],
  ["by a real one", (z, w) => z.div(w.real.add(9)), "a / (np.real(b) + 9)"],
  ["equal", (z, w) => nabla.equal(z, w), "np.equal(a, b)"],
  [
    "where",
    (z, w) => nabla.where(z.real.greater(0), z, w),
    "np.where(a.real > 0, a, b)",
  ],
  ["stack", (z, w) => nabla.stack([z, w]), "np.stack([a, b])"],
];

const linear: Row[] = [
  [
    "complex: matmul",
    (draw) => {
      const [m, k, n] = [draw.whole(1, 4), draw.whole(1, 4), draw.whole(1, 4)];
      const [a, b] = [numbers(draw, [2, m, k]), numbers(draw, [k, n])];
      return {
        arrays: [a, b],
        numpy: "a @ b",
        ours: (z: ComplexTensor, w: ComplexTensor) => z.matmul(w),
      };
    },
  ],
  [
    "complex: inv and solve",
    (draw) => {
      const n = draw.whole(1, 4);
      const [a, b] = [numbers(draw, [n, n]), numbers(draw, [n, 2])];
      return {
        arrays: [a, b],
        numpy: "(np.linalg.inv(a), np.linalg.solve(a, b))",
        ours: (z: ComplexTensor, w: ComplexTensor) => [
          nabla.inv(z),
          nabla.solve(z, w),
        ],
        tolerance: 1e-9,
      };
    },
  ],
];

interface Chosen {
  readonly x: ComplexTensor;
  readonly options: nabla.FourierOptions;
  readonly written: string;
}

/** A signal, real or complex, and how it is transformed. */
function signal(draw: Draw): Chosen {
  const shape = Array.from({ length: draw.whole(1, 3) }, () =>
    draw.whole(1, 9),
  );
  const x = numbers(draw, shape);
  const axis = draw.whole(-shape.length, shape.length - 1);
  const n = draw.coin() ? draw.whole(1, 12) : undefined;
  const norm = draw.pick(["backward", "ortho", "forward"] as const);
  const written = `n=${python(n)}, axis=${python(axis)}, norm="${norm}"`;
  return { x, options: { ...(n && { n }), axis, norm }, written };
}

const transforms: Row[] = [
  ...(["fft", "ifft"] as const).map((name): Row => [
    name,
    (draw) => {
      const { x, options, written } = signal(draw);
      return callZ(x, `np.fft.${name}(a, ${written})`, (z) =>
        nabla[name](z, options),
      );
    },
  ]),
  [
    "fft of long rows",
    (draw) => {
      const x = draw.reals([draw.whole(50, 300)]);
      return call1(x, "np.fft.fft(a)", (z) => nabla.fft(z), {
        tolerance: 1e-13,
      });
    },
  ],
  [
    "rfft",
    (draw) => {
      const { x, options, written } = signal(draw);
      return call1(x.real, `np.fft.rfft(a, ${written})`, (z) =>
        nabla.rfft(z, options),
      );
    },
  ],
  [
    "irfft",
    (draw) => {
      const { x, options, written } = signal(draw);
      // NumPy leaves open what one place without a length gives.
      const chosen = options.n === undefined ? { ...options, n: 6 } : options;
      const given = written.replace("n=None", "n=6");
      return callZ(x, `np.fft.irfft(a, ${given})`, (z) =>
        nabla.irfft(z, chosen),
      );
    },
  ],
  [
    "fftn and back",
    (draw) => {
      const x = numbers(draw, [draw.whole(1, 5), draw.whole(1, 6), 2]);
      const axes = draw.pick([[0], [0, 1], [-1, 0], [0, 1, 2]]);
      const written = `axes=${python(axes)}`;
      return callZ(
        x,
        `(np.fft.fftn(a, ${written}), np.fft.ifftn(a, ${written}))`,
        (z) => [nabla.fftn(z, { axes }), nabla.ifftn(z, { axes })],
      );
    },
  ],
  [
    "frequencies",
    (draw) => {
      const n = draw.whole(1, 9);
      const list = `${String(n)}, d=0.25`;
      return {
        arrays: [],
        numpy: `(np.fft.fftfreq(${list}), np.fft.rfftfreq(${list}), np.fft.fftshift(np.fft.fftfreq(${list})), np.fft.ifftshift(np.arange(float(${String(n)}))))`,
        ours: () => [
          nabla.fftfreq(n, 0.25),
          nabla.rfftfreq(n, 0.25),
          nabla.fftshift(nabla.fftfreq(n, 0.25)),
          nabla.ifftshift(nabla.arange(n)),
        ],
      };
    },
  ],
];

export const complexRows: Row[] = [
  ...unary.map(([name, f, numpy]): Row => [
    `complex: ${name}`,
    (draw) => {
      const shape = draw.shape().map((n) => Math.max(1, n));
      return callZ(numbers(draw, shape), numpy, f);
    },
  ]),
  ...pairs.map(([name, f, numpy]): Row => [
    `complex: ${name}`,
    (draw) => {
      const a = numbers(draw, [2, 3]);
      const b = numbers(draw, draw.pick([[2, 3]]));
      return { arrays: [a, b], numpy, ours: f, tolerance: 1e-12 };
    },
  ]),
  ...linear,
  ...transforms,
  [
    "complex: of parts",
    (draw) => {
      const a = draw.reals(draw.shape(1));
      return call1(a, "a + 2j * a", (x: Tensor) =>
        nabla.mul(new ComplexTensor(1, 2), x),
      );
    },
  ],
];
