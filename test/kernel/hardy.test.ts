/** Cells that do their worst: after each of them the kernel answers as before. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Client, resultText, streamText, typeOf } from "./client.js";

let client: Client;

beforeAll(async () => {
  client = await Client.start();
});
afterAll(() => client.stop());

/** Runs `code` unchecked: what it does is wrong to TypeScript, too. */
const unchecked = (code: string): string => `// @ts-nocheck\n${code}`;

async function lives(): Promise<void> {
  expect(await client.beat()).toBe("ping");
  expect(resultText(await client.execute("6 * 7"))).toBe("42");
}

describe("a cell that fails", () => {
  const rows: [name: string, code: string, ename: string][] = [
    ["by a stack overflow", "function f() { return f() } f()", "RangeError"],
    ["by a string too long", '"x".repeat(2 ** 30)', "RangeError"],
    ["by an array too big", "new Array(-1)", "RangeError"],
    ["by throwing null", "throw null", "Uncaught"],
    ["by throwing a proxy", "throw new Proxy({}, {})", "Uncaught"],
    ["by rejecting", "await Promise.reject(new Error('no'))", "Error"],
    [
      "by an error that throws when read",
      "throw { get name() { throw 1 }, get message() { throw 2 } }",
      "Uncaught",
    ],
    ["by a missing module", 'await import("no-such-module")', "Error"],
  ];
  it.each(rows)("%s is reported", async (_, code, ename) => {
    const { reply } = await client.execute(unchecked(code));
    expect(reply.content["ename"]).toBe(ename);
    await lives();
  });
});

describe("a cell that breaks what the kernel is made of", () => {
  // One kernel, in which more and more is broken.
  let doomed: Client;
  beforeAll(async () => {
    doomed = await Client.start();
  });
  afterAll(() => doomed.stop());

  const rows: [name: string, code: string][] = [
    ["console", "console = undefined"],
    ["JSON", "JSON.stringify = () => 'broken'; JSON = undefined"],
    ["Promise.prototype.then", "Promise.prototype.then = () => {}"],
    ["Promise", "Promise = undefined"],
    ["Array.prototype.push", "Array.prototype.push = () => 0"],
    ["Atomics", "Atomics.wait = Atomics.store = Atomics.notify = null"],
    ["Buffer", "Buffer = undefined; Uint8Array.prototype.set = null"],
    ["Object", "Object.prototype.toString = null; Object.keys = null"],
    ["Map", "Map.prototype.get = Map.prototype.set = null"],
    ["prepareStackTrace", "Error.prepareStackTrace = () => { throw 1 }"],
    ["Error", "Error = undefined"],
    ["setTimeout", "setTimeout = setImmediate = queueMicrotask = undefined"],
    ["process", "process.stdout = undefined; process = undefined"],
    [
      "every global",
      "for (const k in globalThis) delete globalThis[k]; delete globalThis.Symbol",
    ],
  ];
  it.each(rows)("%s", async (_, code) => {
    await doomed.execute(unchecked(code));
    expect(await doomed.beat()).toBe("ping");
    const after = await doomed.execute(unchecked("6 * 7"));
    expect(resultText(after)).toBe("42");
    const id = await doomed.send("execute_request", {
      code: unchecked("while (true) {}"),
    });
    await doomed.wait(
      (m) => m.parent?.msg_id === id && typeOf(m) === "execute_input",
    );
    await new Promise((resolve) => setTimeout(resolve, 300));
    await doomed.request("interrupt_request", {}, "control");
    const { reply } = await doomed.answer(id);
    expect(reply.content["ename"]).toBe("KeyboardInterrupt");
  });
});

describe("memory that runs out", () => {
  let small: Client;
  beforeAll(async () => {
    small = await Client.start({}, ["--max-old-space-size=700"]);
    await small.execute("const state = 42; const hoard: unknown[] = [];");
  });
  afterAll(() => small.stop());

  it.each([
    ["objects", "for (let i = 0; ; i++) hoard.push({ i })"],
    ["texts", "for (let i = 0; ; i++) hoard.push(`text number ${i}`)"],
  ])("by %s stops the cell and keeps the state", async (_, code) => {
    const { reply } = await small.execute(code);
    expect(reply.content["ename"]).toBe("OutOfMemory");
    expect(reply.content["evalue"]).toMatch(
      /^the cell was stopped: \d+ MB of \d+ MB of heap are in use$/,
    );
    const freed = await small.execute("hoard.length = 0; state");
    expect(resultText(freed)).toBe("42");
  });

  it("outside the heap stops the cell, too", async () => {
    const narrow = await Client.start({ NABLA_MEMORY: "900" });
    await narrow.execute("const state = 42; const hoard: Float64Array[] = [];");
    const { reply } = await narrow.execute(
      "for (;;) hoard.push(new Float64Array(1e6).fill(1))",
    );
    expect(reply.content["ename"]).toBe("OutOfMemory");
    expect(reply.content["evalue"]).toMatch(
      /MB of 900 MB of memory are in use/,
    );
    expect(narrow.log).toContain("of memory are in use");
    const freed = await narrow.execute("hoard.length = 0; state");
    expect(resultText(freed)).toBe("42");
    await narrow.stop();
  });

  it("while no cell runs stops what runs instead", async () => {
    await small.execute(
      "setInterval(() => { for (let i = 0; i < 1e5; i++) hoard.push({ i }) }, 5);",
    );
    await small.printed("OutOfMemory: ");
    const freed = await small.execute("hoard.length = 0; state");
    expect(resultText(freed)).toBe("42");
    await small.execute("await new Promise((r) => setTimeout(r, 100))");
    expect(resultText(await small.execute("hoard.length"))).toBe("0");
  });

  it("is not what waste looks like", async () => {
    const waste =
      "let last = 0; for (let i = 0; i < 3e7; i++) last = [i, i].length; last";
    expect(resultText(await small.execute(waste))).toBe("2");
  });
});

describe("an interrupt", () => {
  it("stops a runaway of a cell that has ended, and again", async () => {
    await client.execute(
      unchecked("globalThis.spin = () => setTimeout(() => { for (;;); }, 50)"),
    );
    for (let round = 0; round < 3; round++) {
      await client.execute(unchecked("spin()"));
      await new Promise((resolve) => setTimeout(resolve, 150));
      await client.request("interrupt_request", {}, "control");
      await lives();
    }
  });

  it("inside an immediate leaves those behind it in order", async () => {
    const later = "await new Promise((r) => setImmediate(() => r(1)))";
    for (let round = 0; round < 3; round++) {
      const id = await client.send("execute_request", {
        code: unchecked(
          'for (let i = 0; i < 3; i++) setImmediate(() => {}); setImmediate(() => { console.log("in"); for (;;); }); setImmediate(() => {}); await new Promise(() => {})',
        ),
      });
      await client.wait(
        (m) => m.parent?.msg_id === id && typeOf(m) === "stream",
      );
      await client.request("interrupt_request", {}, "control");
      const { reply } = await client.answer(id);
      expect(reply.content["ename"]).toBe("KeyboardInterrupt");
      expect(resultText(await client.execute(later))).toBe("1");
    }
  });

  it("of a kernel that does nothing changes nothing", async () => {
    for (let round = 0; round < 5; round++)
      await client.request("interrupt_request", {}, "control");
    await lives();
  });

  it.each([
    [
      "a derivation of a key",
      'require("crypto").pbkdf2Sync("a", "b", 3_000_000, 64, "sha512")',
    ],
    ["a giant power", "7n ** 30_000_000n"],
    ["a giant text", 'JSON.parse("[" + "[1],".repeat(5e6) + "1]")'],
  ])("says that it waits for %s", async (_, call) => {
    const id = await client.send("execute_request", {
      code: unchecked(
        `console.log("up"); for (const end = Date.now() + 200; Date.now() < end;); ${call}; while (true) {}`,
      ),
    });
    await client.wait((m) => m.parent?.msg_id === id && typeOf(m) === "stream");
    await new Promise((resolve) => setTimeout(resolve, 400));
    await client.request("interrupt_request", {}, "control");
    const answer = await client.answer(id);
    expect(answer.reply.content["ename"]).toBe("KeyboardInterrupt");
    expect(streamText(answer, "stderr")).toMatch(
      /^The cell is inside a call of native code/,
    );
    await lives();
  });

  it.each([
    ["a child", 'require("child_process").execSync("sleep 60")'],
    [
      "a child and its children",
      'require("child_process").execSync("sleep 60; echo x")',
    ],
    [
      "a child that takes no hint",
      'require("child_process").spawnSync("sh", ["-c", "trap : INT TERM; while :; do sleep 1; done"])',
    ],
  ])("reaches %s that the cell waits for", async (_, call) => {
    const bystander = unchecked(
      'globalThis.child = require("child_process").spawn("sleep", ["300"]); child.pid > 0',
    );
    expect(resultText(await client.execute(bystander))).toBe("true");
    const id = await client.send("execute_request", {
      code: unchecked(
        `console.log("up"); try { ${call} } catch {} while (true) {}`,
      ),
    });
    await client.wait((m) => m.parent?.msg_id === id && typeOf(m) === "stream");
    await new Promise((resolve) => setTimeout(resolve, 200));
    await client.request("interrupt_request", {}, "control");
    const { reply } = await client.answer(id);
    expect(reply.content["ename"]).toBe("KeyboardInterrupt");
    // Children that it does not wait for go on.
    const after = unchecked(
      "const { exitCode, signalCode } = child; child.kill(); [exitCode, signalCode]",
    );
    expect(resultText(await client.execute(after))).toBe("[ null, null ]");
  });

  it("by SIGINT works, too", async () => {
    const id = await client.send("execute_request", {
      code: 'console.log("up"); while (true) {}',
    });
    await client.wait((m) => m.parent?.msg_id === id && typeOf(m) === "stream");
    client.process.kill("SIGINT");
    const { reply } = await client.answer(id);
    expect(reply.content["ename"]).toBe("KeyboardInterrupt");
    await lives();
  });
});
