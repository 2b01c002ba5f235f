import { realpathSync } from "node:fs";
import { delimiter, join } from "node:path";

/** What finding Node depends on: replaced in tests. */
export interface NodePlace {
  readonly execPath: string;
  readonly version: string;
  readonly path: string;
  readonly windows: boolean;
}

export const thisNode: NodePlace = {
  execPath: process.execPath,
  version: process.versions.node,
  path: process.env["PATH"] ?? "",
  windows: process.platform === "win32",
};

/**
 * How a kernelspec calls Node, so that it still works after an upgrade: by the entry of the PATH that leads to this
 * Node, which package managers keep in place (`/opt/homebrew/bin/node`), and not by where that leads to
 * (`/opt/homebrew/Cellar/node/22.1.0/bin/node`). Where the entry itself names the version, as with nvm, simply by its
 * name, to be found on the PATH.
 */
export function nodeCommand(node: NodePlace = thisNode): string {
  const real = realOf(node.execPath);
  const name = node.windows ? "node.exe" : "node";
  const entry = node.path
    .split(delimiter)
    .filter((folder) => folder !== "")
    .map((folder) => join(folder, name))
    .find((file) => realOf(file) === real);
  if (entry === undefined) return node.execPath;
  return entry.includes(node.version) ? "node" : entry;
}

function realOf(file: string): string | undefined {
  try {
    return realpathSync(file);
  } catch {
    return undefined;
  }
}
