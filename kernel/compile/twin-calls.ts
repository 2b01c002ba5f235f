/** Calls in twins: each goes to the callee's twin, and the built-ins to their versions for traced numbers. */
import type ts from "typescript";
import type { Emitter } from "./emitter.js";
import type { Operands } from "./operands.js";

import type { TwinEffects, TwinParts } from "./twin-effects.js";

type Visit = (node: ts.Expression) => ts.Expression;

export class TwinCalls {
  readonly #ts: typeof ts;
  readonly #emitter: Emitter;
  readonly #operands: Operands;
  readonly #effects: TwinEffects;
  readonly #visit: Visit;

  constructor({ emitter, operands, effects }: TwinParts, visit: Visit) {
    this.#ts = emitter.ts;
    this.#emitter = emitter;
    this.#operands = operands;
    this.#effects = effects;
    this.#visit = visit;
  }

  /** `undefined` where the call means the same for traced numbers. */
  call(node: ts.CallExpression): ts.Expression | undefined {
    const compiler = this.#ts;
    const callee = this.#emitter.bare(node.expression);
    if (
      callee.kind === compiler.SyntaxKind.SuperKeyword ||
      callee.kind === compiler.SyntaxKind.ImportKeyword
    )
      return undefined;
    if (
      compiler.isPropertyAccessExpression(callee) ||
      compiler.isElementAccessExpression(callee)
    )
      return this.#member(node, callee);
    const call = this.apply(this.#visit(callee), undefined, node.arguments);
    return compiler.setTextRange(call, node);
  }

  #member(
    node: ts.CallExpression,
    callee: ts.PropertyAccessExpression | ts.ElementAccessExpression,
  ): ts.Expression | undefined {
    const compiler = this.#ts;
    const { factory } = this.#emitter;
    if (callee.expression.kind === compiler.SyntaxKind.SuperKeyword)
      return this.apply(
        this.#visit(callee),
        factory.createThis(),
        node.arguments,
      );
    if (compiler.isPropertyAccessExpression(callee)) {
      if (this.#isFilling(node, callee)) return this.#fill(node, callee);
      if (this.#isNative(node, callee)) return undefined;
      if (this.#operands.isGlobal(callee.expression, "Math"))
        return this.#emitter.runtime(
          "math",
          [
            factory.createStringLiteral(callee.name.text),
            ...node.arguments.map(this.#visit),
          ],
          node,
        );
    }
    const object = this.#visit(callee.expression);
    return compiler.setTextRange(this.method(object, callee, node), node);
  }

  /** Whether the call puts numbers into a list, a map or a set that comes from outside. */
  #isFilling(
    node: ts.CallExpression,
    callee: ts.PropertyAccessExpression,
  ): boolean {
    return (
      fillers.has(callee.name.text) &&
      this.#operands.isCollection(callee.expression) &&
      this.#effects.isOutside(callee.expression) &&
      node.arguments.some((each) => this.#operands.mayHoldNumbers(each))
    );
  }

  #fill(
    node: ts.CallExpression,
    callee: ts.PropertyAccessExpression,
  ): ts.Expression {
    const object = this.#emitter.temporary();
    const { factory } = this.#emitter;
    const args = node.arguments.map((each) =>
      this.#ts.isSpreadElement(each) || !this.#operands.mayHoldNumbers(each)
        ? this.#visit(each)
        : this.#emitter.runtime("kept", [object, this.#visit(each)]),
    );
    return this.#emitter.sequence(
      [factory.createAssignment(object, this.#visit(callee.expression))],
      this.#emitter.runtime("invoke", [
        object,
        factory.createStringLiteral(callee.name.text),
        ...args,
      ]),
    );
  }

  /** Whether the member of a built-in only moves its arguments about. */
  #isNative(
    node: ts.CallExpression,
    callee: ts.PropertyAccessExpression,
  ): boolean {
    if (this.#operands.isGlobal(callee.expression, "Math"))
      return !node.arguments.some((each) => this.#operands.mayBeTraced(each));
    return (
      movers.has(callee.name.text) && this.#operands.isArray(callee.expression)
    );
  }

  /** A call of an object's member. */
  method(
    object: ts.Expression,
    member: ts.PropertyAccessExpression | ts.ElementAccessExpression,
    node: ts.CallExpression,
  ): ts.Expression {
    const compiler = this.#ts;
    const { factory } = this.#emitter;
    if (compiler.isElementAccessExpression(member))
      return this.#invoke(
        object,
        this.#visit(member.argumentExpression),
        node.arguments,
      );
    if (!compiler.isPrivateIdentifier(member.name))
      return this.#invoke(
        object,
        factory.createStringLiteral(member.name.text),
        node.arguments,
      );
    const self = this.#emitter.temporary();
    return this.#emitter.sequence(
      [factory.createAssignment(self, object)],
      this.apply(
        factory.createPropertyAccessExpression(self, member.name),
        self,
        node.arguments,
      ),
    );
  }

  #invoke(
    object: ts.Expression,
    name: ts.Expression,
    args: readonly ts.Expression[],
  ): ts.Expression {
    return this.#emitter.runtime("invoke", [
      object,
      name,
      ...args.map(this.#visit),
    ]);
  }

  /** A call of a function value: `$.call(f)(…)`, or `$.apply(f, self, …)` where it has a `this` or takes functions. */
  apply(
    callee: ts.Expression,
    self: ts.Expression | undefined,
    args: readonly ts.Expression[],
  ): ts.Expression {
    const { factory } = this.#emitter;
    const visited = args.map(this.#visit);
    const direct =
      self === undefined &&
      !args.some((each) => this.#operands.mayBeFunction(each));
    if (!direct)
      return this.#emitter.runtime("apply", [
        callee,
        self ?? factory.createVoidZero(),
        ...visited,
      ]);
    return factory.createCallExpression(
      this.#emitter.runtime("call", [callee]),
      undefined,
      visited,
    );
  }

  construct(node: ts.NewExpression): ts.Expression {
    const args = (node.arguments ?? []).map(this.#visit);
    return this.#emitter.runtime(
      "new",
      [this.#visit(node.expression), ...args],
      node,
    );
  }

  /** A template's tag; one that is a member keeps its `this`, and so its plain version. */
  tagged(node: ts.TaggedTemplateExpression): ts.Expression | undefined {
    if (!this.#ts.isIdentifier(node.tag)) return undefined;
    return this.#emitter.factory.updateTaggedTemplateExpression(
      node,
      this.#emitter.runtime("call", [node.tag]),
      node.typeArguments,
      this.#ts.visitNode(
        node.template,
        (part) => this.#visit(part as ts.Expression),
        this.#ts.isTemplateLiteral,
      ),
    );
  }
}

/** Members of arrays that neither compute with their arguments nor call them. */
const movers: ReadonlySet<string> = new Set([
  "push",
  "pop",
  "shift",
  "unshift",
  "reverse",
  "concat",
  "keys",
  "values",
  "entries",
]);

/** Members of lists, maps and sets that put their arguments into them. */
const fillers: ReadonlySet<string> = new Set([
  "push",
  "unshift",
  "splice",
  "fill",
  "set",
  "add",
]);
