/** The code around a cell some of whose variables are locals of its script: it brings values in and writes them back. */
import type {
  Block,
  Expression,
  Identifier,
  Node,
  NodeFactory,
  ParameterDeclaration,
  Statement,
  TransformationContext,
} from "typescript";
import type { Locals } from "./locals.js";
import { runName, slotOf } from "./names.js";
import { ts } from "./ts.js";

/**
 * JavaScript that writes the locals of a stopped script to their slots, where it is evaluated in a frame of it, and is
 * then true. Other frames know no run of a cell.
 */
export function salvage(kept: ReadonlySet<string>): string | undefined {
  if (kept.size === 0) return undefined;
  const writes = [...kept].map((name) => {
    const slot = slotOf(name);
    return `${slot} === ${runName} || (globalThis.${slot} = ${slot})`;
  });
  return `typeof ${runName} === "object" && (${writes.join(", ")}, true)`;
}

interface Script {
  readonly parameters: readonly ParameterDeclaration[];
  readonly statements: readonly Statement[];
}

/** Puts a cell's statements into a script that keeps its locals. */
export class Keeping {
  private readonly factory: NodeFactory;
  /** Operands of `await`. */
  private readonly operands: Identifier[] = [];

  constructor(
    private readonly context: TransformationContext,
    private readonly locals: Locals,
  ) {
    this.factory = context.factory;
  }

  /** The parameters behind `$`, and the statements in which `body` runs. */
  around(body: readonly Statement[]): Script {
    const { factory, locals } = this;
    if (locals.all.size === 0) return { parameters: [], statements: body };
    if (locals.kept.size === 0) return this.declared(body);
    const flushing = body.map((statement) => this.flushAwaits(statement));
    const guarded = factory.createTryStatement(
      factory.createBlock(flushing, true),
      undefined,
      this.finally(),
    );
    return this.declared([guarded]);
  }

  private declared(body: readonly Statement[]): Script {
    const { factory, locals } = this;
    const parameters = [
      factory.createParameterDeclaration(undefined, undefined, runName),
    ];
    const declarations = [...locals.all].map((name) => {
      const slot = slotOf(name);
      let value: Expression = factory.createIdentifier(runName);
      if (locals.hoisted.has(name)) value = this.slot(slot);
      if (locals.earlier.has(name)) {
        // In a default the name still means the slot, and one that is not there is a ReferenceError.
        const brought = factory.createUniqueName(slot);
        parameters.push(
          factory.createParameterDeclaration(
            undefined,
            undefined,
            brought,
            undefined,
            undefined,
            factory.createIdentifier(slot),
          ),
        );
        value = brought;
      }
      return factory.createVariableDeclaration(
        factory.createIdentifier(slot),
        undefined,
        undefined,
        value,
      );
    });
    for (const operand of this.operands)
      declarations.push(factory.createVariableDeclaration(operand));
    const list = factory.createVariableDeclarationList(
      declarations,
      ts.NodeFlags.Let,
    );
    const declaration = factory.createVariableStatement(undefined, list);
    return { parameters, statements: [declaration, ...body] };
  }

  private finally(): Block {
    const { factory } = this;
    const flush = factory.createExpressionStatement(this.flush());
    return factory.createBlock([flush], true);
  }

  /** `$run.running && (s === $run || (globalThis.s = s), …)`: a run that was stopped has been written already. */
  private flush(): Expression {
    const { factory } = this;
    const run = factory.createIdentifier(runName);
    const writes = [...this.locals.kept].map((name): Expression => {
      const local = factory.createIdentifier(slotOf(name));
      return factory.createLogicalOr(
        factory.createStrictEquality(local, run),
        factory.createAssignment(this.slot(slotOf(name)), local),
      );
    });
    return factory.createLogicalAnd(
      factory.createPropertyAccessExpression(run, "running"),
      writes.reduce((all, next) => factory.createComma(all, next)),
    );
  }

  /** `await x` → `await (y = x, …, y)`: while the cell waits, or if it never goes on, its slots are right. */
  private flushAwaits(statement: Statement): Statement {
    const { factory, context } = this;
    const visit = (node: Node): Node => {
      if (ts.isFunctionLike(node) || ts.isPropertyDeclaration(node))
        return node;
      if (!ts.isAwaitExpression(node))
        return ts.visitEachChild(node, visit, context);
      const value = factory.createTempVariable((name) => {
        this.operands.push(name);
      });
      const operand = ts.visitNode(node.expression, visit, ts.isExpression);
      return factory.updateAwaitExpression(
        node,
        [factory.createAssignment(value, operand), this.flush(), value].reduce(
          (all, next) => factory.createComma(all, next),
        ),
      );
    };
    return ts.visitNode(statement, visit, ts.isStatement);
  }

  private slot(name: string): Expression {
    return this.factory.createPropertyAccessExpression(
      this.factory.createIdentifier("globalThis"),
      name,
    );
  }
}
