// SVG to PNG by resvg, a native module that is loaded when first needed.
import { createRequire } from "node:module";
import { fontFiles } from "./assets.js";

type ResvgModule = typeof import("@resvg/resvg-js");

let resvg: ResvgModule | undefined;

/**
 * Draws SVG text as a PNG image.
 *
 * @param svg a whole document
 * @param zoom pixels a unit of the drawing
 */
export function toPng(svg: string, zoom: number): Uint8Array {
  resvg ??= createRequire(import.meta.url)("@resvg/resvg-js") as ResvgModule;
  const files = fontFiles();
  const image = new resvg.Resvg(svg, {
    // resvg reads "pt" as CSS does, 4/3 pixels each.
    fitTo: { mode: "zoom", value: zoom * 0.75 },
    font: {
      fontFiles: files,
      loadSystemFonts: files.length === 0,
      defaultFontFamily: "DejaVu Sans",
      sansSerifFamily: "DejaVu Sans",
    },
  });
  return image.render().asPng();
}
