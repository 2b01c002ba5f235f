// Lines and points in space.
import type { ColorScale, LegendEntry, Mappable } from "../artist.js";
import { strokeOf, toPaint, type Paint } from "../color.js";
import { range } from "../data.js";
import { lineAttributes } from "../linestyle.js";
import { drawMarkers, type MarkerLook } from "../markers.js";
import { Line, type LineOptions } from "../marks/line.js";
import { el, pathData, type Svg } from "../svg.js";
import type { Artist3D, Limits3, Primitive, View3D } from "./artist3d.js";
import type { Point3 } from "./camera.js";

function limitsOf(points: readonly Point3[]): Limits3 {
  return [0, 1, 2].map((axis) =>
    range(points.map((p) => p[axis] ?? NaN)),
  ) as unknown as Limits3;
}

/** A polyline in space; each of its pieces has its own depth. */
export class Line3D implements Artist3D {
  private readonly flat: Line;
  private readonly paint: Paint;

  constructor(
    private readonly points: readonly Point3[],
    private readonly options: LineOptions & { readonly color: string },
  ) {
    // Legend and markers are those of a flat line.
    this.flat = new Line(new Float64Array(1), new Float64Array(1), options);
    this.paint = toPaint(options.color, options.alpha);
  }

  limits(): Limits3 {
    return limitsOf(this.points);
  }

  primitives(view: View3D): Primitive[] {
    const places = this.points.map((p) => view.project(p));
    const { linestyle = "-", linewidth = 1.5 } = this.options;
    const stroke = lineAttributes(linestyle, linewidth);
    const out: Primitive[] = [];
    places.forEach((place, i) => {
      const next = places[i + 1];
      if (stroke !== undefined && next !== undefined) {
        const d = pathData([place.x, next.x], [place.y, next.y]);
        const look = { fill: "none", ...strokeOf(this.paint), ...stroke };
        const depth = (place.depth + next.depth) / 2;
        // Round ends join the pieces.
        const svg = el("path", { d, ...look, "stroke-linecap": "round" });
        if (Number.isFinite(depth)) out.push({ depth, svg });
      }
      const box = {
        x: place.x - 5,
        y: place.y - 5,
        width: 10,
        height: 10,
      };
      const shown = this.flat.legendMarkers(box);
      for (const svg of shown) out.push({ depth: place.depth, svg });
    });
    return out;
  }

  legend(): readonly LegendEntry[] {
    return this.flat.legend();
  }
}

/** Points in space, each with its face and size. */
export class Points3D implements Artist3D, Mappable {
  constructor(
    private readonly points: readonly Point3[],
    private readonly look: (index: number) => MarkerLook,
    private readonly sizeOf: (index: number) => number,
    readonly colors: ColorScale,
    private readonly label: string | undefined,
  ) {}

  limits(): Limits3 {
    return limitsOf(this.points);
  }

  private mark(x: number, y: number, index: number): Svg[] {
    const size = () => this.sizeOf(index);
    return drawMarkers(this.look(index), [x], [y], size);
  }

  primitives(view: View3D): Primitive[] {
    return this.points.flatMap((point, i) => {
      const { x, y, depth } = view.project(point);
      return this.mark(x, y, i).map((svg) => ({ depth, svg }));
    });
  }

  legend(): readonly LegendEntry[] {
    const { label } = this;
    if (label === undefined) return [];
    return [
      {
        label,
        swatch: (box) =>
          this.mark(box.x + box.width / 2, box.y + box.height / 2, 0),
      },
    ];
  }
}
