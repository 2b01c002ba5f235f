// Numbers of one run, in short.

/** The middle value, or the mean of the two in the middle. */
export function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1
    ? sorted[middle]
    : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** `values` with its first `by` elements moved to the end: another order for each round. */
export function rotated(values, by) {
  const first = by % values.length;
  return [...values.slice(first), ...values.slice(0, first)];
}
