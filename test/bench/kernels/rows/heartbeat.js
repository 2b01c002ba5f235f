// The heartbeat while a cell prints for ever, from a thread that has nothing else to do.
import { setTimeout as sleep } from "node:timers/promises";
import { Worker } from "node:worker_threads";

const code = {
  typescript: `for (let i = 0; ; i++) console.log("line " + i);`,
  python: `i = 0
while True:
    print("line", i)
    i += 1`,
};
const beats = 40;

export default {
  title: "heartbeat during a flood of prints",
  unit: "ms",
  async measure(session) {
    const { done } = await session.begin(code[session.kernel.language]);
    let ended = false;
    void done.finally(() => (ended = true)).catch(() => undefined);
    await session.wait((m) => m.type === "stream");
    const times = await beat(session.address("hb"));
    if (ended) throw new Error("the flood ended by itself");
    // One kernel loses an interrupt now and then.
    for (let n = 0; n < 10 && !ended; n += 1) {
      await session.interrupt();
      await Promise.race([done, sleep(1000)]);
    }
    await done;
    return times;
  },
};

function beat(address) {
  const url = new URL("../heart.js", import.meta.url);
  const workerData = { address, beats };
  const worker = new Worker(url, { workerData, execArgv: [] });
  return new Promise((resolve, reject) => {
    worker.on("message", resolve);
    worker.on("error", reject);
  });
}
