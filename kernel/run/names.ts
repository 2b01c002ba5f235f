/** The names that only a cell has: showing things, and asking the person at the keyboard. */
import { types } from "node:util";
import { displaySymbol, toBundle } from "../display/mime.js";
import type { Bundle, Question } from "./channel.js";
import type { Output } from "./output.js";

const { isPromise } = types;

let connected: Output | undefined;

/** Tells the names where output goes; called once, before the first cell. */
export function connectNames(output: Output): void {
  connected = output;
}

function output(operation: string): Output {
  if (connected === undefined)
    throw new Error(`${operation}: works in a notebook's cells only`);
  return connected;
}

/** Options of {@link display}. */
export interface DisplayOptions {
  /** The name by which {@link update} finds this display again. */
  displayId?: string;
  /** Metadata of the message, by MIME type. */
  metadata?: Record<string, unknown>;
}

/**
 * Shows a value below the cell, as the last value of a cell is shown.
 *
 * An object says how it is shown by a method `[Symbol.for("Jupyter.display")]()` that returns a MIME bundle, or a
 * promise of one. Returns nothing, so that a cell that ends in it shows one thing.
 *
 * @example
 *   display("working …", { displayId: "work" });
 *   update("work", "done");
 */
export function display(value: unknown, options: DisplayOptions = {}): void {
  show("display", value, options.displayId, options.metadata ?? {}, false);
}

/**
 * Shows another value in place of what {@link display} has shown under this id, wherever on the page that is.
 *
 * @example
 *   update("status", md`**done**`);
 */
export function update(
  displayId: string,
  value: unknown,
  options: Omit<DisplayOptions, "displayId"> = {},
): void {
  show("update", value, displayId, options.metadata ?? {}, true);
}

function show(
  operation: string,
  value: unknown,
  displayId: string | undefined,
  metadata: Bundle,
  again: boolean,
): void {
  const out = output(operation);
  const bundle = value === undefined ? undefined : toBundle(value);
  if (bundle === undefined)
    out.display({ "text/plain": "undefined" }, metadata, displayId, again);
  else if (isPromise(bundle))
    out.later(
      bundle.then((data) => {
        out.display(data, metadata, displayId, again);
      }),
    );
  else out.display(bundle, metadata, displayId, again);
}

let progresses = 0;

/** Shows what becomes of something in one place below the cell. */
export function showProgress(first: unknown): (next: unknown) => void {
  const displayId = `nabla-progress-${++progresses}`;
  display(first, { displayId });
  return (next) => {
    update(displayId, next);
  };
}

/**
 * Shows a value in the front end's pager, which stands beside the notebook and is closed when read. Front ends without a
 * pager show nothing.
 *
 * @example
 *   page(md`# Help`);
 */
export function page(value: unknown): void {
  const out = output("page");
  const send = (data: Bundle): void => {
    out.payload({ source: "page", data, start: 0 });
  };
  const bundle = toBundle(value) ?? { "text/plain": "undefined" };
  if (isPromise(bundle)) out.later(bundle.then(send));
  else send(bundle);
}

/**
 * Puts text into the next cell, ready to be edited and run; with `replace`, into this cell in place of what it holds.
 *
 * @example
 *   setNextInput("grad(f)(3)");
 */
export function setNextInput(
  text: string,
  options: { replace?: boolean } = {},
): void {
  const replace = options.replace ?? false;
  output("setNextInput").payload({ source: "set_next_input", text, replace });
}

/**
 * Removes what the cell has shown so far; with `wait`, only when something new is there to take its place.
 *
 * @example
 *   for (const step of [1, 2, 3]) {
 *     clearOutput({ wait: true });
 *     display(step);
 *   }
 */
export function clearOutput(options: { wait?: boolean } = {}): void {
  output("clearOutput").clear(options.wait ?? false);
}

/** Text of one kind, which shows itself as that kind. */
export class Shown {
  readonly type: string;
  readonly text: string;

  constructor(type: string, text: string) {
    this.type = type;
    this.text = text;
  }

  /** The text itself. */
  toString(): string {
    return this.text;
  }

  /** The MIME bundle that a notebook shows. */
  [displaySymbol](): Bundle {
    const data =
      this.type === "text/latex" ? `$\\displaystyle ${this.text}$` : this.text;
    return { [this.type]: data, "text/plain": this.text };
  }
}

/** A template whose text is taken as it stands, backslashes included. */
type Template = (
  text: TemplateStringsArray | string,
  ...values: unknown[]
) => Shown;

function template(type: string): Template {
  return (text, ...values) =>
    new Shown(
      type,
      typeof text === "string"
        ? text
        : String.raw({ raw: text.raw }, ...values),
    );
}

/**
 * HTML, as a template or from a string. Nothing in it is escaped.
 *
 * @example
 *   html`<b>${1 + 1}</b>`
 */
export const html: Template = template("text/html");

/**
 * Markdown, as a template or from a string.
 *
 * @example
 *   md`The answer is **${42}**.`
 */
export const md: Template = template("text/markdown");

/**
 * An SVG picture, as a template or from a string.
 *
 * @example
 *   svg`<svg xmlns="http://www.w3.org/2000/svg" width="20" height="20"><circle cx="10" cy="10" r="8"/></svg>`
 */
export const svg: Template = template("image/svg+xml");

/**
 * A formula in LaTeX, without delimiters, as a template or from a string.
 *
 * @example
 *   tex`\frac{\partial f}{\partial x}`
 */
export const tex: Template = template("text/latex");

/**
 * Asks the person at the keyboard for a line of text and waits for it. An interrupt of the kernel throws.
 *
 * @example
 *   const name = input("What is your name? ");
 */
export function input(prompt = ""): string {
  return ask("input", prompt, false);
}

/**
 * As {@link input}, without showing what is typed.
 *
 * @example
 *   const secret = password("Password: ");
 */
export function password(prompt = "Password: "): string {
  return ask("password", prompt, true);
}

function ask(operation: string, prompt: string, hidden: boolean): string {
  const question: Question = { type: "input", prompt, password: hidden };
  return String(output(operation).ask(question));
}
