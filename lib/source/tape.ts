/** What adjoints write down on their way forward and read on their way back. */

/** Thrown where an adjoint cannot go on; the twin then takes over. Nothing was changed by then. */
export class NoAdjoint extends Error {}

/** What gathers derivatives: a number, or lists and objects of them. */
export type Shadow =
  number | Float64Array | Shadow[] | { [field: string]: Shadow };

const enough = 1 << 12;

export class Tape {
  values = new Float64Array(enough);
  top = 0;
  readonly objects: unknown[] = [];
  /** The derivatives by the numbers among a callee's arguments. */
  readonly slopes = new Float64Array(64);
  /** What stands beside the list that a callee returned. */
  shadow: unknown;
  readonly #still = new WeakMap<object, Shadow>();

  clear(): void {
    this.top = 0;
    this.objects.length = 0;
    this.shadow = undefined;
    if (this.values.length > 1 << 22) this.values = new Float64Array(enough);
  }

  /** More room for numbers. */
  grow(): Float64Array {
    const longer = new Float64Array(this.values.length * 2);
    longer.set(this.values);
    this.values = longer;
    return longer;
  }

  fail(): never {
    throw new NoAdjoint();
  }

  /** Zeros beside a list of numbers. */
  zeros(list: ArrayLike<number>): Float64Array | number[] {
    if (list instanceof Float64Array) return new Float64Array(list.length);
    return zeros(list.length);
  }

  /** Zeros in the structure of an argument. */
  mirrored(value: unknown): Shadow {
    if (typeof value === "number") return 0;
    if (value instanceof Float64Array) return new Float64Array(value.length);
    if (Array.isArray(value)) return this.#mirroredList(value);
    if (typeof value !== "object" || value === null) throw new NoAdjoint();
    const prototype: unknown = Object.getPrototypeOf(value);
    const isPlain =
      prototype === null || Object.getPrototypeOf(prototype) === null;
    if (!isPlain) throw new NoAdjoint();
    return Object.fromEntries(
      Object.entries(value).map(([key, part]) => [key, this.mirrored(part)]),
    );
  }

  #mirroredList(list: readonly unknown[]): Shadow {
    let numbers = true;
    for (let k = 0; k < list.length && numbers; k++)
      numbers = typeof list[k] === "number";
    if (numbers) return zeros(list.length);
    return Array.from(list, (each) => this.mirrored(each));
  }

  /** Zeros beside a list from outside, which nobody reads: made once. */
  still(list: object): Shadow {
    let known = this.#still.get(list);
    if (known === undefined) {
      known = this.mirrored(list);
      this.#still.set(list, known);
    }
    return known;
  }

  /** Adds the derivatives by the elements of a copy to those by the elements that were copied. */
  uncopy(from: number[], copy: ArrayLike<number>, start: number): void {
    const first = start < 0 ? Math.max(from.length + start, 0) : start;
    for (let k = 0; k < copy.length; k++)
      from[first + k] = (from[first + k] ?? 0) + (copy[k] ?? 0);
  }
}

/** A list that is made for fractions from the start: one of whole numbers would be made anew at the first fraction. */
const zeros = (length: number): number[] =>
  new Array<number>(length).fill(0.5).fill(0);
