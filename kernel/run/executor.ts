import { types } from "node:util";
import { constants, Script } from "node:vm";
import { toFailure } from "../display/error.js";
import { toBundle } from "../display/mime.js";
import type { Bundle, Outcome, RunCell } from "./channel.js";
import { settled } from "./intrinsics.js";
import { KeyboardInterrupt, type Output } from "./output.js";
import type { Scripts } from "./scripts.js";
import { timed, type CellFunction } from "./timing.js";

const { isPromise } = types;

/** A cell that has started and not ended. */
interface Running {
  readonly cell: RunCell;
  /** What the script knows of this: a cell that was stopped, and goes on, writes its variables no more. */
  readonly run: { running: boolean };
  /** True until the cell has returned for the first time: a value, or a promise of one. */
  entered: boolean;
  /** The stack that an interrupt has torn down; undefined while there was none. */
  torn: KeyboardInterrupt | undefined;
}

/**
 * Runs cells, as a machine that messages drive, never as a function that awaits one: `terminateExecution` takes the
 * whole stack with it, the kernel's own `try … finally` included, so that nothing after a call into a cell may be
 * relied upon. What has been torn is noticed by the next `ping`, from the event loop.
 */
export class Executor {
  readonly #output: Output;
  readonly #scripts: Scripts;
  #runtime: object;
  #running: Running | undefined;
  #endings: (() => void)[] = [];

  constructor(output: Output, scripts: Scripts, runtime: object) {
    this.#output = output;
    this.#scripts = scripts;
    this.#runtime = runtime;
  }

  /** Has `f` called at the end of every cell that was not interrupted, after its value has been shown. */
  atEnd(f: () => void): void {
    this.#endings.push(f);
  }

  /** Gives the cells from now on another runtime. */
  useRuntime(runtime: object): void {
    this.#runtime = runtime;
  }

  /** The cell that is running now. */
  get running(): number | undefined {
    return this.#running?.cell.id;
  }

  /** Whether variables of the cell that is running live on its stack. */
  get hasLocals(): boolean {
    return this.#running?.cell.salvage !== undefined;
  }

  start(cell: RunCell): void {
    const run = { running: true };
    const running: Running = { cell, run, entered: true, torn: undefined };
    this.#running = running;
    this.#output.within(cell.id, () => {
      this.#enter(running);
    });
    running.entered = false;
  }

  /** Rejects a cell that waits for a promise; false where none does. */
  reject(): boolean {
    const running = this.#running;
    if (running === undefined) return false;
    this.#fail(running, interrupted());
    return true;
  }

  /** Notes, on top of the cell's stack, that it is about to be torn. */
  tear(): void {
    if (this.#running !== undefined) this.#running.torn = interrupted();
  }

  /** Called from the event loop: a cell that ought to be on the stack, and is not, has been torn. */
  settle(): void {
    const running = this.#running;
    if (running === undefined) return;
    if (!running.entered && running.torn === undefined) return;
    this.#output.reset();
    this.#fail(running, running.torn ?? interrupted());
  }

  #enter(running: Running): void {
    const { cell } = running;
    let value: unknown;
    try {
      const filename = this.#scripts.addCell(cell.label, cell.source, cell.map);
      const script = new Script(cell.js, {
        filename,
        importModuleDynamically: constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
      });
      const run = script.runInThisContext() as CellFunction;
      value = this.#timed(running, run)(this.#runtime, running.run);
    } catch (error) {
      this.#fail(running, error);
      return;
    }
    if (!cell.isAsync) {
      this.#show(running, value);
      return;
    }
    try {
      settled(
        value as Promise<unknown>,
        (result) => {
          this.#show(running, result);
        },
        (error) => {
          this.#fail(running, error);
        },
      );
    } catch (error) {
      // Promises whose constructor a cell has changed.
      this.#fail(running, error);
    }
  }

  #timed(running: Running, run: CellFunction): CellFunction {
    const { timing, isAsync } = running.cell;
    if (timing === undefined) return run;
    const report = (line: string): void => {
      this.#output.text("stdout", `${line}\n`);
    };
    const isRunning = (): boolean => this.#running === running;
    return timed(run, { timing, isAsync, report, isRunning });
  }

  #show(running: Running, value: unknown): void {
    if (this.#running !== running) return;
    try {
      const bundle = running.cell.show ? toBundle(value) : undefined;
      if (!isPromise(bundle)) {
        this.#succeed(running, bundle);
        return;
      }
      settled(
        bundle,
        (data) => {
          this.#succeed(running, data as Bundle);
        },
        (error) => {
          this.#fail(running, error);
        },
      );
    } catch (error) {
      this.#fail(running, error);
    }
  }

  #succeed(running: Running, data: Bundle | undefined): void {
    if (this.#running !== running) return;
    const cell = running.cell.id;
    if (data !== undefined)
      this.#output.send({ type: "result", cell, data, metadata: {} });
    const outcome = this.#end();
    const later = this.#output.takeLater();
    if (later === undefined) {
      this.#finish(running, outcome);
      return;
    }
    const finish = (): void => {
      this.#finish(running, outcome);
    };
    settled(later, finish, finish);
  }

  /** Shows what a cell has left to be shown; returns what went wrong with that. */
  #end(): Outcome {
    try {
      const endings = this.#endings;
      for (let i = 0; i < endings.length; i++) endings[i]?.();
      return undefined;
    } catch (error) {
      return toFailure(error, this.#scripts.sourceOf);
    }
  }

  #fail(running: Running, error: unknown): void {
    if (this.#running !== running) return;
    const failure = toFailure(error, this.#scripts.sourceOf);
    if (!(error instanceof KeyboardInterrupt)) this.#end();
    this.#finish(running, failure);
  }

  #finish(running: Running, outcome: Outcome): void {
    if (this.#running !== running) return;
    running.run.running = false;
    const cell = running.cell.id;
    this.#output.send(
      outcome === undefined
        ? { type: "done", cell }
        : { type: "done", cell, outcome },
    );
    // In this order: an interrupt in between says it twice, where the other way round it would never be said.
    this.#running = undefined;
  }
}

function interrupted(): KeyboardInterrupt {
  return new KeyboardInterrupt("the cell was interrupted");
}
