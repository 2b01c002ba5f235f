/** Makes the class of a widget of what is said of its kind. */
import type { GivenOf, StateOf, Traits } from "./traits.js";
import { Widget, type Kind } from "./widget.js";

/** A kind whose properties are known. */
export type KindOf<T extends Traits> = Omit<Kind, "traits"> & {
  readonly traits: T;
};

/** A widget with its properties. */
export type WidgetOf<T extends Traits> = Widget<StateOf<T>> & StateOf<T>;

/** What a widget can be made with: its properties, and `label` for the text beside it. */
export type OptionsOf<T extends Traits> = GivenOf<T> &
  ("description" extends keyof T ? { readonly label?: string } : object);

type Class<T extends Traits> = new (options?: OptionsOf<T>) => WidgetOf<T>;

/** The class of the widgets of a kind, a property for each trait. */
export function widgetClass<T extends Traits>(kind: KindOf<T>): Class<T> {
  const Made = class extends Widget {
    constructor(options: Readonly<Record<string, unknown>> = {}) {
      const { label, ...given } = options;
      const named = label === undefined || "label" in kind.traits;
      super(kind, named ? options : { description: label, ...given });
    }
  };
  Object.defineProperty(Made, "name", { value: kind.name });
  for (const name of Object.keys(kind.traits))
    Object.defineProperty(Made.prototype, name, {
      get(this: Widget) {
        return this.get(name);
      },
      set(this: Widget, value: unknown) {
        this.set({ [name]: value });
      },
      enumerable: true,
      configurable: true,
    });
  return Made as unknown as Class<T>;
}

/** A class that needs no `new`. */
export type Callable<A extends unknown[], W> = (new (...args: A) => W) &
  ((...args: A) => W);

/** The class, which can now be called without `new`. */
export function callable<A extends unknown[], W extends object>(
  Class: new (...args: A) => W,
): Callable<A, W> {
  return new Proxy(Class, {
    apply: (_, __, args: A) => new Class(...args),
  }) as Callable<A, W>;
}

/** A kind of widget as what makes its widgets. */
export function define<T extends Traits>(
  kind: KindOf<T>,
): Callable<[options?: OptionsOf<T>], WidgetOf<T>> {
  return callable(widgetClass(kind));
}
