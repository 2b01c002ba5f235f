import { mkdir, open, rename } from "node:fs/promises";
import { dirname } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { DatabaseSync } from "@photostructure/sqlite";

export type Database = InstanceType<typeof DatabaseSync>;

/** The tables of IPython's own history (IPython.core.history), so that what reads one reads the other. */
const schema = `
CREATE TABLE IF NOT EXISTS sessions (session INTEGER PRIMARY KEY AUTOINCREMENT,
  start TIMESTAMP, end TIMESTAMP, num_cmds INTEGER, remark TEXT);
CREATE TABLE IF NOT EXISTS history (session INTEGER, line INTEGER, source TEXT, source_raw TEXT,
  PRIMARY KEY (session, line));
CREATE TABLE IF NOT EXISTS output_history (session INTEGER, line INTEGER, output TEXT,
  PRIMARY KEY (session, line));`;

/** How often and how long to try again while another kernel writes, in milliseconds. */
const pause = 20;
const patience = 5000;

// SQLite's result codes (sqlite.org/rescode.html).
const busy = [5, 6];
const damaged = [11, 26];

/**
 * The database of inputs that all kernels of a person share. A write is one small transaction, handed to the system
 * and not forced to the disk: a kernel that is killed loses nothing, and the thread that serves the sockets never waits
 * for a disk. Whoever finds the file locked tries again later; SQLite's own waiting would hold the thread up.
 */
export class HistoryFile {
  readonly #path: string | undefined;
  readonly #log: (line: string) => void;
  #database: Promise<Database> | undefined;

  /** Without a path it is kept in memory. */
  constructor(path?: string, log: (line: string) => void = () => undefined) {
    this.#path = path;
    this.#log = log;
  }

  /** Does some work with the database, again while another kernel has locked it. */
  async use<T>(work: (database: Database) => T): Promise<T> {
    this.#database ??= this.#open();
    const database = await this.#database;
    return retried(() => work(database));
  }

  /** A disk that is full or read-only costs the history on disk and nothing else. */
  async #open(): Promise<Database> {
    const path = this.#path;
    if (path === undefined) return connect(":memory:");
    try {
      await mkdir(dirname(path), { recursive: true, mode: 0o700 });
      await (await open(path, "a", 0o600)).close();
      return await connect(path).catch(async (error: unknown) => {
        if (!damaged.includes(codeOf(error))) throw error;
        const aside = path.replace(/(\.\w+)?$/, `-damaged-${Date.now()}$1`);
        await rename(path, aside);
        this.#log(`nabla: the history was damaged and is now ${aside}`);
        return connect(path);
      });
    } catch (error) {
      this.#log(`nabla: history is not kept on disk: ${String(error)}`);
      return connect(":memory:");
    }
  }
}

async function connect(path: string): Promise<Database> {
  const sqlite = await import("@photostructure/sqlite");
  const database = new sqlite.DatabaseSync(path, { timeout: 0 });
  await retried(() => {
    database.exec("PRAGMA synchronous = OFF");
    database.exec(schema);
  });
  return database;
}

async function retried<T>(work: () => T): Promise<T> {
  const start = performance.now();
  for (;;) {
    try {
      return work();
    } catch (error) {
      const late = performance.now() - start > patience;
      if (late || !busy.includes(codeOf(error))) throw error;
    }
    await sleep(pause * (0.5 + Math.random()));
  }
}

/** SQLite's result code without its extension; 0 where it is another error. */
function codeOf(error: unknown): number {
  return ((error as { errcode?: number }).errcode ?? 0) & 0xff;
}
