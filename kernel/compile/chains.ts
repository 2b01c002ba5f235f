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
  const { factory } = emitter;
  const compiler = emitter.ts;
  const { start, links } = linksOf(compiler, chain);

  const guard = (
    value: ts.Expression,
    rest: (name: ts.Expression) => ts.Expression,
  ): ts.Expression => {
    const name = emitter.temporary();
    return factory.createParenthesizedExpression(
      factory.createConditionalExpression(
        factory.createEquality(
          factory.createParenthesizedExpression(
            factory.createAssignment(name, value),
          ),
          factory.createNull(),
        ),
        undefined,
        factory.createVoidZero(),
        undefined,
        rest(name),
      ),
    );
  };

  const step = (
    value: ts.Expression,
    self: ts.Expression | undefined,
    index: number,
  ): ts.Expression => {
    const link = links[index];
    if (link === undefined) return value;
    const guarded =
      !compiler.isNonNullExpression(link) &&
      link.questionDotToken !== undefined;
    return guarded
      ? guard(value, (name) => applied(name, self, link, index))
      : applied(value, self, link, index);
  };

  const applied = (
    value: ts.Expression,
    self: ts.Expression | undefined,
    link: Link,
    index: number,
  ): ts.Expression => {
    if (compiler.isNonNullExpression(link)) return step(value, self, index + 1);
    if (compiler.isCallExpression(link))
      return step(rules.call(value, self, link), undefined, index + 1);
    const next = links[index + 1];
    if (next === undefined || !compiler.isCallExpression(next))
      return step(member(value, link), undefined, index + 1);
    if (next.questionDotToken === undefined)
      return step(rules.method(value, link, next), undefined, index + 2);
    const object = emitter.temporary();
    return emitter.sequence(
      [factory.createAssignment(object, value)],
      step(member(object, link), object, index + 1),
    );
  };

  const member = (
    value: ts.Expression,
    link: ts.PropertyAccessChain | ts.ElementAccessChain,
  ): ts.Expression =>
    compiler.isPropertyAccessExpression(link)
      ? rules.property(value, link)
      : rules.element(value, link);

  return compiler.setTextRange(step(rules.visit(start), undefined, 0), chain);
}
