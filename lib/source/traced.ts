/** What plain code may ask of a traced number: its value decides, nothing of it is differentiated. */
import { isNode, type Node } from "../ir/node.js";
import { NoClosedForm } from "../trace/no-closed-form.js";

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
  if (number === undefined) throw branch(textOf(value), value);
  return Boolean(number);
}

type Compare = (left: never, right: never) => boolean;

/** A comparison of two values by the numbers that they have. */
function comparison(
  sign: string,
  compare: Compare,
  named: string | undefined,
): (left: unknown, right: unknown) => boolean {
  const operand = (value: unknown, left: unknown, right: unknown): unknown => {
    if (!isNode(value)) return value;
    if (value.shape.length > 0) {
      if (named === undefined) return value;
      throw new TypeError(
        `${sign}: compares numbers; for tensors, element by element, use ${named}(a, b)`,
      );
    }
    const number = numberOf(value);
    if (number === undefined)
      throw branch(`${textOf(left)} ${sign} ${textOf(right)}`, left, right);
    return number;
  };
  return (left, right) => {
    if (typeof left === "number" && typeof right === "number")
      return compare(left as never, right as never);
    const l = operand(left, left, right);
    const r = operand(right, left, right);
    return compare(l as never, r as never);
  };
}

function branch(condition: string, ...values: unknown[]): NoClosedForm {
  const symbols = values
    .filter((value) => isTraced(value) && numberOf(value) === undefined)
    .map(textOf);
  return new NoClosedForm(
    `expression: the branch \`${condition}\` depends on ${symbols.join(" and ")}`,
  );
}

export const lt = comparison("<", (l: number, r: number) => l < r, "less");
export const gt = comparison(">", (l: number, r: number) => l > r, "greater");
export const le = comparison(
  "<=",
  (l: number, r: number) => l <= r,
  "lessEqual",
);
export const ge = comparison(
  ">=",
  (l: number, r: number) => l >= r,
  "greaterEqual",
);

const identical = comparison(
  "===",
  (l: unknown, r: unknown) => l === r,
  undefined,
);
const alike = comparison("==", (l: unknown, r: unknown) => l == r, undefined);

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
