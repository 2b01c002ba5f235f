/** The widget that holds what cells print and show. */
import { types } from "node:util";
import { toBundle } from "../display/mime.js";
import type { Bundle, StreamName } from "../run/channel.js";
import type { Area } from "../run/output.js";
import { connection } from "./connection.js";
import { callable, widgetClass } from "./define.js";
import { seen } from "./looks.js";
import { list, text, type Trait } from "./traits.js";

/** An output as notebooks save it (nbformat 4.5, "Code cell outputs"). */
export type SavedOutput = Readonly<Record<string, unknown>>;

const saved: Trait<SavedOutput> = {
  initial: {},
  accept: (given) => given as SavedOutput,
};

const traits = { ...seen, outputs: list(saved), msgId: text("") };

/** How long a page waits at most for what a long call has shown so far, in milliseconds. */
const patience = 100;

const OutputWidget = widgetClass({
  name: "Output",
  module: ["@jupyter-widgets/output", "1.0.0"],
  model: "OutputModel",
  view: "OutputView",
  traits,
});

class OutputArea extends OutputWidget {
  #recording: Recording | undefined;

  /**
   * Calls `f` and shows here what it prints and shows, in place of what was here before; also what it does later, until
   * the next call. Errors are shown here, too. Returns what `f` returns.
   *
   * @example
   *   const out = widgets.Output();
   *   out.capture(() => console.log("in the box"));
   *   out
   */
  capture<T>(f: () => T): T | undefined {
    const { output, showFigures } = connection("Output.capture");
    this.#recording?.end();
    const recording = new Recording((outputs) => {
      this.set({ outputs });
    });
    this.#recording = recording;
    // What the cell has drawn before belongs to the cell.
    showFigures();
    let value: T | undefined;
    output.into(recording, () => {
      value = recording.run(f);
    });
    return value;
  }

  /** Shows a value here, in place of what was here before. Returns the widget. */
  show(value: unknown): this {
    this.capture(() => value);
    return this;
  }

  /** Removes what is shown here. */
  clear(): void {
    this.#recording?.end();
    this.set({ outputs: [] });
  }
}

/** What one call prints and shows. */
class Recording implements Area {
  readonly #publish: (outputs: readonly SavedOutput[]) => void;
  #outputs: readonly SavedOutput[] = [];
  readonly #places = new Map<string, number>();
  #over = false;
  #clearing = false;
  #due = performance.now() + patience;
  #running = true;

  constructor(publish: (outputs: readonly SavedOutput[]) => void) {
    this.#publish = publish;
  }

  /** From here on nothing of it is shown: another call has taken its place. */
  end(): void {
    this.#over = true;
  }

  /** Runs `f` to its end, shows its value and the figures that it leaves. */
  run<T>(f: () => T): T | undefined {
    try {
      const value = f();
      if (types.isPromise(value))
        value.then(
          (result) => {
            this.#finish(result);
          },
          (error: unknown) => {
            this.#fail(error);
          },
        );
      else this.#finish(value);
      return value;
    } catch (error) {
      this.#fail(error);
      return undefined;
    }
  }

  text(name: StreamName, text: string): void {
    const last = this.#outputs.at(-1);
    if (!this.#clearing && last?.["name"] === name)
      this.#put(this.#outputs.length - 1, {
        ...last,
        text: String(last["text"]) + text,
      });
    else this.#add({ output_type: "stream", name, text });
  }

  display(
    data: Bundle,
    metadata: Bundle,
    displayId: string | undefined,
    update: boolean,
  ): void {
    const shown = {
      ...{ output_type: "display_data", data: withoutPictures(data), metadata },
    };
    const place = displayId && this.#places.get(displayId);
    if (update && typeof place === "number") this.#put(place, shown);
    else if (!update) {
      this.#add(shown);
      if (displayId !== undefined)
        this.#places.set(displayId, this.#outputs.length - 1);
    }
  }

  clear(wait: boolean): void {
    this.#clearing = true;
    if (!wait) this.#sweep();
  }

  #finish(value: unknown): void {
    const bundle = this.#over ? undefined : toBundle(value);
    if (types.isPromise(bundle))
      void bundle.then((data) => {
        this.display(data, {}, undefined, false);
        this.#settle();
      });
    else if (bundle !== undefined) this.display(bundle, {}, undefined, false);
    this.#settle();
  }

  #fail(error: unknown): void {
    const { failure } = connection("Output.capture");
    this.#add({ output_type: "error", ...failure(error) });
    this.#settle();
  }

  /** Shows what is left to be shown, and all of it at once. */
  #settle(): void {
    connection("Output.capture").showFigures();
    this.#running = false;
    this.#flush();
  }

  #add(output: SavedOutput): void {
    this.#sweep();
    this.#put(this.#outputs.length, output);
  }

  #sweep(): void {
    if (!this.#clearing) return;
    this.#clearing = false;
    this.#outputs = [];
    this.#places.clear();
  }

  #put(place: number, output: SavedOutput): void {
    // The page may still hold the array that it was given.
    this.#outputs = this.#outputs.toSpliced(place, 1, output);
    if (!this.#running || performance.now() >= this.#due) this.#flush();
  }

  #flush(): void {
    this.#due = performance.now() + patience;
    if (!this.#over) this.#publish(this.#outputs);
  }
}

/** A figure as it moves under a slider needs no second image of itself. */
function withoutPictures(data: Bundle): Bundle {
  return "image/svg+xml" in data
    ? Object.fromEntries(
        Object.entries(data).filter(([type]) => type !== "image/png"),
      )
    : data;
}

/**
 * A place for what code prints and shows.
 *
 * @example
 *   const out = widgets.Output();
 *   out.capture(() => display(md`**here**`));
 *   out
 */
export const Output = callable(OutputArea);
export type Output = OutputArea;
