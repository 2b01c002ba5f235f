import { afterAll, describe, expect, it } from "vitest";
import { Notebook } from "./notebook.js";

const notebook = new Notebook({
  "src/deep/tool.ts": "export const tool = 1;\n",
});
afterAll(() => {
  notebook.close();
});

const NEAR = "const xs = [1]; xs[0].toFixed()";
const IMPLICIT = "function f(x) { return x }";
const ALIAS = "import { tool } from '@deep/tool'; const n: number = tool";

function isRefused(cell: string): boolean {
  return !notebook.compile(cell).ok;
}

describe("a tsconfig.json beside the notebook", () => {
  it("need not be there", () => {
    expect(isRefused(NEAR)).toBe(false);
    expect(isRefused(IMPLICIT)).toBe(true);
    expect(isRefused(ALIAS)).toBe(true);
  });

  it("decides how strict the checks are, and what paths mean, once it is", () => {
    notebook.write(
      "tsconfig.json",
      `{
        // Comments are allowed here.
        "compilerOptions": {
          "noImplicitAny": false,
          "noUncheckedIndexedAccess": true,
          "module": "commonjs",
          "noEmit": true,
          "paths": { "@deep/*": ["./src/deep/*"] },
        },
      }`,
    );
    expect(isRefused(NEAR)).toBe(true);
    expect(isRefused(IMPLICIT)).toBe(false);
    expect(isRefused(ALIAS)).toBe(false);
  });

  it("does not decide how cells run", async () => {
    expect(await notebook.outcome("await Promise.resolve(1)")).toBe("= 1");
  });

  it("has its paths at run time too", () => {
    const cell = notebook.compile(ALIAS);
    expect(cell.ok && cell.js).toContain(`${notebook.folder}/src/deep/tool.ts`);
  });

  it("is read again when it is edited", () => {
    notebook.write("tsconfig.json", "{}");
    expect(isRefused(NEAR)).toBe(false);
    expect(isRefused(IMPLICIT)).toBe(true);
  });

  it("that cannot be read leaves the checks as they are", () => {
    notebook.write("tsconfig.json", "{ not JSON");
    expect(isRefused(IMPLICIT)).toBe(true);
    expect(isRefused("1 + 1")).toBe(false);
  });
});
