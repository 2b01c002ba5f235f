/** The table of widgets, held against ipywidgets: names on the page, properties, and what they are at first. */
import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { beforeAll, describe, expect, it } from "vitest";
import { pythonOf, venv } from "../../kernel/bootstrap/places.js";
import { Comm, type Comms } from "../../kernel/run/comms.js";
import type { Output } from "../../kernel/run/output.js";
import { connect } from "../../kernel/widgets/connection.js";
import * as widgets from "../../kernel/widgets/index.js";

type State = Record<string, unknown>;

const script = fileURLToPath(new URL("widgets.py", import.meta.url));
let theirs: Record<string, State>;
let opened: State;
const sent: unknown[] = [];

beforeAll(() => {
  const told = execFileSync(pythonOf(venv), [script], { encoding: "utf8" });
  theirs = JSON.parse(told) as Record<string, State>;
  const comms = {
    open: (target: string, data: { state: State }) => {
      opened = data.state;
      return new Comm(`id ${sent.length}`, target, (_, __, said) => {
        sent.push(said);
      });
    },
  };
  connect({
    comms: comms as unknown as Comms,
    output: {} as Output,
    showFigures: () => undefined,
    failure: (error) => ({
      ename: "",
      evalue: String(error),
      traceback: [String(error)],
    }),
  });
});

/** Of the page's own book-keeping nothing is said; looks are made when they are first looked at. */
const unsaid = new Set(["layout", "style", "_view_count"]);

const made: Record<string, () => unknown> = {
  IntSlider: widgets.IntSlider,
  FloatSlider: widgets.FloatSlider,
  FloatLogSlider: widgets.FloatLogSlider,
  IntRangeSlider: widgets.IntRangeSlider,
  FloatRangeSlider: widgets.FloatRangeSlider,
  IntText: widgets.IntText,
  FloatText: widgets.FloatText,
  BoundedIntText: widgets.BoundedIntText,
  BoundedFloatText: widgets.BoundedFloatText,
  IntProgress: widgets.IntProgress,
  FloatProgress: widgets.FloatProgress,
  Play: widgets.Play,
  Text: widgets.Text,
  Textarea: widgets.Textarea,
  Password: widgets.Password,
  Combobox: widgets.Combobox,
  Checkbox: widgets.Checkbox,
  ToggleButton: widgets.ToggleButton,
  Valid: widgets.Valid,
  ColorPicker: widgets.ColorPicker,
  DatePicker: widgets.DatePicker,
  Label: widgets.Label,
  HTML: widgets.HTML,
  HTMLMath: widgets.HTMLMath,
  Button: widgets.Button,
  HBox: widgets.HBox,
  VBox: widgets.VBox,
  Box: widgets.Box,
  GridBox: widgets.GridBox,
  Tab: widgets.Tab,
  Accordion: widgets.Accordion,
  Stack: widgets.Stack,
  Image: widgets.Image,
  Audio: widgets.Audio,
  Video: widgets.Video,
  Output: widgets.Output,
  Layout: widgets.Layout,
  Dropdown: () => widgets.Dropdown({ options: [] }),
  Select: () => widgets.Select({ options: [] }),
  RadioButtons: () => widgets.RadioButtons({ options: [] }),
  ToggleButtons: () => widgets.ToggleButtons({ options: [] }),
  SelectionSlider: () => widgets.SelectionSlider({ options: ["a"] }),
  SelectMultiple: () => widgets.SelectMultiple({ options: [] }),
};

describe("a widget opens with what ipywidgets opens it with", () => {
  it.each(Object.entries(made))("%s", (name, make) => {
    make();
    const own = Object.entries(opened).filter(([key]) => !unsaid.has(key));
    expect(own.length).toBeGreaterThan(5);
    // Bytes stand beside the state.
    expect(theirs[name]).toMatchObject(Object.fromEntries(own));
    // The defaults of the page's own models are those of the names that are not said.
    const missing = Object.keys(theirs[name] ?? {}).filter(
      (key) => !(key in opened) && !["tabbable", "_dom_classes"].includes(key),
    );
    const bytes = ["Image", "Audio", "Video"].includes(name) ? ["value"] : [];
    expect(missing).toEqual(bytes);
  });
});

describe("a property", () => {
  const wrong: [name: string, set: () => unknown, says: string][] = [
    [
      "of another type",
      () => widgets.IntSlider({ value: "3" as never }),
      "IntSlider: value: expected a whole number, got '3'",
    ],
    [
      "that is none",
      () => widgets.IntSlider({ valeu: 3 } as never),
      "IntSlider: there is no property valeu",
    ],
    [
      "whose bounds cross",
      () => widgets.IntSlider({ min: 3, max: 2 }),
      "IntSlider: min 3 is larger than max 2",
    ],
    [
      "that is none of the options",
      () => widgets.Dropdown({ options: ["a"], value: "b" as never }),
      "Dropdown: value 'b' is none of the options a",
    ],
    [
      "of a word that there is not",
      () => widgets.Button({ buttonStyle: "red" as never }),
      'one of "", "primary"',
    ],
  ];
  it.each(wrong)("%s is refused", (_, set, says) => {
    expect(set).toThrow(says);
  });

  it("is kept between its bounds", () => {
    const slider = widgets.IntSlider({ value: 200 });
    expect(slider.value).toBe(100);
    slider.max = 50;
    expect(slider.value).toBe(50);
  });

  it("that is set to what it is costs no message", () => {
    const slider = widgets.IntSlider({ value: 5 });
    const before = sent.length;
    slider.value = 5;
    expect(sent).toHaveLength(before);
    slider.set({ value: 7, max: 20 });
    expect(sent.slice(before)).toEqual([
      { method: "update", state: { value: 7, max: 20 }, buffer_paths: [] },
    ]);
  });

  it("of a look is made when it is first looked at", () => {
    const slider = widgets.IntSlider();
    slider.layout.width = "50%";
    expect(sent.at(-1)).toMatchObject({ state: { width: "50%" } });
  });

  it("can be linked with another, both ways", () => {
    const a = widgets.FloatSlider({ value: 1 });
    const b = widgets.FloatText();
    const link = widgets.link([a, "value"], [b, "value"]);
    expect(b.value).toBe(1);
    b.value = 3;
    expect(a.value).toBe(3);
    link.unlink();
    a.value = 4;
    expect(b.value).toBe(3);
  });
});
