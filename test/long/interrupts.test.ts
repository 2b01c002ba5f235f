/** Two thousand interrupts in a row on each Node: all of them stop the cell, none costs the state. */
import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { Client, resultText, typeOf } from "../kernel/client.js";
import { nodes } from "./nodes.js";

const spin = "for (;;) { count++; }";

/** Where an interrupt can find a cell. Each says `up` when it is there, or just before. */
const places: readonly [name: string, code: string][] = [
  ["loop", `up(); ${spin}`],
  ["loop that catches", "up(); for (;;) { try { count++; throw 1 } catch {} }"],
  ["regular expression", 'up(); /^(a+)+$/.test("a".repeat(40) + "b")'],
  [
    "sleep",
    "up(); Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0)",
  ],
  ["promise", "up(); await new Promise(() => {})"],
  ["loop after an await", `up(); await null; ${spin}`],
  ["microtasks", "up(); for (;;) await null"],
  ["then", `await Promise.resolve().then(() => { up(); ${spin} })`],
  ["timer", `await new Promise(() => setTimeout(() => { up(); ${spin} }, 1))`],
  [
    "interval",
    `await new Promise(() => setInterval(() => { up(); ${spin} }, 1))`,
  ],
  [
    "immediate",
    `await new Promise(() => setImmediate(() => { up(); ${spin} }))`,
  ],
  [
    "nextTick",
    `await new Promise(() => process.nextTick(() => { up(); ${spin} }))`,
  ],
  [
    "timers that respawn",
    "const next = () => { count++; setTimeout(next, 0) }; next(); up(); await new Promise(() => {})",
  ],
  // Node is nearly always at its timers when these are interrupted.
  [
    "short intervals",
    "for (let i = 0; i < 200; i++) setInterval(() => count++, 1 + (i % 20)); up(); await new Promise(() => {})",
  ],
  [
    "iteration over an emitter",
    'const { on, EventEmitter } = require("events"); const bus = new EventEmitter(); setInterval(() => bus.emit("x"), 1); up(); for await (const _ of on(bus, "x")) count++;',
  ],
  [
    "callback of a file",
    `await new Promise(() => require("fs").stat(".", () => { up(); ${spin} }))`,
  ],
  [
    "AsyncLocalStorage",
    `new (require("async_hooks").AsyncLocalStorage)().run(1, () => { up(); ${spin} })`,
  ],
  [
    "generator",
    `up(); [...(function* () { for (;;) { count++; yield 1; } })()]`,
  ],
  ["proxy", `up(); const p = new Proxy({}, { get() { ${spin} } }); p.x`],
  ["sort", `up(); [3, 2, 1].sort(() => { ${spin} })`],
  ["reviver", `up(); JSON.parse("[1]", () => { ${spin} })`],
  ["flood", "for (;;) console.log('up')"],
  ["question", 'up(); input("? ")'],
  [
    "async loop",
    "up(); for (;;) { count++; await new Promise((r) => setTimeout(r, 1)) }",
  ],
];

const rounds = 2000;

describe("an interrupt, two thousand times", () => {
  it.each(nodes())("on Node %s", async (version, program) => {
    const client = await Client.start({}, [], program);
    await client.execute(
      "// @ts-nocheck\nglobalThis.state = 42; globalThis.count = 0; globalThis.up = () => console.log('up');",
    );
    const times: number[] = [];
    const byPlace = new Map<string, number[]>();
    let seed = 1;
    for (let round = 0; round < rounds; round++) {
      // A linear congruential generator: the same order on each version.
      seed = (seed * 1103515245 + 12345) % 2147483648;
      const [name, code] = places[(seed >>> 8) % places.length] ?? ["", ""];
      const id = await client.send("execute_request", {
        code: `// @ts-nocheck\n${code}`,
        allow_stdin: true,
        // The next cell may arrive before those sent too early have been refused.
        stop_on_error: false,
      });
      await client
        .wait((m) => m.parent?.msg_id === id && typeOf(m) === "stream")
        .catch((error: unknown) => {
          throw new Error(
            `round ${round}: ${name} came not so far: ${JSON.stringify(client.received.map((m) => [typeOf(m), m.content]))}`,
            { cause: error },
          );
        });
      await sleep((seed >>> 16) % 8);
      const start = performance.now();
      await client.send("interrupt_request", {}, "control");
      const { reply } = await client.answer(id).catch((error: unknown) => {
        throw new Error(`round ${round}: ${name}`, { cause: error });
      });
      const time = performance.now() - start;
      expect([name, reply.content["ename"]]).toEqual([
        name,
        "KeyboardInterrupt",
      ]);
      times.push(time);
      byPlace.set(name, [...(byPlace.get(name) ?? []), time]);
      if (round % 20 === 0)
        expect(resultText(await client.execute("// @ts-nocheck\nstate"))).toBe(
          "42",
        );
      client.received.length = 0;
    }
    const rows = [["all", times] as const, ...byPlace].map(
      ([name, found]) =>
        `${name.padEnd(22)} ${String(found.length).padStart(5)}  median ${median(found).toFixed(1)} ms  most ${Math.max(...found).toFixed(0)} ms`,
    );
    console.log(`Node ${version}\n${rows.join("\n")}`);
    expect(client.process.exitCode).toBe(null);
    await client.stop();
  });
});

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[values.length >> 1] ?? NaN;
}
