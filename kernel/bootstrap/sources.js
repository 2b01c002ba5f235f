// Whether dist/ was built from the sources as they are now.
import { createHash } from "node:crypto";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "./places.js";

const record = join(root, "dist", ".sources");

/** One digest of everything that a build reads: sources, compiler options, packages. */
export function digestOfSources() {
  const digest = createHash("sha256");
  const files = ["kernel", "lib"].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true })
      .filter((name) => /\.(ts|js|json|cjs|mjs)$/.test(name))
      .map((name) => join(folder, name)),
  );
  // package-lock.json stands for the versions of what is bundled.
  files.push("tsconfig.json", "package-lock.json", "kernel.json");
  for (const file of files.sort()) {
    digest.update(file).update(readFileSync(join(root, file)));
  }
  // Caches and start-up snapshots in dist/ serve one version of Node.
  return digest.update(process.version).digest("hex");
}

export function isBuilt() {
  try {
    return readFileSync(record, "utf8") === digestOfSources();
  } catch {
    return false;
  }
}

/** Says, at the end of a successful build, which sources it was made from. */
export function recordBuild(digest) {
  writeFileSync(record, digest);
}
