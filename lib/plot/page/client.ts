// The entry of a bundle of its own (dist/lib/interactive.js), which runs in the reader's page: a figure that can be
// moved, zoomed, turned and read. It begins with the figure as an image, which is all that is left where scripts are refused.
import type { Live } from "../interactive/record.js";
import { make } from "./element.js";
import { Flat } from "./flat.js";
import type { Lively, Near } from "./lively.js";
import type { Point } from "./moving.js";
import { Space } from "./space.js";

function start(holder: Element, records: readonly (Live | null)[]): void {
  const image = holder.querySelector("img");
  if (image === null) return;
  const bytes = Uint8Array.from(atob(image.src.split(",")[1] ?? ""), (c) =>
    c.charCodeAt(0),
  );
  const parsed = new DOMParser().parseFromString(
    new TextDecoder().decode(bytes),
    "image/svg+xml",
  );
  const svg = document.importNode(
    parsed.documentElement,
    true,
  ) as unknown as SVGSVGElement;
  svg.style.touchAction = "none";
  // Dragging selects no words.
  svg.style.userSelect = "none";
  // What is turned may come to stand beyond the sheet's edge.
  svg.style.overflow = "visible";
  image.replaceWith(svg);
  const lives = records.flatMap((axes, i) => {
    const group = svg.querySelector(`[data-axes="${String(i)}"]`);
    if (group === null || axes === null) return [];
    return ["solids" in axes ? new Space(group, axes) : new Flat(group, axes)];
  });
  listen(svg, lives);
}

function listen(svg: SVGSVGElement, lives: readonly Lively[]): void {
  const place = (event: MouseEvent): Point => {
    const matrix = svg.getScreenCTM()?.inverse();
    const { x, y } = new DOMPoint(event.clientX, event.clientY).matrixTransform(
      matrix,
    );
    return [x, y];
  };
  const at = (point: Point) => lives.filter((live) => live.holds(point));
  let held: { last: Point; meant: readonly Lively[] } | undefined;
  const hint = make("g", { "pointer-events": "none" });
  svg.append(hint);
  svg.addEventListener(
    "wheel",
    (event) => {
      const point = place(event);
      const meant = at(point);
      if (meant.length === 0) return;
      event.preventDefault();
      for (const live of meant) live.zoom(point, Math.exp(-event.deltaY / 500));
      hint.replaceChildren();
    },
    { passive: false },
  );
  svg.addEventListener("pointerdown", (event) => {
    const last = place(event);
    held = { last, meant: at(last) };
    svg.setPointerCapture(event.pointerId);
  });
  svg.addEventListener("pointerup", () => {
    held = undefined;
  });
  svg.addEventListener("dblclick", (event) => {
    for (const live of at(place(event))) live.reset();
  });
  svg.addEventListener("pointermove", (event) => {
    const point = place(event);
    hint.replaceChildren();
    if (held !== undefined) {
      for (const live of held.meant)
        live.drag(point[0] - held.last[0], point[1] - held.last[1]);
      held.last = point;
      return;
    }
    const near = at(point)
      .map((live) => live.nearest(point))
      .find((found) => found !== undefined);
    if (near !== undefined) show(hint, near);
  });
}

function show(hint: SVGElement, { at: [x, y], text }: Near): void {
  const label = make("text", {
    x: x + 8,
    y: y - 8,
    "font-family": "DejaVu Sans, Verdana, sans-serif",
    "font-size": 9,
    fill: "#000000",
    stroke: "#ffffff",
    "stroke-width": 3,
    "paint-order": "stroke",
  });
  label.textContent = text;
  hint.append(
    make("circle", {
      cx: x,
      cy: y,
      r: 4,
      fill: "none",
      stroke: "#d62728",
      "stroke-width": 1.5,
    }),
    label,
  );
}

Object.assign(globalThis, { nablaFigure: start });
