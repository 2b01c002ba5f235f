/** Links: two properties that stay the same. */
import { controls } from "./looks.js";
import type { Trait } from "./traits.js";
import { Widget, type AnyWidget } from "./widget.js";
import { wireName } from "./wire.js";

/** A property of a widget. */
export type Property = readonly [widget: AnyWidget, name: string];

/** A link, which can be ended. */
export interface Link {
  unlink(): void;
}

/**
 * Keeps two properties the same through the kernel; the second takes the first's value.
 *
 * @throws where a widget has no such property.
 * @example
 *   const a = widgets.FloatSlider(), b = widgets.FloatText();
 *   widgets.link([a, "value"], [b, "value"]);
 */
export function link(first: Property, second: Property): Link {
  const there = dlink(first, second);
  const back = follow(second, first);
  return {
    unlink: () => {
      there.unlink();
      back();
    },
  };
}

/**
 * Has the second property follow the first, through the kernel, as `change` makes it.
 *
 * @example
 *   const a = widgets.FloatSlider({ max: 1 }), b = widgets.Label();
 *   widgets.dlink([a, "value"], [b, "value"], (x) => `${100 * Number(x)} %`);
 */
export function dlink(
  source: Property,
  target: Property,
  change: (value: unknown) => unknown = (value) => value,
): Link {
  const [from, name] = whole(source);
  const [to, place] = whole(target);
  to.set({ [place]: change(from.get(name)) });
  return { unlink: follow(source, target, change) };
}

function follow(
  source: Property,
  target: Property,
  change: (value: unknown) => unknown = (value) => value,
): () => void {
  const [from, name] = whole(source);
  const [to, place] = whole(target);
  return from.observe(({ value }) => {
    to.set({ [place]: change(value) });
  }, name);
}

function whole([widget, name]: Property): [Widget, string] {
  return [widget as Widget, name];
}

/**
 * Keeps two properties the same on the page, without the kernel: also in a page that has none.
 *
 * @example
 *   const play = widgets.Play(), slider = widgets.IntSlider();
 *   widgets.jslink([play, "value"], [slider, "value"]);
 */
export function jslink(first: Property, second: Property): Link {
  return onPage("Link", first, second);
}

/**
 * Has the second property follow the first on the page, without the kernel.
 *
 * @example
 *   const slider = widgets.IntSlider(), bar = widgets.IntProgress();
 *   widgets.jsdlink([slider, "value"], [bar, "value"]);
 */
export function jsdlink(source: Property, target: Property): Link {
  return onPage("DirectionalLink", source, target);
}

function onPage(name: string, source: Property, target: Property): Link {
  const made = new Widget(
    {
      ...{ name, module: controls, model: `${name}Model`, view: null },
      traits: { source: end, target: end },
    },
    { source, target },
  );
  return {
    unlink: () => {
      made.close();
    },
  };
}

const end: Trait<readonly [unknown, string]> = {
  initial: [null, ""],
  accept: (given) => {
    const [widget, name] = given as Property;
    if (!widget.keys().includes(name))
      throw new TypeError(`${String(widget)} has no property ${name}`);
    return [widget, wireName(name)];
  },
  fromWire: () => undefined,
};
