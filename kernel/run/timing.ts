/** `%time` and `%timeit` on the main thread. */
import type { Timing } from "./channel.js";
import { then } from "./intrinsics.js";

/** A compiled cell's script: `($) => value`. */
export type CellFunction = ($: object) => unknown;

export interface Watched {
  readonly timing: Timing;
  readonly isAsync: boolean;
  /** Takes the line that says how long it took. */
  readonly report: (line: string) => void;
  /** False once an interrupt has ended the cell: what awaits must not go on. */
  readonly isRunning: () => boolean;
}

// Taken before a cell can change them.
const now = performance.now.bind(performance);
const cpuUsage = process.cpuUsage.bind(process);
const { sqrt } = Math;

/** The shortest time, in milliseconds, that the loops of one measurement take together. */
const leastTime = 200;
const measurements = 7;
const mostLoops = 1e7;

/** The cell as a function that measures itself; of many runs it returns no value. */
export function timed(cell: CellFunction, watched: Watched): CellFunction {
  if (watched.timing === "once") return ($) => once(cell, $, watched);
  return watched.isAsync
    ? ($) => manyAsync(cell, $, watched)
    : ($) => many(cell, $, watched);
}

function once(cell: CellFunction, $: object, watched: Watched): unknown {
  const cpu = cpuUsage();
  const start = now();
  const end = (): void => {
    const wall = now() - start;
    const { user, system } = cpuUsage(cpu);
    const busy = formatTime((user + system) / 1000);
    watched.report(`Wall time: ${formatTime(wall)}, CPU time: ${busy}`);
  };
  const value = cell($);
  if (watched.isAsync) then(value as Promise<unknown>, end, () => undefined);
  else end();
  return value;
}

function many(cell: CellFunction, $: object, { report }: Watched): undefined {
  const measure = (loops: number): number => {
    const start = now();
    for (let i = 0; i < loops; i++) cell($);
    return now() - start;
  };
  let loops = 1;
  while (measure(loops) < leastTime && loops < mostLoops) loops *= 10;
  const times: number[] = [];
  for (let i = 0; i < measurements; i++) times[i] = measure(loops) / loops;
  report(summary(times, loops));
}

async function manyAsync(
  cell: CellFunction,
  $: object,
  { report, isRunning }: Watched,
): Promise<void> {
  const measure = async (loops: number): Promise<number> => {
    const start = now();
    for (let i = 0; i < loops && isRunning(); i++) await cell($);
    return now() - start;
  };
  let loops = 1;
  while ((await measure(loops)) < leastTime && loops < mostLoops && isRunning())
    loops *= 10;
  const times: number[] = [];
  for (let i = 0; i < measurements; i++)
    times[i] = (await measure(loops)) / loops;
  if (isRunning()) report(summary(times, loops));
}

function summary(times: readonly number[], loops: number): string {
  const { mean, deviation } = spread(times);
  const each = loops === 1 ? "1 loop" : `${loops} loops`;
  return `${formatTime(mean)} ± ${formatTime(deviation)} per loop (mean ± std. dev. of ${times.length} runs, ${each} each)`;
}

/** Mean and standard deviation of the population, as Python's `timeit` magic gives them. */
export function spread(values: readonly number[]): {
  mean: number;
  deviation: number;
} {
  let sum = 0;
  for (const value of values) sum += value;
  const mean = sum / values.length;
  let squares = 0;
  for (const value of values) squares += (value - mean) ** 2;
  return { mean, deviation: sqrt(squares / values.length) };
}

/**
 * A time in the unit that suits it, with three digits.
 *
 * @example
 * formatTime(0.01234); // "12.3 μs"
 */
export function formatTime(milliseconds: number): string {
  const units = [
    ["s", 1e3],
    ["ms", 1],
    ["μs", 1e-3],
  ] as const;
  for (const [unit, size] of units)
    if (milliseconds >= size) return `${digits(milliseconds / size)} ${unit}`;
  return `${digits(milliseconds / 1e-6)} ns`;
}

function digits(value: number): string {
  return value >= 999.5 ? value.toFixed(0) : `${+value.toPrecision(3)}`;
}
