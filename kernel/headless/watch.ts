/** `nabla run --watch`: again whenever a notebook, or a file beside it, has changed. */
import { existsSync, watch } from "node:fs";
import { dirname, extname, resolve } from "node:path";
import { sourcesOf } from "./outcome.js";

/** How long to wait for more changes, in milliseconds: editors write in several steps. */
const patience = 200;
/** What cells import or read. */
const wanted = new Set([".ts", ".mts", ".js", ".mjs", ".json", ".csv"]);

/** Calls `run` with all the notebooks, and then with those that have changed, one call after the other, for ever. */
export async function watchNotebooks(
  notebooks: readonly string[],
  run: (notebooks: readonly string[]) => Promise<unknown>,
): Promise<never> {
  const seen = new Map<string, string>();
  const changed = new Set<string>(notebooks);
  let wake: (() => void) | undefined;
  const folderOf = (file: string): string => dirname(resolve(file));
  for (const folder of new Set(notebooks.map(folderOf))) {
    const inside = notebooks.filter((file) => folderOf(file) === folder);
    watch(folder, (_, name) => {
      if (name === null) return;
      const file = resolve(folder, name);
      const same = inside.filter((notebook) => resolve(notebook) === file);
      const touched = wanted.has(extname(name)) ? inside : same;
      for (const notebook of touched) {
        // The run itself writes outputs into the notebook.
        if (same.includes(notebook) && seen.get(notebook) === read(notebook))
          continue;
        changed.add(notebook);
      }
      if (changed.size > 0) wake?.();
    });
  }
  for (;;) {
    const now = [...changed];
    changed.clear();
    for (const notebook of now) seen.set(notebook, read(notebook) ?? "");
    if (now.length > 0) await run(now);
    if (changed.size === 0)
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    wake = undefined;
    await new Promise((resolve) => setTimeout(resolve, patience));
  }
}

/** The sources of a notebook; undefined while it is being written. */
function read(notebook: string): string | undefined {
  try {
    return existsSync(notebook) ? sourcesOf(notebook) : undefined;
  } catch {
    return undefined;
  }
}
