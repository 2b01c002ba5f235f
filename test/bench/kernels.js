// This kernel beside Deno's, tslab and ipykernel: each round starts every kernel, in another order each time, and
// measures every row on it, so that a busy moment of the machine falls on each of them. A row is a file in
// kernels/rows/: `title`, `unit`, `measure(session)`, which returns samples or throws why there are none; `rounds`
// where it needs fewer of them, and `fresh` where nothing else may have run in its kernel before.
import { readdirSync } from "node:fs";
import { basename, join } from "node:path";
import { pathToFileURL } from "node:url";
import { jupyterEnvironment, root } from "../../kernel/bootstrap/places.js";
import { kernels } from "./kernels/peers.js";
import { Session } from "./kernels/session.js";
import { median, rotated } from "./kernels/statistics.js";

const folder = join(root, "test", "bench", "kernels", "rows");

/** The names of all rows, in the order in which they are measured. */
export const rowNames = readdirSync(folder)
  .map((file) => basename(file, ".js"))
  .sort();

/** Measures the rows (all, or those named) and prints a table of medians. */
export default async function compare(names = rowNames, { rounds = 5 } = {}) {
  const rows = await Promise.all(names.map(load));
  const racing = kernels().map((kernel) => ({
    kernel,
    samples: new Map(rows.map((row) => [row, []])),
    failed: new Map(),
  }));
  // The first round warms the disk's cache and is not counted.
  for (let round = -1; round < rounds; round += 1) {
    const due = rows.filter((row) => round < (row.rounds ?? rounds));
    for (const racer of rotated(racing, round + 1))
      await measure(racer, round < 0 ? [] : due);
  }
  for (const line of table(rows, racing)) console.log(line);
}

async function load(name) {
  const url = pathToFileURL(join(folder, `${name}.js`));
  return (await import(url.href)).default;
}

/** One round of one kernel. A row that fails is named and holds nobody up again. */
async function measure({ kernel, samples, failed }, rows) {
  const environment = {
    ...jupyterEnvironment(join(root, "build", "bench", "jupyter")),
    // Whoever watches it ends with the bench.
    JPY_PARENT_PID: String(process.pid),
  };
  let session;
  const renew = async () => {
    await session?.stop();
    session = await Session.start(kernel, environment);
  };
  try {
    await renew();
    for (const row of rows.filter((each) => !failed.has(each))) {
      if (row.fresh) await renew();
      try {
        samples.get(row).push(...(await row.measure(session)));
      } catch (error) {
        failed.set(row, error.message);
        await renew();
      }
    }
  } catch (error) {
    for (const row of rows) failed.set(row, `does not start: ${error.message}`);
  } finally {
    await session?.stop();
  }
}

/** A row for each figure: the median of each kernel, how often ours goes into it, and the range. */
function* table(rows, racing) {
  for (const row of rows) {
    yield `${row.title} (${row.unit})`;
    const [ours] = racing.map(({ samples }) => median(samples.get(row)));
    for (const { kernel, samples, failed } of racing) {
      const name = kernel.name.padEnd(28);
      const values = samples.get(row);
      yield failed.has(row)
        ? `  ${name} ${failed.get(row)}`
        : `  ${name} ${short(median(values)).padStart(7)}   ×${(median(values) / ours).toFixed(2).padEnd(6)} (${short(Math.min(...values))} to ${short(Math.max(...values))}, ${values.length} samples)`;
    }
  }
}

function short(value) {
  return value < 10 ? value.toFixed(2) : value.toFixed(0);
}
