import type { Debugger as Cdp, Runtime } from "node:inspector";
import { basename } from "node:path";
import type { Layout, Span, Spot } from "../compile/protocol.js";
import type { Unit, Units } from "./units.js";

/** A frame as the client sees it: in what the user wrote. */
export interface Frame {
  readonly name: string;
  readonly path: string;
  readonly source: string;
  readonly spot: Spot;
  /** The cell or local module it is in; undefined for other people's files. */
  readonly unit: Unit | undefined;
  /** What can be looked into; undefined for a frame that waits for a promise. */
  readonly call: Cdp.CallFrame | undefined;
}

/** The frames that the user has written, or has called: none of the kernel's own, of Node's, or of twins. */
export class Frames {
  readonly #units: Units;

  constructor(units: Units) {
    this.#units = units;
  }

  async visible({
    callFrames,
    asyncStackTrace,
  }: Cdp.PausedEventDataType): Promise<Frame[]> {
    const frames: Frame[] = [];
    for (const call of callFrames) {
      const frame = await this.see(call);
      if (frame !== undefined) frames.push(frame);
    }
    for (let at = asyncStackTrace; at !== undefined; at = at.parent)
      for (const call of at.callFrames) {
        const frame = await this.#seeWaiting(call);
        if (frame !== undefined) frames.push(frame);
      }
    return frames;
  }

  /** The frame, unless it is one that nobody wrote. */
  async see(call: Cdp.CallFrame): Promise<Frame | undefined> {
    const { functionLocation, functionName, location } = call;
    const { scriptId } = location;
    const unit = this.#units.of(scriptId);
    if (unit === undefined)
      return this.#foreign(scriptId, functionName, spotOf(location), call);
    const layout = await unit.layout();
    const isTop = isWhole(functionName, functionLocation);
    if (functionLocation !== undefined && !isTop)
      if (isHidden(spotOf(functionLocation), layout)) return undefined;
    const name = isTop ? unit.label : functionName;
    return this.#of(unit, name, spotOf(location), call);
  }

  /** Whether execution stands in a part of the script that nobody wrote. */
  async isBetween({ location }: Cdp.CallFrame): Promise<boolean> {
    const unit = this.#units.of(location.scriptId);
    if (unit === undefined) return false;
    const spot = spotOf(location);
    if (isHidden(spot, await unit.layout())) return true;
    return (await unit.positions()).original(spot) === undefined;
  }

  async #seeWaiting(call: Runtime.CallFrame): Promise<Frame | undefined> {
    const { scriptId, functionName, lineNumber, columnNumber } = call;
    const spot = { line: lineNumber, column: columnNumber };
    const unit = this.#units.of(scriptId);
    if (unit === undefined)
      return this.#foreign(scriptId, functionName, spot, undefined);
    if (isHidden(spot, await unit.layout())) return undefined;
    return this.#of(unit, functionName || unit.label, spot, undefined);
  }

  async #of(
    unit: Unit,
    name: string,
    at: Spot,
    call: Cdp.CallFrame | undefined,
  ): Promise<Frame | undefined> {
    const spot = (await unit.positions()).original(at);
    if (spot === undefined) return undefined;
    const { path, label: source } = unit;
    return { name: name || "(anonymous)", path, source, spot, unit, call };
  }

  #foreign(
    scriptId: string,
    name: string,
    spot: Spot,
    call: Cdp.CallFrame | undefined,
  ): Frame | undefined {
    const script = this.#units.script(scriptId);
    if (script === undefined || !this.#units.isForeign(script))
      return undefined;
    const path = script.file;
    const source = basename(path);
    return { name: name || source, path, source, spot, unit: undefined, call };
  }
}

/** V8's way of writing a place. */
export function spotOf({ lineNumber, columnNumber = 0 }: Cdp.Location): Spot {
  return { line: lineNumber, column: columnNumber };
}

/** Whether the function is the one around a whole cell or module. */
function isWhole(name: string, at: Cdp.Location | undefined): boolean {
  if (name !== "" || at === undefined) return false;
  // `"use strict";` is the first line of a cell, and `(($, exports …) => {` that of a module.
  return at.lineNumber <= 1 && (at.columnNumber ?? 0) <= "async ".length;
}

function isHidden(spot: Spot, { hidden }: Layout): boolean {
  return hidden.some((span) => isWithin(spot, span));
}

function isWithin(spot: Spot, { start, end }: Span): boolean {
  return !isBefore(spot, start) && isBefore(spot, end);
}

/** Whether one place comes before another. */
export function isBefore(a: Spot, b: Spot): boolean {
  return a.line < b.line || (a.line === b.line && a.column < b.column);
}
