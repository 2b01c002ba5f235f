/**
 * Beside each function, in the same scope, a lazily made twin: the same function with every operator, comparison,
 * condition and call asked of the runtime, so that it can be run on traced numbers. The plain function stays as it is
 * and never meets one: `$.fn(plain, () => twin)`.
 */
import type ts from "typescript";
import type { Adjoints } from "./adjoint/index.js";
import { TwinClasses } from "./twin-classes.js";
import { TwinCode } from "./twin-code.js";
import type { Emitter } from "./emitter.js";
import type { Operands } from "./operands.js";
import type { PlainCode } from "./plain-code.js";
import { isPattern, isTypeOnly, nameFor } from "./surroundings.js";

type Visited = ts.VisitResult<ts.Node>;

/** Rewrites one file: plain code by the given step, twins beside its functions. */
export class Twins {
  readonly #ts: typeof ts;
  readonly #emitter: Emitter;
  readonly #plain: PlainCode;
  readonly #twin: TwinCode;
  readonly #classes: TwinClasses;
  readonly #adjoints: Adjoints;

  constructor(
    emitter: Emitter,
    operands: Operands,
    plain: PlainCode,
    adjoints: Adjoints,
  ) {
    this.#adjoints = adjoints;
    this.#ts = emitter.ts;
    this.#emitter = emitter;
    this.#plain = plain;
    this.#twin = new TwinCode(emitter, operands);
    this.#classes = new TwinClasses(emitter, this.#twin, this.visit);
  }

  /** The visitor of plain code. */
  readonly visit = (node: ts.Node): Visited => {
    const compiler = this.#ts;
    if (isTypeOnly(compiler, node)) return node;
    const stepped = this.#plain.rewrite(node, this.#expression);
    if (stepped !== undefined) return stepped;
    if (compiler.isArrowFunction(node) || compiler.isFunctionExpression(node))
      return this.#function(node);
    if (compiler.isClassLike(node)) return this.#classes.beside(node);
    if (compiler.isObjectLiteralExpression(node)) return this.#object(node);
    if (isStatementList(compiler, node)) return this.#statements(node);
    return this.#children(node);
  };

  readonly #expression = (node: ts.Expression): ts.Expression =>
    this.#ts.visitNode(node, this.visit, this.#ts.isExpression);

  #children<T extends ts.Node>(node: T): T {
    return this.#ts.visitEachChild(node, this.visit, this.#emitter.context);
  }

  /** `$.fn({ name: plain }.name, () => ({ name: twin }).name)`: the detour by a property gives both their name. */
  #function(node: ts.ArrowFunction | ts.FunctionExpression): ts.Expression {
    const plain = this.#children(node);
    const twin = this.#twin.functionOf(node);
    if (twin === undefined) return plain;
    const name = node.name === undefined ? nameFor(this.#ts, node) : undefined;
    return this.#pair(
      this.#named(plain, name),
      this.#named(twin, name),
      this.#adjoints.functionOf(node),
      node,
    );
  }

  #pair(
    plain: ts.Expression,
    twin: ts.Expression,
    adjoint: ts.Expression | undefined,
    origin?: ts.Node,
  ): ts.Expression {
    const args = [plain, this.#emitter.thunk(twin)];
    if (adjoint !== undefined) args.push(adjoint);
    return this.#emitter.runtime("fn", args, origin);
  }

  #named(value: ts.Expression, name: string | undefined): ts.Expression {
    // A property of this name would set the prototype instead.
    if (name === undefined || name === "__proto__") return value;
    const { factory } = this.#emitter;
    const plain = /^[\p{ID_Start}_$][\p{ID_Continue}$]*$/u.test(name);
    const key = plain
      ? factory.createIdentifier(name)
      : factory.createStringLiteral(name);
    const object = factory.createObjectLiteralExpression([
      factory.createPropertyAssignment(key, value),
    ]);
    return plain
      ? factory.createPropertyAccessExpression(object, name)
      : factory.createElementAccessExpression(
          object,
          factory.createStringLiteral(name),
        );
  }

  /** An object with methods or accessors: `$.methods({ … }, () => ({ … }))`, the twin of those alone. */
  #object(node: ts.ObjectLiteralExpression): ts.Expression {
    const plain = this.#children(node);
    if (isPattern(this.#ts, node)) return plain;
    const members = this.#classes.membersOf(node);
    if (members === undefined) return plain;
    const { factory } = this.#emitter;
    return this.#emitter.runtime(
      "methods",
      [
        plain,
        this.#emitter.thunk(
          factory.createObjectLiteralExpression(members, true),
        ),
      ],
      node,
    );
  }

  /** Declared functions are hoisted, so their twins are attached before the first statement of the list. */
  #statements<T extends StatementList>(node: T): T {
    const attached: ts.Statement[] = [];
    for (const statement of node.statements)
      if (this.#ts.isFunctionDeclaration(statement))
        attached.push(...this.#declaration(statement));
    const visited = this.#children(node);
    if (attached.length === 0) return visited;
    const rest = [...visited.statements];
    const prologue = rest.findIndex((each) => !this.#isPrologue(each));
    rest.splice(prologue === -1 ? rest.length : prologue, 0, ...attached);
    return this.#withStatements(visited, rest) as T;
  }

  #isPrologue(statement: ts.Statement): boolean {
    return (
      this.#ts.isExpressionStatement(statement) &&
      this.#ts.isStringLiteral(statement.expression)
    );
  }

  #declaration(node: ts.FunctionDeclaration): ts.Statement[] {
    if (node.name === undefined || node.body === undefined) return [];
    const twin = this.#twin.functionOf(node);
    if (twin === undefined) return [];
    // The name itself, not one spelled the same: who renames it later has to find it.
    const call = this.#pair(
      node.name,
      this.#named(twin, node.name.text),
      this.#adjoints.functionOf(node),
    );
    return [this.#emitter.factory.createExpressionStatement(call)];
  }

  #withStatements(
    node: StatementList,
    statements: readonly ts.Statement[],
  ): StatementList {
    const { factory } = this.#emitter;
    const compiler = this.#ts;
    const list = compiler.setTextRange(
      factory.createNodeArray(statements),
      node.statements,
    );
    if (compiler.isSourceFile(node))
      return factory.updateSourceFile(node, list);
    if (compiler.isBlock(node)) return factory.updateBlock(node, list);
    if (compiler.isModuleBlock(node))
      return factory.updateModuleBlock(node, list);
    return compiler.isCaseClause(node)
      ? factory.updateCaseClause(node, node.expression, list)
      : factory.updateDefaultClause(node, list);
  }
}

type StatementList =
  ts.SourceFile | ts.Block | ts.ModuleBlock | ts.CaseOrDefaultClause;

function isStatementList(
  compiler: typeof ts,
  node: ts.Node,
): node is StatementList {
  return (
    compiler.isSourceFile(node) ||
    compiler.isBlock(node) ||
    compiler.isModuleBlock(node) ||
    compiler.isCaseOrDefaultClause(node)
  );
}
