// npm leaves out of the lock file what its registry did not answer for at the time, and then `npm ci` refuses it.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { root } from "../../kernel/bootstrap/places.js";

interface Locked {
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

const { packages } = JSON.parse(
  readFileSync(join(root, "package-lock.json"), "utf8"),
) as { readonly packages: Readonly<Record<string, Locked>> };

/** Whether a package installed at `path` would find `name`, as Node looks for it: in every folder above. */
function finds(path: string, name: string): boolean {
  const above = path.slice(0, Math.max(path.lastIndexOf("node_modules/"), 0));
  return (
    `${path}${path === "" ? "" : "/"}node_modules/${name}` in packages ||
    (path !== "" && finds(above.replace(/\/$/, ""), name))
  );
}

it("locks every system's variant of a package", () => {
  const absent = Object.entries(packages).flatMap(
    ([path, { optionalDependencies = {} }]) =>
      Object.keys(optionalDependencies).filter((name) => !finds(path, name)),
  );
  expect(absent).toEqual([]);
});
