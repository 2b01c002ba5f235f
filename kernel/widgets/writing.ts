/** Widgets that hold text, yes or no, a colour or a day; and those that only say something. */
import { define } from "./define.js";
import { active, control, described, meaning } from "./kinds.js";
import { style } from "./looks.js";
import { day, flag, integer, list, maybe, text } from "./traits.js";

/** An empty place as the page's package writes it, which keeps its height. */
const placeholder = text("\u200b");

const typed = {
  ...{ value: text(""), placeholder, continuousUpdate: flag(true) },
  ...active,
  style: style("TextStyle"),
};

/**
 * A line of text.
 *
 * @example
 *   const name = widgets.Text({ placeholder: "a name", label: "Name" });
 */
export const Text = define(control("Text", typed));
export type Text = InstanceType<typeof Text>;

/**
 * Several lines of text.
 *
 * @example
 *   const notes = widgets.Textarea({ rows: 4, label: "Notes" });
 */
export const Textarea = define(
  control("Textarea", { ...typed, rows: maybe(integer(0)) }),
);
export type Textarea = InstanceType<typeof Textarea>;

/**
 * A line of text that is not shown as it is typed.
 *
 * @example
 *   const secret = widgets.Password({ label: "Password" });
 */
export const Password = define(control("Password", typed));
export type Password = InstanceType<typeof Password>;

/**
 * A line of text with suggestions.
 *
 * @example
 *   const city = widgets.Combobox({ options: ["Oslo", "Rome"], placeholder: "a city" });
 */
export const Combobox = define(
  control("Combobox", {
    ...typed,
    ...{ options: list(text("")), ensureOption: flag(false) },
  }),
);
export type Combobox = InstanceType<typeof Combobox>;

/**
 * A box to tick.
 *
 * @example
 *   const grid = widgets.Checkbox({ value: true, label: "grid" });
 */
export const Checkbox = define(
  control("Checkbox", {
    ...{ value: flag(false), indent: flag(true) },
    ...active,
    style: style("CheckboxStyle"),
  }),
);
export type Checkbox = InstanceType<typeof Checkbox>;

/**
 * A button that stays pressed. `icon` is the name of one of Font Awesome's, as `"check"`.
 *
 * @example
 *   const live = widgets.ToggleButton({ label: "live", icon: "play" });
 */
export const ToggleButton = define(
  control("ToggleButton", {
    ...{ value: flag(false), icon: text(""), buttonStyle: meaning },
    ...active,
    style: style("ToggleButtonStyle"),
  }),
);
export type ToggleButton = InstanceType<typeof ToggleButton>;

/**
 * A mark that says whether something is valid.
 *
 * @example
 *   const ok = widgets.Valid({ value: true, label: "converged" });
 */
export const Valid = define(
  control("Valid", {
    ...{ value: flag(false), readout: text("Invalid") },
    ...active,
    style: style("DescriptionStyle"),
  }),
);
export type Valid = InstanceType<typeof Valid>;

/**
 * A colour to pick, as CSS writes it.
 *
 * @example
 *   const color = widgets.ColorPicker({ value: "#1f77b4", label: "line" });
 */
export const ColorPicker = define(
  control("ColorPicker", {
    ...{ value: text("black"), concise: flag(false) },
    ...active,
    style: style("DescriptionStyle"),
  }),
);
export type ColorPicker = InstanceType<typeof ColorPicker>;

/**
 * A day to pick: a `Date` at midnight here, or `null`.
 *
 * @example
 *   const from = widgets.DatePicker({ value: new Date(2026, 0, 1), label: "from" });
 */
export const DatePicker = define(
  control("DatePicker", {
    ...{
      value: maybe(day),
      min: maybe(day),
      max: maybe(day),
      step: integer(1),
    },
    ...active,
    style: style("DescriptionStyle"),
  }),
);
export type DatePicker = InstanceType<typeof DatePicker>;

const said = { value: text(""), placeholder, ...described };

/**
 * A text to read.
 *
 * @example
 *   const note = widgets.Label({ value: "ready" });
 */
export const Label = define(
  control("Label", { ...said, style: style("LabelStyle") }),
);
export type Label = InstanceType<typeof Label>;

/**
 * HTML to read.
 *
 * @example
 *   const note = widgets.HTML({ value: "<b>ready</b>" });
 */
export const HTML = define(
  control("HTML", { ...said, style: style("HTMLStyle") }),
);
export type HTML = InstanceType<typeof HTML>;

/**
 * HTML in which `$…$` is set as mathematics.
 *
 * @example
 *   const law = widgets.HTMLMath({ value: "$E = mc^2$" });
 */
export const HTMLMath = define(
  control("HTMLMath", { ...said, style: style("HTMLMathStyle") }),
);
export type HTMLMath = InstanceType<typeof HTMLMath>;
