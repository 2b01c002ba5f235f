/**
 * Which of a cell's top-level variables may be locals of its script while it runs.
 *
 * A slot of `globalThis` costs a loop that writes it about ten times what a local does. Where no function can see the
 * variable, neither the cell's own nor one of an earlier cell, nobody can tell the two apart until the cell ends, waits,
 * or is stopped: then the value is written to the slot (`keeping.ts`).
 */
import type {
  Identifier,
  Node,
  Program,
  SourceFile,
  TypeChecker,
} from "typescript";
import { boundNames, declaredWith, hasModifier, type Cell } from "./cell.js";
import { isTopLevel, referenced } from "./rename.js";
import { isAssigned } from "./surroundings.js";
import { ts } from "./ts.js";

/** The variables of a cell that live in its script, by name. Empty where its loops use none. */
export interface Locals {
  readonly all: ReadonlySet<string>;
  /** Those whose value may change, so that it must be written back. */
  readonly kept: ReadonlySet<string>;
  /** Those declared by `var`, which have a value before their declaration. */
  readonly hoisted: ReadonlySet<string>;
  /** Those of earlier cells, whose value is brought in. */
  readonly earlier: ReadonlySet<string>;
}

export const noLocals: Locals = {
  all: new Set(),
  kept: new Set(),
  hoisted: new Set(),
  earlier: new Set(),
};

/** What the functions of a cell see, and what its loops use. */
interface Uses {
  /** Top-level names in functions, classes and namespaces; names that mean nothing are taken for such. */
  readonly captured: Set<string>;
  /** Names in loops that belong to no function. */
  readonly looped: Set<string>;
  /** Names in loops that await, which gain nothing from locals. */
  readonly awaited: Set<string>;
  readonly assigned: Set<string>;
}

export interface Surroundings {
  /** Names that functions of earlier cells see. */
  readonly captured: ReadonlySet<string>;
  /** Whether the name is a `let` or `var` of an earlier cell. */
  readonly isVariable: (name: string) => boolean;
  /** Whether the cell may have locals at all. */
  readonly areAllowed: boolean;
}

/** The names that functions of the cell see, and the variables that may be locals. The program has the cell as it is checked. */
export function findLocals(
  cell: Cell,
  program: Program | undefined,
  { captured, isVariable, areAllowed }: Surroundings,
): { captured: ReadonlySet<string>; locals: Locals } {
  const file = program?.getSourceFile(cell.source.fileName);
  if (program === undefined || file === undefined)
    throw new Error("internal: compiler: the cell is in no program");
  const uses = usesOf(cell, file, program.getTypeChecker());
  const found = { captured: uses.captured, locals: noLocals };
  if (!areAllowed || uses.looped.size === 0 || isReflective(cell)) return found;
  const { constants, lets, vars } = variablesOf(cell, file);
  const earlier = new Set<string>();
  const isHidden = (name: string): boolean =>
    uses.looped.has(name) && !uses.captured.has(name) && !captured.has(name);
  const isKept = (name: string): boolean =>
    isHidden(name) && !uses.awaited.has(name);
  for (const name of uses.assigned)
    if (!cell.declared.has(name) && isVariable(name) && isKept(name))
      earlier.add(name);
  const hoisted = new Set([...vars].filter(isKept));
  const kept = new Set([...[...lets].filter(isKept), ...hoisted, ...earlier]);
  const all = new Set([...[...constants].filter(isHidden), ...kept]);
  return { ...found, locals: { all, kept, hoisted, earlier } };
}

/** Whether the cell may reach its names otherwise than by writing them, or before they are set. */
function isReflective({ identifiers, code }: Cell): boolean {
  return (
    identifiers.has("eval") ||
    identifiers.has("globalThis") ||
    /@ts-|\bawait\s+using\b/.test(code)
  );
}

/** The variables that the cell declares at its top. */
function variablesOf(
  cell: Cell,
  file: SourceFile,
): { constants: Set<string>; lets: Set<string>; vars: Set<string> } {
  const constants = new Set<string>();
  const lets = new Set<string>();
  const vars = new Set(cell.nestedVars);
  for (const statement of file.statements) {
    if (statement.pos >= cell.code.length) break;
    if (!ts.isVariableStatement(statement)) continue;
    if (hasModifier(statement, ts.SyntaxKind.DeclareKeyword)) continue;
    const list = statement.declarationList;
    const word = declaredWith(list);
    const names = { const: constants, let: lets, var: vars }[word as "var"] as
      Set<string> | undefined;
    for (const { name } of list.declarations)
      for (const { text } of boundNames(name)) names?.add(text);
  }
  return { constants, lets, vars };
}

/** Where in the cell a node stands. */
interface Place {
  readonly inFunction: boolean;
  readonly inLoop: boolean;
  readonly inAwaiting: boolean;
}

function usesOf(cell: Cell, file: SourceFile, checker: TypeChecker): Uses {
  const uses: Uses = {
    captured: new Set(),
    looped: new Set(),
    awaited: new Set(),
    assigned: new Set(),
  };
  const note = (id: Identifier, place: Place): void => {
    if (!place.inFunction && !place.inLoop) return;
    const symbol = referenced(checker, id);
    if (symbol !== undefined && !isTopLevel(symbol, cell)) return;
    if (place.inFunction) {
      uses.captured.add(id.text);
      return;
    }
    uses.looped.add(id.text);
    if (place.inAwaiting) uses.awaited.add(id.text);
    if (isAssigned(ts, id)) uses.assigned.add(id.text);
  };
  const visit = (node: Node, place: Place): void => {
    if (ts.isIdentifier(node)) note(node, place);
    else {
      const inner = within(node, place);
      ts.forEachChild(node, (child) => {
        visit(child, inner);
      });
    }
  };
  const start = { inFunction: false, inLoop: false, inAwaiting: false };
  for (const statement of file.statements) {
    if (statement.pos >= cell.code.length) break;
    visit(statement, start);
  }
  return uses;
}

function within(node: Node, place: Place): Place {
  const isFunction =
    ts.isFunctionLike(node) ||
    ts.isClassLike(node) ||
    ts.isModuleDeclaration(node) ||
    ts.isEnumDeclaration(node);
  if (isFunction) return { ...place, inFunction: true };
  if (!ts.isIterationStatement(node, false)) return place;
  const inAwaiting = place.inAwaiting || awaits(node);
  return { ...place, inLoop: true, inAwaiting };
}

function awaits(node: Node): boolean {
  if (ts.isFunctionLike(node) || ts.isPropertyDeclaration(node)) return false;
  if (ts.isAwaitExpression(node)) return true;
  if (ts.isForOfStatement(node) && node.awaitModifier) return true;
  return ts.forEachChild(node, (child) => awaits(child) || undefined) ?? false;
}
