/**
 * The state of widgets as messages carry it: JSON in which other widgets are references and bytes are left out, with the
 * paths to the bytes beside it (ipywidgets, widget messaging protocol 2.1, "Buffers").
 */
import { types } from "node:util";

/** What stands in front of a widget's id where a state refers to it. */
export const reference = "IPY_MODEL_";

/** Whoever another widget's state may refer to. */
export interface Referable {
  readonly id: string;
}

type Path = readonly (string | number)[];

/** A state taken apart. */
export interface Packed {
  readonly state: Record<string, unknown>;
  readonly paths: Path[];
  readonly buffers: Uint8Array[];
}

/** `readoutFormat` → `readout_format`. */
export function wireName(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

/** Takes the bytes out of a state, and puts references in place of what `isWidget` knows. */
export function pack(
  state: Readonly<Record<string, unknown>>,
  isWidget: (value: unknown) => value is Referable,
): Packed {
  const paths: Path[] = [];
  const buffers: Uint8Array[] = [];
  const bytes = (value: Uint8Array, path: Path): void => {
    paths.push(path);
    buffers.push(value);
  };
  const walk = (value: unknown, path: Path): unknown => {
    if (isWidget(value)) return reference + value.id;
    if (Array.isArray(value))
      return value.map((item: unknown, i) => {
        if (!types.isUint8Array(item)) return walk(item, [...path, i]);
        bytes(item, [...path, i]);
        return null;
      });
    return isPlain(value) ? walkObject(value, path) : value;
  };
  const walkObject = (object: object, path: Path): Record<string, unknown> => {
    const out: Record<string, unknown> = {};
    for (const [key, item] of Object.entries(object) as [string, unknown][])
      if (types.isUint8Array(item)) bytes(item, [...path, key]);
      else out[key] = walk(item, [...path, key]);
    return out;
  };
  return { state: walkObject(state, []), paths, buffers };
}

/** Puts the bytes back into a state that has arrived. */
export function unpack(
  state: Readonly<Record<string, unknown>>,
  paths: readonly Path[],
  buffers: readonly Uint8Array[],
): Record<string, unknown> {
  const whole = structuredClone(state);
  for (const [i, path] of paths.entries()) {
    let place: unknown = whole;
    for (const key of path.slice(0, -1))
      place = (place as Record<string | number, unknown>)[key];
    const last = path.at(-1);
    if (last !== undefined && typeof place === "object" && place !== null)
      Reflect.set(place, last, buffers[i]);
  }
  return whole;
}

function isPlain(value: unknown): value is object {
  if (typeof value !== "object" || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}
