/** Widgets that choose among options. */
import { isDeepStrictEqual } from "node:util";
import { describe } from "../display/text.js";
import {
  callable,
  widgetClass,
  type OptionsOf,
  type WidgetOf,
} from "./define.js";
import { active, control, meaning, sliding } from "./kinds.js";
import { seen, style } from "./looks.js";
import {
  integer,
  list,
  oneOf,
  text,
  type State,
  type Trait,
  type Traits,
} from "./traits.js";

/** What can be chosen among: values, `[label, value]` pairs, or an object or a Map from labels to values. */
export type Choices<V> =
  | readonly (V | readonly [label: string, value: V])[]
  | Readonly<Record<string, V>>
  | ReadonlyMap<string, V>;

type Pair = readonly [label: string, value: unknown];

/** The options of what can be chosen among, each with its label. */
export function pairsOf(choices: unknown): readonly Pair[] {
  if (choices instanceof Map)
    return [...choices].map(([label, value]) => [String(label), value]);
  if (typeof choices !== "object" || choices === null)
    throw new TypeError(
      `expected an array, an object or a Map of options, got ${describe(choices)}`,
    );
  if (!Array.isArray(choices)) return Object.entries(choices);
  return choices.map((choice: unknown) =>
    isPair(choice) ? choice : labelled(choice),
  );
}

function isPair(choice: unknown): choice is Pair {
  return (
    Array.isArray(choice) &&
    choice.length === 2 &&
    typeof choice[0] === "string"
  );
}

function labelled(value: unknown): Pair {
  return [typeof value === "string" ? value : describe(value), value];
}

const optionsTrait: Trait<readonly Pair[]> = {
  initial: [],
  wire: "_options_labels",
  accept: pairsOf,
  toWire: (pairs) => pairs.map(([label]) => label),
  fromWire: () => undefined,
};

function pairsIn(state: State): readonly Pair[] {
  return state["options"] as readonly Pair[];
}

function indexOf(value: unknown, state: State): number {
  return pairsIn(state).findIndex(([, v]) => isDeepStrictEqual(v, value));
}

/** One option, which the page knows by its place. */
const one: Trait<unknown> = {
  initial: undefined,
  wire: "index",
  accept: (given) => given,
  toWire: (value, state) => {
    const index = indexOf(value, state);
    return index < 0 ? null : index;
  },
  fromWire: (index, state) =>
    index === null ? null : pairsIn(state)[index as number]?.[1],
};

/** Any number of options. */
const several: Trait<readonly unknown[]> = {
  initial: [],
  wire: "index",
  accept: (given) => {
    if (Array.isArray(given)) return given as unknown[];
    throw new TypeError(`expected an array of options, got ${describe(given)}`);
  },
  toWire: (values, state) => values.map((value) => indexOf(value, state)),
  fromWire: (indices, state) =>
    (indices as number[]).map((index) => pairsIn(state)[index]?.[1]),
};

function check(value: unknown, state: State): void {
  if (indexOf(value, state) >= 0) return;
  const labels = pairsIn(state).map(([label]) => label);
  throw new RangeError(
    `value ${describe(value)} is none of the options ${labels.join(", ")}`,
  );
}

/** What is chosen is an option: the first, unless another is said. */
function settleOne(state: Record<string, unknown>, given: State): void {
  const { value } = given;
  // Nothing can be chosen where the page says so; what a person types has to be there.
  if (value === null) return;
  if (value !== undefined) check(value, state);
  else if (indexOf(state["value"], state) < 0)
    state["value"] = pairsIn(state)[0]?.[1] ?? null;
}

function settleSeveral(state: Record<string, unknown>, given: State): void {
  const chosen = state["value"] as unknown[];
  if (given["value"] === undefined)
    state["value"] = chosen.filter((value) => indexOf(value, state) >= 0);
  else for (const value of chosen) check(value, state);
}

type Chosen<T extends Traits, V, O> = WidgetOf<
  Omit<T, "options" | "value"> & {
    options: Trait<readonly (readonly [string, O])[], Choices<O>>;
    value: Trait<V>;
  }
>;

type Given<T extends Traits, V, O> = Omit<OptionsOf<T>, "options" | "value"> & {
  readonly options: Choices<O>;
  readonly value?: V;
  readonly label?: string;
};

/** Makes widgets of which one option is chosen. */
interface ChoiceClass<T extends Traits> {
  new <const V>(options: Given<T, NoInfer<V>, V>): Chosen<T, V, V>;
  <const V>(options: Given<T, NoInfer<V>, V>): Chosen<T, V, V>;
}

/** Makes widgets of which several options are chosen. */
interface ChoicesClass<T extends Traits> {
  new <const V>(
    options: Given<T, readonly NoInfer<V>[], V>,
  ): Chosen<T, readonly V[], V>;
  <const V>(
    options: Given<T, readonly NoInfer<V>[], V>,
  ): Chosen<T, readonly V[], V>;
}

const choosing = { options: optionsTrait, value: one, ...active };

function choice<T extends Traits>(
  name: string,
  traits: T,
): ChoiceClass<T & typeof seen> {
  const kind = control(name, traits as Traits, { settle: settleOne });
  return callable(widgetClass(kind)) as unknown as ChoiceClass<T & typeof seen>;
}

/**
 * A list that opens, of which one option is chosen: `value`.
 *
 * @example
 *   const method = widgets.Dropdown({ options: ["gd", "adam"], value: "adam", label: "method" });
 */
export const Dropdown = choice("Dropdown", {
  ...choosing,
  style: style("DescriptionStyle"),
});

/**
 * A list of which one option is chosen.
 *
 * @example
 *   const f = widgets.Select({ options: { sine: Math.sin, cosine: Math.cos }, rows: 2 });
 *   f.value(0)
 */
export const Select = choice("Select", {
  ...{ ...choosing, rows: integer(5) },
  style: style("DescriptionStyle"),
});

/**
 * Options with a mark each, of which one is set.
 *
 * @example
 *   const size = widgets.RadioButtons({ options: ["small", "large"] });
 */
export const RadioButtons = choice("RadioButtons", {
  ...{ ...choosing, orientation: oneOf("vertical", "horizontal") },
  style: style("DescriptionStyle"),
});

/**
 * Buttons of which one is pressed.
 *
 * @example
 *   const order = widgets.ToggleButtons({ options: [1, 2, 3], label: "order" });
 */
export const ToggleButtons = choice("ToggleButtons", {
  ...{ ...choosing, buttonStyle: meaning },
  ...{ icons: list(text("")), tooltips: list(text("")) },
  style: style("ToggleButtonsStyle"),
});

/**
 * A slider over options.
 *
 * @example
 *   const size = widgets.SelectionSlider({ options: [8, 16, 32, 64], label: "batch" });
 */
export const SelectionSlider = choice("SelectionSlider", {
  ...{ options: optionsTrait, value: one, ...sliding },
  style: style("SliderStyle"),
});

const selectMultiple = {
  ...{ options: optionsTrait, value: several, ...active, rows: integer(5) },
  style: style("DescriptionStyle"),
};

/**
 * A list of which several options are chosen: `value` is an array.
 *
 * @example
 *   const shown = widgets.SelectMultiple({ options: ["f", "f'", "f''"], value: ["f"] });
 */
export const SelectMultiple = callable(
  widgetClass(
    control("SelectMultiple", selectMultiple as Traits, {
      settle: settleSeveral,
    }),
  ),
) as unknown as ChoicesClass<typeof selectMultiple & typeof seen>;
