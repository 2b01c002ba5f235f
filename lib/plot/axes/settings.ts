// What users set on axes: limits, scales, ticks, words for `axis`.
import type { Color } from "../color.js";
import { areDates, elements, isNames, toNumbers } from "../data.js";
import { readOptions, unknown } from "../options.js";
import { categories, date, scales, type ScaleName } from "../scales.js";
import type { Axis, TickStyle } from "./axis.js";
import type { Span } from "./span.js";

export const gridOptionNames = [
  "which",
  "axis",
  "color",
  "linestyle",
  "linewidth",
  "alpha",
  "zorder",
] as const;

/** Options of `tickParams`; lengths and sizes in points. */
export interface TickParams extends Partial<Omit<TickStyle, "color">> {
  readonly axis?: "x" | "y" | "both";
  /** Minor ticks keep their proportion to the major ones. */
  readonly which?: "major" | "both";
  readonly color?: Color;
  readonly colors?: Color;
  readonly labelrotation?: number;
  readonly left?: boolean;
  readonly bottom?: boolean;
  readonly labelleft?: boolean;
  readonly labelbottom?: boolean;
}

const tickParamNames = [
  "which",
  "axis",
  "color",
  "colors",
  "labelrotation",
  "left",
  "bottom",
  "labelleft",
  "labelbottom",
  "length",
  "width",
  "pad",
  "labelsize",
  "rotation",
  "labelcolor",
  "direction",
  "ticks",
  "labels",
  "ha",
] as const;

/** What `set` sets. */
export interface AxesSettings {
  readonly title?: string;
  readonly xlabel?: string;
  readonly ylabel?: string;
  readonly xlim?: Limits;
  readonly ylim?: Limits;
  readonly xscale?: ScaleName;
  readonly yscale?: ScaleName;
  readonly aspect?: "equal" | "auto" | number;
}

export const axesSettingNames = [
  "title",
  "xlabel",
  "ylabel",
  "xlim",
  "ylim",
  "xscale",
  "yscale",
  "aspect",
] as const satisfies readonly (keyof AxesSettings)[];

/** How labels of chosen ticks look. */
export interface TickLabelStyle {
  readonly rotation?: number;
  readonly fontsize?: number;
  readonly color?: Color;
  readonly ha?: "left" | "center" | "right";
}

/** A pair of limits; `null` leaves one to the data. */
export type Limits = readonly [low: number | null, high: number | null];

type AxisWord =
  "on" | "off" | "equal" | "scaled" | "image" | "square" | "tight" | "auto";

/** What `axis` takes. */
export type AxisSetting =
  AxisWord | boolean | readonly [number, number, number, number];

/** What the words for `axis` act on. */
interface Shaped {
  readonly xaxis: Axis;
  readonly yaxis: Axis;
  setAxisOn(on: boolean): void;
  setAspect(aspect: "equal" | "auto", adjustable?: "box" | "datalim"): void;
}

/** Does what a word such as `"equal"` or `"off"` says. */
export function applyAxisWord(axes: Shaped, word: AxisWord): void {
  const tight = () => {
    axes.xaxis.span.margin = 0;
    axes.yaxis.span.margin = 0;
  };
  const actions: Record<AxisWord, () => void> = {
    on: () => {
      axes.setAxisOn(true);
    },
    off: () => {
      axes.setAxisOn(false);
    },
    equal: () => {
      axes.setAspect("equal", "datalim");
    },
    scaled: () => {
      axes.setAspect("equal", "box");
    },
    image: () => {
      tight();
      axes.setAspect("equal", "box");
    },
    square: () => {
      axes.setAspect("equal", "datalim");
    },
    tight,
    auto: () => {
      axes.setAspect("auto");
    },
  };
  if (!Object.hasOwn(actions, word))
    throw unknown("axis", "setting", word, Object.keys(actions));
  actions[word]();
}

/** Changes how ticks of either or both directions look. */
export function applyTickParams(
  x: TickStyle,
  y: TickStyle,
  params: TickParams,
): void {
  const read = readOptions("tickParams", params, tickParamNames);
  const { axis = "both", color, colors, ...rest } = read;
  const { labelrotation, left, bottom, labelleft, labelbottom, ...style } =
    rest;
  const shared: Partial<TickStyle> = { ...style };
  if (labelrotation !== undefined) shared.rotation = labelrotation;
  if (colors !== undefined) shared.labelcolor = colors;
  const tickColor = color ?? colors;
  if (tickColor !== undefined) shared.color = tickColor;
  if (axis !== "y") Object.assign(x, shared);
  if (axis !== "x") Object.assign(y, shared);
  if (bottom !== undefined) x.ticks = bottom;
  if (left !== undefined) y.ticks = left;
  if (labelbottom !== undefined) x.labels = labelbottom;
  if (labelleft !== undefined) y.labels = labelleft;
}

export function convert(
  operation: string,
  data: unknown,
  axis: Axis,
): Float64Array {
  const names = typeof data === "string" ? [data] : data;
  if (!isNames(names)) {
    if (areDates(data)) axis.span.scale = date;
    return toNumbers(operation, data);
  }
  const known = [...axis.names];
  const places = (elements(names) ?? []).map((name) => {
    const text = String(name);
    if (!known.includes(text)) known.push(text);
    return known.indexOf(text);
  });
  axis.names = known;
  axis.span.scale = categories(known);
  return Float64Array.from(places);
}

export function setLimits(
  span: Span,
  low: number | Limits | null,
  high: number | null,
): void {
  const [a, b] = typeof low === "object" && low !== null ? low : [low, high];
  if (a !== null && b !== null && a > b) {
    [span.low, span.high, span.inverted] = [b, a, true];
    return;
  }
  if (a !== null) span.low = a;
  if (b !== null) span.high = b;
  if (a !== null && b !== null) span.inverted = false;
}

export function setScale(axis: Axis, operation: string, name: ScaleName): void {
  if (!Object.hasOwn(scales, name))
    throw unknown(operation, "scale", name, Object.keys(scales));
  axis.span.scale = scales[name];
}

export function chooseTicks(
  axis: Axis,
  operation: string,
  ticks: unknown,
  labels: readonly string[] | undefined,
  style: TickLabelStyle,
): void {
  const read = readOptions(operation, style, [
    "rotation",
    "fontsize",
    "color",
    "ha",
  ]);
  const places = [...toNumbers(operation, ticks)];
  if (labels !== undefined && labels.length !== places.length)
    throw new RangeError(
      `${operation}: ${String(places.length)} ticks need as many labels, got ${String(labels.length)}`,
    );
  axis.chosen = { ticks: places, ...(labels === undefined ? {} : { labels }) };
  if (read.rotation !== undefined) axis.style.rotation = read.rotation;
  if (read.fontsize !== undefined) axis.style.labelsize = read.fontsize;
  if (read.color !== undefined) axis.style.labelcolor = read.color;
  if (read.ha !== undefined) axis.style.ha = read.ha;
}
