// The writer of SVG. Nothing here may need an id, a style sheet or a reference:
// notebook sites sanitise SVG and drop those, so every look is a presentation
// attribute and clipping is a nested <svg>.

export type AttributeValue = string | number | undefined;

/** One SVG element; a string child is text. */
export interface Svg {
  readonly tag: string;
  readonly attributes: Readonly<Record<string, AttributeValue>>;
  readonly children: readonly (Svg | string)[];
}

/** Builds an element; attributes that are `undefined` are left out. */
export function el(
  tag: string,
  attributes: Readonly<Record<string, AttributeValue>>,
  ...children: readonly (Svg | string)[]
): Svg {
  return { tag, attributes, children };
}

/** A number as SVG text: two decimals of a point are finer than any screen. */
export function num(value: number): string {
  const rounded = Math.round(value * 100) / 100;
  return Object.is(rounded, -0) ? "0" : String(rounded);
}

const entities: Record<string, string> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
};

/** Text made safe inside an element or an attribute (XML 1.0, section 2.4). */
export function escapeText(text: string): string {
  return (
    text
      .replace(/[&<>"]/g, (character) => entities[character] ?? character)
      // Control characters may not stand in XML at all, not even escaped.
      .replace(/[^\P{Cc}\t\n\r]/gu, "\u{FFFD}")
  );
}

// Attributes that begin with "data-" are notes for a page's script; a plain drawing goes without them.
function writeElement(element: Svg, out: string[], live: boolean): void {
  out.push("<", element.tag);
  for (const [name, value] of Object.entries(element.attributes)) {
    if (value === undefined || (!live && name.startsWith("data-"))) continue;
    const text = typeof value === "number" ? num(value) : escapeText(value);
    out.push(" ", name, '="', text, '"');
  }
  if (element.children.length === 0) {
    out.push("/>");
    return;
  }
  out.push(">");
  for (const child of element.children) {
    if (typeof child === "string") out.push(escapeText(child));
    else writeElement(child, out, live);
  }
  out.push("</", element.tag, ">");
  // A line for each element of the drawing keeps differences readable.
  if (element.tag !== "tspan") out.push("\n");
}

/** The element and all below it as XML text; `live` keeps the notes for a page's script. */
export function writeSvg(element: Svg, live = false): string {
  const out: string[] = [];
  writeElement(element, out, live);
  return out.join("");
}

/** A polyline as path data; points that are not finite lift the pen. */
export function pathData(
  xs: ArrayLike<number>,
  ys: ArrayLike<number>,
  closed = false,
): string {
  const out: string[] = [];
  let penDown = false;
  for (let i = 0; i < xs.length; i++) {
    const x = xs[i] ?? NaN;
    const y = ys[i] ?? NaN;
    if (!Number.isFinite(x) || !Number.isFinite(y)) {
      penDown = false;
      continue;
    }
    out.push(penDown ? "L" : "M", num(x), " ", num(y));
    penDown = true;
  }
  if (closed && out.length > 0) out.push("Z");
  return out.join("");
}

/** Children seen only inside a rectangle; coordinates stay the figure's. */
export function clipped(
  box: {
    readonly x: number;
    readonly y: number;
    readonly width: number;
    readonly height: number;
  },
  children: readonly Svg[],
): Svg {
  const { x, y, width, height } = box;
  const viewBox = [x, y, width, height].map(num).join(" ");
  return el(
    "svg",
    { x, y, width, height, viewBox, overflow: "hidden" },
    ...children,
  );
}
