/** The debugger through the protocol: exceptions, and code that is not a cell's own. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { resultText } from "../client.js";
import { Debugged } from "../debug-client.js";

let kernel: Debugged;

beforeAll(async () => {
  kernel = await Debugged.start();
});
afterEach(() => kernel.release());
afterAll(() => kernel.client.stop());

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
