// Everything that a fresh clone lacks, each step skipped where it is already done.
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { capture, Complaint, tail } from "./command.js";
import { ensurePackages } from "./packages.js";
import { root, venv } from "./places.js";
import { ensureEnvironment } from "./python.js";
import { isBuilt } from "./sources.js";

/** Packages, Jupyter, build and kernelspec; with `tests`, also what the tests need. */
export function setUp({ tests = false } = {}) {
  ensurePackages();
  ensureEnvironment([
    join(root, "kernel", "bootstrap", "requirements.txt"),
    join(root, "kernel", "install", "papermill", "requirements.txt"),
    ...(tests ? [join(root, "test", "requirements.txt")] : []),
  ]);
  ensureBuild();
  registerKernel();
  quietNews();
}

/** Builds dist/ unless it is of the present sources. */
export function ensureBuild() {
  if (isBuilt()) return;
  console.log("Building …");
  step("The build", [join(root, "kernel", "bootstrap", "build.js")]);
}

function registerKernel() {
  step("Registering the kernel", [
    join(root, "dist", "kernel", "cli.js"),
    ...["install", "--prefix", venv],
  ]);
}

function step(what, args) {
  const { status, output } = capture(process.execPath, args, { cwd: root });
  if (status !== 0) throw new Complaint(`${what} failed:\n${tail(output, 60)}`);
}

/** JupyterLab asks at its first start whether to fetch news; a person who came for a notebook need not answer. */
function quietNews() {
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
