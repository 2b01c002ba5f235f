// From spawn to kernel_info_reply, and to the first result of `1 + 1`: this kernel, Deno's, tslab, ipykernel, in
// turn, the order changing every round, so that a busy moment of the machine falls on each of them.
import { join } from "node:path";
import { jupyterEnvironment, root } from "../../kernel/bootstrap/places.js";
import { watchStart } from "./kernels/client.js";
import { kernels } from "./kernels/peers.js";
import { median, rotated } from "./kernels/statistics.js";

export default async function startUp({ rounds = 9 } = {}) {
  const environment = jupyterEnvironment(
    join(root, "build", "bench", "jupyter"),
  );
  // One that does not answer is named, and holds nobody up again.
  const runOnce = async (kernel, round) => {
    try {
      const run = await watchStart(kernel.command, "1 + 1", environment);
      if (run.text.trim() !== "2") throw new Error(`1 + 1 gave ${run.text}`);
      if (round >= 0) kernel.runs.push(run);
    } catch (error) {
      kernel.failed = error.message;
    }
  };
  const racing = kernels().map((kernel) => ({ ...kernel, runs: [] }));
  // The first round warms the disk's cache and is not counted.
  for (let round = -1; round < rounds; round += 1) {
    for (const kernel of rotated(racing, round + 1)) {
      if (kernel.failed === undefined) await runOnce(kernel, round);
    }
  }
  for (const { name, runs, failed } of racing) {
    if (failed !== undefined) {
      console.log(`start-up  ${name.padEnd(28)} left out: ${failed}`);
      continue;
    }
    console.log(
      `start-up  ${name.padEnd(28)} ${cell("kernel_info", runs, "info")}   ${cell("1 + 1", runs, "result")}`,
    );
  }
}

function cell(what, runs, key) {
  const times = runs.map((run) => run[key]);
  return `${what} ${median(times).toFixed(0).padStart(5)} ms (best ${Math.min(...times).toFixed(0)})`;
}
