// `npm run check`: format, lint, types, layers, dead code; each is run even where an earlier one failed.
import { join } from "node:path";
import { capture } from "./command.js";
import { ensurePackages } from "./packages.js";
import { root } from "./places.js";

const modules = join(root, "node_modules");
const tidy = (name) => join("test", "tidy", name);

const checks = [
  {
    name: "format",
    program: join("prettier", "bin", "prettier.cjs"),
    args: ["--check", "--log-level", "warn", "."],
  },
  {
    name: "lint",
    program: join("eslint", "bin", "eslint.js"),
    args: ["--config", tidy("eslint.config.js"), "--max-warnings", "0", "."],
  },
  {
    name: "types",
    program: join("typescript", "bin", "tsc"),
    args: ["--project", "."],
  },
  {
    // What runs in a page sees the browser's types, and nothing else does.
    name: "types in pages",
    program: join("typescript", "bin", "tsc"),
    args: ["--project", join("test", "browser")],
  },
  {
    name: "types of the figures' page",
    program: join("typescript", "bin", "tsc"),
    args: ["--project", join("lib", "plot", "page")],
  },
  {
    name: "layers",
    program: join("dependency-cruiser", "bin", "dependency-cruise.mjs"),
    args: ["--config", tidy("layers.cjs"), "lib", "kernel", "test"],
  },
  {
    name: "dead code",
    program: join("knip", "bin", "knip.js"),
    args: ["--config", tidy("knip.js"), "--no-progress"],
  },
];

/** Runs the checks named in `names`, or all; ends with a line of counts. */
export default async function check(names) {
  ensurePackages();
  const chosen = checks.filter(
    ({ name }) => names.length === 0 || names.includes(name),
  );
  const failed = chosen.filter((each) => !passes(each)).length;
  console.log(`${chosen.length - failed} passed, ${failed} failed`);
  process.exitCode = failed > 0 ? 1 : 0;
}

function passes({ name, program, args }) {
  const { status, output } = capture(
    process.execPath,
    [join(modules, program), ...args],
    { cwd: root },
  );
  console.log(`${status === 0 ? "✓" : "✗"} ${name}`);
  if (status !== 0) console.log(output.trimEnd());
  return status === 0;
}
