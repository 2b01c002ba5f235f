// The picture of a computation: values forward, derivatives back.
import type { Value } from "../ir/node.js";
import { Axes } from "../plot/axes/axes.js";
import type { Figure } from "../plot/figure.js";
import {
  figureOptionNames,
  type FigureOptions,
} from "../plot/figureoptions.js";
import { readOptions } from "../plot/options.js";
import { newFigure } from "../plot/pyplot/state.js";
import { Tensor } from "../tensor/tensor.js";
import { computationGraph, type Vertex } from "../transform/computation.js";
import { Network, type NetworkBox, type Row } from "./network.js";

/** Options of `plotGraph`: the figure's, or axes to draw into. */
export interface GraphOptions extends FigureOptions {
  readonly ax?: Axes;
  readonly title?: string;
  /** Writes values and derivatives; `true` by default. */
  readonly values?: boolean;
}

const optionNames: readonly string[] = [
  ...figureOptionNames,
  "ax",
  "title",
  "values",
];

const margin = 12;
const titleRoom = 24;
const keyRoom = 18;
const colors = {
  variable: "#dbe9f6",
  constant: "#eeeeee",
  operation: "#ffffff",
  result: "#e0f0dc",
  value: "#1a5a94",
  gradient: "#b3261e",
} as const;

const mostElements = 4;

function written(value: Value | undefined): string {
  if (value === undefined) return "0";
  if (typeof value === "number") {
    const short = Number(value.toPrecision(4));
    return String(short).replaceAll("-", "\u2212");
  }
  if (!(value instanceof Tensor)) return "";
  if (value.ndim === 0) return written(value.item());
  if (value.ndim === 1 && value.size <= mostElements) {
    const parts = value.toArray() as readonly number[];
    return `[${parts.map((part) => written(part)).join(", ")}]`;
  }
  return `${value.shape.join("\u00d7")} numbers`;
}

function boxOf(vertex: Vertex, last: boolean, values: boolean): NetworkBox {
  const { kind, name, formula, inputs } = vertex;
  const equation = kind === "operation" ? `${name} = ${formula}` : name;
  const rows: Row[] = [{ text: `$${equation}$`, color: "k", size: 11 }];
  if (values) {
    const { value, gradient } = vertex;
    rows.push({ text: written(value), color: colors.value, size: 9 });
    if (kind !== "constant")
      rows.push({ text: written(gradient), color: colors.gradient, size: 9 });
  }
  return { rows, inputs, facecolor: colors[last ? "result" : kind] };
}

function sheetFor(
  network: Network,
  options: GraphOptions,
): { axes: Axes; figure: Figure | undefined } {
  if (options.ax !== undefined) return { axes: options.ax, figure: undefined };
  const names: readonly string[] = figureOptionNames;
  const look = Object.entries(options).filter(([name]) => names.includes(name));
  const head = options.title === undefined ? 0 : titleRoom;
  const width = network.size.width + 2 * margin;
  const height = network.size.height + 2 * margin + keyRoom;
  const figure = newFigure({
    figsize: [width / 72, (height + head) / 72],
    ...Object.fromEntries(look),
  });
  const axes = figure.addAxes([0, 0, 1, height / (height + head)]);
  return { axes, figure };
}

/**
 * The graph of a computation: a box for each value, with the value above (blue) and the derivative of the result by it
 * below (red), as reverse mode finds them.
 *
 * @param f a function whose value is a number
 * @param rest its arguments, and options last: `{ title, figsize, ax, values }`
 * @throws where the value is no number, or depends on no argument.
 * @example plotGraph((x: number, y: number) => x * y + Math.sin(x), 2, 3)
 */
export function plotGraph<A extends unknown[]>(
  f: (...args: A) => Value,
  ...rest: [...args: A, options: GraphOptions] | A
): Figure | Axes {
  const [args, given] = splitOptions<A>(rest);
  const options = readOptions("plotGraph", given, optionNames);
  const { vertices } = computationGraph(f, ...args);
  const count = vertices.length;
  const network = new Network(
    vertices.map((vertex, i) =>
      boxOf(vertex, i === count - 1, options.values ?? true),
    ),
  );
  const { axes, figure } = sheetFor(network, options);
  const { width, height } = network.size;
  axes.add(network);
  axes.setXlim(-margin, width + margin);
  axes.setYlim(height + margin + keyRoom, -margin);
  axes.setAspect("equal");
  axes.setAxisOn(false);
  if (options.title !== undefined) axes.setTitle(options.title);
  if (options.values ?? true) writeKey(axes, height + margin);
  return figure ?? axes;
}

function writeKey(axes: Axes, y: number): void {
  const look = { fontsize: 8, va: "top" } as const;
  axes.text(0, y, "value", { ...look, color: colors.value });
  const text = "derivative of the result by it";
  axes.text(32, y, text, { ...look, color: colors.gradient });
}

// An object of options can be told from an argument by its names.
function splitOptions<A extends unknown[]>(
  rest: readonly unknown[],
): [A, GraphOptions] {
  const last = rest.at(-1);
  const isOptions =
    rest.length > 1 &&
    typeof last === "object" &&
    last !== null &&
    !Array.isArray(last) &&
    Object.getPrototypeOf(Object.getPrototypeOf(last) ?? last) === null &&
    Object.keys(last).length > 0 &&
    Object.keys(last).every((name) => optionNames.includes(name));
  return isOptions ? [rest.slice(0, -1) as A, last] : [rest as A, {}];
}
