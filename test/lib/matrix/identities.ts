import { readFileSync } from "node:fs";
import { tensorOfTree } from "../../../lib/matrix/build.js";
import { type Dense, dense } from "../../../lib/matrix/dense.js";
import { Evaluator } from "../../../lib/matrix/evaluate.js";
import { parse } from "../../../lib/matrix/parser.js";
import { Length, type Shape, Shapes } from "../../../lib/matrix/shapes.js";

/** One published derivative. */
export interface Identity {
  readonly expression: string;
  readonly variable: string;
  readonly expected: string;
  readonly where: string;
  readonly source: string;
}

const file = new URL("identities.txt", import.meta.url);

export const identities: readonly Identity[] = readFileSync(file, "utf8")
  .split("\n")
  .filter((line) => line !== "" && !line.startsWith("#"))
  .map((line) => {
    const [
      expression = "",
      variable = "",
      expected = "",
      where = "",
      source = "",
    ] = line.split("|").map((part) => part.trim());
    return { expression, variable, expected, where, source };
  });

const sizes: Readonly<Record<string, number>> = {
  n: 4,
  m: 3,
  k: 2,
  p: 5,
  q: 6,
};

/** A point that suits the shapes and assumptions of a line, the same each time. */
export function pointFor(where: string): Map<string, Dense> {
  const point = new Map<string, Dense>();
  let state = 1;
  const uniform = (): number => {
    state = (state * 48271) % 2147483647;
    return state / 2147483647;
  };
  for (const item of where.split(/\s+/).filter((part) => part !== "")) {
    const [head = "", tail = ""] = item.split(":");
    const words = tail.split(",");
    const shape = words.flatMap((word) => sizes[word] ?? []);
    const positive = /(?:>0|01)$/.test(head);
    const signed = (): number =>
      (uniform() < 0.5 ? -1 : 1) * (0.3 + 0.9 * uniform());
    let value = dense(shape, positive ? () => 0.2 + uniform() : signed);
    const [n = 1] = shape;
    const raw = value.data;
    if (words.some((word) => /^(?:inv|pd|sympd)$/.test(word))) {
      value = dense(
        shape,
        (i = 0, j = 0) => 0.3 * (raw[i * n + j] ?? 0) + (i === j ? 2 : 0),
      );
    }
    if (words.some((word) => word.startsWith("sym"))) {
      const { data } = value;
      value = dense(
        shape,
        (i = 0, j = 0) => ((data[i * n + j] ?? 0) + (data[j * n + i] ?? 0)) / 2,
      );
    }
    point.set(head.replace(/(?:>0|01)$/, ""), value);
  }
  return point;
}

/** An array as `evaluate` takes it. */
export function nested({ shape, data }: Dense): number | unknown[] {
  const [length, ...rest] = shape;
  if (length === undefined) return data[0] ?? NaN;
  const step = data.length / length;
  return Array.from({ length }, (_, i) =>
    nested({ shape: rest, data: data.subarray(i * step, (i + 1) * step) }),
  );
}

export function flat(value: unknown): number[] {
  return Array.isArray(value) ? value.flatMap(flat) : [Number(value)];
}

/** What a published derivative gives at a point; `eye` and `vector(1)` have the sizes of the result's axes. */
export function valueOf(
  text: string,
  point: ReadonlyMap<string, Dense>,
  axes: readonly number[],
): number[] {
  if (text.startsWith("idx")) return indexedValue(text, point, axes);
  if (text.startsWith("vec:"))
    return vectorizedValue(text.slice(4), point, axes);
  const lengths = new Map<number, Length>();
  const lengthOf = (size: number): Length => {
    const known = lengths.get(size) ?? new Length();
    lengths.set(size, known);
    return known;
  };
  const variables = new Map<string, Shape>(
    [...point].map(([name, { shape }]) => {
      const [rows, columns] = shape.map(lengthOf);
      return [name, { rows, columns }];
    }),
  );
  const shapes = new Shapes(text, variables);
  const tree = parse(text);
  const { rows, columns } = shapes.of(tree);
  [rows, columns]
    .filter((axis) => axis !== undefined)
    .forEach((axis, i) => {
      const size = axes[i];
      if (size !== undefined) axis.join(lengthOf(size));
    });
  const tensor = tensorOfTree(tree, shapes);
  return [...new Evaluator(shapes, point).tensor(tensor).data];
}

/** `idx(i,j;k,l): delta[i,k]*X[l,j] + …`, entry by entry. */
function indexedValue(
  text: string,
  point: ReadonlyMap<string, Dense>,
  axes: readonly number[],
): number[] {
  const [, head = "", body = ""] = /^idx\((.*?)\):(.*)$/.exec(text) ?? [];
  const letters = head.split(/[,;]/);
  const result = dense(axes, (...index) => {
    const at = (letter: string): number => index[letters.indexOf(letter)] ?? 0;
    const terms = body.trim().replaceAll(" - ", " + -").split(" + ");
    return terms.reduce((sum, term) => {
      const factors = [...term.matchAll(/(\d+)|([\w()]+)\[(\w)(?:,(\w))?\]/g)];
      return (
        sum +
        factors.reduce(
          (product, [, number, name = "", i = "", j]) => {
            if (number !== undefined) return product * Number(number);
            if (name === "delta") return at(i) === at(j ?? "") ? product : 0;
            const values = valueOf(name, point, []);
            const width = Math.round(Math.sqrt(values.length));
            const columns =
              j === undefined ? 1 : (point.get(name)?.shape[1] ?? width);
            const position = at(i) * columns + (j === undefined ? 0 : at(j));
            return product * (values[position] ?? NaN);
          },
          term.startsWith("-") ? -1 : 1,
        )
      );
    }, 0);
  });
  return [...result.data];
}

/** d vec(F)/d vec(X)' with the columns of F and X one below the other. */
function vectorizedValue(
  text: string,
  point: ReadonlyMap<string, Dense>,
  axes: readonly number[],
): number[] {
  const [rows = 1, columns = 1, down = 1, across = 1] = axes;
  const matrix = valueOf(text, point, [rows * columns, down * across]);
  const result = dense(
    axes,
    (i = 0, j = 0, k = 0, l = 0) =>
      matrix[(j * rows + i) * down * across + (l * down + k)] ?? NaN,
  );
  return [...result.data];
}
