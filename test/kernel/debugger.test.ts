/** The debugger through the protocol: a real kernel, and Debug Adapter Protocol on its control channel. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { resultText, streamText, typeOf } from "./client.js";
import { Debugged } from "./debug-client.js";

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

describe("the variables", () => {
  const values: [expression: string, value: string, inside?: object][] = [
    ["1.5", "1.5"],
    ['"text"', "'text'"],
    ["10n", "10n"],
    ["null", "null"],
    ["[1, 2, 3]", "[ 1, 2, 3 ]", { 0: "1", 1: "2", 2: "3", length: "3" }],
    [
      "Array.from({ length: 250 }, (_, i) => i)",
      "[ 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, ... 240 more items ]",
      { "0 … 99": "", "100 … 199": "", "200 … 249": "", length: "250" },
    ],
    [
      'new Map<unknown, number>([["a", 1], [{ k: 1 }, 2]])',
      "Map(2) { 'a' => 1, { k: 1 } => 2 }",
      { a: "1", 1: "{ key: { k: 1 }, value: 2 }" },
    ],
    ["new Set([5])", "Set(1) { 5 }", { 0: "5" }],
    [
      "tensor([[1, 2], [3, 4]])",
      "Tensor [2, 2] float64 [[1, 2], [3, 4]]",
      {
        ...{ shape: "[ 2, 2 ]", dtype: "'float64'", size: "4" },
        0: "Tensor [2] float64 [1, 2]",
        1: "Tensor [2] float64 [3, 4]",
      },
    ],
    ["tensor(3)", "Tensor [] float64 3"],
    [
      "new (class Point { #secret = 7; constructor(readonly x: number) {} get far() { return this.x > 1; } })(2)",
      "Point { x: 2 }",
      { x: "2", far: "(...)", "#secret": "7" },
    ],
    [
      "{ get trap() { throw new Error('no'); }, plain: 1 }",
      "{ trap: [Getter], plain: 1 }",
      { trap: "(...)", plain: "1" },
    ],
    ["(x: number) => x", "[Function: it]"],
    ["new Proxy({}, { get() { throw 1; }, ownKeys() { throw 2; } })", "{}"],
    ["Promise.resolve(1)", "Promise { 1 }"],
    ["new Error('bad')", "Error: bad"],
  ];
  it.each(values)("show %s", async (expression, value, inside) => {
    const code = `{\n  const it: any = ${expression.startsWith("{") ? `(${expression})` : expression};\n  debugger;\n}`;
    const cell = await kernel.run(code);
    await kernel.stopped();
    const { stackFrames } = await kernel.ask("stackTrace", { threadId: 1 });
    const frameId = stackFrames[0]?.id;
    const { scopes } = await kernel.ask("scopes", { frameId });
    const { variables } = await kernel.ask("variables", {
      variablesReference: scopes[0]?.variablesReference,
    });
    const it = variables.find(({ name }) => name === "it");
    const [shown] = it?.value.split(" at ") ?? [];
    // Node 26 says that it is a proxy.
    expect(shown?.replace(/^Proxy\((.*)\)$/, "$1")).toBe(value);
    if (inside !== undefined)
      expect(await kernel.inside(it?.variablesReference ?? 0)).toEqual(inside);
    await kernel.finish(cell);
  });

  it("are read behind a getter when it is unfolded", async () => {
    const cell = await kernel.run(
      "{\n  const g = { get a() { return 5; }, get b(): number { throw new Error('no b'); } };\n  debugger;\n}",
    );
    await kernel.stopped();
    const g = await kernel.ask("evaluate", {
      expression: "g",
      frameId: await kernel.top(),
    });
    const { variables } = await kernel.ask("variables", g);
    expect(variables.map((v) => v.presentationHint?.lazy)).toEqual([
      true,
      true,
    ]);
    const [a, b] = variables;
    expect(await kernel.inside(a?.variablesReference ?? 0)).toEqual({ a: "5" });
    const thrown = await kernel.inside(b?.variablesReference ?? 0);
    expect(thrown["b"]).toContain("Error: no b");
    await kernel.finish(cell);
  });

  it("are those that the user wrote, by their scope", async () => {
    const code = `const URL = 3;
let seen = tensor([1]);
function outer(a: number) {
  const caught = a + 1;
  return (b: number) => {
    const own = b + caught;
    { let block = own; own; debugger; }
    return own;
  };
}
outer(1)(2);`;
    const cell = await kernel.run(code);
    await kernel.stopped();
    const { Locals, Closure, Globals } = await kernel.scopes();
    expect(Locals).toEqual({ b: "2", own: "4", block: "4" });
    expect(Closure).toEqual({ caught: "2" });
    expect(Globals).toMatchObject({ URL: "3", seen: "Tensor [1] float64 [1]" });
    expect(Globals).not.toHaveProperty("$");
    const top = await kernel.scopes(1);
    expect(top["Globals"]).toMatchObject({ URL: "3" });
    await kernel.finish(cell);
  });

  it("can be set", async () => {
    const code =
      "{\n  let n: any = 1;\n  const o = { a: 1 };\n  debugger;\n  console.log(n, o.a);\n}";
    const cell = await kernel.run(code);
    await kernel.stopped();
    const { scopes } = await kernel.ask("scopes", {
      frameId: await kernel.top(),
    });
    const variablesReference = scopes[0]?.variablesReference;
    const n = { variablesReference, name: "n", value: "n + 41" };
    expect((await kernel.ask("setVariable", n))["value"]).toBe("42");
    const o = await kernel.ask("evaluate", {
      expression: "o",
      frameId: await kernel.top(),
    });
    await kernel.ask("setVariable", { ...o, name: "a", value: "n" });
    expect(streamText(await kernel.finish(cell))).toBe("42 42\n");
  });

  it("of a cell are listed also where nothing is debugged", async () => {
    await kernel.client.execute(
      "const listed = new Map([[1, 2]]);\ntype T = 1;",
    );
    const { variables } = await kernel.ask("inspectVariables");
    const listed = variables.find(({ name }) => name === "listed");
    expect(listed?.value).toBe("Map(1) { 1 => 2 }");
    expect(await kernel.inside(listed?.variablesReference ?? 0)).toEqual({
      1: "2",
    });
    expect(variables.map(({ name }) => name)).not.toContain("T");
  });
});

describe("an evaluation", () => {
  const rows: [expression: string, result: string][] = [
    ["a + 1", "4"],
    ["(w * a).sum()", "Tensor [] float64 9"],
    ["w[0]", "Tensor [] float64 1"],
    ["this.k", "5"],
    ["a as number", "3"],
    ["const z = a * 2; z", "6"],
    ["{ a, w: 1 }", "{ a: 3, w: 1 }"],
    ["[1, 2].map((v: number): number => v * a)", "[ 3, 6 ]"],
    ["URL", "'mine'"],
    ["exp(w * 0)", "Tensor [2] float64 [1, 1]"],
    ["typeof process", "'object'"],
  ];
  const code = `const URL = "mine";
class E { k = 5; m(a: number) {
  const w = tensor([1, 2]);
  return w * a;
} }
new E().m(3);`;
  it.each(rows)("of %s is %s", async (expression, result) => {
    await kernel.breakAt(code, [4]);
    const cell = await kernel.run(code);
    await kernel.stopped();
    expect(await kernel.value(expression)).toBe(result);
    await kernel.finish(cell);
    await kernel.breakAt(code, []);
  });

  it("may change what is paused, print, and call", async () => {
    const cell = await kernel.run(
      "{\n  let n = 1;\n  debugger;\n  console.log(n);\n}",
    );
    await kernel.stopped();
    await kernel.value("n = 10");
    await kernel.value('console.log("from the prompt")');
    const answer = await kernel.finish(cell);
    expect(streamText(answer)).toBe("from the prompt\n10\n");
  });

  it.each([
    ["nowhere", "ReferenceError: nowhere is not defined"],
    ["1 +", "Expression expected."],
    ["await 1", "await: nothing can be awaited here"],
    ["null.x", "TypeError: Cannot read properties of null"],
  ])("that fails says why: %s", async (expression, message) => {
    const cell = await kernel.run("debugger;");
    await kernel.stopped();
    const response = await kernel.respond("evaluate", {
      expression,
      frameId: await kernel.top(),
    });
    expect(response.success).toBe(false);
    expect(response.message).toContain(message);
    await kernel.finish(cell);
  });

  it("works where nothing is paused", async () => {
    await kernel.client.execute("const idle = tensor([1, 2]);");
    const { result } = await kernel.ask("evaluate", { expression: "idle * 2" });
    expect(result).toBe("tensor([2, 4])");
  });
});

describe("an exception", () => {
  const thrower =
    'function boom(): number {\n  throw new RangeError("far");\n}\n';
  const caught = `${thrower}try {\n  boom();\n} catch {\n  console.log("caught");\n}`;
  const uncaught = `${thrower}boom();`;
  const later = `async function soon() {\n  await null;\n  throw new Error("later");\n}\n`;
  const rows: [
    title: string,
    filters: string[],
    code: string,
    stack: string | undefined,
  ][] = [
    ["uncaught, asked for", ["uncaught"], uncaught, "boom:2 < Cell [n]:4"],
    ["uncaught, not asked for", ["caught"], uncaught, undefined],
    ["caught, asked for", ["caught"], caught, "boom:2 < Cell [n]:5"],
    ["caught, not asked for", ["uncaught"], caught, undefined],
    ["not asked for at all", [], uncaught, undefined],
    [
      "of the library, at the user's line",
      ["uncaught"],
      "const m1 = zeros([2, 3]);\nconst m2 = m1.matmul(m1);",
      "Cell [n]:2",
    ],
    [
      "of the library, caught by the user",
      ["uncaught"],
      "try {\n  zeros([2, 3]).matmul(zeros([2, 3]));\n} catch {}",
      undefined,
    ],
    [
      "in an async function that is awaited",
      ["uncaught"],
      `${later}await soon();`,
      "soon:3 < await Cell [n]:5",
    ],
    [
      "in an async function, caught around the await",
      ["uncaught"],
      `${later}try {\n  await soon();\n} catch {}`,
      undefined,
    ],
    [
      "in an async function, caught by a handler",
      ["uncaught"],
      `${later}await soon().catch(() => 0);`,
      undefined,
    ],
    [
      "inside Node, caught there",
      ["caught"],
      'require("node:fs").existsSync("/nowhere")',
      undefined,
    ],
  ];
  it.each(rows)("%s", async (_, filters, code, stack) => {
    await kernel.ask("setExceptionBreakpoints", { filters });
    const cell = await kernel.run(code);
    if (stack !== undefined) {
      const { reason } = await kernel.stopped();
      expect(reason).toBe("exception");
      expect(await kernel.stack()).toBe(stack);
      await kernel.ask("continue");
    }
    await cell.ended;
    await kernel.ask("setExceptionBreakpoints", { filters: [] });
  });

  it("tells what was thrown", async () => {
    await kernel.ask("setExceptionBreakpoints", { filters: ["uncaught"] });
    const cell = await kernel.run(uncaught);
    expect((await kernel.stopped()).text).toBe("RangeError: far");
    const info = await kernel.ask("exceptionInfo", { threadId: 1 });
    expect(info).toMatchObject({
      exceptionId: "RangeError",
      description: "far",
      breakMode: "unhandled",
    });
    const { reply } = await kernel.finish(cell);
    expect(reply.content["ename"]).toBe("RangeError");
    await kernel.ask("setExceptionBreakpoints", { filters: [] });
  });
});

describe("a module of the user's own", () => {
  const write = (name: string, text: string): string => {
    const path = join(kernel.client.folder, name);
    writeFileSync(path, text);
    return path;
  };

  it("is stopped in, stepped into, and read by its own names", async () => {
    write(
      "deep.ts",
      "export const third = (x: number): number => {\n  return x / 3;\n};\n",
    );
    const path = write(
      "util.ts",
      'import { third } from "./deep";\nexport const SCALE = 2;\nlet calls = 0;\nexport function half(x: number): number {\n  calls++;\n  const y = x / SCALE;\n  return third(y) + calls;\n}\n',
    );
    await kernel.ask("setBreakpoints", {
      source: { path },
      breakpoints: [{ line: 6 }],
    });
    const cell = await kernel.run('import { half } from "./util";\nhalf(12)');
    await kernel.stopped();
    expect(await kernel.stack()).toBe("half:6 < Cell [n]:2");
    const { Locals, Module } = await kernel.scopes();
    expect(Locals).toMatchObject({ x: "12" });
    expect(Module).toMatchObject({
      SCALE: "2",
      calls: "1",
      third: "[Function: third]",
    });
    expect(Object.keys(Module ?? {})).not.toContain("deep_1");
    expect(await kernel.value("third(SCALE * 3) + x")).toBe("14");
    expect(await kernel.step("next")).toBe("half:7 < Cell [n]:2");
    expect(await kernel.step("stepIn")).toBe("third:2 < half:7 < Cell [n]:2");
    expect(resultText(await kernel.finish(cell))).toBe("3");
    const { modules } = await kernel.ask("modules");
    expect(modules).toContainEqual(
      expect.objectContaining({ name: "util.ts", path }),
    );
    const source = await kernel.ask("source", {
      source: { path },
      sourceReference: 0,
    });
    expect(source["content"]).toContain("SCALE = 2");
  });

  it("keeps its breakpoints when it is edited", async () => {
    const path = write(
      "edited.ts",
      "export function which() {\n  return 1;\n}\n",
    );
    await kernel.ask("setBreakpoints", {
      source: { path },
      breakpoints: [{ line: 2 }],
    });
    const code = 'import { which } from "./edited";\nwhich()';
    const first = await kernel.run(code);
    await kernel.stopped();
    expect(await kernel.stack()).toBe("which:2 < Cell [n]:2");
    expect(resultText(await kernel.finish(first))).toBe("1");
    write(
      "edited.ts",
      "export function which() {\n  const two = 2;\n  return two;\n}\n",
    );
    const second = await kernel.run(code);
    await kernel.stopped();
    expect(await kernel.stack()).toBe("which:2 < Cell [n]:2");
    expect(await kernel.step("next")).toBe("which:3 < Cell [n]:2");
    expect(resultText(await kernel.finish(second))).toBe("2");
    await kernel.ask("setBreakpoints", { source: { path }, breakpoints: [] });
  });
});

describe("a derivative", () => {
  it("is taken without a stop in the twin of a function, or a frame of the library", async () => {
    const code =
      "function cube(x: number) {\n  return x ** 3;\n}\nconst slope = grad(cube)(2);\nconst plain = minimize((x: number) => (x - cube(1)) ** 2, 0);\ncube(2) + slope";
    await kernel.breakAt(code, [2]);
    const cell = await kernel.run(code);
    const stacks: string[] = [];
    const types: string[] = [];
    for (;;) {
      const next = await Promise.race([
        kernel.stopped().then(() => "stopped"),
        cell.ended.then(() => "ended"),
      ]);
      if (next === "ended") break;
      stacks.push(await kernel.stack());
      types.push(await kernel.value("typeof x"));
      await kernel.ask("continue");
    }
    expect(resultText(await cell.ended)).toBe("20");
    expect(stacks.at(-1)).toBe("cube:2 < Cell [n]:6");
    for (const stack of stacks)
      expect(stack).toMatch(/^cube:2 < (\(anonymous\):5 < )?Cell \[n\]:\d$/);
    expect(new Set(types)).toEqual(new Set(["'number'"]));
    await kernel.breakAt(code, []);
  });
});

describe("Jupyter's additions", () => {
  it("tell the state to a page that comes back", async () => {
    const code = "let back = 1;\nback;";
    await kernel.breakAt(code, [2]);
    const cell = await kernel.run(code);
    await kernel.stopped();
    const { sourcePath } = await kernel.ask("dumpCell", { code });
    const info = await kernel.ask("debugInfo");
    expect(info).toMatchObject({
      isStarted: true,
      hashMethod: "Murmur2",
      stoppedThreads: [1],
      richRendering: true,
      copyToGlobals: true,
    });
    expect(info.breakpoints).toContainEqual({
      source: sourcePath,
      breakpoints: [{ line: 2 }],
    });
    const source = await kernel.ask("source", { source: { path: sourcePath } });
    expect(source["content"]).toBe(code);
    // The page attaches again, and nothing is lost.
    await kernel.attach();
    expect(await kernel.stack()).toBe("Cell [n]:2");
    await kernel.finish(cell);
    await kernel.breakAt(code, []);
    expect((await kernel.ask("debugInfo"))["stoppedThreads"]).toEqual([]);
  });

  it("call the debugger started from the first word on", async () => {
    await kernel.ask("disconnect");
    expect((await kernel.ask("debugInfo"))["isStarted"]).toBe(false);
    await kernel.ask("initialize", { clientID: "test", adapterID: "nabla" });
    expect((await kernel.ask("debugInfo"))["isStarted"]).toBe(true);
    await kernel.ask("attach");
  });

  it("show a variable as a cell would", async () => {
    await kernel.client.execute(
      "const shown = md`**bold**`;\nconst rich = tensor([1]);",
    );
    const idle = await kernel.ask("richInspectVariables", {
      variableName: "shown",
    });
    expect(idle["data"]).toEqual({
      "text/markdown": "**bold**",
      "text/plain": "**bold**",
    });
    const cell = await kernel.run(
      "{\n  const local = tensor([1, 2]);\n  debugger;\n}",
    );
    await kernel.stopped();
    const held = await kernel.ask("richInspectVariables", {
      variableName: "local",
      frameId: await kernel.top(),
    });
    expect(held["data"]).toMatchObject({ "text/plain": "[1, 2]" });
    expect(Object.keys(held["data"] as object)).toContain("text/latex");
    await kernel.finish(cell);
  });

  it("copy a variable of a frame to where later cells find it", async () => {
    const cell = await kernel.run(
      "function keep() {\n  const inner = tensor([1, 2]);\n  debugger;\n  return inner;\n}\nkeep();",
    );
    await kernel.stopped();
    await kernel.ask("copyToGlobals", {
      ...{ srcVariableName: "inner", dstVariableName: "copied" },
      srcFrameId: await kernel.top(),
    });
    const { Globals } = await kernel.scopes();
    expect(Globals).toMatchObject({ copied: "Tensor [2] float64 [1, 2]" });
    await kernel.finish(cell);
    expect(resultText(await kernel.client.execute("copied * 2"))).toBe(
      "[2, 4]",
    );
    const refused = await kernel.respond("copyToGlobals", {
      ...{ srcVariableName: "inner", dstVariableName: "no name" },
      srcFrameId: 1,
    });
    expect(refused.success).toBe(false);
  });

  it("answer what they do not know with a message", async () => {
    const response = await kernel.respond("reverseContinue");
    expect(response).toMatchObject({
      success: false,
      command: "reverseContinue",
    });
    expect((await kernel.respond("stackTrace")).message).toBe(
      "stackTrace: nothing is paused",
    );
  });
});

describe("a paused cell", () => {
  const code = "let held = 1;\nheld += 1;\nheld";
  const hold = async (): Promise<{ ended: Promise<unknown> }> => {
    await kernel.breakAt(code, [2]);
    const cell = await kernel.run(code);
    await kernel.stopped();
    return cell;
  };

  it("blocks neither heart nor completion nor inspection", async () => {
    await hold();
    expect(await kernel.client.beat()).toBe("ping");
    const { reply } = await kernel.client.request("complete_request", {
      ...{ code: "Math.hyp", cursor_pos: 8 },
    });
    expect(reply.content["matches"]).toEqual(["hypot"]);
    const info = await kernel.client.request(
      "kernel_info_request",
      {},
      "control",
    );
    expect(info.reply.content["supported_features"]).toContain("debugger");
    const inspected = await kernel.client.request("inspect_request", {
      ...{ code: "held", cursor_pos: 2, detail_level: 0 },
    });
    expect(inspected.reply.content["found"]).toBe(true);
  });

  it("is stopped by an interrupt, and nothing after its place runs", async () => {
    const { ended } = {
      ended: kernel.client.wait(
        (m) =>
          m.content["ename"] === "KeyboardInterrupt" &&
          typeOf(m) === "execute_reply",
      ),
    };
    await kernel.client.request("interrupt_request", {}, "control");
    await ended;
    await kernel.event("continued");
    expect(resultText(await kernel.client.execute("held"))).toBe("1");
  });

  it("is stopped by terminate, and can be held again", async () => {
    const first = await hold();
    await kernel.ask("terminate");
    await first.ended;
    const second = await hold();
    expect(await kernel.stack()).toBe("Cell [n]:2");
    await kernel.ask("continue");
    await second.ended;
  });

  it("is stopped while something endless is evaluated in it", async () => {
    const cell = await hold();
    const endless = kernel.respond("evaluate", {
      ...{ expression: "while (true) {}", frameId: await kernel.top() },
    });
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(await kernel.client.beat()).toBe("ping");
    await kernel.client.request("interrupt_request", {}, "control");
    expect((await endless).message).toContain("stopped after 5 seconds");
    await cell.ended;
    expect(resultText(await kernel.client.execute("held"))).toBe("1");
  });

  it("runs on when the client disconnects, and stops nowhere any more", async () => {
    const cell = await hold();
    await kernel.ask("disconnect");
    await cell.ended;
    expect(resultText(await kernel.client.execute(code))).toBe("2");
    expect((await kernel.ask("debugInfo"))["isStarted"]).toBe(false);
    await kernel.attach();
    expect(resultText(await kernel.client.execute(code))).toBe("2");
  });

  it("leaves nothing behind when the client disconnects again and again", async () => {
    await kernel.client.execute(
      'require("node:v8").setFlagsFromString("--expose-gc");\nconst collect = require("node:vm").runInNewContext("gc");',
    );
    const megabytes = async (): Promise<number> => {
      const used = "collect(); process.memoryUsage().heapUsed / 2 ** 20";
      return Number(resultText(await kernel.client.execute(used)));
    };
    const cycle = async (): Promise<void> => {
      await kernel.attach();
      const cell = await hold();
      await kernel.scopes();
      await kernel.ask("disconnect");
      await cell.ended;
    };
    await cycle();
    const before = await megabytes();
    for (let i = 0; i < 20; i++) await cycle();
    // A paused frame that is kept is a tenth of a megabyte.
    expect((await megabytes()) - before).toBeLessThan(1);
    await kernel.attach();
  });

  it("in a timer is stopped by an interrupt, and timers go on", async () => {
    const timer =
      "await new Promise((done) => setTimeout(() => {\n  debugger;\n  done(1);\n}, 5));";
    const cell = await kernel.run(timer);
    await kernel.stopped();
    await kernel.client.request("interrupt_request", {}, "control");
    await cell.ended;
    const after = await kernel.client.execute(
      "await new Promise((r) => setTimeout(() => r(4), 5))",
    );
    expect(resultText(after)).toBe("4");
  });

  it("lets the kernel shut down", async () => {
    await kernel.breakAt('console.log("never");', [1]);
    await kernel.run('console.log("never");');
    await kernel.stopped();
    await kernel.client.request(
      "shutdown_request",
      { restart: false },
      "control",
    );
    expect(await kernel.client.ended()).toBe(0);
    const printed = kernel.client.received.some((m) =>
      String(m.content["text"]).includes("never"),
    );
    expect(printed).toBe(false);
    expect(kernel.client.log).toBe("");
  });
});
