import { createHmac, randomUUID, timingSafeEqual } from "node:crypto";
import type { Frames } from "./transport.js";

/** A message header (Jupyter messaging protocol 5.5, "General message format"). */
export interface Header {
  readonly msg_id: string;
  readonly msg_type: string;
  readonly session: string;
  readonly username: string;
  readonly date: string;
  readonly version: string;
  readonly subshell_id?: string | null;
}

export type Content = Readonly<Record<string, unknown>>;

/** A message as the kernel handles it. `parent` is undefined where no request caused it. */
export interface Message {
  readonly identities: Frames;
  readonly header: Header;
  readonly parent: Header | undefined;
  readonly metadata: Content;
  readonly content: Content;
  readonly buffers: Frames;
}

/** Why a message was not let in. Never holds the key, nor any part of the message. */
export class WireError extends Error {
  override readonly name = "WireError";
}

export const protocolVersion = "5.5";
const delimiter = Buffer.from("<IDS|MSG>");
/** How many signatures of a generation are remembered; two generations are kept. */
const generation = 1 << 15;

/** Signs, packs, checks and unpacks messages: the one place where bytes become trusted. */
export class Wire {
  readonly #key: string;
  readonly #session = randomUUID();
  readonly #username: string;
  #sent = 0;
  #seen = new Set<string>();
  #seenBefore = new Set<string>();

  constructor(key: string, username = "kernel") {
    this.#key = key;
    this.#username = username;
  }

  /** A content alone, signed: how a kernel registers, before there are messages (JEP 66). */
  packContent(content: Content): Frames {
    const part = Buffer.from(JSON.stringify(content));
    return [delimiter, Buffer.from(this.#sign([part])), part];
  }

  /** Checks the answer to {@link packContent}; throws a WireError where it is not signed with our key. */
  checkContent(frames: Frames): void {
    const split = frames.findIndex((frame) => delimiter.equals(frame));
    const [signature, ...parts] = frames.slice(split + 1);
    if (split < 0 || signature === undefined || parts.length === 0)
      throw new WireError("message with too few frames");
    this.#verify(signature, parts);
  }

  /** Packs a message of ours. Every message has an id of its own, so that no two signatures are equal. */
  pack(
    identities: Frames,
    type: string,
    content: Content,
    parent: Header | undefined,
    metadata: Content = {},
    buffers: Frames = [],
  ): Frames {
    const header: Header = {
      msg_id: `${this.#session}_${process.pid}_${this.#sent++}`,
      msg_type: type,
      session: this.#session,
      username: this.#username,
      date: new Date().toISOString(),
      version: protocolVersion,
    };
    const parts = [header, parent ?? {}, metadata, content].map((part) =>
      Buffer.from(JSON.stringify(part)),
    );
    const signature = Buffer.from(this.#sign(parts));
    return [...identities, delimiter, signature, ...parts, ...buffers];
  }

  /** Unpacks a client's message; throws a WireError before anything of an unsigned message is read. */
  unpack(frames: Frames): Message {
    const split = frames.findIndex((frame) => delimiter.equals(frame));
    if (split < 0) throw new WireError("message without delimiter");
    const [signature, ...parts] = frames.slice(split + 1, split + 6);
    if (signature === undefined || parts.length < 4)
      throw new WireError("message with too few frames");
    this.#verify(signature, parts);
    const [header, parent, metadata, content] = parts.map(parseObject);
    return {
      identities: frames.slice(0, split),
      header: checkHeader(header ?? {}),
      parent:
        typeof parent?.["msg_id"] === "string"
          ? (parent as unknown as Header)
          : undefined,
      metadata: metadata ?? {},
      content: content ?? {},
      buffers: frames.slice(split + 6),
    };
  }

  #sign(parts: Frames): string {
    if (this.#key === "") return "";
    const hmac = createHmac("sha256", this.#key);
    for (const part of parts) hmac.update(part);
    return hmac.digest("hex");
  }

  #verify(signature: Uint8Array, parts: Frames): void {
    if (this.#key === "") return;
    const expected = Buffer.from(this.#sign(parts));
    if (
      signature.length !== expected.length ||
      !timingSafeEqual(signature, expected)
    )
      throw new WireError("message with a wrong signature");
    const text = expected.toString("latin1");
    if (this.#seen.has(text) || this.#seenBefore.has(text))
      throw new WireError("message with a repeated signature");
    this.#seen.add(text);
    if (this.#seen.size < generation) return;
    this.#seenBefore = this.#seen;
    this.#seen = new Set();
  }
}

function parseObject(part: Uint8Array): Record<string, unknown> {
  let value: unknown;
  try {
    value = JSON.parse(Buffer.from(part).toString("utf8"));
  } catch {
    throw new WireError("message with a part that is not JSON");
  }
  if (typeof value !== "object" || value === null || Array.isArray(value))
    throw new WireError("message with a part that is no object");
  return value as Record<string, unknown>;
}

function checkHeader(header: Record<string, unknown>): Header {
  if (
    typeof header["msg_id"] !== "string" ||
    typeof header["msg_type"] !== "string"
  )
    throw new WireError("message without msg_id and msg_type");
  return header as unknown as Header;
}
