/** Shadows that begin at zero: the first that flows into one is its value, what flows into none leaves none behind. */
import { negated, zero } from "./algebra.js";
import { Facts } from "./facts.js";
import { type Statement, type Variable, variable } from "./program.js";
import { mentions } from "./walks.js";

/** The statements with `shadow = 0` before each shadow's first use, joined with it where that is an addition. */
export function settled(
  list: readonly Statement[],
  shadows: readonly Variable[],
): Statement[] {
  if (shadows.length === 0) return joined(list);
  const facts = new Facts(list, []);
  const waiting = new Set(shadows);
  const found: Statement[] = [];
  for (const statement of list) {
    const begun = beginning(statement, waiting);
    for (const each of facts.mentioned(statement))
      if (waiting.delete(each) && each !== begun?.of)
        found.push({ is: "set", place: variable(each), value: zero });
    found.push(begun?.as ?? statement);
  }
  return joined(found);
}

/** `shadow += value` as `shadow = value`, where the shadow holds zero. */
function beginning(
  statement: Statement,
  waiting: ReadonlySet<Variable>,
): { of: Variable; as: Statement } | undefined {
  if (statement.is !== "set" || statement.sum === undefined) return undefined;
  const { place, value, sum } = statement;
  if (place.is !== "variable" || !waiting.has(place.of)) return undefined;
  if (mentions(value, place.of)) return undefined;
  const as: Statement = {
    is: "set",
    place,
    value: sum === "-" ? negated(value) : value,
  };
  return { of: place.of, as };
}

/** `s = a; s += b` as `s = a + b`. */
function joined(list: readonly Statement[]): Statement[] {
  const found: Statement[] = [];
  for (const statement of list) {
    const last = found.at(-1);
    const whole = last && together(last, statement);
    if (whole === undefined) found.push(statement);
    else found[found.length - 1] = whole;
  }
  return found;
}

function together(one: Statement, other: Statement): Statement | undefined {
  if (one.is !== "set" || other.is !== "set") return undefined;
  if (one.place.is !== "variable" || other.place.is !== "variable")
    return undefined;
  const { of } = one.place;
  if (other.place.of !== of || one.sum !== undefined || of.kind !== "number")
    return undefined;
  if (other.sum === undefined || mentions(other.value, of)) return undefined;
  if (one.value.is === "popped") return undefined;
  return {
    is: "set",
    place: one.place,
    value: {
      is: "binary",
      sign: other.sum,
      left: one.value,
      right: other.value,
    },
  };
}
