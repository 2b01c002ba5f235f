// Times each function and its gradient, in turn, and prints the rows as JSON: microseconds, the best of the rounds.
import { grad } from "nabla";
import { scalars, workloads } from "./workloads.ts";

const rounds = 9;
const least = 30;

/** Microseconds a call, over enough calls to take `least` milliseconds. */
function timed(call) {
  for (let count = 1; ;) {
    const start = performance.now();
    for (let k = 0; k < count; k++) call();
    const took = performance.now() - start;
    if (took >= least) return (took / count) * 1e3;
    count = Math.ceil(
      count * Math.min(10, (1.3 * least) / Math.max(took, 0.1)),
    );
  }
}

/** A call as it would be written: with so many arguments, not a list of them. */
function calling(f, args) {
  const [a, b, c, d] = args;
  switch (args.length) {
    case 1:
      return () => f(a);
    case 2:
      return () => f(a, b);
    case 3:
      return () => f(a, b, c);
    default:
      return () => f(a, b, c, d);
  }
}

function row({ name, f, args }) {
  const calls = [calling(f, args), calling(grad(f), args)];
  const best = [Infinity, Infinity];
  for (let round = 0; round < rounds; round++)
    calls.forEach((call, k) => {
      best[k] = Math.min(best[k] ?? Infinity, timed(call));
    });
  return { name, f: best[0], gradient: best[1] };
}

console.log(JSON.stringify([...workloads, ...scalars].map(row)));
