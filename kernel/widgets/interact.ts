/** Functions that are called anew whenever a person moves one of their arguments. */
import { displaySymbol } from "../display/mime.js";
import type { Bundle } from "../run/channel.js";
import {
  widgetFor,
  type Control,
  type ValueOf,
  type ValueWidget,
} from "./abbreviations.js";
import { callerOf, type Caller } from "./arguments.js";
import { VBox } from "./boxes.js";
import { Button } from "./buttons.js";
import { connection } from "./connection.js";
import { Output } from "./output.js";
import { Widget, type AnyWidget } from "./widget.js";

/** A control for each argument, by the argument's name. */
export type Controls = Readonly<Record<string, Control>>;

/** The values of controls, by their names. */
export type ValuesOf<C extends Controls> = {
  readonly [K in keyof C]: ValueOf<C[K]>;
};

/** Any of the values. */
type AnyOf<C extends Controls> = ValuesOf<C>[keyof C];

/**
 * A function without types for its arguments: the first is all values, and also whatever a single one can be, since nobody
 * can tell before its text is read.
 */
type Untyped<C extends Controls> = (
  first: AnyOf<C> & ValuesOf<C>,
  ...rest: AnyOf<C>[]
) => unknown;

/** A function of all values. */
type Whole<C extends Controls> = (values: ValuesOf<C>) => unknown;

/** A function of several values. A method's parameters may be narrower than what is known here. */
type Separate<C extends Controls> = {
  call(...args: Widened<AnyOf<C>>[]): unknown;
}["call"];

type Widened<V> = V extends string ? string : V;

/** How {@link interact} calls the function. */
export interface InteractOptions {
  /** Has it called at a press of a button, not at each change. */
  readonly manual?: boolean;
}

/**
 * Shows a control for each argument of a function, and below them what the function prints, draws and returns; again after
 * each change of a control. The function takes one argument for each control, by its name, or one object of all of them.
 *
 * A control is `[low, high]` or `[low, high, step]` (a slider), a list, object or Map of options, `true` or `false`, a text, a
 * number, a `Date`, or any widget with a value. Errors of the function are shown in place of its output.
 *
 * @throws where a control is none, or the function names an argument for which there is none.
 * @example
 *   interact((a, shape) => plot((x) => (shape === "sine" ? Math.sin(a * x) : Math.exp(-a * x * x)), [-3, 3]), {
 *     a: [0.5, 5],
 *     shape: ["sine", "bell"],
 *   });
 */
export function interact<const C extends Controls>(
  f: Untyped<C>,
  controls: C,
  options?: InteractOptions,
): void;
/** The same of a function of an object, with its type. */
export function interact<const C extends Controls>(
  f: Whole<C>,
  controls: C,
  options?: InteractOptions,
): void;
/** The same of a function of several arguments with their types. */
export function interact<const C extends Controls>(
  f: Separate<C>,
  controls: C,
  options?: InteractOptions,
): void;
export function interact(
  f: (...args: never[]) => unknown,
  controls: Controls,
  options: InteractOptions = {},
): void {
  const { output } = connection("interact");
  const made = new Interaction(f, controls, options);
  output.display(made[displaySymbol](), {}, undefined, false);
}

/** A function with its controls, shown together. Made by {@link interactive}. */
export class Interaction<C extends Controls = Controls> {
  /** The widgets of the arguments, by name. */
  readonly controls: { readonly [K in keyof C]: ValueWidget<ValueOf<C[K]>> };
  readonly output: Output;
  /** Everything in one. */
  readonly box: VBox;
  readonly #f: (...args: never[]) => unknown;
  readonly #call: Caller;

  constructor(
    f: (...args: never[]) => unknown,
    controls: Controls,
    { manual = false }: InteractOptions,
  ) {
    this.#f = f;
    this.#call = callerOf(f, Object.keys(controls));
    const widgets = Object.entries(controls).map(
      ([name, control]) => [name, widgetFor(name, control)] as const,
    );
    this.controls = Object.fromEntries(widgets) as typeof this.controls;
    this.output = Output();
    const shown: AnyWidget[] = widgets.map(([, widget]) => widget);
    if (manual) {
      const button = Button({ description: "Run", icon: "play" });
      button.onClick(() => {
        this.run();
      });
      shown.push(button);
    } else
      for (const widget of shown)
        (widget as Widget<{ value: unknown }>).observe(() => {
          this.run();
        });
    this.box = VBox([...shown, this.output], {});
    if (!manual) this.run();
  }

  /** The values of the arguments now. */
  get values(): ValuesOf<C> {
    const entries = Object.entries<ValueWidget<unknown>>(this.controls);
    return Object.fromEntries(
      entries.map(([name, widget]) => [name, widget.value]),
    ) as ValuesOf<C>;
  }

  /** Calls the function with the values of now, and shows what it does. */
  run(): void {
    this.output.capture(() => this.#call(this.#f, this.values));
  }

  /** What a page shows: the controls, or, where it knows no widgets, what the function has shown at first. */
  [displaySymbol](): Bundle {
    const [first] = this.output.outputs;
    return {
      ...(first?.["data"] as Bundle | undefined),
      ...this.box[displaySymbol](),
    };
  }
}

/**
 * What {@link interact} shows, as a value: its controls and its output can be laid out anew, and `values` read.
 *
 * @example
 *   const shown = widgets.interactive((a) => a ** 2, { a: [0, 10] });
 *   shown.controls.a.value = 7;
 *   shown
 */
export function interactive<const C extends Controls>(
  f: Untyped<C>,
  controls: C,
  options?: InteractOptions,
): Interaction<C>;
/** The same of a function of an object, with its type. */
export function interactive<const C extends Controls>(
  f: Whole<C>,
  controls: C,
  options?: InteractOptions,
): Interaction<C>;
/** The same of a function of several arguments with their types. */
export function interactive<const C extends Controls>(
  f: Separate<C>,
  controls: C,
  options?: InteractOptions,
): Interaction<C>;
export function interactive(
  f: (...args: never[]) => unknown,
  controls: Controls,
  options: InteractOptions = {},
): Interaction {
  return new Interaction(f, controls, options);
}
