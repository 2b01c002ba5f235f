/** `%time` and `%timeit` on the main thread. */
import type { Timing } from "./channel.js";
import { formatTime, spread } from "./durations.js";
import { settled } from "./intrinsics.js";

/** A compiled cell's script: `($, $run) => value`. */
export type CellFunction = ($: object, run: { running: boolean }) => unknown;

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

/** The shortest time, in milliseconds, that the loops of one measurement take together. */
const leastTime = 200;
const measurements = 7;
const mostLoops = 1e7;

/** The cell as a function that measures itself; of many runs it returns no value. */
export function timed(cell: CellFunction, watched: Watched): CellFunction {
  const { timing, isAsync } = watched;
  return ($, run) => {
    const call = (): unknown => cell($, run);
    if (timing === "once") return once(call, watched);
    if (isAsync) return manyAsync(call, watched);
    many(call, watched);
    return undefined;
  };
}

function once(cell: () => unknown, watched: Watched): unknown {
  const cpu = cpuUsage();
  const start = now();
  const end = (): void => {
    const wall = now() - start;
    const { user, system } = cpuUsage(cpu);
    const busy = formatTime((user + system) / 1000);
    watched.report(`Wall time: ${formatTime(wall)}, CPU time: ${busy}`);
  };
  const value = cell();
  if (watched.isAsync) settled(value as Promise<unknown>, end, () => undefined);
  else end();
  return value;
}

function many(cell: () => unknown, { report }: Watched): void {
  const measure = (loops: number): number => {
    const start = now();
    for (let i = 0; i < loops; i++) cell();
    return now() - start;
  };
  let loops = 1;
  while (measure(loops) < leastTime && loops < mostLoops) loops *= 10;
  const times: number[] = [];
  for (let i = 0; i < measurements; i++) times[i] = measure(loops) / loops;
  report(summary(times, loops));
}

async function manyAsync(
  cell: () => unknown,
  { report, isRunning }: Watched,
): Promise<void> {
  const measure = async (loops: number): Promise<number> => {
    const start = now();
    for (let i = 0; i < loops && isRunning(); i++) await cell();
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
