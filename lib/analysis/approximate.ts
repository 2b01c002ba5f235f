import { texOfName } from "../latex/names.js";
import { isNode, type Value } from "../ir/node.js";
import { latexBundle } from "../latex/display.js";
import { texOfNumber } from "../latex/numbers.js";
import { add, mul, sub } from "../ops/arithmetic.js";
import { at as elementAt } from "../ops/slice.js";
import { reshape } from "../ops/shape.js";
import { parameterNames } from "../source/parameters.js";
import { isSpread, type PointFunction } from "../transform/check.js";
import type { Mirror } from "../transform/structure.js";
import { structureOf } from "../transform/structure.js";
import { objectiveOf } from "../optimize/objective.js";

/** A polynomial that follows a function near a point: callable like the function, and it shows itself as a formula. */
export interface Approximation<F, X> {
  (...args: F extends (...args: infer A) => unknown ? A : never): number;
  readonly point: X;
  /** The function's value at the point. */
  readonly value: number;
  readonly gradient: Mirror<X>;
  /** All second derivatives, as rows; empty for a tangent plane. */
  readonly hessian: number[][];
}

/**
 * The quadratic approximation of a function at a point, f + ∇f·h + ½ hᵀHh for the step h from there. It is called like
 * the function.
 *
 * @example
 * const q = quadratic((x: number) => Math.exp(x), 0);
 * q(0.1) // 1.105
 */
export function quadratic<F extends (...args: number[]) => Value>(
  f: F,
  x0: readonly number[],
): Approximation<F, number[]>;
/** The same of a function of one argument of any structure. */
export function quadratic<X>(
  f: (x: X) => Value,
  x0: X,
): Approximation<(x: X) => Value, X>;
export function quadratic<F extends PointFunction, X>(
  f: F,
  x0: X,
): Approximation<F, X> {
  return approximation("quadratic", f, x0, true);
}

/**
 * The linear approximation of a function at a point, f + ∇f·h for the step h from there: its tangent, or tangent plane.
 *
 * @example
 * tangentPlane((x: number, y: number) => x * y, [1, 2])(1.1, 2) // 2.2
 */
export function tangentPlane<F extends (...args: number[]) => Value>(
  f: F,
  x0: readonly number[],
): Approximation<F, number[]>;
/** The same of a function of one argument of any structure. */
export function tangentPlane<X>(
  f: (x: X) => Value,
  x0: X,
): Approximation<(x: X) => Value, X>;
export function tangentPlane<F extends PointFunction, X>(
  f: F,
  x0: X,
): Approximation<F, X> {
  return approximation("tangentPlane", f, x0, false);
}

function approximation<F extends PointFunction, X>(
  operation: string,
  f: F,
  x0: X,
  curved: boolean,
): Approximation<F, X> {
  const objective = objectiveOf(operation, f, x0);
  const x = objective.start;
  const n = x.length;
  const { value, gradient } = objective.gradient(x);
  const second = curved ? objective.hessian(x) : new Float64Array(0);
  const rows = Array.from({ length: curved ? n : 0 }, (_, i) =>
    Array.from(second.subarray(i * n, (i + 1) * n)),
  );
  const polynomial = (...args: unknown[]): Value => {
    const steps = numbersIn(args).map((each, i) => sub(each, x[i] ?? 0));
    let sum: Value = value;
    gradient.forEach((slope, i) => {
      sum = add(sum, mul(steps[i] ?? 0, slope));
    });
    rows.forEach((row, i) => {
      row.forEach((entry, j) => {
        if (entry === 0) return;
        const product = mul(steps[i] ?? 0, steps[j] ?? 0);
        sum = add(sum, mul(product, entry / 2));
      });
    });
    return sum;
  };
  const names = namesOf(f, x0, n);
  return Object.assign(polynomial as never, {
    point: x0,
    value,
    gradient: objective.point(gradient) as Mirror<X>,
    hessian: rows,
    [Symbol.for("Jupyter.display")]: () => {
      const formula = (write: Writer): string =>
        formulaOf({ x, value, gradient, rows, names }, write);
      return latexBundle(formula(texWriter), formula(textWriter));
    },
  });
}

/** All numbers of the arguments, the elements of tensors too. */
function numbersIn(args: readonly unknown[]): Value[] {
  return structureOf(args).leaves.flatMap((leaf) => {
    if (!isNode(leaf) || leaf.shape.length === 0) return [leaf];
    const row: Value = reshape(leaf, [-1]);
    return Array.from({ length: row.shape[0] ?? 0 }, (_, i) =>
      elementAt(row, i),
    );
  });
}

/** The names of the variables: the function's parameters, or those of a single array with numbers. */
function namesOf(f: PointFunction, x0: unknown, n: number): string[] {
  const names = parameterNames(f);
  const plain = names.every((name) => /^\w+$/.test(name));
  if (plain && names.length === n && (n === 1 || isSpread(f, x0)))
    return [...names];
  const base = plain && names.length === 1 ? (names[0] ?? "x") : "x";
  return Array.from({ length: n }, (_, i) => `${base}${String(i + 1)}`);
}

interface Polynomial {
  readonly x: Float64Array;
  readonly value: number;
  readonly gradient: Float64Array;
  readonly rows: readonly (readonly number[])[];
  readonly names: readonly string[];
}

/** How the parts of a formula are written. */
interface Writer {
  number(x: number): string;
  name(x: string): string;
  square(x: string): string;
  product(...parts: string[]): string;
}

const texWriter: Writer = {
  number: (x) => texOfNumber(x).text,
  name: texOfName,
  square: (x) => `${x}^{2}`,
  product: (...parts) => parts.join(" "),
};

const textWriter: Writer = {
  number: (x) => String(Number(x.toPrecision(6))),
  name: (x) => x,
  square: (x) => `${x}**2`,
  product: (...parts) => parts.join("*"),
};

function formulaOf(
  { x, value, gradient, rows, names }: Polynomial,
  write: Writer,
): string {
  const steps = names.map((name, i) => {
    const from = x[i] ?? 0;
    if (from === 0) return write.name(name);
    return `(${write.name(name)} ${from < 0 ? "+" : "-"} ${write.number(Math.abs(from))})`;
  });
  const terms: [number, string][] = [[value, ""]];
  gradient.forEach((slope, i) => terms.push([slope, steps[i] ?? ""]));
  rows.forEach((row, i) => {
    row.forEach((entry, j) => {
      const [a = "", b = ""] = [steps[i], steps[j]];
      if (j === i) terms.push([entry / 2, write.square(a)]);
      if (j > i) terms.push([entry, write.product(a, b)]);
    });
  });
  const shown = terms.filter(([factor]) => Math.abs(factor) > 1e-15);
  if (shown.length === 0) return "0";
  return shown
    .map(([factor, rest], i) => {
      const size = Math.abs(factor);
      const sign =
        i === 0 ? (factor < 0 ? "-" : "") : factor < 0 ? " - " : " + ";
      if (rest === "") return sign + write.number(size);
      return (
        sign + (size === 1 ? rest : write.product(write.number(size), rest))
      );
    })
    .join("");
}
