// Faults that cells and clients make, tried on this kernel, Deno's, tslab and ipykernel, each on a kernel of its own; a
// trial is a row of faults/trials.js. Prints the table of the readme.
import { join } from "node:path";
import { jupyterEnvironment, root } from "../../kernel/bootstrap/places.js";
import * as judges from "./faults/judges.js";
import { trials } from "./faults/trials.js";
import { kernels } from "./kernels/peers.js";
import { Session } from "./kernels/session.js";

const state = { typescript: "let state = 42;", python: "state = 42" };

/** For trials of memory: as much for each as its own program understands; Python, which has no heap of its own, by the system. */
const little = {
  NODE_OPTIONS: "--max-old-space-size=700",
  DENO_V8_FLAGS: "--max-old-space-size=700",
};

export default async function faults() {
  const all = kernels();
  console.log(`| A cell's or client's fault | ${names(all)} |`);
  console.log(`| --- |${" --- |".repeat(all.length)}`);
  for (const trial of trials) {
    const verdicts = [];
    for (const kernel of all) verdicts.push(await tried(kernel, trial));
    console.log(`| ${trial.title} | ${verdicts.join(" | ")} |`);
  }
}

function names(all) {
  return all.map(({ name }) => name.replace(/ \(.*/, "")).join(" | ");
}

async function tried(kernel, trial) {
  const environment = {
    ...jupyterEnvironment(join(root, "build", "bench", "jupyter")),
    JPY_PARENT_PID: String(process.pid),
    ...(trial.memory ? little : {}),
  };
  let session;
  try {
    session = await Session.start(
      trial.memory ? narrow(kernel) : kernel,
      environment,
    );
    await session.execute(state[kernel.language]);
    const code = trial[kernel.language];
    const { ok, text } = await judges[trial.judge](session, code);
    return `${ok ? "✓" : "✗"} ${text}`;
  } catch (error) {
    return `✗ ${error.message}`;
  } finally {
    await session?.stop();
  }
}

/** The same kernel, to which the system gives little memory where it has no limit of its own. */
function narrow(kernel) {
  if (kernel.language !== "python") return kernel;
  const { command } = kernel;
  const limit = 'ulimit -v 1500000; exec "$0" "$@"';
  return {
    ...kernel,
    command: (file) => ["sh", "-c", limit, ...command(file)],
  };
}
