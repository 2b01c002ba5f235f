// Bands between curves, polygons, and spans across the axes.
import { elements, scalar, toNumbers, toNumbersOfLength } from "../data.js";
import type { Values, ValuesOrNames } from "../data.js";
import { readOptions } from "../options.js";
import { Area, areaOptionNames, type AreaOptions, type Ring } from "./area.js";
import type { Canvas } from "./canvas.js";

/** How a band looks and where it is. */
export interface FillOptions extends AreaOptions {
  /** Only where this holds. */
  readonly where?: ArrayLike<boolean> | { toArray(): unknown };
  /** Corners instead of slopes. */
  readonly step?: "pre" | "mid" | "post";
}

const names = [...areaOptionNames, "where", "step"] as const;

/** A curve's height: numbers, one number, or a function of x. */
export type Height = Values | number | ((x: number) => number);

function heights(
  operation: string,
  data: Height,
  xs: Float64Array,
): Float64Array {
  if (typeof data === "function")
    return Float64Array.from(xs, (x) => scalar(data(x)));
  return toNumbersOfLength(operation, data, xs.length);
}

// Runs of neighbours that are all finite and wanted; one point is no band.
function runs(
  count: number,
  wanted: (index: number) => boolean,
): [number, number][] {
  const out: [number, number][] = [];
  let start = -1;
  for (let i = 0; i <= count; i++) {
    const inside = i < count && wanted(i);
    if (inside && start < 0) start = i;
    if (!inside && start >= 0) {
      if (i - start > 1) out.push([start, i]);
      start = -1;
    }
  }
  return out;
}

function ringsBetween(
  along: Float64Array,
  low: Float64Array,
  high: Float64Array,
  where: readonly unknown[] | undefined,
): Ring[] {
  const wanted = (i: number) =>
    Number.isFinite(along[i]) &&
    Number.isFinite(low[i]) &&
    Number.isFinite(high[i]) &&
    (where === undefined || Boolean(where[i]));
  return runs(along.length, wanted).map(([from, to]) => {
    const there = along.slice(from, to);
    return {
      xs: [...there, ...there.slice().reverse()],
      ys: [...high.slice(from, to), ...low.slice(from, to).reverse()],
    };
  });
}

// A step doubles each point so that the slopes between are upright.
function doubled(
  along: Float64Array,
  values: Float64Array,
  step: "pre" | "mid" | "post",
): { along: Float64Array; values: Float64Array } {
  const xs: number[] = [];
  const ys: number[] = [];
  along.forEach((x, i) => {
    const y = values[i] ?? NaN;
    const before = along[i - 1] ?? x;
    const after = along[i + 1] ?? x;
    const [left, right] =
      step === "pre"
        ? [before, x]
        : step === "post"
          ? [x, after]
          : [(before + x) / 2, (x + after) / 2];
    xs.push(left, right);
    ys.push(y, y);
  });
  return { along: Float64Array.from(xs), values: Float64Array.from(ys) };
}

/** Fills between two curves over x. */
export function fillBetween(
  canvas: Canvas,
  x: ValuesOrNames,
  y1: Height,
  y2: Height = 0,
  given: FillOptions = {},
): Area {
  const options = readOptions("fillBetween", given, names);
  const xs = canvas.convertX("fillBetween", x);
  let along = xs;
  let high = heights("fillBetween", y1, xs);
  let low = heights("fillBetween", y2, xs);
  if (options.step !== undefined) {
    const upper = doubled(xs, high, options.step);
    low = doubled(xs, low, options.step).values;
    [along, high] = [upper.along, upper.values];
  }
  const where = elements(options.where);
  const rings = ringsBetween(along, low, high, where);
  const color = options.color ?? canvas.nextAreaColor();
  return canvas.add(new Area(rings, options, color));
}

/** Fills between two curves over y. */
export function fillBetweenX(
  canvas: Canvas,
  y: ValuesOrNames,
  x1: Height,
  x2: Height = 0,
  given: FillOptions = {},
): Area {
  const options = readOptions("fillBetweenx", given, names);
  const ys = canvas.convertY("fillBetweenx", y);
  const rings = ringsBetween(
    ys,
    heights("fillBetweenx", x2, ys),
    heights("fillBetweenx", x1, ys),
    elements(options.where),
  ).map((ring) => ({ xs: ring.ys, ys: ring.xs }));
  const color = options.color ?? canvas.nextAreaColor();
  return canvas.add(new Area(rings, options, color));
}

/** Fills a polygon. */
export function fill(
  canvas: Canvas,
  x: Values,
  y: Values,
  given: AreaOptions = {},
): Area {
  const options = readOptions("fill", given, areaOptionNames);
  const xs = canvas.convertX("fill", x);
  const ys = toNumbersOfLength("fill", toNumbers("fill", y), xs.length);
  const color = options.color ?? canvas.nextAreaColor();
  return canvas.add(new Area([{ xs, ys }], options, color));
}

/** The second height may be left out before the options. */
export function heightOrOptions(
  second: Height | FillOptions | undefined,
  options: FillOptions,
): [Height, FillOptions] {
  if (second === undefined) return [0, options];
  const isHeight =
    typeof second !== "object" ||
    "length" in second ||
    Symbol.iterator in second ||
    "toArray" in second;
  return isHeight ? [second as Height, options] : [0, second];
}
