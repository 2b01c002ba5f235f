/** TypeScript's own server over its standard streams, as editors speak with it. */
import { spawn, type ChildProcessWithoutNullStreams } from "node:child_process";
import { writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";

interface Answer {
  readonly type: string;
  readonly request_seq?: number;
  readonly success?: boolean;
  readonly message?: string;
  readonly body?: unknown;
}

/** Where something stands in an open file. */
interface Place {
  readonly file: string;
  readonly line: number;
  readonly offset: number;
}

const longest = 60_000;

/** A server and the files that are open in it. */
export class TsServer {
  readonly #child: ChildProcessWithoutNullStreams;
  readonly #folder: string;
  readonly #open = new Map<string, string>();
  readonly #waiting = new Map<number, (answer: Answer) => void>();
  #rest = "";
  #count = 0;

  /** Loads plugins from the `node_modules` of `folder`, as editors have it for projects that one trusts. */
  constructor(folder: string) {
    this.#folder = folder;
    const script = createRequire(import.meta.url).resolve(
      "typescript/lib/tsserver.js",
    );
    const options = [
      "--disableAutomaticTypingAcquisition",
      "--allowLocalPluginLoads",
      "--suppressDiagnosticEvents",
    ];
    this.#child = spawn(process.execPath, [script, ...options], {
      cwd: folder,
      stdio: "pipe",
    });
    this.#child.stdout.setEncoding("utf8").on("data", (text: string) => {
      this.#read(text);
    });
  }

  /** Opens a file with the given text, or gives an open one another. */
  write(name: string, text: string): void {
    const file = join(this.#folder, name);
    const known = this.#open.get(name);
    this.#open.set(name, text);
    // A project consists of what lies on the disk.
    if (known === undefined) writeFileSync(file, text);
    if (known === undefined)
      this.#send("open", { file, fileContent: text, scriptKindName: "TS" });
    else
      this.#send("change", {
        ...{ file, insertString: text, line: 1, offset: 1 },
        ...{ endLine: known.split("\n").length + 1, endOffset: 1 },
      });
  }

  /** Asks about the place in the file before which `mark` ends. */
  ask(
    command: string,
    name: string,
    mark: string,
    more: object = {},
  ): Promise<unknown> {
    return this.#ask(command, { ...this.#after(name, mark), ...more });
  }

  /** `line:offset code text` of every error in the file. */
  async errors(name: string): Promise<string[]> {
    const file = join(this.#folder, name);
    const found = await this.#ask("semanticDiagnosticsSync", { file });
    const list = found as { start: Place; code: number; text: string }[];
    return list.map(
      ({ start, code, text }) =>
        `${start.line}:${start.offset} ${code} ${text}`,
    );
  }

  stop(): void {
    this.#child.kill("SIGKILL");
  }

  #after(name: string, mark: string): Place {
    const text = this.#open.get(name) ?? "";
    const at = text.indexOf(mark);
    if (at < 0) throw new Error(`${name} holds no ${mark}`);
    const before = text.slice(0, at + mark.length).split("\n");
    const offset = (before.at(-1)?.length ?? 0) + 1;
    return { file: join(this.#folder, name), line: before.length, offset };
  }

  #ask(command: string, args: object): Promise<unknown> {
    const seq = this.#send(command, args);
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        reject(new Error(`tsserver: ${command} was not answered`));
      }, longest);
      this.#waiting.set(seq, ({ success, message, body }) => {
        clearTimeout(timer);
        if (success === true) resolve(body);
        else reject(new Error(`tsserver: ${command}: ${message ?? ""}`));
      });
    });
  }

  #send(command: string, args: object): number {
    const seq = ++this.#count;
    const request = { seq, type: "request", command, arguments: args };
    this.#child.stdin.write(`${JSON.stringify(request)}\n`);
    return seq;
  }

  /** Each message is a JSON text in a line of its own, between headers. */
  #read(text: string): void {
    const lines = (this.#rest + text).split("\n");
    this.#rest = lines.pop() ?? "";
    for (const line of lines) {
      if (!line.startsWith("{")) continue;
      const answer = JSON.parse(line) as Answer;
      const { type, request_seq = 0 } = answer;
      if (type !== "response") continue;
      this.#waiting.get(request_seq)?.(answer);
      this.#waiting.delete(request_seq);
    }
  }
}
