/** What plain code may ask of a traced number: its value decides, nothing of it is differentiated. */
import { isNode, type Node, type Value } from "../ir/node.js";
import * as ops from "../ops/compare.js";
import { NoClosedForm } from "../trace/no-closed-form.js";
import { decided } from "./branches.js";

/** Whether the value stands for a number: a node without axes. */
export function isTraced(value: unknown): value is Node {
  return isNode(value) && value.shape.length === 0;
}

const hasItem = (value: object): value is { item(): number } =>
  "item" in value && typeof value.item === "function";

/** The number that a traced number has now; `undefined` for a formula, which has none. */
function numberOf(node: Node): number | undefined {
  const value = node.detached();
  if (typeof value === "number") return value;
  // A scalar of another type than float64 is kept as an array without axes.
  return hasItem(value) ? value.item() : undefined;
}

function textOf(value: unknown): string {
  return String(isTraced(value) ? (numberOf(value) ?? value) : value);
}

/**
 * The value itself, a traced number's number: what bits, cases and indices are decided by.
 *
 * @throws NoClosedForm for a formula.
 */
export function plainValue(value: unknown): unknown {
  if (!isTraced(value)) return value;
  const number = numberOf(value);
  if (number === undefined)
    throw new NoClosedForm(
      `expression: the program depends on the value of \`${textOf(value)}\``,
    );
  return number;
}

/** What a condition makes of a value. A tensor with axes is an object, and so true. */
export function truth(value: unknown): boolean {
  if (!isTraced(value)) return Boolean(value);
  const number = numberOf(value);
  if (number !== undefined) return Boolean(number);
  const way = decided(() => ops.notEqual(value, 0));
  if (way === undefined) throw branch(textOf(value), value);
  return way;
}

type Compare = (left: never, right: never) => boolean;

/** A comparison of two values by the numbers that they have. */
function comparison(
  sign: string,
  compare: Compare,
  named: string | undefined,
  formula: (left: Value, right: Value) => Value,
): (left: unknown, right: unknown) => boolean {
  const operand = (value: unknown): unknown => {
    if (!isNode(value)) return value;
    if (value.shape.length > 0) {
      if (named === undefined) return value;
      throw new TypeError(
        `${sign}: compares numbers; for tensors, element by element, use ${named}(a, b)`,
      );
    }
    return numberOf(value);
  };
  return (left, right) => {
    if (typeof left === "number" && typeof right === "number")
      return compare(left as never, right as never);
    const l = operand(left);
    const r = operand(right);
    if (isSymbolic(left, l) || isSymbolic(right, r)) {
      const way = decided(() => formula(left as Value, right as Value));
      if (way !== undefined) return way;
      throw branch(`${textOf(left)} ${sign} ${textOf(right)}`, left, right);
    }
    return compare(l as never, r as never);
  };
}

/** Whether a value has no number, but stands for one. */
function isSymbolic(value: unknown, number: unknown): boolean {
  return number === undefined && isNode(value);
}

function branch(condition: string, ...values: unknown[]): NoClosedForm {
  const symbols = values
    .filter((value) => isTraced(value) && numberOf(value) === undefined)
    .map(textOf);
  return new NoClosedForm(
    `expression: the branch \`${condition}\` depends on ${symbols.join(" and ")}`,
  );
}

export const lt = comparison(
  "<",
  (l: number, r: number) => l < r,
  "less",
  ops.less,
);
export const gt = comparison(
  ">",
  (l: number, r: number) => l > r,
  "greater",
  ops.greater,
);
export const le = comparison(
  "<=",
  (l: number, r: number) => l <= r,
  "lessEqual",
  ops.lessEqual,
);
export const ge = comparison(
  ">=",
  (l: number, r: number) => l >= r,
  "greaterEqual",
  ops.greaterEqual,
);

const identical = comparison(
  "===",
  (l: unknown, r: unknown) => l === r,
  undefined,
  ops.equal,
);
const alike = comparison(
  "==",
  (l: unknown, r: unknown) => l == r,
  undefined,
  ops.equal,
);

/** `===`. Anything but two numbers is compared as it is: a formula is no string, and not `undefined`. */
export function same(left: unknown, right: unknown): boolean {
  return comparable(left, right) ? identical(left, right) : left === right;
}

export function differ(left: unknown, right: unknown): boolean {
  return !same(left, right);
}

/** `==`. */
export function equal(left: unknown, right: unknown): boolean {
  if (left == null || right == null) return left === right || left == right;
  return comparable(left, right) || typeof left !== typeof right
    ? alike(left, right)
    : left === right;
}

export function unequal(left: unknown, right: unknown): boolean {
  return !equal(left, right);
}

/** Whether both are numbers and one is traced; the same node twice is equal without asking. */
function comparable(left: unknown, right: unknown): boolean {
  if (left === right) return numberIsNaN(left);
  return (
    (isTraced(left) && (typeof right === "number" || isTraced(right))) ||
    (isTraced(right) && typeof left === "number")
  );
}

function numberIsNaN(value: unknown): boolean {
  return isTraced(value) && Number.isNaN(numberOf(value));
}

/** What a template shows of a value. */
export function text(value: unknown): unknown {
  return isTraced(value) ? textOf(value) : value;
}

/** What an index or a property's name makes of a value. */
export function key(value: unknown): unknown {
  return typeof value === "number" ? value : plainValue(value);
}

/** `typeof`: a traced number is a number. */
export function typeOf(value: unknown): string {
  return isTraced(value) ? "number" : typeof value;
}
