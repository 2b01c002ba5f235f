/** How widgets look: where they lie on the page and how wide they are (layouts), and their colours (styles). */
import { define, type WidgetOf } from "./define.js";
import { maybe, text, type Trait, type Traits } from "./traits.js";
import { Widget } from "./widget.js";

export const base = ["@jupyter-widgets/base", "2.0.0"] as const;
export const controls = ["@jupyter-widgets/controls", "2.0.0"] as const;

/** Properties of CSS, each a text or nothing. */
function css<const N extends string>(
  ...names: N[]
): Record<N, Trait<string | null>> {
  const trait = maybe(text(""));
  return Object.fromEntries(names.map((name) => [name, trait])) as Record<
    N,
    Trait<string | null>
  >;
}

const layoutTraits = css(
  ...(["alignContent", "alignItems", "alignSelf"] as const),
  ...(["borderBottom", "borderLeft", "borderRight", "borderTop"] as const),
  ...(["bottom", "display", "flex", "flexFlow", "gridArea"] as const),
  ...(["gridAutoColumns", "gridAutoFlow", "gridAutoRows"] as const),
  ...(["gridColumn", "gridGap", "gridRow", "gridTemplateAreas"] as const),
  ...(["gridTemplateColumns", "gridTemplateRows", "height"] as const),
  ...(["justifyContent", "justifyItems", "left", "margin"] as const),
  ...(["maxHeight", "maxWidth", "minHeight", "minWidth"] as const),
  ...(["objectFit", "objectPosition", "order", "overflow", "padding"] as const),
  ...(["right", "top", "visibility", "width"] as const),
);

/**
 * Where a widget lies and how large it is: properties of CSS in camelCase, each a text.
 *
 * @example
 *   const w = widgets.IntSlider({ layout: { width: "50%" } });
 *   w.layout.width = "100%";
 */
export const Layout = define({
  name: "Layout",
  module: base,
  model: "LayoutModel",
  view: "LayoutView",
  traits: layoutTraits,
});
export type Layout = WidgetOf<typeof layoutTraits>;

/** A property that holds another widget, which is made when it is first looked at, or of its options. */
export function part<W extends Widget, O>(
  make: (options?: O) => W,
): Trait<W, O | W> {
  return {
    initial: null as unknown as W,
    make,
    accept: (given) => {
      if (given === null) return null as unknown as W;
      return given instanceof Widget ? (given as W) : make(given as O);
    },
    fromWire: () => undefined,
  };
}

const layout = part((options?: ConstructorParameters<typeof Layout>[0]) =>
  Layout(options),
);

/** What all widgets have that are seen. */
export const seen = { layout, ...{ tooltip: maybe(text("")) } };

const description = { descriptionWidth: text("") };
const font = css(
  ...(["fontFamily", "fontSize", "fontStyle", "fontVariant"] as const),
  ...(["fontWeight", "textColor", "textDecoration"] as const),
);
const writing = css("background", "fontSize", "textColor");

/** The styles of the page's package by name, with their properties. */
const styles = {
  ButtonStyle: { ...css("buttonColor"), ...font },
  CheckboxStyle: { ...description, ...css("background") },
  DescriptionStyle: description,
  HTMLMathStyle: { ...description, ...writing },
  HTMLStyle: { ...description, ...writing },
  LabelStyle: { ...description, ...css("background"), ...font },
  ProgressStyle: { ...description, ...css("barColor") },
  SliderStyle: { ...description, ...css("handleColor") },
  TextStyle: { ...description, ...writing },
  ToggleButtonStyle: { ...description, ...font },
  ToggleButtonsStyle: {
    ...description,
    ...{ buttonWidth: text(""), fontWeight: text("") },
  },
} satisfies Record<string, Traits>;

type Styles = typeof styles;

/** The property that holds a widget's style. */
export function style<N extends keyof Styles>(
  name: N,
): Trait<
  WidgetOf<Styles[N]>,
  Partial<Record<keyof Styles[N], string>> | WidgetOf<Styles[N]>
> {
  const Style = define({
    name,
    module: controls,
    model: `${name}Model`,
    view: "StyleView",
    viewModule: base,
    traits: styles[name],
  });
  return part(Style as never);
}
