/** What adjoints write down on their way forward and read on their way back. */

import { isFinite, mirrored, zeros } from "./mirror.js";
import { NoAdjoint, type Shadow } from "./shadow.js";

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

  readonly mirrored = mirrored;
  readonly isFinite = isFinite;

  /** Zeros beside a list of numbers. */
  zeros(list: ArrayLike<number>): Float64Array | number[] {
    return list instanceof Float64Array
      ? new Float64Array(list.length)
      : zeros(list.length);
  }

  fail(): never {
    throw new NoAdjoint();
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
