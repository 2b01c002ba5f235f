/**
 * The start-up snapshot of the compiler process: TypeScript, the parsed libraries and a warm language service, as V8
 * can load them at once. One is good for one Node and one state of our files; it never stands for another.
 */
import { spawn, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import {
  accessSync,
  constants,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
} from "node:fs";
import { homedir, setPriority } from "node:os";
import { dirname, join } from "node:path";
import { compilerScript, packageRoot, preludeDeclarations } from "./places.js";

/** The file of the snapshot for this Node and these files, whether or not it is there. */
function snapshotName(root: string): string {
  const key = createHash("sha256")
    .update(readFileSync(identityFile(root)))
    .update(compilerScript(root))
    .digest("hex");
  return `${nodeName()}-${key.slice(0, 16)}.blob`;
}

/** Where the build has left the digest of all that a snapshot is made from. */
function identityFile(root: string): string {
  return join(dirname(compilerScript(root)), "identity");
}

function nodeName(): string {
  return `compiler-${process.version}-${process.platform}-${process.arch}`;
}

/** Where snapshots are kept: beside our files, or, where those are not ours to write, in the user's cache. */
function folders(root: string): string[] {
  return [join(root, "dist", "cache"), join(userCache(), "nabla")];
}

function userCache(): string {
  const { XDG_CACHE_HOME, LOCALAPPDATA } = process.env;
  if (process.platform === "win32")
    return LOCALAPPDATA ?? join(homedir(), "AppData", "Local");
  if (process.platform === "darwin")
    return join(homedir(), "Library", "Caches");
  return XDG_CACHE_HOME || join(homedir(), ".cache");
}

/**
 * The snapshot to start from; undefined where none was built for this Node and these files. The build has digested the
 * files into `identity`: a kernel that starts does not read them all again.
 */
export function findSnapshot(root = packageRoot()): string | undefined {
  if (!existsSync(identityFile(root))) return undefined;
  const name = snapshotName(root);
  return folders(root)
    .map((folder) => join(folder, name))
    .find((file) => existsSync(file));
}

/**
 * Builds the snapshot and removes those that it takes the place of.
 *
 * @returns its file; undefined where there is nowhere to write or Node could not make one, which costs speed only.
 */
export function buildSnapshot(root = packageRoot()): string | undefined {
  const folder = folders(root).find(isWritable);
  if (folder === undefined) return undefined;
  const name = snapshotName(root);
  const file = join(folder, name);
  const unfinished = `${file}.${process.pid}`;
  const script = compilerScript(root);
  const entry = join(dirname(script), "snapshot-entry.cjs");
  const prelude = preludeDeclarations(root);
  const { status } = spawnSync(
    process.execPath,
    [
      ...["--no-warnings", "--snapshot-blob", unfinished],
      ...["--build-snapshot", entry],
      // In a folder without a tsconfig.json: what was parsed under other options is of no use later.
      ...[script, dirname(script), ...(existsSync(prelude) ? [prelude] : [])],
    ],
    { env: compilerEnvironment(), stdio: "ignore", windowsHide: true },
  );
  if (status !== 0) {
    rmSync(unfinished, { force: true });
    return undefined;
  }
  renameSync(unfinished, file);
  for (const other of readdirSync(folder))
    if (other.startsWith(nodeName()) && other !== name)
      rmSync(join(folder, other), { force: true });
  return file;
}

/** Has the snapshot built by a process of its own and of low priority, which outlives this one if it must. */
export function buildSnapshotLater(root = packageRoot()): void {
  const script = join(dirname(compilerScript(root)), "build-snapshot.js");
  const child = spawn(process.execPath, [script], {
    env: compilerEnvironment(),
    stdio: "ignore",
    detached: true,
    windowsHide: true,
  });
  // Whatever goes wrong, the next kernel starts as this one did.
  child.on("error", () => undefined);
  child.unref();
  try {
    if (child.pid !== undefined) setPriority(child.pid, 10);
  } catch {
    // Where priorities cannot be set, it competes with the notebook once.
  }
}

function isWritable(folder: string): boolean {
  try {
    mkdirSync(folder, { recursive: true });
    accessSync(folder, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

/** The environment of the compiler: nothing of the user's may run in it, nor change what it answers. */
export function compilerEnvironment(): NodeJS.ProcessEnv {
  return Object.fromEntries(
    Object.entries(process.env).filter(
      ([name]) => name !== "NODE_OPTIONS" && !name.startsWith("TS_NODE_"),
    ),
  );
}
