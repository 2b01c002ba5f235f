import { types } from "node:util";
import type { Bundle, PictureToCome } from "../run/channel.js";
import { apply, get, KeptBytes, stringify } from "../run/intrinsics.js";
import { richBundle } from "./rich.js";
import { cut, describe, messageOf } from "./text.js";

const { isPromise } = types;

/** No front end bears more characters than this in one piece of data. */
const longest = 50_000_000;

/** The method by which an object says how it is shown: it returns a MIME bundle, or a promise of one. */
export const displaySymbol: unique symbol = Symbol.for("Jupyter.display");

/** What the library knows about showing a function: its closed form, where it has one. */
export type FunctionDisplay = (f: (...args: never[]) => unknown) => unknown;

let functionDisplay: FunctionDisplay | undefined;

/** Lets functions be shown by `show`; where it returns undefined they are shown as Node does. */
export function showFunctionsBy(show: FunctionDisplay): void {
  functionDisplay = show;
}

/** What the library knows of images that are still to be drawn; undefined for anything else. */
export type PictureReader = (data: unknown) => PictureToCome | undefined;

let pictureToCome: PictureReader | undefined;

/** Lets the worker draw what `read` knows as an image to come. */
export function leavePicturesBy(read: PictureReader): void {
  pictureToCome = read;
}

/**
 * The MIME bundle that shows a value; undefined for `undefined`, which shows nothing.
 *
 * A display method that throws is reported in the text, and the value shown as Node shows it: a fault in showing is
 * no fault of the cell.
 */
export function toBundle(value: unknown): Bundle | undefined | Promise<Bundle> {
  if (value === undefined) return undefined;
  try {
    const own = ownBundle(value);
    if (isPromise(own))
      return own.then(
        (bundle) => complete(bundle, value),
        (error: unknown) => plain(value, error),
      );
    if (own !== undefined) return complete(own, value);
  } catch (error) {
    return plain(value, error);
  }
  return plain(value);
}

function ownBundle(value: unknown): unknown {
  if (typeof value === "function")
    return (
      method(value) ?? functionDisplay?.(value as (...args: never[]) => unknown)
    );
  if (typeof value === "object" && value !== null)
    return method(value) ?? richBundle(value);
  return undefined;
}

function method(value: object): unknown {
  const show: unknown = get(value, displaySymbol);
  return typeof show === "function"
    ? (apply(show, value, []) as unknown)
    : undefined;
}

/** The bundle with a text, and without what cannot travel: that is a fault in showing, and said there. */
function complete(bundle: unknown, value: unknown): Bundle {
  if (typeof bundle !== "object" || bundle === null)
    return plain(value, new TypeError("it returned no MIME bundle"));
  const data: Record<string, unknown> = {};
  const notes: string[] = [];
  for (const [type, raw] of Object.entries(bundle)) {
    const each = toData(raw);
    const why = unfit(each);
    if (why === undefined) data[type] = each;
    else notes.push(`\ndisplay: ${type}: ${why}`);
  }
  const own = data["text/plain"];
  const text = typeof own === "string" ? cut(own) : describe(value);
  return { ...data, "text/plain": text + notes.join("") };
}

/** Why data cannot travel; undefined where it can. */
function unfit(data: unknown): string | undefined {
  try {
    // Functions have no JSON.
    const text =
      typeof data === "string" ? data : (stringify(data) as string | undefined);
    const length = text?.length ?? 0;
    if (length <= longest) return undefined;
    const count = (n: number): string => n.toLocaleString("en");
    return `${count(length)} characters are too many for a page; at most ${count(longest)} are shown`;
  } catch (error) {
    return messageOf(error);
  }
}

/** Binary data travels as base64 in a bundle; what is still to be drawn, as what it is to be drawn from. */
function toData(data: unknown): unknown {
  const picture = pictureToCome?.(data);
  if (picture !== undefined) return picture;
  return data instanceof KeptBytes
    ? Buffer.from(data).toString("base64")
    : data;
}

function plain(value: unknown, error?: unknown): Bundle {
  const text = describe(value);
  if (error === undefined) return { "text/plain": text };
  const note = `display: ${messageOf(error)}`;
  return { "text/plain": `${text}\n${note}` };
}
