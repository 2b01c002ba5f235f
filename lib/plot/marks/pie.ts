// Parts of a whole as sectors of a disc.
import type { Color } from "../color.js";
import { toNumbers, type Values } from "../data.js";
import { formatNumber, type NumberFormat } from "../numberformat.js";
import { readOptions } from "../options.js";
import { rcParams } from "../rcparams.js";
import { Area, type AreaOptions, type Ring } from "./area.js";
import type { Canvas } from "./canvas.js";
import { text } from "./text.js";

/** How the sectors of a pie look and what is written at them. */
export interface PieOptions {
  readonly labels?: readonly string[];
  readonly colors?: readonly Color[];
  /** How parts are written, in percent: `"%.0f%%"`, or a function. */
  readonly autopct?: NumberFormat;
  /** Degrees from the x axis where the first sector begins. */
  readonly startangle?: number;
  readonly counterclock?: boolean;
  /** How far each sector is moved out, in radii. */
  readonly explode?: Values;
  readonly radius?: number;
  /** Where the percentages and the labels stand, in radii. */
  readonly pctdistance?: number;
  readonly labeldistance?: number;
  /** `width` makes rings, in radii. */
  readonly wedgeprops?: AreaOptions & { readonly width?: number };
  readonly textprops?: {
    readonly fontsize?: number;
    readonly color?: Color;
    readonly weight?: "normal" | "bold";
  };
}

const names = [
  "labels",
  "colors",
  "autopct",
  "startangle",
  "counterclock",
  "explode",
  "radius",
  "pctdistance",
  "labeldistance",
  "wedgeprops",
  "textprops",
] as const;

// Degrees between corners of a sector's arc.
const fineness = 1;

function arc(from: number, to: number, radius: number): [number, number][] {
  const count = Math.max(2, Math.ceil(Math.abs(to - from) / fineness) + 1);
  return Array.from({ length: count }, (_, i) => {
    const degrees = from + ((to - from) * i) / (count - 1);
    const angle = (degrees * Math.PI) / 180;
    return [radius * Math.cos(angle), radius * Math.sin(angle)];
  });
}

function sector(
  from: number,
  to: number,
  radius: number,
  width: number | undefined,
  [cx, cy]: readonly [number, number],
): Ring {
  const inner: [number, number][] =
    width === undefined ? [[0, 0]] : arc(to, from, radius - width);
  const points = [...arc(from, to, radius), ...inner];
  return { xs: points.map(([x]) => x + cx), ys: points.map(([, y]) => y + cy) };
}

/** Adds the sectors of a pie and what is written at them. */
export function pie(
  canvas: Canvas,
  data: Values,
  given: PieOptions = {},
): Area[] {
  const options = readOptions("pie", given, names);
  const values = toNumbers("pie", data);
  if (values.some((value) => !(value >= 0)))
    throw new RangeError("pie: parts must not be negative or undefined");
  const total = values.reduce((sum, value) => sum + value, 0);
  const { radius = 1, startangle = 0, counterclock = true } = options;
  const { width, ...look } = options.wedgeprops ?? {};
  const moved =
    options.explode === undefined ? [] : toNumbers("pie", options.explode);
  const cycle = options.colors ?? rcParams["axes.prop_cycle"];
  let start = startangle;
  return [...values].map((value, i) => {
    const part = total === 0 ? 0 : value / total;
    const end = start + (counterclock ? 360 : -360) * part;
    const angle = ((start + end) * Math.PI) / 360;
    const out = radius * (moved[i] ?? 0);
    const centre = [out * Math.cos(angle), out * Math.sin(angle)] as const;
    const ring = sector(start, end, radius, width, centre);
    start = end;
    writeAt(canvas, options, { i, part, angle, centre, radius });
    const color = cycle[i % cycle.length] ?? "C0";
    const label = options.labels?.[i];
    const named = label === undefined ? look : { ...look, label };
    return canvas.add(new Area([ring], named, color));
  });
}

interface Sector {
  readonly i: number;
  readonly part: number;
  readonly angle: number;
  readonly centre: readonly [number, number];
  readonly radius: number;
}

function writeAt(canvas: Canvas, options: PieOptions, sector: Sector): void {
  const { i, part, angle, centre, radius } = sector;
  const at = (distance: number): [number, number] => [
    centre[0] + distance * radius * Math.cos(angle),
    centre[1] + distance * radius * Math.sin(angle),
  ];
  const look = { va: "center", ...options.textprops } as const;
  const label = options.labels?.[i];
  if (label !== undefined && label !== "") {
    const [x, y] = at(options.labeldistance ?? 1.1);
    text(canvas, x, y, label, { ...look, ha: x > 0 ? "left" : "right" });
  }
  if (options.autopct === undefined) return;
  const [x, y] = at(options.pctdistance ?? 0.6);
  const written = formatNumber(options.autopct, 100 * part);
  text(canvas, x, y, written, { ...look, ha: "center" });
}
