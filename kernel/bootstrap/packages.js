// The npm packages of the lock file, installed where they are missing or others.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { capture, Complaint, speaksOfNetwork, tail } from "./command.js";
import { root } from "./places.js";

/**
 * The paths of packages that the lock file asks for and that are not installed in that version.
 * `installed` is npm's own record, node_modules/.package-lock.json. Packages for other systems are optional in
 * the lock file and rightly absent here.
 */
export function missingPackages(lock, installed) {
  return Object.entries(lock.packages)
    .filter(
      ([path, wanted]) =>
        path !== "" &&
        !wanted.optional &&
        !wanted.devOptional &&
        installed.packages[path]?.version !== wanted.version,
    )
    .map(([path]) => path);
}

/** Installs the packages of package-lock.json unless they are all there. */
export function ensurePackages() {
  const lock = readJson(join(root, "package-lock.json"));
  const installed = readJson(join(root, "node_modules", ".package-lock.json"));
  if (installed && missingPackages(lock, installed).length === 0) return;
  console.log("Installing the npm packages of package-lock.json …");
  const { status, output } = npm(["ci", "--no-audit", "--no-fund"], root);
  if (status === 0) return;
  throw new Complaint(
    speaksOfNetwork(output)
      ? "The npm packages could not be fetched: connect this machine to the network (or set npm's registry or proxy) and run the command again."
      : `npm ci failed:\n${tail(output)}`,
  );
}

/** Runs npm, the one that runs this script where there is one. */
export function npm(args, folder, environment = process.env) {
  const options = { cwd: folder, env: environment };
  const script = process.env.npm_execpath;
  return script?.endsWith(".js")
    ? capture(process.execPath, [script, ...args], options)
    : capture("npm", args, {
        ...options,
        shell: process.platform === "win32",
      });
}

function readJson(path) {
  try {
    return JSON.parse(readFileSync(path, "utf8"));
  } catch {
    return undefined;
  }
}
