// The kernels that are measured side by side: this one, Deno's, tslab and ipykernel, the others installed on demand.
import { existsSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { npm } from "../../../kernel/bootstrap/packages.js";
import { root, venvPython } from "../../../kernel/bootstrap/places.js";

const folder = join(root, "build", "bench", "peers");
const versions = { deno: "2.9.6", tslab: "1.0.22" };

/**
 * The kernels that could be installed: `name`, `id`, the `language` of its cells, the `modules` that
 * its notebook's folder shall have, `command(connectionFile)` and how its
 * kernelspec has it interrupted (`message` or `signal`).
 */
export function kernels() {
  installPeers();
  const modules = join(folder, "node_modules");
  const all = [
    {
      ...{ name: "nabla (checks)", id: "nabla" },
      ...{ language: "typescript", interrupt: "message" },
      program: process.execPath,
      command: (file) => [
        process.execPath,
        join(root, "dist", "kernel", "main.js"),
        file,
      ],
    },
    denoKernel(modules),
    {
      ...{ name: `tslab ${versions.tslab} (checks)`, id: "tslab" },
      ...{ language: "typescript", interrupt: "signal" },
      // It finds Node's types where the notebook lies.
      modules,
      program: join(modules, "tslab", "bin", "tslab"),
      command: (file) => [
        process.execPath,
        join(modules, "tslab", "bin", "tslab"),
        ...["kernel", "--config-path", file],
      ],
    },
    {
      ...{ name: "ipykernel (Python)", id: "ipykernel" },
      ...{ language: "python", interrupt: "signal" },
      program: venvPython,
      command: (file) => [venvPython, "-m", "ipykernel_launcher", "-f", file],
    },
  ];
  return all.filter(({ name, program }) => {
    const there = existsSync(program);
    if (!there) console.log(`${name} is left out: not installed`);
    return there;
  });
}

/** Deno's own program, without the Node script in front of it that npm's package starts it through. */
function denoKernel(modules) {
  const platforms = join(modules, "@deno");
  const platform = existsSync(platforms) ? readdirSync(platforms)[0] : "none";
  const program = join(
    platforms,
    platform ?? "none",
    process.platform === "win32" ? "deno.exe" : "deno",
  );
  return {
    ...{ name: `deno ${versions.deno} (never checks)`, id: "deno" },
    // Its kernelspec asks for the signal, which ends it; the message is the best it has.
    ...{ language: "typescript", interrupt: "message" },
    program,
    command: (file) => [program, "jupyter", "--kernel", "--conn", file],
  };
}

function installPeers() {
  mkdirSync(folder, { recursive: true });
  const manifest = join(folder, "package.json");
  if (existsSync(manifest)) return;
  console.log("Installing deno and tslab under build/bench/ …");
  writeFileSync(manifest, JSON.stringify({ private: true }));
  const wanted = Object.entries(versions).map((pair) => pair.join("@"));
  const { status, output } = npm(
    ["install", "--no-audit", "--no-fund", ...wanted],
    folder,
  );
  if (status !== 0) console.log(output);
}
