import type { Debugger as Cdp } from "node:inspector";
import type { Frames } from "./frames.js";
import { isBefore, spotOf } from "./frames.js";
import type { Units } from "./units.js";

/** What a client may ask for. */
export type StepKind = "stepOver" | "stepInto" | "stepOut";

/** What V8 is told to do next; `stop` is to show the place to the client. */
export type Move = StepKind | "resume" | "stop";

/** How often V8 steps into code that nobody sees, on its way to a function of the user's that is called from there. */
const patience = 50;
/** How often V8 steps altogether for one step of the client's. */
const mostMoves = 2000;

/** Where a step started. */
interface Start {
  readonly depth: number;
  readonly statement: number;
  readonly place: string;
}

/**
 * One step of the client's, in as many of V8's as it takes: V8 stops several times in a statement, in code that stands
 * for nothing the user wrote, and in Node's own files, which cannot be blackboxed.
 */
export class Step {
  readonly #units: Units;
  readonly #frames: Frames;
  readonly #kind: StepKind;
  readonly #start: Start;
  #moves = 0;
  #unseen = 0;

  private constructor(
    units: Units,
    frames: Frames,
    kind: StepKind,
    start: Start,
  ) {
    this.#units = units;
    this.#frames = frames;
    this.#kind = kind;
    this.#start = start;
  }

  static async from(
    units: Units,
    frames: Frames,
    kind: StepKind,
    { callFrames }: Cdp.PausedEventDataType,
  ): Promise<{ step: Step; move: StepKind }> {
    const [top] = callFrames;
    const start = await startOf(units, callFrames);
    const step = new Step(units, frames, kind, start);
    // Where an exception stopped it inside the library, the way goes out to the user's code first.
    const isSeen = top !== undefined && (await frames.see(top)) !== undefined;
    return { step, move: isSeen ? kind : "stepOut" };
  }

  /** Where to go from here. */
  async next(
    { callFrames }: Cdp.PausedEventDataType,
    anySeen: boolean,
  ): Promise<Move> {
    // The cell has ended: V8 would go on stepping into whatever runs next.
    if (!anySeen || ++this.#moves > mostMoves) return "resume";
    const [top] = callFrames;
    if (top === undefined) return "resume";
    if ((await this.#frames.see(top)) === undefined) {
      const goesOn = this.#kind === "stepInto" && ++this.#unseen < patience;
      return goesOn && !this.#isTwin(top) ? "stepInto" : "stepOut";
    }
    if (await this.#frames.isBetween(top)) return this.#inside();
    if (this.#kind === "stepOut") return "stop";
    const here = await startOf(this.#units, callFrames);
    const { depth, statement, place } = this.#start;
    // The same statement once more, from its start, is another turn of a loop.
    const isSame =
      here.depth === depth &&
      here.statement === statement &&
      here.place !== place;
    return isSame ? this.#inside() : "stop";
  }

  #isTwin({ location }: Cdp.CallFrame): boolean {
    return this.#units.of(location.scriptId) !== undefined;
  }

  #inside(): StepKind {
    return this.#kind === "stepInto" ? "stepInto" : "stepOver";
  }
}

async function startOf(
  units: Units,
  callFrames: readonly Cdp.CallFrame[],
): Promise<Start> {
  const [top] = callFrames;
  if (top === undefined) return { depth: 0, statement: -1, place: "" };
  const { location } = top;
  const spot = spotOf(location);
  const layout = await units.of(location.scriptId)?.layout();
  const statements =
    layout?.scriptStops.filter(({ kind }) => kind !== "call") ?? [];
  return {
    // Behind an await the kernel's own frames are gone from below.
    depth: callFrames.filter((call) => units.isVisible(call.location.scriptId))
      .length,
    // Elsewhere lines are the statements.
    statement:
      layout === undefined
        ? spot.line
        : statements.findLastIndex((stop) => !isBefore(spot, stop)),
    place: `${spot.line}:${spot.column}`,
  };
}
