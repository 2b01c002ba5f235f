/** Which lists and objects need something beside them already on the way forward. */
import type { Analysis } from "./analysis.js";
import type { Plan } from "./plan.js";
import {
  type Expression,
  isReference,
  isReferenceKind,
  type Statement,
  type Variable,
} from "./program.js";
import { rootOf, targetsOf, walk } from "./walks.js";

interface Parts {
  readonly analysis: Analysis;
  readonly plan: Plan;
}

export function demandedShadows(
  { analysis, plan }: Parts,
  body: readonly Statement[],
  asked: readonly Variable[],
): ReadonlySet<Variable> {
  const demanded = new Set<Variable>();
  const demand = (of: Variable | undefined): void => {
    if (of !== undefined && isReferenceKind(of.kind))
      if (analysis.family(of).own) demanded.add(of);
  };
  const demandRoot = (place: Expression): void => {
    if (isReference(place)) demand(rootOf(place));
  };
  asked.forEach(demand);
  walk(body, (each) => {
    const [of] = targetsOf(each);
    if (of === undefined) return;
    const kept = plan.needs(of) && !plan.isRepeated(each);
    if (kept || plan.saves(each)) demand(of);
  });
  for (let before = -1; before !== demanded.size;) {
    before = demanded.size;
    walk(body, (each) => {
      spread(each, demanded, demandRoot);
    });
  }
  return demanded;
}

/** What stands beside one list is made of what stands beside others. */
function spread(
  statement: Statement,
  demanded: ReadonlySet<Variable>,
  demand: (place: Expression) => void,
): void {
  switch (statement.is) {
    case "refer":
      if (statement.place.is === "element") demand(elementsOf(statement.place));
      if (statement.place.is === "element" || demanded.has(statement.place.of))
        demand(statement.from);
      return;
    case "make":
      if (demanded.has(statement.to))
        for (const [, part] of statement.parts) demand(part);
      return;
    case "copy":
      if (demanded.has(statement.to)) demand(statement.from);
      return;
    case "push":
      demand(statement.list);
      demand(statement.value);
      return;
    case "call":
      statement.args.forEach(demand);
      if (statement.to !== undefined)
        demand({ is: "variable", of: statement.to });
      return;
    default:
  }
}

const elementsOf = (place: Expression): Expression =>
  place.is === "element" ? place.object : place;
