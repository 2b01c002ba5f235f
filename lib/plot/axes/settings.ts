// What users set on axes: limits, scales, ticks, words for `axis`.
import type { Color } from "../color.js";
import {
  areDates,
  elements,
  isNames,
  toNumbers,
  type Values,
} from "../data.js";
import { readOptions, unknown } from "../options.js";
import {
  categories,
  date,
  scales,
  symlogScale,
  type ScaleName,
  type SymlogOptions,
} from "../scales.js";
import type { Axis } from "./axis.js";
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

/** What `set` sets. */
export interface AxesSettings {
  readonly title?: string;
  readonly xlabel?: string;
  readonly ylabel?: string;
  readonly xlim?: Limits;
  readonly ylim?: Limits;
  readonly xscale?: ScaleName;
  readonly yscale?: ScaleName;
  readonly xticks?: Values;
  readonly yticks?: Values;
  readonly facecolor?: Color;
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
  "xticks",
  "yticks",
  "facecolor",
  "aspect",
] as const satisfies readonly (keyof AxesSettings)[];

/** Carries settings out, each by the method of its name: `xlabel` by `setXlabel`. */
export function applySettings(axes: object, settings: object): void {
  for (const [name, value] of Object.entries(settings)) {
    const setter = `set${name.charAt(0).toUpperCase()}${name.slice(1)}`;
    const method = Reflect.get(axes, setter) as (value: unknown) => void;
    method.call(axes, value);
  }
}

/** What `setXticks` and its kin take. */
export type TickArguments = readonly [
  ticks: unknown,
  labels?: readonly string[],
  style?: TickLabelStyle,
];

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

export function setScale(
  axis: Axis,
  operation: string,
  name: ScaleName,
  options: SymlogOptions,
): void {
  if (!Object.hasOwn(scales, name))
    throw unknown(operation, "scale", name, Object.keys(scales));
  const known = name === "symlog" ? ["linthresh", "linscale"] : [];
  const read = readOptions(operation, options, known);
  axis.span.scale = name === "symlog" ? symlogScale(read) : scales[name];
}

export function chooseTicks(
  axis: Axis,
  operation: string,
  ticks: unknown,
  labels?: readonly string[],
  style: TickLabelStyle = {},
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
