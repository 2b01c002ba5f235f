import { describe, expect, test } from "vitest";
import * as nabla from "../../lib/index.js";
import {
  complex,
  type ComplexTensor,
  fft,
  grad,
  randn,
  seed,
  type Tensor,
  tensor,
} from "../../lib/index.js";

seed(3);
const z = complex(randn([3]), randn([3]));

describe("derivatives by complex numbers", () => {
  // For a real f, ∂f/∂Re z + i·∂f/∂Im z; of Re g with g holomorphic it is the conjugate of g′ (Cauchy and Riemann).
  const holomorphic: [
    name: string,
    g: (z: ComplexTensor) => ComplexTensor,
    slope: (z: ComplexTensor) => ComplexTensor,
  ][] = [
    ["z³", (w) => w.pow(3), (w) => w.pow(2).mul(3)],
    ["exp z", nabla.exp, nabla.exp],
    ["log z", nabla.log, (w) => w.pow(-1)],
    ["sin z", nabla.sin, nabla.cos],
    ["√z", nabla.sqrt, (w) => nabla.sqrt(w).pow(-1).mul(0.5)],
    ["1/z", (w) => w.pow(-1), (w) => w.pow(-2).mul(-1)],
  ];
  test.each(holomorphic)("%s", (_name, g, slope) => {
    const gradient = grad((w: ComplexTensor) => g(w).sum().real)(z);
    expect(gradient.allClose(slope(z).conj(), { rtol: 1e-12 })).toBe(true);
  });

  test("|z|² has the gradient 2z, at 0 too", () => {
    const f = (w: ComplexTensor): Tensor => w.abs().pow(2).sum();
    expect(grad(f)(z).allClose(z.mul(2))).toBe(true);
    const origin = grad(f)(complex([0], [0]));
    expect(origin.toArray()).toEqual([{ re: 0, im: 0 }]);
  });

  test("of the energy of a spectrum, 2n·x (Parseval)", () => {
    const x = randn([6]);
    const energy = (y: Tensor): Tensor => fft(y).abs().square().sum();
    expect(grad(energy)(x).allClose(x.mul(12))).toBe(true);
    const hessian = nabla.hessian(energy)(x);
    expect(hessian.allClose(nabla.eye(6).mul(12))).toBe(true);
  });
});

describe("how they behave", () => {
  test("as NumPy prints them", () => {
    expect(String(complex([1, 2.5], [2, -1]))).toBe("[  1+2j, 2.5-1j]");
    expect(String(complex(0, 1))).toBe("0+1j");
  });
  test("as LaTeX", () => {
    const shown = complex([1, 0], [-2, 1]) as unknown as {
      [key: symbol]: () => Record<string, unknown>;
    };
    const bundle = shown[Symbol.for("Jupyter.display")]?.();
    expect(bundle?.["text/latex"]).toMatch(/1 - 2 i .* i /);
  });
  test("real numbers mix with them", () => {
    expect(nabla.mul(2, complex(1, 1)).item()).toEqual({ re: 2, im: 2 });
    const sum = nabla.add(tensor([1, 2]), complex(0, 1)) as ComplexTensor;
    expect(sum.toArray()).toEqual([
      { re: 1, im: 1 },
      { re: 2, im: 1 },
    ]);
    expect(nabla.real(3)).toBe(3);
    expect(nabla.conj(tensor([1])).toArray()).toEqual([1]);
  });
  test("masks and lists are indices", () => {
    const w = complex([1, 2, 3], [4, 5, 6]);
    expect(w.at([2, 0]).imag.toArray()).toEqual([6, 4]);
    expect(w.at(w.real.greater(1)).real.toArray()).toEqual([2, 3]);
  });
  test("the root of −1 is i", () => {
    expect(nabla.sqrt(complex(-1, 0)).item()).toEqual({ re: 0, im: 1 });
  });
  test.each([
    ["floor", () => nabla.floor(z), /floor: has no meaning for complex/],
    ["order", () => nabla.less(z, z), /less: has no meaning for complex/],
    ["max", () => nabla.max(z), /max: has no meaning for complex/],
    ["a broken power", () => z.pow(0.5), /only whole powers/],
    ["a number", () => Number(z), /used as a plain number/],
    ["rfft", () => nabla.rfft(z as never), /rfft: real numbers are needed/],
    ["no places", () => fft(z, { n: 0 }), /one place or more/],
  ])("%s is refused", (_name, f, message) => {
    expect(f).toThrow(message);
  });
});

test.each([
  [
    "channels",
    () => nabla.conv1d(tensor([[[1, 2]]]), tensor([[[1], [1]]])),
    /do not agree/,
  ],
  [
    "a wide kernel",
    () => nabla.conv1d(tensor([[[1]]]), tensor([[[1, 2]]])),
    /does not fit/,
  ],
  [
    "a stride of 0",
    () => nabla.conv1d(tensor([[[1]]]), tensor([[[1]]]), { stride: 0 }),
    /stride/,
  ],
  ["a matrix", () => nabla.convolve(nabla.eye(2), tensor([1])), /two vectors/],
])("a convolution refuses %s", (_name, f, message) => {
  expect(f).toThrow(message);
});
