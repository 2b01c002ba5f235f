/** Lines of code with blocks within blocks. */

/** A place where the tape is made long enough for what is pushed until the next such place. */
export interface Room {
  pushes: number;
}

export type Line = string | Room | readonly Line[];

export function joined(lines: readonly Line[], indent = ""): string {
  return lines
    .map((line): string => {
      if (typeof line === "string") return `${indent}${line}\n`;
      if ("pushes" in line)
        return line.pushes === 0
          ? ""
          : `${indent}if ($p + ${String(line.pushes)} > $v.length) $v = tape.grow();\n`;
      return joined(line, `${indent}  `);
    })
    .join("");
}
