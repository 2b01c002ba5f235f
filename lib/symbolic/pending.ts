import type { Value } from "../ir/node.js";
import { enclose, Precedence, type Tex } from "../ir/tex.js";
import { texOfName } from "../latex/names.js";
import { add, div, mul } from "../ops/arithmetic.js";
import { negateForm } from "./arithmetic.js";
import { tangentOf } from "./differentiate.js";
import { type Form, isOneForm, isZeroForm, solePower } from "./form.js";
import { texOfForm } from "./print.js";
import { textOfForm } from "./text.js";
import { valueOfForm } from "./write.js";

/** A formula in which some derivatives are still to be taken. */
export type Pending =
  | { readonly kind: "formula"; readonly form: Form }
  | { readonly kind: "derivative"; readonly form: Form }
  | { readonly kind: "sum" | "product"; readonly parts: readonly Pending[] }
  | {
      readonly kind: "quotient";
      readonly above: Pending;
      readonly below: Pending;
    };

export const formulaPiece = (form: Form): Pending => ({
  kind: "formula",
  form: opened(form),
});

export const derivativePiece = (form: Form): Pending => ({
  kind: "derivative",
  form: opened(form),
});

/** A sum that is a factor, as the sum that it is. */
function opened(form: Form): Form {
  const power = solePower(form);
  return power?.base.kind === "group" && isOneForm(power.exponent)
    ? power.base.form
    : form;
}

const isFormula = (piece: Pending, test: (form: Form) => boolean): boolean =>
  piece.kind === "formula" && test(piece.form);

/** A sum without its zeros. */
export function sumPiece(parts: readonly Pending[], zero: Form): Pending {
  const left = parts.filter((part) => !isFormula(part, isZeroForm));
  const [only] = left;
  if (only === undefined) return formulaPiece(zero);
  return left.length === 1 ? only : { kind: "sum", parts: left };
}

/** A product without its ones; zero where a factor is. */
export function productPiece(parts: readonly Pending[], one: Form): Pending {
  const flat = parts.flatMap((part) =>
    part.kind === "product" ? part.parts : [part],
  );
  const zero = flat.find((part) => isFormula(part, isZeroForm));
  if (zero) return zero;
  const left = flat.filter((part) => !isFormula(part, isOneForm));
  const [only] = left;
  if (only === undefined) return formulaPiece(one);
  return left.length === 1 ? only : { kind: "product", parts: left };
}

/** By what is differentiated, and with which sign it is written. */
export interface Variable {
  readonly name: string;
  readonly partial: boolean;
}

/** `d/dx`, or `∂/∂x` where there are other symbols. */
export function operatorOf({ name, partial }: Variable): {
  latex: string;
  text: string;
} {
  const sign = partial ? "\\partial" : "\\mathrm{d}";
  return {
    latex: `\\frac{${sign}}{${sign} ${texOfName(name)}}`,
    text: partial ? `∂/∂${name}` : `d/d${name}`,
  };
}

/** A piece as LaTeX. */
export function texOfPiece(piece: Pending, by: Variable): Tex {
  const inner = (part: Pending): Tex => texOfPiece(part, by);
  switch (piece.kind) {
    case "formula":
      return texOfForm(piece.form);
    case "derivative":
      return {
        text: `${operatorOf(by).latex} \\left(${texOfForm(piece.form).text}\\right)`,
        binds: Precedence.product,
      };
    case "sum":
      return {
        text: joinTerms(piece.parts.map((part) => inner(part).text)),
        binds: Precedence.sum,
      };
    case "product": {
      const { factors, sign } = withoutSigns(piece.parts);
      const text = factors
        .map((part) => enclose(inner(part), Precedence.product))
        .join(" \\cdot ");
      return sign === ""
        ? { text, binds: Precedence.product }
        : { text: `${sign}${text}`, binds: Precedence.sum };
    }
    case "quotient":
      return {
        text: `\\frac{${inner(piece.above).text}}{${inner(piece.below).text}}`,
        binds: Precedence.product,
      };
  }
}

/** A piece as a program would have it, with `d/dx(…)` for what is to be differentiated. */
export function textOfPiece(piece: Pending, by: Variable): string {
  const inner = (part: Pending): string => textOfPiece(part, by);
  switch (piece.kind) {
    case "formula":
      return textOfForm(piece.form);
    case "derivative":
      return `${operatorOf(by).text}(${textOfForm(piece.form)})`;
    case "sum":
      return joinTerms(piece.parts.map(inner));
    case "product": {
      const { factors, sign } = withoutSigns(piece.parts);
      const texts = factors.map((part) =>
        isLoose(part) ? `(${inner(part)})` : inner(part),
      );
      return `${sign}${texts.join("*")}`;
    }
    case "quotient":
      return `(${inner(piece.above)})/(${inner(piece.below)})`;
  }
}

function joinTerms(terms: readonly string[]): string {
  return terms
    .map((term, i) =>
      i === 0
        ? term
        : term.startsWith("-")
          ? ` - ${term.slice(1)}`
          : ` + ${term}`,
    )
    .join("");
}

/** The factors of a product with their minus signs in front of it. */
function withoutSigns(parts: readonly Pending[]): {
  factors: readonly Pending[];
  sign: "" | "-";
} {
  const negative = parts.filter(isNegative);
  const factors = parts.map((part) =>
    isNegative(part) ? formulaPiece(negateForm(part.form)) : part,
  );
  const left = factors.filter((part) => !isFormula(part, isOneForm));
  return {
    factors: left.length > 0 ? left : factors,
    sign: negative.length % 2 === 1 ? "-" : "",
  };
}

/** Whether a factor is one term with a minus sign. */
function isNegative(part: Pending): part is Pending & { kind: "formula" } {
  const [term, second] = part.kind === "formula" ? part.form.terms : [];
  return !second && term !== undefined && term.coefficient.numerator < 0n;
}

/** Whether a factor needs parentheses: a sum. */
function isLoose(piece: Pending): boolean {
  if (piece.kind === "sum") return true;
  return piece.kind === "formula" && piece.form.terms.length > 1;
}

/** The formula that a piece stands for, its derivatives taken. */
export function valueOfPiece(piece: Pending, name: string): Value {
  const inner = (part: Pending): Value => valueOfPiece(part, name);
  switch (piece.kind) {
    case "formula":
      return valueOfForm(piece.form);
    case "derivative":
      return tangentOf(valueOfForm(piece.form), name);
    case "sum":
      return piece.parts.map(inner).reduce((a, b) => add(a, b));
    case "product":
      return piece.parts.map(inner).reduce((a, b) => mul(a, b));
    case "quotient":
      return div(inner(piece.above), inner(piece.below));
  }
}
