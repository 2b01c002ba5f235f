import { types } from "node:util";
import type { Failure } from "../run/channel.js";
import { codeFrame, paint } from "./frame.js";
import { cut, describe, messageOf } from "./text.js";

/** Where a line of a stack stands. */
interface Place {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** Finds the text that errors quote: of a cell by its label, of a module by its path. */
export type SourceOf = (file: string) => string | undefined;

const mostFrames = 12;
const mostCauses = 5;
const longestMessage = 10_000;

/** What iopub reports of a thrown value: its name, its message, and a traceback that names the cell. */
export function toFailure(thrown: unknown, sourceOf: SourceOf): Failure {
  try {
    return {
      ename: nameOf(thrown),
      evalue: cut(valueOf(thrown), longestMessage),
      traceback: formatError(thrown, sourceOf).split("\n"),
    };
  } catch (error) {
    const evalue = `the thrown value cannot be shown: ${messageOf(error)}`;
    return { ename: "Error", evalue, traceback: [evalue] };
  }
}

/** The traceback as text: message, quoted code, stack, and the same of its causes. */
export function formatError(thrown: unknown, sourceOf: SourceOf): string {
  const parts: string[] = [];
  let current: unknown = thrown;
  for (let depth = 0; depth < mostCauses; depth++) {
    parts.push(formatOne(current, sourceOf));
    if (!isError(current) || current.cause === undefined) break;
    current = current.cause;
    parts.push(paint.dim("caused by"));
  }
  return parts.join("\n\n");
}

function formatOne(thrown: unknown, sourceOf: SourceOf): string {
  const head = `${paint.red(paint.bold(nameOf(thrown)))}: ${cut(valueOf(thrown), longestMessage)}`;
  const frames = isError(thrown) ? framesOf(thrown) : [];
  const parts = [head];
  const quoted = quote(frames, sourceOf);
  if (quoted !== undefined) parts.push("", quoted);
  if (frames.length > 0)
    parts.push("", ...frames.slice(0, mostFrames).map((f) => paint.dim(f)));
  const hidden = frames.length - mostFrames;
  if (hidden > 0) parts.push(paint.dim(`    … ${hidden} more`));
  if (thrown instanceof AggregateError)
    for (const error of thrown.errors.slice(0, mostCauses) as unknown[])
      parts.push("", formatOne(error, sourceOf));
  return parts.join("\n");
}

function isError(value: unknown): value is Error {
  return types.isNativeError(value) || value instanceof Error;
}

/** A class of the user's that extends Error without naming itself goes by its own name. */
function nameOf(thrown: unknown): string {
  if (!isError(thrown)) return "Uncaught";
  const name: unknown = thrown.name;
  if (typeof name === "string" && name !== "Error" && name !== "") return name;
  const made: unknown = (thrown.constructor as { name?: unknown } | undefined)
    ?.name;
  return typeof made === "string" && made !== "" ? made : "Error";
}

function valueOf(thrown: unknown): string {
  return isError(thrown) ? messageOf(thrown) : describe(thrown);
}

/** The lines of a stack that are the user's: the kernel's own and Node's inner ones say nothing to him. */
function framesOf(error: Error): string[] {
  const stack = stackOf(error);
  if (typeof stack !== "string") return [];
  return stack
    .split("\n")
    .filter((line) => /^\s+at /.test(line) && !/[( ]node:/.test(line));
}

/** The stack is written when it is first read, from a message that may throw. */
function stackOf(error: Error): unknown {
  try {
    return error.stack;
  } catch {
    return undefined;
  }
}

function quote(
  frames: readonly string[],
  sourceOf: SourceOf,
): string | undefined {
  for (const frame of frames) {
    const place = placeOf(frame);
    const source = place && sourceOf(place.file);
    if (place !== undefined && source !== undefined)
      return codeFrame(source, place.line, place.column);
  }
  return undefined;
}

/** `    at f (Cell [3]:6:20)` → where. */
export function placeOf(frame: string): Place | undefined {
  const found =
    /(?:\(|at (?:async )?)([^()]*|Cell \[.*?\]):(\d+):(\d+)\)?$/.exec(frame);
  const [, file, line, column] = found ?? [];
  if (file === undefined || line === undefined || column === undefined)
    return undefined;
  return { file, line: Number(line), column: Number(column) };
}
