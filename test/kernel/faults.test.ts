/** Faults of cells that a person must hear of below the cell that they come from, and that cost nothing else. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Client, resultText, streamText } from "./client.js";

let client: Client;

beforeAll(async () => {
  client = await Client.start();
  await client.execute("const state = 42;");
});
afterAll(() => client.stop());

const unchecked = (code: string): string => `// @ts-nocheck\n${code}`;

async function lives(): Promise<void> {
  expect(await client.beat()).toBe("ping");
  expect(resultText(await client.execute("state"))).toBe("42");
}

describe("an error after the end of its cell", () => {
  // Each calls `fail`, which throws, a while later.
  const sources: [name: string, code: string][] = [
    ["a timer", "setTimeout(fail, 60)"],
    [
      "an interval",
      "const t = setInterval(() => { clearInterval(t); fail() }, 60)",
    ],
    ["an immediate", "setTimeout(() => setImmediate(fail), 60)"],
    ["a tick", "setTimeout(() => process.nextTick(fail), 60)"],
    ["a microtask", "setTimeout(() => queueMicrotask(fail), 60)"],
    ["a promise", "new Promise((r) => setTimeout(r, 60)).then(fail)"],
    [
      "an async function",
      "(async () => { await new Promise((r) => setTimeout(r, 60)); fail() })()",
    ],
    [
      "an emitter",
      'const e = new (require("events"))(); e.on("x", fail); setTimeout(() => e.emit("x"), 60)',
    ],
    [
      "an emitter's error that nobody hears",
      'const e = new (require("events"))(); setTimeout(() => { try { fail() } catch (error) { e.emit("error", error) } }, 60)',
    ],
    [
      "an event target",
      'const e = new EventTarget(); e.addEventListener("x", fail); setTimeout(() => e.dispatchEvent(new Event("x")), 60)',
    ],
    [
      "a signal",
      'AbortSignal.timeout(60).addEventListener("abort", fail); setTimeout(() => {}, 100)',
    ],
    [
      "a file's callback",
      'setTimeout(() => require("fs").stat(".", fail), 60)',
    ],
    [
      "a stream",
      'const s = require("stream").Readable.from((async function* () { await new Promise((r) => setTimeout(r, 60)); fail() })()); s.resume()',
    ],
    ["a child's callback", 'require("child_process").exec("sleep 0.06", fail)'],
    [
      "a port",
      "const { port1, port2 } = new MessageChannel(); port1.on('message', () => { port1.close(); fail() }); setTimeout(() => port2.postMessage(1), 60)",
    ],
    [
      "a deep recursion in a timer",
      "setTimeout(() => { const deep = () => { try { deep() } finally { } }; try { deep() } catch { fail() } }, 60)",
    ],
  ];
  it.each(sources)(
    "in %s is told there, also while another cell runs",
    async (name, code) => {
      for (const meanwhile of [undefined, "busy", "waiting"]) {
        const message = `${name}, ${meanwhile ?? "idle"}`;
        const fail = `const fail = () => { throw new Error(${JSON.stringify(message)}) };`;
        const id = await client.send("execute_request", {
          code: unchecked(`{ ${fail} ${code}; }\n"done"`),
        });
        const { reply } = await client.answer(id);
        expect(reply.content["status"]).toBe("ok");
        if (meanwhile === "busy") {
          const wait =
            "for (const end = Date.now() + 150; Date.now() < end; );";
          const other = await client.execute(`${wait} 1`);
          expect(streamText(other, "stderr")).toBe("");
        }
        if (meanwhile === "waiting") {
          const wait = "await new Promise((r) => setTimeout(r, 150));";
          const other = await client.execute(`${wait} 1`);
          expect(resultText(other)).toBe("1");
          expect(streamText(other, "stderr")).toBe("");
        }
        const told = await client.printed(message);
        expect([told.content["name"], told.parent?.msg_id]).toEqual([
          "stderr",
          id,
        ]);
      }
      await lives();
    },
  );
});

describe("a stack that overflows", () => {
  const overflowing: [where: string, code: string][] = [
    ["an async function", "const f = async () => { await f() }; await f()"],
    [
      "an async function that has waited",
      "const f = async () => { await null; const g = () => g() + 1; g() }; await f()",
    ],
    ["a getter", "const o = { get x() { return o.x } }; o.x"],
    ["a setter", "const o = { set x(v) { o.x = v } }; o.x = 1"],
    ["a proxy", "const p = new Proxy({}, { get: (_, k, r) => r[k] }); p.x"],
    ["a constructor", "class K { k = new K() } new K()"],
    ["a generator", "function* g() { yield* g() } [...g()]"],
    ["a comparison", "const f = () => [2, 1].sort(f); f()"],
    ["a replacement", "const f = () => 'a'.replace(/a/, f); f()"],
    [
      "a toJSON",
      "const o = { toJSON: () => JSON.stringify(o) }; JSON.stringify(o)",
    ],
    ["a conversion", "const o = { toString: () => `${o}` }; `${o}`"],
    ["a loop of prints", "const f = () => { console.log('x'); f() }; f()"],
    ["a loop of displays", "const f = () => { display(1); f() }; f()"],
    ["a finally", "const f = () => { try { f() } finally { f.n = 1 } }; f()"],
    ["arguments", "Math.max(...new Array(1e6))"],
    ["a derivative", "const f = (x) => f(x); grad(f)(1)"],
  ];
  it.each(overflowing)("in %s is an error of the cell", async (_, code) => {
    const { reply } = await client.execute(unchecked(`{ ${code} }`));
    expect(reply.content["ename"]).toBe("RangeError");
    expect(reply.content["evalue"]).toMatch(/call stack/);
    await lives();
  });

  it.each([
    [
      "what shows it",
      'const o = { [Symbol.for("Jupyter.display")]: () => o[Symbol.for("Jupyter.display")]() }; display(o)',
    ],
    [
      "its text",
      'const o = { [Symbol.for("nodejs.util.inspect.custom")]: () => { const f = () => f() + 1; return f() } }; display(o)',
    ],
    [
      "what promises to show it",
      'const o = { [Symbol.for("Jupyter.display")]: async () => await o[Symbol.for("Jupyter.display")]() }; display(o)',
    ],
  ])("in %s is told where the value is shown", async (_, code) => {
    const { reply, published } = await client.execute(unchecked(`{ ${code} }`));
    expect(reply.content["status"]).toBe("ok");
    expect(JSON.stringify(published.map((m) => m.content))).toContain(
      "Maximum call stack size exceeded",
    );
    await lives();
  });

  it.each([
    ["a sum", `1${" + 1".repeat(20_000)}`],
    ["brackets", `${"[".repeat(5000)}${"]".repeat(5000)}`],
    ["functions", `${"() => ".repeat(5000)}1`],
    ["blocks", `${"{".repeat(10_000)}${"}".repeat(10_000)}`],
  ])("while it compiles %s is told in words", async (_, code) => {
    const { reply } = await client.execute(code);
    expect(reply.content["evalue"]).toBe(
      "the code is nested too deeply to be compiled: divide it into several statements",
    );
    await lives();
  });
});

describe("too much at once", () => {
  const rows: [what: string, code: string][] = [
    ["a string by doubling", "let s = 'x'; for (;;) s += s"],
    ["a joined string", "new Array(2 ** 28).join('xxxxxxxx')"],
    ["a padded string", "'x'.padStart(2 ** 30)"],
    ["an array", "new Array(2 ** 32)"],
    ["an array by its iterator", "Array.from({ length: 2 ** 33 })"],
    ["a typed array", "new Float64Array(2 ** 40)"],
    ["a buffer", "Buffer.alloc(2 ** 53)"],
    ["bytes", "new ArrayBuffer(2 ** 52)"],
    ["a bigint", "2n ** (2n ** 40n)"],
    ["a tensor", "zeros([1e6, 1e6])"],
  ];
  it.each(rows)("of %s is an error of the cell", async (_, code) => {
    const { reply } = await client.execute(unchecked(`{ ${code} }`));
    expect(reply.content["ename"]).toBe("RangeError");
    await lives();
  });
});
