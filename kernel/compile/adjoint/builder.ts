/** What is known while a function is lowered: its variables, the names from outside, the statements made so far. */
import type ts from "typescript";
import type {
  Expression,
  Kind,
  Label,
  Outer,
  Statement,
  Variable,
  Place,
} from "../../../lib/program/program.js";
import { constant, kindOf, variable } from "../../../lib/program/program.js";
import { targetsOf } from "../../../lib/program/walks.js";

/** Thrown where a function does what an adjoint cannot follow; the twin then stands alone. */
export class Unsupported extends Error {}

export function unsupported(what: string): never {
  throw new Unsupported(what);
}

/** Names that the text of an adjoint uses for itself. */
const reserved = [
  ...["Math", "Number", "Array", "Float64Array", "Infinity", "NaN", "tape"],
  ...["outer", "undefined", "result", "this", "arguments", "eval"],
  ...["$v", "$p", "$o", "$s"],
];

const words = new Set(
  (
    "await break case catch class const continue debugger default delete do else enum export extends false finally " +
    "for function if implements import in instanceof interface let new null package private protected public return " +
    "static super switch throw true try typeof var void while with yield"
  ).split(" "),
);

export class Builder {
  readonly outers: {
    readonly outer: Outer | Variable;
    readonly node: ts.Identifier;
  }[] = [];
  /** How many statements did more than compute a number of their own. */
  effects = 0;
  #list: Statement[] = [];
  readonly #sets = new Map<Variable, number>();
  /** The labels that something jumps to. */
  readonly #used = new Set<Label>();
  readonly #taken = new Set(reserved);

  /** A name like the given one, which nothing else has. */
  fresh(like: string): string {
    const base = words.has(like) ? `${like}_` : like;
    let name = base;
    for (let k = 1; this.#taken.has(name) || this.#taken.has(`d_${name}`); k++)
      name = `${base}${String(k)}`;
    this.#taken.add(name);
    this.#taken.add(`d_${name}`);
    return name;
  }

  declare(
    like: string,
    kind: Kind,
    role: Variable["role"] = "local",
    type?: string,
  ): Variable {
    return {
      name: this.fresh(like),
      kind,
      role,
      ...(type === undefined ? {} : { type }),
    };
  }

  /** How many statements set the variable so far. */
  setsOf(of: Variable): number {
    return this.#sets.get(of) ?? 0;
  }

  label(like: string): Label {
    return { name: this.fresh(like) };
  }

  emit(statement: Statement): void {
    this.#count(statement);
    if (statement.is !== "set") this.effects++;
    this.#list.push(statement);
  }

  #count(statement: Statement): void {
    for (const of of targetsOf(statement))
      this.#sets.set(of, this.setsOf(of) + 1);
  }

  /** Writes a value, or adds it, and counts as something that changes a place. */
  set(place: Place, value: Expression, sum?: "+" | "-"): void {
    const kind = kindOf(place);
    if (kind !== kindOf(value)) unsupported("a value of another kind");
    this.effects++;
    if (kind === "number" || kind === "boolean")
      this.emit({ is: "set", place, value, sum });
    else this.emit({ is: "refer", place, from: value });
  }

  /** The value as a variable, computed here once. */
  keep(value: Expression, like = "t"): Expression {
    const kind = kindOf(value);
    const place = variable(this.declare(like, kind));
    if (kind === "number" || kind === "boolean")
      this.emit({ is: "set", place, value });
    else this.emit({ is: "refer", place, from: value });
    return place;
  }

  /** Evaluates one after the other: what was read before something that may change it is kept. */
  ordered(makers: readonly (() => Expression)[]): Expression[] {
    const marks = makers.map((make) => {
      const value = make();
      return { value, at: this.#list.length, effects: this.effects };
    });
    for (let k = marks.length - 1; k >= 0; k--) {
      const mark = marks[k];
      if (mark === undefined || mark.effects === this.effects) continue;
      if (mark.value.is === "constant") continue;
      const after = this.#list.splice(mark.at);
      mark.value = this.keep(mark.value);
      this.#list.push(...after);
    }
    return marks.map(({ value }) => value);
  }

  /** The statements that `make` makes, instead of putting them here. */
  collect<T>(make: () => T): { readonly list: Statement[]; readonly made: T } {
    const around = this.#list;
    const list: Statement[] = [];
    this.#list = list;
    const made = make();
    this.#list = around;
    return { list, made };
  }

  put(list: readonly Statement[]): void {
    this.#list.push(...list);
  }

  /** The statements that `make` makes, which may jump to the label that stands behind them. */
  block(label: Label, make: () => void): void {
    const { list } = this.collect(make);
    if (this.#used.has(label))
      this.#list.push({ is: "block", label, body: list });
    else this.put(list);
  }

  /** Jumps behind the block, unless that is where control goes by itself. */
  jump(label: Label, tail: readonly Label[]): void {
    if (tail.includes(label)) return;
    this.#used.add(label);
    this.emit({ is: "jump", label });
  }

  /** The jump to the label, for who puts it in a place of its own. */
  jumpTo(label: Label): Statement {
    this.#used.add(label);
    return { is: "jump", label };
  }

  /** `while (condition) { body }`, where the condition may take statements of its own. */
  loop(condition: () => Expression, body: () => void, end: Label): void {
    const test = this.collect(condition);
    const simple = test.list.length === 0;
    const { list } = this.collect(() => {
      if (!simple) {
        this.put(test.list);
        this.#used.add(end);
        this.emit({
          is: "if",
          condition: test.made,
          yes: [],
          no: [{ is: "jump", label: end }],
        });
      }
      body();
    });
    this.emit({
      is: "loop",
      condition: simple ? test.made : constant("true"),
      body: list,
    });
  }

  /** `for (let k = 0; k < count; k++) body`. */
  counted(
    count: Expression,
    end: Label,
    body: (index: Expression) => void,
  ): void {
    const index = this.declare("k", "number");
    const place = variable(index);
    this.emit({ is: "set", place, value: constant(0) });
    this.loop(
      () => ({
        is: "discrete",
        kind: "boolean",
        sign: "<",
        operands: [place, count],
      }),
      () => {
        body(place);
        this.emit({ is: "set", place, value: constant(1), sum: "+" });
      },
      end,
    );
  }
}
