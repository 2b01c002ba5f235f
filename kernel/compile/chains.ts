/** Optional chains taken apart, because a call of the runtime cannot stand inside `a?.b[i].c()`. */
import type ts from "typescript";
import type { Emitter } from "./emitter.js";

/** One step of a chain, as the parser made it. */
export type Link =
  | ts.PropertyAccessChain
  | ts.ElementAccessChain
  | ts.CallChain
  | ts.NonNullChain;

/** How the steps of a chain are rewritten, each applied to the value so far. */
export interface ChainRules {
  visit(node: ts.Expression): ts.Expression;
  property(object: ts.Expression, link: ts.PropertyAccessChain): ts.Expression;
  element(object: ts.Expression, link: ts.ElementAccessChain): ts.Expression;
  /** A call of a value; `self` is what it was read from. */
  call(
    callee: ts.Expression,
    self: ts.Expression | undefined,
    link: ts.CallChain,
  ): ts.Expression;
  /** A call of a member that was just named. */
  method(
    object: ts.Expression,
    name: ts.PropertyAccessChain | ts.ElementAccessChain,
    link: ts.CallChain,
  ): ts.Expression;
}

/** Whether the node is a whole optional chain, not a part of a longer one. */
export function isChain(compiler: typeof ts, node: ts.Node): node is Link {
  if (!compiler.isOptionalChain(node)) return false;
  const { parent } = node;
  return !(compiler.isOptionalChain(parent) && parent.expression === node);
}

/** The links of a chain from the first to the last, and what they start from. */
export function linksOf(
  compiler: typeof ts,
  chain: Link,
): { readonly start: ts.Expression; readonly links: readonly Link[] } {
  const links: Link[] = [];
  let node: ts.Expression = chain;
  while (compiler.isOptionalChain(node)) {
    if (!compiler.isNonNullExpression(node)) links.unshift(node);
    const inner: ts.Expression = node.expression;
    if (isStart(compiler, node)) return { start: inner, links };
    node = inner;
  }
  return { start: node, links };
}

function isStart(compiler: typeof ts, link: Link): boolean {
  return (
    !compiler.isNonNullExpression(link) &&
    link.questionDotToken !== undefined &&
    !compiler.isOptionalChain(link.expression)
  );
}

/** The chain as nested conditions: `(t = a) == null ? void 0 : …`. */
export function lowerChain(
  emitter: Emitter,
  chain: Link,
  rules: ChainRules,
): ts.Expression {
  const { start, links } = linksOf(emitter.ts, chain);
  const lowered = new Chain(emitter, rules, links).from(rules.visit(start));
  return emitter.ts.setTextRange(lowered, chain);
}

class Chain {
  readonly #emitter: Emitter;
  readonly #rules: ChainRules;
  readonly #links: readonly Link[];

  constructor(emitter: Emitter, rules: ChainRules, links: readonly Link[]) {
    this.#emitter = emitter;
    this.#rules = rules;
    this.#links = links;
  }

  from(start: ts.Expression): ts.Expression {
    return this.#step(start, undefined, 0);
  }

  /** The links from the given one on, applied to a value; `self` is what the value was read from. */
  #step(
    value: ts.Expression,
    self: ts.Expression | undefined,
    index: number,
  ): ts.Expression {
    const link = this.#links[index];
    if (link === undefined) return value;
    const guarded =
      !this.#emitter.ts.isNonNullExpression(link) &&
      link.questionDotToken !== undefined;
    return guarded
      ? this.#guard(value, (name) => this.#applied(name, self, link, index))
      : this.#applied(value, self, link, index);
  }

  #guard(
    value: ts.Expression,
    rest: (name: ts.Expression) => ts.Expression,
  ): ts.Expression {
    const { factory } = this.#emitter;
    const name = this.#emitter.temporary();
    const isNothing = factory.createEquality(
      factory.createParenthesizedExpression(
        factory.createAssignment(name, value),
      ),
      factory.createNull(),
    );
    return factory.createParenthesizedExpression(
      factory.createConditionalExpression(
        isNothing,
        undefined,
        factory.createVoidZero(),
        undefined,
        rest(name),
      ),
    );
  }

  #applied(
    value: ts.Expression,
    self: ts.Expression | undefined,
    link: Link,
    index: number,
  ): ts.Expression {
    const compiler = this.#emitter.ts;
    if (compiler.isNonNullExpression(link))
      return this.#step(value, self, index + 1);
    if (compiler.isCallExpression(link))
      return this.#step(
        this.#rules.call(value, self, link),
        undefined,
        index + 1,
      );
    const next = this.#links[index + 1];
    if (next === undefined || !compiler.isCallExpression(next))
      return this.#step(this.#member(value, link), undefined, index + 1);
    if (next.questionDotToken === undefined)
      return this.#step(
        this.#rules.method(value, link, next),
        undefined,
        index + 2,
      );
    const object = this.#emitter.temporary();
    return this.#emitter.sequence(
      [this.#emitter.factory.createAssignment(object, value)],
      this.#step(this.#member(object, link), object, index + 1),
    );
  }

  #member(
    value: ts.Expression,
    link: ts.PropertyAccessChain | ts.ElementAccessChain,
  ): ts.Expression {
    return this.#emitter.ts.isPropertyAccessExpression(link)
      ? this.#rules.property(value, link)
      : this.#rules.element(value, link);
  }
}
