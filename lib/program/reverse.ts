/** Reverse mode: of a function the program that also gives its derivatives by all arguments. */
import { one, zero } from "./algebra.js";
import { Analysis, Unfollowed } from "./analysis.js";
import { Backward } from "./backward.js";
import { Counters } from "./counters.js";
import { Facts } from "./facts.js";
import { Forward } from "./forward.js";
import { Names, Shadows } from "./names.js";
import { Plan } from "./plan.js";
import {
  type Code,
  type Expression,
  isReferenceKind,
  type Statement,
  type Variable,
  variable,
} from "./program.js";
import { walk } from "./walks.js";
import { allNames } from "./taken.js";
import { settled } from "./zeros.js";

/** A function to differentiate, its calls written out as far as they can be. */
export interface Function_ {
  readonly parameters: readonly Variable[];
  readonly result: Variable | undefined;
  readonly body: readonly Statement[];
}

export class Reversal {
  readonly #f: Function_;
  readonly #analysis: Analysis;
  readonly #facts: Facts;
  readonly #counters: Counters;
  readonly #plan: Plan;
  readonly #passive: ReadonlySet<Variable>;
  readonly #taken: readonly string[];

  /** @param passive the parameters that nobody differentiates by. */
  constructor(f: Function_, passive: ReadonlySet<Variable> = new Set()) {
    this.#f = f;
    this.#passive = passive;
    const { parameters, body } = f;
    this.#analysis = new Analysis({ parameters, passive, body });
    const results = f.result === undefined ? [] : [f.result];
    this.#facts = new Facts(body, parameters, results);
    this.#counters = new Counters(body, this.#analysis, this.#facts);
    this.#plan = new Plan(body, {
      analysis: this.#analysis,
      counters: this.#counters,
      facts: this.#facts,
    });
    this.#taken = allNames(f);
  }

  /** Whether nothing happens to a list or an object that is handed in: it is neither written, nor kept. */
  isLeftAlone(parameter: Variable): boolean {
    if (!isReferenceKind(parameter.kind)) return true;
    const { written, relinked, members } = this.#analysis.family(parameter);
    const { result, parameters } = this.#f;
    const returned = result !== undefined && members.has(result);
    const others = parameters.some(
      (each) => each !== parameter && members.has(each),
    );
    return !written && !relinked && !returned && !others;
  }

  get parameters(): readonly Variable[] {
    return this.#f.parameters;
  }

  /** Whether what gathers the derivative by a list or an object is handed in beside it. */
  hasBeside(parameter: Variable): boolean {
    return (
      isReferenceKind(parameter.kind) && this.#analysis.family(parameter).own
    );
  }

  /**
   * The function forward and its derivative back in one. Takes each argument, a list or an object with what gathers the
   * derivative by it; gives the value and the derivatives by the numbers among the arguments.
   *
   * @param seeded whether the derivative by the result is handed in, as the last argument.
   */
  whole(seeded = false): Code {
    return this.wholeAndBack(seeded).code;
  }

  /** The same, with the statement that the way back begins with. */
  wholeAndBack(seeded = false): { code: Code; back: Statement | undefined } {
    const { result } = this.#f;
    const isNumber = result?.kind === "number";
    const made = this.#made(isNumber && !seeded ? one : undefined);
    const seeds = seeded && made.seed !== undefined ? [made.seed] : [];
    const code = {
      parameters: [...this.#given(made.shadows), ...seeds],
      body: [...made.begin, ...made.forward, ...made.sown, ...made.back],
      results: [
        ...(result === undefined ? [] : [variable(result)]),
        ...this.#slopes(made),
      ],
    };
    return { code, back: [...made.sown, ...made.back][0] };
  }

  /**
   * The way forward alone, which leaves on the tape what the way back needs; and the way back, which takes the derivative
   * by a number that the function gives, and gives those by the numbers among the arguments.
   */
  halves(): { readonly forward: Code; readonly backward: Code } {
    const { result } = this.#f;
    const made = this.#made(undefined);
    const carried = [...this.#facts.variables()].filter(
      (each) => each.role !== "outer" && this.#plan.needs(each),
    );
    const values = carried.map((each) => this.#carried(each, made.shadows));
    const returned =
      result === undefined
        ? []
        : isReferenceKind(result.kind)
          ? [result, made.shadows.of(result)]
          : [result];
    return {
      forward: {
        parameters: this.#given(made.shadows),
        body: [...made.begin, ...made.forward, ...values],
        results: returned.map(variable),
      },
      backward: {
        parameters:
          result?.kind === "number" && made.seed !== undefined
            ? [made.seed]
            : [],
        body: [
          ...made.begin,
          ...values.toReversed().map(restored),
          ...(result?.kind === "number" ? made.sown : []),
          ...made.back,
        ],
        results: this.#slopes(made),
      },
    };
  }

  #made(given: Expression | undefined) {
    const { body, result } = this.#f;
    const plan = this.#plan;
    for (let k = 0; k < 100; k++) {
      const names = new Names(this.#taken);
      const shadows = new Shadows(names, "d_");
      const counts = this.#counts(names);
      const seed =
        given === undefined && result !== undefined
          ? { ...shadows.of(result), name: names.fresh("seed") }
          : undefined;
      const by = given ?? (seed && variable(seed));
      const isOnce =
        result?.kind === "number" &&
        this.#facts.sets(result) === 1 &&
        this.#facts.of(result)?.home === body;
      const backward = new Backward({
        analysis: this.#analysis,
        facts: this.#facts,
        counters: this.#counters,
        plan,
        names,
        shadows,
        counts,
        result,
        seed: isOnce ? by : undefined,
      });
      const back = backward.list(body);
      if (!plan.settled(body)) continue;
      return {
        ...this.#going(backward, shadows, counts),
        ...this.#coming(backward, back, shadows, isOnce ? undefined : by),
        shadows,
        seed,
      };
    }
    throw new Error("internal: the way back never settles");
  }

  #going(
    backward: Backward,
    shadows: Shadows,
    counts: ReadonlyMap<Statement, Variable>,
  ) {
    const { body, result } = this.#f;
    const parts = {
      analysis: this.#analysis,
      plan: this.#plan,
      counters: this.#counters,
      shadows,
      counts,
      backward,
    };
    const asked = result === undefined ? [] : [result];
    const forward = new Forward(parts, body, asked);
    // Beside what comes from outside and is mixed with the function's own stands what nobody looks at.
    const begin = [...this.#facts.variables()]
      .filter(
        (each) =>
          each.role === "outer" &&
          isReferenceKind(each.kind) &&
          this.#analysis.family(each).own,
      )
      .map((each): Statement => ({
        is: "zeros",
        to: shadows.of(each),
        like: variable(each),
        deep: true,
      }));
    return { begin, forward: forward.list(body) };
  }

  #coming(
    backward: Backward,
    back: readonly Statement[],
    shadows: Shadows,
    by: Expression | undefined,
  ): { sown: Statement[]; back: Statement[] } {
    const { result } = this.#f;
    const open = [...this.#facts.variables()].filter(
      (each) =>
        each.kind === "number" &&
        each !== result &&
        this.#analysis.isActive(variable(each)) &&
        backward.zeroed(each),
    );
    const zeros = settled(
      back,
      open.map((each) => shadows.of(each)),
    );
    if (result === undefined || by === undefined)
      return { sown: [], back: zeros };
    const shadow = variable(shadows.of(result));
    const sown: Statement = isReferenceKind(result.kind)
      ? { is: "gather", into: shadow, from: by, start: undefined }
      : { is: "set", place: shadow, value: by };
    return { sown: [sown], back: zeros };
  }

  #counts(names: Names): Map<Statement, Variable> {
    const counts = new Map<Statement, Variable>();
    walk(this.#f.body, (each) => {
      if (each.is === "loop" && this.#counters.of(each) === undefined)
        counts.set(each, names.local("turns"));
    });
    return counts;
  }

  #given(shadows: Shadows): Variable[] {
    return this.#f.parameters.flatMap((each) =>
      this.hasBeside(each) ? [each, shadows.of(each)] : [each],
    );
  }

  #slopes(made: { back: readonly Statement[]; shadows: Shadows }) {
    const facts = new Facts(made.back, []);
    const touched = new Set(facts.variables());
    return this.#f.parameters
      .filter((each) => each.kind === "number" && !this.#passive.has(each))
      .map((each): Expression => {
        const shadow = made.shadows.of(each);
        return touched.has(shadow) ? variable(shadow) : zero;
      });
  }

  #carried(of: Variable, shadows: Shadows): Statement {
    const place = variable(of);
    if (!isReferenceKind(of.kind)) return { is: "save", value: place };
    const still = this.#analysis.isPassive(place);
    const values = still ? [place] : [place, variable(shadows.of(of))];
    return { is: "keep", values, still };
  }
}

function restored(carried: Statement): Statement {
  if (carried.is === "keep")
    return {
      is: "recall",
      places: carried.values.filter((each) => each.is === "variable"),
      still: carried.still,
    };
  if (carried.is !== "save" || carried.value.is !== "variable")
    throw new Unfollowed("a value that cannot be carried");
  const { value } = carried;
  const kind = value.of.kind === "boolean" ? "boolean" : "number";
  return { is: "set", place: value, value: { is: "popped", kind } };
}
