/**
 * Where a cell's line magics stand: in its first lines, among blank ones and `//` comments. No TypeScript begins with
 * `%`, and what follows the first line of TypeScript is never looked at: a `%` in an expression or a template that goes
 * over several lines is none of ours.
 */

/** One line magic as it was written; offsets are of the cell's text. */
export interface MagicLine {
  /** What follows `%`, up to a space: `time`. */
  readonly name: string;
  readonly argument: string;
  /** Where the line begins, where its argument does, and where it ends. */
  readonly start: number;
  readonly argumentStart: number;
  readonly end: number;
}

const pattern = /^(\s*%(\S*)[^\S\n]*)(.*)$/;

/** The magics of a cell, in order. */
export function magicLines(code: string): MagicLine[] {
  const found: MagicLine[] = [];
  let start = 0;
  for (const line of code.split("\n")) {
    const [, head = "", name, argument = ""] = pattern.exec(line) ?? [];
    const end = start + line.length;
    if (name !== undefined) {
      const argumentStart = start + head.length;
      found.push({
        ...{ name, start, argumentStart, end },
        argument: argument.trim(),
      });
    } else if (!/^\s*(\/\/.*)?$/.test(line)) break;
    start = end + 1;
  }
  return found;
}

/** The text with blanks for every character but line ends between `start` and `end`: no position after it moves. */
export function blanked(code: string, start: number, end: number): string {
  const blanks = code.slice(start, end).replace(/[^\n]/g, " ");
  return code.slice(0, start) + blanks + code.slice(end);
}
