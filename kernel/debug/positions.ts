import type { Spot } from "../compile/protocol.js";

/** One entry of a source map: where in the script, and where in what the user wrote. */
interface Segment {
  readonly column: number;
  /** Undefined for a part of the script that stands for nothing the user wrote. */
  readonly original: Spot | undefined;
}

const digits =
  "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
const valueOf = new Map(Array.from(digits, (digit, value) => [digit, value]));

/** From places in a script to places in what the user wrote, by a source map (ECMA-426) with one source. */
export class Positions {
  readonly #lines: readonly (readonly Segment[])[];

  constructor(map: string) {
    const { mappings } = JSON.parse(map) as { mappings: string };
    this.#lines = decode(mappings);
  }

  /** Where the user wrote what stands at a spot of the script; undefined where he wrote nothing. */
  original({ line, column }: Spot): Spot | undefined {
    const segments = this.#lines[line] ?? [];
    return segments.findLast((segment) => segment.column <= column)?.original;
  }
}

function decode(mappings: string): Segment[][] {
  // All but the script's column go on from line to line.
  let line = 0;
  let column = 0;
  return mappings.split(";").map((text) => {
    let at = 0;
    return text
      .split(",")
      .filter((part) => part !== "")
      .map((part) => {
        const [step = 0, source, lines = 0, columns = 0] = numbers(part);
        at += step;
        if (source === undefined) return { column: at, original: undefined };
        line += lines;
        column += columns;
        return { column: at, original: { line, column } };
      });
  });
}

/** Numbers in base 64, variable length, sign in the lowest bit. */
function numbers(text: string): number[] {
  const found: number[] = [];
  let value = 0;
  let shift = 0;
  for (const digit of text) {
    const bits = valueOf.get(digit) ?? 0;
    value |= (bits & 31) << shift;
    shift += 5;
    if (bits & 32) continue;
    found.push(value & 1 ? -(value >>> 1) : value >>> 1);
    value = 0;
    shift = 0;
  }
  return found;
}
