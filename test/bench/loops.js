// Hot loops in a cell, beside the same text as a module of plain Node, in Deno's kernel and in tslab: each round runs
// every program in all of them, in a new kernel each, so that nothing is warm; what is compared is the time of the thread
// that runs it.
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import typescript from "typescript";
import { jupyterEnvironment, root } from "../../kernel/bootstrap/places.js";
import { kernels } from "./kernels/peers.js";
import { Session } from "./kernels/session.js";
import { median, rotated } from "./kernels/statistics.js";
import { programs, timed } from "./loops/programs.js";

const rounds = 5;

/** Prints a line for each program: the median of Node's module, and of each kernel with how often Node's goes into it. */
export default async function loops() {
  const racers = [
    { name: "node module", run: inNode },
    ...kernels()
      .filter(({ language }) => language === "typescript")
      .map((kernel) => ({
        name: kernel.name,
        run: (code) => inKernel(kernel, code),
      })),
  ];
  for (const { name, code, right } of programs) {
    const times = new Map(racers.map((racer) => [racer, []]));
    const answers = new Set(right === undefined ? [] : [right]);
    for (let round = 0; round < rounds; round += 1) {
      for (const racer of rotated(racers, round)) {
        try {
          const { ms, answer } = await racer.run(timed(code));
          times.get(racer).push(ms);
          answers.add(answer);
        } catch (error) {
          racer.failed = error.message;
        }
      }
    }
    if (answers.size !== 1)
      throw new Error(
        `${name}: the answers differ: ${[...answers].join(", ")}`,
      );
    const [node] = racers.map((racer) => median(times.get(racer)));
    console.log(`${name} (ms)`);
    for (const racer of racers) {
      const own = times.get(racer);
      console.log(
        own.length === 0
          ? `  ${racer.name.padEnd(28)} ${racer.failed}`
          : `  ${racer.name.padEnd(28)} ${median(own).toFixed(0).padStart(7)}   ÷ module ${(median(own) / node).toFixed(2)} (${Math.min(...own).toFixed(0)} to ${Math.max(...own).toFixed(0)})`,
      );
    }
  }
}

function inNode(code) {
  const folder = mkdtempSync(join(tmpdir(), "nabla-bench-"));
  try {
    const file = join(folder, "program.mjs");
    const { outputText } = typescript.transpileModule(code, {
      compilerOptions: { target: "es2022", module: "esnext" },
    });
    writeFileSync(file, outputText);
    const { stdout } = spawnSync(process.execPath, [file], {
      encoding: "utf8",
    });
    return JSON.parse(stdout);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function inKernel(kernel, code) {
  const session = await Session.start(kernel, {
    ...jupyterEnvironment(join(root, "build", "bench", "jupyter")),
    // Whoever watches it ends with the bench.
    JPY_PARENT_PID: String(process.pid),
  });
  try {
    const { text } = await session.execute(code, { shows: true });
    return JSON.parse(text);
  } finally {
    await session.stop();
  }
}
