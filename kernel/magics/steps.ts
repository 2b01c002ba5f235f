import type { Failure, Timing } from "../run/channel.js";
import { magics } from "./index.js";
import { blanked, magicLines, type MagicLine } from "./lines.js";
import { misused, type Command, type Magic } from "./magic.js";

/** A part of a cell that runs by itself. */
export type Step =
  | {
      readonly type: "magic";
      readonly magic: Command;
      readonly argument: string;
    }
  | {
      readonly type: "code";
      /** The cell's text with blanks for all that is not this part. */
      readonly code: string;
      readonly timing: Timing | undefined;
    };

/** What a cell does, in order; a failure where one of its magics does not exist, before any has run. */
export function stepsOf(code: string): Step[] | Failure {
  const lines = magicLines(code);
  const steps: Step[] = [];
  let timing: Timing | undefined;
  for (const line of lines) {
    const magic = magics.get(line.name);
    if (magic === undefined) return misused(unknownMagic(line.name));
    const { argument } = line;
    if (!("timing" in magic)) steps.push({ type: "magic", magic, argument });
    else if (argument === "") timing = magic.timing;
    else
      steps.push({
        type: "code",
        code: only(code, line),
        timing: magic.timing,
      });
  }
  const rest = blanked(code, 0, lines.at(-1)?.end ?? 0);
  if (rest.trim() !== "") steps.push({ type: "code", code: rest, timing });
  else if (timing !== undefined)
    return misused(
      "%time: there is nothing to measure; write TypeScript after it or below it",
    );
  return steps;
}

/** The cell as TypeScript sees it: without its magics, save the expressions that they measure. */
export function typeScriptOf(code: string): string {
  return magicLines(code).reduce((text, line) => {
    const magic = magics.get(line.name);
    const end = isStopwatch(magic) ? line.argumentStart : line.end;
    return blanked(text, line.start, end);
  }, code);
}

function isStopwatch(magic: Magic | undefined): boolean {
  return magic !== undefined && "timing" in magic;
}

/** The argument of one line by itself. */
function only(code: string, { argumentStart, end }: MagicLine): string {
  return blanked(blanked(code, 0, argumentStart), end, code.length);
}

function unknownMagic(name: string): string {
  const single = name.replace(/^%+/, "");
  if (single !== name && magics.has(single))
    return `%${name}: magics begin with one %: write %${single}`;
  const names = [...magics.keys()].map((known) => `%${known}`).join(", ");
  return `%${name}: there is no such magic; there are ${names}`;
}
