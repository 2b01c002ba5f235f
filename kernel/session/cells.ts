import type { Bundle, Payload } from "../run/channel.js";
import type { Request } from "./session.js";

/** What the kernel remembers of a cell that has been started. */
export interface StartedCell {
  readonly id: number;
  readonly request: Request;
  /** What the prompt says: the number of the execution. */
  readonly count: number;
  /** The text of its result, once there is one. */
  output: string | undefined;
  /** What its reply asks of the front end, by source. */
  readonly payloads: Map<string, Payload>;
  /** Takes the value of the cell in place of the front end. */
  readonly capture: ((data: Bundle) => void) | undefined;
}

/** How many cells are remembered, so that late output finds the request it belongs to. */
const remembered = 10_000;

/** The cells of this session, by their number. */
export class Cells {
  readonly #cells = new Map<number, StartedCell>();
  #last = 0;
  /** The number of the latest execution that counted. */
  count = 0;

  begin(request: Request, capture?: (data: Bundle) => void): StartedCell {
    const id = ++this.#last;
    const payloads = new Map<string, Payload>();
    const { count } = this;
    const output = undefined;
    const cell = { id, request, count, output, payloads, capture };
    this.#keep(id, cell);
    return cell;
  }

  /** Another number for the same cell: each part of it that is compiled has one of its own. */
  continue(cell: StartedCell): number {
    const id = ++this.#last;
    this.#keep(id, cell);
    return id;
  }

  #keep(id: number, cell: StartedCell): void {
    this.#cells.set(id, cell);
    this.#cells.delete(id - remembered);
  }

  /** The cell that was started last. */
  get latest(): StartedCell | undefined {
    return this.#cells.get(this.#last);
  }

  find(id: number): StartedCell | undefined {
    return this.#cells.get(id);
  }
}
