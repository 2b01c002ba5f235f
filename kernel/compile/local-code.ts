/** What a local module says of modules as it runs: `import()` and `import.meta`, which CommonJS does not have. */
import type {
  Expression,
  Node,
  SourceFile,
  TransformerFactory,
} from "typescript";
import { awaits } from "./cell.js";
import { withoutAlias, type Aliased } from "./imports.js";
import { lineAndColumn } from "./positions.js";
import type { CellDiagnostic } from "./protocol.js";
import { ts } from "./ts.js";

/**
 * The `before` transformer for a local module: `import(x)` becomes `$.import(x)` and `import.meta` `$.meta`, where
 * `runtime` is what the module calls `$`. A specifier that `tsconfig.json` gives a meaning becomes the file it means.
 */
export function toRuntimeImports(
  runtime: string,
  aliased: Aliased,
): TransformerFactory<SourceFile> {
  return (context) => (source) => {
    const { factory } = context;
    const property = (name: string): Expression =>
      factory.createPropertyAccessExpression(
        factory.createIdentifier(runtime),
        name,
      );
    const visit = (node: Node): Node => {
      if (ts.isMetaProperty(node) && node.name.text === "meta")
        return ts.setTextRange(property("meta"), node);
      if (
        ts.isCallExpression(node) &&
        node.expression.kind === ts.SyntaxKind.ImportKeyword
      )
        return factory.updateCallExpression(
          node,
          ts.setTextRange(property("import"), node.expression),
          undefined,
          node.arguments.map((argument) =>
            ts.visitNode(
              withoutAlias(factory, argument, aliased),
              visit,
              ts.isExpression,
            ),
          ),
        );
      return ts.visitEachChild(node, visit, context);
    };
    return ts.visitEachChild(source, visit, context);
  };
}

/** Whether the module awaits at its top level. */
export function awaitsAtTop(source: SourceFile): boolean {
  const find = (node: Node): boolean => {
    if (ts.isImportDeclaration(node) || ts.isFunctionLike(node)) return false;
    if (ts.isPropertyDeclaration(node)) return false;
    if (ts.isClassStaticBlockDeclaration(node)) return false;
    return awaits(node) || (ts.forEachChild(node, find) ?? false);
  };
  return ts.forEachChild(source, find) ?? false;
}

/** What is wrong with a name `$`, by which compiled code calls the library, where the file has it. */
export function dollarIn(source: SourceFile): CellDiagnostic | undefined {
  const find = (node: Node): Node | undefined =>
    ts.isIdentifier(node) && node.text === "$"
      ? node
      : ts.forEachChild(node, find);
  const name = find(source);
  if (name === undefined) return undefined;
  const start = name.getStart(source);
  return {
    code: "",
    message:
      "the name $ is the one by which compiled code calls the library; give it another name",
    start,
    length: 1,
    ...lineAndColumn(source.text, start),
  };
}

/** What the import and export declarations of a file name, each once, in their order. */
export function staticImports(source: SourceFile): string[] {
  const names = source.statements.flatMap((statement) => {
    if (
      !ts.isImportDeclaration(statement) &&
      !ts.isExportDeclaration(statement)
    )
      return [];
    const { moduleSpecifier } = statement;
    return moduleSpecifier && ts.isStringLiteral(moduleSpecifier)
      ? [moduleSpecifier.text]
      : [];
  });
  return [...new Set(names)];
}
