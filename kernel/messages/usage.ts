import {
  availableParallelism,
  cpus,
  freemem,
  hostname,
  totalmem,
} from "node:os";
import type { Content } from "../transport/wire.js";
import type { Handler } from "./handler.js";

/** Processor time in milliseconds, and when it was read. */
interface Reading {
  readonly at: number;
  readonly used: number;
  readonly busy: number;
  readonly all: number;
}

/** `usage_request`: what the kernel and its machine are using, in ipykernel's words, which JupyterLab's side bar shows. */
function usage(): Handler {
  let before = read();
  return {
    handle(): Content {
      const now = read();
      const percent = (part: number, whole: number): number =>
        whole > 0 ? Math.round((1000 * part) / whole) / 10 : 0;
      const kernel = percent(now.used - before.used, now.at - before.at);
      const host = percent(now.busy - before.busy, now.all - before.all);
      before = now;
      const [total, free] = [totalmem(), freemem()];
      return {
        status: "ok",
        hostname: hostname(),
        pid: process.pid,
        kernel_cpu: kernel,
        kernel_memory: process.memoryUsage.rss(),
        cpu_count: availableParallelism(),
        host_cpu_percent: host,
        host_virtual_memory: {
          total,
          available: free,
          free,
          used: total - free,
          percent: percent(total - free, total),
        },
      };
    },
  };
}

function read(): Reading {
  const { user, system } = process.cpuUsage();
  let busy = 0;
  let all = 0;
  for (const { times } of cpus()) {
    const sum = Object.values(times).reduce((total, each) => total + each, 0);
    all += sum;
    busy += sum - times.idle;
  }
  return { at: performance.now(), used: (user + system) / 1000, busy, all };
}

export const usageOfMachine = usage();
