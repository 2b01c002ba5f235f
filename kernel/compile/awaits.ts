/**
 * `await` that an interrupt can end. The promise itself is awaited, not one around it: the order in which promises
 * settle, the stacks of asynchronous errors and what counts as handled stay what they are without a kernel.
 */
import type {
  AwaitExpression,
  Expression,
  ForOfStatement,
  Identifier,
  LabeledStatement,
  Node,
  NodeFactory,
  SourceFile,
  Statement,
  TransformationContext,
  TransformerFactory,
} from "typescript";
import { runtimeName } from "./emitter.js";
import { ts } from "./ts.js";

/**
 * The `after` transformer: `await x` → `$.awaited($.era(), await $.awaiting(x))`, and
 * `for await (const y of x) …` → `{ const era = $.era(); for await (const y of $.iterating(x)) { $.awaited(era); … } }`.
 * What the calls mean stands in `kernel/run/background.ts`.
 */
export const interruptible: TransformerFactory<SourceFile> = (context) => {
  const lowering = new Awaits(context);
  return (source) => ts.visitNode(source, lowering.visit, ts.isSourceFile);
};

class Awaits {
  private readonly factory: NodeFactory;

  constructor(private readonly context: TransformationContext) {
    this.factory = context.factory;
  }

  readonly visit = (node: Node): Node => {
    if (ts.isAwaitExpression(node)) return this.awaited(node);
    const loop = loopOf(node);
    return loop === undefined
      ? ts.visitEachChild(node, this.visit, this.context)
      : this.iterated(node as Statement, loop);
  };

  private awaited(node: AwaitExpression): Expression {
    const awaiting = this.factory.updateAwaitExpression(
      node,
      this.runtime("awaiting", this.expression(node.expression)),
    );
    const call = this.runtime("awaited", this.runtime("era"), awaiting);
    return ts.setTextRange(call, node);
  }

  /** The loop, and the labels in front of it, in a block that remembers when the loop began. */
  private iterated(node: Statement, loop: ForOfStatement): Statement {
    const { factory } = this;
    const era = factory.createUniqueName("era");
    const declaration = factory.createVariableDeclaration(
      era,
      undefined,
      undefined,
      this.runtime("era"),
    );
    const list = factory.createVariableDeclarationList(
      [declaration],
      ts.NodeFlags.Const,
    );
    const before = factory.createVariableStatement(undefined, list);
    const inner = labelled(factory, node, loop, this.loop(loop, era));
    return factory.createBlock([before, inner], true);
  }

  private loop(node: ForOfStatement, era: Identifier): ForOfStatement {
    const { factory } = this;
    const body = ts.visitNode(node.statement, this.visit, ts.isStatement);
    const check = factory.createExpressionStatement(
      this.runtime("awaited", era),
    );
    return factory.updateForOfStatement(
      node,
      node.awaitModifier,
      ts.visitNode(node.initializer, this.visit, ts.isForInitializer),
      this.runtime("iterating", this.expression(node.expression)),
      factory.createBlock([check, ...statementsOf(body)], true),
    );
  }

  private expression(node: Expression): Expression {
    return ts.visitNode(node, this.visit, ts.isExpression);
  }

  private runtime(name: string, ...args: Expression[]): Expression {
    const { factory } = this;
    const callee = factory.createPropertyAccessExpression(
      factory.createIdentifier(runtimeName),
      name,
    );
    return factory.createCallExpression(callee, undefined, args);
  }
}

/** The `for await` that the node is, under labels or not. */
function loopOf(node: Node): ForOfStatement | undefined {
  if (ts.isLabeledStatement(node)) return loopOf(node.statement);
  return ts.isForOfStatement(node) && node.awaitModifier ? node : undefined;
}

function labelled(
  factory: NodeFactory,
  node: Statement,
  loop: ForOfStatement,
  made: ForOfStatement,
): Statement {
  if (node === loop) return made;
  const label = node as LabeledStatement;
  const inner = labelled(factory, label.statement, loop, made);
  return factory.updateLabeledStatement(label, label.label, inner);
}

function statementsOf(body: Statement): readonly Statement[] {
  return ts.isBlock(body) ? body.statements : [body];
}
