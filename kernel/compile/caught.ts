/** Whether an error thrown at a place is caught by what the user wrote around it. */
import type { Node, SourceFile, TryStatement } from "typescript";
import { parse } from "./parse.js";
import { ts } from "./ts.js";

/** Whether an error that is thrown or rejected at line and column (from 0) is caught in the same function. */
export function isCaught(code: string, line: number, column: number): boolean {
  const source = parsed(code);
  const lines = source.getLineStarts();
  const at = (lines[line] ?? source.end) + column;
  let node: Node = innermost(source, Math.min(at, source.end));
  while (!ts.isSourceFile(node)) {
    const { parent }: { parent: Node } = node;
    if (ts.isFunctionLike(node)) return false;
    if (ts.isTryStatement(parent) && catches(parent, node)) return true;
    if (isReceiverOfCatch(node)) return true;
    node = parent;
  }
  return false;
}

/** The text that was asked about last: an error of the library is asked about once for each frame. */
let latest: { code: string; source: SourceFile } | undefined;

function parsed(code: string): SourceFile {
  if (latest?.code !== code) {
    const source = parse("source.ts", code);
    latest = { code, source };
  }
  return latest.source;
}

function catches(statement: TryStatement, part: Node): boolean {
  return statement.catchClause !== undefined && statement.tryBlock === part;
}

/** `node.catch(…)` or `node.then(…, …)`. */
function isReceiverOfCatch(node: Node): boolean {
  const { parent } = node;
  if (!ts.isPropertyAccessExpression(parent) || parent.expression !== node)
    return false;
  const call = parent.parent;
  if (!ts.isCallExpression(call) || call.expression !== parent) return false;
  const { text } = parent.name;
  return text === "catch" || (text === "then" && call.arguments.length > 1);
}

function innermost(source: SourceFile, at: number): Node {
  let found: Node = source;
  const visit = (node: Node): void => {
    if (node.getStart(source) > at || node.end <= at) return;
    found = node;
    ts.forEachChild(node, visit);
  };
  ts.forEachChild(source, visit);
  return found;
}
