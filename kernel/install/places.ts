/** Where Jupyter looks for kernels, as jupyter_core.paths finds it. */
import { spawnSync } from "node:child_process";
import { homedir } from "node:os";
import { join, resolve } from "node:path";

/** Whose Jupyter shall see the kernel. */
export type Target =
  | { readonly kind: "user" }
  | { readonly kind: "sys-prefix" }
  | { readonly kind: "prefix"; readonly folder: string };

/** What the places depend on: replaced in tests. */
export interface Machine {
  readonly platform: NodeJS.Platform;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly home: string;
}

export const thisMachine: Machine = {
  platform: process.platform,
  env: process.env,
  home: homedir(),
};

/** The folder of the kernelspec: `…/share/jupyter/kernels/nabla`. */
export function kernelFolder(
  target: Target,
  machine: Machine = thisMachine,
): string {
  return join(dataFolder(target, machine), "kernels", "nabla");
}

/** The database in which the inputs of all sessions are kept. */
export function historyFile(machine: Machine = thisMachine): string {
  return join(userData(machine), "nabla", "history.sqlite");
}

function dataFolder(target: Target, machine: Machine): string {
  switch (target.kind) {
    case "user":
      return userData(machine);
    case "sys-prefix":
      return join(pythonPrefix(machine), "share", "jupyter");
    case "prefix":
      return join(resolve(target.folder), "share", "jupyter");
  }
}

function userData({ platform, env, home }: Machine): string {
  const own = env["JUPYTER_DATA_DIR"];
  if (own) return own;
  const platformDirs = /^(?!0$|false$|no$|off$).+/i.test(
    env["JUPYTER_PLATFORM_DIRS"] ?? "",
  );
  if (platform === "darwin")
    return platformDirs
      ? join(home, "Library", "Application Support", "Jupyter")
      : join(home, "Library", "Jupyter");
  if (platform === "win32") {
    const folder = platformDirs ? env["LOCALAPPDATA"] : env["APPDATA"];
    return folder
      ? join(folder, "jupyter")
      : join(env["JUPYTER_CONFIG_DIR"] ?? join(home, ".jupyter"), "data");
  }
  const data = env["XDG_DATA_HOME"] ?? "";
  return join(data === "" ? join(home, ".local", "share") : data, "jupyter");
}

/** The prefix of the Python environment that is active, or of the first Python on the PATH. */
function pythonPrefix({ env }: Machine): string {
  const active = env["VIRTUAL_ENV"] ?? env["CONDA_PREFIX"];
  if (active) return active;
  for (const python of ["python3", "python"]) {
    const { status, stdout } = spawnSync(
      python,
      ["-c", "import sys; print(sys.prefix)"],
      { encoding: "utf8" },
    );
    if (status === 0) return stdout.trim();
  }
  throw new Error(
    "install --sys-prefix: no Python found; activate its environment, or use --prefix FOLDER",
  );
}
