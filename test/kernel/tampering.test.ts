/** Cells that break the built-in objects which the kernel shares with them: it goes on, and when they are mended all is well. */
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Client, resultText, streamText, typeOf } from "./client.js";
import { seen } from "./rows.js";

let client: Client;

/** Has the methods of an object throw, until `mend()`; keeps what that takes. */
const tools = `
const { defineProperty, getOwnPropertyDescriptor, ownKeys } = Reflect;
const broken = function () { throw new RangeError("broken") };
globalThis.damage = (object, names = ownKeys(object)) => {
  const saved = [];
  let count = 0;
  for (let i = 0; i < names.length; i++) {
    const found = getOwnPropertyDescriptor(object, names[i]);
    if (names[i] === "constructor" || typeof names[i] !== "string" || typeof found?.value !== "function" || !found.configurable) continue;
    saved[count++] = [names[i], found];
  }
  const before = globalThis.mend;
  globalThis.mend = () => {
    for (let i = 0; i < count; i++) defineProperty(object, saved[i][0], saved[i][1]);
    globalThis.mend = before;
    before?.();
  };
  for (let i = 0; i < count; i++) defineProperty(object, saved[i][0], { value: broken, writable: true, configurable: true });
  return count;
};`;

beforeAll(async () => {
  client = await Client.start();
  await client.execute(`// @ts-nocheck\n{${tools}}`);
  await client.execute("const basket = { apples: 1 };");
});
afterAll(() => client.stop());

async function run(code: string): Promise<string> {
  const answer = await client.execute(`// @ts-nocheck\n${code}`);
  return seen(answer).trim();
}

/** What must work whatever is broken. */
async function checkKernel(): Promise<void> {
  expect(await client.beat()).toBe("ping");
  expect(await run("6 * 7")).toBe("42");
  expect(resultText(await client.execute("basket.apples + 1"))).toBe("2");
  expect(await run("await null; 8")).toBe("8");
  const failed = await client.execute("// @ts-nocheck\nnull.x");
  expect(failed.reply.content["ename"]).toBe("TypeError");
  const cursor = { code: "basket.ap", cursor_pos: 9 };
  const { reply } = await client.request("complete_request", cursor);
  expect(reply.content["matches"]).toEqual(["apples"]);
  const hover = { code: "basket", cursor_pos: 3, detail_level: 0 };
  const inspected = await client.request("inspect_request", hover);
  expect(JSON.stringify(inspected.reply.content)).toContain("apples: number");
}

async function checkInterrupt(code: string): Promise<void> {
  const id = await client.send("execute_request", {
    code: `// @ts-nocheck\n${code}`,
  });
  await client.wait(
    (m) => m.parent?.msg_id === id && typeOf(m) === "execute_input",
  );
  await sleep(100);
  await client.request("interrupt_request", {}, "control");
  const { reply } = await client.answer(id);
  expect(reply.content["ename"]).toBe("KeyboardInterrupt");
}

/** What must work again once the built-ins are what they were. */
async function checkAll(): Promise<void> {
  await checkKernel();
  expect(await run("({ a: [1, new Map([[1, 2]])] })")).toBe(
    "{ a: [ 1, Map(1) { 1 => 2 } ] }",
  );
  expect(await run("tensor([1, 2]) * 2")).toBe("[2, 4]");
  expect(await run("grad((x) => x ** 2)(3)")).toBe("6");
  const { published } = await client.execute("plt.plot([1, 2, 3]);");
  const figure = published.find((m) => typeOf(m) === "display_data");
  expect(Object.keys(figure?.content["data"] ?? {})).toContain("image/png");
}

describe("broken: all methods of", () => {
  const rows: [object: string, names?: string][] = [
    ["Array.prototype"],
    ["Object.prototype"],
    ["Map.prototype"],
    ["Set.prototype"],
    ["WeakMap.prototype"],
    ["Promise.prototype"],
    ["Error.prototype"],
    ["RegExp.prototype"],
    ["String.prototype"],
    ["Reflect"],
    ["Error"],
    ['require("inspector").Session.prototype'],
    ["Number.prototype"],
    ["Function.prototype", '["toString"]'],
    ["Object.getPrototypeOf(Uint8Array.prototype)"],
    ["Object"],
    ["Array"],
    ["Promise"],
    ["JSON"],
    ["Math"],
    ["Atomics"],
    ["Buffer"],
    ['require("events").prototype'],
    ["EventTarget.prototype"],
    ['require("worker_threads").MessagePort.prototype'],
    [
      'require("async_hooks").AsyncLocalStorage.prototype',
      '["run", "getStore", "enterWith"]',
    ],
    ['require("util")'],
    ['require("util").types'],
    ['require("vm")'],
    ['require("path")'],
  ];
  it.each(rows)("%s", async (object, names = "undefined") => {
    expect(await run(`damage(${object}, ${names})`)).toMatch(/^[1-9]\d*$/);
    await checkKernel();
    await checkInterrupt("for (;;);");
    await run("mend()");
    await checkAll();
  });
});

describe("taken away: the global", () => {
  const rows = [
    ...["Promise", "console", "JSON", "Error", "Map", "Symbol"],
    ...["Object", "Array", "Uint8Array", "Buffer", "performance"],
    ...["Reflect", "process", "String"],
    ...["setTimeout", "queueMicrotask", "structuredClone", "AbortController"],
  ];
  it.each(rows)("%s", async (name) => {
    await run(
      `globalThis.kept = globalThis.${name}; delete globalThis.${name};`,
    );
    await checkKernel();
    await checkInterrupt("for (;;);");
    await run(`globalThis.${name} = kept;`);
    await checkAll();
  });
});

describe("added, as old libraries do: enumerable members of", () => {
  it.each(["Object", "Array", "Function", "String", "Number", "Promise"])(
    "%s.prototype",
    async (name) => {
      const members = "['polluted', 'id', 'type', 'name', 'data', 'last']";
      const prototype = `${name}.prototype`;
      await run(`for (const key of ${members}) ${prototype}[key] = () => key;`);
      await checkAll();
      await checkInterrupt("await new Promise(() => {})");
      await run(`for (const key of ${members}) delete ${prototype}[key];`);
    },
  );
});

it("nothing of it has been said past the protocol", async () => {
  expect(streamText(await client.execute('console.log("end")'))).toBe("end\n");
  expect(client.log).toBe("");
});
