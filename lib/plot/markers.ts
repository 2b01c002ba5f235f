// Marker shapes as path data about the origin, for a marker one point wide.
import { paintOf, type Paint } from "./color.js";
import { el, num, type Svg } from "./svg.js";

type Point = readonly [number, number];

interface Shape {
  /** Corners of a polygon, or strokes of an open figure. */
  readonly polygons?: readonly (readonly Point[])[];
  readonly strokes?: readonly (readonly Point[])[];
  readonly circle?: number;
}

function star(corners: number, inner: number, turn = 0): Point[] {
  return Array.from({ length: 2 * corners }, (_, i) => {
    const angle = turn + (i * Math.PI) / corners - Math.PI / 2;
    const radius = i % 2 === 0 ? 0.5 : 0.5 * inner;
    return [radius * Math.cos(angle), radius * Math.sin(angle)];
  });
}

function regular(corners: number, turn = 0): Point[] {
  return Array.from({ length: corners }, (_, i) => {
    const angle = turn + (2 * i * Math.PI) / corners - Math.PI / 2;
    return [0.5 * Math.cos(angle), 0.5 * Math.sin(angle)];
  });
}

const square: Point[] = [
  [-0.5, -0.5],
  [0.5, -0.5],
  [0.5, 0.5],
  [-0.5, 0.5],
];
const triangle: Point[] = [
  [0, -0.5],
  [0.5, 0.5],
  [-0.5, 0.5],
];

function turned(points: readonly Point[], quarterTurns: number): Point[] {
  return points.map(([x, y]) => {
    let point: Point = [x, y];
    for (let i = 0; i < quarterTurns; i++) point = [-point[1], point[0]];
    return point;
  });
}

const plus: Point[][] = [
  [
    [-0.5, 0],
    [0.5, 0],
  ],
  [
    [0, -0.5],
    [0, 0.5],
  ],
];
const cross: Point[][] = [
  [
    [-0.5, -0.5],
    [0.5, 0.5],
  ],
  [
    [-0.5, 0.5],
    [0.5, -0.5],
  ],
];
const thick = 1 / 6;
const thickPlus: Point[] = [0, 1, 2, 3].flatMap((quarter) =>
  turned(
    [
      [-thick, -thick],
      [-thick, -0.5],
      [thick, -0.5],
    ],
    quarter,
  ),
);

// The inner radius of a five-pointed star whose edges are straight.
const starInner = 0.381966;

const shapes = {
  o: { circle: 0.5 },
  ".": { circle: 0.25 },
  ",": { circle: 0.1 },
  s: { polygons: [square] },
  D: {
    polygons: [
      regular(4).map(([x, y]): Point => [x * Math.SQRT2, y * Math.SQRT2]),
    ],
  },
  d: {
    polygons: [
      regular(4).map(([x, y]): Point => [x * 0.6 * Math.SQRT2, y * Math.SQRT2]),
    ],
  },
  "^": { polygons: [triangle] },
  ">": { polygons: [turned(triangle, 1)] },
  v: { polygons: [turned(triangle, 2)] },
  "<": { polygons: [turned(triangle, 3)] },
  p: { polygons: [regular(5)] },
  h: { polygons: [regular(6)] },
  H: { polygons: [regular(6, Math.PI / 6)] },
  "8": { polygons: [regular(8, Math.PI / 8)] },
  "*": { polygons: [star(5, starInner)] },
  P: { polygons: [thickPlus] },
  X: {
    polygons: [
      thickPlus.map(([x, y]): Point => [
        (x - y) * Math.SQRT1_2,
        (x + y) * Math.SQRT1_2,
      ]),
    ],
  },
  "+": { strokes: plus },
  x: { strokes: cross },
  "|": { strokes: plus.slice(1) },
  _: { strokes: plus.slice(0, 1) },
} as const satisfies Readonly<Record<string, Shape>>;

export type MarkerName = keyof typeof shapes;

export const markerNames = Object.keys(shapes) as readonly MarkerName[];

/** Whether a marker is only strokes, so that its face colour is not seen. */
export function isOpenMarker(name: MarkerName): boolean {
  return "strokes" in shapes[name];
}

/** Whether a marker of size 1 about (0, 0) covers a point. */
export function markerContains(
  name: MarkerName,
  x: number,
  y: number,
): boolean {
  const shape: Shape = shapes[name];
  if (shape.circle !== undefined && Math.hypot(x, y) <= shape.circle)
    return true;
  // A ray to the right leaves a polygon an odd number of times from inside.
  return (shape.polygons ?? []).some((points) => {
    let inside = false;
    points.forEach(([ax, ay], i) => {
      const [bx, by] = points[(i + 1) % points.length] ?? [ax, ay];
      if (ay > y === by > y) return;
      if (x < ax + ((y - ay) / (by - ay)) * (bx - ax)) inside = !inside;
    });
    return inside;
  });
}

function polygonData(
  points: readonly Point[],
  x: number,
  y: number,
  s: number,
) {
  const at = ([px, py]: Point) => `${num(x + px * s)} ${num(y + py * s)}`;
  return `M${points.map(at).join("L")}`;
}

/** Path data of one marker of a size in points, centred at (x, y). */
export function markerData(
  name: MarkerName,
  x: number,
  y: number,
  size: number,
): string {
  const shape: Shape = shapes[name];
  if (shape.circle !== undefined) {
    const r = shape.circle * size;
    const arc = `a${num(r)} ${num(r)} 0 1 0`;
    return `M${num(x - r)} ${num(y)}${arc} ${num(2 * r)} 0${arc} ${num(-2 * r)} 0Z`;
  }
  const closed = (shape.polygons ?? []).map(
    (points) => `${polygonData(points, x, y, size)}Z`,
  );
  const open = (shape.strokes ?? []).map((points) =>
    polygonData(points, x, y, size),
  );
  return [...closed, ...open].join("");
}

/** How markers look. */
export interface MarkerLook {
  readonly name: MarkerName;
  readonly face: Paint;
  readonly edge: Paint;
  readonly edgeWidth: number;
}

/** Markers at points, sizes in points; as few elements as look the same. */
export function drawMarkers(
  look: MarkerLook,
  xs: ArrayLike<number>,
  ys: ArrayLike<number>,
  size: (index: number) => number,
): Svg[] {
  const open = isOpenMarker(look.name);
  const face = open ? { hex: "none", alpha: 1 } : look.face;
  // A see-through outline of the face's colour would darken half its width:
  // the marker is drawn that much larger instead.
  const grown =
    !open && face.alpha < 1 && face.hex === look.edge.hex ? look.edgeWidth : 0;
  const edge = grown > 0 ? { hex: "none", alpha: 1 } : look.edge;
  const attributes = {
    ...paintOf(face, edge),
    "stroke-width": edge.hex === "none" ? undefined : look.edgeWidth,
    "stroke-linejoin": "miter",
  };
  // One path of all is smaller, but would merge see-through overlaps and
  // cover outlines by later faces.
  const mergeable =
    face.alpha === 1 &&
    edge.alpha === 1 &&
    (face.hex === edge.hex || edge.hex === "none");
  const data: string[] = [];
  const places: string[] = [];
  for (let i = 0; i < xs.length; i++) {
    const x = xs[i] ?? NaN;
    const y = ys[i] ?? NaN;
    if (!Number.isFinite(x) || !Number.isFinite(y)) continue;
    data.push(markerData(look.name, x, y, size(i) + grown));
    places.push(`${num(x)} ${num(y)}`);
  }
  if (data.length === 0) return [];
  return mergeable
    ? [
        el("path", {
          d: data.join(""),
          ...attributes,
          "data-places": places.join(" "),
        }),
      ]
    : data.map((d, i) =>
        el("path", { d, ...attributes, "data-places": places[i] }),
      );
}
