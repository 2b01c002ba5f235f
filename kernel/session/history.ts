import type { Journal } from "./journal.js";

/** One input, with the text of its result where there is one. Results are those of this session alone. */
export interface HistoryEntry {
  readonly session: number;
  readonly line: number;
  readonly input: string;
  readonly output: string | undefined;
}

/** The inputs of this session, and of those before it where there is a journal of them. */
export class History {
  readonly #journal: Journal | undefined;
  readonly #inputs: { line: number; input: string; output?: string }[] = [];

  constructor(journal?: Journal) {
    this.#journal = journal;
  }

  /** Keeps an input; called before it runs, so that it is there whatever it does. */
  add(line: number, input: string): void {
    this.#inputs.push({ line, input });
    this.#journal?.append([line, input]);
  }

  /** Keeps the text of the last input's result. */
  answer(output: string): void {
    const last = this.#inputs.at(-1);
    if (last !== undefined) last.output = output;
  }

  /** Resolves when everything is on disk. */
  async flush(): Promise<void> {
    await this.#journal?.flush();
  }

  /** The last `n` entries, of whatever session. */
  async tail(n: number): Promise<readonly HistoryEntry[]> {
    let found: HistoryEntry[] = [];
    const sessions = await this.#sessions();
    while (found.length < n) {
      const session = sessions.pop();
      if (session === undefined) break;
      found = [...(await this.#entries(session)), ...found];
    }
    return lastOf(found, n);
  }

  /** The entries with `start ≤ line < stop` of one session: 0 is this one, −1 the one before; no `stop` means to the end. */
  async range(
    session: number,
    start: number,
    stop: number | undefined,
  ): Promise<readonly HistoryEntry[]> {
    const own = await this.#own();
    const entries = await this.#entries(session > 0 ? session : own + session);
    return entries.filter(
      ({ line }) => line >= start && (stop === undefined || line < stop),
    );
  }

  /** The last `n` entries that match a pattern with `*` and `?`; `unique` keeps the latest of equal ones. */
  async search(
    pattern: string,
    n: number | undefined,
    unique: boolean,
  ): Promise<readonly HistoryEntry[]> {
    const matches = glob(pattern);
    let found: HistoryEntry[] = [];
    for (const session of await this.#sessions()) {
      const entries = await this.#entries(session);
      found = found.concat(entries.filter(({ input }) => matches.test(input)));
    }
    if (unique) {
      const latest = new Map(found.map((entry) => [entry.input, entry]));
      found = found.filter((entry) => latest.get(entry.input) === entry);
    }
    return n === undefined ? found : lastOf(found, n);
  }

  /** The number of this session. */
  async #own(): Promise<number> {
    return (await this.#journal?.number()) ?? 1;
  }

  /** The sessions that there are, in order, this one among them. */
  async #sessions(): Promise<number[]> {
    if (this.#journal === undefined || this.#inputs.length === 0)
      return (await this.#journal?.sessions()) ?? [1];
    const own = await this.#own();
    const others = await this.#journal.sessions();
    return others.includes(own) ? others : [...others, own];
  }

  async #entries(session: number): Promise<HistoryEntry[]> {
    const own = this.#inputs.length > 0 ? await this.#own() : undefined;
    if (session === own)
      return this.#inputs.map(({ line, input, output }) => ({
        ...{ session, line, input, output },
      }));
    const inputs = (await this.#journal?.read(session)) ?? [];
    return inputs.map(([line, input]) => ({
      ...{ session, line, input, output: undefined },
    }));
  }
}

function lastOf<T>(list: readonly T[], n: number): readonly T[] {
  return n <= 0 ? [] : list.slice(-n);
}

function glob(pattern: string): RegExp {
  const source = pattern
    .replace(/[\\^$.|+()[\]{}]/g, "\\$&")
    .replace(/\*+/g, "[^]*?")
    .replace(/\?/g, "[^]");
  return new RegExp(`^${source}$`);
}
