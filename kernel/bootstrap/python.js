// The virtual environment in .venv/: JupyterLab and its companions in pinned versions.
import { createHash } from "node:crypto";
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { capture, Complaint, speaksOfNetwork, tail } from "./command.js";
import { pythonOf, root, venv } from "./places.js";

const probe =
  "import sys, importlib.util as u; print(*sys.version_info[:2], *[m for m in ('venv', 'ensurepip') if not u.find_spec(m)])";

/** The name of a Python that is new enough and can make virtual environments. Throws a Complaint where none is. */
export function findPython() {
  const names =
    process.platform === "win32"
      ? ["python", "python3", "py"]
      : [
          "python3",
          "python3.14",
          "python3.13",
          "python3.12",
          "python3.11",
          "python",
        ];
  const found = names
    .map((name) => ({ name, ...capture(name, ["-c", probe]) }))
    .filter(({ status }) => status === 0);
  const pythons = found.map(({ name, output }) => {
    const [major, minor, ...lacks] = output.trim().split(" ");
    return {
      name,
      version: `${major}.${minor}`,
      enough: Number(major) > 3 || (major === "3" && Number(minor) >= 11),
      lacks,
    };
  });
  const best = pythons.find(
    ({ enough, lacks }) => enough && lacks.length === 0,
  );
  if (best) return best.name;
  const lacking = pythons.find(({ enough }) => enough);
  if (lacking) {
    throw new Complaint(
      `Python ${lacking.version} lacks ${lacking.lacks.join(" and ")}, which virtual environments need: install it (on Debian and Ubuntu: apt install python3-venv) and run the command again.`,
    );
  }
  const old = pythons[0];
  throw new Complaint(
    `Nabla needs Python 3.11 or newer for JupyterLab, and ${old ? `this is Python ${old.version}` : "none was found"}: install one from https://www.python.org or your system's packages and run the command again.`,
  );
}

/**
 * A virtual environment in `folder` with the packages of `requirements` (paths of requirements files), made or
 * brought up to date where the files have changed since.
 */
export function ensureEnvironment(requirements, folder = venv) {
  const python = pythonOf(folder);
  const record = join(folder, "installed.sha256");
  const wanted = requirements.map((file) =>
    createHash("sha256").update(readFileSync(file)).digest("hex"),
  );
  // An environment whose Python has gone (upgraded, moved) cannot be mended, only made again.
  const alive = existsSync(python) && capture(python, ["-c", ""]).status === 0;
  const installed =
    alive && existsSync(record) ? readFileSync(record, "utf8").split("\n") : [];
  if (wanted.every((digest) => installed.includes(digest))) return;
  console.log(`Installing Jupyter into ${basename(folder)} …`);
  if (!alive) create(folder);
  install(python, requirements);
  // JupyterLab runs a CommonJS script from its folder, and ours above it says that scripts are modules.
  writeFileSync(join(folder, "package.json"), `{ "type": "commonjs" }\n`);
  writeFileSync(record, [...new Set([...installed, ...wanted])].join("\n"));
}

function create(folder) {
  const base = findPython();
  rmSync(folder, { recursive: true, force: true });
  const { status, output } = capture(base, ["-m", "venv", folder]);
  if (status !== 0) {
    throw new Complaint(
      `The virtual environment could not be made:\n${tail(output)}`,
    );
  }
}

function install(python, requirements) {
  const { status, output } = capture(
    python,
    [
      ...["-m", "pip", "install", "--disable-pip-version-check", "--quiet"],
      ...requirements.flatMap((file) => ["--requirement", file]),
    ],
    // Paths in them are the checkout's.
    { cwd: root },
  );
  if (status === 0) return;
  throw new Complaint(
    speaksOfNetwork(output)
      ? "The Python packages could not be fetched: connect this machine to the network (or set pip's index or proxy) and run the command again."
      : `pip install failed:\n${tail(output)}`,
  );
}
