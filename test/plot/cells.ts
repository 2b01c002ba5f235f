// The figures of the gallery's notebook, drawn without a kernel; those of calculus are left out.
import { readFileSync } from "node:fs";
import vm from "node:vm";
import { transformSync } from "esbuild";
import * as nabla from "../../lib/index.js";
import type { Figure } from "../../lib/plot/index.js";

interface Cell {
  readonly id: string;
  readonly cell_type: string;
  readonly source: readonly string[];
  readonly metadata: { readonly tags?: readonly string[] };
}

const notebook = JSON.parse(
  readFileSync(
    new URL("../../notebooks/03-gallery.ipynb", import.meta.url),
    "utf8",
  ),
) as { readonly cells: readonly Cell[] };

// matplotlib has no derivatives; those cells are the kernel's to run.
const cells = notebook.cells.filter(
  ({ cell_type: kind, metadata }) =>
    kind === "code" && metadata.tags?.includes("calculus") !== true,
);

/** The names of the figures: those of all cells but the one that only holds data. */
export const cellNames = cells
  .filter(({ id }) => id !== "data")
  .map(({ id }) => id);

/** Draws every figure; a figure has the name of its cell. */
export function galleryFigures(): Map<string, Figure> {
  Object.assign(globalThis, nabla);
  const drawn = new Map<string, Figure>();
  for (const { id, source } of cells) {
    const shown: Figure[] = [];
    nabla.setFigureSink((figure) => shown.push(figure));
    // Scripts share their top-level names as cells do.
    vm.runInThisContext(transformSync(source.join(""), { loader: "ts" }).code);
    const [figure] = [...shown, ...nabla.takeUnshownFigures()];
    if (figure !== undefined) drawn.set(id, figure);
  }
  return drawn;
}
