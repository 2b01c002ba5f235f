// `npm run bench`: runs the benchmarks test/bench/*.js, all or those named, one after another; each prints rows.
// What they compare with is installed under build/bench/ when they ask for it, never as a dependency.
import { readdirSync } from "node:fs";
import { cpus } from "node:os";
import { basename, join } from "node:path";
import { pathToFileURL } from "node:url";
import { root } from "./places.js";
import { setUp } from "./setup.js";

export default async function bench(names) {
  setUp();
  const folder = join(root, "test", "bench");
  const all = readdirSync(folder)
    .filter((name) => name.endsWith(".js"))
    .map((name) => basename(name, ".js"))
    .sort();
  const unknown = names.find((name) => !all.includes(name));
  if (unknown) throw new Error(`bench: no ${unknown} among ${all.join(", ")}`);
  console.log(
    `Node ${process.version}, ${cpus().length} cores, ${cpus()[0]?.model ?? "?"}`,
  );
  for (const name of names.length > 0 ? names : all) {
    const file = pathToFileURL(join(folder, `${name}.js`));
    await (await import(file.href)).default();
  }
}
