// The package as a stranger gets it: `npm pack`, installed in an empty folder with an empty home, beside a
// Jupyter that knows nothing of this checkout.
import { spawnSync } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { homedir, tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import {
  programsOf,
  pythonOf,
  root,
  venvPython,
} from "../../kernel/bootstrap/places.js";
import { outputsOf, readNotebook } from "../jupyter/notebook.js";

const scratch = mkdtempSync(join(tmpdir(), "nabla-package-"));
const home = join(scratch, "home");
const project = join(scratch, "project");
const jupyter = join(scratch, "jupyter");
const python = pythonOf(jupyter);

/** A home with nothing in it, no Jupyter variable, the second Jupyter on PATH; npm keeps its registry and cache. */
const environment: NodeJS.ProcessEnv = {
  ...Object.fromEntries(
    Object.entries(process.env).filter(
      ([name]) =>
        !/^(JUPYTER|XDG_|VIRTUAL_ENV|npm_(?!config_(registry|cafile|.*proxy)$))/.test(
          name,
        ),
    ),
  ),
  HOME: home,
  USERPROFILE: home,
  APPDATA: join(home, "AppData", "Roaming"),
  PATH: programsOf(jupyter) + delimiter + (process.env["PATH"] ?? ""),
  npm_config_userconfig:
    process.env["npm_config_userconfig"] ?? join(homedir(), ".npmrc"),
  npm_config_cache: process.env["npm_config_cache"] ?? join(homedir(), ".npm"),
};

function run(program: string, args: readonly string[], cwd = project): string {
  const { status, stdout, stderr } = spawnSync(program, args, {
    cwd,
    env: environment,
    encoding: "utf8",
    // A kernel that does not start must fail its test, not stop the run.
    timeout: 240_000,
    shell: process.platform === "win32",
  });
  if (status !== 0) {
    throw new Error(`${program} ${args.join(" ")}:\n${stdout}${stderr}`);
  }
  return stdout;
}

beforeAll(() => {
  mkdirSync(home);
  mkdirSync(project);
  run(venvPython, ["-m", "venv", jupyter], scratch);
  run(python, [
    ...["-m", "pip", "install", "--quiet", "--disable-pip-version-check"],
    ...["--constraint", join(root, "kernel", "bootstrap", "requirements.txt")],
    ...["jupyter_client", "nbconvert"],
  ]);
  const packed = run(
    "npm",
    ["pack", "--silent", "--pack-destination", scratch],
    root,
  );
  const tarball = packed.trim().split("\n").at(-1) ?? "";
  run("npm", ["install", "--no-audit", "--no-fund", join(scratch, tarball)]);
});

afterAll(() => {
  rmSync(scratch, { recursive: true, force: true });
});

function kernels(): Record<string, { readonly resource_dir: string }> {
  const list = run(python, [
    "-m",
    "jupyter_client.kernelspecapp",
    "list",
    "--json",
  ]);
  return (
    JSON.parse(list) as {
      kernelspecs: Record<string, { readonly resource_dir: string }>;
    }
  ).kernelspecs;
}

it("holds no sources and no tests", () => {
  const installed = join(project, "node_modules", "nabla");
  expect(existsSync(join(installed, "dist", "lib", "index.js"))).toBe(true);
  for (const folder of [
    "lib",
    "test",
    "notebooks",
    "dist/test",
    "dist/cache",
  ]) {
    expect(existsSync(join(installed, folder))).toBe(false);
  }
});

it("is a library for any program", () => {
  writeFileSync(
    join(project, "program.mjs"),
    `import { tensor } from "nabla"; console.log(tensor([1, 2]).add(1).toArray());`,
  );
  expect(run(process.execPath, ["program.mjs"]).trim()).toBe("[ 2, 3 ]");
});

it("is found and run by that Jupyter after `nabla install --user`", () => {
  expect(kernels()).not.toHaveProperty("nabla");
  run("npx", ["nabla", "install", "--user"]);
  expect(kernels()["nabla"]?.resource_dir).toContain(home);
  const cell = (source: string) => ({
    cell_type: "code",
    id: "only",
    metadata: {},
    execution_count: null,
    outputs: [],
    source,
  });
  writeFileSync(
    join(project, "first.ipynb"),
    JSON.stringify({
      nbformat: 4,
      nbformat_minor: 5,
      metadata: { kernelspec: { name: "nabla", display_name: "nabla" } },
      cells: [cell("const x: number = 20;\ntensor([x, 1]).sum().item() * 2")],
    }),
  );
  run(python, [
    ...["-m", "nbconvert", "--to", "notebook", "--execute"],
    ...["--output", "done.ipynb", "first.ipynb"],
  ]);
  expect(outputsOf(readNotebook(join(project, "done.ipynb")))).toEqual([
    expect.objectContaining({
      output_type: "execute_result",
      data: expect.objectContaining({ "text/plain": ["42"] }) as unknown,
    }),
  ]);
});

it("is gone after `nabla uninstall`", () => {
  run("npx", ["nabla", "uninstall"]);
  expect(kernels()).not.toHaveProperty("nabla");
});
