/** The way back through numbers that are set. */
import { negated, zero } from "./algebra.js";
import type { Analysis } from "./analysis.js";
import type { Counters } from "./counters.js";
import type { Facts } from "./facts.js";
import { blank, type Flow } from "./flow.js";
import type { Names, Shadows } from "./names.js";
import type { Plan } from "./plan.js";
import {
  type Expression,
  kindOf,
  type Place,
  type Statement,
  type Variable,
  variable,
} from "./program.js";
import { mentions } from "./walks.js";

type Of<K extends Statement["is"]> = Extract<Statement, { is: K }>;

export interface BackwardParts {
  readonly analysis: Analysis;
  readonly plan: Plan;
  readonly facts: Facts;
  readonly counters: Counters;
  readonly names: Names;
  readonly shadows: Shadows;
  /** How often each loop was run, where that is counted. */
  readonly counts: ReadonlyMap<Statement, Variable>;
  readonly result: Variable | undefined;
  /** The derivative by the result, where it is set once. */
  readonly seed: Expression | undefined;
}

export class Assignments {
  readonly #parts: BackwardParts;
  readonly #flow: Flow;

  constructor(parts: BackwardParts, flow: Flow) {
    this.#parts = parts;
    this.#flow = flow;
  }

  /** Whether the variable's derivative is gathered anew each time that control goes back through its list. */
  isScoped(of: Variable): boolean {
    const { facts, result, analysis } = this.#parts;
    return (
      of.kind === "number" &&
      of.role === "local" &&
      of !== result &&
      analysis.isActive(variable(of)) &&
      facts.of(of)?.begins === true
    );
  }

  /** The way back of `place = value` and `place += value`. */
  of(statement: Of<"set">): Statement[] {
    const { place, value, sum } = statement;
    const { analysis } = this.#parts;
    const restored = this.#restoredPlace(place, statement);
    if (!analysis.isActive(place)) return restored;
    return sum === undefined
      ? this.#assigned(statement, place, value, restored)
      : this.#added(statement, place, value, restored);
  }

  #added(
    { sum }: Of<"set">,
    place: Place,
    value: Expression,
    restored: readonly Statement[],
  ): Statement[] {
    if (!this.#parts.analysis.isActive(value)) return [...restored];
    const sheet = blank();
    const shadow = this.#flow.shadow(place);
    const direct = place.is === "variable" && !mentions(value, place.of);
    const t = direct ? shadow : this.#flow.copied(sheet, shadow);
    const before = sheet.list.splice(0);
    this.#flow.through(value, sum === "-" ? negated(t) : t, sheet);
    return [...before, ...restored, ...sheet.list];
  }

  #assigned(
    statement: Of<"set">,
    place: Place,
    value: Expression,
    restored: readonly Statement[],
  ): Statement[] {
    const { analysis, facts, result, seed } = this.#parts;
    const active = analysis.isActive(value);
    const sheet = blank();
    const isVariable = place.is === "variable";
    const isResult = isVariable && place.of === result && seed !== undefined;
    const shadow = isResult ? seed : this.#flow.shadow(place);
    const first =
      isResult ||
      (isVariable &&
        this.isScoped(place.of) &&
        facts.of(place.of)?.first === statement);
    const t = active && !first ? this.#flow.copied(sheet, shadow) : shadow;
    if (!first && shadow.is !== "constant")
      sheet.list.push({ is: "set", place: shadow as Place, value: zero });
    if (!active) return [...sheet.list, ...restored];
    const before = sheet.list.splice(0);
    if (value.is === "math" && isVariable)
      this.#flow.throughMath(value, t, sheet, () =>
        this.#own(statement, place, before, restored.length > 0),
      );
    else this.#flow.through(value, t, sheet);
    return [...before, ...restored, ...sheet.list];
  }

  /** The value that was set, which still stands in the variable until the old one is back. */
  #own(
    statement: Statement,
    place: Place,
    before: Statement[],
    restored: boolean,
  ): Expression {
    this.#parts.plan.readAfter(statement, place);
    if (!restored) return place;
    const known = before.find(
      (each) => each.is === "set" && each.value === place,
    );
    if (known?.is === "set") return known.place;
    const kept = variable(this.#parts.names.local("v"));
    before.push({ is: "set", place: kept, value: place });
    return kept;
  }

  #restoredPlace(place: Place, by: Statement): Statement[] {
    const { plan, counters } = this.#parts;
    if (counters.isStep(by) && by.is === "set")
      return [{ ...by, sum: by.sum === "+" ? "-" : "+" }];
    if (!plan.saves(by)) return [];
    if (place.is === "element") this.#flow.read(place);
    return [popped(place)];
  }
}

/** What the tape has for a place. */
export const popped = (place: Place): Statement => ({
  is: "set",
  place,
  value: {
    is: "popped",
    kind: kindOf(place) === "boolean" ? "boolean" : "number",
  },
});
