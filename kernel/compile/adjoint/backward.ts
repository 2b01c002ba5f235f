/** The way back: each statement's share of the derivative, the last statement first. */
import { type Read, slopes } from "./slopes.js";
import { type Analysis, exitsOf } from "./analysis.js";
import type { Line } from "./lines.js";
import type { Plan } from "./plan.js";
import {
  type Expression,
  kindOf,
  partsOf,
  type Place,
  type Statement,
  type Variable,
  variable,
} from "./program.js";
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
interface Sheet {
  readonly lines: Line[];
  readonly known: Map<string, string>;
}

export class Backward {
  readonly #analysis: Analysis;
  readonly #plan: Plan;
  readonly #written = new Map<readonly Statement[], Line[]>();
  readonly #counts: ReadonlyMap<Statement, string>;
  #names = 0;

  constructor(
    analysis: Analysis,
    plan: Plan,
    counts: ReadonlyMap<Statement, string>,
  ) {
    this.#analysis = analysis;
    this.#plan = plan;
    this.#counts = counts;
  }

  /** Whether there is nothing to do for these statements on the way back. */
  isSilent(list: readonly Statement[]): boolean {
    return this.list(list).length === 0;
  }

  list(list: readonly Statement[]): Line[] {
    const known = this.#written.get(list);
    if (known !== undefined) return known;
    const exits = [...exitsOf(list)].reverse();
    const lines =
      exits.length > 0 ? this.#entries(list, exits) : this.#straight(list);
    const isEmpty = list.every((each) => this.#of(each).length === 0);
    const found = isEmpty ? [] : lines;
    this.#written.set(list, found);
    return found;
  }

  /** What is computed again is computed behind the step of the loop, with the counter that it had. */
  #straight(list: readonly Statement[]): Line[] {
    const last = list.at(-1);
    const steps =
      last?.is === "set" &&
      last.place.is === "variable" &&
      last.place.of.counter;
    const behind = steps ? list.length - 1 : list.length;
    return [
      ...this.#range(list, behind, list.length),
      ...list
        .filter((each) => this.#plan.isRepeated(each))
        .map((each) => this.#repeated(each)),
      ...this.#range(list, 0, behind),
    ];
  }

  /** Behind the statements that were not reached, according to the tape. */
  #entries(list: readonly Statement[], exits: readonly number[]): Line[] {
    const lines: Line[] = ["switch ($v[--$p]) {", ["case 0:"]];
    let end = list.length;
    for (const exit of exits) {
      lines.push([this.#range(list, exit + 1, end)]);
      lines.push([`case ${String(exit + 1)}:`]);
      end = exit + 1;
    }
    lines.push([this.#range(list, 0, end)], "}");
    return lines;
  }

  #range(list: readonly Statement[], from: number, to: number): Line[] {
    return list
      .slice(from, to)
      .reverse()
      .flatMap((each) => this.#of(each));
  }

  readonly #lines = new Map<Statement, Line[]>();

  #of(statement: Statement): Line[] {
    let lines = this.#lines.get(statement);
    if (lines === undefined) {
      lines = this.#statement(statement);
      this.#lines.set(statement, lines);
    }
    return lines;
  }

  #statement(statement: Statement): Line[] {
    switch (statement.is) {
      case "set":
        return this.#set(statement);
      case "refer":
        return this.#refer(statement);
      case "make":
        return this.#make(statement);
      case "fill":
        return this.#restored(statement.to, statement);
      case "copy":
        return this.#copy(statement);
      case "push":
        return this.#push(statement);
      case "call":
        return this.#call(statement);
      case "if":
        return this.#if(statement);
      case "loop":
        return this.#loop(statement);
      case "block":
        return this.list(statement.body);
      case "jump":
      case "fail":
        return [];
    }
  }

  #repeated(statement: Statement & { is: "set" | "refer" }): string {
    const value = statement.is === "set" ? statement.value : statement.from;
    const { place } = statement;
    const name = this.#text(place);
    const line = `${name} = ${this.#text(value)};`;
    if (statement.is === "set" || this.#isOuter(place)) return line;
    return `${line} ${shadowOf(name)} = ${this.#shadow(value)};`;
  }

  #isOuter(expression: Expression): boolean {
    return this.#analysis.familyOf(expression).outer;
  }

  #text(expression: Expression): string {
    return textOf(expression, this.#plan).text;
  }

  /** What gathers the derivative by a place, or stands beside a list. */
  #shadow(place: Expression): string {
    if (place.is === "variable") {
      if (place.of.kind === "array" || place.of.kind === "record")
        this.#plan.variable(place.of);
      return shadowOf(place.of.name);
    }
    if (place.is !== "element")
      throw new Error("internal: only places have a shadow");
    return accessed(this.#shadow(place.object), place.key, this.#plan);
  }

  #fresh(): string {
    return `t${String(this.#names++)}$`;
  }

  #set(statement: Statement & { is: "set" }): Line[] {
    const { place, value, sum } = statement;
    const isVariable = place.is === "variable";
    const restored = isVariable
      ? this.#restoredNumber(place.of, statement)
      : this.#restoredElement(place);
    if (!this.#analysis.isActive(place)) return restored;
    const sheet: Sheet = { lines: [], known: new Map() };
    const shadow = this.#shadow(place);
    const active = this.#analysis.isActive(value);
    if (sum !== undefined) {
      if (!active) return restored;
      const direct = isVariable && !mentions(value, place.of);
      const t = direct ? shadow : this.#heldAs(sheet, shadow);
      const before = sheet.lines.splice(0);
      this.#flow(value, atom(t), sum === "-", sheet);
      return [...before, ...restored, ...sheet.lines];
    }
    const once =
      isVariable &&
      !place.of.looped &&
      place.of.assigned === 1 &&
      place.of.role === "local";
    const t = active && !once ? this.#heldAs(sheet, shadow) : shadow;
    if (!once) sheet.lines.push(`${shadow} = 0;`);
    if (!active) return [...sheet.lines, ...restored];
    // The function's own value still stands in the variable.
    const before = sheet.lines.splice(0);
    if (value.is === "math" && isVariable)
      this.#flowMath(value, atom(t), false, sheet, () => {
        this.#plan.variable(place.of);
        if (restored.length === 0) return place.of.name;
        const kept = `${t}v`;
        const line = `const ${kept} = ${place.of.name};`;
        if (!before.includes(line)) before.push(line);
        return kept;
      });
    else this.#flow(value, atom(t), false, sheet);
    return [...before, ...restored, ...sheet.lines];
  }

  #restoredNumber(of: Variable, by: Statement): Line[] {
    if (!this.#plan.saves(of, by)) return [];
    if (by.is === "set" && by.sum !== undefined)
      if (this.#analysis.startOf(of) !== undefined)
        return [
          `${of.name} ${by.sum === "+" ? "-" : "+"}= ${this.#text(by.value)};`,
        ];
    const value = of.kind === "boolean" ? "$v[--$p] === 1" : "$v[--$p]";
    return [`${of.name} = ${value};`];
  }

  #restoredElement(place: Place & { is: "element" }): Line[] {
    return this.#plan.savesElement(this.#analysis.familyOf(place))
      ? [`${this.#text(place)} = $v[--$p];`]
      : [];
  }

  #restored(of: Variable, by: Statement): Line[] {
    if (!this.#plan.saves(of, by)) return [];
    const { outer } = this.#analysis.family(of);
    const shadow = outer ? [] : [`${shadowOf(of.name)} = $o.pop();`];
    return [...shadow, `${of.name} = $o.pop();`];
  }

  #refer(statement: Statement & { is: "refer" }): Line[] {
    const { place } = statement;
    if (place.is === "variable") return this.#restored(place.of, statement);
    return [
      `${this.#shadow(place)} = $o.pop();`,
      `${this.#text(place)} = $o.pop();`,
    ];
  }

  #make(statement: Statement & { is: "make" }): Line[] {
    const { to, parts } = statement;
    const sheet: Sheet = { lines: [], known: new Map() };
    const restored = this.#restored(to, statement);
    const flowing = parts.filter(
      ([, part]) => kindOf(part) === "number" && this.#analysis.isActive(part),
    );
    const held = flowing.map(([key, part]) => {
      const shadow = this.#shadow(variable(to));
      const place = /^\d/.test(key) ? `${shadow}[${key}]` : `${shadow}.${key}`;
      return { part, t: atom(this.#heldAs(sheet, place)) };
    });
    sheet.lines.push(...restored);
    for (const { part, t } of held) this.#flow(part, t, false, sheet);
    return sheet.lines;
  }

  #copy(statement: Statement & { is: "copy" }): Line[] {
    const { to, from, start, nested } = statement;
    const restored = this.#restored(to, statement);
    if (nested || this.#isOuter(from)) return restored;
    const shadow = this.#shadow(variable(to));
    const first = start === undefined ? "0" : this.#text(start);
    return [
      `tape.uncopy(${this.#shadow(from)}, ${shadow}, ${first});`,
      ...restored,
    ];
  }

  #push({ list, value }: Statement & { is: "push" }): Line[] {
    const sheet: Sheet = { lines: [], known: new Map() };
    const shadow = this.#shadow(list);
    const pop = `${this.#text(list)}.pop();`;
    if (kindOf(value) !== "number" || !this.#analysis.isActive(value))
      return [`${shadow}.pop();`, pop];
    const t = this.#held(sheet, atom(`${shadow}.pop()`));
    sheet.lines.push(pop);
    this.#flow(value, t, false, sheet);
    return sheet.lines;
  }

  #call(statement: Statement & { is: "call" }): Line[] {
    const { to, callee, args } = statement;
    const sheet: Sheet = { lines: [], known: new Map() };
    let seed = "";
    if (to?.kind === "number") {
      const shadow = shadowOf(to.name);
      seed = `, ${this.#heldAs(sheet, shadow)}`;
      sheet.lines.push(`${shadow} = 0;`);
    }
    sheet.lines.push("tape.top = $p;");
    sheet.lines.push(
      `${callee.name}.backward(tape, ${callee.name}.outer${seed});`,
    );
    sheet.lines.push("$p = tape.top;");
    const flows = args.flatMap((arg, k) =>
      kindOf(arg) === "number" && this.#analysis.isActive(arg)
        ? [{ arg, t: this.#held(sheet, atom(`tape.slopes[${String(k)}]`)) }]
        : [],
    );
    if (to?.kind === "number")
      sheet.lines.push(...this.#restoredNumber(to, statement));
    else if (to !== undefined)
      sheet.lines.push(...this.#restored(to, statement));
    for (const { arg, t } of flows) this.#flow(arg, t, false, sheet);
    return sheet.lines;
  }

  #if({ yes, no }: Statement & { is: "if" }): Line[] {
    const then = this.list(yes);
    const other = this.list(no);
    if (then.length === 0 && other.length === 0) return [];
    if (then.length === 0) return ["if ($v[--$p] === 0) {", other, "}"];
    return other.length === 0
      ? ["if ($v[--$p] === 1) {", then, "}"]
      : ["if ($v[--$p] === 1) {", then, "} else {", other, "}"];
  }

  #loop(statement: Statement & { is: "loop" }): Line[] {
    const counter = counterOf(statement, this.#analysis);
    if (counter !== undefined) this.#plan.variable(counter.place.of);
    const body = this.list(statement.body);
    // A loop of which only the counter goes back is left to the value saved before it.
    if (body.length === 0) return [];
    if (counter !== undefined)
      return [
        `while (${counter.place.of.name} !== ${this.#text(counter.start)}) {`,
        body,
        "}",
      ];
    const n = this.#counts.get(statement) ?? "";
    return [`for (${n} = $v[--$p]; ${n} > 0; ${n}--) {`, body, "}"];
  }

  /** A copy of what is about to change. */
  #heldAs(sheet: Sheet, text: string): string {
    const name = this.#fresh();
    sheet.lines.push(`const ${name} = ${text};`);
    return name;
  }

  #held(sheet: Sheet, text: Text): Text {
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
    const held = this.#held(sheet, text);
    sheet.known.set(text.text, held.text);
    return held;
  }

  /** Adds `t` times the derivative of the expression to what gathers the derivatives by its places. */
  #flow(e: Expression, t: Text, minus: boolean, sheet: Sheet): void {
    if (!this.#analysis.isActive(e)) return;
    switch (e.is) {
      case "variable":
      case "element":
        sheet.lines.push(`${this.#shadow(e)} ${minus ? "-" : "+"}= ${t.text};`);
        return;
      case "negated":
        this.#flow(e.value, t, !minus, sheet);
        return;
      case "binary":
        this.#flowBinary(e, t, minus, sheet);
        return;
      case "math":
        this.#flowMath(e, t, minus, sheet, () => this.#value(e, sheet).text);
        return;
      case "choice":
        this.#flowChoice(e, t, minus, sheet);
        return;
      case "constant":
      case "discrete":
      case "length":
        throw new Error(`internal: a derivative through ${e.is}`);
    }
  }

  #flowChoice(
    e: Expression & { is: "choice" },
    whole: Text,
    minus: boolean,
    sheet: Sheet,
  ): void {
    const t = this.#held(sheet, whole);
    const branch = (part: Expression): Line[] => {
      const own = { lines: [], known: new Map(sheet.known) };
      this.#flow(part, t, minus, own);
      return own.lines;
    };
    const condition = this.#text(e.condition);
    sheet.lines.push(`if (${condition}) {`, branch(e.yes), "} else {");
    sheet.lines.push(branch(e.no), "}");
  }

  #flowBinary(
    { sign, left, right }: Expression & { is: "binary" },
    whole: Text,
    minus: boolean,
    sheet: Sheet,
  ): void {
    const both =
      this.#analysis.isActive(left) && this.#analysis.isActive(right);
    const t = both ? this.#held(sheet, whole) : whole;
    if (sign === "*") {
      this.#flowProduct(left, right, t, minus, sheet);
      return;
    }
    if (sign === "+" || sign === "-") {
      this.#flow(left, t, minus, sheet);
      this.#flow(right, t, minus !== (sign === "-"), sheet);
      return;
    }
    if (sign === "%") {
      this.#flow(left, t, minus, sheet);
      if (!this.#analysis.isActive(right)) return;
      const turns = `Math.trunc(${this.#value(left, sheet).text} / ${this.#value(right, sheet).text})`;
      this.#flow(right, times(t, atom(turns)), !minus, sheet);
      return;
    }
    const divisor = this.#value(right, sheet);
    const { product } = binding;
    const share: Text = {
      text: `${enclosed(t, product)} / ${enclosed(divisor, product + 1)}`,
      binds: product,
    };
    if (!this.#analysis.isActive(right)) {
      this.#flow(left, share, minus, sheet);
      return;
    }
    const held = this.#held(sheet, share);
    this.#flow(left, held, minus, sheet);
    const quotient = `(${this.#value(left, sheet).text} / ${divisor.text})`;
    this.#flow(right, times(held, atom(quotient)), !minus, sheet);
  }

  #flowProduct(
    left: Expression,
    right: Expression,
    t: Text,
    minus: boolean,
    sheet: Sheet,
  ): void {
    const [l, r] = [left, right].map((each) => textOf(each).text);
    if (l === r) {
      const twice = times(atom("2"), this.#value(left, sheet));
      this.#flow(left, times(t, { ...twice, binds: 0 }), minus, sheet);
      return;
    }
    if (this.#analysis.isActive(left))
      this.#flow(left, times(t, this.#value(right, sheet)), minus, sheet);
    if (this.#analysis.isActive(right))
      this.#flow(right, times(t, this.#value(left, sheet)), minus, sheet);
  }

  #flowMath(
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
    const t = active.length > 1 ? this.#held(sheet, whole) : whole;
    const reads = args.map((arg) => () => {
      const text = this.#value(arg, sheet);
      return enclosed(text, binding.atom);
    });
    args.forEach((arg, k) => {
      if (!this.#analysis.isActive(arg)) return;
      const text = slope(reads, value, k);
      const isAtom = /^[\w$.]+(\([\w$., ]*\))?$/.test(text);
      const factor = isAtom ? atom(text) : { text, binds: 0 };
      if (text !== "0") this.#flow(arg, times(t, factor), minus, sheet);
    });
  }
}

function mentions(expression: Expression, name: Variable): boolean {
  return (
    (expression.is === "variable" && expression.of === name) ||
    partsOf(expression).some((part) => mentions(part, name))
  );
}

/** The counter of a loop that runs until its counter says so and is left by no other way. */
export function counterOf(
  { body }: Statement & { is: "loop" },
  analysis: Analysis,
): { place: Place & { is: "variable" }; start: Expression } | undefined {
  const step = body.at(-1);
  if (step?.is !== "set" || step.sum === undefined) return undefined;
  const { place } = step;
  if (place.is !== "variable") return undefined;
  const start = analysis.startOf(place.of);
  if (start?.is !== "constant" || exitsOf([...body, step]).size > 0)
    return undefined;
  return { place, start };
}
