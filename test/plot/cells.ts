// The figures of the gallery's notebook, drawn without a kernel.
import { readFileSync } from "node:fs";
import vm from "node:vm";
import { transformSync } from "esbuild";
import * as nabla from "../../lib/index.js";
import type { Figure } from "../../lib/plot/index.js";

interface Cell {
  readonly id: string;
  readonly cell_type: string;
  readonly source: readonly string[];
}

const { cells } = JSON.parse(
  readFileSync(
    new URL("../../notebooks/03-gallery.ipynb", import.meta.url),
    "utf8",
  ),
) as { readonly cells: readonly Cell[] };

/** The names of the figures: those of all cells but the one that only holds data. */
export const cellNames = cells
  .filter(({ id, cell_type: kind }) => kind === "code" && id !== "data")
  .map(({ id }) => id);

/** Draws every figure; a figure has the name of its cell. */
export function galleryFigures(): Map<string, Figure> {
  Object.assign(globalThis, nabla);
  const drawn = new Map<string, Figure>();
  for (const { id, cell_type: kind, source } of cells) {
    if (kind !== "code") continue;
    const shown: Figure[] = [];
    nabla.setFigureSink((figure) => shown.push(figure));
    // Scripts share their top-level names as cells do.
    vm.runInThisContext(transformSync(source.join(""), { loader: "ts" }).code);
    const [figure] = [...shown, ...nabla.takeUnshownFigures()];
    if (figure !== undefined) drawn.set(id, figure);
  }
  return drawn;
}
