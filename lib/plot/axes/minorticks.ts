// Ticks between the ticks.
import type { Ticks } from "../scales.js";

/** Ticks between the ticks: four or five parts, whichever divides the step into round numbers. */
export function minorTicks(ticks: Ticks, low: number, high: number): number[] {
  if (ticks.minor.length > 0) return [...ticks.minor];
  const [first, second] = ticks.major;
  if (first === undefined || second === undefined) return [];
  const step = second - first;
  const lead = step / 10 ** Math.floor(Math.log10(step) + 1e-9);
  const near = (n: number) => Math.abs(lead - n) < 1e-6;
  const parts = near(1) || near(2.5) || near(5) || near(10) ? 5 : 4;
  const out: number[] = [];
  const start = Math.ceil((low - first) / (step / parts) - 1e-9);
  for (let k = start; first + (k * step) / parts <= high + 1e-9 * step; k++) {
    if (k % parts !== 0) out.push(first + (k * step) / parts);
  }
  return out;
}
