// `$…$` in labels: TeX set by MathJax as paths, which need no font.
import { createRequire } from "node:module";
import { assetPath } from "../assets.js";
import { el, type Svg } from "../svg.js";

/** A formula in em: its box about the baseline, and its outlines. */
export interface Formula {
  readonly width: number;
  readonly ascent: number;
  readonly descent: number;
  /** Drawn in 1/1000 em, y downwards, origin at the left of the baseline. */
  readonly outline: readonly Svg[];
}

interface MathJaxBundle {
  tex2svg(tex: string): string;
}

let bundle: MathJaxBundle | undefined;
const formulas = new Map<string, Formula>();

// Computer Modern runs smaller than DejaVu Sans: without this its letters
// would look lost beside the digits of the ticks.
const opticalScale = 1.2;

function loadBundle(): MathJaxBundle {
  const path = assetPath("dist/lib/mathjax.cjs", "build/mathjax.cjs");
  if (path === undefined) {
    throw new Error(
      "mathematics in labels: the MathJax bundle is missing; run `npm run build`, or write the label without $",
    );
  }
  return createRequire(import.meta.url)(path) as MathJaxBundle;
}

const kept = new Set([
  "d",
  "transform",
  "x",
  "y",
  "width",
  "height",
  "viewBox",
]);

// MathJax writes well-formed, attribute-quoted XML without text nodes but for
// \text in unknown characters, so a tag-by-tag reader is enough.
function parseSvg(source: string): Svg {
  const root: Svg & { children: (Svg | string)[] } = {
    ...el("g", {}),
    children: [],
  };
  const open: (Svg & { children: (Svg | string)[] })[] = [root];
  for (const match of source.matchAll(
    /<(\/?)([\w-]+)([^>]*?)(\/?)>|([^<]+)/g,
  )) {
    const [, closing, tag, rest, empty, text] = match;
    const parent = open.at(-1) ?? root;
    if (text !== undefined) {
      parent.children.push(text);
    } else if (closing === "/") {
      open.pop();
    } else if (tag !== undefined) {
      const attributes: Record<string, string> = {};
      for (const [, name = "", value = ""] of (rest ?? "").matchAll(
        /([\w-]+)="([^"]*)"/g,
      )) {
        if (kept.has(name) || (name === "fill" && value !== "currentColor"))
          attributes[name] = value;
      }
      const element = { tag, attributes, children: [] };
      parent.children.push(element);
      if (empty !== "/") open.push(element);
    }
  }
  const [first] = root.children;
  if (first === undefined || typeof first === "string")
    throw new Error("internal: MathJax gave no <svg>");
  return first;
}

/**
 * Sets TeX as outlines.
 *
 * @throws SyntaxError when the TeX is wrong, in MathJax's words.
 */
export function setFormula(tex: string): Formula {
  const known = formulas.get(tex);
  if (known !== undefined) return known;
  bundle ??= loadBundle();
  let source: string;
  try {
    source = bundle.tex2svg(tex);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new SyntaxError(`label: \`$${tex}$\` is not right TeX: ${reason}`, {
      cause: error,
    });
  }
  const svg = parseSvg(source);
  const viewBox = String(svg.attributes["viewBox"]).split(" ").map(Number);
  const [left = 0, top = 0, width = 0, height = 0] = viewBox;
  const unit = opticalScale / 1000;
  const formula: Formula = {
    width: (left + width) * unit,
    ascent: -top * unit,
    descent: (top + height) * unit,
    outline: [
      el(
        "g",
        { transform: `scale(${String(opticalScale)})` },
        ...svg.children.filter((child) => typeof child !== "string"),
      ),
    ],
  };
  formulas.set(tex, formula);
  return formula;
}
