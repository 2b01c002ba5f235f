/** Several additions to one element as one: reading and writing it takes longer than adding. */
import { isSame, negated, plus } from "./algebra.js";
import type { Shadows } from "./names.js";
import type { Expression, Place, Statement } from "./program.js";
import { mentions, partsOf, rootOf } from "./walks.js";

interface Sum {
  readonly place: Place & { is: "element" };
  readonly value: Expression;
}

/** The statements with additions moved behind others, to the next one that goes to the same element. */
export function summed(
  list: readonly Statement[],
  shadows: Shadows,
): Statement[] {
  const found: Statement[] = [];
  for (const statement of list) {
    const sum = sumOf(statement);
    const at = sum === undefined ? -1 : earlier(found, sum, shadows);
    const before = at === -1 ? undefined : sumOf(found[at]);
    if (sum === undefined || before === undefined) {
      found.push(statement);
      continue;
    }
    found.splice(at, 1);
    found.push(added(sum.place, plus(before.value, sum.value)));
  }
  return found;
}

function sumOf(statement: Statement | undefined): Sum | undefined {
  if (statement?.is !== "set" || statement.sum === undefined) return undefined;
  const { place, value, sum } = statement;
  return place.is === "element"
    ? { place, value: sum === "-" ? negated(value) : value }
    : undefined;
}

/** `place += value`, or `-=` where the value is a negative one. */
export function added(place: Place, value: Expression): Statement {
  return value.is === "negated"
    ? { is: "set", place, value: value.value, sum: "-" }
    : { is: "set", place, value, sum: "+" };
}

/** Where an addition to the same element stands that nothing since has looked at. */
function earlier(
  list: readonly Statement[],
  { place }: Sum,
  shadows: Shadows,
): number {
  const between: Statement[] = [];
  for (let k = list.length - 1; k >= 0 && between.length < 40; k--) {
    const statement = list[k];
    if (statement?.is !== "set") return -1;
    const sum = sumOf(statement);
    if (sum !== undefined && isSame(sum.place, place))
      return between.some((each) => disturbs(each, sum)) ? -1 : k;
    if (sum === undefined && statement.place.is !== "variable") return -1;
    if (looksAt(statement.value, shadows)) return -1;
    between.push(statement);
  }
  return -1;
}

/** Whether an expression reads an element of what gathers derivatives. */
function looksAt(expression: Expression, shadows: Shadows): boolean {
  if (expression.is === "element") {
    const root = rootOf(expression);
    if (root !== undefined && shadows.has(root)) return true;
  }
  return (
    expression.is === "popped" ||
    partsOf(expression).some((part) => looksAt(part, shadows))
  );
}

/** Whether a statement changes what an addition is made of. */
function disturbs(statement: Statement, { place, value }: Sum): boolean {
  if (statement.is !== "set" || statement.place.is !== "variable") return false;
  const { of } = statement.place;
  return mentions(place, of) || mentions(value, of);
}
