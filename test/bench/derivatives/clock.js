// Microseconds a call takes, the best of several rounds, and a vector to call with.
export function timed(call) {
  let best = Infinity;
  for (let round = 0; round < 5; round++) {
    const start = performance.now();
    let count = 0;
    while (performance.now() - start < 60) {
      call();
      count++;
    }
    best = Math.min(best, ((performance.now() - start) / count) * 1e3);
  }
  return best;
}

export const vectorOf = (length) =>
  Array.from({ length }, (_, k) => Math.sin(k) / 2);
