/** What the kinds of widgets of the page's own package have in common. */
import type { KindOf } from "./define.js";
import { controls, seen } from "./looks.js";
import {
  flag,
  interval,
  oneOf,
  text,
  type Trait,
  type Traits,
} from "./traits.js";
import type { Kind } from "./widget.js";

/** A kind of the page's package of controls: its model and view are called after it unless a view is named. */
export function control<T extends Traits>(
  name: string,
  traits: T,
  { view = name, settle }: { view?: string; settle?: Kind["settle"] } = {},
): KindOf<T & typeof seen> {
  return {
    name,
    module: controls,
    model: `${name}Model`,
    view: `${view}View`,
    traits: { ...traits, ...seen },
    ...(settle && { settle }),
  };
}

/** A widget with a text beside it. */
export const described = {
  description: text(""),
  descriptionAllowHtml: flag(false),
};

/** A widget that a person acts on. */
export const active = { ...described, disabled: flag(false) };

/** The meanings that colours have. */
export const meaning = oneOf(
  "",
  "primary",
  "success",
  "info",
  "warning",
  "danger",
);

/** What sliders have beside their value. */
export const sliding = {
  ...active,
  orientation: oneOf("horizontal", "vertical"),
  readout: flag(true),
  continuousUpdate: flag(true),
  behavior: oneOf("drag-tap", "drag-snap", "tap", "drag", "snap"),
};

/** Keeps a value between its bounds. */
export function bounded(state: Record<string, unknown>): void {
  const [min, max] = boundsOf(state);
  const { value } = state;
  state["value"] = Array.isArray(value)
    ? value.map((end: number) => clamp(end, min, max))
    : clamp(value as number, min, max);
}

function boundsOf(state: Record<string, unknown>): [number, number] {
  const min = state["min"] as number;
  const max = state["max"] as number;
  if (min > max) throw new RangeError(`min ${min} is larger than max ${max}`);
  return [min, max];
}

function clamp(value: number, min: number, max: number): number {
  return Math.min(Math.max(value, min), max);
}

/** The properties of a number between bounds. */
export function between(number: (initial: number) => Trait<number>): {
  value: Trait<number>;
  min: Trait<number>;
  max: Trait<number>;
} {
  return { value: number(0), min: number(0), max: number(100) };
}

/** The properties of two numbers between bounds. */
export function range(number: (initial: number) => Trait<number>): {
  value: Trait<readonly [number, number]>;
  min: Trait<number>;
  max: Trait<number>;
} {
  return { ...between(number), value: interval(number(0), [25, 75]) };
}
