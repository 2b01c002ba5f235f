/** Programs as the JavaScript that is run. */
import { Facts } from "./facts.js";
import { joined, type Line, type Room } from "./lines.js";
import {
  type Code,
  type Expression,
  isReferenceKind,
  type Outer,
  type Statement,
  type Variable,
} from "./program.js";
import { readsOf, walk, eachVariable } from "./walks.js";
import { type Manner, textOf } from "./text.js";

/** What a program needs when it is run. */
export interface Printed {
  readonly text: string;
  /** The names of its parameters. */
  readonly parameters: readonly string[];
  /** The names from outside that it reads. */
  readonly outers: readonly Variable[];
  /** The parts of other functions that it calls. */
  readonly callees: readonly {
    readonly callee: Outer;
    readonly part: string;
  }[];
}

const manner: Manner = { name: ({ name }) => name, popped: "$v[--$p]" };
const text = (expression: Expression): string => textOf(expression, manner);

export const expressionText = text;

/** @param give the last lines; the first result is returned and the others left in `tape.results` unless they say otherwise. */
export function printed(code: Code, give?: readonly string[]): Printed {
  return new Printer(code).whole(give);
}

class Printer {
  readonly #code: Code;
  readonly #facts: Facts;
  readonly #usesTape: boolean;
  readonly #usesStack: boolean;
  readonly #callees: { callee: Outer; part: string }[] = [];
  readonly #hoisted: Variable[] = [];
  readonly #inPlace = new Map<Statement, Set<Variable>>();
  readonly #outers: Variable[] = [];
  #room: Room = { pushes: 0 };

  constructor(code: Code) {
    this.#code = code;
    const { parameters, body, results } = code;
    const given: Variable[] = [];
    for (const each of results) eachVariable(each, (of) => given.push(of));
    this.#facts = new Facts(body, parameters, given);
    let tape = false;
    let stack = false;
    walk(body, (each) => {
      tape ||= each.is === "save" || each.is === "entries";
      tape ||= each.is === "invoke" || readsOf(each).some(pops);
      stack ||= each.is === "keep" || each.is === "recall";
    });
    this.#usesTape = tape;
    this.#usesStack = stack;
    this.#place(given);
  }

  /** Where each variable is declared: at its first statement, or at the top. */
  #place(given: readonly Variable[]): void {
    const parameters = new Set(this.#code.parameters);
    for (const each of new Set([...this.#facts.variables(), ...given])) {
      if (parameters.has(each)) continue;
      if (each.role === "outer") {
        this.#outers.push(each);
        continue;
      }
      const fact = this.#facts.of(each);
      if (fact?.begins !== true) this.#hoisted.push(each);
      else {
        const known = this.#inPlace.get(fact.first);
        if (known === undefined) this.#inPlace.set(fact.first, new Set([each]));
        else known.add(each);
      }
    }
  }

  whole(give: readonly string[] | undefined): Printed {
    const room = this.#room;
    const body = this.#list(this.#code.body);
    const [first, ...rest] = this.#code.results;
    const given = give ?? [
      ...rest.map((each, k) => `tape.results[${String(k)}] = ${text(each)};`),
      ...(this.#usesTape ? ["tape.top = $p;"] : []),
      ...(first === undefined ? [] : [`return ${text(first)};`]),
    ];
    const lines = [...this.#opening(), room, ...body, ...given];
    return {
      text: joined(lines, "  "),
      parameters: this.#code.parameters.map(({ name }) => name),
      outers: this.#outers,
      callees: this.#callees,
    };
  }

  #opening(): Line[] {
    const lines: Line[] = [];
    if (this.#usesTape) lines.push("let $v = tape.values, $p = tape.top;");
    if (this.#usesStack) lines.push("const $o = tape.objects;");
    if (this.#hoisted.length > 0)
      lines.push(`let ${this.#hoisted.map(initial).join(", ")};`);
    return lines;
  }

  #list(list: readonly Statement[]): Line[] {
    return list.flatMap((each) => this.#statement(each));
  }

  #more(): Room {
    this.#room = { pushes: 0 };
    return this.#room;
  }

  #save(value: Expression): string {
    this.#room.pushes++;
    return `$v[$p++] = ${text(value)};`;
  }

  /** `let`, where the statement is the first to mention what it sets. */
  #declared(statement: Statement, of: Variable): string {
    return this.#inPlace.get(statement)?.has(of) === true
      ? `let ${of.name}`
      : of.name;
  }

  #statement(statement: Statement): Line[] {
    switch (statement.is) {
      case "set":
      case "refer":
        return [this.#assigned(statement)];
      case "make":
        return [
          `${this.#declared(statement, statement.to)} = ${made(statement)};`,
        ];
      case "fill":
      case "copy":
      case "zeros":
        return [
          `${this.#declared(statement, statement.to)} = ${anew(statement)};`,
        ];
      case "push":
        return [`${text(statement.list)}.push(${text(statement.value)});`];
      case "pop": {
        const pop = `${text(statement.list)}.pop();`;
        return statement.to === undefined
          ? [pop]
          : [`${this.#declared(statement, statement.to)} = ${pop}`];
      }
      case "gather": {
        const { into, from, start } = statement;
        return start === undefined
          ? [`tape.add(${text(into)}, ${text(from)});`]
          : [`tape.uncopy(${text(into)}, ${text(from)}, ${text(start)});`];
      }
      case "save":
        return [this.#save(asNumber(statement.value))];
      case "keep":
        return [`$o.push(${statement.values.map(text).join(", ")});`];
      case "recall":
        return statement.places
          .toReversed()
          .map((place) =>
            place.is === "variable"
              ? `${this.#declared(statement, place.of)} = $o.pop();`
              : `${text(place)} = $o.pop();`,
          );
      case "invoke":
        return this.#invoke(statement);
      default:
        return this.#control(statement);
    }
  }

  #assigned(statement: Statement & { is: "set" | "refer" }): string {
    const { place } = statement;
    const to =
      place.is === "variable"
        ? this.#declared(statement, place.of)
        : text(place);
    return statement.is === "refer"
      ? `${to} = ${text(statement.from)};`
      : `${to} ${statement.sum ?? ""}= ${text(statement.value)};`;
  }

  #control(statement: Statement): Line[] {
    switch (statement.is) {
      case "if":
        return this.#if(statement);
      case "loop": {
        const room = this.#more();
        const body = this.#list(statement.body);
        return [
          `while (${text(statement.condition)}) {`,
          [room, ...body],
          "}",
          this.#more(),
        ];
      }
      case "block": {
        const body = this.#list(statement.body);
        return [`${statement.label.name}: {`, body, "}", this.#more()];
      }
      case "jump":
        return [`break ${statement.label.name};`];
      case "entries":
        return [
          "switch ($v[--$p]) {",
          ...statement.cases.flatMap(([number, body]): Line[] => [
            `case ${String(number)}: {`,
            this.#list(body),
            "}",
          ]),
          "}",
          this.#more(),
        ];
      case "fail":
        return ["tape.fail();"];
      case "check":
        return [`if (${text(statement.place)} === undefined) tape.fail();`];
      default:
        throw new Error(`internal: no text for ${statement.is}`);
    }
  }

  #if({ condition, yes, no }: Statement & { is: "if" }): Line[] {
    const outside = this.#room;
    const branch = (list: readonly Statement[]): Line[] => {
      // What a branch saves, the room before it has to hold.
      this.#room = outside;
      return this.#list(list);
    };
    const then = branch(yes);
    const changed = this.#room !== outside;
    const other = branch(no);
    const after = changed || this.#room !== outside ? [this.#more()] : [];
    const head = text(condition);
    if (then.length === 0 && other.length > 0)
      return [`if (!(${head})) {`, other, "}", ...after];
    return other.length === 0
      ? [`if (${head}) {`, then, "}", ...after]
      : [`if (${head}) {`, then, "} else {", other, "}", ...after];
  }

  #invoke(statement: Statement & { is: "invoke" }): Line[] {
    const { callee, part, args, to } = statement;
    this.#callees.push({ callee, part });
    const call = `${callee.name}.${part}(${args.map(text).join(", ")});`;
    const [first, ...rest] = to;
    return [
      "tape.top = $p;",
      first === undefined
        ? call
        : `${this.#declared(statement, first)} = ${call}`,
      "$v = tape.values; $p = tape.top;",
      ...rest.map(
        (each, k) =>
          `${this.#declared(statement, each)} = tape.results[${String(k)}];`,
      ),
      this.#more(),
    ];
  }
}

const initial = ({ name, kind }: Variable): string =>
  isReferenceKind(kind)
    ? name
    : `${name} = ${kind === "number" ? "0" : "false"}`;

/** A truth is saved as a number. */
const asNumber = (value: Expression): Expression =>
  value.is === "variable" && value.of.kind === "boolean"
    ? { is: "discrete", kind: "number", sign: "+", operands: [value] }
    : value;

function pops(expression: Expression): boolean {
  return expression.is === "popped";
}

function made({ parts, list }: Statement & { is: "make" }): string {
  const values = parts.map(([key, part]) =>
    list ? text(part) : `${key}: ${text(part)}`,
  );
  if (values.length === 0) return list ? "[]" : "{}";
  return list ? `[${values.join(", ")}]` : `{ ${values.join(", ")} }`;
}

function anew(
  statement: Extract<Statement, { is: "fill" | "copy" | "zeros" }>,
): string {
  switch (statement.is) {
    case "fill": {
      const count = text(statement.length);
      return statement.typed
        ? `new Float64Array(${count})`
        : `new Array(${count}).fill(${text(statement.value)})`;
    }
    case "copy": {
      const { from, start, end } = statement;
      const range = [start, end]
        .filter((each) => each !== undefined)
        .map(text)
        .join(", ");
      return `${text(from)}.slice(${range})`;
    }
    case "zeros": {
      const { like, deep } = statement;
      return `tape.${deep ? "mirrored" : "zeros"}(${text(like)})`;
    }
  }
}
