// `npm start`: JupyterLab on notebooks/, with the kernel registered in .venv/. Options go on to JupyterLab.
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { inTerminal } from "./command.js";
import { jupyterEnvironment, root, venv, venvPython } from "./places.js";
import { setUp } from "./setup.js";

export default async function start(options) {
  setUp();
  quietNews();
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

/** JupyterLab asks at its first start whether to fetch news; a person who came for a notebook need not answer. */
export function quietNews() {
  const folder = join(venv, "share", "jupyter", "lab", "settings");
  mkdirSync(folder, { recursive: true });
  writeFileSync(
    join(folder, "overrides.json"),
    JSON.stringify({
      "@jupyterlab/apputils-extension:notification": {
        fetchNews: "false",
        checkForUpdates: false,
      },
    }),
  );
}
