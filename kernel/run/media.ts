/** Showing pictures, sound, films and files, of bytes, paths or addresses. */
import { readFileSync } from "node:fs";
import { basename } from "node:path";
import { displaySymbol } from "../display/mime.js";
import { imageTypeOf, typeOfName } from "../display/sniff.js";
import { escaped } from "../display/table.js";
import type { Bundle } from "./channel.js";

/** Where a medium comes from: its bytes, the path of a file, or an address. */
export type Source = Uint8Array | string | URL;

/** Options of {@link image}. */
export interface ImageOptions {
  /** In pixels; that of the image where it is not said. */
  readonly width?: number;
  readonly height?: number;
  /** What the picture shows, for who cannot see it. */
  readonly alt?: string;
}

/** Something that shows itself as HTML. */
class Medium {
  readonly #html: string;
  readonly #text: string;

  constructor(html: string, text: string) {
    this.#html = html;
    this.#text = text;
  }

  toString(): string {
    return this.#text;
  }

  [displaySymbol](): Bundle {
    return { "text/html": this.#html, "text/plain": this.#text };
  }
}

export type { Medium };

function isAddress(source: Source): source is string | URL {
  return source instanceof URL
    ? source.protocol !== "file:"
    : typeof source === "string" && /^(https?|data):/.test(source);
}

/** The address of a medium: its own, or one that holds all its bytes. */
function addressOf(
  operation: string,
  source: Source,
  type: string | undefined,
): string {
  if (isAddress(source)) return String(source);
  const name = source instanceof Uint8Array ? "" : String(source);
  const bytes = source instanceof Uint8Array ? source : readFileSync(source);
  const known = type ?? imageTypeOf(bytes) ?? typeOfName(name);
  if (known === undefined)
    throw new TypeError(
      `${operation}: what kind of data this is does not show; say it: { type: "${operation}/…" }`,
    );
  return `data:${known};base64,${Buffer.from(bytes).toString("base64")}`;
}

function nameOf(source: Source): string {
  return source instanceof Uint8Array
    ? `${source.length} bytes`
    : String(source).slice(0, 200);
}

/**
 * A picture: of bytes (png, jpeg, gif or webp), of a file, or at an address.
 *
 * @throws where the file cannot be read, or the bytes are no picture.
 * @example
 *   image("https://www.w3.org/Icons/w3c_home.png", { width: 100, alt: "the W3C's sign" })
 */
export function image(source: Source, options: ImageOptions = {}): Medium {
  const address = addressOf("image", source, undefined);
  const { width, height, alt = nameOf(source) } = options;
  const sizes = Object.entries({ width, height })
    .filter(([, size]) => size !== undefined)
    .map(([name, size]) => ` ${name}="${size ?? 0}"`)
    .join("");
  const html = `<img src="${escaped(address)}" alt="${escaped(alt)}"${sizes}>`;
  return new Medium(html, `image ${nameOf(source)}`);
}

/** Options of {@link audio} and {@link video}. */
export interface PlayOptions {
  /** The MIME type of bytes: `"audio/wav"`. A file's name and an address tell theirs. */
  readonly type?: string;
  readonly loop?: boolean;
}

function player(tag: string, source: Source, options: PlayOptions): Medium {
  const address = addressOf(tag, source, options.type);
  const loop = options.loop === true ? " loop" : "";
  const html = `<${tag} controls${loop} src="${escaped(address)}"></${tag}>`;
  return new Medium(html, `${tag} ${nameOf(source)}`);
}

/**
 * Sound to be played: of bytes, of a file, or at an address.
 *
 * @throws where the file cannot be read, or the kind of bytes is not said.
 * @example
 *   audio("https://www.w3.org/2010/05/sound/sound_90.mp3")
 */
export function audio(source: Source, options: PlayOptions = {}): Medium {
  return player("audio", source, options);
}

/**
 * A film to be played: of bytes, of a file, or at an address.
 *
 * @throws where the file cannot be read, or the kind of bytes is not said.
 * @example
 *   video("https://www.w3.org/2010/05/video/mediaevents.mp4")
 */
export function video(source: Source, options: PlayOptions = {}): Medium {
  return player("video", source, options);
}

/**
 * A file to be downloaded from the page.
 *
 * @throws where the file cannot be read.
 * @example
 *   file("results.csv")
 */
export function file(path: string): Medium {
  const name = basename(path);
  const type = typeOfName(path) ?? "application/octet-stream";
  const address = addressOf("file", path, type);
  const html = `<a href="${escaped(address)}" download="${escaped(name)}">${escaped(name)}</a>`;
  return new Medium(html, path);
}
