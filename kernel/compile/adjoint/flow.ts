/** How a derivative by an expression's value becomes derivatives by the places that the expression reads. */
import type { Analysis } from "./analysis.js";
import type { Line } from "./lines.js";
import type { Plan } from "./plan.js";
import type { Expression } from "./program.js";
import { type Read, slopes } from "./slopes.js";
import {
  accessed,
  atom,
  binding,
  enclosed,
  type Text,
  textOf,
  times,
} from "./text.js";

/** The name of what the derivative by a variable is gathered in. */
export const shadowOf = (name: string): string => `d_${name}`;

/** What the text of one statement computes once. */
export interface Sheet {
  readonly lines: Line[];
  readonly known: Map<string, string>;
}

export const blank = (): Sheet => ({ lines: [], known: new Map() });

export class Flow {
  readonly #analysis: Analysis;
  readonly #plan: Plan;
  #names = 0;

  constructor(analysis: Analysis, plan: Plan) {
    this.#analysis = analysis;
    this.#plan = plan;
  }

  text(expression: Expression): string {
    return textOf(expression, this.#plan).text;
  }

  /** What gathers the derivative by a place, or stands beside a list. */
  shadow(place: Expression): string {
    if (place.is === "variable") {
      if (place.of.kind === "array" || place.of.kind === "record")
        this.#plan.variable(place.of);
      return shadowOf(place.of.name);
    }
    if (place.is !== "element")
      throw new Error("internal: only places have a shadow");
    return accessed(this.shadow(place.object), place.key, this.#plan);
  }

  #fresh(): string {
    return `t${String(this.#names++)}$`;
  }

  /** A copy of what is about to change. */
  heldAs(sheet: Sheet, text: string): string {
    const name = this.#fresh();
    sheet.lines.push(`const ${name} = ${text};`);
    return name;
  }

  held(sheet: Sheet, text: Text): Text {
    if (/^-?[\w$]+$/.test(text.text)) return text;
    const name = this.#fresh();
    sheet.lines.push(`const ${name} = ${text.text};`);
    return atom(name);
  }

  /** The value of an operand, computed once for the statement. */
  #value(expression: Expression, sheet: Sheet): Text {
    const text = textOf(expression, this.#plan);
    if (expression.is === "constant" || expression.is === "variable")
      return text;
    const known = sheet.known.get(text.text);
    if (known !== undefined) return atom(known);
    const held = this.held(sheet, text);
    sheet.known.set(text.text, held.text);
    return held;
  }

  /** Adds `t` times the derivative of the expression to what gathers the derivatives by its places. */
  through(e: Expression, t: Text, minus: boolean, sheet: Sheet): void {
    if (!this.#analysis.isActive(e)) return;
    switch (e.is) {
      case "variable":
      case "element":
        sheet.lines.push(`${this.shadow(e)} ${minus ? "-" : "+"}= ${t.text};`);
        return;
      case "negated":
        this.through(e.value, t, !minus, sheet);
        return;
      case "binary":
        this.#binary(e, t, minus, sheet);
        return;
      case "math":
        this.throughMath(e, t, minus, sheet, () => this.#value(e, sheet).text);
        return;
      case "choice":
        this.#choice(e, t, minus, sheet);
        return;
      case "constant":
      case "discrete":
      case "length":
        throw new Error(`internal: a derivative through ${e.is}`);
    }
  }

  #choice(
    e: Expression & { is: "choice" },
    whole: Text,
    minus: boolean,
    sheet: Sheet,
  ): void {
    const t = this.held(sheet, whole);
    const branch = (part: Expression): Line[] => {
      const own: Sheet = { lines: [], known: new Map(sheet.known) };
      this.through(part, t, minus, own);
      return own.lines;
    };
    const condition = this.text(e.condition);
    sheet.lines.push(`if (${condition}) {`, branch(e.yes), "} else {");
    sheet.lines.push(branch(e.no), "}");
  }

  #binary(
    { sign, left, right }: Expression & { is: "binary" },
    whole: Text,
    minus: boolean,
    sheet: Sheet,
  ): void {
    const both =
      this.#analysis.isActive(left) && this.#analysis.isActive(right);
    const t = both ? this.held(sheet, whole) : whole;
    if (sign === "*") {
      this.#product(left, right, t, minus, sheet);
      return;
    }
    if (sign === "+" || sign === "-") {
      this.through(left, t, minus, sheet);
      this.through(right, t, minus !== (sign === "-"), sheet);
      return;
    }
    if (sign === "%") {
      this.through(left, t, minus, sheet);
      if (!this.#analysis.isActive(right)) return;
      const turns = `Math.trunc(${this.#value(left, sheet).text} / ${this.#value(right, sheet).text})`;
      this.through(right, times(t, atom(turns)), !minus, sheet);
      return;
    }
    const divisor = this.#value(right, sheet);
    const { product } = binding;
    const share: Text = {
      text: `${enclosed(t, product)} / ${enclosed(divisor, product + 1)}`,
      binds: product,
    };
    if (!this.#analysis.isActive(right)) {
      this.through(left, share, minus, sheet);
      return;
    }
    const held = this.held(sheet, share);
    this.through(left, held, minus, sheet);
    const quotient = `(${this.#value(left, sheet).text} / ${divisor.text})`;
    this.through(right, times(held, atom(quotient)), !minus, sheet);
  }

  #product(
    left: Expression,
    right: Expression,
    t: Text,
    minus: boolean,
    sheet: Sheet,
  ): void {
    const [l, r] = [left, right].map((each) => textOf(each).text);
    if (l === r) {
      const twice = times(atom("2"), this.#value(left, sheet));
      this.through(left, times(t, { ...twice, binds: 0 }), minus, sheet);
      return;
    }
    if (this.#analysis.isActive(left))
      this.through(left, times(t, this.#value(right, sheet)), minus, sheet);
    if (this.#analysis.isActive(right))
      this.through(right, times(t, this.#value(left, sheet)), minus, sheet);
  }

  throughMath(
    { name, args }: Expression & { is: "math" },
    whole: Text,
    minus: boolean,
    sheet: Sheet,
    value: Read,
  ): void {
    const slope = slopes[name];
    if (slope === undefined)
      throw new Error(`internal: Math.${name} has no slope`);
    const active = args.filter((arg) => this.#analysis.isActive(arg));
    const t = active.length > 1 ? this.held(sheet, whole) : whole;
    const reads = args.map((arg) => () => {
      const text = this.#value(arg, sheet);
      return enclosed(text, binding.atom);
    });
    args.forEach((arg, k) => {
      if (!this.#analysis.isActive(arg)) return;
      const text = slope(reads, value, k);
      const isAtom = /^[\w$.]+(\([\w$., ]*\))?$/.test(text);
      const factor = isAtom ? atom(text) : { text, binds: 0 };
      if (text !== "0") this.through(arg, times(t, factor), minus, sheet);
    });
  }
}
