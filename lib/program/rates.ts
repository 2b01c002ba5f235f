/** How fast numbers change: the derivative of an expression, in terms of those beside what it is made of. */
import {
  choice,
  isSame,
  math,
  minus,
  negated,
  over,
  plus,
  times,
  zero,
} from "./algebra.js";
import type { Analysis } from "./analysis.js";
import type { Names, Shadows } from "./names.js";
import {
  discrete,
  type Expression,
  type Place,
  type Statement,
  variable,
} from "./program.js";
import { slopes } from "./slopes.js";
import { partsOf } from "./walks.js";

/** What one statement computes once. */
export interface Sheet {
  readonly list: Statement[];
  readonly known: [what: Expression, as: Place][];
}

export const blank = (): Sheet => ({ list: [], known: [] });

export class Rates {
  readonly #analysis: Analysis;
  readonly #names: Names;
  readonly #dots: Shadows;

  constructor(analysis: Analysis, names: Names, dots: Shadows) {
    this.#analysis = analysis;
    this.#names = names;
    this.#dots = dots;
  }

  /** What stands beside a place. */
  beside(place: Expression): Place {
    if (place.is === "variable") return variable(this.#dots.of(place.of));
    if (place.is !== "element")
      throw new Error("internal: only places have a derivative beside them");
    return { ...place, object: this.beside(place.object) };
  }

  #held(value: Expression, sheet: Sheet): Expression {
    const plain = value.is === "negated" ? value.value : value;
    if (plain.is === "constant" || plain.is === "variable") return value;
    const known = sheet.known.find(([what]) => isSame(what, value));
    if (known !== undefined) return known[1];
    const made = variable(this.#names.local("v"));
    sheet.list.push({
      is: "set",
      place: made,
      value: replaced(value, sheet.known),
    });
    sheet.known.push([value, made]);
    return made;
  }

  /** The derivative of a number. */
  of(e: Expression, sheet: Sheet): Expression {
    if (!this.#analysis.isActive(e)) return zero;
    switch (e.is) {
      case "variable":
      case "element":
        return this.beside(e);
      case "negated":
        return negated(this.of(e.value, sheet));
      case "binary":
        return this.#binary(e, sheet);
      case "math":
        return this.#math(e, sheet);
      case "choice":
        return this.#choice(e, sheet);
      default:
        throw new Error(`internal: a derivative of ${e.is}`);
    }
  }

  #binary(e: Expression & { is: "binary" }, sheet: Sheet): Expression {
    const { sign, left, right } = e;
    const l = this.of(left, sheet);
    const r = this.of(right, sheet);
    switch (sign) {
      case "+":
        return plus(l, r);
      case "-":
        return minus(l, r);
      case "*":
        return plus(
          times(l, this.#asked(right, l, sheet)),
          times(this.#asked(left, r, sheet), r),
        );
      case "%": {
        if (r === zero) return l;
        const ratio = over(this.#held(left, sheet), this.#held(right, sheet));
        return minus(l, times(discrete("number", "Math.trunc(", [ratio]), r));
      }
      default: {
        const divisor = this.#held(right, sheet);
        if (r === zero) return over(l, divisor);
        const whole = this.#held(e, sheet);
        return over(minus(l, times(whole, r)), divisor);
      }
    }
  }

  /** A factor, unless it is multiplied by nothing. */
  #asked(factor: Expression, by: Expression, sheet: Sheet): Expression {
    return by === zero ? zero : this.#held(factor, sheet);
  }

  #math(e: Expression & { is: "math" }, sheet: Sheet): Expression {
    const slope = slopes[e.name];
    if (slope === undefined)
      throw new Error(`internal: Math.${e.name} has no slope`);
    const reads = e.args.map((arg) => () => this.#held(arg, sheet));
    return e.args
      .map((arg, k) => {
        const t = this.of(arg, sheet);
        if (t === zero) return zero;
        return this.#scaled(
          t,
          slope(reads, () => this.#held(e, sheet), k),
          sheet,
        );
      })
      .reduce(plus, zero);
  }

  /** The product; a slope of zero makes zero even of what is not finite. */
  #scaled(t: Expression, factor: Expression, sheet: Sheet): Expression {
    if (factor.is === "choice") {
      const held = this.#held(t, sheet);
      return choice(
        factor.condition,
        this.#scaled(held, factor.yes, sheet),
        this.#scaled(held, factor.no, sheet),
      );
    }
    if (factor.is === "binary" && factor.sign === "/")
      return over(times(t, factor.left), factor.right);
    return times(t, factor);
  }

  /** Each way computes what it needs alone: on the other there may be nothing to read. */
  #choice(e: Expression & { is: "choice" }, sheet: Sheet): Expression {
    const branch = (part: Expression) => {
      const own: Sheet = { list: [], known: [...sheet.known] };
      return { own, value: this.of(part, own) };
    };
    const yes = branch(e.yes);
    const no = branch(e.no);
    if (yes.own.list.length + no.own.list.length === 0)
      return choice(e.condition, yes.value, no.value);
    const place = variable(this.#names.local("chosen"));
    const way = ({ own, value }: typeof yes): Statement[] => [
      ...own.list,
      { is: "set", place, value },
    ];
    sheet.list.push({
      is: "if",
      condition: e.condition,
      yes: way(yes),
      no: way(no),
    });
    return place;
  }
}

/** The expression with what is known already in its places. */
export function replaced(e: Expression, known: Sheet["known"]): Expression {
  if (known.length === 0 || e.is === "constant" || e.is === "variable")
    return e;
  const found = known.find(([what]) => isSame(what, e));
  if (found !== undefined) return found[1];
  if (!partsOf(e).some((part) => replaced(part, known) !== part)) return e;
  const inner = (part: Expression): Expression => replaced(part, known);
  switch (e.is) {
    case "binary":
      return { ...e, left: inner(e.left), right: inner(e.right) };
    case "negated":
      return { is: "negated", value: inner(e.value) };
    case "math":
      return math(e.name, ...e.args.map(inner));
    case "discrete":
      return { ...e, operands: e.operands.map(inner) };
    default:
      return e;
  }
}
