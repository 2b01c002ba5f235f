/** How times are told. */

// Taken before a cell can change it.
const { sqrt } = Math;

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
