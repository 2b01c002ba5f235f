/** Widgets in short: what {@link interact} makes of `[0, 10]`, of `["a", "b"]`, of `true`. */
import { types } from "node:util";
import { describe } from "../display/text.js";
import { Dropdown, pairsOf } from "./choices.js";
import { FloatSlider, FloatText, IntSlider } from "./numbers.js";
import { Widget } from "./widget.js";
import { Checkbox, DatePicker, Text } from "./writing.js";

/** A widget that a person sets a value with. */
export type ValueWidget<V> = Pick<
  Widget<{ value: V }>,
  "id" | "close" | "keys" | "toString"
> & { value: V };

/** What can stand for a widget. */
export type Control =
  | readonly unknown[]
  | boolean
  | string
  | number
  | Date
  | ReadonlyMap<string, unknown>
  | ValueWidget<unknown>
  | Readonly<Record<string, unknown>>;

/** The type of the values that a control gives. */
export type ValueOf<C> = C extends { readonly value: infer V; close(): void }
  ? V
  : C extends boolean
    ? boolean
    : C extends string
      ? string
      : C extends number
        ? number
        : C extends Date
          ? Date | null
          : C extends ReadonlyMap<string, infer V>
            ? V
            : C extends readonly (infer V)[]
              ? ElementOf<V>
              : C extends Readonly<Record<string, infer V>>
                ? V
                : never;

/** Of numbers any number between is meant, of pairs the second. */
type ElementOf<V> = [V] extends [number]
  ? number
  : V extends readonly [string, infer W]
    ? W
    : V;

/**
 * The widget that a control stands for: `[low, high]` and `[low, high, step]` for a slider, other arrays, objects and Maps
 * for a list to choose from, `true` or `false` for a box to tick, a text or a number for a field, a `Date` for a day to
 * pick, a widget for itself.
 *
 * Without a step whole ends are stepped by 1 where that leaves ten steps, and others by a hundredth of the way.
 */
export function widgetFor(
  name: string,
  control: unknown,
): ValueWidget<unknown> {
  const description = name;
  if (control instanceof Widget) return whole(name, control as Widget);
  if (typeof control === "boolean")
    return Checkbox({ value: control, description });
  if (typeof control === "string") return Text({ value: control, description });
  if (typeof control === "number")
    return FloatText({ value: control, description });
  if (types.isDate(control)) return DatePicker({ value: control, description });
  if (isRange(control)) return slider(name, control);
  if (typeof control === "object" && control !== null) {
    const options = pairsOf(control);
    if (options.length > 0) return Dropdown({ options, description });
  }
  throw new TypeError(
    `interact: ${name}: nothing can be made of ${describe(control)}; give [low, high], a list of options, true or false, a text, a number, a Date or a widget`,
  );
}

function whole(name: string, widget: Widget): ValueWidget<unknown> {
  const keys = widget.keys();
  if (!keys.includes("value"))
    throw new TypeError(`interact: ${name}: ${String(widget)} has no value`);
  if (keys.includes("description") && widget.get("description") === "")
    widget.set({ description: name });
  return widget as unknown as ValueWidget<unknown>;
}

type Range = readonly [min: number, max: number, step?: number];

function isRange(control: unknown): control is Range {
  return (
    Array.isArray(control) &&
    (control.length === 2 || control.length === 3) &&
    control.every((item) => typeof item === "number")
  );
}

function slider(
  description: string,
  [min, max, given]: Range,
): ValueWidget<unknown> {
  if (!(min < max))
    throw new RangeError(
      `interact: ${description}: [${min}, ${max}] is no range; the first has to be the smaller`,
    );
  const step = given ?? stepOf(min, max);
  if (!(step > 0))
    throw new RangeError(
      `interact: ${description}: the step ${step} is not above 0`,
    );
  const value = min + step * Math.floor((max - min) / 2 / step);
  const range = { min, max, step, value, description };
  if ([min, max, step].every(Number.isInteger)) return IntSlider(range);
  const decimals = Math.min(Math.max(Math.ceil(-Math.log10(step)), 1), 8);
  return FloatSlider({ ...range, readoutFormat: `.${decimals}f` });
}

function stepOf(min: number, max: number): number {
  const areWhole = Number.isInteger(min) && Number.isInteger(max);
  if (areWhole && max - min >= 10) return 1;
  // A round number near a hundredth: 1, 2 or 5 times a power of ten.
  const rough = (max - min) / 100;
  const power = 10 ** Math.floor(Math.log10(rough));
  const digit = [1, 2, 5, 10].find((d) => d * power >= rough * 0.999) ?? 10;
  return Number((digit * power).toPrecision(3));
}
