// matplotlib's colour maps.
import {
  interpolateCividis,
  interpolateInferno,
  interpolateMagma,
  interpolatePlasma,
  interpolateTurbo,
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
import { cycle, hexToRgb, rgbToHex } from "./color.js";
import { unknown } from "./options.js";

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
// (2009): the smooth cool-to-warm map at 9 of its published control points.
const coolwarm = between([
  "#3b4cc0",
  "#5977e3",
  "#7b9ff9",
  "#9ebeff",
  "#c0d4f5",
  "#dddcdc",
  "#f2cbb7",
  "#f7ac8e",
  "#ee8468",
  "#d65244",
  "#b40426",
]);

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
  cividis: rgbText(interpolateCividis),
  turbo: rgbText(interpolateTurbo),
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
    [0, 0, 0, 0.5],
    [0.11, 0, 0, 1],
    [0.125, 0, 0, 1],
    [0.375, 0, 1, 1],
    [0.625, 1, 1, 0],
    [0.875, 1, 0, 0],
    [0.89, 1, 0, 0],
    [1, 0.5, 0, 0],
  ]),
  bone: between3([
    [0, 0, 0, 0],
    [0.365079, 0.319444, 0.319444, 0.444444],
    [0.746032, 0.652778, 0.777778, 0.777778],
    [1, 1, 1, 1],
  ]),
  tab10: listed(cycle),
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
