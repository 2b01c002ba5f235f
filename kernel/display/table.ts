/** Tables of values: arrays of objects, Maps and Sets. */
import { inspect } from "node:util";
import { cut } from "./text.js";

/** So many rows and columns are shown whole; of more, the first and the last. */
const mostRows = 20;
const mostColumns = 20;
const longestCell = 100;

/** A table, headings first. Rows may be many: they are only looked at where they are shown. */
export interface Table {
  /** What stands below: how many rows there are. */
  readonly caption: string;
  readonly heading: readonly string[];
  readonly rows: readonly (readonly unknown[])[];
}

interface Cell {
  readonly text: string;
  readonly isNumber: boolean;
}

/** What is elided is said by one of these. */
const dots: Cell = { text: "…", isNumber: false };

/** The table as HTML, with plain presentation that every notebook site keeps. */
export function htmlOf({ caption, heading, rows }: Table): string {
  const head = elided(heading, mostColumns, "…")
    .map((name) => `<th style="text-align:left">${escaped(name)}</th>`)
    .join("");
  const body = cellsOf(rows).map((cells) => {
    const inside = cells.map(({ text, isNumber }) =>
      isNumber
        ? `<td style="text-align:right;font-variant-numeric:tabular-nums">${escaped(text)}</td>`
        : `<td style="text-align:left">${escaped(text)}</td>`,
    );
    return `<tr>${inside.join("")}</tr>`;
  });
  const about = rows.length > mostRows ? `<div>${escaped(caption)}</div>` : "";
  return `<table><thead><tr>${head}</tr></thead><tbody>\n${body.join("\n")}\n</tbody></table>${about}`;
}

/** The table as text, its columns aligned. */
export function textOf({ caption, heading, rows }: Table): string {
  const head = elided(heading, mostColumns, "…");
  const body = cellsOf(rows);
  const widths = head.map((name, i) =>
    Math.max(name.length, ...body.map((cells) => cells[i]?.text.length ?? 0)),
  );
  const isNumeric = head.map((_, i) =>
    body.every((cells) => cells[i]?.isNumber === true || cells[i] === dots),
  );
  const line = (texts: readonly string[]): string =>
    texts
      .map((text, i) =>
        isNumeric[i] === true
          ? text.padStart(widths[i] ?? 0)
          : text.padEnd(widths[i] ?? 0),
      )
      .join("  ")
      .trimEnd();
  const lines = [line(head), line(widths.map((width) => "─".repeat(width)))];
  for (const cells of body) lines.push(line(cells.map(({ text }) => text)));
  if (rows.length > mostRows) lines.push(caption);
  return lines.join("\n");
}

function cellsOf(rows: Table["rows"]): Cell[][] {
  const shown = elided<readonly unknown[] | undefined>(
    rows,
    mostRows,
    undefined,
  );
  const width = Math.min(rows[0]?.length ?? 0, mostColumns + 1);
  return shown.map((row) =>
    row === undefined
      ? Array<Cell>(width).fill(dots)
      : elided<unknown>(row, mostColumns, dots).map((value) =>
          value === dots ? dots : cellOf(value),
        ),
  );
}

function cellOf(value: unknown): Cell {
  const isNumber = typeof value === "number" || typeof value === "bigint";
  if (value === undefined) return { text: "", isNumber: false };
  const text =
    typeof value === "string"
      ? value
      : inspect(value, { depth: 0, breakLength: Infinity, maxArrayLength: 6 });
  const [line = ""] = cut(text, longestCell).split("\n");
  return { text: line.length < text.length ? `${line} …` : line, isNumber };
}

/** The items, or the first and the last of many with `gap` between them. */
function elided<T>(items: readonly T[], most: number, gap: T): readonly T[] {
  if (items.length <= most) return items;
  return [...items.slice(0, most / 2), gap, ...items.slice(-most / 2)];
}

/** Text made safe inside HTML. */
export function escaped(text: string): string {
  return text
    .replace(/&/g, "&amp;")
    .replace(/</g, "&lt;")
    .replace(/>/g, "&gt;")
    .replace(/"/g, "&quot;");
}
