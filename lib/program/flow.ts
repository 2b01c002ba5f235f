/** How a derivative by an expression's value becomes derivatives by the places that the expression reads. */
import { choice, isSame, isZero, negated, over, times } from "./algebra.js";
import type { Analysis } from "./analysis.js";
import type { Names, Shadows } from "./names.js";
import type { Plan } from "./plan.js";
import {
  constant,
  discrete,
  type Expression,
  isReferenceKind,
  type Place,
  type Statement,
  variable,
} from "./program.js";
import { type Read, slopes } from "./slopes.js";
import { added } from "./sums.js";

/** What the way back of one statement computes once. */
export interface Sheet {
  readonly list: Statement[];
  readonly known: [what: Expression, as: Expression][];
}

export const blank = (): Sheet => ({ list: [], known: [] });

export class Flow {
  readonly #analysis: Analysis;
  readonly #plan: Plan;
  readonly #names: Names;
  readonly #shadows: Shadows;

  constructor(parts: {
    analysis: Analysis;
    plan: Plan;
    names: Names;
    shadows: Shadows;
  }) {
    this.#analysis = parts.analysis;
    this.#plan = parts.plan;
    this.#names = parts.names;
    this.#shadows = parts.shadows;
  }

  read(expression: Expression): Expression {
    return this.#plan.read(expression);
  }

  /** What gathers the derivative by a place, or stands beside a list. */
  shadow(place: Expression): Place {
    if (place.is === "variable") {
      const shadow = variable(this.#shadows.of(place.of));
      if (isReferenceKind(place.of.kind)) this.read(place);
      return shadow;
    }
    if (place.is !== "element")
      throw new Error("internal: only places have a shadow");
    if (typeof place.key !== "string") this.read(place.key);
    return { ...place, object: this.shadow(place.object) };
  }

  /** A copy of what is about to change. */
  copied(sheet: Sheet, value: Expression): Expression {
    const made = variable(this.#names.local("t"));
    sheet.list.push({ is: "set", place: made, value });
    return made;
  }

  held(sheet: Sheet, value: Expression): Expression {
    const plain = value.is === "negated" ? value.value : value;
    return plain.is === "constant" || plain.is === "variable"
      ? value
      : this.copied(sheet, value);
  }

  /** The value of an operand, computed once for the statement. */
  #value(expression: Expression, sheet: Sheet): Expression {
    this.read(expression);
    if (expression.is === "constant" || expression.is === "variable")
      return expression;
    const known = sheet.known.find(([what]) => isSame(what, expression));
    if (known !== undefined) return known[1];
    const held = this.held(sheet, expression);
    sheet.known.push([expression, held]);
    return held;
  }

  /** Adds `t` times the derivative of the expression to what gathers the derivatives by its places. */
  through(e: Expression, t: Expression, sheet: Sheet): void {
    if (!this.#analysis.isActive(e) || isZero(t)) return;
    switch (e.is) {
      case "variable":
      case "element":
        sheet.list.push(added(this.shadow(e), t));
        return;
      case "negated":
        this.through(e.value, negated(t), sheet);
        return;
      case "binary":
        this.#binary(e, t, sheet);
        return;
      case "math":
        this.throughMath(e, t, sheet, () => this.#value(e, sheet));
        return;
      case "choice":
        this.#choice(e, t, sheet);
        return;
      default:
        throw new Error(`internal: a derivative through ${e.is}`);
    }
  }

  #choice(
    e: Expression & { is: "choice" },
    whole: Expression,
    sheet: Sheet,
  ): void {
    const t = this.held(sheet, whole);
    const branch = (part: Expression): Statement[] => {
      const own: Sheet = { list: [], known: [...sheet.known] };
      this.through(part, t, own);
      return own.list;
    };
    this.read(e.condition);
    sheet.list.push({
      is: "if",
      condition: e.condition,
      yes: branch(e.yes),
      no: branch(e.no),
    });
  }

  #binary(
    { sign, left, right }: Expression & { is: "binary" },
    whole: Expression,
    sheet: Sheet,
  ): void {
    const isActive = (e: Expression) => this.#analysis.isActive(e);
    const t =
      isActive(left) && isActive(right) ? this.held(sheet, whole) : whole;
    switch (sign) {
      case "*":
        this.#product(left, right, t, sheet);
        return;
      case "+":
        this.through(left, t, sheet);
        this.through(right, t, sheet);
        return;
      case "-":
        this.through(left, t, sheet);
        this.through(right, negated(t), sheet);
        return;
      case "%":
        this.#remainder(left, right, t, sheet);
        return;
      default:
        this.#quotient(left, right, t, sheet);
    }
  }

  #remainder(
    left: Expression,
    right: Expression,
    t: Expression,
    sheet: Sheet,
  ): void {
    this.through(left, t, sheet);
    if (!this.#analysis.isActive(right)) return;
    const quotient = over(this.#value(left, sheet), this.#value(right, sheet));
    const turns = discrete("number", "Math.trunc(", [quotient]);
    this.through(right, negated(times(t, turns)), sheet);
  }

  #quotient(
    left: Expression,
    right: Expression,
    t: Expression,
    sheet: Sheet,
  ): void {
    const divisor = this.#value(right, sheet);
    const share = over(t, divisor);
    if (!this.#analysis.isActive(right)) {
      this.through(left, share, sheet);
      return;
    }
    const held = this.held(sheet, share);
    this.through(left, held, sheet);
    const quotient = over(this.#value(left, sheet), divisor);
    this.through(right, negated(times(held, quotient)), sheet);
  }

  #product(
    left: Expression,
    right: Expression,
    t: Expression,
    sheet: Sheet,
  ): void {
    if (isSame(left, right)) {
      const twice = times(constant(2), this.#value(left, sheet));
      this.through(left, times(t, twice), sheet);
      return;
    }
    if (this.#analysis.isActive(left))
      this.through(left, times(t, this.#value(right, sheet)), sheet);
    if (this.#analysis.isActive(right))
      this.through(right, times(t, this.#value(left, sheet)), sheet);
  }

  throughMath(
    { name, args }: Expression & { is: "math" },
    whole: Expression,
    sheet: Sheet,
    value: Read,
  ): void {
    const slope = slopes[name];
    if (slope === undefined)
      throw new Error(`internal: Math.${name} has no slope`);
    const active = args.filter((arg) => this.#analysis.isActive(arg));
    const t = active.length > 1 ? this.held(sheet, whole) : whole;
    const reads = args.map((arg) => () => this.#value(arg, sheet));
    args.forEach((arg, k) => {
      if (!this.#analysis.isActive(arg)) return;
      this.through(arg, scaled(t, slope(reads, value, k)), sheet);
    });
  }
}

/** `t · factor`; a quotient stays one, which is one rounding less: `t / x` for `t · (1 / x)`. */
function scaled(t: Expression, factor: Expression): Expression {
  if (factor.is === "binary" && factor.sign === "/") {
    const { left, right } = factor;
    return over(times(t, left), right);
  }
  if (factor.is === "choice") {
    const { condition, yes, no } = factor;
    return choice(condition, scaled(t, yes), scaled(t, no));
  }
  return times(t, factor);
}
