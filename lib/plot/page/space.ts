// Axes in space that can be turned.
import {
  camera,
  type Point3,
  type Projected,
  type ViewAngles,
} from "../solid/camera.js";
import {
  axisOf,
  besideAxis,
  farSides,
  gridOf,
  indices,
  lines,
  paneOf,
  ring,
  slopeOf,
  type AxisIndex,
  type Project,
} from "../solid/edges.js";
import type { LiveSpace } from "../solid/scene.js";
import { pathData } from "../svg.js";
import type { Lively, Near } from "./lively.js";
import type { Point } from "./moving.js";

/** Something drawn, with its points in the unit cube. */
interface Solid {
  readonly element: Element;
  readonly shape: LiveSpace["solids"][number]["shape"];
  readonly points: readonly Point3[];
  places: readonly Projected[];
  depth: number;
}

/** How near the pointer must come to a point, in points of the sheet. */
const reach = 12;

function pointsOf(numbers: readonly number[]): Point3[] {
  return Array.from({ length: numbers.length / 3 }, (_, i): Point3 => [
    numbers[3 * i] ?? NaN,
    numbers[3 * i + 1] ?? NaN,
    numbers[3 * i + 2] ?? NaN,
  ]);
}

/** Axes in space: dragging turns them about their middle, the wheel brings them nearer. */
export class Space implements Lively {
  private angles: ViewAngles;
  private size = 1;
  private readonly first: Project;
  private readonly holder: Element | null;
  private readonly solids: Solid[];

  constructor(
    private readonly group: Element,
    private readonly space: LiveSpace,
  ) {
    this.angles = space.angles;
    this.first = camera(space.angles, space.box);
    this.holder = this.part("solids");
    const elements = [...(this.holder?.children ?? [])];
    this.solids = elements.flatMap((element, i): Solid[] => {
      const solid = space.solids[i];
      if (solid === undefined) return [];
      const points = pointsOf(solid.points);
      const places = points.map(this.first);
      return [{ element, shape: solid.shape, points, places, depth: 0 }];
    });
  }

  private part(name: string): Element | null {
    return this.group.querySelector(`[data-part="${name}"]`);
  }

  holds([x, y]: Point): boolean {
    const { box } = this.space;
    const [right, bottom] = [box.x + box.width, box.y + box.height];
    return x >= box.x && x <= right && y >= box.y && y <= bottom;
  }

  zoom(_: Point, factor: number): void {
    this.size = Math.min(10, Math.max(0.1, this.size * factor));
    this.draw();
  }

  /** Half a turn for the width of the axes, as in mplot3d. */
  drag(dx: number, dy: number): void {
    const { box } = this.space;
    const { elev, azim, roll } = this.angles;
    const turn = -(roll * Math.PI) / 180;
    const across = dx * Math.cos(turn) - dy * Math.sin(turn);
    const down = dx * Math.sin(turn) + dy * Math.cos(turn);
    this.angles = {
      elev: elev + (180 * down) / box.height,
      azim: azim - (180 * across) / box.width,
      roll,
    };
    this.draw();
  }

  reset(): void {
    this.angles = this.space.angles;
    this.size = 1;
    this.draw();
  }

  nearest([x, y]: Point): Near | undefined {
    let best: Near | undefined;
    let least = reach;
    // What is in front was drawn last; of equally near points it is the one that is seen.
    for (const { points, places } of this.solids)
      for (const [i, place] of places.entries()) {
        const distance = Math.hypot(place.x - x, place.y - y);
        const point = points[i];
        if (!(distance <= least) || point === undefined) continue;
        least = distance;
        best = { at: [place.x, place.y], text: this.read(point) };
      }
    return best;
  }

  private read(point: Point3): string {
    return point
      .map((part, i) => {
        const [low, high] = this.space.limits[i] ?? [0, 1];
        // Three digits of what is in view: finer than the record.
        const digits = 3 - Math.floor(Math.log10(Math.abs(high - low)));
        const value = low + part * (high - low);
        return String(Number(value.toFixed(Math.max(0, digits))));
      })
      .join(", ");
  }

  private draw(): void {
    const { box } = this.space;
    const [width, height] = [box.width * this.size, box.height * this.size];
    const project = camera(this.angles, {
      x: box.x + (box.width - width) / 2,
      y: box.y + (box.height - height) / 2,
      width,
      height,
    });
    this.drawCube(project);
    for (const solid of this.solids) {
      const places = solid.points.map(project);
      solid.places = places;
      const sum = places.reduce((total, place) => total + place.depth, 0);
      solid.depth = sum / places.length;
      this.drawSolid(solid);
    }
    this.solids.sort((a, b) => b.depth - a.depth);
    this.holder?.append(...this.solids.map(({ element }) => element));
  }

  private drawSolid({ element, shape, points, places }: Solid): void {
    const [place] = places;
    const [point] = points;
    if (shape !== "mark") {
      const xs = places.map(({ x }) => x);
      const ys = places.map(({ y }) => y);
      element.setAttribute("d", pathData(xs, ys, shape === "ring"));
    } else if (place !== undefined && point !== undefined) {
      const from = this.first(point);
      element.setAttribute("transform", moved(from, place));
    }
  }

  private drawCube(project: Project): void {
    const far = farSides(project);
    const { axes } = this.space;
    const panes = [...(this.part("panes")?.children ?? [])];
    for (const [i, pane] of panes.entries())
      pane.setAttribute("d", ring(project, paneOf(indices[i] ?? 0, far)));
    const ticksOf = (axis: AxisIndex) => axes[axis]?.at ?? [];
    const grid = indices.flatMap((axis) => gridOf(axis, ticksOf(axis), far));
    const own = this.part("grid")?.firstElementChild;
    own?.setAttribute("d", lines(project, grid));
    for (const axis of indices) {
      const segments = axisOf(axis, ticksOf(axis), far);
      const line = this.part(`axis ${String(axis)}`)?.firstElementChild;
      line?.setAttribute("d", lines(project, segments));
      this.drawWords(axis, project, far);
    }
  }

  private drawWords(axis: AxisIndex, project: Project, far: Point3): void {
    const {
      at = [],
      reach = 0,
      labelReach = 0,
      along,
    } = this.space.axes[axis] ?? {};
    const before = farSides(this.first);
    const name = String(axis);
    const move = (
      element: Element | null,
      place: number,
      out: number,
      turn = 0,
    ) => {
      if (element === null) return;
      const from = this.first(besideAxis(axis, place, out, before));
      const to = project(besideAxis(axis, place, out, far));
      const turned = `rotate(${String(-turn)} ${String(from.x)} ${String(from.y)})`;
      element.setAttribute("transform", `${moved(from, to)} ${turned}`);
    };
    for (const [i, place] of at.entries())
      move(this.part(`tick ${name} ${String(i)}`), place, reach);
    const turn =
      along === true
        ? slopeOf(axis, project, far) - slopeOf(axis, this.first, before)
        : 0;
    move(this.part(`label ${name}`), 0.5, labelReach, turn);
  }
}

function moved(from: Projected, to: Projected): string {
  return `translate(${String(to.x - from.x)} ${String(to.y - from.y)})`;
}
