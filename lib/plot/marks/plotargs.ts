// The arguments of plot(): ([x], y, [format])…, options.
import {
  isNested,
  isSequence,
  toGrid,
  toNumbersOfLength,
  type Grid,
  type ValuesOrNames,
} from "../data.js";
import { parseFormat } from "../linestyle.js";
import { readOptions } from "../options.js";
import type { Canvas } from "./canvas.js";
import { Line, lineOptionNames, type LineOptions } from "./line.js";

/** What y may be: data, several columns of it, or a function of x. */
export type PlotY = ValuesOrNames | Grid | number | ((x: number) => number);

export type PlotArguments =
  | readonly [y: PlotY, format?: string | LineOptions, options?: LineOptions]
  | readonly [
      x: ValuesOrNames | number,
      y: PlotY,
      format?: string | LineOptions,
      options?: LineOptions,
    ]
  | readonly (PlotY | string | LineOptions)[];

interface Group {
  data: unknown[];
  format: string;
}

function isData(value: unknown): boolean {
  return (
    typeof value === "number" ||
    typeof value === "function" ||
    isSequence(value)
  );
}

// Like matplotlib: up to two data arguments and a format make a group; a
// third data argument begins the next one.
function splitGroups(args: readonly unknown[]): {
  groups: Group[];
  options: LineOptions;
} {
  const last = args.at(-1);
  const hasOptions = typeof last === "object" && last !== null && !isData(last);
  const groups: Group[] = [];
  let current: Group | undefined;
  for (const value of hasOptions ? args.slice(0, -1) : args) {
    if (typeof value === "string") {
      if (current === undefined)
        throw new TypeError("plot: the format must follow the data");
      current.format = value;
      current = undefined;
    } else if (isData(value)) {
      if (current === undefined || current.data.length === 2) {
        current = { data: [], format: "" };
        groups.push(current);
      }
      current.data.push(value);
    } else {
      throw new TypeError(
        `plot: expected data, a format or options, got ${String(value)}`,
      );
    }
  }
  return { groups, options: hasOptions ? last : {} };
}

function columns(operation: string, data: unknown): unknown[] {
  if (!isNested(data)) return [data];
  const rows = toGrid(operation, data);
  const width = rows[0]?.length ?? 0;
  return Array.from({ length: width }, (_, j) =>
    Float64Array.from(rows, (row) => row[j] ?? NaN),
  );
}

function readGroup(
  canvas: Canvas,
  operation: string,
  group: Group,
): [Float64Array, Float64Array][] {
  const [first, second] = group.data;
  if (group.data.length === 1) {
    if (typeof first === "function")
      throw new TypeError(
        `${operation}: a function needs x values before it, or use plot(f, [a, b])`,
      );
    return columns(operation, first).map((column) => {
      const ys = canvas.convertY(operation, column);
      return [Float64Array.from(ys, (_, i) => i), ys];
    });
  }
  const xColumns = columns(operation, first).map((column) =>
    canvas.convertX(operation, column),
  );
  const firstX = xColumns[0] ?? new Float64Array();
  if (typeof second === "function") {
    const f = second as (x: number) => unknown;
    return [[firstX, Float64Array.from(firstX, (x) => Number(f(x)))]];
  }
  return columns(operation, second).map((column, j) => {
    const xs = xColumns[j] ?? firstX;
    const ys = canvas.convertY(operation, column);
    return [xs, toNumbersOfLength(operation, ys, xs.length)];
  });
}

/** Adds the lines that the arguments of `plot` describe. */
export function plotLines(
  canvas: Canvas,
  operation: string,
  args: readonly unknown[],
): Line[] {
  const { groups, options: given } = splitGroups(args);
  const options = readOptions(operation, given, lineOptionNames);
  return groups.flatMap((group) => {
    const format = parseFormat(group.format);
    // A format with a marker and no line style means markers only.
    const linestyle =
      format.linestyle ?? (format.marker === undefined ? "-" : "none");
    return readGroup(canvas, operation, group).map(([xs, ys]) =>
      canvas.add(
        new Line(xs, ys, {
          linestyle,
          ...format,
          ...options,
          color: options.color ?? format.color ?? canvas.nextLineColor(),
        }),
      ),
    );
  });
}
