// A figure as HTML that can be moved, zoomed and read: an image of it, and a script that brings it to life.
import { readFileSync } from "node:fs";
import { assetPath } from "../assets.js";
import { escapeText } from "../svg.js";
import type { Live } from "./record.js";

let client: string | undefined;

function readClient(): string {
  if (client !== undefined) return client;
  const path = assetPath("dist/lib/interactive.js", "build/interactive.js");
  if (path === undefined)
    throw new Error(
      "interactive: the page's script is missing; run `npm run build`",
    );
  client = readFileSync(path, "utf8");
  return client;
}

/**
 * One piece of HTML that needs nothing else. Where its script is refused, the image stays.
 *
 * @param axes what the script must know of each axes, in the order of their groups in the SVG; undefined for axes that
 *   stay as they are
 */
export function toHtml(
  svg: string,
  axes: readonly (Live | undefined)[],
  description: string,
): string {
  const data = Buffer.from(svg).toString("base64");
  // No text in a script may look like the script's end.
  const records = JSON.stringify(axes).replace(/</g, "\\u003c");
  const script = `(()=>{const holder=document.currentScript.parentElement;${readClient()};globalThis.nablaFigure(holder,${records})})()`;
  return `<div><img src="data:image/svg+xml;base64,${data}" alt="${escapeText(description)}"><script>${script}</script></div>`;
}
