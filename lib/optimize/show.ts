/** How results of searches show themselves: as a table in a notebook, as lines of text elsewhere. */

/** A table with a line above or below it. */
export interface Table {
  readonly heading: readonly string[];
  readonly rows: readonly (readonly string[])[];
  /** A sentence below the table. */
  readonly note?: string;
}

const displayKey = Symbol.for("Jupyter.display");

/** Gives a result its table, by a property that does not show when it is listed or compared. */
export function showing<T extends object>(result: T, table: () => Table): T {
  return Object.defineProperty(result, displayKey, {
    value: () => bundleOf(table()),
  });
}

function bundleOf({ heading, rows, note }: Table): Record<string, string> {
  const lines = note === undefined ? [] : [note];
  const html = [
    "<table>",
    rowOf("th", heading),
    ...rows.map((row) => rowOf("td", row)),
    "</table>",
    ...lines.map((line) => `<p>${escaped(line)}</p>`),
  ];
  const widths = heading.map((name, i) =>
    Math.max(name.length, ...rows.map((row) => (row[i] ?? "").length)),
  );
  const text = [heading, ...rows].map((row) =>
    row
      .map((cell, i) => cell.padEnd(widths[i] ?? 0))
      .join("   ")
      .trimEnd(),
  );
  return {
    "text/html": html.join(""),
    "text/plain": [...text, ...lines].join("\n"),
  };
}

function rowOf(tag: "th" | "td", cells: readonly string[]): string {
  const inner = cells.map((cell) => `<${tag}>${escaped(cell)}</${tag}>`);
  return `<tr>${inner.join("")}</tr>`;
}

function escaped(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;");
}

/** A number to six digits; what rounding left of zero is zero. */
export function shortNumber(value: number): string {
  const short = Number(value.toPrecision(6));
  return Math.abs(short) < 1e-12 ? "0" : String(short);
}

/** How many entries of a point are shown. */
const mostEntries = 6;

/** A point, whatever its structure: (1, 2) for an array, `name: value` for an object. */
export function shortPoint(point: unknown): string {
  if (typeof point === "number") return shortNumber(point);
  const list = listOf(point);
  if (list) {
    const shown = list.slice(0, mostEntries).map(shortPoint);
    const more = list.length > mostEntries ? ["…"] : [];
    return `(${[...shown, ...more].join(", ")})`;
  }
  if (typeof point !== "object" || point === null) return String(point);
  return Object.entries(point)
    .map(([name, value]) => `${name}: ${shortPoint(value)}`)
    .join(", ");
}

/** The entries of an array, or of what can be made one, such as a tensor. */
function listOf(point: unknown): readonly unknown[] | undefined {
  if (Array.isArray(point)) return point as unknown[];
  if (ArrayBuffer.isView(point)) {
    return Array.from(point as unknown as ArrayLike<number>);
  }
  if (typeof point !== "object" || point === null) return undefined;
  if (!("toArray" in point) || typeof point.toArray !== "function") {
    return undefined;
  }
  const list: unknown = Reflect.apply(point.toArray, point, []);
  return Array.isArray(list) ? (list as unknown[]) : [list];
}
