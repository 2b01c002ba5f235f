import { tensor, type Tensor } from "../../../lib/index.js";
import type { DType } from "../../../lib/ir/dtype.js";

/** Numbers drawn from a seed: the same calls at every run. */
export class Draw {
  #state: number;

  constructor(seed: number) {
    this.#state = seed;
  }

  /** Evenly in [0, 1): the generator mulberry32. */
  uniform(): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0;
    let t = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  }

  /** A whole number from `low` to `high`, both included. */
  whole(low: number, high: number): number {
    return low + Math.floor(this.uniform() * (high - low + 1));
  }

  coin(chance = 0.5): boolean {
    return this.uniform() < chance;
  }

  pick<T>(list: readonly T[]): T {
    return list[this.whole(0, list.length - 1)] as T;
  }

  normal(): number {
    const radius = Math.sqrt(-2 * Math.log(1 - this.uniform()));
    return radius * Math.cos(2 * Math.PI * this.uniform());
  }

  /** An element: mostly ordinary numbers, now and then a zero, a tie, an infinity or a NaN. */
  element(dtype: DType, special = true): number {
    if (dtype === "bool") return +this.coin();
    if (dtype === "int32") return this.whole(-6, 6);
    const kind = this.uniform();
    if (special && kind < 0.03) return NaN;
    if (special && kind < 0.07) return this.pick([Infinity, -Infinity]);
    if (kind < 0.25) return this.whole(-3, 3);
    const x = 2 * this.normal();
    return dtype === "float32" ? Math.fround(x) : x;
  }

  shape(least = 0, most = 3): number[] {
    return Array.from({ length: this.whole(least, most) }, () =>
      this.coin(0.06) ? 0 : this.whole(1, 4),
    );
  }

  dtype(): DType {
    return this.pick([
      "float64",
      "float64",
      "float64",
      "float32",
      "int32",
      "bool",
    ]);
  }

  array({
    shape = this.shape(),
    dtype = this.dtype(),
    special = true,
  }: {
    shape?: readonly number[];
    dtype?: DType;
    special?: boolean;
  } = {}): Tensor {
    const size = shape.reduce((a, b) => a * b, 1);
    const elements = Array.from({ length: size }, () =>
      this.element(dtype, special),
    );
    return this.#view(tensor(elements, { dtype }).reshape(shape));
  }

  /** The same elements, half of the time as a view whose axes do not lie in order. */
  #view(x: Tensor): Tensor {
    if (x.ndim === 0 || this.coin()) return x;
    const copy = x.T.add(tensor(0, { dtype: x.dtype }));
    return (copy.dtype === x.dtype ? copy : copy.astype(x.dtype)).T;
  }

  /** A float64 array without infinities and NaN. */
  reals(shape: readonly number[]): Tensor {
    return this.array({ shape, dtype: "float64", special: false });
  }

  /** An array whose shape broadcasts with the given one (or, now and then, does not). */
  partner(x: Tensor, dtype = this.dtype()): Tensor {
    const kept = x.shape.slice(this.whole(0, x.ndim));
    const shape = kept.map((length) => (this.coin(0.25) ? 1 : length));
    if (shape.length > 0 && this.coin(0.05)) shape[0] = 5;
    if (this.coin(0.15)) shape.unshift(this.whole(1, 3));
    return this.array({ shape, dtype });
  }

  /** An axis, counted from either end; now and then one that is not there. */
  axis(x: Tensor): number {
    const ndim = Math.max(1, x.ndim);
    return this.coin(0.04) ? ndim : this.whole(-ndim, ndim - 1);
  }

  /** All axes, one, or two. */
  axes(x: Tensor): number | number[] | undefined {
    const kind = this.uniform();
    if (kind < 0.25) return undefined;
    if (kind < 0.7 || x.ndim < 2) return this.axis(x);
    return [this.axis(x), this.axis(x)];
  }
}

type Literal = number | boolean | undefined | readonly Literal[];

/** A value as Python writes it. */
export function python(value: Literal): string {
  if (value === undefined) return "None";
  if (typeof value === "boolean") return value ? "True" : "False";
  if (typeof value === "object") {
    const parts = value.map(python);
    return `(${parts.join(", ")}${parts.length === 1 ? "," : ""})`;
  }
  if (value === Infinity) return "np.inf";
  if (value === -Infinity) return "-np.inf";
  return Number.isNaN(value) ? "np.nan" : String(value);
}
