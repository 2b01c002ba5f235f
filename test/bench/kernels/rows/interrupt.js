// From the interrupt of an endless loop to the reply of its cell.
import { setTimeout as sleep } from "node:timers/promises";

const code = { typescript: "while (true) {}", python: "while True: pass" };

export default {
  title: "interrupt → execute_reply",
  unit: "ms",
  async measure(session) {
    const times = [];
    for (let n = 0; n < 5; n += 1) {
      const { done } = await session.begin(code[session.kernel.language]);
      // The loop must have been entered; and one kernel drops what comes soon after an error.
      await sleep(300);
      const start = performance.now();
      await session.interrupt();
      const { at } = await done;
      if (at < start) throw new Error("the loop ended by itself");
      times.push(at - start);
      await sleep(300);
    }
    return times;
  },
};
