/** How values are shown that know nothing of notebooks: tables, dates, links, images, what other libraries draw. */
import { types } from "node:util";
import type { Bundle } from "../run/channel.js";
import { formatError } from "./error.js";
import { imageTypeOf } from "./sniff.js";
import { escaped, htmlOf, textOf, type Table } from "./table.js";
import { describe } from "./text.js";

/** The bundle of what is better shown than Node shows it; undefined for everything else. */
export function richBundle(
  value: object,
): Bundle | undefined | Promise<Bundle> {
  for (const show of [ofBuiltIn, ofDrawing, ofVega, ofTable]) {
    const bundle = show(value);
    if (bundle !== undefined) return bundle;
  }
  return undefined;
}

function ofBuiltIn(value: object): Bundle | undefined {
  if (types.isNativeError(value))
    return { "text/plain": formatError(value, () => undefined) };
  if (types.isUint8Array(value)) return ofBytes(value);
  if (types.isMap(value))
    return ofMany(value, {
      caption: `${value.size} entries`,
      heading: ["key", "value"],
      rows: [...value],
    });
  if (types.isSet(value))
    return ofMany(value, {
      caption: `${value.size} values`,
      heading: ["value"],
      rows: [...value].map((item) => [item]),
    });
  if (types.isDate(value)) return ofDate(value);
  if (value instanceof URL)
    return {
      "text/html": `<a href="${escaped(value.href)}" target="_blank" rel="noopener">${escaped(value.href)}</a>`,
      "text/plain": value.href,
    };
  return undefined;
}

function ofBytes(bytes: Uint8Array): Bundle | undefined {
  const type = imageTypeOf(bytes);
  return type === undefined
    ? undefined
    : { [type]: bytes, "text/plain": `${type}, ${bytes.length} bytes` };
}

/** As text Node shows Maps and Sets well. */
function ofMany(value: object, table: Table): Bundle | undefined {
  return table.rows.length === 0
    ? undefined
    : { "text/html": htmlOf(table), "text/plain": describe(value) };
}

function ofDate(date: Date): Bundle | undefined {
  if (Number.isNaN(date.getTime())) return undefined;
  const iso = date.toISOString();
  const here = new Intl.DateTimeFormat("en", {
    dateStyle: "full",
    timeStyle: "long",
  }).format(date);
  const html = `<time datetime="${iso}" title="${iso}">${escaped(here)}</time>`;
  return { "text/html": html, "text/plain": `${iso} (${here})` };
}

/** An element of a page, as Observable Plot and linkedom make them. */
function ofDrawing(value: object): Bundle | undefined {
  const { outerHTML } = value as { outerHTML?: unknown };
  if (typeof outerHTML !== "string") return undefined;
  return { "text/html": outerHTML, "text/plain": describe(value) };
}

/** A specification of Vega or Vega-Lite, what makes one (`toSpec`), or a view that draws itself (`toSVG`). */
function ofVega(value: object): Bundle | undefined | Promise<Bundle> {
  const { toSpec, toSVG } = value as Record<string, unknown>;
  if (typeof toSVG === "function") {
    const drawn: unknown = Reflect.apply(toSVG, value, []);
    return Promise.resolve(drawn).then((svg) => ({ "image/svg+xml": svg }));
  }
  const spec: unknown =
    typeof toSpec === "function" ? Reflect.apply(toSpec, value, []) : value;
  if (typeof spec !== "object" || spec === null) return undefined;
  const { $schema } = spec as { $schema?: unknown };
  const found =
    /^https?:\/\/vega\.github\.io\/schema\/(vega(?:-lite)?)\/v(\d+)/.exec(
      typeof $schema === "string" ? $schema : "",
    );
  if (found === null) return undefined;
  const [, name, version] = found;
  // JupyterLab's renderer is of Vega-Lite 5, which reads what later versions say.
  const known = Math.min(Number(version), 5);
  const type = `application/vnd.${name === "vega" ? "vega" : "vegalite"}.v${known}+json`;
  return { [type]: spec, "text/plain": describe(value) };
}

/** Several plain objects below each other. */
function ofTable(value: object): Bundle | undefined {
  if (!Array.isArray(value) || value.length < 2) return undefined;
  const objects = value as unknown[];
  if (!objects.every(isPlain)) return undefined;
  const heading = [...new Set(objects.flatMap((row) => Object.keys(row)))];
  if (heading.length === 0) return undefined;
  const rows = objects.map((row) => heading.map((key) => row[key]));
  const caption = `${rows.length} rows × ${heading.length} columns`;
  const table = { caption, heading, rows };
  return { "text/html": htmlOf(table), "text/plain": textOf(table) };
}

function isPlain(value: unknown): value is Record<string, unknown> {
  if (typeof value !== "object" || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}
