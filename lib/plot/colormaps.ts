// matplotlib's colour maps.
import {
  interpolateInferno,
  interpolateMagma,
  interpolatePlasma,
  interpolateViridis,
  schemeBlues,
  schemeBrBG,
  schemeGreens,
  schemeGreys,
  schemeOranges,
  schemePiYG,
  schemePRGn,
  schemePuOr,
  schemePurples,
  schemeRdBu,
  schemeRdYlBu,
  schemeRdYlGn,
  schemeReds,
  schemeSpectral,
  schemeYlGnBu,
  schemeYlOrBr,
  schemeYlOrRd,
} from "d3-scale-chromatic";
import { hexToRgb, rgbToHex } from "./color.js";
import { unknown } from "./options.js";
import { tableau } from "./rcparams.js";

type Ramp = (place: number) => string;

// Straight lines between colours at equal distances.
function between(colors: readonly string[]): Ramp {
  const stops = colors.map(hexToRgb);
  return between3(stops.map((rgb, i) => [i / (stops.length - 1), ...rgb]));
}

// Straight lines between [place, red, green, blue].
function between3(
  stops: readonly (readonly [number, number, number, number])[],
): Ramp {
  return (place) => {
    const next = stops.findIndex(([at]) => at >= place);
    const b = stops[next < 0 ? stops.length - 1 : next] ?? [0, 0, 0, 0];
    const a = stops[Math.max(0, next - 1)] ?? b;
    const width = b[0] - a[0];
    const t = width === 0 ? 0 : (place - a[0]) / width;
    const mix = (i: 1 | 2 | 3) => a[i] + t * (b[i] - a[i]);
    return rgbToHex(mix(1), mix(2), mix(3));
  };
}

function last(scheme: readonly (readonly string[] | undefined)[]): Ramp {
  return between(scheme.at(-1) ?? []);
}

function rgbText(ramp: (place: number) => string): Ramp {
  return (place) => {
    const text = ramp(place);
    if (text.startsWith("#")) return text;
    const [r = 0, g = 0, b = 0] = (text.match(/\d+/g) ?? []).map(Number);
    return rgbToHex(r / 255, g / 255, b / 255);
  };
}

// Kenneth Moreland, "Diverging color maps for scientific visualization"
// (2009): his smooth cool-to-warm map at 17 equal steps.
const coolwarm = between([
  "#3b4cc0",
  "#4d68d7",
  "#6282ea",
  "#779af7",
  "#8db0fe",
  "#a3c2ff",
  "#b8d0f9",
  "#ccd9ee",
  "#dddddd",
  "#ecd3c5",
  "#f5c4ad",
  "#f7b194",
  "#f49a7b",
  "#ec7f63",
  "#de604d",
  "#cb3e38",
  "#b40426",
]);

// Colours written one after the other without their "#".
function hexes(text: string): string[] {
  return (text.match(/.{6}/g) ?? []).map((digits) => `#${digits}`);
}

// J. R. Nuñez, C. R. Anderton and R. S. Renslow (2018), at equal steps.
const cividis = between(
  hexes(
    "00224e002e6a1a386f32436d434e6c52596d61656f6f70737c7b788b87789b9376aba072bbad6cccba64ddc958efd748fee838",
  ),
);

// A. Mikhailov, "Turbo, an improved rainbow colormap" (2019), at equal steps.
const turbo = between(
  hexes(
    "30123b392a734040a14456c7466be3467ff64293ff37a7fa29bbec1dcdd818dcc31ee8b031f2994cf97e6bfd648aff4da3fd3cb8f735cced34dee037edd03af8c03afdae35fe982cfb8022f56817ec520fe04009d23105c02302ac1701950d017a0403",
  ),
);

function listed(colors: readonly string[]): Ramp {
  return (place) => {
    const index = Math.floor(place * colors.length);
    return colors[Math.min(colors.length - 1, Math.max(0, index))] ?? "#000000";
  };
}

const ramps = {
  viridis: rgbText(interpolateViridis),
  plasma: rgbText(interpolatePlasma),
  inferno: rgbText(interpolateInferno),
  magma: rgbText(interpolateMagma),
  cividis,
  turbo,
  coolwarm,
  RdBu: last(schemeRdBu),
  RdYlBu: last(schemeRdYlBu),
  RdYlGn: last(schemeRdYlGn),
  Spectral: last(schemeSpectral),
  PiYG: last(schemePiYG),
  PRGn: last(schemePRGn),
  BrBG: last(schemeBrBG),
  PuOr: last(schemePuOr),
  Blues: last(schemeBlues),
  Greens: last(schemeGreens),
  Greys: last(schemeGreys),
  Oranges: last(schemeOranges),
  Purples: last(schemePurples),
  Reds: last(schemeReds),
  YlGnBu: last(schemeYlGnBu),
  YlOrBr: last(schemeYlOrBr),
  YlOrRd: last(schemeYlOrRd),
  gray: between(["#000000", "#ffffff"]),
  binary: between(["#ffffff", "#000000"]),
  bwr: between(["#0000ff", "#ffffff", "#ff0000"]),
  autumn: between(["#ff0000", "#ffff00"]),
  winter: between(["#0000ff", "#00ff80"]),
  spring: between(["#ff00ff", "#ffff00"]),
  summer: between(["#008066", "#ffff66"]),
  cool: between(["#00ffff", "#ff00ff"]),
  hot: between3([
    [0, 0.0416, 0, 0],
    [0.365, 1, 0, 0],
    [0.746, 1, 1, 0],
    [1, 1, 1, 1],
  ]),
  jet: between3([
    [0.0, 0.0, 0.0, 0.5],
    [0.11, 0.0, 0.0, 1.0],
    [0.125, 0.0, 0.0, 1.0],
    [0.34, 0.0, 0.86, 1.0],
    [0.35, 0.0, 0.9, 0.967742],
    [0.375, 0.080645, 1.0, 0.887097],
    [0.64, 0.935484, 1.0, 0.032258],
    [0.65, 0.967742, 0.962963, 0.0],
    [0.66, 1.0, 0.925926, 0.0],
    [0.89, 1.0, 0.074074, 0.0],
    [0.91, 0.909091, 0.0, 0.0],
    [1.0, 0.5, 0.0, 0.0],
  ]),
  bone: between3([
    [0, 0, 0, 0],
    [0.365079, 0.319444, 0.319444, 0.444444],
    [0.746032, 0.652778, 0.777778, 0.777778],
    [1, 1, 1, 1],
  ]),
  tab10: listed(tableau),
} as const satisfies Readonly<Record<string, Ramp>>;

type RampName = keyof typeof ramps;

/** The name of a colour map; `_r` at its end turns it round. */
export type ColorMapName = RampName | `${RampName}_r`;

export const colorMapNames = Object.keys(ramps) as readonly RampName[];

// As many as matplotlib's tables have.
const tableSize = 256;
const tables = new Map<string, Ramp>();

function buildTable(name: string): Ramp {
  const reversed = name.endsWith("_r");
  const base = reversed ? name.slice(0, -2) : name;
  const found = colorMapNames.find((known) => known === base);
  if (found === undefined)
    throw unknown("cmap", "colour map", name, colorMapNames);
  const colors = Array.from({ length: tableSize }, (_, i) => {
    const place = i / (tableSize - 1);
    return ramps[found](reversed ? 1 - place : place);
  });
  return (place) => {
    const index = Math.floor(place * tableSize);
    return colors[Math.min(tableSize - 1, Math.max(0, index))] ?? "#000000";
  };
}

/**
 * The colour map of a name, from [0, 1] to `#rrggbb`; places outside take the
 * colour of the end.
 *
 * @throws RangeError for an unknown name.
 * @example colorMap("viridis")(0) // "#440154"
 */
export function colorMap(name: string): Ramp {
  const known = tables.get(name);
  if (known !== undefined) return known;
  const built = buildTable(name);
  tables.set(name, built);
  return built;
}
