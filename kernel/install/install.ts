import {
  existsSync,
  mkdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { nodeCommand } from "./node-command.js";
import { kernelFolder, type Target } from "./places.js";

interface KernelSpec {
  readonly argv: readonly string[];
  readonly [field: string]: unknown;
}

/** Writes the kernelspec and returns its folder. `root` is the folder of the package. */
export function install(target: Target, root: string): string {
  const template = JSON.parse(
    readFileSync(join(root, "kernel.json"), "utf8"),
  ) as KernelSpec;
  const main = join(root, "dist", "kernel", "main.js");
  if (!existsSync(main))
    throw new Error(`install: ${main} is missing; build the package first`);
  const spec: KernelSpec = {
    ...template,
    argv: [nodeCommand(), main, "{connection_file}"],
  };
  const folder = kernelFolder(target);
  mkdirSync(folder, { recursive: true });
  writeFileSync(
    join(folder, "kernel.json"),
    `${JSON.stringify(spec, undefined, 2)}\n`,
  );
  return folder;
}

/** Removes the kernelspec; returns its folder, or undefined where there was none. */
export function uninstall(target: Target): string | undefined {
  const folder = kernelFolder(target);
  if (!existsSync(join(folder, "kernel.json"))) return undefined;
  rmSync(folder, { recursive: true });
  return folder;
}

/** The folder of the package: the nearest one above `from` with a `kernel.json`. */
export function packageFolder(from: string): string {
  for (let at = from; ; at = dirname(at)) {
    if (existsSync(join(at, "kernel.json"))) return at;
    if (at === dirname(at))
      throw new Error(`internal: no kernel.json above ${from}`);
  }
}
