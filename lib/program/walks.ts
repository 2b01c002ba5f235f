/** Ways through programs: the parts of expressions and statements, what they set and read. */
import type { Expression, Statement, Variable } from "./program.js";

/** The direct parts of an expression. */
export function partsOf(expression: Expression): readonly Expression[] {
  switch (expression.is) {
    case "element":
      return typeof expression.key === "string"
        ? [expression.object]
        : [expression.object, expression.key];
    case "length":
      return [expression.object];
    case "binary":
      return [expression.left, expression.right];
    case "negated":
      return [expression.value];
    case "math":
      return expression.args;
    case "choice":
      return [expression.condition, expression.yes, expression.no];
    case "discrete":
      return expression.operands;
    case "constant":
    case "variable":
    case "popped":
      return [];
  }
}

/** The variable that an element, of whatever depth, is reached from. */
export function rootOf(expression: Expression): Variable | undefined {
  let at = expression;
  while (at.is === "element") at = at.object;
  return at.is === "variable" ? at.of : undefined;
}

/** The statements directly within a statement. */
export function listsOf(
  statement: Statement,
): readonly (readonly Statement[])[] {
  switch (statement.is) {
    case "if":
      return [statement.yes, statement.no];
    case "loop":
    case "block":
      return [statement.body];
    case "entries":
      return statement.cases.map(([, body]) => body);
    default:
      return [];
  }
}

/** The variables that a statement itself sets, not those within it. */
export function targetsOf(statement: Statement): readonly Variable[] {
  switch (statement.is) {
    case "set":
    case "refer":
      return statement.place.is === "variable" ? [statement.place.of] : [];
    case "make":
    case "fill":
    case "copy":
    case "zeros":
      return [statement.to];
    case "call":
    case "pop":
      return statement.to === undefined ? [] : [statement.to];
    case "invoke":
      return statement.to;
    case "recall":
      return statement.places.flatMap((place) =>
        place.is === "variable" ? [place.of] : [],
      );
    default:
      return [];
  }
}

/** The expressions that a statement itself reads; of an element that it sets, the place. */
export function readsOf(statement: Statement): readonly Expression[] {
  switch (statement.is) {
    case "set":
      return statement.place.is === "variable" && statement.sum === undefined
        ? [statement.value]
        : [statement.place, statement.value];
    case "refer":
      return statement.place.is === "variable"
        ? [statement.from]
        : [statement.place, statement.from];
    case "make":
      return statement.parts.map(([, part]) => part);
    case "fill":
      return [statement.length, statement.value];
    case "copy":
      return [statement.from, statement.start, statement.end].filter(
        (each) => each !== undefined,
      );
    case "push":
      return [statement.list, statement.value];
    case "call":
    case "invoke":
      return statement.args;
    case "if":
    case "loop":
      return [statement.condition];
    case "save":
      return [statement.value];
    case "keep":
      return statement.values;
    case "recall":
      return statement.places.filter((place) => place.is === "element");
    case "zeros":
      return [statement.like];
    case "pop":
      return [statement.list];
    case "check":
      return [statement.place];
    case "gather":
      return [statement.into, statement.from, statement.start].filter(
        (each) => each !== undefined,
      );
    case "block":
    case "entries":
    case "jump":
    case "fail":
      return [];
  }
}

/** Calls `visit` with each statement, the outer ones first. */
export function walk(
  list: readonly Statement[],
  visit: (statement: Statement) => void,
): void {
  for (const statement of list) {
    visit(statement);
    for (const inner of listsOf(statement)) walk(inner, visit);
  }
}

/** Calls `visit` with each variable that an expression reads. */
export function eachVariable(
  expression: Expression,
  visit: (of: Variable) => void,
): void {
  if (expression.is === "variable") visit(expression.of);
  else for (const part of partsOf(expression)) eachVariable(part, visit);
}

export function mentions(expression: Expression, name: Variable): boolean {
  return (
    (expression.is === "variable" && expression.of === name) ||
    partsOf(expression).some((part) => mentions(part, name))
  );
}
