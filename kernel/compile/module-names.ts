/** What the names of a local module are called in its script: imports are properties there, and exported variables, too. */
import type { ImportDeclaration, SourceFile } from "typescript";
import { boundNames, hasModifier } from "./cell.js";
import { ts } from "./ts.js";

/**
 * The names of a module that are no variables of its script, each with the expression that has its value there.
 *
 * @example
 * // import { third } from "./deep"; export const scale = 2;
 * moduleNames(source, script); // { third: "deep_1.third", scale: "exports.scale" }
 */
export function moduleNames(
  source: SourceFile,
  script: SourceFile,
): Record<string, string> {
  const required = requiredModules(script);
  if (required === undefined) return {};
  const names: Record<string, string> = {};
  for (const statement of source.statements) {
    if (ts.isImportDeclaration(statement))
      Object.assign(names, importedNames(statement, required));
    if (
      ts.isVariableStatement(statement) &&
      hasModifier(statement, ts.SyntaxKind.ExportKeyword)
    )
      for (const { name } of statement.declarationList.declarations)
        for (const { text } of boundNames(name))
          names[text] = `exports.${text}`;
  }
  return names;
}

/** From a specifier to the variables that hold what it gives, in order; undefined where the script is no module. */
function requiredModules(
  script: SourceFile,
): Map<string, string[]> | undefined {
  const [wrapper] = script.statements;
  if (
    wrapper === undefined ||
    !/^\((async )?\([\w$]+, exports, require\b/.test(wrapper.getText())
  )
    return undefined;
  const required = new Map<string, string[]>();
  const pattern =
    /\bconst ([\w$]+) = (?:__import\w+\()?require\("((?:[^"\\]|\\.)*)"\)/g;
  for (const [, variable = "", specifier = ""] of script.text.matchAll(pattern))
    required.set(specifier, [...(required.get(specifier) ?? []), variable]);
  return required;
}

function importedNames(
  { importClause, moduleSpecifier }: ImportDeclaration,
  required: Map<string, string[]>,
): Record<string, string> {
  if (importClause === undefined || !ts.isStringLiteral(moduleSpecifier))
    return {};
  const variable = required.get(moduleSpecifier.text)?.shift();
  if (variable === undefined) return {};
  const names: Record<string, string> = {};
  const { name, namedBindings } = importClause;
  if (name !== undefined) names[name.text] = `${variable}.default`;
  if (namedBindings === undefined) return names;
  if (ts.isNamespaceImport(namedBindings))
    names[namedBindings.name.text] = variable;
  else
    for (const { name: local, propertyName } of namedBindings.elements)
      names[local.text] = `${variable}.${(propertyName ?? local).text}`;
  return names;
}
