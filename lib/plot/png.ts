// SVG to PNG by resvg, a native module that is loaded when first needed.
import { createRequire } from "node:module";
import { fontFiles } from "./assets.js";

type ResvgModule = typeof import("@resvg/resvg-js");
type Options = NonNullable<ConstructorParameters<ResvgModule["Resvg"]>[1]>;

let resvg: ResvgModule | undefined;

function load(): ResvgModule {
  resvg ??= createRequire(import.meta.url)("@resvg/resvg-js") as ResvgModule;
  return resvg;
}

function optionsFor(zoom: number): Options {
  const files = fontFiles();
  return {
    // resvg reads "pt" as CSS does, 4/3 pixels each.
    fitTo: { mode: "zoom", value: zoom * 0.75 },
    font: {
      fontFiles: files,
      loadSystemFonts: files.length === 0,
      defaultFontFamily: "DejaVu Sans",
      sansSerifFamily: "DejaVu Sans",
    },
  };
}

/**
 * Draws SVG text as a PNG image.
 *
 * @param svg a whole document
 * @param zoom pixels a unit of the drawing
 */
export function toPng(svg: string, zoom: number): Uint8Array {
  const { Resvg } = load();
  return new Resvg(svg, optionsFor(zoom)).render().asPng();
}

/** As {@link toPng}, drawn by a thread of Node's pool while the caller's goes on. */
export async function toPngAside(
  svg: string,
  zoom: number,
): Promise<Uint8Array> {
  const image = await load().renderAsync(svg, optionsFor(zoom));
  return image.asPng();
}

/**
 * A PNG that is not drawn yet: whoever shows it may have it drawn beside the thread that made it. Written as JSON it is
 * drawn at once and becomes base64, as MIME bundles carry images.
 */
export class PngToCome {
  constructor(
    readonly svg: string,
    /** Pixels a unit of the drawing. */
    readonly zoom: number,
  ) {}

  toJSON(): string {
    return Buffer.from(toPng(this.svg, this.zoom)).toString("base64");
  }
}
