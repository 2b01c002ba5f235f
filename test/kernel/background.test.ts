/** What a cell leaves going ends when it is interrupted: awaiting functions, intervals, timers that set the next one. */
import { spawnSync } from "node:child_process";
import { stripVTControlCharacters } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Client, resultText, streamText, typeOf } from "./client.js";

let client: Client;

beforeAll(async () => {
  client = await Client.start();
});
afterAll(() => client.stop());

const pause = (ms: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, ms));

/** Runs a cell until it prints, interrupts it, and returns the name of its error. */
async function interrupted(code: string): Promise<unknown> {
  const id = await client.send("execute_request", { code });
  await client.wait((m) => m.parent?.msg_id === id && typeOf(m) === "stream");
  await client.request("interrupt_request", {}, "control");
  const { reply } = await client.answer(id);
  return reply.content["ename"];
}

/** Whether `count` stands still, now or within some seconds: code that catches the interrupt has a while. */
async function standsStill(rounds = 20): Promise<boolean> {
  let first = resultText(await client.execute("count"));
  for (let round = 0; round < rounds; round++) {
    await pause(150);
    const second = resultText(await client.execute("count"));
    if (first === second) return true;
    first = second;
  }
  return false;
}

const sleep =
  "const sleep = (ms: number) => new Promise<void>((r) => setTimeout(r, ms)); let count = 0;";

describe("an interrupted cell goes no further", () => {
  const rows: [name: string, code: string][] = [
    ["a loop", "for (;;) { count++; await sleep(5); }"],
    [
      "a loop that catches",
      "for (;;) { try { count++; await sleep(5); } catch {} }",
    ],
    [
      "a loop whose promises all reject",
      "for (;;) { try { count++; await sleep(5).then(() => { throw 1 }); } catch {} }",
    ],
    [
      "a function that nobody awaits",
      "(async () => { for (;;) { count++; await sleep(5); } })(); await sleep(1e8);",
    ],
    [
      "an asynchronous iteration",
      "async function* steps() { for (;;) { await sleep(5); yield 1; } }\nouter: for await (const step of steps()) { count += step; if (count < 0) continue outer; }",
    ],
    [
      "an iteration over what is not ours",
      'import { on, EventEmitter } from "node:events"; const bus = new EventEmitter(); setInterval(() => bus.emit("x"), 5);\nfor await (const _ of on(bus, "x")) count++;',
    ],
    ["an interval", "setInterval(() => count++, 5); await sleep(1e8);"],
    [
      "a timer that sets the next one",
      "const next = () => { count++; setTimeout(next, 5); }; next(); await sleep(1e8);",
    ],
    [
      "an immediate that sets the next one",
      "const again = () => { count++; setImmediate(again); }; again(); await sleep(1e8);",
    ],
  ];
  it.each(rows)("in %s", async (_, code) => {
    await client.execute(sleep);
    const cell = `setTimeout(() => console.log("up"), 30); ${code}`;
    expect(await interrupted(cell)).toBe("KeyboardInterrupt");
    expect(await standsStill()).toBe(true);
  });

  it("but clears up", async () => {
    await client.execute(`${sleep} let log: string[] = [];`);
    await interrupted(
      'console.log("up"); try { for (;;) await sleep(5); } finally { await sleep(5); log.push("closed"); await sleep(5); log.push("gone") }',
    );
    await pause(100);
    expect(resultText(await client.execute("log"))).toBe(
      "[ 'closed', 'gone' ]",
    );
  });

  it("and reports nothing of what has been left", async () => {
    await client.execute(sleep);
    const before = client.received.length;
    await interrupted(
      'console.log("up"); const run = async () => { for (;;) await sleep(5); }; void run(); void run(); await sleep(1e8);',
    );
    await pause(100);
    const published = client.received.slice(before);
    expect(streamText({ published }, "stderr")).toBe("");
  });
});

describe("an interrupt where no cell runs", () => {
  it("ends what earlier cells have left going, and nothing that comes later", async () => {
    await client.execute(
      `${sleep} void (async () => { for (;;) { count++; await sleep(5); } })(); setInterval(() => count++, 5);`,
    );
    expect(await standsStill(1)).toBe(false);
    await client.request("interrupt_request", {}, "control");
    expect(await standsStill()).toBe(true);
    expect(resultText(await client.execute("await sleep(5); 1"))).toBe("1");
  });
});

describe("awaiting is what it is without a kernel", () => {
  it("in the order in which promises settle", async () => {
    const code = `
      const order = [0];
      const f = async (n = 0) => { await null; order.push(n); await Promise.resolve(); order.push(n + 1); };
      const done = [f(10), f(20)];
      Promise.resolve().then(() => order.push(1)).then(() => order.push(2)).then(() => order.push(3));
      for await (const n of [30, 31]) order.push(n);
      await Promise.all(done);
      console.log(order.join());`;
    const node = spawnSync(
      process.execPath,
      ["--input-type=module", "--eval", code],
      { encoding: "utf8" },
    );
    expect(node.stdout).toMatch(/^0,10/);
    expect(streamText(await client.execute(code))).toBe(node.stdout);
  });

  it("in the stacks of errors", async () => {
    const { reply } = await client.execute(
      "const inner = async () => {\n  await null;\n  throw new Error('deep');\n};\nconst outer = async () => {\n  await inner();\n};\nawait outer();",
    );
    const text = stripVTControlCharacters(
      (reply.content["traceback"] as string[]).join("\n"),
    );
    expect(text).toMatch(/at inner \(Cell \[\d+\]:3:9\)/);
    expect(text).toMatch(/at async outer \(Cell \[\d+\]:6:3\)/);
    expect(text).toMatch(/at async Cell \[\d+\]:8:1/);
  });

  it("in what counts as handled", async () => {
    const answer = await client.execute(
      "const bad = async () => { await Promise.reject(new Error('handled')); };\ntry { await bad(); } catch {}\nawait new Promise((r) => setTimeout(r, 20));",
    );
    expect(streamText(answer, "stderr")).toBe("");
  });
});
