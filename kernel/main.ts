/**
 * The kernel's process: `node main.js CONNECTION_FILE`. The worker that serves the sockets starts before anything
 * else is loaded; this thread then runs the cells.
 */
import { getHeapStatistics, setFlagsFromString } from "node:v8";
import { MessageChannel, SHARE_ENV, Worker } from "node:worker_threads";
import { createRing } from "./run/ring.js";
import type { WorkerData } from "./transport/worker.js";

function main(connectionFile: string | undefined): void {
  const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
  if (major < 20 || (major === 20 && minor < 19))
    fail(`Nabla needs Node 20.19 or newer; this is ${process.version}.`);
  if (connectionFile === undefined)
    fail("Jupyter starts this program; to run a notebook: nabla run X.ipynb");
  // A function that is just being entered has its variables unset on the stack, which V8's baseline code, alone of its
  // four tiers, does not clear first; an interrupt that saves variables (`session/salvage.ts`) looks at them.
  setFlagsFromString("--no-sparkplug");
  const ring = createRing();
  const { port1, port2 } = new MessageChannel();
  const workerData: WorkerData = {
    connectionFile,
    ring,
    answers: port2,
    heapLimit: getHeapStatistics().heap_size_limit,
    folder: process.cwd(),
  };
  const worker = new Worker(new URL("transport/worker.cjs", import.meta.url), {
    workerData,
    // For `transport/signals.ts`; no cell runs there.
    execArgv: ["--expose-internals"],
    transferList: [port2],
    // `%env` sets what cells read, and `%npm` finds what cells have set.
    env: SHARE_ENV,
  });
  worker.on("error", (error) => {
    fail(`internal: the kernel's sockets failed: ${stackOf(error)}`);
  });
  const own = new URL("../", import.meta.url).href;
  const { folder } = workerData;
  import("./run/start.js")
    .then(({ startRunning }) =>
      startRunning({ ring, worker, answers: port1, folder, own }),
    )
    .catch((error: unknown) => {
      fail(`internal: the kernel cannot run cells: ${stackOf(error)}`);
    });
}

function stackOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : "unknown";
}

/** Says why there is no kernel, past whatever has become of `console`. */
function fail(why: string): never {
  const raw = process as unknown as { _rawDebug(text: string): void };
  raw._rawDebug(why);
  process.exit(1);
}

main(process.argv[2]);
