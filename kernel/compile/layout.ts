/**
 * What a debugger must know of a compiled text that its source map does not say: where execution can be stopped, which
 * parts of the script nobody wrote, and what a module's imports are called in it.
 */
import type {
  ArrowFunction,
  CallExpression,
  Expression,
  FunctionLikeDeclaration,
  Node,
  SourceFile,
  Statement,
} from "typescript";
import { moduleNames } from "./module-names.js";
import type { Layout, Span, Stop } from "./protocol.js";
import { parse } from "./parse.js";
import { ts } from "./ts.js";

/** The runtime's functions whose arguments after the first are made by the compiler: twins and adjoints. */
const TWINNING = new Set(["fn", "methods", "class", "methodsOf"]);

/** The layout of what the user wrote and, where it is compiled already, of its script. */
export function layoutOf(code: string, js?: string): Layout {
  const source = parse("source.ts", code);
  const stops = stopsOf(source, []);
  if (js === undefined)
    return { stops, scriptStops: [], hidden: [], names: {} };
  const script = parse("script.js", js);
  const hidden = hiddenSpans(script);
  return {
    stops,
    scriptStops: stopsOf(script, hidden),
    hidden,
    names: moduleNames(source, script),
  };
}

/** Every place where V8 stops: statements, bodies of arrow functions, and calls inside a statement of many lines. */
function stopsOf(source: SourceFile, without: readonly Span[]): Stop[] {
  const stops: Stop[] = [];
  const add = (at: number, kind: Stop["kind"]): void => {
    const place = placeOf(source, at);
    if (!without.some((span) => isWithin(place, span)))
      stops.push({ ...place, kind });
  };
  const visit = (node: Node): void => {
    if (isExecuted(node)) add(node.getStart(source), kindOf(node));
    else if (ts.isCallExpression(node)) add(calleeStart(node, source), "call");
    if (hasExpressionBody(node)) {
      const kind = isNamed(node) ? "entry" : "statement";
      add(node.body.getStart(source), kind);
    }
    ts.forEachChild(node, visit);
  };
  ts.forEachChild(source, visit);
  return stops.sort((a, b) => a.line - b.line || a.column - b.column);
}

/** Whether something happens at the node when it is reached. */
function isExecuted(node: Node): boolean {
  if (ts.isPropertyDeclaration(node)) return node.initializer !== undefined;
  if (!isStatement(node) || isDeclared(node)) return false;
  if (ts.isVariableStatement(node))
    return node.declarationList.declarations.some((d) => d.initializer);
  return !(
    ts.isBlock(node) ||
    ts.isEmptyStatement(node) ||
    ts.isTryStatement(node) ||
    ts.isLabeledStatement(node) ||
    ts.isFunctionDeclaration(node) ||
    ts.isClassDeclaration(node) ||
    ts.isEnumDeclaration(node) ||
    ts.isModuleDeclaration(node) ||
    ts.isInterfaceDeclaration(node) ||
    ts.isTypeAliasDeclaration(node) ||
    ts.isExportDeclaration(node) ||
    isTypeImport(node)
  );
}

function isStatement(node: Node): node is Statement {
  const { FirstStatement, LastStatement } = ts.SyntaxKind;
  return (
    (node.kind >= FirstStatement && node.kind <= LastStatement) ||
    ts.isImportDeclaration(node) ||
    ts.isExportAssignment(node)
  );
}

function isDeclared(node: Node): boolean {
  return (
    ts.canHaveModifiers(node) &&
    (ts
      .getModifiers(node)
      ?.some((m) => m.kind === ts.SyntaxKind.DeclareKeyword) ??
      false)
  );
}

function isTypeImport(node: Node): boolean {
  return (
    ts.isImportDeclaration(node) &&
    node.importClause?.phaseModifier === ts.SyntaxKind.TypeKeyword
  );
}

/** The first statement of a function that has a name is where one stops who asks for the function's own line. */
function kindOf(node: Node): Stop["kind"] {
  const block = node.parent;
  if (!ts.isBlock(block) || block.statements[0] !== node) return "statement";
  return ts.isFunctionLike(block.parent) &&
    isNamed(block.parent as FunctionLikeDeclaration)
    ? "entry"
    : "statement";
}

/** Whether the function stands by itself under a name, not as an argument of a call. */
function isNamed(node: FunctionLikeDeclaration): boolean {
  if (!ts.isArrowFunction(node) && !ts.isFunctionExpression(node)) return true;
  const { parent } = node;
  return (
    ts.isVariableDeclaration(parent) ||
    ts.isPropertyAssignment(parent) ||
    ts.isPropertyDeclaration(parent) ||
    ts.isBinaryExpression(parent)
  );
}

function hasExpressionBody(
  node: Node,
): node is ArrowFunction & { body: Expression } {
  return ts.isArrowFunction(node) && !ts.isBlock(node.body);
}

function calleeStart(node: CallExpression, source: SourceFile): number {
  const { expression } = node;
  return ts.isPropertyAccessExpression(expression)
    ? expression.name.getStart(source)
    : expression.getStart(source);
}

/** The parts of a script that run for the kernel's purposes alone. */
function hiddenSpans(script: SourceFile): Span[] {
  const spans: Span[] = [];
  const add = (node: Node): void => {
    const start = placeOf(script, node.getStart(script));
    spans.push({ start, end: placeOf(script, node.end) });
  };
  const visit = (node: Node): void => {
    if (isGlue(node)) {
      add(node);
      return;
    }
    if (isTwinning(node)) {
      const [plain, ...made] = node.arguments;
      made.forEach(add);
      if (plain !== undefined) visit(plain);
      return;
    }
    ts.forEachChild(node, visit);
  };
  ts.forEachChild(script, visit);
  return spans;
}

function isTwinning(node: Node): node is CallExpression {
  return (
    ts.isCallExpression(node) &&
    ts.isPropertyAccessExpression(node.expression) &&
    ts.isIdentifier(node.expression.expression) &&
    node.expression.expression.text === "$" &&
    TWINNING.has(node.expression.name.text)
  );
}

/** Statements that attach twins, and those that TypeScript puts in front of a CommonJS module. */
function isGlue(node: Node): boolean {
  if (ts.isClassStaticBlockDeclaration(node)) {
    const [only] = node.body.statements;
    return only !== undefined && isGlue(only);
  }
  if (!ts.isExpressionStatement(node)) return false;
  const { expression } = node;
  if (isTwinning(expression)) {
    const [plain] = expression.arguments;
    return plain !== undefined && !ts.isFunctionLike(plain);
  }
  const text = node.getText();
  return (
    text.startsWith('Object.defineProperty(exports, "__esModule"') ||
    /^(exports\.[\w$]+ = )+(void 0|\w+);$/.test(text)
  );
}

function placeOf(
  source: SourceFile,
  at: number,
): { line: number; column: number } {
  const { line, character } = source.getLineAndCharacterOfPosition(at);
  return { line, column: character };
}

function isWithin(
  place: { line: number; column: number },
  { start, end }: Span,
): boolean {
  const isAfter =
    place.line > start.line ||
    (place.line === start.line && place.column >= start.column);
  const isBefore =
    place.line < end.line ||
    (place.line === end.line && place.column < end.column);
  return isAfter && isBefore;
}
