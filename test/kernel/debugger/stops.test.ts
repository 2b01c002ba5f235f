/** The debugger through the protocol: where it stops, and how it goes on from there. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { resultText, streamText, typeOf } from "../client.js";
import { Debugged } from "../debug-client.js";

let kernel: Debugged;

beforeAll(async () => {
  kernel = await Debugged.start();
});
afterEach(() => kernel.release());
afterAll(() => kernel.client.stop());

describe("a breakpoint", () => {
  const rows: [title: string, code: string, line: number, stack: string][] = [
    ["at a statement", "let a1 = 1;\na1 += 1;\na1", 2, "Cell [n]:2"],
    ["at the last expression", "1;\n2 + 2", 2, "Cell [n]:2"],
    [
      "at a comment: the next statement",
      "// no\n\nlet a2 = 1;",
      1,
      "Cell [n]:3",
    ],
    [
      "at a type: the next statement",
      "interface A3 {\n  a: number;\n}\nconst a3: A3 = { a: 1 };",
      2,
      "Cell [n]:4",
    ],
    [
      "in a function",
      "function a4(x: number) {\n  return x;\n}\na4(1);",
      2,
      "a4:2 < Cell [n]:4",
    ],
    [
      "at the head of a function: its first statement",
      "function a5(x: number) {\n  return x;\n}\na5(1);",
      1,
      "a5:2 < Cell [n]:4",
    ],
    [
      "in an arrow function on a line of its own",
      "[1].map(\n  (x) =>\n    x + 1,\n);",
      3,
      "(anonymous):3 < Cell [n]:1",
    ],
    [
      "in a chain of calls",
      "[1, 2]\n  .map((x) => x)\n  .filter(Boolean)",
      3,
      "Cell [n]:3",
    ],
    [
      "in a method",
      "class A6 {\n  m() {\n    return 1;\n  }\n}\nnew A6().m()",
      3,
      "m:3 < Cell [n]:6",
    ],
    [
      "behind a generic, an enum and a cast",
      "enum A7 { x, y }\nconst a7 = <T,>(v: T) => v;\nconst b7 = (a7(A7.y) as number)\n  + 1;\nb7;",
      5,
      "Cell [n]:5",
    ],
    ["below a magic", "%time\nlet a8 = 1;\na8 += 1;", 3, "Cell [n]:3"],
    ["after an await", "await null;\nconst a9 = 1;\na9;", 3, "Cell [n]:3"],
    [
      "in code with characters of two units",
      'const a10 = "𝑥"; let b10 = 1;\nb10 += 1;',
      2,
      "Cell [n]:2",
    ],
    [
      "in a name that Node has, too",
      "const URL = 5;\nconst c11 = URL + 1;",
      2,
      "Cell [n]:2",
    ],
  ];
  it.each(rows)("stops %s", async (_, code, line, stack) => {
    const [set] = await kernel.breakAt(code, [line]);
    expect(set?.verified).toBe(true);
    const cell = await kernel.run(code);
    const { reason, hitBreakpointIds } = await kernel.stopped();
    expect(reason).toBe("breakpoint");
    expect(hitBreakpointIds).toEqual([set?.id]);
    expect(await kernel.stack()).toBe(stack);
    expect(stack.split(" < ")[0]).toMatch(new RegExp(`:${String(set?.line)}$`));
    await kernel.breakAt(code, []);
    const { reply } = await kernel.finish(cell);
    expect(reply.content["status"]).toBe("ok");
  });

  it("stops where a function of one line is made, and where it is called", async () => {
    const code = "const c1 = (x: number) => x + 1;\nc1(2)";
    await kernel.breakAt(code, [1]);
    const cell = await kernel.run(code);
    await kernel.stopped();
    expect(await kernel.stack()).toBe("Cell [n]:1");
    expect(await kernel.step("continue")).toBe("c1:1 < Cell [n]:2");
    expect(resultText(await kernel.finish(cell))).toBe("3");
  });

  it("stops in a function of a cell that ran before anybody attached", async () => {
    await kernel.ask("disconnect");
    const code = "function early(x: number) {\n  const y = x;\n  return y;\n}";
    await kernel.client.execute(code);
    await kernel.attach();
    const [set] = await kernel.breakAt(code, [2]);
    expect(set?.verified).toBe(true);
    const cell = await kernel.run("early(1)");
    await kernel.stopped();
    expect(await kernel.stack()).toBe("early:2 < Cell [n]:1");
    await kernel.finish(cell);
  });

  it("says where there is nothing to stop at", async () => {
    const [set] = await kernel.breakAt("let z1 = 1;\n// end", [2]);
    expect(set).toMatchObject({ verified: false, line: 2 });
    expect(set?.message).toContain("nothing to stop at");
  });

  const counting = "let n1 = 0;\nfor (let i = 1; i <= 6; i++) {\n  n1 += i;\n}";
  const conditions: [
    title: string,
    breakpoint: object,
    stops: string[],
    printed: string,
  ][] = [
    ["a condition", { condition: "i === 4" }, ["4"], ""],
    ["a hit count", { hitCondition: "3" }, ["3"], ""],
    ["a hit count from", { hitCondition: ">= 5" }, ["5", "6"], ""],
    ["every so many hits", { hitCondition: "% 3" }, ["3", "6"], ""],
    [
      "a condition and a count",
      { condition: "i > 2", hitCondition: "2" },
      ["4"],
      "",
    ],
    [
      "a message",
      { logMessage: "i is {i}, {[i, n1]}", condition: "i < 3" },
      [],
      "i is 1, [ 1, 0 ]\ni is 2, [ 2, 1 ]\n",
    ],
    ["a condition that throws", { condition: "nowhere.x" }, [], ""],
    [
      "a condition on tensors",
      { condition: "(tensor([i]) * 2).item() === 8" },
      ["4"],
      "",
    ],
  ];
  it.each(conditions)("heeds %s", async (_, breakpoint, stops, printed) => {
    const [set] = await kernel.breakAt(counting, [{ line: 3, ...breakpoint }]);
    expect(set).toMatchObject({ verified: true });
    const cell = await kernel.run(counting);
    for (const stop of stops) {
      await kernel.stopped();
      expect(await kernel.value("i")).toBe(stop);
      await kernel.ask("continue");
    }
    const answer = await cell.ended;
    expect(answer.reply.content["status"]).toBe("ok");
    expect(streamText(answer)).toBe(printed);
    await kernel.breakAt(counting, []);
  });

  it.each([
    [{ condition: "i ===" }, "Expression expected."],
    [{ hitCondition: "often" }, "hit condition: write a number"],
  ])("refuses %o", async (breakpoint, message) => {
    const [set] = await kernel.breakAt(counting, [{ line: 3, ...breakpoint }]);
    expect(set?.verified).toBe(false);
    expect(set?.message).toContain(message);
    await kernel.breakAt(counting, []);
  });

  it("stops at a debugger statement", async () => {
    const cell = await kernel.run("let d1 = 1;\ndebugger;\nd1 = 2;");
    await kernel.stopped();
    expect(await kernel.stack()).toBe("Cell [n]:2");
    await kernel.finish(cell);
  });
});

describe("a step", () => {
  const program = `function double(x: number) {
  const y = x * 2;
  return y;
}
let s = 0;
for (let i = 0; i < 2; i++) {
  s += double(i);
}
const t = tensor([1, 2]);
const u = t * 2 + double(1);
[1, 2].forEach((v) => {
  s += v;
});
s;`;
  const rows: [title: string, line: number, steps: [string, string][]][] = [
    [
      "over statements and loops",
      5,
      [
        ["next", "Cell [n]:6"],
        ["next", "Cell [n]:7"],
        ["next", "Cell [n]:6"],
        ["next", "Cell [n]:7"],
        ["next", "Cell [n]:6"],
        ["next", "Cell [n]:9"],
        ["next", "Cell [n]:10"],
        ["next", "Cell [n]:11"],
        ["next", "Cell [n]:14"],
      ],
    ],
    [
      "into a function and out of it",
      7,
      [
        ["stepIn", "double:2 < Cell [n]:7"],
        ["next", "double:3 < Cell [n]:7"],
        ["stepOut", "Cell [n]:6"],
      ],
    ],
    [
      "into the user's function, past the operators of tensors",
      10,
      [
        ["stepIn", "double:2 < Cell [n]:10"],
        ["stepOut", "Cell [n]:10"],
        ["next", "Cell [n]:11"],
      ],
    ],
    [
      "into a function that is called from elsewhere",
      11,
      [
        ["stepIn", "(anonymous):12 < Cell [n]:11"],
        ["next", "(anonymous):12 < Cell [n]:11"],
      ],
    ],
  ];
  it.each(rows)("goes %s", async (_, line, steps) => {
    await kernel.breakAt(program, [line]);
    const cell = await kernel.run(program);
    await kernel.stopped();
    await kernel.breakAt(program, []);
    for (const [step, stack] of steps)
      expect([step, await kernel.step(step)]).toEqual([step, stack]);
    await kernel.finish(cell);
  });

  it("over the end of a cell ends it, and the next one runs freely", async () => {
    const code = "let e1 = 1;\ne1 + 1";
    await kernel.breakAt(code, [2]);
    const cell = await kernel.run(code);
    await kernel.stopped();
    await kernel.ask("next", { threadId: 1 });
    await kernel.event("continued");
    expect(resultText(await cell.ended)).toBe("2");
    expect(resultText(await kernel.client.execute("3"))).toBe("3");
  });

  it("or its end is told before the end of the cell", async () => {
    const code = "let t1 = 1;\nt1 = 2;";
    const events = (): string[] =>
      kernel.client.received
        .filter((m) => /^(debug_event|execute_reply)$/.test(typeOf(m)))
        .map((m) => String(m.content["event"] ?? m.content["status"]));
    await kernel.breakAt(code, [2]);
    for (const command of ["continue", "next"]) {
      const cell = await kernel.run(code);
      await kernel.stopped();
      await kernel.ask(command, { threadId: 1 });
      await cell.ended;
      expect(events().slice(-3)).toEqual(["stopped", "continued", "ok"]);
    }
    await kernel.breakAt(code, []);
  });

  it("over an await waits for it", async () => {
    const code =
      "const later = () => new Promise((r) => setTimeout(() => r(7), 20));\nlet w1 = 1;\nconst v1 = await later();\nw1 += 1;\nv1";
    await kernel.breakAt(code, [3]);
    const cell = await kernel.run(code);
    await kernel.stopped();
    expect(await kernel.step("next")).toBe("Cell [n]:4");
    expect(await kernel.value("v1")).toBe("7");
    await kernel.finish(cell);
  });

  it("to the start of the next cell, where nothing runs", async () => {
    await kernel.ask("pause", { threadId: 1 });
    const cell = await kernel.run("let p1 = 1;\np1");
    expect((await kernel.stopped()).reason).toBe("pause");
    expect(await kernel.stack()).toBe("Cell [n]:1");
    await kernel.finish(cell);
  });

  it("into a loop that runs", async () => {
    const cell = await kernel.run(
      'let go = true;\nconsole.log("spinning");\nwhile (go) {\n  go = go;\n}',
    );
    await kernel.client.printed("spinning");
    await kernel.ask("pause", { threadId: 1 });
    expect((await kernel.stopped()).reason).toBe("pause");
    expect(await kernel.stack()).toMatch(/^Cell \[n\]:[234]$/);
    expect(await kernel.value("go = false")).toBe("false");
    expect((await kernel.finish(cell)).reply.content["status"]).toBe("ok");
  });
});
