/** The few shapes of JavaScript that rewritten cells consist of. */
import type ts from "typescript";
import { bare } from "./surroundings.js";

/** The name under which a cell's script, and a local module, has the runtime of `lib/source/runtime.ts`. */
export const runtimeName = "$";

/** An assignment's target in pieces that are evaluated once: what to evaluate first, and the target to read and write. */
export interface Target {
  readonly before: readonly ts.Expression[];
  readonly place: ts.Expression;
}

/** Builds nodes within one file's transformation. */
export class Emitter {
  readonly ts: typeof ts;
  readonly context: ts.TransformationContext;
  readonly factory: ts.NodeFactory;
  /** How many calls of the runtime were made so far: none while a function was rewritten means that it need not be. */
  dispatched = 0;

  constructor(compiler: typeof ts, context: ts.TransformationContext) {
    this.ts = compiler;
    this.context = context;
    this.factory = context.factory;
  }

  /** `$.name(...args)`, standing where `origin` stands. */
  runtime(
    name: string,
    args: readonly ts.Expression[],
    origin?: ts.Node,
  ): ts.Expression {
    this.dispatched++;
    const call = this.factory.createCallExpression(
      this.factory.createPropertyAccessExpression(
        this.factory.createIdentifier(runtimeName),
        name,
      ),
      undefined,
      args,
    );
    return origin === undefined ? call : this.ts.setTextRange(call, origin);
  }

  /** A variable of the function around, for a value that is used twice. */
  temporary(): ts.Identifier {
    return this.factory.createTempVariable((name) => {
      this.context.hoistVariableDeclaration(name);
    });
  }

  /** `(a, b, c)`, or the only expression itself. */
  sequence(
    before: readonly ts.Expression[],
    last: ts.Expression,
  ): ts.Expression {
    if (before.length === 0) return last;
    return this.factory.createParenthesizedExpression(
      [...before, last].reduce((left, right) =>
        this.factory.createComma(left, right),
      ),
    );
  }

  /** `() => body`. */
  thunk(body: ts.Expression): ts.Expression {
    return this.factory.createArrowFunction(
      undefined,
      undefined,
      [],
      undefined,
      undefined,
      body,
    );
  }

  /** Whether evaluating the expression twice is the same as evaluating it once. */
  isSimple(node: ts.Expression): boolean {
    return (
      this.ts.isIdentifier(node) ||
      this.ts.isNumericLiteral(node) ||
      this.ts.isStringLiteral(node) ||
      node.kind === this.ts.SyntaxKind.ThisKeyword ||
      node.kind === this.ts.SyntaxKind.SuperKeyword
    );
  }

  /** Parentheses, `!`, `as` and `satisfies` taken off. */
  bare(node: ts.Expression): ts.Expression {
    return bare(this.ts, node);
  }

  /** The target of a compound assignment, its object and its index evaluated once; `visit` rewrites them. */
  target(
    node: ts.Expression,
    visit: (node: ts.Expression) => ts.Expression,
    key: (index: ts.Expression) => ts.Expression = visit,
  ): Target {
    const place = this.bare(node);
    const before: ts.Expression[] = [];
    const once = (
      part: ts.Expression,
      rewrite: (node: ts.Expression) => ts.Expression,
    ): ts.Expression => {
      if (this.isSimple(part)) return rewrite(part);
      const name = this.temporary();
      before.push(this.factory.createAssignment(name, rewrite(part)));
      return name;
    };
    if (this.ts.isPropertyAccessExpression(place)) {
      const object = once(place.expression, visit);
      return {
        before,
        place: this.factory.createPropertyAccessExpression(object, place.name),
      };
    }
    if (this.ts.isElementAccessExpression(place)) {
      const object = once(place.expression, visit);
      const index = once(place.argumentExpression, key);
      return {
        before,
        place: this.factory.createElementAccessExpression(object, index),
      };
    }
    return { before, place };
  }
}
