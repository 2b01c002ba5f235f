import { HistoryFile, type Database } from "./history-file.js";

/** One input, with the text of its result where there is one. Results are those of this session alone. */
export interface HistoryEntry {
  readonly session: number;
  readonly line: number;
  readonly input: string;
  readonly output: string | undefined;
}

/** How long the first input waits until it is written, in milliseconds: opening the file holds up this thread. */
const headStart = 200;

interface Row {
  readonly session: number;
  readonly line: number;
  readonly source: string;
}

const columns = "SELECT session, line, source FROM history";

/** The inputs of this session and of all before it. */
export class History {
  readonly #file: HistoryFile;
  readonly #log: (line: string) => void;
  readonly #results = new Map<number, string>();
  #waiting: { line: number; input: string }[] = [];
  #last = 0;
  /** The number of this session; undefined before its first input is written. */
  #own: number | undefined;
  #work: Promise<void> = Promise.resolve();
  #timer: NodeJS.Timeout | undefined;

  constructor(
    file = new HistoryFile(),
    log: (line: string) => void = () => undefined,
  ) {
    this.#file = file;
    this.#log = log;
  }

  /** Keeps an input; called before it runs, so that it is there whatever it does. */
  add(line: number, input: string): void {
    this.#last = line;
    this.#waiting.push({ line, input });
    if (this.#own !== undefined) void this.flush();
    else this.#timer ??= setTimeout(() => void this.flush(), headStart);
  }

  /** Keeps the text of the last input's result. */
  answer(output: string): void {
    this.#results.set(this.#last, output);
  }

  /** Resolves when everything is in the file. */
  flush(): Promise<void> {
    clearTimeout(this.#timer);
    this.#work = this.#work.then(() => this.#write());
    return this.#work;
  }

  /** The last `n` entries, of whatever session. */
  tail(n: number): Promise<readonly HistoryEntry[]> {
    const order = "ORDER BY session DESC, line DESC LIMIT ?";
    return this.#find((database) =>
      database.prepare(`${columns} ${order}`).all(Math.max(n, 0)).reverse(),
    );
  }

  /** The entries with `start ≤ line < stop` of one session: 0 is this one, −1 the one before; no `stop` means to the end. */
  range(
    session: number,
    start: number,
    stop: number | undefined,
  ): Promise<readonly HistoryEntry[]> {
    const where = "WHERE session = ? AND line >= ? AND line < ? ORDER BY line";
    const end = stop ?? Number.MAX_SAFE_INTEGER;
    return this.#find((database) => {
      const number = session > 0 ? session : this.#number(database) + session;
      return database.prepare(`${columns} ${where}`).all(number, start, end);
    });
  }

  /** The last `n` entries that match a pattern with `*` and `?`; `unique` keeps the latest of equal ones. */
  search(
    pattern: string,
    n: number | undefined,
    unique: boolean,
  ): Promise<readonly HistoryEntry[]> {
    const later = `NOT EXISTS (SELECT 1 FROM history AS later WHERE later.source = history.source
      AND (later.session, later.line) > (history.session, history.line))`;
    const where = `WHERE source GLOB ? ${unique ? `AND ${later}` : ""}`;
    const order = "ORDER BY session DESC, line DESC LIMIT ?";
    return this.#find((database) =>
      database
        .prepare(`${columns} ${where} ${order}`)
        // Brackets stand for themselves: they are common in code.
        .all(
          pattern.replaceAll("[", "[[]"),
          n === undefined ? -1 : Math.max(n, 0),
        )
        .reverse(),
    );
  }

  async #find(
    query: (database: Database) => unknown[],
  ): Promise<readonly HistoryEntry[]> {
    await this.flush();
    const rows = (await this.#file.use(query)) as Row[];
    return rows.map(({ session, line, source }) => ({
      ...{ session, line, input: source },
      output: session === this.#own ? this.#results.get(line) : undefined,
    }));
  }

  /** The number that this session has, or would get now. */
  #number(database: Database): number {
    if (this.#own !== undefined) return this.#own;
    const latest = "SELECT coalesce(max(session), 0) AS latest FROM sessions";
    const { latest: last } = database.prepare(latest).get() as {
      latest: number;
    };
    return last + 1;
  }

  async #write(): Promise<void> {
    const inputs = this.#waiting;
    if (inputs.length === 0) return;
    this.#waiting = [];
    try {
      this.#own = await this.#file.use((database) =>
        store(database, this.#own, inputs),
      );
    } catch (error) {
      this.#log(`nabla: history: an input is not kept: ${String(error)}`);
    }
  }
}

/** Writes inputs as one transaction; begins the session where it has no number yet, and returns the number. */
function store(
  database: Database,
  session: number | undefined,
  inputs: readonly { line: number; input: string }[],
): number {
  database.exec("BEGIN IMMEDIATE");
  try {
    const number = session ?? begin(database);
    const insert = database.prepare(
      "INSERT OR REPLACE INTO history VALUES (?, ?, ?, ?)",
    );
    for (const { line, input } of inputs)
      insert.run(number, line, input, input);
    const count =
      "UPDATE sessions SET end = ?, num_cmds = (SELECT count(*) FROM history WHERE session = ?) WHERE session = ?";
    database.prepare(count).run(now(), number, number);
    database.exec("COMMIT");
    return number;
  } catch (error) {
    if (database.isTransaction) database.exec("ROLLBACK");
    throw error;
  }
}

function begin(database: Database): number {
  const insert = "INSERT INTO sessions (start, remark) VALUES (?, '')";
  return Number(database.prepare(insert).run(now()).lastInsertRowid);
}

/** A time as Python's sqlite3 writes and reads it. */
function now(): string {
  return new Date().toISOString().replace("T", " ").replace("Z", "");
}
