/** `var`s inside blocks and loops: they belong to the whole cell, so they are declared where its other names are. */
import type {
  Expression,
  ForInitializer,
  Node,
  Statement,
  TransformationContext,
  VariableDeclarationList,
} from "typescript";
import { declaredWith } from "./cell.js";
import { patternToTarget, type Place } from "./targets.js";
import { ts } from "./ts.js";

/** Turns the `var`s inside a statement into assignments to their places. */
export function assignVars(
  statement: Statement,
  names: ReadonlySet<string>,
  context: TransformationContext,
  place: Place,
): Statement {
  if (names.size === 0) return statement;
  const lowering = new NestedVars(context, place);
  return lowering.statement(statement);
}

class NestedVars {
  constructor(
    private readonly context: TransformationContext,
    private readonly place: Place,
  ) {}

  statement(node: Statement): Statement {
    return ts.visitNode(node, this.visit, ts.isStatement);
  }

  private readonly visit = (node: Node): Node => {
    const { factory } = this.context;
    if (ts.isFunctionLike(node) || ts.isClassLike(node)) return node;
    if (ts.isVariableStatement(node) && isVar(node.declarationList)) {
      const all = this.assignments(node.declarationList);
      const statement = all
        ? factory.createExpressionStatement(all)
        : factory.createEmptyStatement();
      return ts.setTextRange(statement, node);
    }
    if (ts.isForStatement(node))
      return factory.updateForStatement(
        node,
        this.start(node.initializer),
        ts.visitNode(node.condition, this.visit, ts.isExpression),
        ts.visitNode(node.incrementor, this.visit, ts.isExpression),
        this.statement(node.statement),
      );
    if (ts.isForOfStatement(node))
      return factory.updateForOfStatement(
        node,
        node.awaitModifier,
        this.target(node.initializer),
        this.expression(node.expression),
        this.statement(node.statement),
      );
    if (ts.isForInStatement(node))
      return factory.updateForInStatement(
        node,
        this.target(node.initializer),
        this.expression(node.expression),
        this.statement(node.statement),
      );
    return ts.visitEachChild(node, this.visit, this.context);
  };

  private expression(node: Expression): Expression {
    return ts.visitNode(node, this.visit, ts.isExpression);
  }

  /** What a `for (…;;)` starts with. */
  private start(node: ForInitializer | undefined): ForInitializer | undefined {
    if (node === undefined || !ts.isVariableDeclarationList(node))
      return node && this.expression(node);
    if (isVar(node)) return this.assignments(node);
    return ts.visitEachChild(node, this.visit, this.context);
  }

  /** What a `for … of` or `for … in` sets at each step. */
  private target(node: ForInitializer): ForInitializer {
    if (!ts.isVariableDeclarationList(node)) return this.expression(node);
    const [first] = node.declarations;
    return isVar(node) && first !== undefined
      ? patternToTarget(this.context.factory, first.name, this.place)
      : node;
  }

  /** The declarations with a value, as one expression; undefined where there is none. */
  private assignments(list: VariableDeclarationList): Expression | undefined {
    const { factory } = this.context;
    return list.declarations
      .flatMap(({ name, initializer }) =>
        initializer === undefined
          ? []
          : [
              factory.createAssignment(
                patternToTarget(factory, name, this.place),
                this.expression(initializer),
              ),
            ],
      )
      .reduce<Expression | undefined>(
        (all, next) =>
          all === undefined ? next : factory.createComma(all, next),
        undefined,
      );
  }
}

function isVar(list: VariableDeclarationList): boolean {
  return declaredWith(list) === "var";
}
