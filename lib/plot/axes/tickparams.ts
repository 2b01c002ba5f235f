// `tickParams`: how ticks and their labels look, on which sides.
import type { Color } from "../color.js";
import { readOptions } from "../options.js";
import type { Axis, Side, TickStyle } from "./axis.js";

/** Options of `tickParams`; lengths and sizes in points. */
export interface TickParams {
  readonly axis?: "x" | "y" | "both";
  readonly which?: "major" | "minor" | "both";
  readonly length?: number;
  readonly width?: number;
  readonly pad?: number;
  readonly direction?: "out" | "in" | "inout";
  readonly color?: Color;
  /** Of ticks and labels. */
  readonly colors?: Color;
  readonly labelsize?: number;
  readonly labelcolor?: Color;
  readonly labelrotation?: number;
  readonly rotation?: number;
  readonly ha?: "left" | "center" | "right";
  readonly left?: boolean;
  readonly right?: boolean;
  readonly top?: boolean;
  readonly bottom?: boolean;
  readonly labelleft?: boolean;
  readonly labelright?: boolean;
  readonly labeltop?: boolean;
  readonly labelbottom?: boolean;
}

const names = [
  "axis",
  "which",
  "length",
  "width",
  "pad",
  "direction",
  "color",
  "colors",
  "labelsize",
  "labelcolor",
  "labelrotation",
  "rotation",
  "ha",
  "left",
  "right",
  "top",
  "bottom",
  "labelleft",
  "labelright",
  "labeltop",
  "labelbottom",
] as const satisfies readonly (keyof TickParams)[];

const sides = ["left", "right", "top", "bottom"] as const;

function sharedStyle(read: TickParams): Partial<TickStyle> {
  const { color = read.colors, labelcolor = read.colors } = read;
  const { rotation = read.labelrotation } = read;
  const { length, width, pad, direction, labelsize, ha } = read;
  const style = {
    ...{ length, width, pad, direction, labelsize, ha },
    ...{ color, labelcolor, rotation },
  };
  return Object.fromEntries(
    Object.entries(style).filter(([, value]) => value !== undefined),
  );
}

function showOnSide(
  axis: Axis,
  style: TickStyle,
  side: Side,
  params: TickParams,
): void {
  const own = side === axis.side;
  const ticks = params[side];
  const labels = params[`label${side}`];
  if (ticks !== undefined) style[own ? "ticks" : "ticksOpposite"] = ticks;
  if (labels !== undefined) style[own ? "labels" : "labelsOpposite"] = labels;
}

/** Changes how ticks of either or both directions look. */
export function applyTickParams(x: Axis, y: Axis, params: TickParams): void {
  const read = readOptions("tickParams", params, names);
  const { axis = "both", which = "major" } = read;
  const shared = sharedStyle(read);
  for (const one of [x, y]) {
    const styles = [
      ...(which === "minor" ? [] : [one.style]),
      ...(which === "major" ? [] : [one.minor]),
    ];
    const meant = axis === "both" || axis === (one === x ? "x" : "y");
    for (const style of styles) {
      if (meant) Object.assign(style, shared);
      for (const side of sides) {
        const horizontal = side === "top" || side === "bottom";
        if (horizontal === one.horizontal) showOnSide(one, style, side, read);
      }
    }
  }
}
