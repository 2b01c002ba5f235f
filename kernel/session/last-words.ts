import {
  closeSync,
  ftruncateSync,
  openSync,
  readFileSync,
  rmSync,
  writeSync,
} from "node:fs";

/** What a kernel leaves behind while it lives. */
interface Note {
  /** The cell that runs. */
  readonly cell?: string | undefined;
  /** Why the kernel is about to end, where that is known. */
  readonly reason?: string | undefined;
}

/**
 * A file beside the connection file that says, as long as the kernel lives, what it is doing. Nobody can speak who is
 * killed or has no memory left; but the kernel that Jupyter starts in his place has the same connection file, finds the
 * note, and tells the person why his names are gone. A kernel that ends in good order takes its note along.
 */
export class LastWords {
  /** What became of the kernel before this one; undefined where it ended in good order, or there was none. */
  readonly before: string | undefined;
  readonly #file: string;
  #handle: number | undefined;
  #cell: string | undefined;

  constructor(connectionFile: string) {
    this.#file = `${connectionFile.replace(/\.json$/, "")}.last-words`;
    this.before = read(this.#file);
    try {
      this.#handle = openSync(this.#file, "w", 0o600);
    } catch {
      // A folder in which nothing can be written: then nothing is told.
    }
    this.#write({});
  }

  /** Notes the cell that runs from now on; undefined where none does. */
  running(cell: string | undefined): void {
    this.#cell = cell;
    this.#write({ cell });
  }

  /** Notes why the kernel may end any moment. */
  because(reason: string): void {
    this.#write({ cell: this.#cell, reason });
  }

  /** The end is in good order, or has been told: nothing is left to say. */
  leave(): void {
    if (this.#handle === undefined) return;
    closeSync(this.#handle);
    this.#handle = undefined;
    rmSync(this.#file, { force: true });
  }

  #write(note: Note): void {
    if (this.#handle === undefined) return;
    ftruncateSync(this.#handle);
    writeSync(this.#handle, JSON.stringify(note), 0);
  }
}

function read(file: string): string | undefined {
  let note: Note;
  try {
    note = JSON.parse(readFileSync(file, "utf8")) as Note;
  } catch {
    return undefined;
  }
  const where =
    note.cell === undefined ? "while no cell ran" : `in ${note.cell}`;
  const why = note.reason ?? "killed, or by a fault of native code";
  return `The kernel before this one has ended ${where}: ${why}. Its names are gone.`;
}
