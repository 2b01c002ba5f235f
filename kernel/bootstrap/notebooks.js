// `npm run notebooks`: every notebook (or those named) executed headless to HTML under build/notebooks.
import { mkdirSync, readdirSync } from "node:fs";
import { basename, join } from "node:path";
import { capture, tail } from "./command.js";
import { jupyterEnvironment, root, venvPython } from "./places.js";
import { setUp } from "./setup.js";

const output = join(root, "build", "notebooks");

export default function notebooks(names) {
  setUp();
  mkdirSync(output, { recursive: true });
  const all = readdirSync(join(root, "notebooks"))
    .filter((name) => name.endsWith(".ipynb"))
    .sort();
  const chosen = names.length > 0 ? names.map((name) => basename(name)) : all;
  const failed = chosen.filter((name, i) => {
    process.stdout.write(`[${i + 1}/${chosen.length}] ${name} … `);
    const start = performance.now();
    const { status, output: log } = toHtml(name);
    const seconds = ((performance.now() - start) / 1000).toFixed(1);
    console.log(status === 0 ? `${seconds} s` : `failed after ${seconds} s`);
    if (status !== 0) console.log(tail(log, 40));
    return status !== 0;
  });
  console.log(
    `${chosen.length - failed.length} of ${chosen.length} notebooks executed to build/notebooks/`,
  );
  process.exitCode = failed.length > 0 ? 1 : 0;
}

function toHtml(name) {
  return capture(
    venvPython,
    [
      ...["-m", "nbconvert", "--to", "html", "--execute"],
      ...["--output-dir", output, join(root, "notebooks", name)],
    ],
    { cwd: root, env: jupyterEnvironment(join(root, "build", "jupyter")) },
  );
}
