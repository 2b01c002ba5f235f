#!/usr/bin/env node
/** The command `nabla`. */
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { install, packageFolder, uninstall } from "./install/install.js";
import type { Target } from "./install/places.js";
import { runNotebooks } from "./headless/run.js";
import { isScript, runScript } from "./headless/script.js";
import { watchNotebooks } from "./headless/watch.js";
import { checkProgram } from "./outside/check.js";
import { about } from "./package.js";

const help = `nabla ${about.version}: TypeScript with calculus, as a Jupyter kernel

  nabla install [--user | --sys-prefix | --prefix FOLDER]
      lets Jupyter find the kernel: yours (--user, the default), the one of the
      active Python environment, or the one under FOLDER
  nabla uninstall [--user | --sys-prefix | --prefix FOLDER]
      takes it away again
  nabla run A.ipynb [B.ipynb …] [--jobs N] [-p NAME=VALUE …]
            [--output FOLDER] [--junit FILE] [--watch]
      executes notebooks, N at a time, and keeps their outputs in them or in
      FOLDER; -p sets a variable of the cell that is tagged "parameters" (by
      papermill); FILE becomes a report for build servers; --watch runs again
      what has changed
  nabla run PROGRAM.ts [ARGUMENT …]
      runs a TypeScript program, with operators and derivatives
  nabla check [-p FOLDER] [--watch] …
      checks a TypeScript program as tsc --noEmit does, and knows operators
  nabla --version
  nabla help
`;

/** The folder of this package. */
const own = packageFolder(dirname(fileURLToPath(import.meta.url)));

async function main(args: readonly string[]): Promise<number> {
  // TypeScript reads its own options.
  if (args[0] === "check") {
    checkProgram(args.slice(1));
    return 0;
  }
  if (args[0] === "run" && isScript(args[1])) {
    const register = join(own, "dist", "kernel", "outside", "register.js");
    return runScript(register, args[1], args.slice(2));
  }
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options,
  });
  const [command, ...operands] = positionals;
  if (values.version === true) return say(about.version);
  if (values.help === true || command === "help") return say(help);
  const target = targetOf(values);
  switch (command) {
    case "install": {
      const folder = install(target, own);
      const papermill = join(own, "kernel", "install", "papermill");
      return say(
        `TypeScript (Nabla) is installed in ${folder}\n` +
          `For parameters of papermill, where you use it: pip install "${papermill}"`,
      );
    }
    case "uninstall": {
      const folder = uninstall(target);
      return say(
        folder === undefined
          ? "TypeScript (Nabla) is not installed there"
          : `TypeScript (Nabla) is removed from ${folder}`,
      );
    }
    case "run":
      return run(operands, values);
    case undefined:
    default:
      process.stderr.write(help);
      return 2;
  }
}

const options = {
  user: { type: "boolean" },
  "sys-prefix": { type: "boolean" },
  prefix: { type: "string" },
  jobs: { type: "string", short: "j" },
  parameter: { type: "string", short: "p", multiple: true },
  output: { type: "string" },
  junit: { type: "string" },
  watch: { type: "boolean" },
  version: { type: "boolean" },
  help: { type: "boolean" },
} as const;

async function run(
  notebooks: readonly string[],
  values: {
    readonly jobs?: string | undefined;
    readonly parameter?: readonly string[] | undefined;
    readonly output?: string | undefined;
    readonly junit?: string | undefined;
    readonly watch?: boolean | undefined;
  },
): Promise<number> {
  if (notebooks.length === 0) throw new Error("run: which notebook?");
  const { output, junit, watch } = values;
  const jobs = Number(values.jobs ?? "1");
  if (!Number.isInteger(jobs) || jobs < 1)
    throw new Error(`run: --jobs takes a whole number from 1 on, not ${jobs}`);
  const parameters = new Map(
    (values.parameter ?? []).map((text): [string, string] => {
      const [, name, value] = /^([^=]+)=(.*)$/s.exec(text) ?? [];
      if (name === undefined || value === undefined)
        throw new Error(`run: -p takes NAME=VALUE, not ${text}`);
      return [name, value];
    }),
  );
  const how = { jobs, parameters, output, junit, own, say };
  return watch === true
    ? watchNotebooks(notebooks, (changed) => runNotebooks(changed, how))
    : runNotebooks(notebooks, how);
}

function targetOf(values: {
  user?: boolean | undefined;
  "sys-prefix"?: boolean | undefined;
  prefix?: string | undefined;
}): Target {
  const given = [values.user, values["sys-prefix"], values.prefix];
  if (given.filter((value) => value !== undefined).length > 1)
    throw new Error("choose one of --user, --sys-prefix and --prefix");
  if (values.prefix !== undefined)
    return { kind: "prefix", folder: values.prefix };
  return { kind: values["sys-prefix"] === true ? "sys-prefix" : "user" };
}

function say(text: string): number {
  process.stdout.write(text.endsWith("\n") ? text : `${text}\n`);
  return 0;
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  process.stderr.write(`nabla: ${(error as Error).message}\n`);
  process.exitCode = 1;
}
