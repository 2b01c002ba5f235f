// Bars, upright and lying, and histograms.
import type { Color } from "../color.js";
import { toNumbersOfLength } from "../data.js";
import type { Values, ValuesOrNames } from "../data.js";
import { readOptions } from "../options.js";
import { Area, areaOptionNames, rectangle, type AreaOptions } from "./area.js";
import type { Canvas } from "./canvas.js";
import { drawErrors, type Errors } from "./errorbar.js";

/** How bars look; `width` in data units, 0.8 by default. */
export interface BarOptions extends Omit<AreaOptions, "color"> {
  readonly color?: Color | readonly Color[];
  readonly width?: number | Values;
  readonly height?: number | Values;
  readonly bottom?: number | Values;
  readonly left?: number | Values;
  readonly align?: "center" | "edge";
  /** Errors at the ends of the bars, and how they look. */
  readonly yerr?: Errors;
  readonly xerr?: Errors;
  readonly ecolor?: Color;
  readonly capsize?: number;
  /** Names below the bars. */
  readonly tickLabel?: readonly string[];
}

const names = [
  ...areaOptionNames,
  "width",
  "height",
  "bottom",
  "left",
  "align",
  "yerr",
  "xerr",
  "ecolor",
  "capsize",
  "tickLabel",
] as const;

function isColorList(
  color: Color | readonly Color[] | undefined,
): color is readonly Color[] {
  return Array.isArray(color) && typeof color[0] !== "number";
}

interface BarPlan {
  readonly places: Float64Array;
  readonly lengths: Float64Array;
  readonly thickness: Float64Array;
  readonly base: Float64Array;
}

function addBars(
  canvas: Canvas,
  plan: BarPlan,
  options: BarOptions,
  upright: boolean,
): Area[] {
  const { places, lengths, thickness, base } = plan;
  const shift = options.align === "edge" ? 0 : 0.5;
  const { color, yerr, xerr, ...rest } = options;
  const middles = places.map(
    (place, i) => place + (0.5 - shift) * (thickness[i] ?? 0),
  );
  const ends = base.map((start, i) => start + (lengths[i] ?? 0));
  const [xs, ys] = upright ? [middles, ends] : [ends, middles];
  const { ecolor = "k", capsize } = options;
  const look = capsize === undefined ? {} : { capsize };
  drawErrors(canvas, { xs, ys, color: ecolor, options: look }, { xerr, yerr });
  const rings = [...places].map((place, i) => {
    const wide = thickness[i] ?? 0;
    const from = place - shift * wide;
    const start = base[i] ?? 0;
    const end = start + (lengths[i] ?? 0);
    return upright
      ? rectangle(from, from + wide, start, end)
      : rectangle(start, end, from, from + wide);
  });
  const rules = upright ? { stickyY: [...base] } : { stickyX: [...base] };
  if (isColorList(color)) {
    return rings.map((ring, i) => {
      const one = color[i % color.length] ?? "C0";
      const label = i === 0 ? rest : { ...rest, label: "_" };
      return canvas.add(new Area([ring], label, one, rules));
    });
  }
  const one = color ?? options.facecolor ?? canvas.nextAreaColor();
  return [canvas.add(new Area(rings, rest, one, rules))];
}

/** Upright bars of heights at places, which may be names. */
export function bar(
  canvas: Canvas,
  x: ValuesOrNames,
  height: Values | number,
  given: BarOptions = {},
): Area[] {
  const options = readOptions("bar", given, names);
  const places = canvas.convertX("bar", x);
  const sized = (data: unknown) =>
    toNumbersOfLength("bar", data, places.length);
  const plan = {
    places,
    lengths: sized(height),
    thickness: sized(options.width ?? 0.8),
    base: sized(options.bottom ?? 0),
  };
  return addBars(canvas, plan, options, true);
}

/** Lying bars of widths at heights, which may be names. */
export function barh(
  canvas: Canvas,
  y: ValuesOrNames,
  width: Values | number,
  given: BarOptions = {},
): Area[] {
  const options = readOptions("barh", given, names);
  const places = canvas.convertY("barh", y);
  const sized = (data: unknown) =>
    toNumbersOfLength("barh", data, places.length);
  const plan = {
    places,
    lengths: sized(width),
    thickness: sized(options.height ?? 0.8),
    base: sized(options.left ?? 0),
  };
  return addBars(canvas, plan, options, false);
}
