/** `import` statements as awaited calls of `$.import`. */
import type {
  Expression,
  Identifier,
  ImportDeclaration,
  NodeFactory,
  ObjectLiteralElementLike,
  Statement,
  TypeChecker,
} from "typescript";
import { slotTarget } from "./targets.js";
import { ts } from "./ts.js";

/** The local file that a specifier means by the `paths` of a `tsconfig.json`, of which Node knows nothing. */
export type Aliased = (specifier: string) => string | undefined;

/**
 * `import a, { b as c } from "m"` → `({ default: globalThis.a, b: globalThis.c } = await $.import("m"))`. Names that
 * are only types are left out, and so is the whole statement where nothing else is left.
 */
export function lowerImport(
  factory: NodeFactory,
  checker: TypeChecker,
  declaration: ImportDeclaration,
  aliased: Aliased,
): Statement[] {
  const clause = declaration.importClause;
  if (clause?.phaseModifier === ts.SyntaxKind.TypeKeyword) return [];
  const targets = bindings(factory, checker, declaration);
  if (targets === undefined) return [];
  const load = factory.createAwaitExpression(
    factory.createCallExpression(
      factory.createPropertyAccessExpression(
        factory.createIdentifier("$"),
        "import",
      ),
      undefined,
      [withoutAlias(factory, declaration.moduleSpecifier, aliased)],
    ),
  );
  ts.setTextRange(load, declaration);
  const whole = targets.reduce<Expression>(
    (value, target) => factory.createAssignment(target, value),
    load,
  );
  const statement = factory.createExpressionStatement(
    factory.createParenthesizedExpression(whole),
  );
  return [
    ts.setOriginalNode(ts.setTextRange(statement, declaration), declaration),
  ];
}

/** A specifier or, in place of an alias, the file that it means; anything but a literal stays what it is. */
export function withoutAlias(
  factory: NodeFactory,
  specifier: Expression,
  aliased: Aliased,
): Expression {
  const file = ts.isStringLiteralLike(specifier)
    ? aliased(specifier.text)
    : undefined;
  return file === undefined
    ? specifier
    : ts.setTextRange(factory.createStringLiteral(file), specifier);
}

/** What the module is assigned to; empty for `import "m"`, undefined where the import is of types only. */
function bindings(
  factory: NodeFactory,
  checker: TypeChecker,
  declaration: ImportDeclaration,
): Expression[] | undefined {
  const clause = declaration.importClause;
  if (clause === undefined) return [];
  const targets: Expression[] = [];
  const properties: ObjectLiteralElementLike[] = [];
  const add = (property: string, name: Identifier): void => {
    properties.push(
      factory.createPropertyAssignment(
        factory.createStringLiteral(property),
        slotTarget(factory, name),
      ),
    );
  };
  if (clause.name && isValue(checker, clause.name)) add("default", clause.name);
  const named = clause.namedBindings;
  if (named && ts.isNamespaceImport(named))
    targets.push(slotTarget(factory, named.name));
  else
    for (const element of named?.elements ?? [])
      if (!element.isTypeOnly && isValue(checker, element.name))
        add((element.propertyName ?? element.name).text, element.name);
  // `import {} from "m"` still runs the module.
  const empty = clause.name === undefined && named !== undefined;
  if (properties.length > 0)
    targets.push(factory.createObjectLiteralExpression(properties));
  if (targets.length > 0) return targets;
  const isBare = empty && ts.isNamedImports(named) && !named.elements.length;
  return isBare ? [] : undefined;
}

/** Whether the imported name has a value; one that cannot be resolved is taken to have. */
function isValue(checker: TypeChecker, name: Identifier): boolean {
  const alias = checker.getSymbolAtLocation(ts.getOriginalNode(name));
  if (alias === undefined) return true;
  if (!(alias.flags & ts.SymbolFlags.Alias)) return true;
  const symbol = checker.getAliasedSymbol(alias);
  return (
    symbol.escapedName === ts.InternalSymbolName.Missing ||
    (symbol.escapedName as string) === "unknown" ||
    (symbol.flags & ts.SymbolFlags.Value) !== 0
  );
}
