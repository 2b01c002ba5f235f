// What an SVG figure draws and where, whoever wrote it: marks inside each axes' rectangle, ticks on its edges, texts.
import { DOMParser, type Element } from "@xmldom/xmldom";
import { polylines, type Point } from "./outline.js";

/** A rectangle in points, y downwards. */
export interface Rectangle {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** One axes of a figure. */
export interface AxesDrawing {
  readonly box: Rectangle;
  /** Outlines of everything that is cut at the rectangle, in points. */
  readonly marks: readonly (readonly Point[])[];
  /** Images that are cut at the rectangle. */
  readonly images: readonly Rectangle[];
  /** Short lines that begin or end on an edge, in points. */
  readonly ticks: readonly (readonly Point[])[];
}

export interface Drawing {
  readonly axes: readonly AxesDrawing[];
  readonly texts: readonly string[];
  /** All outlines. */
  readonly lines: readonly (readonly Point[])[];
}

interface Piece {
  readonly line: readonly Point[];
  readonly clip: string;
}

interface Found {
  readonly pieces: Piece[];
  readonly images: { readonly box: Rectangle; readonly clip: string }[];
  readonly boxes: Map<string, Rectangle>;
  readonly texts: string[];
  readonly ids: Map<string, Element>;
}

/** The document; throws where it is no well-formed XML. */
export function parseXml(svg: string): Element {
  const parser = new DOMParser({
    onError(level, message) {
      throw new SyntaxError(`${level}: ${message}`);
    },
  });
  const { documentElement } = parser.parseFromString(svg, "image/svg+xml");
  if (documentElement === null) throw new SyntaxError("an empty document");
  return documentElement;
}

function children(element: Element): Element[] {
  return Array.from(element.childNodes).filter(
    (node): node is Element => node.nodeType === 1,
  );
}

function number(element: Element, name: string): number {
  return Number(element.getAttribute(name) ?? 0);
}

function rectangleOf(element: Element): Rectangle {
  const [x, y, width, height] = ["x", "y", "width", "height"].map((name) =>
    number(element, name),
  ) as [number, number, number, number];
  // An image of matplotlib's hangs head down from where it ends.
  const flipped = /translate\(0 -([\d.]+)\)/.exec(
    element.getAttribute("transform") ?? "",
  );
  const top = flipped === null ? y : Number(flipped[1]) - y - height;
  return { x, y: top, width, height };
}

function outlineOf(element: Element): Point[][] {
  if (element.tagName === "path")
    return polylines(element.getAttribute("d") ?? "");
  if (element.tagName === "line")
    return [
      [
        [number(element, "x1"), number(element, "y1")],
        [number(element, "x2"), number(element, "y2")],
      ],
    ];
  const { x, y, width, height } = rectangleOf(element);
  const [right, bottom] = [x + width, y + height];
  return [
    [
      [x, y],
      [right, y],
      [right, bottom],
      [x, bottom],
      [x, y],
    ],
  ];
}

function key({ x, y, width, height }: Rectangle): string {
  return [x, y, width, height].map((value) => value.toFixed(1)).join(" ");
}

function walk(
  element: Element,
  clip: string,
  shift: Point,
  found: Found,
): void {
  const reference = /url\(#(.+)\)/.exec(
    element.getAttribute("clip-path") ?? "",
  );
  let within = clip;
  if (reference !== null) {
    const [rectangle] = children(found.ids.get(reference[1] ?? "") ?? element);
    if (rectangle !== undefined)
      within = noteBox(rectangleOf(rectangle), found);
  } else if (element.tagName === "svg" && element.hasAttribute("x")) {
    within = noteBox(rectangleOf(element), found);
  }
  const [dx, dy] = shift;
  switch (element.tagName) {
    case "defs":
    case "clipPath":
    case "style":
    case "title":
    case "metadata":
      return;
    case "text":
      found.texts.push(element.textContent ?? "");
      return;
    case "image":
      found.images.push({ box: rectangleOf(element), clip: within });
      return;
    case "use": {
      const target = found.ids.get(
        (element.getAttribute("xlink:href") ?? "").slice(1),
      );
      if (target === undefined) return;
      const moved: Point = [
        dx + number(element, "x"),
        dy + number(element, "y"),
      ];
      addOutline(target, within, moved, found);
      return;
    }
    case "path":
    case "rect":
    case "line":
      addOutline(element, within, shift, found);
      return;
    default:
      // Text that is drawn as paths stands in groups of its own scale.
      if (element.hasAttribute("transform")) {
        for (const text of Array.from(element.getElementsByTagName("text")))
          found.texts.push(text.textContent ?? "");
        return;
      }
      for (const child of children(element)) walk(child, within, shift, found);
  }
}

function noteBox(box: Rectangle, found: Found): string {
  const name = key(box);
  found.boxes.set(name, box);
  return name;
}

function addOutline(
  shape: Element,
  clip: string,
  [dx, dy]: Point,
  found: Found,
): void {
  for (const line of outlineOf(shape)) {
    const moved = line.map(([x, y]): Point => [x + dx, y + dy]);
    found.pieces.push({ line: moved, clip });
  }
}

function index(element: Element, ids: Map<string, Element>): void {
  const id = element.getAttribute("id");
  if (id !== null) ids.set(id, element);
  for (const child of children(element)) index(child, ids);
}

const longestTick = 12;

function isTick(line: readonly Point[], box: Rectangle): boolean {
  const [a, b, ...more] = line;
  if (a === undefined || b === undefined || more.length > 0) return false;
  if (Math.hypot(b[0] - a[0], b[1] - a[1]) > longestTick) return false;
  const near = (value: number, edge: number) => Math.abs(value - edge) < 0.1;
  const { x, y, width, height } = box;
  const within = (value: number, from: number, length: number) =>
    value > from - 0.1 && value < from + length + 0.1;
  return [a, b].some(
    ([px, py]) =>
      ((near(px, x) || near(px, x + width)) &&
        a[1] === b[1] &&
        within(py, y, height)) ||
      ((near(py, y) || near(py, y + height)) &&
        a[0] === b[0] &&
        within(px, x, width)),
  );
}

/** Whether a line crosses the rectangle from edge to edge, as those of grids do. */
function isAcross(line: readonly Point[], box: Rectangle): boolean {
  const [a, b, ...more] = line;
  if (a === undefined || b === undefined || more.length > 0) return false;
  const near = (value: number, edge: number) => Math.abs(value - edge) < 0.1;
  const { x, y } = box;
  const [right, bottom] = [x + box.width, y + box.height];
  const across = (
    i: 0 | 1,
    from: number,
    to: number,
    low: number,
    high: number,
  ) =>
    near(Math.min(a[i], b[i]), from) &&
    near(Math.max(a[i], b[i]), to) &&
    a[1 - i] === b[1 - i] &&
    (a[1 - i] ?? 0) > low + 0.1 &&
    (a[1 - i] ?? 0) < high - 0.1;
  return across(0, x, right, y, bottom) || across(1, y, bottom, x, right);
}

/** Reads what a figure draws. Colour bars are no axes. */
export function readDrawing(svg: string): Drawing {
  const root = parseXml(svg);
  const ids = new Map<string, Element>();
  index(root, ids);
  const found: Found = {
    pieces: [],
    images: [],
    boxes: new Map(),
    texts: [],
    ids,
  };
  for (const child of children(root)) walk(child, "", [0, 0], found);
  const free = found.pieces.filter(({ clip }) => clip === "");
  const boxes = [...found.boxes]
    .filter(([, { width, height }]) => Math.min(width, height) > 30)
    .sort(([, a], [, b]) => a.y - b.y || a.x - b.x);
  const axes = boxes.map(([name, box]) => ({
    box,
    marks: found.pieces.flatMap(({ line, clip }) =>
      clip === name || (clip === "" && isAcross(line, box)) ? [line] : [],
    ),
    images: found.images.flatMap((image) =>
      image.clip === name ? [image.box] : [],
    ),
    ticks: free.flatMap(({ line }) => (isTick(line, box) ? [line] : [])),
  }));
  return {
    axes,
    texts: found.texts,
    lines: found.pieces.map((piece) => piece.line),
  };
}
