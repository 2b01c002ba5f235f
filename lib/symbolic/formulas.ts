import { isNode, type Node, type Value } from "../ir/node.js";
import { type Bindings, substitute as substituteValue } from "./evaluate.js";
import { expandForm } from "./expand.js";
import { Expression, type Formula } from "./expression.js";
import { collectForm, factorForm } from "./factor.js";
import { type Form, namesIn, symbolBase } from "./form.js";
import { formOfValue } from "./read.js";
import { simplifyForm } from "./simplify.js";
import { valueOfForm } from "./write.js";

/** `expand` refuses to write more terms than this. */
const mostTerms = 5000;

/**
 * A formula in the shortest of the equal forms that a person might write.
 *
 * @throws NoClosedForm where it holds operations on arrays.
 * @example
 * const x = symbols("x");
 * simplify(sin(x) ** 2 + cos(x) ** 2); // 1
 */
export function simplify(formula: Formula): Formula {
  return rewritten(formula, simplifyForm);
}

/**
 * A formula with all products of sums multiplied out.
 *
 * @throws RangeError where the result would have more than 5000 terms.
 * @example
 * const [x, y] = symbols("x y");
 * expand((x + 1) ** 3); // x³ + 3x² + 3x + 1
 */
export function expand(formula: Formula): Formula {
  return rewritten(formula, (form) => expandForm(form, mostTerms));
}

/**
 * A sum as a product: common factors in front, and the factors over the rationals of polynomials of one variable (and
 * of homogeneous ones of two).
 *
 * @example
 * const [x, y] = symbols("x y");
 * factor(12 * x ** 3 - 12 * x ** 2 - 24 * x); // 12x(x − 2)(x + 1)
 */
export function factor(formula: Formula): Formula {
  return rewritten(formula, factorForm);
}

/**
 * A sum ordered by the powers of a symbol.
 *
 * @example
 * const [x, y, z] = symbols("x y z");
 * collect(x * y + x * z + y, x); // x(y + z) + y
 */
export function collect(formula: Formula, by: Expression): Formula {
  const { symbol } = by;
  if (symbol === undefined) {
    throw new TypeError(
      `collect: \`${String(by)}\` is not a symbol; give one made by symbols("x")`,
    );
  }
  return rewritten(formula, (form) => collectForm(form, symbolBase(symbol)));
}

function rewritten(formula: Formula, rewrite: (form: Form) => Form): Formula {
  return valueOfForm(rewrite(formOfValue(formula)));
}

/**
 * A formula with numbers, tensors or other formulas in the place of symbols. Symbols that get none stay.
 *
 * @example
 * const [x, y] = symbols("x y");
 * substitute(x ** 2 + y, { x: 3 }); // y + 9
 */
export function substitute(formula: Value, bindings: Bindings): Value {
  return substituteValue(formula, bindings);
}

/**
 * The value of a formula for values of its symbols.
 *
 * @throws ReferenceError where a symbol has no value: `evaluate: y has no value; give evaluate(e, { y: … })`.
 * @example
 * const [x, y] = symbols("x y");
 * evaluate(x ** 2 + y, { x: 3, y: 1 }); // 10
 */
export function evaluate<T extends number | Node = number>(
  formula: Value,
  bindings: Readonly<Record<string, T>> = {},
): T {
  const value = substituteValue(formula, bindings);
  if (isNode(value) && value instanceof Expression) {
    const missing = symbolsIn(value).join(", ");
    throw new ReferenceError(
      `evaluate: ${missing} has no value; give evaluate(e, { ${missing}: … })`,
    );
  }
  return value as T;
}

/** The names of the symbols of a formula, in the order of the alphabet. */
export function symbolsIn(formula: Value): string[] {
  return namesIn(formOfValue(formula));
}
