/** Line magics through a real kernel: what a person who writes them in a notebook sees. */
import { execFileSync } from "node:child_process";
import { mkdirSync, realpathSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { stripVTControlCharacters } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Client, resultText, streamText, type Answer } from "./client.js";

let client: Client;

beforeAll(async () => {
  client = await Client.start({ NABLA_API_KEY: "abc", NABLA_COLOUR: "blue" });
});
afterAll(() => client.stop());

/** `ename: evalue` of a cell that failed. */
function failure({ reply }: Answer): string {
  const { ename, evalue } = reply.content;
  return `${String(ename)}: ${String(evalue)}`;
}

describe("a cell of magics and TypeScript", () => {
  const duration = String.raw`[\d.]+ (ns|μs|ms|s)`;
  const rows: [cell: string, printed: RegExp, value?: string][] = [
    ["%time 6 * 7", new RegExp(`^Wall time: ${duration}, CPU time: `), "42"],
    ["%time\nawait Promise.resolve(3)", /^Wall time: /, "3"],
    ["%time const timed: number = 5\ntimed + 1", /^Wall time: /, "6"],
    ["%timeit\nlet n = 0; for (let i = 0; i < 1e5; i++) n += i", / per loop /],
    ["%env NABLA_COLOUR", /^blue\n$/],
    [
      "%env NABLA_COLOUR=red\nprocess.env.NABLA_COLOUR",
      /^NABLA_COLOUR=red\n$/,
      "'red'",
    ],
    ["%env", /^NABLA_API_KEY=<hidden>$/m],
    ["// a note\n\n%check\n`\n%check\n`.length", /^%check on\n$/, "8"],
    ["const rest = 17\n  % 5; rest", /^$/, "2"],
    ["%help", /^%timeit \[expression\] +runs/m],
    ["%help %cd", /^%cd \[folder\] +moves .*\n$/],
  ];
  it.each(rows)("%j", async (cell, printed, value) => {
    const answer = await client.execute(cell);
    expect(answer.reply.content["status"]).toBe("ok");
    expect(streamText(answer)).toMatch(printed);
    if (value !== undefined) expect(resultText(answer)).toBe(value);
  });

  it("measures many runs", async () => {
    const answer = await client.execute("%timeit Math.sqrt(2)");
    expect(streamText(answer)).toMatch(
      /^[\d.]+ ns ± [\d.]+ (ns|μs) per loop \(mean ± std\. dev\. of 7 runs, \d+ loops each\)\n$/,
    );
    const awaited = await client.execute(
      "%timeit await new Promise((r) => setTimeout(r, 5))",
    );
    expect(streamText(awaited)).toMatch(
      /^[\d.]+ m?s ± .* \d+ loops? each\)\n$/,
    );
  });

  it("keeps its lines and columns", async () => {
    const wrong = 'const wrong: number = "a";';
    const answer = await client.execute(`%check on\n\n  ${wrong}`);
    const { execution_count } = answer.reply.content;
    expect(failure(answer)).toContain(
      `(Cell [${String(execution_count)}]:3:9)`,
    );
    const thrown = await client.execute(
      "%time function late() { throw new Error('x') }\n1;\nlate()",
    );
    const text = stripVTControlCharacters(
      (thrown.reply.content["traceback"] as string[]).join("\n"),
    );
    const label = `Cell [${String(thrown.reply.content["execution_count"])}]`;
    expect(text).toContain(`at late (${label}:1:31)`);
    expect(text).toContain(`at ${label}:3:1`);
  });
});

describe("a magic that cannot be", () => {
  const rows: [cell: string, message: RegExp][] = [
    ["%tim 1", /^MagicError: %tim: there is no such magic; there are %time, /],
    ["%%time\n1", /^MagicError: %%time: .* write %time$/],
    ["%time", /^MagicError: %time: there is nothing to measure/],
    ["%check maybe", /^MagicError: %check: on, off or warn, not "maybe"$/],
    ["%cd nowhere", /^MagicError: %cd: there is no folder .*nowhere$/],
    ["%env NABLA_NONE", /^MagicError: %env: there is no variable NABLA_NONE/],
    ["%npm", /^MagicError: %npm: say what to do/],
    ["%help nothing", /^MagicError: %help: there is no magic nothing/],
    ["%who nobody", /^MagicError: %who: no cell has declared nobody$/],
    ["%reset x", /^MagicError: %reset: takes nothing/],
    [
      "const before = 1;\n%who",
      /^SyntaxError: TS1109 .*\n%who is a line magic: those stand at the start/,
    ],
  ];
  it.each(rows)("%j", async (cell, message) => {
    expect(failure(await client.execute(cell))).toMatch(message);
  });

  it("stops the cell before any other magic has run", async () => {
    await client.execute("%env NABLA_COLOUR=green\n%nothing");
    const answer = await client.execute("%env NABLA_COLOUR");
    expect(streamText(answer)).not.toContain("green");
  });
});

describe("%check", () => {
  const wrong = 'const half: number = "two".length / "2"; half';

  it("warn: the cell runs and says what is wrong", async () => {
    const answer = await client.execute(`%check warn\n${wrong}`);
    expect(resultText(answer)).toBe("1.5");
    expect(streamText(answer, "stderr")).toContain("TS2363");
  });

  it("off: the cell runs, and so do those after it", async () => {
    await client.execute("%check off");
    const answer = await client.execute(wrong);
    expect(resultText(answer)).toBe("1.5");
    expect(streamText(answer, "stderr")).toBe("");
  });

  it("off: what does not parse is refused all the same", async () => {
    expect(failure(await client.execute("const = 1"))).toMatch(/^SyntaxError/);
  });

  it("on: type errors stop the cell", async () => {
    const answer = await client.execute(`%check on\n${wrong}`);
    expect(failure(answer)).toMatch(/^TypeError: TS2363/);
  });
});

describe("%who and %reset", () => {
  it("list names with their types, and forget them", async () => {
    await client.execute("%reset");
    await client.execute(
      "const count = 3; let word = 'a'; type Pair = [number, number];\n" +
        "function twice(x: number) { return 2 * x }\nconst log = 'mine';",
    );
    const listed = streamText(await client.execute("%who"));
    expect(listed.trimEnd().split("\n")).toEqual([
      "const count: 3",
      "let word: string",
      "type Pair = [number, number]",
      "function twice(x: number): number",
      'const log: "mine"',
    ]);
    const one = await client.execute("%who word twice");
    expect(streamText(one)).toBe(
      "let word: string\nfunction twice(x: number): number\n",
    );
    const again = await client.execute("%reset\nlog(1)");
    expect(resultText(again)).toBe("0");
    expect(failure(await client.execute("count"))).toMatch(/TS2304/);
    expect(resultText(await client.execute('"count" in globalThis'))).toBe(
      "false",
    );
    expect(streamText(await client.execute("%who"))).toMatch(/^No cell/);
  });
});

describe("%cd and %npm", () => {
  it("%cd moves imports, the process and require; older names stay", async () => {
    const inner = join(client.folder, "inner");
    mkdirSync(inner);
    writeFileSync(join(inner, "near.ts"), "export const near: number = 11;");
    await client.execute("const before = 1;");
    const moved = await client.execute(
      '%cd inner\nimport { near } from "./near";\n[near + before, process.cwd()]',
    );
    expect(streamText(moved)).toBe(`${realpathSync(inner)}\n`);
    expect(resultText(moved)).toContain("12");
    expect(resultText(moved)).toContain("inner");
    await client.execute("%cd ..");
    const answer = await client.execute("before + 1");
    expect(resultText(answer)).toBe("2");
  });

  it("%npm install makes the next import and its types work", async () => {
    const source = join(client.folder, "source");
    mkdirSync(source);
    const manifest = { name: "small-thing", version: "1.0.0", type: "module" };
    writeFileSync(join(source, "package.json"), JSON.stringify(manifest));
    writeFileSync(join(source, "index.js"), "export const size = 4;");
    writeFileSync(join(source, "index.d.ts"), "export const size: 4;");
    execFileSync("npm", ["pack", "--silent", source], { cwd: client.folder });
    const use = 'import { size } from "small-thing"; size + 1';
    expect(failure(await client.execute(use))).toContain(
      "%npm install small-thing",
    );
    const tried = await client.execute('await import("small-thing" as string)');
    expect(tried.reply.content["status"]).toBe("error");
    const installed = await client.execute(
      "%npm install ./small-thing-1.0.0.tgz",
    );
    expect(streamText(installed)).toContain("added 1 package");
    expect(resultText(await client.execute(use))).toBe("5");
    const typed = await client.execute("const wide: 5 = size;");
    expect(failure(typed)).toMatch(/TS2322/);
  });

  it("%npm that fails fails the cell", async () => {
    const answer = await client.execute("%npm run nothing-of-the-kind\n1 + 1");
    expect(failure(answer)).toMatch(
      /^MagicError: npm run nothing-of-the-kind: ended with code 1$/,
    );
    expect(
      answer.published.some((m) => m.header.msg_type === "execute_result"),
    ).toBe(false);
  });

  it("an interrupt stops npm", async () => {
    const id = await client.send("execute_request", {
      code: '%npm exec -c "echo begun; sleep 100"',
    });
    await client.printed("begun");
    await client.request("interrupt_request", {}, "control");
    expect(failure(await client.answer(id))).toMatch(/^KeyboardInterrupt: npm/);
  });
});

describe("the editor", () => {
  const rows: [code: string, matches: string[]][] = [
    ["%ti", ["%time", "%timeit"]],
    ["%check on\n%ch", ["%check"]],
    ["%check o", ["on", "off"]],
    ["%npm ins", ["install"]],
    ["%env NABLA_C", ["NABLA_COLOUR"]],
    ["%help ti", ["time", "timeit"]],
    ["1 +\n%ti", []],
  ];
  it.each(rows)("completes %j", async (code, matches) => {
    const { reply } = await client.request("complete_request", {
      ...{ code, cursor_pos: code.length },
    });
    const offered = reply.content["matches"] as string[];
    expect(
      offered.filter((m) => matches.length > 0 || m.startsWith("%")),
    ).toEqual(matches);
  });

  it("completes TypeScript behind %time, and below magics", async () => {
    for (const code of ["%time Math.sqr", "%check on\nMath.sqr"]) {
      const { reply } = await client.request("complete_request", {
        ...{ code, cursor_pos: code.length },
      });
      const { matches, cursor_start } = reply.content;
      expect(matches).toContain("sqrt");
      expect(cursor_start).toBe(code.length - "sqr".length);
    }
  });

  it("offers magics where a cell begins", async () => {
    const { reply } = await client.request("complete_request", {
      ...{ code: "", cursor_pos: 0 },
    });
    expect(reply.content["matches"]).toContain("%npm");
  });

  it("explains a magic, and the TypeScript behind it", async () => {
    const ask = async (code: string, cursor_pos: number): Promise<string> => {
      const { reply } = await client.request("inspect_request", {
        ...{ code, cursor_pos, detail_level: 0 },
      });
      return JSON.stringify(reply.content["data"]);
    };
    expect(await ask("%cd folder", 2)).toContain("moves to the folder");
    expect(await ask("%time Math.sqrt(2)", 12)).toContain("sqrt(x: number)");
  });

  it("knows that a cell of magics is complete", async () => {
    for (const [code, status] of [
      ["%npm install x", "complete"],
      ["%time [1,", "incomplete"],
    ] as const) {
      const { reply } = await client.request("is_complete_request", { code });
      expect(reply.content["status"]).toBe(status);
    }
  });
});
