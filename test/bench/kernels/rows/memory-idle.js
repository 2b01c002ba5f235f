import { setTimeout as sleep } from "node:timers/promises";
import { megabytesOf } from "../memory.js";

export default {
  title: "memory, idle after 1 + 1",
  unit: "MB",
  fresh: true,
  rounds: 3,
  async measure(session) {
    await sleep(2000);
    return [megabytesOf(session.process.pid)];
  },
};
