// A line of a million points has a few thousand that can be seen.

// Columns this many points wide cannot be told apart on screen.
const column = 0.4;
const fewPoints = 4000;

interface Path {
  readonly xs: ArrayLike<number>;
  readonly ys: ArrayLike<number>;
}

/**
 * Keeps of each run of points within one narrow column the first, lowest,
 * highest and last, in their order. Short lines stay as they are.
 */
export function simplify(xs: Float64Array, ys: Float64Array): Path {
  if (xs.length <= fewPoints) return { xs, ys };
  const outX: number[] = [];
  const outY: number[] = [];
  let start = 0;
  while (start < xs.length) {
    const place = Math.floor((xs[start] ?? NaN) / column);
    let low = start;
    let high = start;
    let end = start + 1;
    while (end < xs.length && sameColumn(xs, ys, end, place)) {
      if ((ys[end] ?? 0) < (ys[low] ?? 0)) low = end;
      if ((ys[end] ?? 0) > (ys[high] ?? 0)) high = end;
      end++;
    }
    const kept = new Set([start, Math.min(low, high), Math.max(low, high)]);
    kept.add(end - 1);
    for (const i of kept) {
      outX.push(xs[i] ?? NaN);
      outY.push(ys[i] ?? NaN);
    }
    start = end;
  }
  return { xs: outX, ys: outY };
}

// A gap ends the run: it must stay a gap.
function sameColumn(
  xs: Float64Array,
  ys: Float64Array,
  i: number,
  place: number,
): boolean {
  return (
    Number.isFinite(ys[i]) &&
    Number.isFinite(ys[i - 1]) &&
    Math.floor((xs[i] ?? NaN) / column) === place
  );
}
