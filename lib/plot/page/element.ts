// Elements of SVG in a page.
const xmlns = "http://www.w3.org/2000/svg";

/** Makes an element. */
export function make(
  name: string,
  attributes: Readonly<Record<string, string | number>>,
): SVGElement {
  const element = document.createElementNS(xmlns, name);
  for (const [key, value] of Object.entries(attributes))
    element.setAttribute(key, String(value));
  return element;
}
