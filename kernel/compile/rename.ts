/** References that must be spelled otherwise in a compiled cell: mangled names, `require`, `import()`, `import.meta`. */
import type {
  CallExpression,
  ClassExpression,
  Declaration,
  Expression,
  Identifier,
  Node,
  Symbol as TsSymbol,
  TransformationContext,
  TypeChecker,
} from "typescript";
import { declaredWith, type Cell } from "./cell.js";
import { withoutAlias, type Aliased } from "./imports.js";
import { isTaken, runName, slotOf } from "./names.js";
import { ts } from "./ts.js";

/**
 * Rewrites the references inside a lowered cell: a cell's own `URL` to its mangled slot, Node's `require` and dynamic
 * `import()` to those of `$`, which start at the notebook's folder and know no aliases. Cells without any such name
 * come back untouched.
 */
export function renameTaken<T extends Node>(
  node: T,
  cell: Cell,
  checker: TypeChecker,
  context: TransformationContext,
  aliased: Aliased,
): T {
  const suspects = new Set([...cell.identifiers].filter(isTaken));
  const hasImport = /\bimport\b/.test(cell.code);
  if (suspects.size === 0 && !hasImport) return node;
  const renaming = new Renaming(cell, checker, context, aliased, suspects);
  return ts.visitEachChild(node, renaming.visit, context);
}

class Renaming {
  constructor(
    private readonly cell: Cell,
    private readonly checker: TypeChecker,
    private readonly context: TransformationContext,
    private readonly aliased: Aliased,
    private readonly suspects: ReadonlySet<string>,
  ) {}

  readonly visit = (child: Node): Node => {
    const { factory } = this.context;
    if (ts.isShorthandPropertyAssignment(child)) {
      const value = this.substitute(child.name);
      return value === undefined
        ? ts.visitEachChild(child, this.visit, this.context)
        : factory.createPropertyAssignment(child.name, value);
    }
    if (ts.isPropertyAccessExpression(child))
      return factory.updatePropertyAccessExpression(
        child,
        ts.visitNode(child.expression, this.visit, ts.isExpression),
        child.name,
      );
    if (ts.isMetaProperty(child) && child.name.text === "meta")
      return ts.setTextRange(this.runtime("meta"), child);
    if (ts.isCallExpression(child) && this.loads(child.expression))
      return this.loading(child);
    if (child.kind === ts.SyntaxKind.ImportKeyword)
      return ts.setTextRange(this.runtime("import"), child);
    if (ts.isIdentifier(child)) return this.substitute(child) ?? child;
    if (ts.isClassExpression(child)) return this.class(child);
    return ts.visitEachChild(child, this.visit, this.context);
  };

  /** Inside a class its name means the class, which keeps it, whatever the slot is called. */
  private class(node: ClassExpression): Node {
    const own = node.name?.text;
    if (own === undefined || !this.suspects.has(own) || isParameter(own))
      return ts.visitEachChild(node, this.visit, this.context);
    const suspects = new Set(this.suspects);
    suspects.delete(own);
    const { cell, checker, context, aliased } = this;
    const inside = new Renaming(cell, checker, context, aliased, suspects);
    return ts.visitEachChild(node, inside.visit, context);
  }

  private runtime(property: string): Expression {
    const { factory } = this.context;
    const name = factory.createIdentifier("$");
    return factory.createPropertyAccessExpression(name, property);
  }

  /** What stands for the identifier; undefined for itself. */
  private substitute(id: Identifier): Expression | undefined {
    if (!this.suspects.has(id.text) || id.pos < 0) return undefined;
    const symbol = referenced(this.checker, id);
    if (symbol === undefined) return undefined;
    if (isParameter(id.text) || isTopLevel(symbol, this.cell))
      return ts.setTextRange(
        this.context.factory.createIdentifier(slotOf(id.text)),
        id,
      );
    return id.text === "require" && isAmbient(symbol)
      ? ts.setTextRange(this.runtime("require"), id)
      : undefined;
  }

  /** Whether the callee is `import` or Node's `require`. */
  private loads(callee: Expression): boolean {
    if (callee.kind === ts.SyntaxKind.ImportKeyword) return true;
    return (
      ts.isIdentifier(callee) &&
      callee.text === "require" &&
      this.substitute(callee) !== undefined
    );
  }

  private loading(call: CallExpression): Expression {
    const { factory } = this.context;
    const visited = (part: Expression): Expression =>
      ts.visitNode(part, this.visit, ts.isExpression);
    return factory.updateCallExpression(
      call,
      visited(call.expression),
      undefined,
      call.arguments.map((argument) =>
        visited(withoutAlias(factory, argument, this.aliased)),
      ),
    );
  }
}

/** Whether it is one of the script's own parameters: a user's name must never hide them, wherever it is bound. */
function isParameter(name: string): boolean {
  return name === "$" || name === runName;
}

/** The symbol that a reference (not the name of a property) means. */
export function referenced(
  checker: TypeChecker,
  id: Identifier,
): TsSymbol | undefined {
  const original = ts.getOriginalNode(id);
  if (!ts.isIdentifier(original)) return undefined;
  const symbol = ts.isShorthandPropertyAssignment(original.parent)
    ? checker.getShorthandAssignmentValueSymbol(original.parent)
    : checker.getSymbolAtLocation(original);
  const isProperty =
    symbol !== undefined &&
    (symbol.flags & (ts.SymbolFlags.Property | ts.SymbolFlags.Method)) !== 0;
  return isProperty ? undefined : symbol;
}

/** Whether the symbol is one of the cell's top level: declared there, or brought in by the suffix. */
export function isTopLevel(symbol: TsSymbol, cell: Cell): boolean {
  return (symbol.declarations ?? []).some(
    (declaration) =>
      declaration.getSourceFile().fileName === cell.source.fileName &&
      isAtTop(declaration),
  );
}

function isAtTop(declaration: Declaration): boolean {
  const isVar =
    ts.isVariableDeclaration(declaration) &&
    ts.isVariableDeclarationList(declaration.parent) &&
    declaredWith(declaration.parent) === "var";
  let node: Node = declaration;
  while (!ts.isSourceFile(node)) {
    const { parent }: { parent: Node } = node;
    if (ts.isFunctionLike(parent) || ts.isModuleBlock(parent)) return false;
    const isBlock =
      ts.isBlock(parent) ||
      ts.isForStatement(parent) ||
      ts.isForInStatement(parent) ||
      ts.isForOfStatement(parent) ||
      ts.isCaseBlock(parent) ||
      ts.isCatchClause(parent);
    if (isBlock && !isVar) return false;
    node = parent;
  }
  return true;
}

function isAmbient(symbol: TsSymbol): boolean {
  return (symbol.declarations ?? []).every(
    (declaration) => declaration.getSourceFile().isDeclarationFile,
  );
}
