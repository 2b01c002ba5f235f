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
    private readonly bounds = limitsOf(points),
  ) {
    // Legend and markers are those of a flat line.
    this.flat = new Line(new Float64Array(1), new Float64Array(1), options);
    this.paint = toPaint(options.color, options.alpha);
  }

  limits(): Limits3 {
    return this.bounds;
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
        const ends = this.points.slice(i, i + 2);
        if (Number.isFinite(depth))
          out.push({ depth, svg, shape: "line", at: ends });
      }
      const box = {
        x: place.x - 5,
        y: place.y - 5,
        width: 10,
        height: 10,
      };
      const shown = this.flat.legendMarkers(box);
      const at = this.points.slice(i, i + 1);
      for (const svg of shown)
        out.push({ depth: place.depth, svg, shape: "mark", at });
    });
    return out;
  }

  legend(): readonly LegendEntry[] {
    return this.flat.legend();
  }
}

// What the farthest points keep of their opacity.
const palest = 0.3;

/** Points in space, each with its face and size. */
export class Points3D implements Artist3D, Mappable {
  constructor(
    private readonly points: readonly Point3[],
    private readonly look: (index: number) => MarkerLook,
    private readonly sizeOf: (index: number) => number,
    readonly colors: ColorScale,
    private readonly options: {
      readonly label: string | undefined;
      readonly depthshade: boolean;
    },
  ) {}

  limits(): Limits3 {
    return limitsOf(this.points);
  }

  private mark(x: number, y: number, index: number, part = 1): Svg[] {
    const size = () => this.sizeOf(index);
    const { face, edge, ...look } = this.look(index);
    const paler = (paint: Paint) => ({ ...paint, alpha: part * paint.alpha });
    const shaded = { ...look, face: paler(face), edge: paler(edge) };
    return drawMarkers(shaded, [x], [y], size);
  }

  primitives(view: View3D): Primitive[] {
    const places = this.points.map((point) => view.project(point));
    const [near, far] = range(places.map(({ depth }) => depth)) ?? [0, 0];
    const shaded = this.options.depthshade && far > near;
    return places.flatMap(({ x, y, depth }, i) => {
      const part = shaded
        ? 1 - ((1 - palest) * (depth - near)) / (far - near)
        : 1;
      const at = this.points.slice(i, i + 1);
      return this.mark(x, y, i, part).map((svg): Primitive => ({
        depth,
        svg,
        shape: "mark",
        at,
      }));
    });
  }

  legend(): readonly LegendEntry[] {
    const { label } = this.options;
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
