/** Programs as TypeScript for a reader: typed, in the user's names, with ordinary loops and a tape that is a list. */
import { Facts } from "./facts.js";
import { joined, type Line } from "./lines.js";
import {
  type Code,
  type Expression,
  isReferenceKind,
  type Statement,
  type Variable,
} from "./program.js";
import { textOf } from "./text.js";
import { eachVariable, listsOf, mentions, readsOf, walk } from "./walks.js";

/** What is said of a program besides what it does. */
export interface Saying {
  readonly name: string;
  /** The type of what it gives. */
  readonly gives: string;
  /** The lines that give it. */
  readonly give: readonly string[];
  /** What is said before it. */
  readonly about: readonly string[];
  /** The first statement of the way back, before which stands a word about it. */
  readonly back: Statement | undefined;
}

const text = (expression: Expression): string =>
  textOf(expression, { name: ({ name }) => name, popped: "tape.pop()!" });

export function readable(code: Code, saying: Saying): string {
  return new Reader(code, saying).whole();
}

class Reader {
  readonly #code: Code;
  readonly #saying: Saying;
  readonly #facts: Facts;
  readonly #inPlace = new Map<Statement, Set<Variable>>();
  readonly #hoisted: Variable[] = [];
  /** Counters that nothing but their own loops mentions: each loop has one of its own. */
  readonly #counters = new Set<Variable>();

  constructor(code: Code, saying: Saying) {
    this.#code = code;
    this.#saying = saying;
    const given: Variable[] = [];
    for (const each of code.results) eachVariable(each, (of) => given.push(of));
    this.#facts = new Facts(code.body, code.parameters, given);
    for (const each of new Set([...this.#facts.variables(), ...given])) {
      if (code.parameters.includes(each) || each.role === "outer") continue;
      const fact = this.#facts.of(each);
      if (
        fact !== undefined &&
        !given.includes(each) &&
        isCounter(each, code.body, this.#facts)
      ) {
        this.#counters.add(each);
        continue;
      }
      if (fact?.begins !== true) this.#hoisted.push(each);
      else {
        const known = this.#inPlace.get(fact.first) ?? new Set();
        this.#inPlace.set(fact.first, known.add(each));
      }
    }
  }

  whole(): string {
    const { name, gives, give, about } = this.#saying;
    const parameters = this.#code.parameters
      .filter((each) => each.role !== "local" && each.type !== undefined)
      .filter((each) => !this.#isBeside(each))
      .map((each) => `${each.name}: ${each.type ?? "unknown"}`);
    const lines: Line[] = [
      ...about.map((line) => `// ${line}`),
      `function ${name}(${parameters.join(", ")}): ${gives} {`,
      [...this.#opening(), ...this.#list(this.#code.body), ...give],
      "}",
    ];
    const written = joined(lines).trimEnd();
    return written.includes("zerosLike(")
      ? `${written}\n\n${zerosLike}`
      : written;
  }

  /** Whether a parameter gathers the derivative by the one before it. */
  #isBeside(of: Variable): boolean {
    const { parameters } = this.#code;
    const before = parameters[parameters.indexOf(of) - 1];
    return before !== undefined && of.name.startsWith(`d_${before.name}`);
  }

  #opening(): Line[] {
    const lines: Line[] = [];
    const sorts = new Set<Statement["is"]>();
    walk(this.#code.body, (each) => {
      sorts.add(each.is);
    });
    for (const each of this.#code.parameters)
      if (this.#isBeside(each))
        lines.push(`const ${each.name} = zerosLike(${each.name.slice(2)});`);
    if (sorts.has("save")) lines.push("const tape: number[] = [];");
    if (sorts.has("keep")) lines.push("const kept: any[] = [];");
    for (const { name, kind } of this.#hoisted)
      lines.push(
        isReferenceKind(kind)
          ? `let ${name}: any;`
          : `let ${name} = ${kind === "number" ? "0" : "false"};`,
      );
    return lines;
  }

  #list(list: readonly Statement[]): Line[] {
    return list.flatMap((each, k) => {
      const note = each === this.#saying.back ? ["// and back"] : [];
      const next = list[k + 1];
      return next?.is === "loop" && countedLoop(each, next) !== undefined
        ? note
        : [...note, ...this.#statement(each, list[k - 1])];
    });
  }

  #to(statement: Statement, of: Variable): string {
    if (this.#inPlace.get(statement)?.has(of) !== true) return of.name;
    return `${this.#facts.sets(of) === 1 ? "const" : "let"} ${of.name}`;
  }

  /** `for (…; …; …) { … }`, for a loop behind the statement that sets its counter. */
  #loop(loop: Loop, before: Statement | undefined): Line[] {
    const counted = countedLoop(before, loop);
    if (counted === undefined)
      return [`while (${text(loop.condition)}) {`, this.#list(loop.body), "}"];
    const { of, start, condition, step, body } = counted;
    const declared = this.#counters.has(of) ? "let " : "";
    return [
      `for (${declared}${of.name} = ${start}; ${condition}; ${step}) {`,
      this.#list(body),
      "}",
    ];
  }

  #statement(statement: Statement, before: Statement | undefined): Line[] {
    switch (statement.is) {
      case "set":
      case "refer":
        return [this.#assigned(statement)];
      case "make":
      case "fill":
      case "copy":
      case "zeros":
        return [`${this.#to(statement, statement.to)} = ${anew(statement)};`];
      case "push":
        return [`${text(statement.list)}.push(${text(statement.value)});`];
      case "pop":
        return statement.to === undefined
          ? [`${text(statement.list)}.pop();`]
          : [
              `${this.#to(statement, statement.to)} = ${text(statement.list)}.pop()!;`,
            ];
      case "gather":
        return [
          `${text(statement.from)}.forEach((d, i) => { ${text(statement.into)}[${statement.start && text(statement.start) !== "0" ? `${text(statement.start)} + ` : ""}i] += d; });`,
        ];
      case "save":
        return [`tape.push(${saved(statement.value)});`];
      case "keep":
        return [`kept.push(${statement.values.map(text).join(", ")});`];
      case "recall":
        return statement.places
          .toReversed()
          .map(
            (each) =>
              `${each.is === "variable" ? this.#to(statement, each.of) : text(each)} = kept.pop();`,
          );
      case "loop":
        return this.#loop(statement, before);
      default:
        return this.#control(statement);
    }
  }

  #control(statement: Statement): Line[] {
    switch (statement.is) {
      case "if": {
        const yes = this.#list(statement.yes);
        const no = this.#list(statement.no);
        const head = text(statement.condition);
        if (yes.length === 0 && no.length > 0)
          return [`if (!(${head})) {`, no, "}"];
        return no.length === 0
          ? [`if (${head}) {`, yes, "}"]
          : [`if (${head}) {`, yes, "} else {", no, "}"];
      }
      case "block":
        return [`${statement.label.name}: {`, this.#list(statement.body), "}"];
      case "jump":
        return [`break ${statement.label.name};`];
      case "entries":
        return [
          "// from where the way forward left",
          "switch (tape.pop()!) {",
          ...statement.cases.flatMap(([number, body]): Line[] => [
            `case ${String(number)}: {`,
            this.#list(body),
            "}",
          ]),
          "}",
        ];
      case "fail":
        return ['throw new Error("not followed from here");'];
      case "invoke":
        return [this.#invoked(statement)];
      default:
        return [];
    }
  }

  #assigned(statement: Statement & { is: "set" | "refer" }): string {
    const { place } = statement;
    const to =
      place.is === "variable" ? this.#to(statement, place.of) : text(place);
    return statement.is === "refer"
      ? `${to} = ${text(statement.from)};`
      : `${to} ${statement.sum ?? ""}= ${text(statement.value)};`;
  }

  /** Calls that lead back to a function: its own derivative forwards and backwards. */
  #invoked({ callee, part, args, to }: Statement & { is: "invoke" }): string {
    const name = `${callee.name.replace(/^\$\d+$/, "self")}${part === "a" ? "Forward" : "Backward"}`;
    const call = `${name}(${["tape", ...args.map(text)].join(", ")});`;
    const names = to.map(({ name: each }) => each);
    if (names.length === 0) return call;
    const declares =
      names.length === 1 ? (names[0] ?? "") : `[${names.join(", ")}]`;
    return `${declares} = ${call}`;
  }
}

type Loop = Statement & { is: "loop" };

/** A loop that can be written with its counter in one line; `undefined` for another. */
function countedLoop(before: Statement | undefined, loop: Loop) {
  if (before?.is !== "set" || before.place.is !== "variable") return undefined;
  if (before.sum !== undefined) return undefined;
  const { of } = before.place;
  const steps = (
    each: Statement | undefined,
  ): each is Statement & { is: "set" } =>
    each?.is === "set" &&
    each.sum !== undefined &&
    each.place.is === "variable" &&
    each.place.of === of &&
    each.value.is === "constant" &&
    each.value.text === "1";
  const [first] = loop.body;
  const last = loop.body.at(-1);
  const { condition } = loop;
  if (steps(last))
    return {
      of,
      start: text(before.value),
      condition: text(condition),
      step: `${of.name}${last.sum ?? ""}${last.sum ?? ""}`,
      body: loop.body.slice(0, -1),
    };
  // On the way back the counter steps first.
  if (!steps(first) || condition.is !== "discrete") return undefined;
  const { sum = "-" } = first;
  const least = condition.operands[1];
  if (least === undefined) return undefined;
  return {
    of,
    start: stepped(before.value, sum),
    condition: `${of.name} ${sum === "-" ? ">=" : "<="} ${text(least)}`,
    step: `${of.name}${sum}${sum}`,
    body: loop.body.slice(1),
  };
}

/** One less, or one more; where a loop would not run, it does not run from there either. */
function stepped(value: Expression, sum: "+" | "-"): string {
  if (value.is === "discrete" && /^Math\.(max|min)\($/.test(value.sign))
    return stepped(value.operands[1] ?? value, sum);
  if (value.is === "constant")
    return String(Number(value.text) + (sum === "+" ? 1 : -1));
  const { left, right, sign } =
    value.is === "binary" ? value : { left: value, right: value, sign: "" };
  const isMoved = sign === "+" || sign === "-";
  if (!isMoved || right.is !== "constant") return `${text(value)} ${sum} 1`;
  const by = Number(`${sign}${right.text}`) + (sum === "+" ? 1 : -1);
  if (by === 0) return text(left);
  return `${text(left)} ${by > 0 ? "+" : "-"} ${String(Math.abs(by))}`;
}

/** Whether a variable is nothing but the counter of loops. */
function isCounter(
  of: Variable,
  list: readonly Statement[],
  facts: Facts,
): boolean {
  return list.every((each, k) => {
    if (!facts.mentioned(each).has(of)) return true;
    const next = list[k + 1];
    if (next?.is === "loop" && countedLoop(each, next)?.of === of) return true;
    if (each.is === "loop" && countedLoop(list[k - 1], each)?.of === of)
      return true;
    const within = listsOf(each);
    const isAsked = readsOf(each).some((part) => mentions(part, of));
    return (
      within.length > 0 &&
      !isAsked &&
      within.every((inner) => isCounter(of, inner, facts))
    );
  });
}

function saved(value: Expression): string {
  return value.is === "variable" && value.of.kind === "boolean"
    ? `+${text(value)}`
    : text(value);
}

function anew(
  statement: Extract<Statement, { is: "make" | "fill" | "copy" | "zeros" }>,
): string {
  switch (statement.is) {
    case "make": {
      const { parts, list } = statement;
      const values = parts.map(([key, part]) =>
        list ? text(part) : `${key}: ${text(part)}`,
      );
      return list ? `[${values.join(", ")}]` : `{ ${values.join(", ")} }`;
    }
    case "fill":
      return statement.typed
        ? `new Float64Array(${text(statement.length)})`
        : `new Array<number>(${text(statement.length)}).fill(${text(statement.value)})`;
    case "copy": {
      const range = [statement.start, statement.end]
        .filter((each) => each !== undefined)
        .map(text);
      return `${text(statement.from)}.slice(${range.join(", ")})`;
    }
    case "zeros":
      return `zerosLike(${text(statement.like)})`;
  }
}

const zerosLike = `function zerosLike<T>(value: T): T;
function zerosLike(value: any): any {
  if (typeof value === "number") return 0;
  if (value instanceof Float64Array) return new Float64Array(value.length);
  if (Array.isArray(value)) return value.map((each) => zerosLike(each));
  const parts = Object.entries(value).map(([key, each]) => [key, zerosLike(each)]);
  return Object.fromEntries(parts);
}`;
