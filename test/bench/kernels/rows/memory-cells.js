import { setTimeout as sleep } from "node:timers/promises";
import { megabytesOf } from "../memory.js";

/** A cell of each kind: a declaration, a function, a value shown, a line printed. */
const cells = {
  typescript: (n) =>
    [
      `const v${n} = [${n}, ${n + 1}];`,
      `function f${n}(x: number) { return x + ${n}; }`,
      `f${n - 1}(v${n - 2}[0])`,
      `console.log(v${n - 3}[1]);`,
    ][n % 4],
  python: (n) =>
    [
      `v${n} = [${n}, ${n + 1}]`,
      `def f${n}(x): return x + ${n}`,
      `f${n - 1}(v${n - 2}[0])`,
      `print(v${n - 3}[1])`,
    ][n % 4],
};

export default {
  title: "memory, after 1,000 cells",
  unit: "MB",
  fresh: true,
  // It takes long, and says the same every time.
  rounds: 1,
  async measure(session) {
    const cell = cells[session.kernel.language];
    for (let n = 0; n < 1000; n += 1) await session.execute(cell(n));
    await sleep(2000);
    return [megabytesOf(session.process.pid)];
  },
};
