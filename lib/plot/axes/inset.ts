// Axes within axes.
import { order } from "../artist.js";
import type { Box } from "../text/label.js";
import type { Piece } from "./axis.js";
import { stack, type AxesBase, type Companion } from "./base.js";

/** Left, bottom, width and height as fractions of the axes around. */
export type InsetPlace = readonly [
  left: number,
  bottom: number,
  width: number,
  height: number,
];

export class Inset implements Companion {
  constructor(
    private readonly axes: AxesBase,
    private readonly place: InsetPlace,
  ) {}

  reserve(cell: Box): Box {
    return cell;
  }

  draw(box: Box): Piece[] {
    const [left, bottom, width, height] = this.place;
    const { pieces, box: inner } = this.axes.render({
      x: box.x + left * box.width,
      y: box.y + (1 - bottom - height) * box.height,
      width: width * box.width,
      height: height * box.height,
    });
    // All of the inset lies over all of the axes, as legends do.
    return [{ zorder: order.legend, svg: stack(pieces, inner) }];
  }
}
