// The chapter, run headless from the start of the process to the written file, against the same computations in
// Python: rounds in turn, the order changing every round, on `jupyter nbconvert --execute` of one version.
import { spawnSync } from "node:child_process";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import { tail } from "../../kernel/bootstrap/command.js";
import {
  jupyterEnvironment,
  programsOf,
  pythonOf,
  root,
  venv,
} from "../../kernel/bootstrap/places.js";
import { ensureEnvironment } from "../../kernel/bootstrap/python.js";
import { median } from "./kernels/statistics.js";

const original = join(root, "test", "bench", "chapter");
const scratch = join(root, "build", "bench");
const peer = join(scratch, "chapter");

const runners = [
  {
    name: "this kernel",
    notebook: join(root, "notebooks", "02-multivariable-calculus.ipynb"),
    environment: venv,
    times: [],
  },
  {
    name: "Python original (NumPy, PyTorch, matplotlib)",
    notebook: join(original, "original.ipynb"),
    environment: peer,
    times: [],
  },
];

/** Runs a notebook once and returns the seconds it took; throws what nbconvert said where it failed. */
function seconds({ name, notebook, environment }) {
  const start = performance.now();
  const { status, stderr } = spawnSync(
    pythonOf(environment),
    [
      ...["-m", "nbconvert", "--execute", "--to", "notebook"],
      ...["--output-dir", join(scratch, "executed"), notebook],
    ],
    {
      encoding: "utf8",
      env: jupyterEnvironment(
        join(scratch, "jupyter"),
        programsOf(environment),
      ),
    },
  );
  if (status !== 0) throw new Error(`${name} failed:\n${tail(stderr)}`);
  return (performance.now() - start) / 1000;
}

function row({ name, times }) {
  const [least, most] = [Math.min(...times), Math.max(...times)];
  return `chapter  ${name.padEnd(45)} ${median(times).toFixed(2)} s  (${least.toFixed(2)} to ${most.toFixed(2)}, ${times.length} runs)`;
}

/** Prints the medians of both and their ratio. Where the peer cannot be installed, says so and times this kernel alone. */
export default function chapter({ rounds = 5 } = {}) {
  mkdirSync(join(scratch, "executed"), { recursive: true });
  let racing = runners;
  try {
    ensureEnvironment([join(original, "requirements.txt")], peer);
  } catch (error) {
    console.log(
      `chapter  the Python original is left out: ${error.message.split("\n")[0]}`,
    );
    racing = runners.slice(0, 1);
  }
  // A first run of each fills the disk caches and is not counted.
  for (const runner of racing) seconds(runner);
  for (let round = 0; round < rounds; round++) {
    for (const runner of round % 2 === 0 ? racing : racing.toReversed()) {
      runner.times.push(seconds(runner));
    }
  }
  for (const runner of racing) console.log(row(runner));
  if (racing.length === 2) {
    const [ours, theirs] = racing.map(({ times }) => median(times));
    console.log(
      `chapter  the original takes ${(theirs / ours).toFixed(2)} times as long`,
    );
  }
}
