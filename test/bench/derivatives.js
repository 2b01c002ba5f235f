// Gradients of plain functions beside the functions themselves, and beside jax-js and TensorFlow.js where those can do
// the same: compiled as cells are, in one process for each, rounds in turn.
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { npm } from "../../kernel/bootstrap/packages.js";
import { root } from "../../kernel/bootstrap/places.js";

const folder = join(root, "build", "bench", "derivatives");
const versions = { "@jax-js/jax": "0.1.25", "@tensorflow/tfjs": "4.22.0" };

export default function derivatives() {
  installPeers();
  const ours = run([
    ...[
      "--import",
      pathToFileURL(join(root, "dist/kernel/outside/register.js")),
    ],
    join(root, "test", "bench", "derivatives", "race.js"),
  ]);
  const theirs = new Map();
  for (const peer of ["jax", "tfjs"]) {
    const file = join(root, "test", "bench", "derivatives", `${peer}.js`);
    for (const row of run([file, folder])) {
      const known = theirs.get(row.name) ?? [];
      theirs.set(row.name, [...known, { peer, ...row }]);
    }
  }
  for (const row of ours) console.log(line(row, theirs.get(row.name) ?? []));
}

const micro = (time) => `${time.toPrecision(3).padStart(7)} µs`;

function line({ name, f, gradient }, peers) {
  const others = peers.map(
    ({ peer, gradient: time }) =>
      `   ${peer} ${micro(time)} (${Math.round(time / gradient)} times)`,
  );
  return `derivatives  ${name.padEnd(26)} f ${micro(f)}   gradient ${micro(gradient)}   ${(gradient / f).toFixed(2).padStart(5)} f${others.join("")}`;
}

/** The rows that a program prints as JSON. */
function run(args) {
  const { status, stdout, stderr } = spawnSync(process.execPath, args, {
    encoding: "utf8",
  });
  if (status === 0) return JSON.parse(stdout.trim().split("\n").at(-1));
  console.log(`derivatives  ${args.at(-1)} is left out:\n${stderr}`);
  return [];
}

function installPeers() {
  mkdirSync(folder, { recursive: true });
  const manifest = join(folder, "package.json");
  if (existsSync(manifest)) return;
  console.log("Installing jax-js and TensorFlow.js under build/bench/ …");
  writeFileSync(manifest, JSON.stringify({ private: true, type: "module" }));
  const wanted = Object.entries(versions).map((pair) => pair.join("@"));
  const { status, output } = npm(
    ["install", "--no-audit", "--no-fund", ...wanted],
    folder,
  );
  if (status !== 0) console.log(output);
}
