/** Plain code: what is rewritten of it where a type overloads an operator, which is little or nothing. */
import type ts from "typescript";
import {
  type ChainRules,
  isChain,
  type Link,
  linksOf,
  lowerChain,
} from "./chains.js";
import type { Emitter } from "./emitter.js";
import { binaryFunctions, type Operands } from "./operands.js";
import { isRead } from "./surroundings.js";

type Visit = (node: ts.Expression) => ts.Expression;

export class PlainCode {
  readonly #ts: typeof ts;
  readonly #emitter: Emitter;
  readonly #operands: Operands;

  constructor(emitter: Emitter, operands: Operands) {
    this.#ts = emitter.ts;
    this.#emitter = emitter;
    this.#operands = operands;
  }

  /** The node with its operator asked of the runtime; `undefined` where it stays. `visit` rewrites the parts. */
  rewrite(node: ts.Node, visit: Visit): ts.Expression | undefined {
    const compiler = this.#ts;
    if (isChain(compiler, node)) return this.#chain(node, visit);
    if (compiler.isBinaryExpression(node)) return this.#binary(node, visit);
    if (compiler.isPrefixUnaryExpression(node)) return this.#sign(node, visit);
    if (compiler.isElementAccessExpression(node))
      return this.#element(node, visit);
    if (compiler.isCallExpression(node)) return this.#mathematics(node, visit);
    return undefined;
  }

  #binary(node: ts.BinaryExpression, visit: Visit): ts.Expression | undefined {
    const { left, right } = node;
    const token = node.operatorToken.kind;
    const member = this.#operands.binaryMember(token);
    if (member !== undefined) {
      if (!this.#operands.dispatchesBinary(left, right, member))
        return undefined;
      const parts = [visit(left), visit(right)];
      return this.#emitter.runtime(binaryFunctions[member], parts, node);
    }
    const compound = this.#operands.compoundMember(token);
    if (compound === undefined) return undefined;
    if (!this.#operands.dispatchesBinary(left, right, compound))
      return undefined;
    const { before, place } = this.#emitter.target(left, visit);
    const value = this.#emitter.runtime(binaryFunctions[compound], [
      place,
      visit(right),
    ]);
    return this.#ts.setTextRange(
      this.#emitter.sequence(
        before,
        this.#emitter.factory.createAssignment(place, value),
      ),
      node,
    );
  }

  #sign(
    node: ts.PrefixUnaryExpression,
    visit: Visit,
  ): ts.Expression | undefined {
    const { MinusToken, PlusToken } = this.#ts.SyntaxKind;
    const minus = node.operator === MinusToken;
    if (!minus && node.operator !== PlusToken) return undefined;
    if (!this.#operands.dispatches(node.operand, minus ? "-u" : "+u"))
      return undefined;
    const name = minus ? "neg" : "pos";
    return this.#emitter.runtime(name, [visit(node.operand)], node);
  }

  #element(
    node: ts.ElementAccessExpression,
    visit: Visit,
  ): ts.Expression | undefined {
    const { expression, argumentExpression } = node;
    if (!isRead(this.#ts, node) || this.#ts.isOptionalChain(node))
      return undefined;
    if (expression.kind === this.#ts.SyntaxKind.SuperKeyword) return undefined;
    if (!this.#operands.dispatchesIndex(expression, argumentExpression))
      return undefined;
    const parts = [visit(expression), visit(argumentExpression)];
    return this.#emitter.runtime("index", parts, node);
  }

  #mathematics(
    node: ts.CallExpression,
    visit: Visit,
  ): ts.Expression | undefined {
    const callee = this.#emitter.bare(node.expression);
    if (!this.#ts.isPropertyAccessExpression(callee)) return undefined;
    if (!this.#operands.isGlobal(callee.expression, "Math")) return undefined;
    if (!node.arguments.some((each) => this.#operands.dispatchesArgument(each)))
      return undefined;
    const name = this.#emitter.factory.createStringLiteral(callee.name.text);
    const args = node.arguments.map((each) => visit(each));
    return this.#emitter.runtime("math", [name, ...args], node);
  }

  #chain(node: Link, visit: Visit): ts.Expression | undefined {
    const dispatches = linksOf(this.#ts, node).links.some(
      (link) =>
        this.#ts.isElementAccessExpression(link) && this.#dispatches(link),
    );
    return dispatches
      ? lowerChain(this.#emitter, node, this.#chainRules(visit))
      : undefined;
  }

  #dispatches(link: ts.ElementAccessExpression): boolean {
    return this.#operands.dispatchesIndex(
      link.expression,
      link.argumentExpression,
    );
  }

  #chainRules(visit: Visit): ChainRules {
    const { factory } = this.#emitter;
    const compiler = this.#ts;
    const member = (
      object: ts.Expression,
      link: ts.PropertyAccessExpression | ts.ElementAccessExpression,
    ) =>
      compiler.isPropertyAccessExpression(link)
        ? factory.createPropertyAccessExpression(object, link.name)
        : factory.createElementAccessExpression(
            object,
            visit(link.argumentExpression),
          );
    const call = (callee: ts.Expression, args: readonly ts.Expression[]) =>
      factory.createCallExpression(callee, undefined, args);
    return {
      visit,
      property: member,
      element: (object, link) =>
        this.#dispatches(link)
          ? this.#emitter.runtime("index", [
              object,
              visit(link.argumentExpression),
            ])
          : member(object, link),
      call: (callee, self, link) => {
        const args = link.arguments.map(visit);
        if (self === undefined) return call(callee, args);
        const caller = factory.createPropertyAccessExpression(callee, "call");
        return call(caller, [self, ...args]);
      },
      method: (object, name, link) =>
        call(member(object, name), link.arguments.map(visit)),
    };
  }
}
