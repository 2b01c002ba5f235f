/** Programs outside of the kernel: Node with `nabla/register`, and Vitest with `nabla/vitest`. */
import { spawnSync } from "node:child_process";
import {
  mkdirSync,
  mkdtempSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { root } from "../../kernel/bootstrap/places.js";

const folder = realpathSync(mkdtempSync(join(tmpdir(), "nabla-outside-")));

/** The program's files: a module with operators, and those that use it. */
const files: Record<string, string> = {
  "package.json": '{ "type": "module" }',
  "tsconfig.json": '{ "compilerOptions": { "paths": { "@/*": ["./*"] } } }',
  "model.ts": `
import type { Tensor } from "nabla";
export const loss = (w: Tensor, x: Tensor): Tensor => (w + x) ** 2;
// Follows its branches by number, which only compiled code can.
export function collatz(x: number): number {
  let steps = 0;
  let n = Math.round(x);
  for (; n > 1 && steps < 100; steps++) n = n % 2 === 0 ? n / 2 : 3 * n + 1;
  return steps > 5 ? x ** 3 : x;
}
export function failing(): never {
  throw new RangeError("too far");
}`,
  "main.ts": `
import { grad, tensor } from "nabla";
import { collatz, loss } from "./model.js";
import { loss as same } from "@/model";
console.log(JSON.stringify(loss(tensor([1, 2]), tensor([3, 4])).toArray()));
console.log(grad(collatz)(7), grad((x: number) => x ** 4)(2), same === loss);`,
  "data.json": '{ "three": 3 }',
  "forms.mts": `
export enum Colour { Red = "red" }
export namespace Inner { export const one = 1; }
export class Point { constructor(readonly x: number) {} }`,
  "imports.ts": `
import data from "./data.json" with { type: "json" };
import { Colour, Inner, Point } from "./forms.mjs";
import type { Tensor } from "nabla";
const late = await import("./" + "forms.mjs");
const same: boolean = late.Inner === Inner;
const none: Tensor | undefined = undefined;
console.log(data.three, Colour.Red, Inner.one, new Point(2).x, same, none);`,
  "wrongs.json": '{ "files": ["wrongs.ts"] }',
  "model.json":
    '{ "compilerOptions": { "types": [], "skipLibCheck": true }, "files": ["model.ts"] }',
  "wrong.ts": 'const n: number = "a";\nconsole.log(n);',
  "uses-wrong.ts": 'import "./wrongs.js";',
  "wrongs.ts": 'export const n: number = "a";\nexport const s: string = 1;',
  "plain.js": 'import { tensor } from "nabla";\ntensor([1]) + 1;',
  "broken.ts": "const = 1;",
  "dollar.ts": "const $ = 1;\nconsole.log($);",
  "old.cts": "export = 1;",
  "throws.ts": 'import { failing } from "./model.ts";\n\nfailing();',
  "model.test.ts": `
import { expect, it } from "vitest";
import { grad, tensor, Tensor } from "nabla";
import { collatz, loss } from "./model.js";
it("has operators", () => {
  const value = loss(tensor([1, 2]), tensor([3, 4]));
  expect(value).toBeInstanceOf(Tensor);
  expect(value.toArray()).toEqual([16, 36]);
  expect(grad(collatz)(7)).toBe(147);
});`,
  "vitest.config.ts": `
import nabla from "nabla/vitest";
export default { plugins: [nabla()] };`,
};

beforeAll(() => {
  for (const [name, text] of Object.entries(files))
    writeFileSync(join(folder, name), text);
  mkdirSync(join(folder, "node_modules"));
  symlinkSync(root, join(folder, "node_modules", "nabla"), "junction");
  symlinkSync(
    join(root, "node_modules", "vitest"),
    join(folder, "node_modules", "vitest"),
    "junction",
  );
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

function node(...args: readonly string[]): {
  status: number | null;
  stdout: string;
  stderr: string;
} {
  return spawnSync(process.execPath, args, { cwd: folder, encoding: "utf8" });
}

describe("node --import nabla/register", () => {
  it("runs operators and derivatives of plain functions", () => {
    const { stdout, stderr } = node("--import", "nabla/register", "main.ts");
    expect(stderr).toBe("");
    expect(stdout).toBe("[16,36]\n147 32 true\n");
  });

  it("imports JSON, .mts files, and whatever is imported as it runs", () => {
    const { stdout, stderr } = node("--import", "nabla/register", "imports.ts");
    expect(stderr).toBe("");
    expect(stdout).toBe("3 red 1 2 true undefined\n");
  });

  const rows: [file: string, error: RegExp][] = [
    [
      "uses-wrong.ts",
      /wrongs\.ts\(1,14\): error TS2322: .*\nwrongs\.ts\(2,14\): error TS2322: .*\n +at .*wrongs\.ts:1:14\n/,
    ],
    ["wrong.ts", /TypeError.*wrong\.ts\(1,7\): error TS2322: Type 'string'/],
    ["broken.ts", /SyntaxError.*broken\.ts\(1,7\): error TS1134/],
    [
      "dollar.ts",
      /dollar\.ts: the name \$ is .* give it another name\n +at .*dollar\.ts:1:7/,
    ],
    ["old.cts", /only \.ts and \.mts files/],
    ["throws.ts", /RangeError: too far\n +at failing \(.*model\.ts:12:9\)/],
  ];
  it.each(rows)("%s fails and says why", (file, error) => {
    const { status, stderr } = node("--import", "nabla/register", file);
    expect(status).toBe(1);
    expect(stderr).toMatch(error);
  });
});

describe("a program without any of them", () => {
  it("says what to add", () => {
    const { status, stderr } = node("plain.js");
    expect(status).toBe(1);
    expect(stderr).toMatch(/TypeError: .* node --import nabla\/register,/);
  });
});

describe("nabla check", () => {
  const command = join(root, "dist", "kernel", "cli.js");
  it("says of a program what tsc does, and knows operators", () => {
    const { status, stdout } = node(command, "check", "-p", "wrongs.json");
    expect(stdout.match(/wrongs\.ts\(.*TS2322/g)).toHaveLength(2);
    expect(status).toBe(2);
    const good = node(command, "check", "-p", "model.json");
    expect(good).toMatchObject({ status: 0, stdout: "", stderr: "" });
  });
});

describe("nabla/vitest", () => {
  it("runs operators and derivatives of plain functions", () => {
    const vitest = join(root, "node_modules", "vitest", "vitest.mjs");
    const { status, stdout, stderr } = node(vitest, "run");
    expect(stdout + stderr).toContain("1 passed");
    expect(status).toBe(0);
  });
});
