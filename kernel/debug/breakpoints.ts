import type { DebugProtocol } from "@vscode/debugprotocol";
import type { Debugger as Cdp } from "node:inspector";
import type { DebugCompiler, Layout, Stop } from "../compile/protocol.js";
import type { Inspector } from "./inspector.js";
import { debuggee } from "./main.js";
import type { Unit, Units } from "./units.js";

/** A breakpoint as it was asked for, and what V8 calls the places where it is set. */
interface Breakpoint {
  readonly id: number;
  readonly path: string;
  readonly wanted: DebugProtocol.SourceBreakpoint;
  readonly placed: string[];
}

/** The breakpoints of all sources, those of cells that have not run among them. */
export class Breakpoints {
  readonly #inspector: Inspector;
  readonly #compiler: DebugCompiler;
  readonly #units: Units;
  readonly #byPath = new Map<string, Breakpoint[]>();
  /** The texts of cells that a client has told of, by their path. */
  readonly #dumped = new Map<string, string>();
  #last = 0;
  /** V8's name of the breakpoint at the start of a cell. */
  #first: string | undefined;

  constructor(inspector: Inspector, compiler: DebugCompiler, units: Units) {
    this.#inspector = inspector;
    this.#compiler = compiler;
    this.#units = units;
  }

  /** Takes the text of a cell that may not have run yet. */
  dump(path: string, code: string): void {
    this.#dumped.delete(path);
    this.#dumped.set(path, code);
    // A front end dumps a cell at every change of it.
    for (const old of this.#dumped.keys()) {
      if (this.#dumped.size <= mostDumped) break;
      if (!this.#byPath.has(old)) this.#dumped.delete(old);
    }
  }

  /** What the user wrote in a cell or module, as far as it is known. */
  codeAt(path: string): string | undefined {
    return this.#units.at(path).at(-1)?.code ?? this.#dumped.get(path);
  }

  /** Puts these in place of what the source had. */
  async set(
    path: string,
    wanted: readonly DebugProtocol.SourceBreakpoint[],
  ): Promise<DebugProtocol.Breakpoint[]> {
    await this.#remove(path);
    const breakpoints = wanted.map((each): Breakpoint => {
      return { id: ++this.#last, path, wanted: each, placed: [] };
    });
    if (breakpoints.length > 0) this.#byPath.set(path, breakpoints);
    const units = this.#units.at(path);
    for (const unit of units)
      for (const each of breakpoints) await this.#place(each, unit);
    const code = this.codeAt(path);
    if (code === undefined)
      return Promise.all(breakpoints.map((each) => this.#setForeign(each)));
    const { stops } = await this.#compiler.layout(code);
    return Promise.all(breakpoints.map((each) => this.#describe(each, stops)));
  }

  /** Sets the breakpoints of a cell or module that is about to run. */
  async bind(unit: Unit): Promise<void> {
    for (const each of this.#byPath.get(unit.path) ?? [])
      await this.#place(each, unit);
  }

  /** The numbers of the breakpoints that V8 has met. */
  met(hit: readonly string[]): number[] {
    return [...this.#byPath.values()]
      .flat()
      .filter(({ placed }) => placed.some((id) => hit.includes(id)))
      .map(({ id }) => id);
  }

  /** Stops at the first statement of a cell that is about to run, once. */
  async placeFirst(unit: Unit): Promise<void> {
    const { hash } = unit;
    const layout = await unit.layout();
    const [stop] = layout.stops;
    const spot = stop && (await scriptSpot(unit, layout, stop));
    if (hash === undefined || spot === undefined) return;
    this.#first = await this.#post({
      scriptHash: hash,
      lineNumber: spot.line,
      columnNumber: spot.column,
    });
  }

  /** Whether the first statement is what V8 has met; it is not met again. */
  async takeFirst(hit: readonly string[]): Promise<boolean> {
    const breakpointId = this.#first;
    if (breakpointId === undefined || !hit.includes(breakpointId)) return false;
    this.#first = undefined;
    await this.#inspector.post("Debugger.removeBreakpoint", { breakpointId });
    return true;
  }

  /** As `debugInfo` lists them. */
  list(): { source: string; breakpoints: DebugProtocol.SourceBreakpoint[] }[] {
    return [...this.#byPath].map(([source, breakpoints]) => ({
      source,
      breakpoints: breakpoints.map(({ wanted }) => wanted),
    }));
  }

  /** Forgets all of them; V8 forgets its own when the debugger is disabled. */
  clear(): void {
    this.#byPath.clear();
    this.#dumped.clear();
  }

  async #remove(path: string): Promise<void> {
    const old = this.#byPath.get(path) ?? [];
    this.#byPath.delete(path);
    for (const { placed } of old)
      for (const breakpointId of placed)
        await this.#inspector.post("Debugger.removeBreakpoint", {
          breakpointId,
        });
  }

  async #describe(
    { id, path, wanted }: Breakpoint,
    stops: readonly Stop[],
  ): Promise<DebugProtocol.Breakpoint> {
    const source = { path };
    const [first] = chosen(stops, wanted);
    const { line } = wanted;
    if (first === undefined) {
      const message = "there is nothing to stop at from this line on";
      return { id, verified: false, line, source, message };
    }
    const [unit] = this.#units.at(path);
    const condition = await this.#condition(
      { id, path, wanted, placed: [] },
      unit,
    );
    if (!condition.ok) {
      const { message } = condition;
      return { id, verified: false, line, source, message };
    }
    return { id, verified: true, line: first.line + 1, source };
  }

  /** Sets a breakpoint where the script of the unit has what stands in its line. */
  async #place(breakpoint: Breakpoint, unit: Unit): Promise<void> {
    const { hash } = unit;
    if (hash === undefined) return;
    const layout = await unit.layout();
    const condition = await this.#condition(breakpoint, unit);
    if (!condition.ok) return;
    for (const stop of chosen(layout.stops, breakpoint.wanted)) {
      const spot = await scriptSpot(unit, layout, stop);
      if (spot === undefined) continue;
      const id = await this.#post({
        scriptHash: hash,
        lineNumber: spot.line,
        columnNumber: spot.column,
        condition: condition.js,
      });
      if (id !== undefined) breakpoint.placed.push(id);
    }
  }

  /** In a file that is no TypeScript of the user's, lines are what they are. */
  async #setForeign(breakpoint: Breakpoint): Promise<DebugProtocol.Breakpoint> {
    const { id, path, wanted, placed } = breakpoint;
    const { line, column } = wanted;
    const source = { path };
    const script = this.#units.foreign().find(({ file }) => file === path);
    if (script === undefined) {
      const message = "this source has not been loaded yet";
      return { id, verified: false, line, source, message };
    }
    const condition = await this.#condition(breakpoint, undefined);
    if (!condition.ok)
      return { id, verified: false, line, source, message: condition.message };
    const set = await this.#post({
      url: script.url,
      lineNumber: line - 1,
      columnNumber: (column ?? 1) - 1,
      condition: condition.js,
    });
    if (set !== undefined) placed.push(set);
    return { id, verified: set !== undefined, line, source };
  }

  /** V8 has one breakpoint at a place: where two meet, the first one counts. */
  async #post(
    params: Cdp.SetBreakpointByUrlParameterType & { scriptHash?: string },
  ): Promise<string | undefined> {
    const set = await this.#inspector
      .post<Cdp.SetBreakpointByUrlReturnType>(
        "Debugger.setBreakpointByUrl",
        params,
      )
      .catch(() => undefined);
    return set?.breakpointId;
  }

  /** Condition, hit count and message of a logpoint as one expression that V8 evaluates at the place. */
  async #condition(
    { id, wanted }: Breakpoint,
    unit: Unit | undefined,
  ): Promise<{ ok: true; js: string } | { ok: false; message: string }> {
    const { condition, hitCondition, logMessage } = wanted;
    const parts: string[] = [];
    const names = unit?.isModule ? (await unit.layout()).names : undefined;
    const compile = async (code: string): Promise<string> => {
      const compiled = await this.#compiler.expression({ code, names });
      if (!compiled.ok) throw new SyntaxError(compiled.message);
      return `(${compiled.js})(${debuggee}.runtime)`;
    };
    try {
      if (condition) parts.push(await compile(condition));
      if (hitCondition)
        parts.push(`${debuggee}.reached(${id}, ${hitTest(hitCondition)})`);
      if (logMessage)
        parts.push(`${debuggee}.log([${await message(logMessage, compile)}])`);
    } catch (error) {
      return { ok: false, message: (error as Error).message };
    }
    return { ok: true, js: parts.join(" && ") };
  }
}

const mostDumped = 1000;

/** Where to stop who asks for a line: its first statement, or that of the next line that has one. */
export function chosen(
  stops: readonly Stop[],
  { line, column = 1 }: Pick<DebugProtocol.SourceBreakpoint, "line" | "column">,
): Stop[] {
  const asked = { line: line - 1, column: column - 1 };
  const first = stops.find(
    (stop) =>
      stop.line > asked.line ||
      (stop.line === asked.line && stop.column >= asked.column),
  );
  if (first === undefined) return [];
  // `const f = (x) => x + 1` is met where it is made and where it is called.
  const entries = stops.filter(
    (stop) =>
      stop !== first && stop.kind === "entry" && stop.line === first.line,
  );
  return column === 1 ? [first, ...entries] : [first];
}

/** The place in the script of what the user wrote at a stop. */
async function scriptSpot(
  unit: Unit,
  { scriptStops }: Layout,
  stop: Stop,
): Promise<Stop | undefined> {
  const positions = await unit.positions();
  let best: { column: number; stop: Stop } | undefined;
  for (const each of scriptStops) {
    const original = positions.original(each);
    if (original?.line !== stop.line || original.column < stop.column) continue;
    if (best === undefined || original.column < best.column)
      best = { column: original.column, stop: each };
  }
  return best?.stop;
}

/** `5`, `>= 5`, `% 2` … as a test of a count. */
function hitTest(text: string): string {
  const [, operator = "==", number] =
    /^\s*(==?=?|>=?|<=?|%)?\s*(\d+)\s*$/.exec(text) ?? [];
  if (number === undefined)
    throw new SyntaxError(
      `hit condition: write a number, or one after >, >=, <, <=, == or %, not ${text}`,
    );
  if (operator === "%") return `(count) => count % ${number} === 0`;
  const test = operator.startsWith("=") ? "===" : operator;
  return `(count) => count ${test} ${number}`;
}

/** The parts of `x is {x}`: texts, and expressions in braces. */
async function message(
  text: string,
  compile: (code: string) => Promise<string>,
): Promise<string> {
  const parts: string[] = [];
  for (const [i, part] of text.split(/\{([^{}]*)\}/).entries())
    parts.push(i % 2 === 0 ? JSON.stringify(part) : await compile(part));
  return parts.join(", ");
}
