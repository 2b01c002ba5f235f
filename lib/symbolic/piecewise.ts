import type { Value } from "../ir/node.js";
import { sub } from "../ops/arithmetic.js";
import {
  equal,
  greater,
  greaterEqual,
  less,
  lessEqual,
  notEqual,
} from "../ops/compare.js";
import { where } from "../ops/select.js";
import { withBranches } from "../source/branches.js";
import { negateForm } from "./arithmetic.js";
import { Expression, type Formula } from "./expression.js";
import { constantOf } from "./form.js";
import { NoClosedForm } from "./no-closed-form.js";
import { toNumber } from "./rational.js";
import { formOfValue } from "./read.js";

/** A formula, or arrays of formulas: what a function gives for symbols. */
export type Formulas = Formula | readonly Formulas[];

/** A program of more branches than this has no formula that anybody would read. */
const mostPaths = 16;

/** The signs of left − right for which a comparison holds. */
const signsOf = new Map([
  [less.op, [-1]],
  [lessEqual.op, [-1, 0]],
  [greater.op, [1]],
  [greaterEqual.op, [0, 1]],
  [equal.op, [0]],
  [notEqual.op, [-1, 1]],
]);

interface Fork {
  readonly condition: Formula;
  readonly taken: boolean;
}

function tooMany(): NoClosedForm {
  return new NoClosedForm(
    `expression: the program has more than ${String(mostPaths)} ways through its branches`,
  );
}

/** One run of a program: which way it goes at each fork, and what follows from the forks before. */
class Path {
  readonly forks: Fork[] = [];
  readonly #choices: readonly boolean[];
  readonly #signs = new Map<string, readonly number[]>();

  /** @param choices which way to go at the first forks; after those, into the branch. */
  constructor(choices: readonly boolean[]) {
    this.#choices = choices;
  }

  decide(condition: Value): boolean {
    if (!(condition instanceof Expression)) return condition !== 0;
    const { origin } = condition;
    const holding = origin && signsOf.get(origin.op);
    const [left, right] = origin?.inputs ?? [];
    if (!holding || left === undefined || right === undefined) {
      throw new Error("internal: a branch on what is no comparison");
    }
    const difference = formOfValue(sub(left, right));
    const number = constantOf(difference);
    if (number) return holding.includes(Math.sign(toNumber(number)));
    // −d is positive where d is negative: both are known by the same name.
    const turned = negateForm(difference);
    const flips = turned.key < difference.key;
    const key = flips ? turned.key : difference.key;
    const known = this.#signs.get(key) ?? [-1, 0, 1];
    const holds = (sign: number): boolean =>
      holding.includes(flips ? -sign : sign);
    const inside = known.filter(holds);
    const outside = known.filter((sign) => !holds(sign));
    if (inside.length === 0 || outside.length === 0) return inside.length > 0;
    if (this.forks.length + 1 >= mostPaths) throw tooMany();
    const taken = this.#choices[this.forks.length] ?? true;
    this.forks.push({ condition, taken });
    this.#signs.set(key, taken ? inside : outside);
    return taken;
  }
}

/**
 * What a program gives for symbols, with cases where its branches depend on them: it is run once for each way through.
 *
 * @throws NoClosedForm where there are more than 16 ways, or they give different structures.
 */
export function piecewise(run: () => Formulas): Formulas {
  let paths = 0;
  const explore = (choices: readonly boolean[]): Formulas => {
    if (++paths > mostPaths) {
      throw tooMany();
    }
    const path = new Path(choices);
    let value = withBranches((condition) => path.decide(condition), run);
    const { forks } = path;
    for (let i = forks.length - 1; i >= choices.length; i--) {
      const taken = forks.slice(0, i).map((fork) => fork.taken);
      const other = explore([...taken, false]);
      const condition = forks[i]?.condition ?? 1;
      value = cases(condition, value, other);
    }
    return value;
  };
  return explore([]);
}

/** One formula where the condition holds and another where not. */
function cases(condition: Formula, yes: Formulas, no: Formulas): Formulas {
  if (isFormula(yes) && isFormula(no)) {
    if (formOfValue(yes).key === formOfValue(no).key) return yes;
    return where<Formula, Formula>(condition, yes, no);
  }
  if (isFormula(yes) || isFormula(no) || yes.length !== no.length) {
    throw new NoClosedForm(
      "expression: the branches of the program give different structures",
    );
  }
  return yes.map((part, i) => cases(condition, part, no[i] ?? part));
}

function isFormula(value: Formulas): value is Formula {
  return typeof value === "number" || value instanceof Expression;
}
