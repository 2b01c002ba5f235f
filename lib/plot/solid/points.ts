// Points in space from three lists.
import {
  elements,
  toNumbers,
  toNumbersOfLength,
  type Values,
} from "../data.js";
import type { Point3 } from "./camera.js";

/** Points from their coordinates; grids of points, as from `meshgrid`, are taken point by point. */
export function points(
  operation: string,
  x: Values | number,
  y: Values | number,
  z: Values | number,
): Point3[] {
  const xs = toNumbers(operation, flat(x));
  const ys = toNumbersOfLength(operation, flat(y), xs.length);
  const zs = toNumbersOfLength(operation, flat(z), xs.length);
  return [...xs].map((px, i) => [px, ys[i] ?? NaN, zs[i] ?? NaN]);
}

function flat(data: unknown): unknown {
  const list = elements(data);
  return list?.some((part) => elements(part) !== undefined) === true
    ? list.flatMap((part) => elements(part) ?? [part])
    : data;
}
