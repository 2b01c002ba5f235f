import {
  appendFile,
  mkdir,
  open,
  readFile,
  readdir,
  rm,
} from "node:fs/promises";
import { join } from "node:path";

/** An input as it is kept on disk: its line in the session, and its text. */
export type KeptInput = readonly [line: number, input: string];

/** How many sessions are kept. */
const kept = 2000;
const suffix = ".jsonl";

/**
 * The inputs of all sessions on disk, one file for each session and in it one line of JSON for each input.
 *
 * A session writes to its own file alone, and only at its end, so that kernels that run side by side need no lock and a
 * kernel that is killed loses nothing that it had written. The file is made at the first input; that it must not
 * exist before is what makes the session's number its own.
 */
export class Journal {
  readonly #folder: string;
  readonly #log: (line: string) => void;
  #number: Promise<number> | undefined;
  #writing: Promise<void> = Promise.resolve();
  #broken = false;

  constructor(folder: string, log: (line: string) => void) {
    this.#folder = folder;
    this.#log = log;
  }

  /** The number of this session: one more than the last one's. */
  number(): Promise<number> {
    this.#number ??= this.#begin().catch(async (error: unknown) => {
      this.#fail(error);
      return ((await this.sessions()).at(-1) ?? 0) + 1;
    });
    return this.#number;
  }

  append(input: KeptInput): void {
    this.#writing = this.#writing.then(async () => {
      const number = await this.number();
      if (this.#broken) return;
      const line = `${JSON.stringify(input)}\n`;
      await appendFile(this.#file(number), line).catch((error: unknown) => {
        this.#fail(error);
      });
    });
  }

  /** Resolves when all that was appended is on disk. */
  flush(): Promise<void> {
    return this.#writing;
  }

  /** The numbers of the sessions on disk, in order. */
  async sessions(): Promise<number[]> {
    const files = await readdir(this.#folder).catch((): string[] => []);
    return files
      .filter((file) => file.endsWith(suffix))
      .map((file) => Number(file.slice(0, -suffix.length)))
      .filter((number) => Number.isInteger(number))
      .sort((a, b) => a - b);
  }

  /** The inputs of a session; none where there is no such session. */
  async read(session: number): Promise<KeptInput[]> {
    const text = await readFile(this.#file(session), "utf8").catch(() => "");
    return text.split("\n").flatMap((line) => toInput(line) ?? []);
  }

  async #begin(): Promise<number> {
    await mkdir(this.#folder, { recursive: true, mode: 0o700 });
    const before = await this.sessions();
    for (const old of before.slice(0, -kept))
      await rm(this.#file(old), { force: true });
    for (let number = (before.at(-1) ?? 0) + 1; ; number++) {
      try {
        // Fails where a kernel started at the same time was faster.
        const file = await open(this.#file(number), "wx", 0o600);
        await file.close();
        return number;
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
      }
    }
  }

  #file(session: number): string {
    return join(this.#folder, `${String(session).padStart(8, "0")}${suffix}`);
  }

  /** A disk that is full or read-only costs the history and nothing else. */
  #fail(error: unknown): void {
    if (!this.#broken)
      this.#log(`nabla: history is not kept on disk: ${String(error)}`);
    this.#broken = true;
  }
}

/** A line that a crash has cut short is no input. */
function toInput(line: string): [KeptInput] | undefined {
  try {
    const [number, input] = JSON.parse(line) as unknown[];
    return typeof number === "number" && typeof input === "string"
      ? [[number, input]]
      : undefined;
  } catch {
    return undefined;
  }
}
