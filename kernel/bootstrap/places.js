// Where things are in the checkout, and the environment in which Jupyter runs there.
import { delimiter, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

export const root = join(dirname(fileURLToPath(import.meta.url)), "..", "..");
export const venv = join(root, ".venv");
export const venvPrograms = programsOf(venv);
export const venvPython = pythonOf(venv);

/** The folder of a virtual environment's programs. */
export function programsOf(environment) {
  return join(environment, process.platform === "win32" ? "Scripts" : "bin");
}

/** A virtual environment's interpreter. */
export function pythonOf(environment) {
  return join(
    programsOf(environment),
    process.platform === "win32" ? "python.exe" : "python",
  );
}

/**
 * This process's environment with every Jupyter folder moved under `folder` and `programs` first on PATH,
 * so that nothing of the person's own Jupyter is read or written.
 */
export function jupyterEnvironment(
  folder = join(venv, "jupyter"),
  programs = venvPrograms,
) {
  const kept = Object.entries(process.env).filter(
    ([name]) => !/^(JUPYTER|PYTHONHOME$|PYTHONPATH$)/.test(name),
  );
  return {
    ...Object.fromEntries(kept),
    PATH: programs + delimiter + (process.env.PATH ?? ""),
    JUPYTER_CONFIG_DIR: join(folder, "config"),
    JUPYTER_DATA_DIR: join(folder, "data"),
    JUPYTER_RUNTIME_DIR: join(folder, "runtime"),
    JUPYTERLAB_SETTINGS_DIR: join(folder, "settings"),
    JUPYTERLAB_WORKSPACES_DIR: join(folder, "workspaces"),
    IPYTHONDIR: join(folder, "ipython"),
  };
}
