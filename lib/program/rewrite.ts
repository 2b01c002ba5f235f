/** Expressions and statements with some of their parts replaced. */
import type { Expression, Place, Statement } from "./program.js";

/** The expression with what `change` gives in place of its parts; those of which it gives nothing are gone into. */
export function mapped(
  expression: Expression,
  change: (part: Expression) => Expression | undefined,
): Expression {
  const found = change(expression);
  if (found !== undefined) return found;
  const inner = (part: Expression): Expression => mapped(part, change);
  switch (expression.is) {
    case "element":
      return {
        ...expression,
        object: inner(expression.object),
        key:
          typeof expression.key === "string"
            ? expression.key
            : inner(expression.key),
      };
    case "length":
      return { is: "length", object: inner(expression.object) };
    case "binary":
      return {
        ...expression,
        left: inner(expression.left),
        right: inner(expression.right),
      };
    case "negated":
      return { is: "negated", value: inner(expression.value) };
    case "math":
      return { ...expression, args: expression.args.map(inner) };
    case "choice":
      return {
        is: "choice",
        condition: inner(expression.condition),
        yes: inner(expression.yes),
        no: inner(expression.no),
      };
    case "discrete":
      return { ...expression, operands: expression.operands.map(inner) };
    case "constant":
    case "variable":
    case "popped":
      return expression;
  }
}

/** The statement with its expressions changed, and the lists within it. */
export function mappedStatement(
  statement: Statement,
  change: (part: Expression) => Expression,
  within: (list: readonly Statement[]) => readonly Statement[],
): Statement {
  switch (statement.is) {
    case "set":
      return {
        ...statement,
        place: change(statement.place) as Place,
        value: change(statement.value),
      };
    case "refer":
      return {
        ...statement,
        place: change(statement.place) as Place,
        from: change(statement.from),
      };
    case "make":
      return {
        ...statement,
        parts: statement.parts.map(([key, part]) => [key, change(part)]),
      };
    case "fill":
      return {
        ...statement,
        length: change(statement.length),
        value: change(statement.value),
      };
    case "copy":
      return {
        ...statement,
        from: change(statement.from),
        start: statement.start && change(statement.start),
        end: statement.end && change(statement.end),
      };
    case "push":
      return {
        ...statement,
        list: change(statement.list),
        value: change(statement.value),
      };
    case "call":
      return { ...statement, args: statement.args.map(change) };
    case "check":
      return { ...statement, place: change(statement.place) as Place };
    default:
      return mappedControl(statement, change, within);
  }
}

function mappedControl(
  statement: Statement,
  change: (part: Expression) => Expression,
  within: (list: readonly Statement[]) => readonly Statement[],
): Statement {
  switch (statement.is) {
    case "if":
      return {
        ...statement,
        condition: change(statement.condition),
        yes: within(statement.yes),
        no: within(statement.no),
      };
    case "loop":
      return {
        ...statement,
        condition: change(statement.condition),
        body: within(statement.body),
      };
    case "block":
      return { ...statement, body: within(statement.body) };
    default:
      return statement;
  }
}
