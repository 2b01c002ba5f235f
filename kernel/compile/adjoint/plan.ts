/**
 * What of the way forward the way back needs, and how it gets it: from a variable that still has the value, from the
 * tape, or by computing it again. Found by writing the way back until it asks for nothing new.
 */
import { type Analysis, exitsOf, type Family } from "./analysis.js";
import {
  type Expression,
  listsOf,
  partsOf,
  rootOf,
  type Statement,
  type Variable,
} from "./program.js";
import type { Reader } from "./text.js";

type Set_ = Statement & { is: "set" };
type Refer = Statement & { is: "refer" };

/** Functions of `Math` that cost more than the tape. */
const isCostly = (expression: Expression): boolean =>
  expression.is === "math" || partsOf(expression).some(isCostly);

export class Plan implements Reader {
  readonly #analysis: Analysis;
  readonly #variables = new Set<Variable>();
  readonly #numbers = new Set<Family>();
  readonly #again = new Map<Variable, Set_ | Refer>();
  #changed = false;

  constructor(analysis: Analysis, body: readonly Statement[]) {
    this.#analysis = analysis;
    this.#findRepeatable(body);
  }

  /** Whether something new was asked for since the last time. */
  settled(): boolean {
    const settled = !this.#changed;
    this.#changed = false;
    return settled;
  }

  variable(of: Variable): void {
    if (this.#variables.has(of)) return;
    this.#variables.add(of);
    this.#changed = true;
  }

  element(of: Expression & { is: "element" }): void {
    if (of.kind !== "number") return;
    const root = rootOf(of);
    const family = root && this.#analysis.family(root);
    if (family === undefined || this.#numbers.has(family)) return;
    this.#numbers.add(family);
    this.#changed = true;
  }

  needs(of: Variable): boolean {
    return this.#variables.has(of);
  }

  /** The variables to carry from the way forward to the way back. */
  carried(variables: readonly Variable[]): Variable[] {
    return variables.filter(
      (each) => each.role !== "outer" && this.needs(each),
    );
  }

  /** Whether setting the variable overwrites a value that is needed again. */
  saves(of: Variable, by: Statement): boolean {
    if (!this.needs(of) || this.#again.has(of)) return false;
    if (of.first === by && !of.looped) return false;
    return of.looped || of.assigned + (of.role === "parameter" ? 1 : 0) > 1;
  }

  savesElement(family: Family): boolean {
    return this.#numbers.has(family);
  }

  /** Whether the statement's variable is computed again on the way back. */
  isRepeated(statement: Statement): statement is Set_ | Refer {
    return (
      (statement.is === "set" || statement.is === "refer") &&
      statement.place.is === "variable" &&
      this.needs(statement.place.of) &&
      this.#again.get(statement.place.of) === statement
    );
  }

  /** Variables set once in a loop, from what stays the same until the way back comes by. */
  #findRepeatable(list: readonly Statement[]): void {
    // Where control enters in the middle, the counter may or may not have stepped back already.
    const entered = exitsOf(list).size > 0;
    for (const statement of list) {
      for (const inner of listsOf(statement)) this.#findRepeatable(inner);
      if (entered) continue;
      if (statement.is !== "set" && statement.is !== "refer") continue;
      const { place } = statement;
      if (place.is !== "variable" || !place.of.looped) continue;
      if (place.of.assigned !== 1 || place.of.scattered) continue;
      const from = statement.is === "set" ? statement.value : statement.from;
      if (statement.is === "set" && statement.sum !== undefined) continue;
      if (!isCostly(from) && this.#isStable(from))
        this.#again.set(place.of, statement);
    }
  }

  #isStable(expression: Expression): boolean {
    if (expression.is === "variable") {
      const { of } = expression;
      if (of.counter && this.#analysis.startOf(of) !== undefined) return true;
      return of.role === "local" ? of.assigned === 1 : of.assigned === 0;
    }
    if (expression.is === "element" || expression.is === "length") {
      const family = this.#analysis.familyOf(
        expression.is === "element" ? expression : expression.object,
      );
      if (family.relinked) return false;
      const isNumber =
        expression.is === "element" && expression.kind === "number";
      if (isNumber && family.written) return false;
    }
    return partsOf(expression).every((part) => this.#isStable(part));
  }
}
