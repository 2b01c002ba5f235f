/** Slots as the targets of assignments: what declarations of variables become. */
import type {
  ArrayBindingElement,
  BindingElement,
  BindingName,
  Expression,
  Identifier,
  Node,
  NodeFactory,
  Statement,
  TransformationContext,
  VariableDeclarationList,
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

/** A binding pattern as a destructuring assignment to slots. */
export function patternToTarget(
  factory: NodeFactory,
  name: BindingName,
): Expression {
  if (ts.isIdentifier(name)) return slotTarget(factory, name);
  if (ts.isArrayBindingPattern(name))
    return factory.createArrayLiteralExpression(
      name.elements.map((element) => arrayElement(factory, element)),
    );
  return factory.createObjectLiteralExpression(
    name.elements.map((element) =>
      element.dotDotDotToken
        ? factory.createSpreadAssignment(patternToTarget(factory, element.name))
        : factory.createPropertyAssignment(
            element.propertyName ?? propertyOf(element),
            withDefault(factory, element),
          ),
    ),
  );
}

function arrayElement(
  factory: NodeFactory,
  element: ArrayBindingElement,
): Expression {
  if (ts.isOmittedExpression(element)) return element;
  return element.dotDotDotToken
    ? factory.createSpreadElement(patternToTarget(factory, element.name))
    : withDefault(factory, element);
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
): Expression {
  const target = patternToTarget(factory, element.name);
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

/** The expressions one after the other, as one. */
function inSequence(
  factory: NodeFactory,
  first: Expression,
  rest: readonly Expression[],
): Expression {
  return rest.reduce(
    (all, expression) => factory.createComma(all, expression),
    first,
  );
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

/** Turns the `var`s inside a statement, which belong to the whole cell, into assignments to slots. */
export function varsToSlots(
  statement: Statement,
  names: ReadonlySet<string>,
  context: TransformationContext,
): Statement {
  if (names.size === 0) return statement;
  const { factory } = context;
  const assignments = (list: VariableDeclarationList): Expression[] =>
    list.declarations
      .filter((declaration) => declaration.initializer !== undefined)
      .map((declaration) =>
        factory.createAssignment(
          patternToTarget(factory, declaration.name),
          declaration.initializer ?? factory.createVoidZero(),
        ),
      );
  const visit = (node: Node): Node | undefined => {
    if (ts.isFunctionLike(node) || ts.isClassLike(node)) return node;
    const next = ts.visitEachChild(node, visit, context);
    if (ts.isVariableStatement(next) && isVar(next.declarationList)) {
      const [head, ...rest] = assignments(next.declarationList);
      if (head === undefined) return factory.createEmptyStatement();
      const statement = factory.createExpressionStatement(
        inSequence(factory, head, rest),
      );
      return ts.setTextRange(statement, next);
    }
    if (ts.isVariableDeclarationList(next) && isVar(next)) {
      const [first] = next.declarations;
      // The head of a loop: a list of assignments, or the target that the loop sets.
      if (!ts.isForStatement(node.parent) && first !== undefined)
        return patternToTarget(factory, first.name);
      const [head, ...rest] = assignments(next);
      return head === undefined
        ? factory.createOmittedExpression()
        : inSequence(factory, head, rest);
    }
    return next;
  };
  const result = ts.visitNode(statement, visit, ts.isStatement);
  return result ?? factory.createEmptyStatement();
}

function isVar(list: VariableDeclarationList): boolean {
  return (list.flags & ts.NodeFlags.BlockScoped) === 0;
}
