/** The names that a program uses, and those that its text uses for itself. */
import { type Statement, type Variable } from "./program.js";
import { eachVariable, listsOf, readsOf, targetsOf } from "./walks.js";

const words = (
  "await break case catch class const continue debugger default delete do else enum export extends false finally " +
  "for function if implements import in instanceof interface let new null package private protected public return " +
  "static super switch throw true try typeof var void while with yield arguments eval undefined this " +
  "Math Number Array Float64Array Infinity NaN tape outer callees"
).split(" ");

export function allNames({
  parameters,
  body,
  result,
}: {
  readonly parameters: readonly Variable[];
  readonly body: readonly Statement[];
  readonly result?: Variable | undefined;
}): string[] {
  const names = new Set(words);
  const visit = (list: readonly Statement[]): void => {
    for (const each of list) {
      for (const of of targetsOf(each)) names.add(of.name);
      for (const part of readsOf(each))
        eachVariable(part, (of) => names.add(of.name));
      if (each.is === "block") names.add(each.label.name);
      if (each.is === "call" || each.is === "invoke")
        names.add(each.callee.name);
      listsOf(each).forEach(visit);
    }
  };
  for (const each of parameters) names.add(each.name);
  if (result !== undefined) names.add(result.name);
  visit(body);
  return [...names];
}
