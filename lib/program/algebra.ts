/** Expressions put together, with what is plain done at once: `1 * x` is `x`. */
import { constant, discrete, type Expression } from "./program.js";

export const zero = constant(0);
export const one = constant(1);

const isNumber = (e: Expression, value: number): boolean =>
  e.is === "constant" && e.text === String(value);

export const isZero = (e: Expression): boolean => isNumber(e, 0);

export function negated(value: Expression): Expression {
  if (isZero(value)) return zero;
  if (value.is === "negated") return value.value;
  return value.is === "constant" && /^\d/.test(value.text)
    ? constant(`-${value.text}`)
    : { is: "negated", value };
}

const binary = (
  sign: string,
  left: Expression,
  right: Expression,
): Expression => ({ is: "binary", sign, left, right });

export function times(left: Expression, right: Expression): Expression {
  if (isZero(left) || isZero(right)) return zero;
  if (isNumber(left, 1)) return right;
  if (isNumber(right, 1)) return left;
  if (isNumber(left, -1)) return negated(right);
  if (isNumber(right, -1)) return negated(left);
  if (right.is === "negated") return negated(times(left, right.value));
  if (left.is === "negated") return negated(times(left.value, right));
  return binary("*", left, right);
}

export function plus(left: Expression, right: Expression): Expression {
  if (isZero(left)) return right;
  if (isZero(right)) return left;
  return right.is === "negated"
    ? minus(left, right.value)
    : binary("+", left, right);
}

export function minus(left: Expression, right: Expression): Expression {
  if (isZero(right)) return left;
  if (isZero(left)) return negated(right);
  return right.is === "negated"
    ? plus(left, right.value)
    : binary("-", left, right);
}

export function over(left: Expression, right: Expression): Expression {
  if (isZero(left)) return zero;
  if (isNumber(right, 1)) return left;
  return left.is === "negated"
    ? negated(over(left.value, right))
    : binary("/", left, right);
}

export const math = (name: string, ...args: Expression[]): Expression => ({
  is: "math",
  name,
  args,
});

export const power = (base: Expression, exponent: Expression): Expression => {
  if (isNumber(exponent, 0)) return one;
  return isNumber(exponent, 1) ? base : math("pow", base, exponent);
};

export const test = (
  sign: string,
  left: Expression,
  right: Expression,
): Expression => discrete("boolean", sign, [left, right]);

export const choice = (
  condition: Expression,
  yes: Expression,
  no: Expression,
): Expression => (isSame(yes, no) ? yes : { is: "choice", condition, yes, no });

/** Whether two expressions are the same to the letter. */
export function isSame(one: Expression, other: Expression): boolean {
  if (one === other) return true;
  switch (one.is) {
    case "constant":
      return other.is === "constant" && one.text === other.text;
    case "variable":
      return other.is === "variable" && one.of === other.of;
    case "element":
      return (
        other.is === "element" &&
        isSame(one.object, other.object) &&
        (typeof one.key === "string" || typeof other.key === "string"
          ? one.key === other.key
          : isSame(one.key, other.key))
      );
    case "length":
      return other.is === "length" && isSame(one.object, other.object);
    case "binary":
      return (
        other.is === "binary" &&
        one.sign === other.sign &&
        isSame(one.left, other.left) &&
        isSame(one.right, other.right)
      );
    case "negated":
      return other.is === "negated" && isSame(one.value, other.value);
    case "math":
      return (
        other.is === "math" &&
        one.name === other.name &&
        areSame(one.args, other.args)
      );
    case "discrete":
      return (
        other.is === "discrete" &&
        one.sign === other.sign &&
        areSame(one.operands, other.operands)
      );
    case "choice":
    case "popped":
      return false;
  }
}

const areSame = (
  one: readonly Expression[],
  other: readonly Expression[],
): boolean =>
  one.length === other.length &&
  one.every((each, k) => isSame(each, other[k] ?? zero));
