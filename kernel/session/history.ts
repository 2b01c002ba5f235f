/** One input of a session, with the text of its result where there is one. */
export interface HistoryEntry {
  readonly session: number;
  readonly line: number;
  readonly input: string;
  readonly output: string | undefined;
}

/** The inputs of this session, in order. */
export class History {
  readonly #entries: HistoryEntry[] = [];

  add(line: number, input: string, output: string | undefined): void {
    this.#entries.push({ session: 0, line, input, output });
  }

  /** The last `n` entries. */
  tail(n: number): readonly HistoryEntry[] {
    return n <= 0 ? [] : this.#entries.slice(-n);
  }

  /** The entries with `start ≤ line < stop`; no `stop` means to the end. */
  range(start: number, stop: number | undefined): readonly HistoryEntry[] {
    return this.#entries.filter(
      ({ line }) => line >= start && (stop === undefined || line < stop),
    );
  }

  /** The last `n` entries that match a pattern with `*` and `?`; `unique` keeps the latest of equal ones. */
  search(
    pattern: string,
    n: number | undefined,
    unique: boolean,
  ): readonly HistoryEntry[] {
    const matches = glob(pattern);
    let found = this.#entries.filter(({ input }) => matches.test(input));
    if (unique) {
      const latest = new Map(found.map((entry) => [entry.input, entry]));
      found = found.filter((entry) => latest.get(entry.input) === entry);
    }
    return n === undefined ? found : found.slice(-n);
  }
}

function glob(pattern: string): RegExp {
  const source = pattern
    .replace(/[\\^$.|+()[\]{}]/g, "\\$&")
    .replace(/\*+/g, "[^]*?")
    .replace(/\?/g, "[^]");
  return new RegExp(`^${source}$`);
}
