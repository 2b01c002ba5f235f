import { types } from "node:util";
import type { Failure } from "../run/channel.js";
import { KeptError } from "../run/intrinsics.js";
import { codeFrame, paint } from "./frame.js";
import { cut, describe, messageOf } from "./text.js";

const { isNativeError } = types;
const KeptAggregate = AggregateError;

/** Where a line of a stack stands. */
interface Place {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** Finds the text that errors quote: of a cell by its label, of a module by its path. */
export type SourceOf = (file: string) => string | undefined;

const mostFrames = 12;
const mostErrors = 10;
const longestMessage = 10_000;
const longestProperties = 1_000;
const longestName = 200;

/** What iopub reports of a thrown value: its name, its message, and a traceback that names the cell. */
export function toFailure(thrown: unknown, sourceOf: SourceOf): Failure {
  try {
    return {
      ename: cut(nameOf(thrown), longestName),
      evalue: cut(valueOf(thrown), longestMessage),
      traceback: formatError(thrown, sourceOf).split("\n"),
    };
  } catch (error) {
    return barely(thrown, error);
  }
}

/** The least that can be said of an error, where saying more has failed: a cell may have broken what that takes. */
function barely(thrown: unknown, error: unknown): Failure {
  const why = `no more can be shown of it: ${messageOf(error)}`;
  try {
    const ename = nameOf(thrown);
    const evalue = isError(thrown) ? messageOf(thrown) : "";
    return { ename, evalue, traceback: [`${ename}: ${evalue}`, why] };
  } catch {
    return { ename: "Error", evalue: why, traceback: [why] };
  }
}

/** The traceback as text: message, quoted code, stack, and the same of its causes. */
export function formatError(thrown: unknown, sourceOf: SourceOf): string {
  return formatAll(thrown, sourceOf, new Set()).join("\n\n");
}

/** The error and those that led to it, in the order in which a person asks for them; each once. */
function formatAll(
  thrown: unknown,
  sourceOf: SourceOf,
  seen: Set<unknown>,
): string[] {
  if (seen.has(thrown)) return [`${headOf(thrown)} ${paint.dim("(as above)")}`];
  if (seen.size >= mostErrors) return [paint.dim("… and more")];
  const parts = [formatOne(thrown, sourceOf)];
  if (!isError(thrown)) return parts;
  seen.add(thrown);
  const errors = thrown instanceof KeptAggregate ? thrown.errors : [];
  for (const [index, error] of errors.slice(0, mostErrors).entries()) {
    parts.push(paint.dim(`error ${index + 1} of ${errors.length}`));
    parts.push(...formatAll(error, sourceOf, seen));
  }
  if (thrown.cause === undefined) return parts;
  const cause = formatAll(thrown.cause, sourceOf, seen);
  return [...parts, paint.dim("caused by"), ...cause];
}

function formatOne(thrown: unknown, sourceOf: SourceOf): string {
  const parts = [headOf(thrown)];
  if (!isError(thrown)) return parts.join("\n");
  const frames = framesOf(thrown);
  const quoted = quote(frames, sourceOf);
  if (quoted !== undefined) parts.push("", quoted);
  if (frames.length > 0)
    parts.push("", ...frames.slice(0, mostFrames).map(coloured));
  const hidden = frames.length - mostFrames;
  if (hidden > 0) parts.push(paint.dim(`    … ${hidden} more`));
  const more = propertiesOf(thrown);
  if (more !== undefined) parts.push("", more);
  return parts.join("\n");
}

function headOf(thrown: unknown): string {
  const name = paint.red(paint.bold(cut(nameOf(thrown), longestName)));
  return `${name}: ${cut(valueOf(thrown), longestMessage)}`;
}

/** What of an error is told anyway. */
const told = new Set(["message", "stack", "name", "cause", "errors"]);

/** What an error says beside its message, as `code` and `path` of Node's. */
function propertiesOf(error: Error): string | undefined {
  try {
    const more = Object.entries(error).filter(([key]) => !told.has(key));
    if (more.length === 0) return undefined;
    return cut(describe(Object.fromEntries(more)), longestProperties);
  } catch {
    return undefined;
  }
}

/** A line of a stack with its place in colours. */
function coloured(frame: string): string {
  const place = placeOf(frame);
  if (place === undefined) return paint.dim(frame);
  const { file, line, column } = place;
  const at = frame.lastIndexOf(`${file}:${line}:${column}`);
  const end = at + file.length;
  const rest = `${paint.green(`:${line}:${column}`)}${frame.endsWith(")") ? ")" : ""}`;
  return frame.slice(0, at) + paint.cyan(frame.slice(at, end)) + rest;
}

function isError(value: unknown): value is Error {
  return isNativeError(value) || value instanceof KeptError;
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
