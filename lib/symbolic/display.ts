import { matrixOf } from "../latex/arrays.js";
import { latexBundle, type LatexBundle } from "../latex/display.js";
import { texOfName } from "../latex/names.js";
import {
  type AnyFunction,
  type Derived,
  derivedFrom,
} from "../transform/derived.js";
import { parameterNames } from "../source/parameters.js";
import { twinOf } from "../source/stamp.js";
import { agrees } from "./agreement.js";
import {
  type ClosedForm,
  closedFormOf,
  type Parameter,
} from "./closed-form.js";
import { Expression } from "./expression.js";
import type { Formulas } from "./piecewise.js";
import { texOf, textOf } from "./show.js";

/** Formulas longer than this are no help to anybody. */
const longestFormula = 4000;

/**
 * What a function shows itself as: `f(x) = …`, the gradient as a column, the Hessian as a matrix. `undefined` where it
 * has no closed form, where that is too long to read, and where it does not agree with the function at sample points.
 *
 * A function is run to find that out, so only those are asked that can do nothing but compute: see `computesOnly`.
 *
 * @example
 * displayFunction((x: number) => x ** 2)?.["text/plain"] // "f(x) = x**2"
 */
export function displayFunction(f: AnyFunction): LatexBundle | undefined {
  try {
    if (!computesOnly(rootOf(f))) return undefined;
    const form = closedFormOf(f);
    if (!agrees(f, form)) return undefined;
    const derived = derivedFrom(f);
    const left = derived ? derivedName(derived, form) : nameOf(f);
    const list = form.parameters.map(texOfParameter).join(", ");
    const formula = `${left}\\left(${list}\\right) = ${texOfFormulas(form.value)}`;
    if (formula.length > longestFormula) return undefined;
    const names = form.parameters.map(({ name }) => name).join(", ");
    const title = f.name === "" ? "f" : f.name;
    return latexBundle(
      formula,
      `${title}(${names}) = ${textOfFormulas(form.value)}`,
    );
  } catch {
    // Whatever a function does to symbols that it was not written for, it is shown as any function is.
    return undefined;
  }
}

/** The plain function that derivatives were taken of. */
function rootOf(f: AnyFunction): AnyFunction {
  const derived = derivedFrom(f);
  return derived ? rootOf(derived.of) : f;
}

/** Methods that do nothing but compute. */
const harmless = new Set([
  "Math",
  "map",
  "reduce",
  "forEach",
  "filter",
  "slice",
  "at",
  "push",
]);

/**
 * Whether a function, by its text, does nothing but compute with its parameters: it was compiled for differentiation,
 * has parameters, and neither waits nor makes objects nor calls methods other than those of Math and of arrays.
 */
export function computesOnly(f: AnyFunction): boolean {
  const text = Function.prototype.toString.call(f);
  const count = parameterNames(f).length;
  if (count === 0 || count > 8 || twinOf(f) === undefined) return false;
  if (/\b(?:new|await|yield|this|delete|import|throw|async)\b/.test(text)) {
    return false;
  }
  const calls = text.matchAll(/([\w$]+)\s*\.\s*([\w$]+)\s*\(/g);
  for (const [, object = "", method = ""] of calls) {
    if (!harmless.has(object) && !harmless.has(method)) return false;
  }
  return true;
}

function nameOf(f: AnyFunction): string {
  return /^[\p{L}_$][\p{L}\p{N}_$]*$/u.test(f.name) ? texOfName(f.name) : "f";
}

function texOfParameter({ name, symbols }: Parameter): string {
  return symbols instanceof Expression
    ? texOf(symbols).text
    : name.startsWith("[")
      ? symbols.map((symbol) => texOf(symbol).text).join(", ")
      : texOfName(name);
}

function derivedName(derived: Derived, form: ClosedForm): string {
  const { kind, order, wrt, of } = derived;
  const name = nameOf(rootOf(of));
  const inner = derivedFrom(of);
  const base = inner ? `\\left(${derivedName(inner, form)}\\right)` : name;
  const [only, more] = form.parameters;
  const single = only?.symbols instanceof Expression && !more;
  switch (kind) {
    case "hessian":
      return single ? primed(base, 2) : `\\mathbf{H}_{${base}}`;
    case "jacobian":
      return single ? primed(base, 1) : `\\mathbf{J}_{${base}}`;
    case "gradient":
      if (single) return primed(base, 1);
      if (typeof wrt === "number") return partialName(base, form, wrt, 1);
      return `\\nabla ${base}`;
    case "partial":
      return partialName(base, form, [wrt ?? 0].flat()[0] ?? 0, order);
    case "derivative":
    case "value and gradient":
    case "other":
      return primed(base, order);
  }
}

function primed(name: string, order: number): string {
  return order <= 3
    ? `${name}${"'".repeat(order)}`
    : `${name}^{(${String(order)})}`;
}

function partialName(
  name: string,
  form: ClosedForm,
  index: number,
  order: number,
): string {
  const parameter = form.parameters.at(index);
  const variable = parameter ? texOfParameter(parameter) : "x";
  const power = order === 1 ? "" : `^{${String(order)}}`;
  return `\\frac{\\partial${power} ${name}}{\\partial ${variable}${power}}`;
}

/** Formulas as LaTeX: a list as a column, a list of lists as a matrix. */
export function texOfFormulas(value: Formulas): string {
  if (typeof value === "number" || value instanceof Expression) {
    return texOf(value).text;
  }
  const rows = value.map((row) =>
    isFormula(row) ? [texOf(row).text] : row.map(texOfFormulas),
  );
  return matrixOf(rows);
}

function isFormula(value: Formulas): value is number | Expression {
  return typeof value === "number" || value instanceof Expression;
}

function textOfFormulas(value: Formulas): string {
  return isFormula(value)
    ? textOf(value)
    : `[${value.map(textOfFormulas).join(", ")}]`;
}
