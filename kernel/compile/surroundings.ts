/** Where in its surroundings an expression stands. Nodes must be the parser's own, which know their parents. */
import type ts from "typescript";

type Compiler = typeof ts;
type Access = ts.ElementAccessExpression | ts.PropertyAccessExpression;

/** Whether the node only wraps its expression: parentheses, `!`, `as` or `satisfies`. */
export function isOuter(
  compiler: Compiler,
  node: ts.Node,
): node is
  | ts.ParenthesizedExpression
  | ts.NonNullExpression
  | ts.AsExpression
  | ts.SatisfiesExpression {
  return (
    compiler.isParenthesizedExpression(node) ||
    compiler.isNonNullExpression(node) ||
    compiler.isAsExpression(node) ||
    compiler.isSatisfiesExpression(node)
  );
}

/** What remains without such wrapping. */
export function bare(compiler: Compiler, node: ts.Expression): ts.Expression {
  let inner = node;
  while (isOuter(compiler, inner)) inner = inner.expression;
  return inner;
}

/** The nearest ancestor that does not only wrap, with the child of it that holds the node. */
function around(compiler: Compiler, node: ts.Node): [ts.Node, ts.Node] {
  let child = node;
  let parent = node.parent;
  while (isOuter(compiler, parent)) {
    child = parent;
    parent = parent.parent;
  }
  return [parent, child];
}

/** Whether the access is only read: not written, deleted, nor called (a call needs to know the object too). */
export function isRead(compiler: Compiler, node: Access): boolean {
  const [parent, child] = around(compiler, node);
  if (compiler.isCallExpression(parent)) return parent.expression !== child;
  if (compiler.isTaggedTemplateExpression(parent)) return false;
  if (compiler.isDeleteExpression(parent)) return false;
  return !isWritten(compiler, child, parent);
}

/** Whether the expression is assigned to, in whatever way. */
export function isAssigned(compiler: Compiler, node: ts.Expression): boolean {
  const [parent, child] = around(compiler, node);
  return isWritten(compiler, child, parent);
}

/** Whether `child` is written by its parent: an assignment, `++`, a loop's head or a destructuring pattern. */
function isWritten(
  compiler: Compiler,
  child: ts.Node,
  parent: ts.Node,
): boolean {
  const { SyntaxKind } = compiler;
  if (compiler.isBinaryExpression(parent)) {
    const token = parent.operatorToken.kind;
    const assigns =
      token >= SyntaxKind.FirstAssignment && token <= SyntaxKind.LastAssignment;
    return assigns && parent.left === child;
  }
  if (compiler.isPostfixUnaryExpression(parent)) return true;
  if (compiler.isPrefixUnaryExpression(parent))
    return (
      parent.operator === SyntaxKind.PlusPlusToken ||
      parent.operator === SyntaxKind.MinusMinusToken
    );
  if (compiler.isForOfStatement(parent) || compiler.isForInStatement(parent))
    return parent.initializer === child;
  return isPattern(compiler, parent);
}

/** Whether the node is, or belongs to, an array or object literal on the left of an assignment. */
export function isPattern(compiler: Compiler, node: ts.Node): boolean {
  if (
    compiler.isArrayLiteralExpression(node) ||
    compiler.isObjectLiteralExpression(node)
  )
    return isWritten(compiler, node, node.parent);
  const isPart =
    compiler.isPropertyAssignment(node) ||
    compiler.isShorthandPropertyAssignment(node) ||
    compiler.isSpreadAssignment(node) ||
    compiler.isSpreadElement(node);
  return isPart && isPattern(compiler, node.parent);
}

/** Whether the expression decides: of `if`, a loop, `?:` or `!`, or one side of `&&` and `||` that decides. */
export function isCondition(compiler: Compiler, node: ts.Node): boolean {
  const [parent, child] = around(compiler, node);
  const { SyntaxKind } = compiler;
  if (
    compiler.isIfStatement(parent) ||
    compiler.isWhileStatement(parent) ||
    compiler.isDoStatement(parent)
  )
    return parent.expression === child;
  if (
    compiler.isForStatement(parent) ||
    compiler.isConditionalExpression(parent)
  )
    return parent.condition === child;
  if (compiler.isPrefixUnaryExpression(parent))
    return parent.operator === SyntaxKind.ExclamationToken;
  return (
    compiler.isBinaryExpression(parent) &&
    isLogical(compiler, parent) &&
    isCondition(compiler, parent)
  );
}

/** `&&` or `||`. */
export function isLogical(
  compiler: Compiler,
  node: ts.BinaryExpression,
): boolean {
  const { AmpersandAmpersandToken, BarBarToken } = compiler.SyntaxKind;
  const token = node.operatorToken.kind;
  return token === AmpersandAmpersandToken || token === BarBarToken;
}

/** Whether nobody looks at the expression's value. The last statement of a file may be a cell's value. */
export function isDiscarded(compiler: Compiler, node: ts.Node): boolean {
  const [parent, child] = around(compiler, node);
  if (compiler.isExpressionStatement(parent))
    return !compiler.isSourceFile(parent.parent);
  if (compiler.isForStatement(parent))
    return parent.incrementor === child || parent.initializer === child;
  return (
    compiler.isBinaryExpression(parent) &&
    parent.operatorToken.kind === compiler.SyntaxKind.CommaToken &&
    (parent.left === child || isDiscarded(compiler, parent))
  );
}

/** Whether the node is an operand of `~ & | ^ << >> >>>`, which work on 32-bit integers. */
export function isBitOperand(compiler: Compiler, node: ts.Node): boolean {
  const [parent] = around(compiler, node);
  if (compiler.isPrefixUnaryExpression(parent))
    return parent.operator === compiler.SyntaxKind.TildeToken;
  return (
    compiler.isBinaryExpression(parent) &&
    isBitToken(compiler, parent.operatorToken.kind)
  );
}

function isBitToken(compiler: Compiler, token: ts.SyntaxKind): boolean {
  const { SyntaxKind } = compiler;
  return (
    token === SyntaxKind.AmpersandToken ||
    token === SyntaxKind.BarToken ||
    token === SyntaxKind.CaretToken ||
    token === SyntaxKind.LessThanLessThanToken ||
    token === SyntaxKind.GreaterThanGreaterThanToken ||
    token === SyntaxKind.GreaterThanGreaterThanGreaterThanToken
  );
}

/** Whether the expression is what a class extends. */
export function isBase(compiler: Compiler, node: ts.Node): boolean {
  const { parent } = node;
  return (
    compiler.isExpressionWithTypeArguments(parent) &&
    compiler.isHeritageClause(parent.parent) &&
    parent.parent.token === compiler.SyntaxKind.ExtendsKeyword &&
    compiler.isClassLike(parent.parent.parent)
  );
}

/** The name that JavaScript gives an anonymous function that stands here. */
export function nameFor(compiler: Compiler, node: ts.Node): string | undefined {
  const [parent, child] = around(compiler, node);
  if (
    compiler.isVariableDeclaration(parent) ||
    compiler.isParameter(parent) ||
    compiler.isBindingElement(parent) ||
    compiler.isPropertyAssignment(parent) ||
    compiler.isPropertyDeclaration(parent)
  )
    return parent.initializer === child
      ? literalName(compiler, parent.name)
      : undefined;
  if (compiler.isShorthandPropertyAssignment(parent)) return parent.name.text;
  if (compiler.isBinaryExpression(parent))
    return parent.right === child ? assignedName(compiler, parent) : undefined;
  return compiler.isExportAssignment(parent) ? "default" : undefined;
}

function literalName(compiler: Compiler, name: ts.Node): string | undefined {
  return compiler.isIdentifier(name) ||
    compiler.isStringLiteral(name) ||
    compiler.isNumericLiteral(name) ||
    compiler.isPrivateIdentifier(name)
    ? name.text
    : undefined;
}

function assignedName(
  compiler: Compiler,
  node: ts.BinaryExpression,
): string | undefined {
  const { SyntaxKind } = compiler;
  const token = node.operatorToken.kind;
  const names =
    token === SyntaxKind.EqualsToken ||
    token === SyntaxKind.BarBarEqualsToken ||
    token === SyntaxKind.AmpersandAmpersandEqualsToken ||
    token === SyntaxKind.QuestionQuestionEqualsToken;
  return names && compiler.isIdentifier(node.left) ? node.left.text : undefined;
}

/** Whether nothing of the node runs, or what runs of it is TypeScript's to make. */
export function isTypeOnly(compiler: Compiler, node: ts.Node): boolean {
  return (
    (compiler.isTypeNode(node) &&
      !compiler.isExpressionWithTypeArguments(node)) ||
    compiler.isInterfaceDeclaration(node) ||
    compiler.isTypeAliasDeclaration(node) ||
    compiler.isEnumDeclaration(node) ||
    compiler.isImportDeclaration(node) ||
    compiler.isExportDeclaration(node)
  );
}
