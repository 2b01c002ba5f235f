import type { DebugProtocol } from "@vscode/debugprotocol";
import type { Debugger as Cdp } from "node:inspector";
import type { Breakpoints } from "./breakpoints.js";
import type { Exceptions } from "./exceptions.js";
import type { Frame, Frames } from "./frames.js";
import type { Inspector, RemoteObject } from "./inspector.js";
import { Step, type Move, type StepKind } from "./steps.js";
import type { Unit, Units } from "./units.js";

/** Main has one thread of the user's. */
export const threadId = 1;

/** How soon after it went on a stop is the end of the same step, so that clients need not hear of it, in milliseconds. */
const brief = 100;

/** A stop that the client knows of. */
export interface Stopped {
  readonly params: Cdp.PausedEventDataType;
  readonly frames: readonly Frame[];
  readonly reason: string;
  /** The error that was thrown, where one was. */
  readonly exception?: RemoteObject | undefined;
  readonly isCaught?: boolean | undefined;
}

type Why = Pick<Stopped, "reason" | "exception" | "isCaught"> & {
  readonly text?: string | undefined;
  readonly hitBreakpointIds?: number[] | undefined;
};

/** What the holder works with. */
interface Tools {
  readonly inspector: Inspector;
  readonly units: Units;
  readonly frames: Frames;
  readonly breakpoints: Breakpoints;
  readonly exceptions: Exceptions;
  /** Lets go of what was listed at the stop before. */
  readonly forget: () => Promise<void>;
  readonly say: (event: string, body: object) => void;
}

/** Holds main where it shall stop, and lets it go on. */
export class Holder {
  readonly #tools: Tools;
  #stopped: Stopped | undefined;
  #step: Step | undefined;
  #isAsked = false;
  /** Says that it went on, unless it stops again at once. */
  #goingOn: NodeJS.Timeout | undefined;
  /** The end of what is being decided. */
  #deciding: Promise<void> = Promise.resolve();

  constructor(tools: Tools) {
    this.#tools = tools;
    const { inspector } = tools;
    inspector.on("Debugger.paused", (params: Cdp.PausedEventDataType) => {
      this.#deciding = this.#paused(params);
    });
    inspector.on("Debugger.resumed", () => {
      this.#resumed();
    });
  }

  get stopped(): Stopped | undefined {
    return this.#stopped;
  }

  /** Where the user sees it stopped; throws where nothing is. */
  require(operation: string): Stopped {
    if (this.#stopped === undefined)
      throw new Error(`${operation}: nothing is paused`);
    return this.#stopped;
  }

  async resume(): Promise<void> {
    this.#step = undefined;
    await this.#tools.inspector.post("Debugger.resume");
  }

  async step(kind: StepKind): Promise<void> {
    const { units, frames } = this.#tools;
    const { params } = this.require(kind);
    const { step, move } = await Step.from(units, frames, kind, params);
    this.#step = step;
    await this.#move(move);
  }

  /** Stops at the user's next statement. */
  async pause(): Promise<void> {
    this.#isAsked = true;
    await this.#tools.inspector.post("Debugger.pause");
  }

  /** A stop that was asked for while nothing of the user's ran comes at the start of the next cell. */
  async prepare(unit: Unit): Promise<void> {
    if (this.#isAsked) await this.#tools.breakpoints.placeFirst(unit);
  }

  /** Has a paused main go on to its end. Disabled while it is paused, V8 would keep the frames for ever. */
  async letGo(): Promise<void> {
    const { inspector } = this.#tools;
    await inspector.post("Debugger.setSkipAllPauses", { skip: true });
    if (inspector.isPaused)
      await inspector.post("Debugger.resume").catch(() => undefined);
  }

  /** Forgets the stop, when the debugger is detached; V8 lets main go. */
  async clear(): Promise<void> {
    this.#step = undefined;
    this.#isAsked = false;
    await this.#deciding;
  }

  async #paused(params: Cdp.PausedEventDataType): Promise<void> {
    try {
      const frames = await this.#tools.frames.visible(params);
      const why = await this.#decide(params, frames);
      if (typeof why === "string") await this.#move(why);
      else await this.#stop(params, frames, why);
    } catch {
      // Whatever went wrong, nobody knows that main is held: it must not stay so.
      await this.#move("resume").catch(() => undefined);
    }
  }

  async #decide(
    params: Cdp.PausedEventDataType,
    frames: readonly Frame[],
  ): Promise<Why | Move> {
    const { breakpoints, exceptions } = this.#tools;
    const { reason, hitBreakpoints = [] } = params;
    if (reason === "exception" || reason === "promiseRejection") {
      const verdict = await exceptions.verdict(params, frames);
      if (verdict === undefined) return this.#goOn(params, frames);
      const exception = params.data as RemoteObject | undefined;
      const text = exception?.description?.split("\n")[0];
      const isCaught = verdict === "caught";
      return { reason: "exception", text, exception, isCaught };
    }
    const hitBreakpointIds = breakpoints.met(hitBreakpoints);
    if (await breakpoints.takeFirst(hitBreakpoints)) {
      this.#isAsked = false;
      return { reason: "pause" };
    }
    if (hitBreakpointIds.length > 0 && frames.length > 0)
      return { reason: "breakpoint", hitBreakpointIds };
    if (this.#step !== undefined) {
      const move = await this.#step.next(params, frames.length > 0);
      return move === "stop" ? { reason: "step" } : move;
    }
    // Nothing of the user's is running: the next cell will do.
    if (frames.length === 0) return "resume";
    const asked = this.#isAsked;
    this.#isAsked = false;
    if (asked) return { reason: "pause" };
    // What is left is `debugger` in the user's code.
    return { reason: "breakpoint", text: "debugger" };
  }

  /** An exception that is not worth a stop must not end a step. */
  async #goOn(
    params: Cdp.PausedEventDataType,
    frames: readonly Frame[],
  ): Promise<Move> {
    if (this.#step === undefined) return "resume";
    const move = await this.#step.next(params, frames.length > 0);
    return move === "stop" ? "stepOver" : move;
  }

  async #stop(
    params: Cdp.PausedEventDataType,
    frames: readonly Frame[],
    { text, hitBreakpointIds, ...why }: Why,
  ): Promise<void> {
    this.#step = undefined;
    // An interrupt may have been faster.
    if (!this.#tools.inspector.isPaused) return;
    await this.#tools.forget();
    this.#stopped = { params, frames, ...why };
    clearTimeout(this.#goingOn);
    this.#goingOn = undefined;
    const body: DebugProtocol.StoppedEvent["body"] = {
      reason: why.reason,
      threadId,
      allThreadsStopped: true,
    };
    if (text !== undefined) body.text = text;
    if (hitBreakpointIds !== undefined)
      body.hitBreakpointIds = hitBreakpointIds;
    this.#tools.say("stopped", body);
  }

  async #move(move: Move): Promise<void> {
    const { inspector, units } = this.#tools;
    if (move === "resume") {
      this.#step = undefined;
      this.#sayGoingOn();
    }
    if (move === "stepInto")
      await inspector.post("Debugger.setBlackboxPatterns", {
        patterns: units.skipped(),
      });
    // An exception inside the library shall stop at the user's line, and in blackboxed files none does.
    else await inspector.post("Debugger.setBlackboxPatterns", { patterns: [] });
    await inspector.post(`Debugger.${move}`);
  }

  #resumed(): void {
    if (this.#stopped === undefined) return;
    this.#stopped = undefined;
    this.#goingOn = setTimeout(() => {
      this.#sayGoingOn();
    }, brief);
    // Only a step is likely to stop again. Said after the end of the cell, it would empty a list of variables.
    if (this.#step === undefined) this.#sayGoingOn();
  }

  #sayGoingOn(): void {
    if (this.#goingOn === undefined) return;
    clearTimeout(this.#goingOn);
    this.#goingOn = undefined;
    this.#tools.say("continued", { threadId, allThreadsContinued: true });
  }
}
