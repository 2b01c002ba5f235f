/** Slots as the targets of assignments: what declarations of variables become. */
import type {
  ArrayBindingElement,
  BindingElement,
  BindingName,
  Expression,
  Identifier,
  NodeFactory,
} from "typescript";
import { slotOf } from "./names.js";
import { ts } from "./ts.js";

/** `globalThis.x`, which exists after the first assignment even in strict code. */
export function slotTarget(factory: NodeFactory, name: Identifier): Expression {
  const target = factory.createPropertyAccessExpression(
    factory.createIdentifier("globalThis"),
    slotOf(name.text),
  );
  return ts.setTextRange(target, name);
}

/** What is assigned to where a name is declared. */
export type Place = (name: Identifier) => Expression;

/** A binding pattern as a destructuring assignment. */
export function patternToTarget(
  factory: NodeFactory,
  name: BindingName,
  place: Place,
): Expression {
  if (ts.isIdentifier(name)) return place(name);
  if (ts.isArrayBindingPattern(name))
    return factory.createArrayLiteralExpression(
      name.elements.map((element) => arrayElement(factory, element, place)),
    );
  return factory.createObjectLiteralExpression(
    name.elements.map((element) =>
      element.dotDotDotToken
        ? factory.createSpreadAssignment(
            patternToTarget(factory, element.name, place),
          )
        : factory.createPropertyAssignment(
            element.propertyName ?? propertyOf(element),
            withDefault(factory, element, place),
          ),
    ),
  );
}

function arrayElement(
  factory: NodeFactory,
  element: ArrayBindingElement,
  place: Place,
): Expression {
  if (ts.isOmittedExpression(element)) return element;
  return element.dotDotDotToken
    ? factory.createSpreadElement(patternToTarget(factory, element.name, place))
    : withDefault(factory, element, place);
}

/** The property that `{ x }` reads. */
function propertyOf(element: BindingElement): Identifier {
  if (!ts.isIdentifier(element.name))
    throw new Error("internal: a nested pattern without a property name");
  return ts.factory.createIdentifier(element.name.text);
}

function withDefault(
  factory: NodeFactory,
  element: BindingElement,
  place: Place,
): Expression {
  const target = patternToTarget(factory, element.name, place);
  return element.initializer
    ? factory.createAssignment(target, element.initializer)
    : target;
}

/**
 * Gives an anonymous function or class the name that `const name = …` would give it; an assignment to a property gives
 * none. Looks through `$.fn(plain, twin)`.
 */
export function named(
  factory: NodeFactory,
  name: string,
  value: Expression,
): Expression {
  const inner = bare(value);
  if (
    ts.isArrowFunction(inner) ||
    ((ts.isFunctionExpression(inner) || ts.isClassExpression(inner)) &&
      inner.name === undefined)
  ) {
    const property = factory.createStringLiteral(name);
    return factory.createElementAccessExpression(
      factory.createObjectLiteralExpression([
        factory.createPropertyAssignment(property, inner),
      ]),
      factory.createStringLiteral(name),
    );
  }
  if (!ts.isCallExpression(inner) || !isTwinning(inner.expression))
    return value;
  const [plain, ...rest] = inner.arguments;
  if (plain === undefined) return value;
  return factory.updateCallExpression(
    inner,
    inner.expression,
    inner.typeArguments,
    [named(factory, name, plain), ...rest],
  );
}

/** The expression without parentheses and assertions of type. */
function bare(value: Expression): Expression {
  return ts.isParenthesizedExpression(value) ||
    ts.isAsExpression(value) ||
    ts.isSatisfiesExpression(value) ||
    ts.isNonNullExpression(value)
    ? bare(value.expression)
    : value;
}

function isTwinning(callee: Expression): boolean {
  return (
    ts.isPropertyAccessExpression(callee) &&
    callee.name.text === "fn" &&
    ts.isIdentifier(callee.expression) &&
    callee.expression.text === "$" &&
    callee.expression.pos < 0
  );
}
