// `npm start`: JupyterLab on notebooks/, with the kernel registered in .venv/. Options go on to JupyterLab.
import { join } from "node:path";
import { inTerminal } from "./command.js";
import { jupyterEnvironment, root, venvPython } from "./places.js";
import { setUp } from "./setup.js";

export default async function start(options) {
  setUp();
  process.exitCode = await inTerminal(
    venvPython,
    [
      ...["-m", "jupyterlab"],
      `--ServerApp.root_dir=${join(root, "notebooks")}`,
      ...(process.getuid?.() === 0 ? ["--allow-root"] : []),
      ...options,
    ],
    { cwd: root, env: jupyterEnvironment() },
  );
}
