/** Widgets that hold numbers. */
import { define } from "./define.js";
import {
  active,
  between,
  bounded,
  control,
  described,
  meaning,
  range,
  sliding,
} from "./kinds.js";
import { style } from "./looks.js";
import { flag, integer, maybe, oneOf, real, text } from "./traits.js";

const settle = bounded;
const sliderStyle = { style: style("SliderStyle") };
const textStyle = { style: style("DescriptionStyle") };
const progressStyle = { style: style("ProgressStyle") };

/**
 * A slider of whole numbers: `value` between `min` (0) and `max` (100) in steps of `step` (1).
 *
 * @example
 *   const n = widgets.IntSlider({ min: 1, max: 12, value: 3, label: "order" });
 */
export const IntSlider = define(
  control(
    "IntSlider",
    {
      ...between(integer),
      ...{ step: integer(1), readoutFormat: text("d") },
      ...sliding,
      ...sliderStyle,
    },
    { settle },
  ),
);
export type IntSlider = InstanceType<typeof IntSlider>;

/**
 * A slider of numbers: `value` between `min` (0) and `max` (100) in steps of `step` (0.1).
 *
 * @example
 *   const rate = widgets.FloatSlider({ min: 0, max: 1, step: 0.01, label: "rate" });
 */
export const FloatSlider = define(
  control(
    "FloatSlider",
    {
      ...between(real),
      ...{ step: real(0.1), readoutFormat: text(".2f") },
      ...sliding,
      ...sliderStyle,
    },
    { settle },
  ),
);
export type FloatSlider = InstanceType<typeof FloatSlider>;

/**
 * A slider on a logarithmic scale: `value` between `base`**`min` and `base`**`max`, in steps of the exponent.
 *
 * @example
 *   const lr = widgets.FloatLogSlider({ min: -5, max: 0, value: 0.01, label: "learning rate" });
 */
export const FloatLogSlider = define(
  control(
    "FloatLogSlider",
    {
      ...{ value: real(1), min: real(0), max: real(4), base: real(10) },
      ...{ step: real(0.1), readoutFormat: text(".3g") },
      ...sliding,
      ...sliderStyle,
    },
    { settle: boundedExponent },
  ),
);
export type FloatLogSlider = InstanceType<typeof FloatLogSlider>;

function boundedExponent(state: Record<string, unknown>): void {
  const { base, min, max, value } = state as Record<string, number>;
  const ends = {
    min: (base ?? 10) ** (min ?? 0),
    max: (base ?? 10) ** (max ?? 0),
  };
  const inside: Record<string, unknown> = { ...ends, value };
  bounded(inside);
  state["value"] = inside["value"];
}

/**
 * A slider with two handles: `value` is `[low, high]`, whole numbers.
 *
 * @example
 *   const rows = widgets.IntRangeSlider({ min: 0, max: 50, value: [10, 20] });
 */
export const IntRangeSlider = define(
  control(
    "IntRangeSlider",
    {
      ...range(integer),
      ...{ step: integer(1), readoutFormat: text("d") },
      ...sliding,
      ...sliderStyle,
    },
    { settle },
  ),
);
export type IntRangeSlider = InstanceType<typeof IntRangeSlider>;

/**
 * A slider with two handles: `value` is `[low, high]`.
 *
 * @example
 *   const window = widgets.FloatRangeSlider({ min: -5, max: 5, value: [-1, 1] });
 */
export const FloatRangeSlider = define(
  control(
    "FloatRangeSlider",
    {
      ...range(real),
      ...{ step: real(0.1), readoutFormat: text(".2f") },
      ...sliding,
      ...sliderStyle,
    },
    { settle },
  ),
);
export type FloatRangeSlider = InstanceType<typeof FloatRangeSlider>;

/**
 * A field for a whole number.
 *
 * @example
 *   const n = widgets.IntText({ value: 7, label: "n" });
 */
export const IntText = define(
  control("IntText", {
    ...{ value: integer(0), step: integer(1), continuousUpdate: flag(false) },
    ...active,
    ...textStyle,
  }),
);
export type IntText = InstanceType<typeof IntText>;

/**
 * A field for a number.
 *
 * @example
 *   const x = widgets.FloatText({ value: 0.5, label: "x" });
 */
export const FloatText = define(
  control("FloatText", {
    ...{ value: real(0), step: maybe(real(0)), continuousUpdate: flag(false) },
    ...active,
    ...textStyle,
  }),
);
export type FloatText = InstanceType<typeof FloatText>;

/**
 * A field for a whole number between bounds.
 *
 * @example
 *   const n = widgets.BoundedIntText({ min: 1, max: 9, value: 3 });
 */
export const BoundedIntText = define(
  control(
    "BoundedIntText",
    {
      ...{
        ...between(integer),
        step: integer(1),
        continuousUpdate: flag(false),
      },
      ...active,
      ...textStyle,
    },
    { view: "IntText", settle },
  ),
);
export type BoundedIntText = InstanceType<typeof BoundedIntText>;

/**
 * A field for a number between bounds.
 *
 * @example
 *   const p = widgets.BoundedFloatText({ min: 0, max: 1, step: 0.05, value: 0.5 });
 */
export const BoundedFloatText = define(
  control(
    "BoundedFloatText",
    {
      ...{
        ...between(real),
        step: maybe(real(0)),
        continuousUpdate: flag(false),
      },
      ...active,
      ...textStyle,
    },
    { view: "FloatText", settle },
  ),
);
export type BoundedFloatText = InstanceType<typeof BoundedFloatText>;

const barred = {
  ...described,
  ...{ orientation: oneOf("horizontal", "vertical"), barStyle: meaning },
  ...progressStyle,
};

/**
 * A bar that fills: whole numbers.
 *
 * @example
 *   const bar = widgets.IntProgress({ max: 20 });
 *   bar.value = 5;
 */
export const IntProgress = define(
  control(
    "IntProgress",
    { ...between(integer), ...barred },
    { view: "Progress", settle },
  ),
);
export type IntProgress = InstanceType<typeof IntProgress>;

/**
 * A bar that fills.
 *
 * @example
 *   const bar = widgets.FloatProgress({ max: 1, value: 0.25, barStyle: "success" });
 */
export const FloatProgress = define(
  control(
    "FloatProgress",
    { ...between(real), ...barred },
    { view: "Progress", settle },
  ),
);
export type FloatProgress = InstanceType<typeof FloatProgress>;

/**
 * A player: counts `value` from `min` to `max`, one `step` every `interval` milliseconds. Link it to a slider with
 * {@link jslink}.
 *
 * @example
 *   const play = widgets.Play({ max: 60, interval: 50 });
 *   const frame = widgets.IntSlider({ max: 60 });
 *   widgets.jslink([play, "value"], [frame, "value"]);
 *   display(widgets.HBox([play, frame]));
 */
export const Play = define(
  control(
    "Play",
    {
      ...{ ...between(integer), step: integer(1), interval: integer(100) },
      ...{ playing: flag(false), repeat: flag(false), showRepeat: flag(true) },
      ...active,
      ...textStyle,
    },
    { settle },
  ),
);
export type Play = InstanceType<typeof Play>;
