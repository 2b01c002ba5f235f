// `npm run bench`: runs the benchmarks test/bench/*.js, all or those named, one after another; each prints rows. A row
// of the comparison of kernels (test/bench/kernels/rows/) can be named, too, and is then measured alone.
// What they compare with is installed under build/bench/ when they ask for it, never as a dependency.
import { readdirSync } from "node:fs";
import { cpus } from "node:os";
import { basename, join } from "node:path";
import { pathToFileURL } from "node:url";
import { root } from "./places.js";
import { setUp } from "./setup.js";

export default async function bench(names) {
  setUp();
  const all = readdirSync(join(root, "test", "bench"))
    .filter((name) => name.endsWith(".js"))
    .map((name) => basename(name, ".js"))
    .sort();
  const { default: compare, rowNames } = await load("kernels");
  const known = [...all, ...rowNames];
  const unknown = names.find((name) => !known.includes(name));
  if (unknown)
    throw new Error(`bench: no ${unknown} among ${known.join(", ")}`);
  console.log(
    `Node ${process.version}, ${cpus().length} cores, ${cpus()[0]?.model ?? "?"}`,
  );
  const rows = rowNames.filter((name) => names.includes(name));
  if (rows.length > 0) await compare(rows);
  for (const name of all) {
    if (names.length > 0 && !names.includes(name)) continue;
    await (await load(name)).default();
  }
}

/** The module of a benchmark. */
function load(name) {
  return import(pathToFileURL(join(root, "test", "bench", `${name}.js`)).href);
}
