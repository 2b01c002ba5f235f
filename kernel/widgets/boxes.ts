/** Widgets that hold others. */
import {
  callable,
  widgetClass,
  type Callable,
  type OptionsOf,
  type WidgetOf,
} from "./define.js";
import { control, meaning } from "./kinds.js";
import {
  integer,
  list,
  maybe,
  text,
  type Trait,
  type Traits,
} from "./traits.js";
import { referred, Widget, type AnyWidget } from "./widget.js";

const child: Trait<AnyWidget> = {
  initial: null as unknown as AnyWidget,
  accept: (given) => {
    if (given instanceof Widget) return given as AnyWidget;
    throw new TypeError(
      "expected widgets; show what is none in an Output: widgets.Output().show(value)",
    );
  },
};

const holding = {
  children: {
    ...list(child),
    fromWire: (wire: unknown) => (wire as unknown[]).map(referred),
  },
  boxStyle: meaning,
};
const titled = {
  ...holding,
  ...{ selectedIndex: maybe(integer(0)), titles: list(text("")) },
};

type Holder<T extends Traits> = Callable<
  [children?: readonly AnyWidget[], options?: Omit<OptionsOf<T>, "children">],
  WidgetOf<T>
>;

/** A class whose widgets take their children first. */
function holder<T extends typeof holding>(
  name: string,
  traits: T,
): Holder<ReturnType<typeof control<T>>["traits"]> {
  const Class = widgetClass(control<Traits>(name, traits));
  const Made = class extends Class {
    constructor(children: readonly AnyWidget[] = [], options: object = {}) {
      super({ children, ...options });
    }
  };
  return callable(Made) as unknown as Holder<
    ReturnType<typeof control<T>>["traits"]
  >;
}

/**
 * Widgets side by side.
 *
 * @example
 *   widgets.HBox([widgets.Label({ value: "x" }), widgets.FloatText()])
 */
export const HBox = holder("HBox", holding);
export type HBox = InstanceType<typeof HBox>;

/**
 * Widgets one below the other.
 *
 * @example
 *   widgets.VBox([widgets.IntSlider(), widgets.IntSlider()])
 */
export const VBox = holder("VBox", holding);
export type VBox = InstanceType<typeof VBox>;

/**
 * Widgets laid out by CSS alone.
 *
 * @example
 *   widgets.Box([widgets.Button(), widgets.Button()], { layout: { flexFlow: "row wrap" } })
 */
export const Box = holder("Box", holding);
export type Box = InstanceType<typeof Box>;

/**
 * Widgets in a grid of CSS.
 *
 * @example
 *   widgets.GridBox(["a", "b", "c", "d"].map((value) => widgets.Label({ value })), {
 *     layout: { gridTemplateColumns: "auto auto" },
 *   })
 */
export const GridBox = holder("GridBox", holding);
export type GridBox = InstanceType<typeof GridBox>;

/**
 * Widgets behind tabs; `titles` names them, `selectedIndex` is the one in front.
 *
 * @example
 *   widgets.Tab([widgets.IntSlider(), widgets.Text()], { titles: ["number", "text"] })
 */
export const Tab = holder("Tab", titled);
export type Tab = InstanceType<typeof Tab>;

/**
 * Widgets below headings that fold; `selectedIndex` is the open one, `null` where none is.
 *
 * @example
 *   widgets.Accordion([widgets.IntSlider()], { titles: ["more"], selectedIndex: 0 })
 */
export const Accordion = holder("Accordion", titled);
export type Accordion = InstanceType<typeof Accordion>;

/**
 * Widgets of which one is seen: that of `selectedIndex`.
 *
 * @example
 *   widgets.Stack([widgets.IntSlider(), widgets.Text()], { selectedIndex: 1 })
 */
export const Stack = holder("Stack", titled);
export type Stack = InstanceType<typeof Stack>;
