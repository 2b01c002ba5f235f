/** The gradient descent that GradBench's `particle` and `saddle` prescribe, step by step. */

type Cost = (x: number[]) => number;
type Slopes = (x: number[]) => number[];

const lengthOf = (x: number[]): number =>
  Math.sqrt(x.reduce((sum, v) => sum + v * v, 0));

/** Where the cost is least, from a start: steps that double after ten of them and are halved where they lead upwards. */
export function argmin(cost: Cost, slopes: Slopes, start: number[]): number[] {
  let x = start;
  let fx = cost(x);
  let gx = slopes(x);
  let steps = 0;
  let eta = 1e-5;
  for (;;) {
    if (lengthOf(gx) <= 1e-5) return x;
    if (steps === 10) {
      eta *= 2;
      steps = 0;
      continue;
    }
    const here = x;
    const next = x.map((v, j) => v - eta * gx[j]!);
    if (lengthOf(next.map((v, j) => v - here[j]!)) <= 1e-5) return x;
    const value = cost(next);
    if (value < fx) {
      x = next;
      fx = value;
      gx = slopes(x);
      steps++;
    } else {
      eta /= 2;
      steps = 0;
    }
  }
}

export const argmax = (cost: Cost, slopes: Slopes, start: number[]): number[] =>
  argmin(
    (x) => -cost(x),
    (x) => slopes(x).map((v) => -v),
    start,
  );
