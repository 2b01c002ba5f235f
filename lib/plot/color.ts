// Colours as people write them (matplotlib's notations) made "#rrggbb" + alpha.
import { cssColors } from "./colornames.js";
import { rcParams, tableau } from "./rcparams.js";

/**
 * A colour: a CSS or `tab:` name, a letter (`"r"`), a place in the cycle
 * (`"C0"`), a grey (`"0.5"`), hex (`"#rrggbb"`, `"#rgb"`, `"#rrggbbaa"`),
 * `"none"`, or red, green, blue and perhaps alpha between 0 and 1.
 */
export type Color =
  | string
  | readonly [number, number, number]
  | readonly [number, number, number, number];

/** A colour ready for SVG. `hex` is `"none"` where nothing is to be drawn. */
export interface Paint {
  readonly hex: string;
  readonly alpha: number;
}

const tableauNames = [
  "blue",
  "orange",
  "green",
  "red",
  "purple",
  "brown",
  "pink",
  "gray",
  "olive",
  "cyan",
];

const letters: Readonly<Record<string, string>> = {
  b: "#0000ff",
  g: "#008000",
  r: "#ff0000",
  c: "#00bfbf",
  m: "#bf00bf",
  y: "#bfbf00",
  k: "#000000",
  w: "#ffffff",
};

/** The colour at a place of the cycle in force. */
export function cycleColor(
  index: number,
  cycle = rcParams["axes.prop_cycle"],
): string {
  return cycle[index % cycle.length] ?? "#000000";
}

function byte(fraction: number): string {
  const clamped = Math.min(1, Math.max(0, fraction));
  return Math.round(clamped * 255)
    .toString(16)
    .padStart(2, "0");
}

/** Red, green and blue between 0 and 1 as `#rrggbb`. */
export function rgbToHex(r: number, g: number, b: number): string {
  return `#${byte(r)}${byte(g)}${byte(b)}`;
}

/** The red, green and blue of `#rrggbb`, each between 0 and 1. */
export function hexToRgb(hex: string): [number, number, number] {
  const value = Number.parseInt(hex.slice(1, 7), 16);
  return [(value >> 16) / 255, ((value >> 8) & 255) / 255, (value & 255) / 255];
}

function namedColor(name: string): string | undefined {
  const tab = /^tab:(\w+)$/.exec(name)?.[1]?.replace("grey", "gray");
  if (tab !== undefined) return tableau[tableauNames.indexOf(tab)];
  const place = /^C(\d+)$/.exec(name)?.[1];
  if (place !== undefined) return hexOf(cycleColor(Number(place)));
  if (/^(0?\.\d+|0|1|1\.0+|0\.)$/.test(name)) {
    const grey = Number(name);
    return rgbToHex(grey, grey, grey);
  }
  return letters[name] ?? cssColors[name.toLowerCase()];
}

// A cycle may hold names; one that names a place of itself has no colour.
function hexOf(name: string): string {
  return name.startsWith("C") ? "#000000" : toPaint(name).hex;
}

function hexColor(text: string): Paint | undefined {
  if (/^#[0-9a-f]{3,4}$/i.test(text)) {
    const doubled = text.replace(/[0-9a-f]/gi, (digit) => digit + digit);
    return hexColor(doubled);
  }
  if (/^#[0-9a-f]{6}$/i.test(text))
    return { hex: text.toLowerCase(), alpha: 1 };
  if (/^#[0-9a-f]{8}$/i.test(text)) {
    const alpha = Number.parseInt(text.slice(7), 16) / 255;
    return { hex: text.slice(0, 7).toLowerCase(), alpha };
  }
  return undefined;
}

/** Whether a text names a colour. */
export function isColor(text: string): boolean {
  return (
    text.toLowerCase() === "none" ||
    hexColor(text) !== undefined ||
    namedColor(text) !== undefined
  );
}

/**
 * Reads a colour.
 *
 * @throws RangeError when nothing is known under that name.
 * @example toPaint("tab:red") // { hex: "#d62728", alpha: 1 }
 */
export function toPaint(color: Color, alpha?: number): Paint {
  if (typeof color !== "string") {
    const [r, g, b, a = 1] = color;
    return { hex: rgbToHex(r, g, b), alpha: alpha ?? a };
  }
  if (color.toLowerCase() === "none") return { hex: "none", alpha: 1 };
  const named = namedColor(color);
  const paint =
    hexColor(color) ?? (named === undefined ? named : { hex: named, alpha: 1 });
  if (paint === undefined) {
    throw new RangeError(
      `color: \`${color}\` is not a colour; give a name such as "red", a hex value "#1f77b4" or [r, g, b]`,
    );
  }
  return alpha === undefined ? paint : { hex: paint.hex, alpha };
}

// Black and white are the ink and the paper: the classes let the dark scheme
// swap them. Where classes are dropped, the attribute alone is complete.
function schemeClass(hex: string, role: "fill" | "stroke"): string | undefined {
  if (hex === "#000000")
    return role === "fill" ? "plot-ink-fill" : "plot-ink-line";
  return undefined;
}

/** SVG attributes for an outline. */
export function strokeOf(paint: Paint): Record<string, string | number> {
  if (paint.hex === "none") return { stroke: "none" };
  return {
    ...classes(schemeClass(paint.hex, "stroke")),
    stroke: paint.hex,
    ...(paint.alpha < 1 ? { "stroke-opacity": paint.alpha } : {}),
  };
}

/**
 * SVG attributes for an area.
 *
 * @param follows whether black turns light on dark pages
 */
export function fillOf(
  paint: Paint,
  follows = true,
): Record<string, string | number> {
  if (paint.hex === "none") return { fill: "none" };
  return {
    ...(follows ? classes(schemeClass(paint.hex, "fill")) : {}),
    fill: paint.hex,
    ...(paint.alpha < 1 ? { "fill-opacity": paint.alpha } : {}),
  };
}

function classes(name: string | undefined): { class?: string } {
  return name === undefined ? {} : { class: name };
}

/** SVG attributes for an area with an outline. */
export function paintOf(
  fill: Paint,
  stroke: Paint,
): Record<string, string | number> {
  const inside = fillOf(fill);
  const outside = strokeOf(stroke);
  const both = [inside["class"], outside["class"]].filter(
    (name) => name !== undefined,
  );
  return {
    ...inside,
    ...outside,
    ...(both.length > 0 ? { class: both.join(" ") } : {}),
  };
}
