/** What adjoints write down on their way forward and read on their way back. */

/** Thrown where an adjoint cannot go on; the twin then takes over. Nothing was changed by then. */
export class NoAdjoint extends Error {}

/** What gathers derivatives: a number, or lists and objects of them. */
export type Shadow =
  number | undefined | Float64Array | Shadow[] | { [field: string]: Shadow };

const enough = 1 << 12;

export class Tape {
  values = new Float64Array(enough);
  top = 0;
  readonly objects: unknown[] = [];
  /** What a program gives besides the first. */
  readonly results: unknown[] = [];
  /** The value of the function whose derivative was asked for. */
  value: unknown = 0;

  clear(): void {
    this.top = 0;
    if (this.objects.length > 0) this.objects.length = 0;
    if (this.results.length > 0) this.results.length = 0;
    if (this.values.length > 1 << 22) this.values = new Float64Array(enough);
  }

  /** More room for numbers. */
  grow(): Float64Array {
    const longer = new Float64Array(this.values.length * 2);
    longer.set(this.values);
    this.values = longer;
    return longer;
  }

  /** Whether all numbers in lists and objects are. */
  isFinite(shadow: Shadow | undefined): boolean {
    if (shadow === undefined || typeof shadow === "number")
      return shadow === undefined || Number.isFinite(shadow);
    if (shadow instanceof Float64Array || isNumbers(shadow))
      return areFinite(shadow);
    return Object.values(shadow).every((each) => this.isFinite(each));
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
    if (typeof value === "boolean") return undefined;
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

  /** Adds all numbers of lists and objects to those of others of the same structure. */
  add(into: Shadow, from: Shadow): void {
    const sums = into as Record<string, Shadow>;
    for (const [key, part] of Object.entries(from ?? {}))
      if (typeof part === "number")
        sums[key] = ((sums[key] ?? 0) as number) + part;
      else this.add(sums[key] ?? {}, part as Shadow);
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

const isNumbers = (shadow: Shadow): shadow is number[] =>
  Array.isArray(shadow) && typeof shadow[0] === "number";

/** A difference of equals is zero for finite numbers alone. Four sums, since one waits for its last addition. */
function areFinite(list: ArrayLike<number>): boolean {
  let [a, b, c, d] = [0, 0, 0, 0];
  let k = 0;
  for (; k + 3 < list.length; k += 4) {
    a += (list[k] as number) * 0;
    b += (list[k + 1] as number) * 0;
    c += (list[k + 2] as number) * 0;
    d += (list[k + 3] as number) * 0;
  }
  for (; k < list.length; k++) a += (list[k] as number) * 0;
  return a + b + c + d === 0;
}
