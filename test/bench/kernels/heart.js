// A thread of its own that asks a heartbeat again and again, and tells how long each answer took.
import { setTimeout as sleep } from "node:timers/promises";
import { parentPort, workerData } from "node:worker_threads";
import { Request } from "zeromq";

const socket = new Request({ linger: 0, receiveTimeout: 5000 });
socket.connect(workerData.address);
const times = [];
try {
  for (let n = -1; n < workerData.beats; n += 1) {
    const start = performance.now();
    await socket.send("ping");
    await socket.receive().catch(() => {
      throw new Error("no heartbeat in 5 s");
    });
    // The first one connects.
    if (n >= 0) times.push(performance.now() - start);
    await sleep(10);
  }
  parentPort.postMessage(times);
} finally {
  socket.close();
}
