/** Buttons. */
import { callable, widgetClass } from "./define.js";
import { control, meaning } from "./kinds.js";
import { style } from "./looks.js";
import { flag, text } from "./traits.js";

const PlainButton = widgetClass(
  control("Button", {
    ...{ description: text(""), disabled: flag(false), icon: text("") },
    ...{ buttonStyle: meaning, style: style("ButtonStyle") },
  }),
);

class ButtonWidget extends PlainButton {
  /**
   * Has `listener` called at each click; what it prints appears below the cell that calls `onClick`. Returns a function
   * that ends it.
   *
   * @example
   *   const again = widgets.Button({ label: "again" });
   *   again.onClick(() => console.log(Math.random()));
   *   again
   */
  onClick(listener: (button: this) => unknown): () => void {
    return this.onCustom((content) => {
      if ((content as { event?: unknown }).event === "click") listener(this);
    });
  }

  /** Does what a click does. */
  click(): void {
    this.hearCustom({ event: "click" });
  }
}

/**
 * A button to press. `icon` is the name of one of Font Awesome's, as `"check"`.
 *
 * @example
 *   const go = widgets.Button({ label: "go", buttonStyle: "primary" });
 *   go.onClick(() => console.log("gone"));
 *   go
 */
export const Button = callable(ButtonWidget);
export type Button = ButtonWidget;
