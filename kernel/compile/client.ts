/** The kernel's end of the compiler process: starts it, asks it, and starts it anew with all it knew if it dies. */
import { spawn, type ChildProcessWithoutNullStreams } from "node:child_process";
import { existsSync } from "node:fs";
import { compilerScript, preludeDeclarations } from "./places.js";
import {
  buildSnapshotLater,
  compilerEnvironment,
  findSnapshot,
} from "./snapshot.js";
import type {
  AcceptedCell,
  CellSource,
  CheckMode,
  CompileService,
  CompiledCell,
  CompiledExpression,
  CompiledModules,
  Completeness,
  CompletionList,
  DebugCompiler,
  ExpressionSource,
  Inspection,
  Layout,
  RefusedCell,
  RefusedModule,
} from "./protocol.js";
import {
  lines,
  type Answer,
  type Method,
  type Request,
  type Requests,
} from "./requests.js";

export interface CompilerOptions {
  /** The notebook's folder, where the imports of cells start. */
  readonly folder: string;
  /** The script of the compiler process; the package's own unless given. */
  readonly script?: string;
  /** The declarations of the preloaded names; the package's own unless given. */
  readonly prelude?: string;
}

/** A compiler process that died, or was stopped, while it was working on a request. */
export class CompilerStopped extends Error {
  override readonly name = "CompilerStopped";
}

interface Waiting {
  readonly line: string;
  readonly resolve: (result: unknown) => void;
  readonly reject: (error: Error) => void;
}

/**
 * A compiler in a process of its own, which starts when it is first asked, or told to `start`.
 *
 * @example
 * const compiler = startCompiler({ folder: process.cwd() });
 * const cell = await compiler.compile({ id: 1, label: "Cell [1]", code: "1 + 1" });
 */
export function startCompiler(options: CompilerOptions): CompilerProcess {
  return new CompilerProcess(options);
}

export class CompilerProcess implements CompileService, DebugCompiler {
  private child: ChildProcessWithoutNullStreams | undefined;
  private readonly waiting = new Map<number, Waiting>();
  private readonly accepted: AcceptedCell[] = [];
  private folder: string;
  private count = 0;
  private closed = false;
  private complaint = "";
  /** The start-up snapshot, until one turns out to be of no use to this Node. */
  private snapshot: string | undefined;
  private hasAnswered = false;

  constructor(private readonly options: CompilerOptions) {
    this.folder = options.folder;
    this.snapshot = this.isPackaged ? findSnapshot() : undefined;
  }

  /** Starts the process before it is asked anything, so that the first answer comes sooner. */
  start(): void {
    this.child ??= this.spawn();
  }

  compile(cell: CellSource): Promise<CompiledCell | RefusedCell> {
    return this.ask("compile", cell);
  }

  async accept(id: number): Promise<void> {
    const accepted = await this.ask("accept", id);
    if (accepted !== undefined) this.accepted.push(accepted);
  }

  complete(code: string, cursor: number): Promise<CompletionList> {
    return this.ask("complete", code, cursor);
  }

  inspect(
    code: string,
    cursor: number,
    detail: 0 | 1,
  ): Promise<Inspection | undefined> {
    return this.ask("inspect", code, cursor, detail);
  }

  isComplete(code: string): Promise<Completeness> {
    return this.ask("isComplete", code);
  }

  module(
    path: string,
    check?: CheckMode,
  ): Promise<CompiledModules | RefusedModule> {
    return this.ask("module", path, check);
  }

  async reset(): Promise<void> {
    this.accepted.length = 0;
    await this.ask("reset");
  }

  async changeFolder(folder: string): Promise<void> {
    this.folder = folder;
    await this.ask("changeFolder", folder);
  }

  layout(code: string, js?: string): Promise<Layout> {
    return js === undefined
      ? this.ask("layout", code)
      : this.ask("layout", code, js);
  }

  expression(source: ExpressionSource): Promise<CompiledExpression> {
    return this.ask("expression", source);
  }

  isCaught(code: string, line: number, column: number): Promise<boolean> {
    return this.ask("isCaught", code, line, column);
  }

  async declare(name: string): Promise<void> {
    this.accepted.push(await this.ask("declare", name));
  }

  /** Stops whatever the compiler is at: every open request fails with `CompilerStopped`, the next ones are served. */
  interrupt(): void {
    this.child?.kill("SIGKILL");
  }

  /** Ends the process for good. */
  close(): void {
    this.closed = true;
    this.child?.kill("SIGKILL");
  }

  private ask<M extends Method>(
    method: M,
    ...args: Requests[M][0]
  ): Promise<Requests[M][1]> {
    if (this.closed)
      return Promise.reject(
        new CompilerStopped(`${method}: the compiler was closed`),
      );
    if (this.child === undefined) {
      this.child = this.spawn();
      for (const cell of this.accepted) void this.send("restore", [cell]);
    }
    return this.send(method, args);
  }

  private send<M extends Method>(
    method: M,
    args: Requests[M][0],
  ): Promise<Requests[M][1]> {
    const request: Request<M> = { key: ++this.count, method, args };
    const line = `${JSON.stringify(request)}\n`;
    return new Promise((resolve, reject) => {
      this.waiting.set(request.key, {
        line,
        resolve: resolve as (result: unknown) => void,
        reject,
      });
      this.child?.stdin.write(line);
    });
  }

  private spawn(): ChildProcessWithoutNullStreams {
    const { script = compilerScript(), prelude = preludeDeclarations() } =
      this.options;
    const files = existsSync(prelude) ? [prelude] : [];
    const snapshot =
      this.snapshot === undefined ? [] : ["--snapshot-blob", this.snapshot];
    const child = spawn(
      process.execPath,
      [...snapshot, script, this.folder, ...files],
      { env: compilerEnvironment(), stdio: "pipe", windowsHide: true },
    );
    child.stdout.setEncoding("utf8");
    child.stdout.on(
      "data",
      lines((line) => {
        this.take(JSON.parse(line) as Answer);
      }),
    );
    child.stderr.setEncoding("utf8");
    child.stderr.on("data", (text: string) => {
      this.complaint = (this.complaint + text).slice(-4000);
    });
    // A write to a process that has just died: its end is reported by `exit`.
    child.stdin.on("error", () => undefined);
    child.on("error", (error) => {
      this.complaint = error.message;
    });
    child.on("exit", (code, signal) => {
      if (child === this.child) this.ended(signal ?? `code ${String(code)}`);
    });
    return child;
  }

  /** A snapshot that Node rejects ends the process before it answers anything: everything is asked again without. */
  private startPlainly(): void {
    this.snapshot = undefined;
    this.complaint = "";
    const child = this.spawn();
    this.child = child;
    for (const { line } of this.waiting.values()) child.stdin.write(line);
  }

  /** Whether the process is the package's own, of which there are snapshots. */
  private get isPackaged(): boolean {
    const { script, prelude } = this.options;
    return script === undefined && prelude === undefined;
  }

  private take({ key, result, error }: Answer): void {
    if (!this.hasAnswered && this.isPackaged && this.snapshot === undefined)
      buildSnapshotLater();
    this.hasAnswered = true;
    const waiting = this.waiting.get(key);
    this.waiting.delete(key);
    if (error === undefined) waiting?.resolve(result);
    else waiting?.reject(new Error(error));
  }

  /** The process is gone: what was asked of it fails; the next request starts a new one, which is told what it knew. */
  private ended(how: string): void {
    if (!this.hasAnswered && this.snapshot !== undefined && !this.closed) {
      this.startPlainly();
      return;
    }
    const lost = [...this.waiting.values()];
    this.waiting.clear();
    const complaint = this.complaint.trim();
    this.complaint = "";
    this.child = undefined;
    for (const { reject } of lost)
      reject(
        new CompilerStopped(
          `compiler: the process ended (${how}); run the cell again${complaint && `\n${complaint}`}`,
        ),
      );
  }
}
