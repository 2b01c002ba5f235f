/**
 * Rewrites a checked file so that operators mean what the checker said. Where both operands are primitive the operator
 * stays as it is; only where an operand may carry operators of its own does a call of the runtime stand instead.
 * `twins.ts` adds, beside each function, the version that a derivative is taken of.
 */
import type ts from "typescript";
import {
  isChain,
  linksOf,
  lowerChain,
  type ChainRules,
  type Link,
} from "./chains.js";
import { Emitter } from "./emitter.js";
import { binaryFunctions, Operands } from "./operands.js";
import { isRead } from "./surroundings.js";
import { Twins } from "./twins.js";

/**
 * The transformer to run first among `before`, while every node still is the checker's own.
 *
 * @example
 * program.emit(file, write, undefined, false, { before: [differentiable(ts, program)] });
 */
export function differentiable(
  compiler: typeof ts,
  program: ts.Program,
): ts.TransformerFactory<ts.SourceFile> {
  const operands = new Operands(compiler, program);
  return (context) => (file) => {
    if (file.isDeclarationFile) return file;
    const emitter = new Emitter(compiler, context);
    const twins = new Twins(emitter, operands, plainCode(emitter, operands));
    return compiler.visitNode(file, twins.visit, compiler.isSourceFile);
  };
}

/**
 * One step of rewriting plain code: the new node where an operator dispatches, `undefined` where nothing does. `visit`
 * rewrites the parts.
 */
export type PlainStep = (
  node: ts.Node,
  visit: (node: ts.Expression) => ts.Expression,
) => ts.Expression | undefined;

function plainCode(emitter: Emitter, operands: Operands): PlainStep {
  const compiler = emitter.ts;

  const binary = (
    node: ts.BinaryExpression,
    visit: (node: ts.Expression) => ts.Expression,
  ): ts.Expression | undefined => {
    const { left, right } = node;
    const token = node.operatorToken.kind;
    const member = operands.binaryMember(token);
    if (member !== undefined) {
      if (!operands.dispatchesBinary(left, right, member)) return undefined;
      const name = binaryFunctions[member];
      return emitter.runtime(name, [visit(left), visit(right)], node);
    }
    const compound = operands.compoundMember(token);
    if (compound === undefined) return undefined;
    if (!operands.dispatchesBinary(left, right, compound)) return undefined;
    const { before, place } = emitter.target(left, visit);
    const value = emitter.runtime(binaryFunctions[compound], [
      place,
      visit(right),
    ]);
    return compiler.setTextRange(
      emitter.sequence(before, emitter.factory.createAssignment(place, value)),
      node,
    );
  };

  const sign = (
    node: ts.PrefixUnaryExpression,
    visit: (node: ts.Expression) => ts.Expression,
  ): ts.Expression | undefined => {
    const minus = node.operator === compiler.SyntaxKind.MinusToken;
    if (!minus && node.operator !== compiler.SyntaxKind.PlusToken)
      return undefined;
    if (!operands.dispatches(node.operand, minus ? "-u" : "+u"))
      return undefined;
    return emitter.runtime(minus ? "neg" : "pos", [visit(node.operand)], node);
  };

  const element = (
    node: ts.ElementAccessExpression,
    visit: (node: ts.Expression) => ts.Expression,
  ): ts.Expression | undefined => {
    const { expression, argumentExpression } = node;
    if (!isRead(compiler, node)) return undefined;
    if (expression.kind === compiler.SyntaxKind.SuperKeyword) return undefined;
    if (compiler.isOptionalChain(node)) return undefined;
    if (!operands.dispatchesIndex(expression, argumentExpression))
      return undefined;
    return emitter.runtime(
      "index",
      [visit(expression), visit(argumentExpression)],
      node,
    );
  };

  const mathematics = (
    node: ts.CallExpression,
    visit: (node: ts.Expression) => ts.Expression,
  ): ts.Expression | undefined => {
    const callee = emitter.bare(node.expression);
    if (!compiler.isPropertyAccessExpression(callee)) return undefined;
    if (!operands.isGlobal(callee.expression, "Math")) return undefined;
    if (!node.arguments.some((each) => operands.dispatchesArgument(each)))
      return undefined;
    const name = emitter.factory.createStringLiteral(callee.name.text);
    return emitter.runtime("math", [name, ...node.arguments.map(visit)], node);
  };

  const chain = (
    node: Link,
    visit: (node: ts.Expression) => ts.Expression,
  ): ts.Expression | undefined => {
    const dispatches = linksOf(compiler, node).links.some(
      (link) =>
        compiler.isElementAccessExpression(link) &&
        operands.dispatchesIndex(link.expression, link.argumentExpression),
    );
    return dispatches
      ? lowerChain(emitter, node, plainChain(emitter, operands, visit))
      : undefined;
  };

  return (node, visit) => {
    if (isChain(compiler, node)) return chain(node, visit);
    if (compiler.isBinaryExpression(node)) return binary(node, visit);
    if (compiler.isPrefixUnaryExpression(node)) return sign(node, visit);
    if (compiler.isElementAccessExpression(node)) return element(node, visit);
    if (compiler.isCallExpression(node)) return mathematics(node, visit);
    return undefined;
  };
}

function plainChain(
  emitter: Emitter,
  operands: Operands,
  visit: (node: ts.Expression) => ts.Expression,
): ChainRules {
  const { factory } = emitter;
  const property = (object: ts.Expression, link: ts.PropertyAccessExpression) =>
    factory.createPropertyAccessExpression(object, link.name);
  const element = (object: ts.Expression, link: ts.ElementAccessExpression) =>
    factory.createElementAccessExpression(
      object,
      visit(link.argumentExpression),
    );
  return {
    visit,
    property,
    element: (object, link) =>
      operands.dispatchesIndex(link.expression, link.argumentExpression)
        ? emitter.runtime("index", [object, visit(link.argumentExpression)])
        : element(object, link),
    call: (callee, self, link) => {
      const args = link.arguments.map(visit);
      return self === undefined
        ? factory.createCallExpression(callee, undefined, args)
        : factory.createCallExpression(
            factory.createPropertyAccessExpression(callee, "call"),
            undefined,
            [self, ...args],
          );
    },
    method: (object, name, link) =>
      factory.createCallExpression(
        emitter.ts.isPropertyAccessExpression(name)
          ? property(object, name)
          : element(object, name),
        undefined,
        link.arguments.map(visit),
      ),
  };
}
