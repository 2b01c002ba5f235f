import type { Stopwatch } from "./magic.js";

/** `%time`: how long one run takes. */
export const time: Stopwatch = {
  name: "time",
  usage: "%time [expression]",
  help: "runs the expression, or the rest of the cell, and tells how long it took",
  timing: "once",
};

/** `%timeit`: how long a run takes, from many. */
export const timeit: Stopwatch = {
  name: "timeit",
  usage: "%timeit [expression]",
  help: "runs the expression, or the rest of the cell, many times and tells the mean and its spread",
  timing: "many",
};
