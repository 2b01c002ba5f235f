/**
 * Lowers a checked cell to a script whose value is `($) => …`: top-level names become properties of `globalThis`, so
 * that a redefinition is seen by every function made before it, and the last expression is returned.
 */
import type {
  ClassDeclaration,
  EnumDeclaration,
  Expression,
  FunctionDeclaration,
  Identifier,
  ModifierLike,
  ModuleDeclaration,
  Modifier,
  Node,
  NodeFactory,
  Program,
  SourceFile,
  Statement,
  TransformationContext,
  TransformerFactory,
  TypeChecker,
  VariableStatement,
} from "typescript";
import { boundNames, declaredWith, hasModifier, type Cell } from "./cell.js";
import { lowerImport, type Aliased } from "./imports.js";
import { renameTaken } from "./rename.js";
import { runtimeName } from "./emitter.js";
import { Keeping } from "./keeping.js";
import type { Locals } from "./locals.js";
import { slotOf } from "./names.js";
import { assignVars } from "./nested-vars.js";
import { named, patternToTarget, slotTarget, type Place } from "./targets.js";
import { ts } from "./ts.js";

/**
 * The transformer for the file that holds a cell; other files pass unchanged. Runs after the one of the operators, so
 * that it meets synthetic statements (negative positions): variables stay in front, calls go behind the functions.
 */
export function toSlots(
  program: Program,
  cellOf: (file: string) => Localized | undefined,
  aliased: Aliased,
): TransformerFactory<SourceFile> {
  return (context) => (source) => {
    const cell = cellOf(source.fileName);
    if (cell === undefined) return source;
    const checker = program.getTypeChecker();
    const lowering = new CellLowering(context, checker, cell, source, aliased);
    return lowering.lower();
  };
}

/** A cell and the variables of it that are locals of its script. */
export interface Localized {
  readonly cell: Cell;
  readonly locals: Locals;
}

type Merging = FunctionDeclaration | ClassDeclaration | NamespaceLike;
type NamespaceLike = EnumDeclaration | ModuleDeclaration;

/** The lowering of one cell: every statement goes to one of five lists, which run one after the other. */
class CellLowering {
  private readonly factory: NodeFactory;
  private readonly cell: Cell;
  private readonly locals: Locals;
  private readonly front: Statement[] = [];
  private readonly imports: Statement[] = [];
  private readonly functions: Statement[] = [];
  private readonly twins: Statement[] = [];
  private readonly body: Statement[] = [];
  /** Names declared more than once, as a function and a namespace: TypeScript's own emit must see them together. */
  private readonly merged = new Set<string>();

  constructor(
    private readonly context: TransformationContext,
    private readonly checker: TypeChecker,
    { cell, locals }: Localized,
    private readonly source: SourceFile,
    private readonly aliased: Aliased,
  ) {
    this.factory = context.factory;
    this.cell = cell;
    this.locals = locals;
  }

  lower(): SourceFile {
    const statements = this.userStatements();
    this.findMerged(statements);
    const last = statements.findLast((s) => !ts.isEmptyStatement(s));
    for (const statement of statements) this.place(statement, last);
    return this.script();
  }

  /** The statements without those of the suffix and without those that leave nothing to run. */
  private userStatements(): Statement[] {
    const end = this.cell.code.length;
    return this.source.statements.filter((statement) => {
      if (hasModifier(statement, ts.SyntaxKind.DeclareKeyword)) return false;
      const original = ts.getOriginalNode(statement);
      return original.pos < 0 || original.getStart(this.source) < end;
    });
  }

  private findMerged(statements: readonly Statement[]): void {
    const seen = new Set<string>();
    for (const statement of statements) {
      if (!isMerging(statement) || statement.name === undefined) continue;
      const { text } = statement.name;
      if (seen.has(text)) this.merged.add(text);
      seen.add(text);
    }
  }

  private place(statement: Statement, last: Statement | undefined): void {
    if (statement.pos < 0) this.placeSynthetic(statement);
    else if (ts.isVariableStatement(statement)) this.placeVariables(statement);
    else if (isMerging(statement)) this.placeDeclaration(statement);
    else if (ts.isImportDeclaration(statement))
      this.imports.push(
        ...lowerImport(this.factory, this.checker, statement, this.aliased),
      );
    else if (
      ts.isExpressionStatement(statement) ||
      ts.isExportAssignment(statement)
    )
      this.placeExpression(statement, statement.expression, statement === last);
    else if (
      !ts.isExportDeclaration(statement) &&
      !ts.isInterfaceDeclaration(statement) &&
      !ts.isTypeAliasDeclaration(statement)
    )
      this.body.push(
        assignVars(statement, this.cell.nestedVars, this.context, this.target),
      );
  }

  private placeSynthetic(statement: Statement): void {
    const list = ts.isVariableStatement(statement) ? this.front : this.twins;
    list.push(statement);
  }

  private placeExpression(
    from: Statement,
    value: Expression,
    isLast: boolean,
  ): void {
    const { factory } = this;
    const statement = isLast
      ? factory.createReturnStatement(value)
      : factory.createExpressionStatement(value);
    this.body.push(like(statement, from));
  }

  private placeVariables(statement: VariableStatement): void {
    const { factory } = this;
    const list = statement.declarationList;
    if (declaredWith(list).endsWith("using")) {
      // The resource lives until the cell ends, so the declaration stays one.
      this.body.push(factory.createVariableStatement([], list));
      for (const declaration of list.declarations)
        for (const id of boundNames(declaration.name))
          this.body.push(this.publish(id));
      return;
    }
    for (const declaration of list.declarations) {
      const { name, initializer } = declaration;
      const value = initializer ?? factory.createVoidZero();
      const assignment = factory.createAssignment(
        patternToTarget(factory, name, this.target),
        ts.isIdentifier(name) ? named(factory, name.text, value) : value,
      );
      ts.setTextRange(assignment, declaration);
      const expression = ts.isIdentifier(name)
        ? assignment
        : factory.createParenthesizedExpression(assignment);
      this.body.push(
        like(factory.createExpressionStatement(expression), statement),
      );
      for (const id of boundNames(name))
        if (this.locals.all.has(id.text)) this.body.push(this.publish(id));
    }
  }

  /** What the declaration of a variable sets: its slot, or the local that stands for it. */
  private readonly target: Place = (name) =>
    this.locals.all.has(name.text)
      ? ts.setTextRange(this.factory.createIdentifier(slotOf(name.text)), name)
      : slotTarget(this.factory, name);

  private placeDeclaration(declaration: Merging): void {
    const { name } = declaration;
    if (name === undefined || !ts.isIdentifier(name)) return;
    if (ts.isFunctionDeclaration(declaration)) {
      if (declaration.body === undefined) return;
      if (this.merged.has(name.text)) {
        this.functions.push(this.local(declaration), this.publish(name));
      } else {
        const value = this.functionValue(declaration, name);
        this.functions.push(like(this.store(name, value), declaration));
      }
    } else if (!this.hasValue(name)) return;
    else if (this.merged.has(name.text)) {
      this.body.push(this.local(declaration), this.publish(name));
    } else if (ts.isClassDeclaration(declaration)) {
      const value = this.classValue(declaration);
      this.body.push(like(this.store(name, value), declaration));
    } else this.body.push(this.store(name, this.closed(declaration, name)));
  }

  /** Whether something of the name is there at run time: not so for a namespace of types, or a `const enum`. */
  private hasValue(name: Identifier): boolean {
    const symbol = this.checker.getSymbolAtLocation(ts.getOriginalNode(name));
    const values = ts.SymbolFlags.Value & ~ts.SymbolFlags.ConstEnum;
    return symbol === undefined || (symbol.flags & values) !== 0;
  }

  /** Without a name of its own inside, so that a recursive call sees a later redefinition. */
  private functionValue(
    declaration: FunctionDeclaration,
    name: Identifier,
  ): Expression {
    const value = this.factory.createFunctionExpression(
      declaration.modifiers?.filter(
        (m): m is Modifier => m.kind === ts.SyntaxKind.AsyncKeyword,
      ),
      declaration.asteriskToken,
      undefined,
      declaration.typeParameters,
      declaration.parameters,
      declaration.type,
      declaration.body ?? this.factory.createBlock([]),
    );
    return named(this.factory, name.text, like(value, declaration));
  }

  private classValue(declaration: ClassDeclaration): Expression {
    const value = this.factory.createClassExpression(
      declaration.modifiers?.filter((m) => ts.isDecorator(m)),
      declaration.name,
      declaration.typeParameters,
      declaration.heritageClauses,
      declaration.members,
    );
    return like(value, declaration);
  }

  /** An enum or namespace built in a function of its own, whose value it is. */
  private closed(declaration: NamespaceLike, name: Identifier): Expression {
    const { factory } = this;
    const block = factory.createBlock(
      [
        this.local(declaration),
        factory.createReturnStatement(factory.createIdentifier(name.text)),
      ],
      true,
    );
    const arrow = ts.SyntaxKind.EqualsGreaterThanToken;
    const build = factory.createArrowFunction(
      undefined,
      undefined,
      [],
      undefined,
      factory.createToken(arrow),
      block,
    );
    return factory.createCallExpression(
      factory.createParenthesizedExpression(build),
      undefined,
      [],
    );
  }

  /** The declaration as it stands, but neither exported nor default. */
  private local(declaration: Merging): Statement {
    const keep = (modifier: ModifierLike): boolean =>
      modifier.kind !== ts.SyntaxKind.ExportKeyword &&
      modifier.kind !== ts.SyntaxKind.DefaultKeyword;
    const modifiers = declaration.modifiers?.filter(keep) ?? [];
    const { factory } = this;
    if (ts.isFunctionDeclaration(declaration))
      return factory.updateFunctionDeclaration(
        declaration,
        modifiers,
        declaration.asteriskToken,
        declaration.name,
        declaration.typeParameters,
        declaration.parameters,
        declaration.type,
        declaration.body,
      );
    if (ts.isClassDeclaration(declaration))
      return factory.updateClassDeclaration(
        declaration,
        modifiers,
        declaration.name,
        declaration.typeParameters,
        declaration.heritageClauses,
        declaration.members,
      );
    if (ts.isEnumDeclaration(declaration))
      return factory.updateEnumDeclaration(
        declaration,
        modifiers,
        declaration.name,
        declaration.members,
      );
    return factory.updateModuleDeclaration(
      declaration,
      modifiers,
      declaration.name,
      declaration.body,
    );
  }

  private store(name: Identifier, value: Expression): Statement {
    const { factory } = this;
    return factory.createExpressionStatement(
      factory.createAssignment(slotTarget(factory, name), value),
    );
  }

  /** Copies a local of the script to the slot of its name. */
  private publish(name: Identifier): Statement {
    const local = this.locals.all.has(name.text)
      ? slotOf(name.text)
      : name.text;
    return this.store(name, this.factory.createIdentifier(local));
  }

  /** The whole script: one arrow function, and no trace of a module. */
  private script(): SourceFile {
    const { factory } = this;
    const keeping = new Keeping(this.context, this.locals);
    const { parameters, statements } = keeping.around(this.body);
    const block = factory.createBlock(
      [
        ...this.front,
        ...this.imports,
        ...this.functions,
        ...this.twins,
        ...statements,
      ],
      true,
    );
    const run = factory.createArrowFunction(
      this.cell.isAsync
        ? [factory.createModifier(ts.SyntaxKind.AsyncKeyword)]
        : undefined,
      undefined,
      [
        factory.createParameterDeclaration(undefined, undefined, runtimeName),
        ...parameters,
      ],
      undefined,
      factory.createToken(ts.SyntaxKind.EqualsGreaterThanToken),
      renameTaken(block, this.cell, this.checker, this.context, this.aliased),
    );
    const script = factory.updateSourceFile(this.source, [
      factory.createExpressionStatement(run),
    ]);
    // Otherwise the emitter would end the script with `export {}`.
    Object.assign(script, { externalModuleIndicator: undefined });
    return script;
  }
}

function isMerging(statement: Statement): statement is Merging {
  return (
    ts.isFunctionDeclaration(statement) ||
    ts.isClassDeclaration(statement) ||
    ts.isEnumDeclaration(statement) ||
    ts.isModuleDeclaration(statement)
  );
}

/** The new node in the old one's place: the source map and the emitter's questions lead to the old one. */
function like<T extends Node>(node: T, old: Node): T {
  return ts.setOriginalNode(ts.setTextRange(node, old), old);
}
