/** Expressions that are evaluated beside a running cell: what a person types while it is paused, and conditions. */
import type { Identifier, Node, SourceFile } from "typescript";
import { readCell, syntaxErrors, type Cell } from "./cell.js";
import { isTaken } from "./names.js";
import type { AcceptedCell, ExpressionSource } from "./protocol.js";
import { ts } from "./ts.js";

/** Reads what is to be evaluated; a message where it cannot be. */
export function readExpression(
  { code, names }: ExpressionSource,
  file: string,
): Cell | string {
  const cell = readCell(substituted(preferObject(code), names), file);
  const [error] = syntaxErrors(cell.source);
  if (error !== undefined)
    return ts.flattenDiagnosticMessageText(error.messageText, "\n");
  if (cell.isAsync)
    return "await: nothing can be awaited here; evaluate the promise itself to see its state";
  return cell;
}

/**
 * Declarations for what the checker cannot know, or knows another of: the variables of the paused code. They are `any`,
 * so that operators ask the runtime.
 */
export function declareLocals(
  cell: Cell,
  { locals, names }: ExpressionSource,
): { text: string; isLocal: (name: string) => boolean } {
  const roots = Object.values(names ?? {}).map((path) => path.split(".")[0]);
  const isLocal = (name: string): boolean =>
    locals === undefined || locals.includes(name) || roots.includes(name);
  const declared = [...cell.identifiers].filter(
    (name) =>
      isLocal(name) &&
      !isTaken(name) &&
      !cell.declared.has(name) &&
      name !== "arguments",
  );
  const text = declared.map((name) => `declare let ${name}: any;`).join("");
  return { text, isLocal };
}

/** The script of a cell as an expression: a function that takes the runtime. */
export function asFunction(js: string): string {
  return js
    .replace(/^\s*"use strict";/, "")
    .trim()
    .replace(/;$/, "");
}

/** What later cells see of a name that no cell has declared. */
export function declarationOfAny(id: number, name: string): AcceptedCell {
  return {
    id,
    label: "",
    names: [[name, "variable"]],
    code: `let ${name}: any;`,
    text: `export declare let ${name}: any;`,
    captured: [],
    isSource: false,
  };
}

/** `{ a: 1 }` is meant as an object, as at every prompt. */
function preferObject(code: string): string {
  if (!code.trimStart().startsWith("{")) return code;
  const object = `(${code})`;
  const { source } = readCell(object, "expression.ts");
  return syntaxErrors(source).length === 0 ? object : code;
}

/** The code with the names of a module as its script has them. */
function substituted(
  code: string,
  names: Readonly<Record<string, string>> = {},
): string {
  if (Object.keys(names).length === 0) return code;
  const { source } = readCell(code, "expression.ts");
  let text = "";
  let at = 0;
  for (const id of references(source)) {
    const value = Object.hasOwn(names, id.text) ? names[id.text] : undefined;
    if (value === undefined) continue;
    const isShort = ts.isShorthandPropertyAssignment(id.parent);
    text += code.slice(at, id.getStart(source));
    text += isShort ? `${id.text}: ${value}` : value;
    at = id.end;
  }
  return text + code.slice(at);
}

/** The identifiers that mean a variable, in order. */
function references(source: SourceFile): Identifier[] {
  const found: Identifier[] = [];
  const visit = (node: Node): void => {
    if (ts.isIdentifier(node) && isReference(node)) found.push(node);
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

function isReference(id: Identifier): boolean {
  const { parent } = id;
  if (ts.isPropertyAccessExpression(parent)) return parent.name !== id;
  if (ts.isPropertyAssignment(parent)) return parent.name !== id;
  return !(ts.isBindingElement(parent) || ts.isParameter(parent));
}
