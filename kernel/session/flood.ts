import type { StreamName } from "../run/channel.js";

/**
 * How many characters of streams are published without a thought. Jupyter's server lets 3 MB in 3 seconds through and
 * drops what is more, other messages among it; a page with much more text in one cell can hardly be scrolled.
 */
const atOnce = 2_000_000;
/** How many more with each second. */
const perSecond = 64_000;
/** How many of the latest are shown after a cut. */
const kept = 16_000;
/** Longer lines are cut in their middle. */
const longestLine = 4000;
/** How long they wait for more, in milliseconds. */
const patience = 500;

/** Text that waits, since too much came before it. */
interface Held {
  readonly cell: number;
  readonly name: StreamName;
  tail: string;
  lines: number;
  characters: number;
}

type Publish = (cell: number, name: StreamName, text: string) => void;

/**
 * Lets streams through as long as a front end can bear it. Of a flood its beginning is published, from time to time its
 * latest lines, and at the end its last ones; what was cut is said where it is missing.
 */
export class Flood {
  readonly #publish: Publish;
  #left = atOnce;
  #since = performance.now();
  #held: Held | undefined;
  /** Whether what was published last ends within a line: output comes in pieces that know nothing of lines. */
  #inLine = false;
  #timer: NodeJS.Timeout | undefined;

  constructor(publish: Publish) {
    this.#publish = publish;
  }

  text(cell: number, name: StreamName, text: string): void {
    const before = this.#held;
    if (before !== undefined && (before.cell !== cell || before.name !== name))
      this.flush();
    const now = performance.now();
    const more = ((now - this.#since) / 1000) * perSecond;
    this.#left = Math.min(atOnce, this.#left + more);
    this.#since = now;
    if (this.#held === undefined) {
      const fits = text.length <= this.#left;
      const end = fits ? text.length : this.#fitting(text);
      if (end > 0) this.#show(cell, name, text.slice(0, end));
      if (fits) return;
      text = text.slice(end);
    }
    this.#hold(cell, name, text);
    if (this.#left > 2 * kept) this.flush();
  }

  /** Publishes what waits: at the end of a cell, and before anything else that it shows. */
  flush(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const held = this.#held;
    if (held === undefined) return;
    this.#held = undefined;
    cut(held, kept);
    const { cell, name, characters, lines, tail } = held;
    const text = characters === 0 ? tail : `${note(lines, characters)}${tail}`;
    this.#show(cell, name, text);
  }

  #show(cell: number, name: StreamName, text: string): void {
    this.#left -= text.length;
    this.#inLine = !text.endsWith("\n");
    this.#publish(cell, name, text);
  }

  /**
   * How much of a text can still be shown. A line that does not fit is shown whole where it has been begun, and else not
   * at all: one that is cut in its middle would be shown and counted as well.
   */
  #fitting(text: string): number {
    const line = text.indexOf("\n") + 1;
    if (line > Math.max(0, this.#left) && line <= longestLine)
      return this.#inLine ? line : 0;
    return boundary(text, this.#left, -1);
  }

  #hold(cell: number, name: StreamName, text: string): void {
    this.#held ??= { cell, name, tail: "", lines: 0, characters: 0 };
    this.#held.tail += text;
    if (this.#held.tail.length > 4 * kept) cut(this.#held, kept);
    this.#timer ??= setTimeout(() => {
      this.flush();
    }, patience);
  }
}

/** Takes all but the last `most` characters off what is held, and counts them. */
function cut(held: Held, most: number): void {
  const { tail } = held;
  if (tail.length <= most) return;
  const at = boundary(tail, tail.length - most, 1);
  for (
    let i = tail.indexOf("\n");
    i >= 0 && i < at;
    i = tail.indexOf("\n", i + 1)
  )
    held.lines++;
  held.characters += at;
  held.tail = tail.slice(at);
}

/** The beginning of a line near a position: the last one before it, or the first one after it; else the position. */
function boundary(text: string, position: number, side: 1 | -1): number {
  const at = Math.max(0, Math.floor(position));
  const found =
    side < 0 ? text.lastIndexOf("\n", at - 1) : text.indexOf("\n", at);
  if (found >= 0 && (side < 0 || found + 1 < text.length)) return found + 1;
  // Not within a character that takes two.
  const isLow = (text.charCodeAt(at) & 0xfc00) === 0xdc00;
  return isLow ? at - 1 : at;
}

function note(lines: number, characters: number): string {
  const count = (value: number): string => value.toLocaleString("en");
  const what =
    lines === 0
      ? `${count(characters)} characters`
      : `${count(lines)} lines (${count(characters)} characters)`;
  return `\n… ${what} of output were cut here …\n`;
}
