/** A function of one number that works on each entry, with its derivative in the same grammar. */
export interface Elementwise {
  readonly value: (x: number) => number;
  /** The name of the derivative where that is one function, with its sign; else what `derivative` says. */
  readonly slope?: { readonly name: string; readonly sign: 1 | -1 } | "zero";
  readonly tex: string;
}

/**
 * The functions that work entry by entry. Those whose derivative is no single function of this table have their rule in
 * `differentiate.ts`.
 */
export const elementwise: Readonly<Record<string, Elementwise>> = {
  exp: {
    value: Math.exp,
    slope: { name: "exp", sign: 1 },
    tex: "\\exp",
  },
  log: { value: Math.log, tex: "\\log" },
  sin: { value: Math.sin, slope: { name: "cos", sign: 1 }, tex: "\\sin" },
  cos: { value: Math.cos, slope: { name: "sin", sign: -1 }, tex: "\\cos" },
  tan: { value: Math.tan, tex: "\\tan" },
  arcsin: { value: Math.asin, tex: "\\arcsin" },
  arccos: { value: Math.acos, tex: "\\arccos" },
  arctan: { value: Math.atan, tex: "\\arctan" },
  tanh: { value: Math.tanh, tex: "\\tanh" },
  abs: {
    value: Math.abs,
    slope: { name: "sign", sign: 1 },
    tex: "\\operatorname{abs}",
  },
  sign: { value: Math.sign, slope: "zero", tex: "\\operatorname{sign}" },
  relu: {
    value: (x) => Math.max(x, 0),
    slope: { name: "step", sign: 1 },
    tex: "\\operatorname{relu}",
  },
  /** 1 above zero, else 0: the slope of relu, written `relu(sign(x))`. */
  step: {
    value: (x) => (x > 0 ? 1 : 0),
    slope: "zero",
    tex: "\\operatorname{step}",
  },
  sqrt: { value: Math.sqrt, tex: "\\sqrt" },
};

/** How many arguments each function takes: everything that can be called. */
export const inputCounts: Readonly<Record<string, number>> = {
  ...Object.fromEntries(
    Object.keys(elementwise)
      .filter((name) => name !== "step")
      .map((name) => [name, 1]),
  ),
  sum: 1,
  tr: 1,
  det: 1,
  logdet: 1,
  inv: 1,
  adj: 1,
  norm1: 1,
  norm2: 1,
  diag: 1,
  kron: 2,
  softmax: 1,
  expm: 1,
  cumsum: 1,
  revcumsum: 1,
  vector: 1,
  matrix: 1,
  eye: 1,
};
