// Figures from their data to SVG text, against matplotlib's savefig of the same figures: in turn, after both are warm.
import { spawn } from "node:child_process";
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import { createInterface } from "node:readline";
import { pythonOf, root } from "../../kernel/bootstrap/places.js";
import { ensureEnvironment } from "../../kernel/bootstrap/python.js";
import { median } from "./kernels/statistics.js";

const folder = join(root, "test", "bench", "plots");

/** matplotlib in a process of its own: a function that draws a figure there and resolves with its milliseconds. */
function startPeer() {
  const environment = join(root, "build", "plot", "env");
  ensureEnvironment(
    [join(root, "test", "plot", "requirements.txt")],
    environment,
  );
  const python = spawn(pythonOf(environment), [join(folder, "drawings.py")]);
  python.stderr.pipe(process.stderr);
  const lines = createInterface({ input: python.stdout });
  const answers = lines[Symbol.asyncIterator]();
  return {
    async draw(name) {
      python.stdin.write(`${name}\n`);
      const { value, done } = await answers.next();
      if (done) throw new Error("matplotlib's process has ended");
      return Number(value);
    },
    end: () => python.stdin.end(),
  };
}

function row(name, ours, theirs, size) {
  const [own, other] = [median(ours), median(theirs)];
  const least = Math.min(...ours).toFixed(1);
  const ratio = (other / own).toFixed(1);
  return `plots  ${name.padEnd(8)} ${own.toFixed(1).padStart(7)} ms (least ${least})  ${Math.round(size / 1024)} KB  matplotlib ${other.toFixed(1)} ms, ${ratio} times as long`;
}

/** Prints the first figure of a fresh process, then medians of both for each figure. */
export default async function plots({ rounds = 7 } = {}) {
  const { draw, drawings } = await import("./plots/drawings.js");
  const begun = performance.now();
  draw("line");
  console.log(
    `plots  first    ${(performance.now() - begun).toFixed(1).padStart(7)} ms, a line, the library loaded and nothing drawn before`,
  );
  const peer = startPeer();
  for (const name of Object.keys(drawings)) {
    const [ours, theirs] = [[], []];
    let size = 0;
    // The first two of each are not counted.
    for (let round = -2; round < rounds; round++) {
      const start = performance.now();
      size = draw(name).length;
      const own = performance.now() - start;
      const other = await peer.draw(name);
      if (round < 0) continue;
      ours.push(own);
      theirs.push(other);
    }
    console.log(row(name, ours, theirs, size));
  }
  peer.end();
}
