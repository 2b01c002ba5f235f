// The entry of a bundle of its own (dist/lib/mathjax.cjs): TeX to SVG without
// a DOM. It is large, so plots load it when the first `$` appears.
import { liteAdaptor } from "@mathjax/src/js/adaptors/liteAdaptor.js";
import type { LiteElement } from "@mathjax/src/js/adaptors/lite/Element.js";
import { RegisterHTMLHandler } from "@mathjax/src/js/handlers/html.js";
import { TeX } from "@mathjax/src/js/input/tex.js";
import "@mathjax/src/js/input/tex/ams/AmsConfiguration.js";
import "@mathjax/src/js/input/tex/base/BaseConfiguration.js";
import "@mathjax/src/js/input/tex/boldsymbol/BoldsymbolConfiguration.js";
import "@mathjax/src/js/input/tex/cancel/CancelConfiguration.js";
import "@mathjax/src/js/input/tex/color/ColorConfiguration.js";
import "@mathjax/src/js/input/tex/mathtools/MathtoolsConfiguration.js";
import "@mathjax/src/js/input/tex/newcommand/NewcommandConfiguration.js";
import "@mathjax/src/js/input/tex/textmacros/TextMacrosConfiguration.js";
import { mathjax } from "@mathjax/src/js/mathjax.js";
import { SVG } from "@mathjax/src/js/output/svg.js";
import { MathJaxTexFont } from "@mathjax/mathjax-tex-font/mjs/svg.js";

const adaptor = liteAdaptor();
RegisterHTMLHandler(adaptor);

const packages = [
  "base",
  "ams",
  "boldsymbol",
  "cancel",
  "color",
  "mathtools",
  "newcommand",
  "textmacros",
];

const page = mathjax.document("", {
  InputJax: new TeX({
    packages,
    // A label that is wrong should be an error of the plot, not red text.
    formatError: (_jax: unknown, error: Error) => {
      throw error;
    },
  }),
  OutputJax: new SVG({
    fontCache: "none",
    fontData: MathJaxTexFont,
    linebreaks: { inline: false },
  }),
});

/** The formula as one `<svg>` element in units of 1/1000 em. */
export function tex2svg(tex: string): string {
  const set = page.convert(tex, { display: false }) as LiteElement;
  return adaptor.innerHTML(set);
}
