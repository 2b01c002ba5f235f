// What a mark needs of the axes that it is drawn on.
import type { Artist } from "../artist.js";

export interface Canvas {
  /** The next colour for a line. */
  nextLineColor(): string;
  /** The next colour for an area or for points; a cycle of its own. */
  nextAreaColor(): string;
  /** Data as numbers; names and dates set the axis up for them. */
  convertX(operation: string, data: unknown): Float64Array;
  convertY(operation: string, data: unknown): Float64Array;
  add<T extends Artist>(artist: T): T;
}
