/** A real kernel process over ZeroMQ: what a person at a front end would see. */
import { stripVTControlCharacters } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Client, resultText, streamText, typeOf } from "./client.js";

let client: Client;

beforeAll(async () => {
  client = await Client.start();
});
afterAll(() => client.stop());

describe("a cell", () => {
  it("shows its last value between busy and idle", async () => {
    const answer = await client.execute("1 + 1");
    expect(answer.published.map(typeOf)).toEqual([
      "status",
      "execute_input",
      "execute_result",
      "status",
    ]);
    expect(resultText(answer)).toBe("2");
    expect(answer.reply.content["status"]).toBe("ok");
  });

  it("keeps what it has declared", async () => {
    await client.execute("const kept = 20;");
    expect(resultText(await client.execute("kept + 1"))).toBe("21");
  });

  it("may await", async () => {
    const code = "await new Promise((r) => setTimeout(() => r(7), 20))";
    expect(resultText(await client.execute(code))).toBe("7");
  });

  it("prints while it runs, heart beating", async () => {
    const id = await client.send("execute_request", {
      code: `
        console.log("started");
        for (const end = Date.now() + 400; Date.now() < end; );
        console.log("ended");`,
    });
    await client.printed("started");
    expect(await client.beat()).toBe("ping");
    const answer = await client.answer(id);
    expect(streamText(answer)).toBe("started\nended\n");
  });

  it("prints in the order in which it shows", async () => {
    const answer = await client.execute(
      'console.log("a"); display("b"); console.log("c"); console.error("d")',
    );
    expect(answer.published.map(typeOf)).toEqual([
      "status",
      "execute_input",
      "stream",
      "display_data",
      "stream",
      "stream",
      "status",
    ]);
    expect(streamText(answer, "stderr")).toBe("d\n");
  });

  it("says what comes next, and what to read", async () => {
    const code = 'page(md`# Help`); setNextInput("1 + 1", { replace: true })';
    const { reply } = await client.execute(code);
    expect(reply.content["payload"]).toEqual([
      {
        source: "page",
        data: { "text/markdown": "# Help", "text/plain": "# Help" },
        start: 0,
      },
      { source: "set_next_input", text: "1 + 1", replace: true },
    ]);
  });

  it("is named in its errors, with the line", async () => {
    const answer = await client.execute(
      'function f() {\n  throw new RangeError("too far");\n}\nf();',
    );
    const { ename, evalue, traceback, execution_count } = answer.reply.content;
    expect([ename, evalue]).toEqual(["RangeError", "too far"]);
    const text = stripVTControlCharacters((traceback as string[]).join("\n"));
    expect(text).toContain(`at f (Cell [${String(execution_count)}]:2:9)`);
    expect(text).not.toContain("dist/");
    expect(answer.published.map(typeOf)).toContain("error");
  });
});

describe("an interrupt", () => {
  const rows: [name: string, code: string][] = [
    ["a loop", "while (true) {}"],
    ["a loop that catches", "while (true) { try { throw 1 } catch {} }"],
    ["a loop that prints", 'while (true) console.log("flood")'],
    ["a loop that shows", "while (true) display(1)"],
    ["a regular expression", '/^(a+)+$/.test("a".repeat(40) + "b")'],
    ["a promise that never settles", "await new Promise(() => {})"],
    ["a loop after an await", "await null; while (true) {}"],
    ["microtasks without end", "for (;;) await null"],
    [
      "a loop in a timer",
      "await new Promise(() => setTimeout(() => { while (true) {} }, 10))",
    ],
    ["a sleep", "Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0)"],
  ];
  it.each(rows)("stops %s and keeps the state", async (_, code) => {
    await client.execute("const state = 42;");
    const id = await client.send("execute_request", {
      code: `console.log("up"); ${code}`,
    });
    await client.wait((m) => m.parent?.msg_id === id && typeOf(m) === "stream");
    await new Promise((resolve) => setTimeout(resolve, 50));
    const reply = await client.request("interrupt_request", {}, "control");
    expect(reply.reply.content["status"]).toBe("ok");
    const answer = await client.answer(id);
    expect(answer.reply.content["ename"]).toBe("KeyboardInterrupt");
    expect(resultText(await client.execute("state"))).toBe("42");
  });

  // Each counts in `n` and `m`, in step at the end of every round.
  const counting: [name: string, code: string][] = [
    ["a loop", "while (true) { n++; m++ }"],
    ["a loop of an earlier cell", "%earlier\nwhile (true) { n++; m++ }"],
    ["a pattern", "while (true) [n, m] = [n + 1, m + 1]"],
    [
      "a function that the loop calls",
      "const spin = () => { while (true) {} }; for (;;) { n++; m++; if (n > 999) spin() }",
    ],
    [
      "a regular expression",
      'for (let i = 1; ; i++) { n++; m++; /^(a+)+$/.test("a".repeat(i) + "b") }',
    ],
    ["a loop after an await", "await null; while (true) { n++; m++ }"],
    ["a loop that awaits", "for (;;) { n++; m++; await null }"],
    ["a promise", "for (;;) { n++; m++; await new Promise(() => {}) }"],
    [
      "a loop under a resource",
      "using held = { [Symbol.dispose]() {} }; while (true) { n++; m++ }",
    ],
    ["a name of Node's", "let name = 0; while (true) { n++; m++; name++ }"],
  ];
  it.each(counting)("keeps what %s has reached", async (_, code) => {
    const head = 'let n = 0, m = 0; console.log("up");';
    const [first, rest] = code.split("%earlier\n");
    if (rest !== undefined) await client.execute(head);
    const id = await client.send("execute_request", {
      code:
        rest === undefined
          ? `${head} ${String(first)}`
          : `console.log("up"); ${rest}`,
    });
    await client.wait((m) => m.parent?.msg_id === id && typeOf(m) === "stream");
    await new Promise((resolve) => setTimeout(resolve, 50));
    await client.request("interrupt_request", {}, "control");
    const answer = await client.answer(id);
    expect(answer.reply.content["ename"]).toBe("KeyboardInterrupt");
    expect(resultText(await client.execute("n > 0 && n === m"))).toBe("true");
  });

  it("of a cell that waits is not undone when it goes on", async () => {
    const id = await client.send("execute_request", {
      code: 'let n = 0; console.log("up"); for (;;) { n++; await new Promise((r) => setTimeout(r, 20)); n++ }',
    });
    await client.wait((m) => m.parent?.msg_id === id && typeOf(m) === "stream");
    await client.request("interrupt_request", {}, "control");
    await client.answer(id);
    const later = "n = -5; await new Promise((r) => setTimeout(r, 100)); n";
    expect(resultText(await client.execute(later))).toBe("-5");
  });

  it("stops a question, catchably", async () => {
    const id = await client.send("execute_request", {
      code: 'let heard = ""; try { input("?") } catch (e) { heard = (e as Error).name } heard',
      allow_stdin: true,
    });
    await client.wait(
      (m) => m.parent?.msg_id === id && typeOf(m) === "input_request",
    );
    await client.request("interrupt_request", {}, "control");
    expect(resultText(await client.answer(id))).toBe("'KeyboardInterrupt'");
  });
});

describe("a question", () => {
  it("waits for its answer", async () => {
    const id = await client.send("execute_request", {
      code: 'input("name? ") + "!"',
      allow_stdin: true,
    });
    const asked = await client.wait(
      (m) => m.parent?.msg_id === id && typeOf(m) === "input_request",
    );
    expect(asked.content).toEqual({ prompt: "name? ", password: false });
    await client.type("Ada ✓");
    expect(resultText(await client.answer(id))).toBe("'Ada ✓!'");
  });

  it("is refused where nobody can answer", async () => {
    const { reply } = await client.execute("input()", { allow_stdin: false });
    expect(reply.content["ename"]).toBe("StdinNotImplementedError");
  });
});

describe("work that goes on after its cell", () => {
  const soon = "const soon = (f: () => void) => setTimeout(f, 150);";
  const rows: [name: string, code: string][] = [
    ["a timer", 'setTimeout(() => console.log("late"), 150); 0'],
    [
      "an interval",
      'const t = setInterval(() => { console.log("late"); clearInterval(t) }, 150); 0',
    ],
    [
      "a promise",
      'void new Promise<void>((r) => setTimeout(r, 150)).then(() => console.log("late")); 0',
    ],
    [
      "an async function",
      'void (async () => { await new Promise((r) => setTimeout(r, 150)); console.log("late") })(); 0',
    ],
    ["a function of an earlier cell", 'soon(() => console.log("late")); 0'],
    [
      "a file's callback",
      'import { stat } from "node:fs"; soon(() => stat(".", () => console.log("late"))); 0',
    ],
    [
      "an event",
      'import { EventEmitter } from "node:events"; const e = new EventEmitter(); e.on("x", () => console.log("late")); soon(() => e.emit("x")); 0',
    ],
    [
      "a process's output",
      'import { execFile } from "node:child_process"; execFile(process.execPath, ["-e", "setTimeout(() => console.log(5), 150)"], () => console.log("late")); 0',
    ],
    [
      "an immediate and a tick",
      'soon(() => setImmediate(() => process.nextTick(() => console.log("late")))); 0',
    ],
    ["an error's text", 'soon(() => console.error("late")); 0'],
    ["process.stdout", 'soon(() => void process.stdout.write("late")); 0'],
  ];
  it.each(rows)("writes to it: %s", async (_, code) => {
    await client.execute(soon);
    const id = await client.send("execute_request", { code });
    await client.answer(id);
    // Another cell has begun meanwhile, and waits too.
    const other = await client.execute(
      "await new Promise((r) => setTimeout(r, 20)); 1",
    );
    expect(resultText(other)).toBe("1");
    const late = await client.printed("late");
    expect(late.parent?.msg_id).toBe(id);
    client.received.length = 0;
  });

  it("shows there what it displays", async () => {
    const code = 'setTimeout(() => display("shown late"), 150); 0';
    const id = await client.send("execute_request", { code });
    await client.answer(id);
    await client.execute("1");
    const late = await client.wait((m) => typeOf(m) === "display_data");
    expect(late.parent?.msg_id).toBe(id);
  });
});

describe("a console's word for leaving", () => {
  it.each(["exit", "quit", "exit()", " quit ( ) ;\n"])("%j", async (code) => {
    const { reply } = await client.execute(code);
    expect(reply.content).toMatchObject({
      status: "ok",
      payload: [{ source: "ask_exit", keepkernel: false }],
    });
  });

  it("is a name where a cell has declared it", async () => {
    const { reply } = await client.execute("const quit = 5; quit");
    expect(reply.content["payload"]).toEqual([]);
    expect(resultText(await client.execute("quit"))).toBe("5");
  });
});

describe("faults", () => {
  it("in timers are reported in their cell, and the kernel lives", async () => {
    const id = await client.send("execute_request", {
      code: 'setTimeout(() => { throw new Error("late") }, 30); 0',
    });
    const answer = await client.answer(id);
    expect(answer.reply.content["status"]).toBe("ok");
    await client.execute("1");
    const late = await client.printed("late");
    expect(late.parent?.msg_id).toBe(id);
  });

  it("in promises that nobody awaits, too", async () => {
    const id = await client.send("execute_request", {
      code: 'void (async () => { await null; throw new Error("lost") })(); 0',
    });
    const lost = await client.printed("lost");
    expect(lost.parent?.msg_id).toBe(id);
    expect(resultText(await client.execute("1"))).toBe("1");
  });
});

describe("the end", () => {
  it("by process.exit is said", async () => {
    const doomed = await Client.start();
    const answer = await doomed.execute("process.exit(3)");
    expect(answer.reply.content["ename"]).toBe("ProcessExit");
    expect(await doomed.ended()).toBe(3);
    await doomed.stop();
  });

  it("by shutdown_request is clean, also from within a loop", async () => {
    const doomed = await Client.start();
    await doomed.send("execute_request", {
      code: 'console.log("up"); while (true) {}',
    });
    await doomed.printed("up");
    const content = { restart: false };
    const { reply } = await doomed.request(
      "shutdown_request",
      content,
      "control",
    );
    expect(reply.content).toEqual({ status: "ok", restart: false });
    expect(await doomed.ended()).toBe(0);
    await doomed.stop();
  });
});
