/** Loops whose counter tells how often they were run: those go back without a count on the tape. */
import { exitsOf } from "./analysis.js";
import type { Analysis } from "./analysis.js";
import type { Facts } from "./facts.js";
import {
  constant,
  isReference,
  discrete,
  type Expression,
  type Statement,
  type Variable,
  variable,
} from "./program.js";
import { eachVariable, partsOf, rootOf, targetsOf, walk } from "./walks.js";

type Loop = Statement & { is: "loop" };
type Step = Statement & { is: "set" };

/** A counter that goes from `start` by ones. */
export interface Counter {
  readonly of: Variable;
  readonly step: Step;
  readonly start: Expression;
  /** Whether it counts up. */
  readonly up: boolean;
  /** The value that it has behind the loop, where that is known from the condition. */
  readonly end: Expression | undefined;
}

export class Counters {
  readonly #analysis: Analysis;
  readonly #facts: Facts;
  readonly #counters = new Map<Statement, Counter>();
  readonly #steps = new Set<Statement>();
  readonly #whole = new Map<Variable, boolean>();
  readonly #setters = new Map<Variable, Statement[]>();

  constructor(body: readonly Statement[], analysis: Analysis, facts: Facts) {
    this.#analysis = analysis;
    this.#facts = facts;
    walk(body, (each) => {
      for (const of of targetsOf(each)) {
        const known = this.#setters.get(of);
        if (known === undefined) this.#setters.set(of, [each]);
        else known.push(each);
      }
    });
    this.#find(body);
  }

  of(loop: Statement): Counter | undefined {
    return this.#counters.get(loop);
  }

  /** Whether a statement is the step of such a counter, which the way back takes in the other direction. */
  isStep(statement: Statement): boolean {
    return this.#steps.has(statement);
  }

  #find(list: readonly Statement[]): void {
    list.forEach((each, k) => {
      switch (each.is) {
        case "if":
          this.#find(each.yes);
          this.#find(each.no);
          return;
        case "block":
          this.#find(each.body);
          return;
        case "loop": {
          const counter = this.#counter(each, list.slice(0, k));
          if (counter !== undefined) {
            this.#counters.set(each, counter);
            this.#steps.add(counter.step);
          }
          this.#find(each.body);
          return;
        }
        default:
      }
    });
  }

  #counter(loop: Loop, before: readonly Statement[]): Counter | undefined {
    const step = loop.body.at(-1);
    if (step?.is !== "set" || step.sum === undefined) return undefined;
    const { place, value } = step;
    if (place.is !== "variable" || value.is !== "constant") return undefined;
    if (value.text !== "1" || exitsOf([...loop.body, step]).size > 0)
      return undefined;
    const { of } = place;
    const others = loop.body.slice(0, -1);
    if (others.some((each) => this.#sets(each, of))) return undefined;
    const setter = before.findLast((each) =>
      this.#facts.mentioned(each).has(of),
    );
    if (setter?.is !== "set" || setter.sum !== undefined) return undefined;
    if (setter.place.is !== "variable" || setter.place.of !== of)
      return undefined;
    const start = setter.value;
    const between = before.slice(before.indexOf(setter) + 1);
    const rest = [...between, loop];
    if (!this.isWhole(start) || !this.isStill(start, rest)) return undefined;
    const up = step.sum === "+";
    return { of, step, start, up, end: this.#end(loop, of, up) };
  }

  /** `i < n` leaves the counter at n, if n is whole and stays what it is. */
  #end({ condition, body }: Loop, of: Variable, up: boolean) {
    if (condition.is !== "discrete") return undefined;
    const [left, right] = condition.operands;
    if (left?.is !== "variable" || left.of !== of || right === undefined)
      return undefined;
    if (!this.isStill(right, body) || !this.isWhole(right)) return undefined;
    switch (condition.sign) {
      case "<":
        return up ? right : undefined;
      case ">":
        return up ? undefined : right;
      case "<=":
        return up ? moved(right, "+") : undefined;
      case ">=":
        return up ? undefined : moved(right, "-");
      default:
        return undefined;
    }
  }

  #sets(statement: Statement, of: Variable): boolean {
    let found = false;
    walk([statement], (each) => {
      found ||= targetsOf(each).includes(of);
    });
    return found;
  }

  /** Whether an expression certainly is a whole number. */
  isWhole(expression: Expression): boolean {
    switch (expression.is) {
      case "constant":
        return /^-?\d+$/.test(expression.text);
      case "length":
        return true;
      case "binary":
        return (
          /^[-+*]$/.test(expression.sign) &&
          this.isWhole(expression.left) &&
          this.isWhole(expression.right)
        );
      case "negated":
        return this.isWhole(expression.value);
      case "discrete":
        return /^Math\.(floor|ceil|round|trunc)\($|^[|&^]$|^<<$|^>>>?$/.test(
          expression.sign,
        );
      case "variable":
        return this.#isWholeVariable(expression.of);
      default:
        return false;
    }
  }

  #isWholeVariable(of: Variable): boolean {
    const known = this.#whole.get(of);
    if (known !== undefined) return known;
    if (of.role !== "local") return false;
    // What it is set to may rest on itself, by steps of one.
    this.#whole.set(of, true);
    const setters = this.#setters.get(of) ?? [];
    const whole =
      setters.length > 0 &&
      setters.every((each) => each.is === "set" && this.isWhole(each.value));
    this.#whole.set(of, whole);
    if (!whole) this.#whole.clear();
    return whole;
  }

  /** Whether none of the statements changes what the expression gives. */
  isStill(expression: Expression, statements: readonly Statement[]): boolean {
    if (expression.is === "popped") return false;
    const read: Variable[] = [];
    eachVariable(expression, (of) => read.push(of));
    return (
      !read.some((of) => statements.some((each) => this.#sets(each, of))) &&
      this.#readsStill(expression, statements)
    );
  }

  #readsStill(
    expression: Expression,
    statements: readonly Statement[],
  ): boolean {
    if (expression.is === "element" || expression.is === "length") {
      const place =
        expression.is === "element" ? expression : expression.object;
      const { members, written, relinked } = this.#analysis.familyOf(place);
      const number = expression.is === "element" && !isReference(expression);
      const mayChange = relinked || (number && written);
      if (
        mayChange &&
        statements.some((each) => changes(each, members, number))
      )
        return false;
    }
    return partsOf(expression).every((part) =>
      this.#readsStill(part, statements),
    );
  }
}

const moved = (value: Expression, sign: "+" | "-"): Expression => ({
  is: "binary",
  sign,
  left: value,
  right: constant(1),
});

/** Whether a statement changes lists or objects of a family: their numbers, or how they hang together. */
function changes(
  statement: Statement,
  members: ReadonlySet<Variable>,
  numbers: boolean,
): boolean {
  let found = false;
  const touched = (place: Expression): void => {
    const root = rootOf(place);
    found ||= root !== undefined && members.has(root);
  };
  walk([statement], (each) => {
    switch (each.is) {
      case "set":
        if (numbers && each.place.is === "element") touched(each.place);
        return;
      case "refer":
        if (each.place.is === "element") touched(each.place);
        return;
      case "push":
      case "pop":
        touched(each.list);
        return;
      case "call":
        for (const arg of each.args) touched(arg);
        return;
      default:
    }
  });
  return found;
}

/** Where a loop's counter stands behind the loop: at least, or at most, where it started. */
export function endOf({ start, end, up, of }: Counter): Expression {
  if (end === undefined) return variable(of);
  if (start.is === "constant" && start.text === "0" && end.is === "length")
    return end;
  return discrete("number", up ? "Math.max(" : "Math.min(", [start, end]);
}
