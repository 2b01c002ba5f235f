/**
 * Forward mode: of a program the one that also carries a derivative along, beside each number that it depends on. What
 * comes out is a program again, so that the same once more gives second derivatives, of a reverse sweep as well.
 */
import { zero } from "./algebra.js";
import { Analysis } from "./analysis.js";
import { Names, Shadows } from "./names.js";
import {
  type Code,
  type Expression,
  isReference,
  kindOf,
  type Place,
  type Statement,
  type Variable,
  variable,
} from "./program.js";
import { blank, Rates, replaced, type Sheet } from "./rates.js";
import { allNames } from "./taken.js";

type Of<K extends Statement["is"]> = Extract<Statement, { is: K }>;

/**
 * Every number and every list or object among the parameters and the results is followed by its derivative.
 *
 * @param mark what the names of derivatives begin with.
 */
export function tangentOf(code: Code, mark = "dot_"): Code {
  return new Tangent(code, mark).code();
}

class Tangent {
  readonly #code: Code;
  readonly #analysis: Analysis;
  readonly #names: Names;
  readonly #dots: Shadows;
  readonly #rates: Rates;

  constructor(code: Code, mark: string) {
    this.#code = code;
    const { parameters, body } = code;
    this.#analysis = new Analysis({ parameters, body });
    this.#names = new Names(allNames(code));
    this.#dots = new Shadows(this.#names, mark);
    this.#rates = new Rates(this.#analysis, this.#names, this.#dots);
  }

  code(): Code {
    const { parameters, body, results } = this.#code;
    const list = this.#list(body);
    const sheet = blank();
    const given = results.flatMap((each) => {
      if (kindOf(each) === "boolean") return [each];
      if (isReference(each)) return [each, this.#dot(each)];
      return [each, this.#rates.of(each, sheet)];
    });
    return {
      parameters: parameters.flatMap((each) =>
        each.kind === "boolean" ? [each] : [each, this.#dots.of(each)],
      ),
      body: [...list, ...sheet.list],
      results: given,
    };
  }

  #isPassive(expression: Expression): boolean {
    return this.#analysis.isPassive(expression);
  }

  #list(list: readonly Statement[]): Statement[] {
    return list.flatMap((each) => this.#statement(each));
  }

  #statement(statement: Statement): Statement[] {
    switch (statement.is) {
      case "set":
        return this.#set(statement);
      case "refer":
        return this.#isPassive(statement.place)
          ? [statement]
          : [
              {
                is: "refer",
                place: this.#dot(statement.place),
                from: this.#dot(statement.from),
              },
              statement,
            ];
      case "make":
        return this.#make(statement);
      case "fill":
        return [
          statement,
          this.#zeros(statement.to, variable(statement.to), false),
        ];
      case "zeros":
        return [
          statement,
          this.#zeros(statement.to, variable(statement.to), statement.deep),
        ];
      case "copy":
        return [
          {
            ...statement,
            to: this.#dots.of(statement.to),
            from: this.#beside(statement.from),
          },
          statement,
        ];
      case "push":
        return this.#push(statement);
      case "pop":
        return this.#pop(statement);
      case "gather":
        return [
          {
            ...statement,
            into: this.#dot(statement.into),
            from: this.#dot(statement.from),
          },
          statement,
        ];
      case "call":
        return this.#called(statement, "t", statement.to ? [statement.to] : []);
      case "invoke":
        return this.#called(statement, `t${statement.part}`, statement.to);
      default:
        return this.#control(statement);
    }
  }

  #control(statement: Statement): Statement[] {
    switch (statement.is) {
      case "if":
        return [
          {
            ...statement,
            yes: this.#list(statement.yes),
            no: this.#list(statement.no),
          },
        ];
      case "loop":
      case "block":
        return [{ ...statement, body: this.#list(statement.body) }];
      case "entries":
        return [
          {
            is: "entries",
            cases: statement.cases.map(
              ([number, body]) => [number, this.#list(body)] as const,
            ),
          },
        ];
      case "save":
        return this.#isPaired(statement.value)
          ? [statement, { is: "save", value: this.#saved(statement.value) }]
          : [statement];
      case "keep":
        return [
          {
            ...statement,
            values: this.#pairs(statement.values, statement.still),
          },
        ];
      case "recall":
        return [
          {
            ...statement,
            places: this.#pairs(statement.places, statement.still),
          },
        ];
      default:
        return [statement];
    }
  }

  #pairs<E extends Expression>(
    values: readonly E[],
    still: boolean,
  ): (E | Place)[] {
    return values.flatMap((each) => (still ? [each] : [each, this.#dot(each)]));
  }

  /** Whether a number on the tape has its derivative there, too: it may be for another program, which is to find both. */
  #isPaired(value: Expression): boolean {
    if (kindOf(value) !== "number") return false;
    return value.is === "variable" || this.#analysis.isActive(value);
  }

  #saved(value: Expression): Expression {
    return this.#analysis.isActive(value) ? this.#dot(value) : zero;
  }

  /** What stands beside a place. */
  #dot(place: Expression): Place {
    return this.#rates.beside(place);
  }

  /** What stands beside a list: of one from outside, itself will do where nothing of it is read. */
  #beside(list: Expression): Expression {
    return this.#isPassive(list) ? list : this.#dot(list);
  }

  #zeros(of: Variable, like: Expression, deep: boolean): Statement {
    return { is: "zeros", to: this.#dots.of(of), like, deep };
  }

  #set(statement: Of<"set">): Statement[] {
    const { place, value, sum } = statement;
    if (!this.#analysis.isActive(place)) return [statement];
    const dot = this.#dot(place);
    if (value.is === "popped")
      return [{ is: "set", place: dot, value }, statement];
    const sheet = blank();
    const tangent = this.#rates.of(value, sheet);
    const known = replaced(value, sheet.known);
    const moved: Statement = { is: "set", place: dot, value: tangent, sum };
    const isNothing = sum !== undefined && tangent === zero;
    return [
      ...sheet.list,
      ...(isNothing ? [] : [moved]),
      { ...statement, value: known },
    ];
  }

  #make(statement: Of<"make">): Statement[] {
    const sheet = blank();
    const parts = statement.parts.map(([key, part]) => {
      const beside = isReference(part)
        ? this.#besideOrZeros(part, sheet)
        : kindOf(part) === "number"
          ? this.#rates.of(part, sheet)
          : part;
      return [key, beside] as const;
    });
    return [
      ...sheet.list,
      { ...statement, to: this.#dots.of(statement.to), parts },
      statement,
    ];
  }

  /** What stands beside a list or an object; beside one from outside, zeros. */
  #besideOrZeros(part: Expression, sheet: Sheet): Expression {
    if (!this.#isPassive(part)) return this.#dot(part);
    const to = this.#names.local("still", kindOf(part));
    sheet.list.push({ is: "zeros", to, like: part, deep: true });
    return variable(to);
  }

  #push(statement: Of<"push">): Statement[] {
    const { list, value } = statement;
    const sheet = blank();
    const beside = isReference(value)
      ? this.#besideOrZeros(value, sheet)
      : this.#rates.of(value, sheet);
    return [
      ...sheet.list,
      { is: "push", list: this.#dot(list), value: beside },
      statement,
    ];
  }

  #pop(statement: Of<"pop">): Statement[] {
    const { list, to } = statement;
    if (this.#isPassive(list)) return [statement];
    const beside = to && this.#dots.of(to);
    return [{ is: "pop", list: this.#dot(list), to: beside }, statement];
  }

  #called(
    { callee, args }: Of<"call" | "invoke">,
    part: string,
    to: readonly Variable[],
  ): Statement[] {
    const sheet = blank();
    const given = args.flatMap((arg) => {
      if (kindOf(arg) === "boolean") return [arg];
      if (isReference(arg)) return [arg, this.#besideOrZeros(arg, sheet)];
      return [arg, this.#rates.of(arg, sheet)];
    });
    const results = to.flatMap((each) =>
      each.kind === "boolean" ? [each] : [each, this.#dots.of(each)],
    );
    return [
      ...sheet.list,
      { is: "invoke", callee, part, args: given, to: results },
    ];
  }
}
