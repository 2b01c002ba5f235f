/** Random messages against a session: what must hold whatever a client sends. */
import fc from "fast-check";
import { expect } from "vitest";
import { handlers } from "../../kernel/messages/index.js";
import type { Channel } from "../../kernel/transport/transport.js";
import { Wire } from "../../kernel/transport/wire.js";
import { Conversation } from "./conversation.js";

const key = "a key that nobody shall ever read";

/** All that ends the session is left to the tests that are about it. */
const known = [...handlers.keys()].filter((type) => !/shutdown/.test(type));

const types = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...known) },
  fc.constantFrom("input_reply", "execute_reply", "__proto__", "", "_request"),
  fc.string({ unit: "binary" }),
);

const channels = fc.constantFrom<Channel>("shell", "control", "stdin");

/** The fields that handlers read, with values of every kind, right ones among them. */
const fields = [
  ...["code", "cursor_pos", "detail_level", "silent", "store_history"],
  ...["user_expressions", "allow_stdin", "stop_on_error", "comm_id", "data"],
  ...["target_name", "hist_access_type", "n", "session", "start", "stop"],
  ...["pattern", "unique", "output", "raw", "value", "restart"],
];
const values = fc.oneof(
  fc.jsonValue(),
  fc.integer(),
  fc.double(),
  fc.string({ unit: "binary" }),
  fc.constantFrom<unknown>("1", "tail", "range", "search", "`print x`", null),
  fc.constantFrom<unknown>("%time 1", "%", "%timeit", "x?", "\ud800", -1, 1e99),
);
const contents = fc.oneof(
  fc.dictionary(fc.constantFrom(...fields), values),
  fc.dictionary(fc.string(), fc.jsonValue()),
);

const signed = fc.record({
  type: types,
  channel: channels,
  content: contents,
  metadata: fc.dictionary(fc.string(), fc.jsonValue(), { maxKeys: 2 }),
  buffers: fc.array(fc.uint8Array({ maxLength: 20 }), { maxLength: 2 }),
});

/** Signed messages of any type with any content: each is answered in order, none ends the session. */
export async function checkSigned(seed: number, runs: number): Promise<void> {
  await fc.assert(
    fc.asyncProperty(fc.array(signed, { maxLength: 8 }), async (messages) => {
      const talk = await Conversation.start(key);
      const sent = messages.map(({ type, channel, content, ...enclosed }) => ({
        type,
        channel,
        id: talk.send(type, content, channel, enclosed),
      }));
      for (let turn = 0; turn < 10; turn++) await talk.quiet();
      for (const { type, channel, id } of sent)
        if (channel !== "stdin") checkAnswer(talk, type, id);
      const last = talk.send("kernel_info_request");
      await talk.quiet();
      expect(talk.reply(last)?.["status"]).toBe("ok");
    }),
    { seed, numRuns: runs },
  );
}

/** Busy (said again while others are answered), then the outputs, then idle; one reply where the type has one, and no second of any of them. */
function checkAnswer(talk: Conversation, type: string, id: string): void {
  const lines = talk.lines(id);
  const states = lines.filter((line) => /^iopub status/.test(line));
  const distinct = states.filter((line, i) => line !== states[i - 1]);
  expect(distinct).toEqual(["iopub status busy", "iopub status idle"]);
  expect(lines[0]).toBe("iopub status busy");
  const replies = lines.filter((line) => / \w+_reply$/.test(line)).length;
  expect(replies).toBe(handlers.has(type) && /_request$/.test(type) ? 1 : 0);
}

const mutations = fc.oneof(
  fc.record({
    kind: fc.constant("flip" as const),
    frame: fc.nat(10),
    byte: fc.nat(500),
    by: fc.integer({ min: 1, max: 255 }),
  }),
  fc.record({ kind: fc.constant("drop" as const), frame: fc.nat(10) }),
  fc.record({ kind: fc.constant("double" as const), frame: fc.nat(10) }),
  fc.record({
    kind: fc.constant("insert" as const),
    frame: fc.nat(10),
    bytes: fc.uint8Array({ maxLength: 40 }),
  }),
  fc.record({ kind: fc.constant("key" as const), other: fc.string() }),
);

const noise = fc.array(fc.uint8Array({ maxLength: 64 }), { maxLength: 9 });

/** What is not signed with the key, or has been changed since, reaches no handler and tells nobody the key. */
export async function checkUnsigned(seed: number, runs: number): Promise<void> {
  await fc.assert(
    fc.asyncProperty(signed, mutations, noise, channels, async (...drawn) => {
      const [message, mutation, random, channel] = drawn;
      const talk = await Conversation.start(key);
      const wire = new Wire(
        mutation.kind === "key" ? `${mutation.other}!` : key,
      );
      const frames = wire.pack(
        [],
        message.type,
        message.content,
        undefined,
        message.metadata,
      );
      const changed = mutated(frames, mutation);
      // What is signed may be as it was: buffers are not (messaging protocol, "The wire protocol").
      const covered = (all: readonly Uint8Array[]): string =>
        JSON.stringify(all.slice(0, 6).map((part) => [...part]));
      fc.pre(mutation.kind === "key" || covered(changed) !== covered(frames));
      talk.transport.deliver(channel, changed);
      talk.transport.deliver(channel, random);
      await talk.quiet();
      expect(talk.said).toEqual([]);
      expect(talk.runner.ran).toEqual([]);
      expect(talk.log.length).toBe(2);
      expect(talk.log.join()).not.toContain(key);
    }),
    { seed, numRuns: runs },
  );
}

type Mutation = typeof mutations extends fc.Arbitrary<infer T> ? T : never;

/** The message with a fault that its signature does not cover: never one that leaves it as it was. */
function mutated(
  frames: readonly Uint8Array[],
  mutation: Mutation,
): readonly Uint8Array[] {
  // The delimiter, the signature and the four parts; what stands before them is only an address.
  const parts = frames.map((frame) => Uint8Array.from(frame));
  if (mutation.kind === "key") return parts;
  const at = mutation.frame % parts.length;
  const frame = parts[at] ?? new Uint8Array();
  if (mutation.kind === "drop") parts.splice(at, 1);
  else if (mutation.kind === "double")
    parts.splice(Math.max(1, at), 0, parts[Math.max(1, at)] ?? frame);
  else if (mutation.kind === "insert")
    parts.splice(1 + (at % 5), 0, mutation.bytes);
  else {
    const byte = mutation.byte % Math.max(1, frame.length);
    frame[byte] = (frame[byte] ?? 0) ^ mutation.by;
  }
  return parts;
}
