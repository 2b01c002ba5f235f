#!/usr/bin/env node
/** The command `nabla`. */
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { install, packageFolder, uninstall } from "./install/install.js";
import type { Target } from "./install/places.js";
import { runNotebook } from "./install/run.js";
import { checkProgram } from "./outside/check.js";
import { about } from "./package.js";

const help = `nabla ${about.version}: TypeScript with calculus, as a Jupyter kernel

  nabla install [--user | --sys-prefix | --prefix FOLDER]
      lets Jupyter find the kernel: yours (--user, the default), the one of the
      active Python environment, or the one under FOLDER
  nabla uninstall [--user | --sys-prefix | --prefix FOLDER]
      takes it away again
  nabla run X.ipynb
      executes a notebook and keeps its outputs in it
  nabla check [-p FOLDER] [--watch] …
      checks a TypeScript program as tsc --noEmit does, and knows operators
  nabla --version
  nabla help
`;

function main(args: readonly string[]): number {
  // TypeScript reads its own options.
  if (args[0] === "check") {
    checkProgram(args.slice(1));
    return 0;
  }
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      user: { type: "boolean" },
      "sys-prefix": { type: "boolean" },
      prefix: { type: "string" },
      version: { type: "boolean" },
      help: { type: "boolean" },
    },
  });
  const [command, ...operands] = positionals;
  if (values.version === true) return say(about.version);
  if (values.help === true || command === "help") return say(help);
  const target = targetOf(values);
  switch (command) {
    case "install": {
      const here = dirname(fileURLToPath(import.meta.url));
      const folder = install(target, packageFolder(here));
      return say(`TypeScript (Nabla) is installed in ${folder}`);
    }
    case "uninstall": {
      const folder = uninstall(target);
      return say(
        folder === undefined
          ? "TypeScript (Nabla) is not installed there"
          : `TypeScript (Nabla) is removed from ${folder}`,
      );
    }
    case "run": {
      const [notebook] = operands;
      if (notebook === undefined) throw new Error("run: which notebook?");
      return runNotebook(notebook);
    }
    case undefined:
    default:
      process.stderr.write(help);
      return 2;
  }
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
  process.exitCode = main(process.argv.slice(2));
} catch (error) {
  process.stderr.write(`nabla: ${(error as Error).message}\n`);
  process.exitCode = 1;
}
