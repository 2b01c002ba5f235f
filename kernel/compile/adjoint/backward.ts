/** The way back: each statement's share of the derivative, the last statement first. */
import { type Analysis, exitsOf } from "./analysis.js";
import { blank, Flow, shadowOf } from "./flow.js";
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
import { atom } from "./text.js";

export class Backward {
  readonly #analysis: Analysis;
  readonly #plan: Plan;
  readonly #written = new Map<readonly Statement[], Line[]>();
  readonly #counts: ReadonlyMap<Statement, string>;
  readonly #flow: Flow;

  constructor(
    analysis: Analysis,
    plan: Plan,
    counts: ReadonlyMap<Statement, string>,
  ) {
    this.#analysis = analysis;
    this.#plan = plan;
    this.#counts = counts;
    this.#flow = new Flow(analysis, plan);
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
    const name = this.#flow.text(place);
    const line = `${name} = ${this.#flow.text(value)};`;
    if (statement.is === "set" || this.#isOuter(place)) return line;
    return `${line} ${shadowOf(name)} = ${this.#flow.shadow(value)};`;
  }

  #isOuter(expression: Expression): boolean {
    return this.#analysis.familyOf(expression).outer;
  }

  #set(statement: Statement & { is: "set" }): Line[] {
    const { place, value, sum } = statement;
    const isVariable = place.is === "variable";
    const restored = isVariable
      ? this.#restoredNumber(place.of, statement)
      : this.#restoredElement(place);
    if (!this.#analysis.isActive(place)) return restored;
    const sheet = blank();
    const shadow = this.#flow.shadow(place);
    const active = this.#analysis.isActive(value);
    if (sum !== undefined) {
      if (!active) return restored;
      const direct = isVariable && !mentions(value, place.of);
      const t = direct ? shadow : this.#flow.heldAs(sheet, shadow);
      const before = sheet.lines.splice(0);
      this.#flow.through(value, atom(t), sum === "-", sheet);
      return [...before, ...restored, ...sheet.lines];
    }
    const once =
      isVariable &&
      !place.of.looped &&
      place.of.assigned === 1 &&
      place.of.role === "local";
    const t = active && !once ? this.#flow.heldAs(sheet, shadow) : shadow;
    if (!once) sheet.lines.push(`${shadow} = 0;`);
    if (!active) return [...sheet.lines, ...restored];
    // The function's own value still stands in the variable.
    const before = sheet.lines.splice(0);
    if (value.is === "math" && isVariable)
      this.#flow.throughMath(value, atom(t), false, sheet, () => {
        this.#plan.variable(place.of);
        if (restored.length === 0) return place.of.name;
        const kept = `${t}v`;
        const line = `const ${kept} = ${place.of.name};`;
        if (!before.includes(line)) before.push(line);
        return kept;
      });
    else this.#flow.through(value, atom(t), false, sheet);
    return [...before, ...restored, ...sheet.lines];
  }

  #restoredNumber(of: Variable, by: Statement): Line[] {
    if (!this.#plan.saves(of, by)) return [];
    if (by.is === "set" && by.sum !== undefined)
      if (this.#analysis.startOf(of) !== undefined)
        return [
          `${of.name} ${by.sum === "+" ? "-" : "+"}= ${this.#flow.text(by.value)};`,
        ];
    const value = of.kind === "boolean" ? "$v[--$p] === 1" : "$v[--$p]";
    return [`${of.name} = ${value};`];
  }

  #restoredElement(place: Place & { is: "element" }): Line[] {
    return this.#plan.savesElement(this.#analysis.familyOf(place))
      ? [`${this.#flow.text(place)} = $v[--$p];`]
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
      `${this.#flow.shadow(place)} = $o.pop();`,
      `${this.#flow.text(place)} = $o.pop();`,
    ];
  }

  #make(statement: Statement & { is: "make" }): Line[] {
    const { to, parts } = statement;
    const sheet = blank();
    const restored = this.#restored(to, statement);
    const flowing = parts.filter(
      ([, part]) => kindOf(part) === "number" && this.#analysis.isActive(part),
    );
    const held = flowing.map(([key, part]) => {
      const shadow = this.#flow.shadow(variable(to));
      const place = /^\d/.test(key) ? `${shadow}[${key}]` : `${shadow}.${key}`;
      return { part, t: atom(this.#flow.heldAs(sheet, place)) };
    });
    sheet.lines.push(...restored);
    for (const { part, t } of held) this.#flow.through(part, t, false, sheet);
    return sheet.lines;
  }

  #copy(statement: Statement & { is: "copy" }): Line[] {
    const { to, from, start, nested } = statement;
    const restored = this.#restored(to, statement);
    if (nested || this.#isOuter(from)) return restored;
    const shadow = this.#flow.shadow(variable(to));
    const first = start === undefined ? "0" : this.#flow.text(start);
    return [
      `tape.uncopy(${this.#flow.shadow(from)}, ${shadow}, ${first});`,
      ...restored,
    ];
  }

  #push({ list, value }: Statement & { is: "push" }): Line[] {
    const sheet = blank();
    const shadow = this.#flow.shadow(list);
    const pop = `${this.#flow.text(list)}.pop();`;
    if (kindOf(value) !== "number" || !this.#analysis.isActive(value))
      return [`${shadow}.pop();`, pop];
    const t = this.#flow.held(sheet, atom(`${shadow}.pop()`));
    sheet.lines.push(pop);
    this.#flow.through(value, t, false, sheet);
    return sheet.lines;
  }

  #call(statement: Statement & { is: "call" }): Line[] {
    const { to, callee, args } = statement;
    const sheet = blank();
    let seed = "";
    if (to?.kind === "number") {
      const shadow = shadowOf(to.name);
      seed = `, ${this.#flow.heldAs(sheet, shadow)}`;
      sheet.lines.push(`${shadow} = 0;`);
    }
    sheet.lines.push("tape.top = $p;");
    sheet.lines.push(
      `${callee.name}.backward(tape, ${callee.name}.outer${seed});`,
    );
    sheet.lines.push("$p = tape.top;");
    const flows = args.flatMap((arg, k) =>
      kindOf(arg) === "number" && this.#analysis.isActive(arg)
        ? [
            {
              arg,
              t: this.#flow.held(sheet, atom(`tape.slopes[${String(k)}]`)),
            },
          ]
        : [],
    );
    if (to?.kind === "number")
      sheet.lines.push(...this.#restoredNumber(to, statement));
    else if (to !== undefined)
      sheet.lines.push(...this.#restored(to, statement));
    for (const { arg, t } of flows) this.#flow.through(arg, t, false, sheet);
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
        `while (${counter.place.of.name} !== ${this.#flow.text(counter.start)}) {`,
        body,
        "}",
      ];
    const n = this.#counts.get(statement) ?? "";
    return [`for (${n} = $v[--$p]; ${n} > 0; ${n}--) {`, body, "}"];
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
