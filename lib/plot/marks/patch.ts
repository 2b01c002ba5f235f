// Shapes that are made first and added to axes then.
import { toNumbers, type Values } from "../data.js";
import { readOptions } from "../options.js";
import { Area, areaOptionNames, rectangle, type AreaOptions } from "./area.js";

// A polygon of so many corners is a circle to within a thousandth of its
// radius at any size on paper.
const corners = 180;

function read(operation: string, options: AreaOptions): [AreaOptions, "C0"] {
  const look = readOptions(operation, options, areaOptionNames);
  const { color, edgecolor = color } = look;
  return [edgecolor === undefined ? look : { ...look, edgecolor }, "C0"];
}

/** An ellipse about a point; `angle` turns it, in degrees. */
export function ellipse(
  [x, y]: readonly [number, number],
  width: number,
  height: number,
  options: AreaOptions & { readonly angle?: number } = {},
): Area {
  const { angle = 0, ...look } = options;
  const turn = (angle * Math.PI) / 180;
  const points = Array.from({ length: corners }, (_, i) => {
    const t = (2 * Math.PI * i) / corners;
    return [(Math.cos(t) * width) / 2, (Math.sin(t) * height) / 2] as const;
  });
  const xs = points.map(
    ([u, v]) => x + u * Math.cos(turn) - v * Math.sin(turn),
  );
  const ys = points.map(
    ([u, v]) => y + u * Math.sin(turn) + v * Math.cos(turn),
  );
  return new Area([{ xs, ys }], ...read("ellipse", look));
}

/**
 * A circle; it looks round where the axes' aspect is equal.
 *
 * @example ax.addPatch(plt.circle([0, 0], 1, { facecolor: "none", edgecolor: "r" }))
 */
export function circle(
  centre: readonly [number, number],
  radius: number,
  options: AreaOptions = {},
): Area {
  return ellipse(centre, 2 * radius, 2 * radius, options);
}

/** A rectangle from its lower left corner. */
export function rectanglePatch(
  [x, y]: readonly [number, number],
  width: number,
  height: number,
  options: AreaOptions = {},
): Area {
  const ring = rectangle(x, x + width, y, y + height);
  return new Area([ring], ...read("rectangle", options));
}

/** A polygon through points `[[x, y], …]`. */
export function polygon(
  points: readonly Values[],
  options: AreaOptions = {},
): Area {
  const rows = points.map((point) => toNumbers("polygon", point));
  const wrong = rows.find((row) => row.length !== 2);
  if (wrong !== undefined)
    throw new RangeError(
      `polygon: every point must be [x, y], one has ${String(wrong.length)} numbers`,
    );
  const xs = rows.map(([x = NaN]) => x);
  const ys = rows.map(([, y = NaN]) => y);
  return new Area([{ xs, ys }], ...read("polygon", options));
}
