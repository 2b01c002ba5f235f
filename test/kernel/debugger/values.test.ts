/** The debugger through the protocol: what the variables hold, and what is evaluated. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { streamText } from "../client.js";
import { Debugged } from "../debug-client.js";

let kernel: Debugged;

beforeAll(async () => {
  kernel = await Debugged.start();
});
afterEach(() => kernel.release());
afterAll(() => kernel.client.stop());

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

  it("may take long where a person has typed it", async () => {
    const cell = await kernel.run("debugger;");
    await kernel.stopped();
    const sleep =
      "Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5500)";
    const { result } = await kernel.ask("evaluate", {
      ...{ expression: sleep, context: "repl" },
      frameId: await kernel.top(),
    });
    expect(result).toBe("'timed-out'");
    await kernel.finish(cell);
  });

  it("works where nothing is paused", async () => {
    await kernel.client.execute("const idle = tensor([1, 2]);");
    const { result } = await kernel.ask("evaluate", { expression: "idle * 2" });
    expect(result).toBe("tensor([2, 4])");
  });
});
