/**
 * The code of twins: every place where a traced number could matter asks the runtime. What is decided here is only
 * where; what it means is in `lib/source/`.
 */
import type ts from "typescript";
import { isChain, lowerChain } from "./chains.js";
import type { Emitter } from "./emitter.js";
import type { Operands } from "./operands.js";
import {
  isBase,
  isBitOperand,
  isCondition,
  isOuter,
  isRead,
  isTypeOnly,
} from "./surroundings.js";
import { TwinCalls } from "./twin-calls.js";
import { TwinEffects } from "./twin-effects.js";
import { TwinOperators } from "./twin-operators.js";

/** Functions as expressions, and as declarations. */
export type FunctionNode =
  ts.ArrowFunction | ts.FunctionExpression | ts.FunctionDeclaration;

export class TwinCode {
  readonly #ts: typeof ts;
  readonly #emitter: Emitter;
  readonly #operands: Operands;
  readonly #effects: TwinEffects;
  readonly #operators: TwinOperators;
  readonly #calls: TwinCalls;

  constructor(emitter: Emitter, operands: Operands) {
    this.#ts = emitter.ts;
    this.#emitter = emitter;
    this.#operands = operands;
    this.#effects = new TwinEffects(emitter, operands);
    const parts = { emitter, operands, effects: this.#effects };
    this.#operators = new TwinOperators(parts, this.expression);
    this.#calls = new TwinCalls(parts, this.expression);
  }

  /** The twin of a function; `undefined` where it would be the function itself. */
  functionOf(node: FunctionNode): ts.Expression | undefined {
    return this.ifDispatching(node, () => this.#asExpression(node));
  }

  /** What `make` makes, where it called the runtime outside the functions nested in it. */
  ifDispatching<T>(node: ts.Node, make: () => T): T | undefined {
    const outside = this.#emitter.dispatched;
    this.#emitter.dispatched = 0;
    const made = this.#effects.within(node, make);
    const used = this.#emitter.dispatched > 0;
    this.#emitter.dispatched = outside;
    return used ? made : undefined;
  }

  #asExpression(node: FunctionNode): ts.Expression {
    if (!this.#ts.isFunctionDeclaration(node)) return this.children(node);
    const twin = this.children(node);
    if (twin.body === undefined)
      throw new Error("internal: a function without a body has no twin");
    return this.#ts.setTextRange(
      this.#emitter.factory.createFunctionExpression(
        twin.modifiers?.filter(
          (each) => each.kind === this.#ts.SyntaxKind.AsyncKeyword,
        ) as ts.Modifier[] | undefined,
        twin.asteriskToken,
        undefined,
        twin.typeParameters,
        twin.parameters,
        twin.type,
        twin.body,
      ),
      node,
    );
  }

  /** The visitor of twins. */
  readonly visit = (node: ts.Node): ts.VisitResult<ts.Node> => {
    if (isTypeOnly(this.#ts, node)) return node;
    if (this.#ts.isFunctionLike(node)) return this.#nested(node);
    if (!this.#ts.isExpression(node)) return this.children(node);
    return this.#inPlace(node, this.#rewritten(node));
  };

  readonly expression = (node: ts.Expression): ts.Expression =>
    this.#ts.visitNode(node, this.visit, this.#ts.isExpression);

  children<T extends ts.Node>(node: T): T {
    return this.#ts.visitEachChild(node, this.visit, this.#emitter.context);
  }

  /** A function inside a twin dispatches by itself; whether it does says nothing about the function around it. */
  #nested(node: ts.Node): ts.Node {
    const outside = this.#emitter.dispatched;
    const visited = this.children(node);
    this.#emitter.dispatched = outside;
    return visited;
  }

  #rewritten(node: ts.Expression): ts.Expression {
    const compiler = this.#ts;
    if (isChain(compiler, node)) return this.#chain(node);
    if (compiler.isCallExpression(node))
      return this.#calls.call(node) ?? this.children(node);
    if (compiler.isNewExpression(node)) return this.#calls.construct(node);
    if (compiler.isTaggedTemplateExpression(node))
      return this.#calls.tagged(node) ?? this.children(node);
    if (
      compiler.isElementAccessExpression(node) ||
      compiler.isPropertyAccessExpression(node)
    )
      return this.#access(node) ?? this.children(node);
    return this.#operators.rewrite(node) ?? this.children(node);
  }

  #chain(node: Parameters<typeof lowerChain>[1]): ts.Expression {
    const { factory } = this.#emitter;
    return lowerChain(this.#emitter, node, {
      visit: this.expression,
      property: (object, link) =>
        factory.createPropertyAccessExpression(object, link.name),
      element: (object, link) => {
        const index = this.expression(link.argumentExpression);
        return this.#operands.dispatchesIndex(
          link.expression,
          link.argumentExpression,
        )
          ? this.#emitter.runtime("index", [object, index])
          : factory.createElementAccessExpression(object, index);
      },
      call: (callee, self, link) =>
        this.#calls.apply(callee, self, link.arguments),
      method: (object, name, link) => this.#calls.method(object, name, link),
    });
  }

  /** A property or an element that is read; `undefined` where reading it needs nobody's help. */
  #access(
    node: ts.ElementAccessExpression | ts.PropertyAccessExpression,
  ): ts.Expression | undefined {
    if (node.expression.kind === this.#ts.SyntaxKind.SuperKeyword)
      return undefined;
    if (!isRead(this.#ts, node)) return undefined;
    const object = () => this.expression(node.expression);
    if (this.#ts.isElementAccessExpression(node)) {
      if (
        !this.#operands.dispatchesIndex(
          node.expression,
          node.argumentExpression,
        )
      )
        return undefined;
      const index = this.#ts.visitNode(
        node.argumentExpression,
        this.visit,
        this.#ts.isExpression,
      );
      return this.#emitter.runtime("index", [object(), index], node);
    }
    if (!this.#operands.isAccessor(node)) return undefined;
    const name = this.#emitter.factory.createStringLiteral(node.name.text);
    return this.#emitter.runtime("get", [object(), name], node);
  }

  /** What the place of an expression asks of its value: a truth, a key, a text, an integer. */
  #inPlace(node: ts.Expression, value: ts.Expression): ts.Expression {
    if (isBase(this.#ts, node))
      return this.#emitter.runtime("base", [value], node);
    const wanted = this.#wanted(node);
    if (wanted === undefined || !this.#operands.mayBeTraced(node)) return value;
    return this.#emitter.runtime(wanted, [value], node);
  }

  #wanted(node: ts.Expression): "truth" | "key" | "text" | "value" | undefined {
    const compiler = this.#ts;
    const { parent } = node;
    if (isOuter(compiler, node)) return undefined;
    if (isCondition(compiler, node))
      return this.#operators.decides(node) ? undefined : "truth";
    if (isBitOperand(compiler, node)) return "value";
    if (compiler.isTemplateSpan(parent))
      return compiler.isTaggedTemplateExpression(parent.parent.parent)
        ? undefined
        : "text";
    if (compiler.isSwitchStatement(parent) || compiler.isCaseClause(parent))
      return parent.expression === node ? "value" : undefined;
    if (compiler.isComputedPropertyName(parent)) return "key";
    if (compiler.isElementAccessExpression(parent))
      return parent.argumentExpression === node ? "key" : undefined;
    return undefined;
  }
}
