/**
 * Colours of a terminal, which every front end understands in tracebacks; as ipykernel has them, names of errors are red,
 * places cyan, lines' numbers green.
 */
export const paint = {
  red: (text: string): string => `\u001b[31m${text}\u001b[39m`,
  green: (text: string): string => `\u001b[32m${text}\u001b[39m`,
  bold: (text: string): string => `\u001b[1m${text}\u001b[22m`,
  dim: (text: string): string => `\u001b[2m${text}\u001b[22m`,
  cyan: (text: string): string => `\u001b[36m${text}\u001b[39m`,
};

/**
 * The lines around a place in a source, with a mark under it. Lines and columns count from 1; `length` is how many
 * characters are marked, up to the end of the line.
 *
 * @example
 *   codeFrame("let x = 1\nx.y()", 2, 3, 1)
 *   //   1 | let x = 1
 *   // > 2 | x.y()
 *   //     |   ^
 */
export function codeFrame(
  source: string,
  line: number,
  column: number,
  length = 1,
): string {
  const lines = source.split(/\r\n|\n|\r/);
  const first = Math.max(1, line - 2);
  const last = Math.min(lines.length, line + 1);
  const width = String(last).length;
  const shown: string[] = [];
  for (let number = first; number <= last; number++) {
    const text = clip(lines[number - 1] ?? "");
    const gutter = `${paint.green(String(number).padStart(width))} ${paint.dim("|")} `;
    if (number !== line) {
      shown.push(`  ${gutter}${text}`);
      continue;
    }
    shown.push(`${paint.red(">")} ${gutter}${text}`);
    if (column > clipped) continue;
    const marked = text.slice(column - 1, column - 1 + length);
    const mark = paint.red(blank(marked, "^", "^^") || "^");
    const under = blank(text.slice(0, column - 1), " ", wideBlank);
    shown.push(`  ${" ".repeat(width)} ${paint.dim("|")} ${under}${mark}`);
  }
  return shown.join("\n");
}

const wideBlank = "\u3000";

/** Characters that take two columns of a terminal: those of East Asia; emoji are two UTF-16 units anyway. */
const wide =
  /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]/;

/** As much space as the text takes. Tabs stay tabs, so that what comes after stands right at any tab width. */
function blank(text: string, narrow: string, twice: string): string {
  return text.replace(/[^\t]/g, (c) => (wide.test(c) ? twice : narrow));
}

const clipped = 200;

function clip(line: string): string {
  return line.length > clipped ? `${line.slice(0, clipped)} …` : line;
}
