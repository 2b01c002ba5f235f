// The compiler process: its bundle, what tells one state of it from another, its start-up snapshot.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { bundleCommonJs } from "./commonjs.js";
import { root } from "./places.js";

const folder = join("kernel", "compile");

/** Writes main.cjs and snapshot-entry.cjs into the folder, dist/kernel/compile unless given. */
export async function bundleCompiler(outdir) {
  const names = ["main", "snapshot-entry"];
  await bundleCommonJs("kernel/compile", names, { outdir });
}

/**
 * Writes the digest of all that a start-up snapshot is made from: the compiler, TypeScript and the types of Node, and
 * every declaration that a cell could see of ours.
 */
export function identifyCompiler() {
  const dist = join(root, "dist");
  const files = [
    ...["typescript", "ts-node", "@types/node"].map((name) =>
      join(root, "node_modules", name, "package.json"),
    ),
    ...readdirSync(dist, { recursive: true })
      .filter((name) => name.endsWith(".d.ts") || name.endsWith(".cjs"))
      .sort()
      .map((name) => join(dist, name)),
  ];
  const digest = createHash("sha256");
  for (const file of files) digest.update(readFileSync(file));
  writeFileSync(join(dist, folder, "identity"), digest.digest("hex"));
}

/** Builds the start-up snapshot for this Node. Where that fails, the compiler starts without one. */
export function buildSnapshot() {
  spawnSync(
    process.execPath,
    [join(root, "dist", folder, "build-snapshot.js")],
    { cwd: root, stdio: "inherit" },
  );
}
