// Perspective: from a point of the data's box to the sheet. The box's shape,
// the distance and the focal length are mplot3d's, so that views look alike.
import type { Box } from "../text/label.js";

export type Point3 = readonly [number, number, number];

/** A place on the sheet, and how far it is from the eye. */
export interface Projected {
  readonly x: number;
  readonly y: number;
  readonly depth: number;
}

const distance = 10;
// Sides 4 : 4 : 3, scaled to fill the axes as in matplotlib 3.
const boxScale = (1.8294640721620434 * 25) / 24 / Math.hypot(4, 4, 3);
const sides: Point3 = [4 * boxScale, 4 * boxScale, 3 * boxScale];
// What of the image plane is in view, to the left and right of its middle.
const viewLow = -0.95 / distance;
const viewHigh = 0.9 / distance;

function cross(a: Point3, b: Point3): Point3 {
  return [
    a[1] * b[2] - a[2] * b[1],
    a[2] * b[0] - a[0] * b[2],
    a[0] * b[1] - a[1] * b[0],
  ];
}

function dot(a: Point3, b: Point3): number {
  return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
}

function unit(a: Point3): Point3 {
  const length = Math.hypot(...a) || 1;
  return [a[0] / length, a[1] / length, a[2] / length];
}

/** The normal of the plane through three points, of length one. */
export function normalOf(a: Point3, b: Point3, c: Point3): Point3 {
  return unit(
    cross(
      [b[0] - a[0], b[1] - a[1], b[2] - a[2]],
      [c[0] - a[0], c[1] - a[1], c[2] - a[2]],
    ),
  );
}

/** A direction of light; `dotWith` a normal says how lit a face is. */
export const light = {
  // From azimuth 225° and altitude 19.47°, as in mplot3d.
  direction: [
    Math.cos((225 * Math.PI) / 180) * Math.cos((19.4712 * Math.PI) / 180),
    Math.sin((225 * Math.PI) / 180) * Math.cos((19.4712 * Math.PI) / 180),
    Math.sin((19.4712 * Math.PI) / 180),
  ] as Point3,
  /** Brightness between 0.3 and 1. */
  on(normal: Point3): number {
    return 0.65 + 0.35 * dot(normal, light.direction);
  },
};

/** Angles of view in degrees. */
export interface ViewAngles {
  readonly elev: number;
  readonly azim: number;
  readonly roll: number;
}

/** From the unit cube to points of a square on the sheet. */
export function camera(
  angles: ViewAngles,
  square: Box,
): (point: Point3) => Projected {
  const elev = (angles.elev * Math.PI) / 180;
  const azim = (angles.azim * Math.PI) / 180;
  const out: Point3 = [
    Math.cos(elev) * Math.cos(azim),
    Math.cos(elev) * Math.sin(azim),
    Math.sin(elev),
  ];
  // Looking from below the equator's far side, up is down.
  const up: Point3 = [0, 0, Math.abs(elev) > Math.PI / 2 ? -1 : 1];
  const sideways = cross(up, out);
  const straightDown = Math.hypot(...sideways) < 1e-9;
  const right = unit(
    straightDown ? [-Math.sin(azim), Math.cos(azim), 0] : sideways,
  );
  const top = cross(out, right);
  const roll = (-angles.roll * Math.PI) / 180;
  const scale = square.width / (viewHigh - viewLow);
  return (point) => {
    const p: Point3 = [
      (point[0] - 0.5) * sides[0],
      (point[1] - 0.5) * sides[1],
      (point[2] - 0.5) * sides[2],
    ];
    const depth = distance - dot(p, out);
    const a = dot(p, right) / depth;
    const b = dot(p, top) / depth;
    const sx = a * Math.cos(roll) - b * Math.sin(roll);
    const sy = a * Math.sin(roll) + b * Math.cos(roll);
    return {
      x: square.x + (sx - viewLow) * scale,
      y: square.y + square.height - (sy - viewLow) * scale,
      depth,
    };
  };
}
