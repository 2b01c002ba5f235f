/** What a cell's text says about itself before any check: the names it declares, those it uses, whether it awaits. */
import type {
  BindingName,
  DiagnosticWithLocation,
  Identifier,
  ImportClause,
  Node,
  SourceFile,
  Statement,
  SyntaxKind,
  VariableDeclarationList,
} from "typescript";
import { isAugmentation } from "./augmentations.js";
import { parse } from "./parse.js";
import { ts } from "./ts.js";

/** How later cells see a name: `constant` (not assignable), `variable` (assignable), `type` (no value). */
export type NameKind = "constant" | "variable" | "type";

export interface Cell {
  /** The text the user wrote; everything after it in the checked file is ours. */
  readonly code: string;
  /** The cell parsed by itself, without the suffix. */
  readonly source: SourceFile;
  readonly declared: ReadonlyMap<string, NameKind>;
  /** Names that the cell exports itself. */
  readonly exported: ReadonlySet<string>;
  /** `var` names declared inside blocks and loops, which belong to the cell as a whole. */
  readonly nestedVars: ReadonlySet<string>;
  /** Every identifier that occurs, whatever it means. */
  readonly identifiers: ReadonlySet<string>;
  readonly isAsync: boolean;
  /** Whether it adds to declarations that are not its own. */
  readonly augments: boolean;
}

/** Reads a cell. Syntax errors are left in the source file for the caller to report. */
export function readCell(code: string, fileName: string): Cell {
  const source = parse(fileName, code);
  const declared = new Map<string, NameKind>();
  const exported = new Set<string>();
  const add = (name: string, kind: NameKind): void => {
    if (kind !== "type" || !declared.has(name)) declared.set(name, kind);
  };
  for (const statement of source.statements) {
    for (const name of listedExports(statement)) exported.add(name);
    const names = declarations(statement);
    for (const [name, kind] of names) {
      add(name, kind);
      if (hasModifier(statement, ts.SyntaxKind.ExportKeyword))
        exported.add(name);
    }
  }
  const { nestedVars, identifiers, isAsync } = scan(source);
  for (const name of nestedVars) add(name, "variable");
  return {
    code,
    source,
    declared,
    exported,
    nestedVars,
    identifiers,
    isAsync,
    augments: source.statements.some(isAugmentation),
  };
}

/** Whether the statement carries the modifier. */
export function hasModifier(statement: Statement, kind: SyntaxKind): boolean {
  return (
    ts.canHaveModifiers(statement) &&
    (ts.getModifiers(statement)?.some((m) => m.kind === kind) ?? false)
  );
}

/** The identifiers that a declaration binds: one, or those of a destructuring pattern. */
export function boundNames(name: BindingName): Identifier[] {
  if (ts.isIdentifier(name)) return [name];
  return name.elements.flatMap((element) =>
    ts.isOmittedExpression(element) ? [] : boundNames(element.name),
  );
}

/** The names that `export { … }` exports under. */
function listedExports(statement: Statement): string[] {
  if (!ts.isExportDeclaration(statement)) return [];
  const clause = statement.exportClause;
  return clause && ts.isNamedExports(clause)
    ? clause.elements.map((element) => element.name.text)
    : [];
}

/** The word that a list of variables begins with. */
export function declaredWith(
  list: VariableDeclarationList,
): "var" | "let" | "const" | "using" | "await using" {
  const { Let, Const, Using } = ts.NodeFlags;
  // `await using` is both `const` and `using`.
  const bits = list.flags & (Let | Const | Using);
  if ((bits & Using) !== 0) return bits & Const ? "await using" : "using";
  if ((bits & Const) !== 0) return "const";
  return bits & Let ? "let" : "var";
}

/** Whether the list is of `let` or `var`. */
function isAssignable(list: VariableDeclarationList): boolean {
  const kind = declaredWith(list);
  return kind === "let" || kind === "var";
}

/** The names that one top-level statement declares. */
export function declarations(statement: Statement): [string, NameKind][] {
  if (ts.isVariableStatement(statement)) {
    const list = statement.declarationList;
    const kind = isAssignable(list) ? "variable" : "constant";
    return list.declarations.flatMap((declaration) =>
      boundNames(declaration.name).map((id): [string, NameKind] => [
        id.text,
        kind,
      ]),
    );
  }
  if (
    ts.isInterfaceDeclaration(statement) ||
    ts.isTypeAliasDeclaration(statement)
  )
    return [[statement.name.text, "type"]];
  if (ts.isModuleDeclaration(statement))
    return ts.isIdentifier(statement.name) &&
      !(statement.flags & ts.NodeFlags.GlobalAugmentation)
      ? [[statement.name.text, "constant"]]
      : [];
  if (ts.isImportDeclaration(statement))
    return importedNames(statement.importClause);
  if (
    (ts.isFunctionDeclaration(statement) ||
      ts.isClassDeclaration(statement) ||
      ts.isEnumDeclaration(statement) ||
      ts.isImportEqualsDeclaration(statement)) &&
    statement.name !== undefined
  )
    return [[statement.name.text, "constant"]];
  return [];
}

function importedNames(clause: ImportClause | undefined): [string, NameKind][] {
  if (clause === undefined) return [];
  const whole = clause.phaseModifier === ts.SyntaxKind.TypeKeyword;
  const names: [string, NameKind][] = [];
  const add = (id: Identifier, typeOnly = false): void => {
    names.push([id.text, whole || typeOnly ? "type" : "constant"]);
  };
  if (clause.name) add(clause.name);
  if (clause.namedBindings && ts.isNamespaceImport(clause.namedBindings))
    add(clause.namedBindings.name);
  else
    for (const element of clause.namedBindings?.elements ?? [])
      add(element.name, element.isTypeOnly);
  return names;
}

/** One walk over the whole cell for what no single statement says. */
function scan(source: SourceFile): {
  nestedVars: Set<string>;
  identifiers: Set<string>;
  isAsync: boolean;
} {
  const nestedVars = new Set<string>();
  const identifiers = new Set<string>();
  let isAsync = false;
  const visit = (node: Node, inFunction: boolean): void => {
    if (ts.isIdentifier(node)) identifiers.add(node.text);
    if (!inFunction) {
      isAsync ||= awaits(node);
      if (isNestedVar(node))
        for (const declaration of node.declarations)
          for (const id of boundNames(declaration.name))
            nestedVars.add(id.text);
    }
    const inner =
      inFunction ||
      ts.isFunctionLike(node) ||
      ts.isModuleDeclaration(node) ||
      ts.isPropertyDeclaration(node) ||
      ts.isClassStaticBlockDeclaration(node);
    ts.forEachChild(node, (child) => {
      visit(child, inner);
    });
  };
  visit(source, false);
  return { nestedVars, identifiers, isAsync };
}

/** Whether the node itself makes what it stands in asynchronous. */
export function awaits(node: Node): boolean {
  return (
    ts.isAwaitExpression(node) ||
    (ts.isForOfStatement(node) && node.awaitModifier !== undefined) ||
    (ts.isImportDeclaration(node) &&
      node.importClause?.phaseModifier !== ts.SyntaxKind.TypeKeyword) ||
    (ts.isVariableDeclarationList(node) && declaredWith(node) === "await using")
  );
}

/** A `var` list that is not itself a top-level statement. */
export function isNestedVar(node: Node): node is VariableDeclarationList {
  return (
    ts.isVariableDeclarationList(node) &&
    declaredWith(node) === "var" &&
    !(
      ts.isVariableStatement(node.parent) && ts.isSourceFile(node.parent.parent)
    )
  );
}

/** The errors of the parser alone. */
export function syntaxErrors(
  source: SourceFile,
): readonly DiagnosticWithLocation[] {
  return "parseDiagnostics" in source
    ? (source.parseDiagnostics as readonly DiagnosticWithLocation[])
    : [];
}
