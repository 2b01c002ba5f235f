/**
 * What of the way forward the way back needs, and how it gets it: from a variable that still has the value, from the
 * tape, or by computing it again. A value is put on the tape where it is overwritten while it is needed, and nowhere
 * else (Hascoët, Naumann and Pascual: "To be recorded" analysis in reverse-mode automatic differentiation, 2005). Found
 * by writing the way back until it asks for nothing new.
 */
import { type Analysis, exitsOf, type Family } from "./analysis.js";
import type { Counters } from "./counters.js";
import type { Facts } from "./facts.js";
import {
  type Expression,
  isReferenceKind,
  type Label,
  type Statement,
  type Variable,
} from "./program.js";
import { listsOf, partsOf, rootOf, targetsOf } from "./walks.js";

type List = readonly Statement[];

/** A variable's value, or the numbers in the lists of a family. */
type Token = Variable | Family;

type State = Set<Token>;

/** Functions of `Math` cost more than the tape. */
const isCostly = (expression: Expression): boolean =>
  expression.is === "math" || partsOf(expression).some(isCostly);

export class Plan {
  readonly #analysis: Analysis;
  readonly #counters: Counters;
  readonly #facts: Facts;
  /** What the way back of a statement reads of the values before it, of a list at its end. */
  readonly #uses = new Map<Statement | List, Set<Token>>();
  /** What it reads of the values behind the statement. */
  readonly #after = new Map<Statement, Set<Token>>();
  readonly #needed = new Set<Variable>();
  readonly #again = new Map<Statement, Variable>();
  readonly #tests = new Set<Statement>();
  #saved = new Set<Statement>();
  #changed = false;
  #at: Statement | List | undefined;

  constructor(
    body: List,
    parts: { analysis: Analysis; counters: Counters; facts: Facts },
  ) {
    this.#analysis = parts.analysis;
    this.#counters = parts.counters;
    this.#facts = parts.facts;
    this.#findRepeatable(body, false);
  }

  /** Writes the way back of a statement: what it reads is needed. */
  while<T>(at: Statement | List, make: () => T): T {
    const around = this.#at;
    this.#at = at;
    const made = make();
    this.#at = around;
    return made;
  }

  /** The expression is read on the way back. */
  read(expression: Expression): Expression {
    if (this.#at === undefined) return expression;
    this.#note(this.#uses, this.#at, expression);
    return expression;
  }

  /** The value that the statement gave the variable is read on the way back. */
  readAfter(statement: Statement, expression: Expression): Expression {
    this.#note(this.#after, statement, expression);
    return expression;
  }

  #note<K>(uses: Map<K, Set<Token>>, at: K, expression: Expression): void {
    let known = uses.get(at);
    if (known === undefined) {
      known = new Set();
      uses.set(at, known);
    }
    this.#tokens(expression, known);
  }

  #tokens(expression: Expression, into: Set<Token>): void {
    const before = into.size;
    if (expression.is === "variable") {
      into.add(expression.of);
      this.#needed.add(expression.of);
    }
    if (
      expression.is === "element" &&
      !isReferenceKind(expression.kind) &&
      rootOf(expression) !== undefined
    )
      into.add(this.#analysis.familyOf(expression));
    this.#changed ||= into.size > before;
    for (const part of partsOf(expression)) this.#tokens(part, into);
  }

  needs(of: Variable): boolean {
    return this.#needed.has(of);
  }

  /** Whether the statement overwrites what is needed again. */
  saves(statement: Statement): boolean {
    return this.#saved.has(statement);
  }

  /** Whether the statement's variable is computed again on the way back. */
  isRepeated(statement: Statement): boolean {
    const of = this.#again.get(statement);
    return of !== undefined && this.needs(of);
  }

  /** Whether the condition can be asked again on the way back. */
  isAskedAgain(statement: Statement): boolean {
    return this.#tests.has(statement);
  }

  /** Whether something new was asked for since the last time. */
  settled(body: List): boolean {
    const changed = this.#changed;
    this.#changed = false;
    if (!changed) return true;
    this.#saved = new Set();
    this.#flow(body, new Set(), new Map());
    return false;
  }

  #flow(
    list: List,
    entry: State,
    labels: Map<Label, State>,
  ): State | undefined {
    let state: State | undefined = entry;
    for (const each of list) {
      if (state === undefined) return undefined;
      state = this.#through(each, state, labels);
    }
    if (state !== undefined) add(state, this.#uses.get(list));
    return state;
  }

  #through(
    statement: Statement,
    state: State,
    labels: Map<Label, State>,
  ): State | undefined {
    switch (statement.is) {
      case "if": {
        const yes = this.#flow(statement.yes, new Set(state), labels);
        const no = this.#flow(statement.no, state, labels);
        return this.#left(statement, yes === undefined ? no : add(yes, no));
      }
      case "loop":
        return this.#left(statement, this.#loop(statement, state, labels));
      case "block": {
        labels.set(statement.label, new Set());
        const end = this.#flow(statement.body, state, labels);
        const jumped = labels.get(statement.label) ?? new Set<Token>();
        return add(jumped, end);
      }
      case "jump":
        add(labels.get(statement.label) ?? new Set(), state);
        return undefined;
      default:
        return this.#simple(statement, state);
    }
  }

  /** What the way back reads of a construct, it reads where control comes out of it. */
  #left(statement: Statement, state: State | undefined): State | undefined {
    return state && add(state, this.#uses.get(statement));
  }

  #loop(
    loop: Statement & { is: "loop" },
    head: State,
    labels: Map<Label, State>,
  ): State {
    for (let before = -1; before !== head.size;) {
      before = head.size;
      add(head, this.#flow(loop.body, new Set(head), labels));
    }
    const counter = this.#counters.of(loop);
    // The way back sets it itself.
    if (counter?.end !== undefined) head.delete(counter.of);
    return head;
  }

  #simple(statement: Statement, state: State): State {
    add(state, this.#uses.get(statement));
    const isFree =
      this.isRepeated(statement) || this.#counters.isStep(statement);
    for (const of of targetsOf(statement)) {
      if (state.has(of) && !isFree) this.#saved.add(statement);
      if (!this.#counters.isStep(statement)) state.delete(of);
    }
    if (statement.is === "set" && statement.place.is === "element")
      if (state.has(this.#analysis.familyOf(statement.place)))
        this.#saved.add(statement);
    return add(state, this.#after.get(statement));
  }

  /** Variables set once in a loop, from what stays the same until the way back comes by. */
  #findRepeatable(list: List, inLoop: boolean): void {
    // Where control enters in the middle, the counter may or may not have stepped back already.
    const entered = exitsOf(list).size > 0;
    list.forEach((statement, k) => {
      for (const inner of listsOf(statement))
        this.#findRepeatable(inner, inLoop || statement.is === "loop");
      if (statement.is === "if") this.#findTest(statement);
      if (entered || !inLoop) return;
      if (this.#isRepeatable(statement, list, k)) {
        const [of] = targetsOf(statement);
        if (of !== undefined) this.#again.set(statement, of);
      }
    });
  }

  #isRepeatable(statement: Statement, list: List, k: number): boolean {
    if (statement.is !== "set" && statement.is !== "refer") return false;
    const { place } = statement;
    if (place.is !== "variable" || place.of.role !== "local") return false;
    if (statement.is === "set" && statement.sum !== undefined) return false;
    const fact = this.#facts.of(place.of);
    if (fact?.sets !== 1 || fact.home !== list || !fact.begins) return false;
    const from = statement.is === "set" ? statement.value : statement.from;
    const last = list.at(-1);
    const steps = last !== undefined && this.#counters.isStep(last);
    const behind = list.slice(k + 1, steps ? -1 : undefined);
    return !isCostly(from) && this.#counters.isStill(from, behind);
  }

  #findTest(statement: Statement & { is: "if" }): void {
    const { condition, yes, no } = statement;
    if (isCostly(condition)) return;
    if (this.#counters.isStill(condition, [...yes, ...no]))
      this.#tests.add(statement);
  }
}

function add(state: State, more: ReadonlySet<Token> | undefined): State {
  if (more !== undefined) for (const each of more) state.add(each);
  return state;
}
