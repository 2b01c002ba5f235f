// Equal lengths of units: the box shrinks, or the limits widen.
import type { Box } from "../text/label.js";
import type { Span } from "./span.js";

interface WithAspect {
  readonly aspect: number | "auto";
  readonly adjustable: "box" | "datalim";
  readonly xaxis: { readonly span: Span };
  readonly yaxis: { readonly span: Span };
}

/** The box to draw in; `restore` gives widened limits back. */
export interface Fitted {
  readonly box: Box;
  restore(): void;
}

function nothing(): void {
  // The limits were left alone.
}

function width(span: Span): number {
  const [low, high] = span.limits();
  return Math.abs(span.scale.forward(high) - span.scale.forward(low));
}

/** Makes a y unit `aspect` times as long as an x unit. */
export function applyAspect(
  axes: WithAspect,
  room: Box,
  [anchorX, anchorY]: readonly [number, number],
): Fitted {
  if (axes.aspect === "auto") return { box: room, restore: nothing };
  const x = axes.xaxis.span;
  const y = axes.yaxis.span;
  const wanted = (axes.aspect * width(y)) / width(x);
  if (axes.adjustable === "box") {
    const boxWidth = Math.min(room.width, room.height / wanted);
    const boxHeight = boxWidth * wanted;
    const box = {
      x: room.x + (room.width - boxWidth) * anchorX,
      y: room.y + (room.height - boxHeight) * anchorY,
      width: boxWidth,
      height: boxHeight,
    };
    return { box, restore: nothing };
  }
  const present = room.height / room.width;
  const restore =
    present > wanted ? widen(y, present / wanted) : widen(x, wanted / present);
  return { box: room, restore };
}

function widen(span: Span, factor: number): () => void {
  const before = { low: span.low, high: span.high };
  const [a, b] = span.limits();
  const { scale } = span;
  const from = scale.forward(Math.min(a, b));
  const to = scale.forward(Math.max(a, b));
  const room = ((to - from) * (factor - 1)) / 2;
  span.low = scale.inverse(from - room);
  span.high = scale.inverse(to + room);
  return () => Object.assign(span, before);
}
