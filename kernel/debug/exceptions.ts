import type { Debugger as Cdp } from "node:inspector";
import type { DebugCompiler, Spot } from "../compile/protocol.js";
import { spotOf, type Frame } from "./frames.js";
import type { Inspector } from "./inspector.js";
import type { Units } from "./units.js";

/** Which exceptions stop a cell, as clients choose: DAP's filters. */
export type ExceptionFilter = "caught" | "uncaught";

export const exceptionFilters = [
  {
    filter: "uncaught",
    label: "Uncaught exceptions",
    description: "Stop where an error is thrown that nothing catches",
    default: false,
  },
  {
    filter: "caught",
    label: "Caught exceptions",
    description: "Stop where an error is thrown that your code catches",
    default: false,
  },
] as const;

/**
 * Decides which exceptions are worth a stop. The kernel itself catches what a cell throws, so V8 takes every exception
 * for caught: what counts is whether something that the user wrote catches it, and that is read from the sources.
 */
export class Exceptions {
  readonly #inspector: Inspector;
  readonly #compiler: DebugCompiler;
  readonly #units: Units;
  #filters = new Set<string>();
  /** What is known of places already: the same ones throw again and again. */
  readonly #caught = new Map<string, Promise<boolean>>();

  constructor(inspector: Inspector, compiler: DebugCompiler, units: Units) {
    this.#inspector = inspector;
    this.#compiler = compiler;
    this.#units = units;
  }

  async choose(filters: readonly string[]): Promise<void> {
    this.#filters = new Set(filters);
    await this.apply();
  }

  /** Tells V8 what was chosen. */
  async apply(): Promise<void> {
    const state = this.#filters.size > 0 ? "all" : "none";
    await this.#inspector.post("Debugger.setPauseOnExceptions", { state });
  }

  clear(): void {
    this.#filters.clear();
    this.#caught.clear();
  }

  /** Whether to stop; the word by which `exceptionInfo` calls it where so. */
  async verdict(
    params: Cdp.PausedEventDataType,
    visible: readonly Frame[],
  ): Promise<ExceptionFilter | undefined> {
    const [innermost] = visible;
    if (innermost === undefined) return undefined;
    const catcher = await this.#catcher(params, visible);
    // What the kernel's own code throws and catches is nobody's business.
    if (catcher === "hidden") return undefined;
    const kind = catcher === "user" ? "caught" : "uncaught";
    return this.#filters.has(kind) ? kind : undefined;
  }

  /** Who catches it: the user's code, code that no client sees, or nobody above the kernel's loop. */
  async #catcher(
    { callFrames }: Cdp.PausedEventDataType,
    visible: readonly Frame[],
  ): Promise<"user" | "hidden" | undefined> {
    const seen = new Map(visible.map((frame) => [frame.call, frame]));
    const outermost = callFrames.findLastIndex((call) => seen.has(call));
    for (const call of callFrames.slice(0, outermost + 1)) {
      const frame = seen.get(call);
      if (frame?.unit !== undefined) {
        if (await this.#isCaught(frame.path, frame.unit.code, frame.spot))
          return "user";
        continue;
      }
      const { scriptId } = call.location;
      const isCaught = await this.#isCaughtInScript(
        scriptId,
        spotOf(call.location),
      );
      if (isCaught) return frame === undefined ? "hidden" : "user";
    }
    for (const { call, unit, path, spot } of visible)
      if (call === undefined && unit !== undefined)
        if (await this.#isCaught(path, unit.code, spot)) return "user";
    return undefined;
  }

  async #isCaughtInScript(scriptId: string, spot: Spot): Promise<boolean> {
    // Of a cell's own script only hidden parts come here: they let everything through.
    if (this.#units.of(scriptId) !== undefined) return false;
    const key = `${scriptId}:${spot.line}:${spot.column}`;
    return this.#remember(key, async () => {
      const code = await this.#units.sourceOf(scriptId);
      return this.#compiler.isCaught(code, spot.line, spot.column);
    });
  }

  #isCaught(path: string, code: string, spot: Spot): Promise<boolean> {
    const key = `${path}:${spot.line}:${spot.column}`;
    return this.#remember(key, () =>
      this.#compiler.isCaught(code, spot.line, spot.column),
    );
  }

  #remember(key: string, find: () => Promise<boolean>): Promise<boolean> {
    const known = this.#caught.get(key);
    if (known !== undefined) return known;
    const found = find();
    this.#caught.set(key, found);
    return found;
  }
}
