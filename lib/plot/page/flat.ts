// Flat axes that can be moved and zoomed.
import type { LiveAxes, LiveAxis } from "../interactive/record.js";
import { categories, scales, type Scale, type Ticks } from "../scales.js";
import { tickSpace } from "../ticks.js";
import { make } from "./element.js";
import type { Lively, Near } from "./lively.js";
import { readMoving, type Moving, type Point, type Shift } from "./moving.js";

function scaleOf(axis: LiveAxis): Scale {
  return axis.names.length > 0 ? categories(axis.names) : scales[axis.scale];
}

/** Flat axes in the page: dragging pans, the wheel zooms. */
export class Flat implements Lively {
  private shift: Shift = { sx: 1, tx: 0, sy: 1, ty: 0 };
  private readonly moving: readonly Moving[];
  private readonly ticks: SVGElement;
  private readonly grid: SVGElement;

  constructor(
    private readonly group: Element,
    private readonly axes: LiveAxes,
  ) {
    this.moving = readMoving(group);
    for (const old of group.querySelectorAll("[data-tick]")) old.remove();
    this.ticks = make("g", {});
    group.append(this.ticks);
    // The grid lies below the data.
    this.grid = make("g", {});
    group.insertBefore(this.grid, group.querySelector("svg"));
    this.draw();
  }

  holds([x, y]: Point): boolean {
    const { box } = this.axes;
    return (
      x >= box.x &&
      x <= box.x + box.width &&
      y >= box.y &&
      y <= box.y + box.height
    );
  }

  zoom([x, y]: Point, factor: number): void {
    const { sx, tx, sy, ty } = this.shift;
    this.set({
      sx: sx * factor,
      tx: x + (tx - x) * factor,
      sy: sy * factor,
      ty: y + (ty - y) * factor,
    });
  }

  drag(dx: number, dy: number): void {
    this.set({ ...this.shift, tx: this.shift.tx + dx, ty: this.shift.ty + dy });
  }

  reset(): void {
    this.set({ sx: 1, tx: 0, sy: 1, ty: 0 });
  }

  private set(shift: Shift): void {
    this.shift = shift;
    for (const one of this.moving) one.move(shift);
    this.draw();
  }

  /** The point of the data nearest to a place, if one is near. */
  nearest([x, y]: Point): Near | undefined {
    let best: Near | undefined;
    let least = 12;
    const { sx, tx, sy, ty } = this.shift;
    for (const one of this.moving) {
      for (const [px, py] of one.points) {
        const at: Point = [sx * px + tx, sy * py + ty];
        const distance = Math.hypot(at[0] - x, at[1] - y);
        if (distance >= least || !this.holds(at)) continue;
        least = distance;
        best = { at, text: this.read([px, py]) };
      }
    }
    return best;
  }

  private read([px, py]: Point): string {
    const { box, x, y } = this.axes;
    const u = valueAt(x, (px - box.x) / box.width);
    const v = valueAt(y, (box.y + box.height - py) / box.height);
    return `${written(x, u)}, ${written(y, v)}`;
  }

  private draw(): void {
    const { box, x, y } = this.axes;
    const { sx, tx, sy, ty } = this.shift;
    this.ticks.replaceChildren();
    this.grid.replaceChildren();
    const left = ((box.x - tx) / sx - box.x) / box.width;
    const right = ((box.x + box.width - tx) / sx - box.x) / box.width;
    const bottom =
      (box.y + box.height - (box.y + box.height - ty) / sy) / box.height;
    const top = (box.y + box.height - (box.y - ty) / sy) / box.height;
    if (x.visible) this.drawAxis(x, true, [left, right]);
    if (y.visible) this.drawAxis(y, false, [bottom, top]);
  }

  private drawAxis(
    axis: LiveAxis,
    horizontal: boolean,
    [from, to]: Point,
  ): void {
    const { box } = this.axes;
    const ends = [valueAt(axis, from), valueAt(axis, to)] as const;
    const scale = scaleOf(axis);
    const length = horizontal ? box.width : box.height;
    const ticks = ticksOf(
      axis,
      scale,
      [Math.min(...ends), Math.max(...ends)],
      length,
      horizontal,
    );
    const start = scale.forward(ends[0]);
    const width = scale.forward(ends[1]) - start;
    const along = (tick: number) => (scale.forward(tick) - start) / width;
    for (const [i, tick] of ticks.major.entries()) {
      const part = along(tick);
      if (part < -1e-6 || part > 1 + 1e-6) continue;
      const p = horizontal
        ? box.x + part * box.width
        : box.y + box.height - part * box.height;
      this.drawTick(axis, horizontal, p, ticks.labels[i] ?? "");
    }
  }

  private drawTick(
    axis: LiveAxis,
    horizontal: boolean,
    p: number,
    label: string,
  ): void {
    const { box } = this.axes;
    const far = axis.side === "top" || axis.side === "left" ? -1 : 1;
    const edges = {
      bottom: box.y + box.height,
      top: box.y,
      left: box.x,
      right: box.x + box.width,
    };
    const fixed = edges[axis.side];
    if (axis.grid !== "") this.drawGridLine(axis.grid, horizontal, p);
    const d = horizontal
      ? `M${p} ${fixed}v${far * axis.length}`
      : `M${fixed} ${p}h${far * axis.length}`;
    this.ticks.append(
      make("path", {
        d,
        stroke: axis.color,
        "stroke-width": axis.width,
        fill: "none",
        class: axis.color === "#000000" ? "plot-ink-line" : "",
      }),
    );
    if (axis.labels)
      this.drawLabel(axis, horizontal, p, fixed + far * axis.gap, label);
  }

  private drawGridLine(color: string, horizontal: boolean, p: number): void {
    const { box } = this.axes;
    const d = horizontal
      ? `M${String(p)} ${String(box.y)}v${String(box.height)}`
      : `M${String(box.x)} ${String(p)}h${String(box.width)}`;
    const look = { stroke: color, "stroke-width": 0.8, fill: "none" };
    this.grid.append(make("path", { d, ...look, class: "plot-grid" }));
  }

  private drawLabel(
    axis: LiveAxis,
    horizontal: boolean,
    p: number,
    out: number,
    label: string,
  ): void {
    const far = axis.side === "top" || axis.side === "left" ? -1 : 1;
    const place = horizontal
      ? {
          x: p,
          y: far < 0 ? out : out + 0.93 * axis.size,
          "text-anchor": "middle",
        }
      : {
          x: out,
          y: p + 0.36 * axis.size,
          "text-anchor": far < 0 ? "end" : "start",
        };
    const text = make("text", {
      ...place,
      "font-family": "DejaVu Sans, Verdana, sans-serif",
      "font-size": axis.size,
      fill: axis.labelcolor,
      class: axis.labelcolor === "#000000" ? "plot-ink-fill" : "",
    });
    text.textContent = label;
    this.ticks.append(text);
  }
}

function ticksOf(
  axis: LiveAxis,
  scale: Scale,
  [low, high]: Point,
  length: number,
  horizontal: boolean,
): Pick<Ticks, "major" | "labels"> {
  const { chosen } = axis;
  if (chosen === undefined)
    return scale.ticks(low, high, tickSpace(length, axis.size, horizontal));
  return {
    major: chosen.ticks,
    labels: chosen.labels ?? scale.labels(chosen.ticks, [low, high]).labels,
  };
}

function valueAt(axis: LiveAxis, part: number): number {
  const scale = scaleOf(axis);
  const start = scale.forward(axis.limits[0]);
  const end = scale.forward(axis.limits[1]);
  return scale.inverse(start + part * (end - start));
}

function written(axis: LiveAxis, value: number): string {
  if (axis.names.length > 0) return axis.names[Math.round(value)] ?? "";
  if (axis.scale === "date")
    return new Date(value).toISOString().slice(0, 16).replace("T", " ");
  return String(Number(value.toPrecision(4)));
}
