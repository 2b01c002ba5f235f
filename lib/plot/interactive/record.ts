// What a page must know of axes to draw their ticks anew.
import type { Axis, Side } from "../axes/axis.js";
import { Axes3D } from "../axes/axes3d.js";
import type { AxesBase } from "../axes/base.js";
import { Frame } from "../axes/frame.js";
import { toPaint } from "../color.js";
import type { ScaleName } from "../scales.js";
import type { LiveSpace } from "../solid/scene.js";
import type { Box } from "../text/label.js";

/** One direction of axes; lengths in points. */
export interface LiveAxis {
  readonly scale: ScaleName;
  readonly names: readonly string[];
  readonly limits: readonly [number, number];
  readonly chosen:
    | { readonly ticks: readonly number[]; readonly labels?: readonly string[] }
    | undefined;
  readonly side: Side;
  readonly visible: boolean;
  readonly labels: boolean;
  readonly length: number;
  readonly width: number;
  readonly gap: number;
  readonly size: number;
  readonly color: string;
  readonly labelcolor: string;
  /** The grid's colour; empty where there is none. */
  readonly grid: string;
}

/** Flat axes as they stand in the figure. */
export interface LiveAxes {
  readonly box: Box;
  readonly x: LiveAxis;
  readonly y: LiveAxis;
}

function recordAxis(axis: Axis, limits: readonly [number, number]): LiveAxis {
  const { style, rc } = axis;
  const length = style.ticks && style.direction !== "in" ? style.length : 0;
  const grid = axis.grid?.color ?? rc["grid.color"];
  return {
    scale: axis.span.scale.name,
    names: axis.names,
    limits,
    chosen: axis.chosen,
    side: axis.side,
    visible: axis.visible,
    labels: style.labels,
    length,
    width: style.width,
    gap: length + style.pad,
    size: style.labelsize,
    color: toPaint(style.color).hex,
    labelcolor: toPaint(style.labelcolor).hex,
    grid: axis.grid === undefined ? "" : toPaint(grid).hex,
  };
}

/** What a page must know of axes. */
export type Live = LiveAxes | LiveSpace;

/** The record of axes drawn in a box; undefined for axes that stay as they are. */
export function record(axes: AxesBase, box: Box): Live | undefined {
  if (axes instanceof Axes3D) return axes.record(box);
  return axes instanceof Frame ? recordAxes(axes, box) : undefined;
}

function recordAxes(axes: Frame, box: Box): LiveAxes {
  // An equal aspect widens limits while drawing only: those drawn are asked for through the view.
  return {
    box,
    x: recordAxis(axes.xaxis, axes.drawnLimits.x),
    y: recordAxis(axes.yaxis, axes.drawnLimits.y),
  };
}
