/** The way forward: the function itself, which writes down on the tape what the way back needs. */
import { type Analysis, exitsOf } from "./analysis.js";
import { type Backward, counterOf } from "./backward.js";
import { shadowOf } from "./flow.js";
import type { Line, Room } from "./lines.js";
import type { Plan } from "./plan.js";
import {
  type Expression,
  kindOf,
  type Label,
  type Statement,
  type Variable,
} from "./program.js";
import { accessed, textOf } from "./text.js";

/** What is written down when control leaves a construct, and the label that stands behind it. */
interface Exit {
  label?: Label;
  note?: string;
}

const text = (expression: Expression): string => textOf(expression).text;

export class Forward {
  readonly #analysis: Analysis;
  readonly #plan: Plan;
  readonly #backward: Backward;
  readonly #counts: ReadonlyMap<Statement, string>;
  readonly #exits: Exit[] = [];
  #room: Room = { pushes: 0 };
  /** What calls hand to callees that must leave it alone: the callee and the argument's number. */
  readonly kept: (readonly [callee: string, argument: number])[] = [];

  constructor(
    analysis: Analysis,
    plan: Plan,
    backward: Backward,
    counts: ReadonlyMap<Statement, string>,
  ) {
    this.#analysis = analysis;
    this.#plan = plan;
    this.#backward = backward;
    this.#counts = counts;
  }

  whole(body: readonly Statement[]): Line[] {
    return [this.#room, ...this.#list(body)];
  }

  /** The lines that carry variables over to a way back in another function. */
  carrying(variables: readonly Variable[]): Line[] {
    const lines: Line[] = [this.#more()];
    for (const each of variables)
      if (isReference(each)) lines.push(this.#pushReference(each));
      else lines.push(this.#push(each.name));
    return lines;
  }

  #more(): Room {
    this.#room = { pushes: 0 };
    return this.#room;
  }

  #push(value: string): string {
    this.#room.pushes++;
    return `$v[$p++] = ${value};`;
  }

  #pushReference(of: Variable): string {
    return this.#analysis.family(of).outer
      ? `$o.push(${of.name});`
      : `$o.push(${of.name}, ${shadowOf(of.name)});`;
  }

  #list(list: readonly Statement[]): Line[] {
    const exits = this.#backward.isSilent(list)
      ? new Set<number>()
      : exitsOf(list);
    const exit: Exit = {};
    this.#exits.push(exit);
    const lines = list.flatMap((each, i) => {
      if (exits.has(i)) exit.note = String(i + 1);
      // Who leaves from within the last one has passed them all, too.
      else if (exits.size > 0 && i === list.length - 1) exit.note = "0";
      else delete exit.note;
      return this.#statement(each);
    });
    this.#exits.pop();
    if (exits.size > 0) lines.push(this.#push("0"));
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
        return this.#fill(statement);
      case "copy":
        return this.#copy(statement);
      case "push":
        return this.#pushed(statement);
      case "call":
        return this.#call(statement);
      case "if":
        return this.#if(statement);
      case "loop":
        return this.#loop(statement);
      case "block":
        return this.#block(statement);
      case "jump":
        return this.#jump(statement.label);
      case "fail":
        return ["tape.fail();"];
    }
  }

  #set(statement: Statement & { is: "set" }): Line[] {
    const { place, value, sum } = statement;
    const name = text(place);
    const lines: Line[] = [];
    if (place.is === "element") {
      if (sum === undefined)
        lines.push(`if (${name} === undefined) tape.fail();`);
      if (this.#plan.savesElement(this.#analysis.familyOf(place)))
        lines.push(this.#push(name));
    } else {
      const stepped =
        sum !== undefined && this.#analysis.startOf(place.of) !== undefined;
      if (!stepped) lines.push(...this.#savedNumber(place.of, statement));
    }
    const assigned = `${name} ${sum ?? ""}= ${text(value)};`;
    return [...lines, assigned];
  }

  #savedNumber(of: Variable, by: Statement): Line[] {
    if (!this.#plan.saves(of, by)) return [];
    return [this.#push(of.kind === "boolean" ? `+${of.name}` : of.name)];
  }

  #saved(of: Variable, by: Statement): Line[] {
    return this.#plan.saves(of, by) ? [this.#pushReference(of)] : [];
  }

  #shadow(expression: Expression): string {
    if (expression.is === "variable") return shadowOf(expression.of.name);
    if (expression.is !== "element")
      throw new Error("internal: only places have a shadow");
    return accessed(this.#shadow(expression.object), expression.key);
  }

  #refer(statement: Statement & { is: "refer" }): Line[] {
    const { place, from } = statement;
    const isOuter = this.#analysis.familyOf(place).outer;
    const set = `${text(place)} = ${text(from)};`;
    const line = isOuter
      ? set
      : `${set} ${this.#shadow(place)} = ${this.#shadow(from)};`;
    const saved =
      place.is === "variable"
        ? this.#saved(place.of, statement)
        : [
            `if (${text(place)} === undefined) tape.fail();`,
            `$o.push(${text(place)}, ${this.#shadow(place)});`,
          ];
    return [...saved, line];
  }

  #make(statement: Statement & { is: "make" }): Line[] {
    const { to, parts, list } = statement;
    const shadows = parts.map(([, part]) =>
      kindOf(part) === "number" || kindOf(part) === "boolean"
        ? "0"
        : this.#shadow(part),
    );
    const whole = (values: readonly string[]) =>
      list
        ? `[${values.join(", ")}]`
        : `{ ${parts.map(([key], k) => `${key}: ${values[k] ?? ""}`).join(", ")} }`;
    const primal = whole(parts.map(([, part]) => text(part)));
    return [
      ...this.#saved(to, statement),
      `${to.name} = ${primal}; ${shadowOf(to.name)} = ${whole(shadows)};`,
    ];
  }

  #fill(statement: Statement & { is: "fill" }): Line[] {
    const { to, length, value, typed } = statement;
    const count = text(length);
    const made = typed
      ? `new Float64Array(${count})`
      : `new Array(${count}).fill(${text(value)})`;
    return [
      ...this.#saved(to, statement),
      `${to.name} = ${made}; ${shadowOf(to.name)} = tape.zeros(${to.name});`,
    ];
  }

  #copy(statement: Statement & { is: "copy" }): Line[] {
    const { to, from, start, end, nested } = statement;
    const range = [start, end]
      .filter((each) => each !== undefined)
      .map(text)
      .join(", ");
    const shadow = nested
      ? `${this.#shadow(from)}.slice(${range})`
      : `tape.zeros(${to.name})`;
    return [
      ...this.#saved(to, statement),
      `${to.name} = ${text(from)}.slice(${range}); ${shadowOf(to.name)} = ${shadow};`,
    ];
  }

  #pushed({ list, value }: Statement & { is: "push" }): Line[] {
    const shadow = kindOf(value) === "number" ? "0" : this.#shadow(value);
    return [
      `${text(list)}.push(${text(value)}); ${this.#shadow(list)}.push(${shadow});`,
    ];
  }

  #call(statement: Statement & { is: "call" }): Line[] {
    const { to, callee, args } = statement;
    const saved =
      to === undefined
        ? []
        : to.kind === "number"
          ? this.#savedNumber(to, statement)
          : this.#saved(to, statement);
    const given = args.flatMap((arg, k) => {
      if (kindOf(arg) === "number" || kindOf(arg) === "boolean")
        return [text(arg)];
      if (!this.#analysis.familyOf(arg).outer)
        return [text(arg), this.#shadow(arg)];
      this.kept.push([callee.name, k]);
      return [text(arg), `tape.still(${text(arg)})`];
    });
    const call = `${callee.name}.forward(${["tape", `${callee.name}.outer`, ...given].join(", ")});`;
    const shadow =
      to !== undefined && to.kind !== "number"
        ? [`${shadowOf(to.name)} = tape.shadow;`]
        : [];
    return [
      ...saved,
      "tape.top = $p;",
      to === undefined ? call : `${to.name} = ${call}`,
      "$v = tape.values; $p = tape.top;",
      ...shadow,
      this.#more(),
    ];
  }

  #if({ condition, yes, no }: Statement & { is: "if" }): Line[] {
    const silent = [yes, no].every((list) => this.#backward.isSilent(list));
    const room = this.#room;
    const branch = (list: readonly Statement[], flag: string): Line[] => {
      this.#room = room;
      const exit: Exit = silent ? {} : { note: flag };
      this.#exits.push(exit);
      const lines = this.#list(list);
      this.#exits.pop();
      return silent || list.at(-1)?.is === "jump"
        ? lines
        : [...lines, this.#push(flag)];
    };
    const then = branch(yes, "1");
    const changed = this.#room !== room;
    const other = branch(no, "0");
    const after = changed || this.#room !== room ? [this.#more()] : [];
    const head = `if (${text(condition)}) {`;
    return other.length === 0
      ? [head, then, "}", ...after]
      : [head, then, "} else {", other, "}", ...after];
  }

  #loop(statement: Statement & { is: "loop" }): Line[] {
    const { condition, body } = statement;
    const silent = this.#backward.isSilent(body);
    const counted =
      silent || counterOf(statement, this.#analysis) !== undefined;
    const n = this.#counts.get(statement) ?? "";
    const exit: Exit = counted ? {} : { note: n };
    this.#exits.push(exit);
    const room = this.#more();
    const lines = this.#list(body);
    this.#exits.pop();
    const around: Line[] = [
      `while (${text(condition)}) {`,
      [room, ...(counted ? [] : [`${n}++;`]), ...lines],
      "}",
      this.#more(),
    ];
    return counted ? around : [`${n} = 0;`, ...around, this.#push(n)];
  }

  #block({ label, body }: Statement & { is: "block" }): Line[] {
    const room = this.#room;
    this.#exits.push({ label });
    const lines = this.#list(body);
    this.#exits.pop();
    const after = this.#room === room ? [] : [this.#more()];
    return [`${label.name}: {`, lines, "}", ...after];
  }

  #jump(label: Label): Line[] {
    const lines: Line[] = [];
    for (let k = this.#exits.length - 1; k >= 0; k--) {
      const exit = this.#exits[k];
      if (exit?.note !== undefined) lines.push(this.#push(exit.note));
      if (exit?.label === label) break;
    }
    return [...lines, `break ${label.name};`];
  }
}

const isReference = ({ kind }: Variable): boolean =>
  kind === "array" || kind === "record";
