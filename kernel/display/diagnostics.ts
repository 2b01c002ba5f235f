import type { CellDiagnostic, RefusedCell } from "../compile/protocol.js";
import type { Failure } from "../run/channel.js";
import { codeFrame, paint } from "./frame.js";

/** How many of a cell's errors are shown; one wrong name easily causes dozens. */
const most = 5;

/** One message of the compiler: `TS2322 at Cell [3]:1:7`, what it says, and where. */
export function formatDiagnostic(
  diagnostic: CellDiagnostic,
  label: string,
  source: string,
): string {
  const { code, message, line, column, length } = diagnostic;
  const place = paint.cyan(`${label}:${line}:${column}`);
  const head = code === "" ? place : `${paint.bold(code)} at ${place}`;
  return `${head}\n${message}\n\n${codeFrame(source, line, column, length)}`;
}

/** The first few messages of many, one below the other. */
export function formatDiagnostics(
  diagnostics: readonly CellDiagnostic[],
  label: string,
  source: string,
): string {
  const shown = diagnostics
    .slice(0, most)
    .map((diagnostic) => formatDiagnostic(diagnostic, label, source));
  const rest = diagnostics.length - shown.length;
  if (rest > 0) shown.push(paint.dim(`… and ${rest} more`));
  return shown.join("\n\n");
}

/** What a cell that must not run reports. */
export function refusal(
  refused: RefusedCell,
  label: string,
  source: string,
): Failure {
  const [first] = refused.diagnostics;
  const evalue =
    first === undefined
      ? "the cell was refused"
      : `${first.code} ${first.message} (${label}:${first.line}:${first.column})`;
  const told = formatDiagnostics(refused.diagnostics, label, source);
  return {
    ename: refused.kind,
    evalue: evalue.trim(),
    traceback: [paint.red(refused.kind), ...told.split("\n")],
  };
}
