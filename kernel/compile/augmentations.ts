/** What a cell adds to declarations that are not its own: `declare global { … }` and `declare module "x" { … }`. */
import type {
  ModuleDeclaration,
  Node,
  SourceFile,
  Statement,
} from "typescript";
import { ts } from "./ts.js";

/** One declaration of an augmentation, within the words that it stands in. */
export interface Augmentation {
  readonly text: string;
  /** What it declares, each as its path: `global Array last`. */
  readonly names: ReadonlySet<string>;
  /** Every identifier in it, whatever it means. */
  readonly identifiers: ReadonlySet<string>;
}

/** Divides a file into the augmentations at its top and the rest, whose positions stay what they were. */
export function takeAugmentations(source: SourceFile): {
  augmentations: Augmentation[];
  rest: string;
} {
  const augmentations: Augmentation[] = [];
  let rest = source.text;
  for (const statement of source.statements.filter(isAugmentation)) {
    const [start, end] = [statement.getStart(source), statement.end];
    rest = rest.slice(0, start) + " ".repeat(end - start) + rest.slice(end);
    augmentations.push(...declarationsIn(statement));
  }
  return { augmentations, rest };
}

function declarationsIn(statement: ModuleDeclaration): Augmentation[] {
  const name = statement.name.getText();
  const opening =
    name === "global" ? "declare global" : `declare module ${name}`;
  return (membersOf(statement) ?? []).map((declaration) => {
    const names = new Set<string>();
    const identifiers = new Set<string>();
    note(declaration, name, names);
    noteIdentifiers(declaration, identifiers);
    const text = `${opening} { ${declaration.getText()} }`;
    return { text, names, identifiers };
  });
}

/** Whether the statement is one of them. */
export function isAugmentation(
  statement: Statement,
): statement is ModuleDeclaration {
  return (
    ts.isModuleDeclaration(statement) &&
    (ts.isStringLiteral(statement.name) ||
      (statement.flags & ts.NodeFlags.GlobalAugmentation) !== 0)
  );
}

/** Notes the paths of what is declared in the node; a member or a variable has no more inside. */
function note(node: Node, path: string, names: Set<string>): void {
  if (ts.isVariableStatement(node)) {
    for (const declaration of node.declarationList.declarations)
      names.add(`${path} ${declaration.name.getText()}`);
    return;
  }
  const inner = membersOf(node);
  const name = "name" in node ? (node.name as Node).getText() : "";
  if (inner === undefined) names.add(`${path} ${name}`);
  else for (const member of inner) note(member, `${path} ${name}`, names);
}

function membersOf(node: Node): readonly Node[] | undefined {
  if (ts.isInterfaceDeclaration(node)) return node.members;
  if (!ts.isModuleDeclaration(node) || node.body === undefined)
    return undefined;
  return ts.isModuleBlock(node.body) ? node.body.statements : [node.body];
}

function noteIdentifiers(node: Node, identifiers: Set<string>): void {
  if (ts.isIdentifier(node)) identifiers.add(node.text);
  ts.forEachChild(node, (child) => {
    noteIdentifiers(child, identifiers);
  });
}
