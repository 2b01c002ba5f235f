import { asArray, dense } from "../ir/elements.js";
import type { DType, Storage } from "../ir/dtype.js";
import type { Data } from "../ir/ndarray.js";
import { type Shape, sizeOf } from "../ir/shape.js";

/** NumPy's limits: more elements than this are shown by the first and last few of each axis. */
const threshold = 1000;
const edge = 3;
/** Of arrays with many axes even those are too many, which NumPy does not mind: outer axes then show fewer, or none. */
const most = 10_000;
const significantDigits = 8;

/** Elements nested by the shape; a single number where there are no axes. */
export type Nested<T> = T | Nested<T>[];

/** Lays a row of elements out by the shape. */
export function nest<T>(elements: readonly T[], shape: Shape): Nested<T> {
  const build = (axis: number, start: number, size: number): Nested<T> => {
    const length = shape[axis];
    if (length === undefined) return elements[start] as T;
    const inner = size / (length || 1);
    return Array.from({ length }, (_, i) =>
      build(axis + 1, start + i * inner, inner),
    );
  };
  return build(0, 0, sizeOf(shape));
}

/** An array as NumPy prints it: columns aligned, long axes with dots. */
export function textOfArray(data: Data): string {
  const array = asArray(data);
  const elements = dense(array);
  const edges = edgesOf(array.shape, elements.length > threshold);
  const shown = shownPositions(array.shape, edges);
  const texts = formatAll(
    shown.map((at) => elements[at] as number),
    array.dtype,
  );
  const textAt = new Map(shown.map((at, i) => [at, texts[i] as string]));
  return layOut(array.shape, edges, (at) => textAt.get(at) ?? "");
}

/** Of each axis, how many elements are shown at either end. */
function edgesOf(shape: Shape, short: boolean): number[] {
  if (!short) return shape.map(() => Infinity);
  let count = 1;
  return shape
    .toReversed()
    .map((length) => {
      const fitting = [edge, 1].find(
        (each) => count * Math.min(length, 2 * each) <= most,
      );
      count *= Math.min(length, 2 * (fitting ?? 0)) || 1;
      return fitting ?? 0;
    })
    .reverse();
}

/** Complex numbers as NumPy prints them: `[1+2j, 0-1j]`. */
export function textOfComplex(re: Data, im: Data): string {
  const [real, imaginary] = [asArray(re), asArray(im)];
  const [xs, ys] = [dense(real), dense(imaginary)];
  const { shape } = real;
  const edges = edgesOf(shape, xs.length > threshold);
  const shown = shownPositions(shape, edges);
  const trimmed = (all: Storage): string[] =>
    formatAll(
      shown.map((at) => all[at] as number),
      "float64",
    ).map((text) => text.trim().replace(/\.$/, ""));
  const sizes = trimmed(ys);
  const texts = trimmed(xs).map((text, i) => {
    const size = sizes[i] ?? "";
    return `${text}${size.startsWith("-") ? "" : "+"}${size}j`;
  });
  const padded = pad(texts);
  const textAt = new Map(shown.map((at, i) => [at, padded[i] as string]));
  return layOut(shape, edges, (at) => textAt.get(at) ?? "");
}

/** Whether the middle of an axis is left out; an axis of one element has none. */
function isLong(length: number, edge: number): boolean {
  return length > Math.max(1, 2 * edge);
}

function shownIndices(length: number, edge: number): number[] {
  if (!isLong(length, edge)) return [...Array(length).keys()];
  const first = [...Array(edge).keys()];
  return [...first, ...first.map((i) => length - edge + i)];
}

function shownPositions(shape: Shape, edges: readonly number[]): number[] {
  return shape.reduce<number[]>(
    (starts, length, axis) =>
      starts.flatMap((start) =>
        shownIndices(length, edges[axis] ?? 0).map((i) => start * length + i),
      ),
    [0],
  );
}

function formatAll(values: readonly number[], dtype: DType): string[] {
  if (dtype === "bool")
    return pad(values.map((x) => (x === 0 ? "false" : "true")));
  if (dtype === "int32") return pad(values.map(String));
  const finite = values.filter(Number.isFinite);
  const sizes = finite.filter((x) => x !== 0).map(Math.abs);
  const largest = Math.max(0, ...sizes);
  const smallest = Math.min(Infinity, ...sizes);
  const scientific = largest >= 1e8 || (sizes.length > 0 && smallest < 1e-4);
  return scientific ? pad(values.map(exponential)) : pad(fixed(values, finite));
}

function exponential(x: number): string {
  if (!Number.isFinite(x)) return plain(x);
  const [mantissa, exponent] = Number(x.toPrecision(significantDigits + 1))
    .toExponential()
    .split("e");
  return `${mantissa ?? ""}e${exponent ?? ""}`;
}

const plain = (x: number): string =>
  Number.isNaN(x) ? "nan" : x > 0 ? "inf" : "-inf";

/** With as many decimals as the element that needs most, at most eight; aligned at the point. */
function fixed(values: readonly number[], finite: readonly number[]): string[] {
  const decimals = Math.max(
    0,
    ...finite.map((x) => {
      const text = String(Number(x.toFixed(significantDigits)));
      return text.includes("e")
        ? significantDigits
        : (text.split(".")[1] ?? "").length;
    }),
  );
  return values.map((x) => {
    if (!Number.isFinite(x)) return plain(x);
    const text = String(Number(x.toFixed(significantDigits)));
    const [whole = "", fraction = ""] = text.includes("e")
      ? x.toFixed(significantDigits).split(".")
      : text.split(".");
    return decimals === 0 ? whole : `${whole}.${fraction.padEnd(decimals)}`;
  });
}

function pad(texts: string[]): string[] {
  const width = Math.max(0, ...texts.map((text) => text.length));
  return texts.map((text) => text.padStart(width));
}

function layOut(
  shape: Shape,
  edges: readonly number[],
  textAt: (at: number) => string,
): string {
  const build = (axis: number, start: number): string => {
    const length = shape[axis];
    if (length === undefined) return textAt(start).trim();
    const last = axis === shape.length - 1;
    const edge = edges[axis] ?? 0;
    const parts = shownIndices(length, edge).map((i) => {
      const at = start * length + i;
      return last ? textAt(at) : build(axis + 1, at);
    });
    if (isLong(length, edge)) parts.splice(edge, 0, "...");
    if (last) return `[${parts.join(", ")}]`;
    const gap = ",".concat(
      "\n".repeat(shape.length - axis - 1),
      " ".repeat(axis + 1),
    );
    return `[${parts.join(gap)}]`;
  };
  return build(0, 0);
}
