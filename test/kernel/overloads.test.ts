import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { describe, expect, it } from "vitest";
import { patchTypeScript } from "../../kernel/compile/patch.js";
import { diagnosticsOf, typesOf } from "./check-source.js";

const library = `
declare class Tensor {
  "+"(other: number | Tensor): Tensor;
  "-"(other: number | Tensor): Tensor;
  "*"(other: number | Tensor): Tensor;
  "/"(other: number | Tensor): Tensor;
  "**"(other: number | Tensor): Tensor;
  "r+"(other: number): Tensor;
  "r-"(other: number): Tensor;
  "r*"(other: number): Tensor;
  "-u"(): Tensor;
  "[]"(index: number): Tensor;
  readonly shape: readonly number[];
  readonly T: Tensor;
  backward(): void;
}
declare class Money { "+"(other: Money): Money; "*"(times: number): Money; "/"<T extends number | Money>(by: T): T extends number ? Money : number }
declare const w: Tensor, x: Tensor, m: Money, u: Tensor | number, any: any;
declare const maybe: Tensor | undefined, list: Tensor[], both: Tensor | number[], unknown_: unknown, later: Promise<Tensor>;
`;
const lines = library.split("\n").length - 1;

function checkType(expression: string, type: string): void {
  const source = `${library}const value = ${expression};`;
  it(`${expression} is ${type}`, () => {
    expect(typesOf(source)["value"]).toBe(type);
    expect(diagnosticsOf(source)).toEqual([]);
  });
}

function checkRefused(statement: string, ...expected: string[]): void {
  it(`${statement} is refused`, () => {
    const found = diagnosticsOf(library + statement).map((text) =>
      text.replace(/^(\d+)/, (line) => String(Number(line) - lines)),
    );
    expect(found).toEqual(expected);
  });
}

describe("the types of operators", () => {
  checkType("w + x", "Tensor");
  checkType("(w + x) ** 2", "Tensor");
  checkType("2 * w - 1", "Tensor");
  checkType("1 - w", "Tensor");
  checkType("-w", "Tensor");
  checkType("w[0]", "Tensor");
  checkType("w[0]![1]", "Tensor");
  checkType('w["shape"]', "readonly number[]");
  checkType("(w + x).shape.length", "number");
  checkType("((w + x) ** 2).backward()", "void");
  checkType("u * 2", "number | Tensor");
  checkType("-u", "number | Tensor");
  checkType("u + u", "number | Tensor");
  checkType("both[0]", "number | Tensor");
  checkType("any + w", "any");
  checkType("w * any", "any");
  checkType("m + m", "Money");
  checkType("m / 2", "Money");
  checkType("m / m", "number");
  checkType("list[0]! + 1", "Tensor");
  checkType("maybe?.[0]", "Tensor | undefined");
  checkType('"w = " + w', "string");
  checkType("1 + 2", "number");
  checkType("1n + 2n", "bigint");
  checkType("[1, 2].map((v) => w * v)", "Tensor[]");
  checkType(
    "(<T extends Tensor | number>(p: T, q: T) => p * q + 1)(w, x)",
    "number | Tensor",
  );
  checkType("((t: Tensor) => { t += 1; return t; })(w)", "Tensor");
});

describe("what TypeScript says of wrong operands", () => {
  checkRefused(
    "const s: string = w + x;",
    "1:7 TS2322 Type 'Tensor' is not assignable to type 'string'.",
  );
  checkRefused(
    "w + new Date();",
    "1:1 TS2365 Operator '+' cannot be applied to types 'Tensor' and 'Date'.",
  );
  checkRefused(
    "let n = 0; n += w;",
    "1:12 TS2322 Type 'Tensor' is not assignable to type 'number'.",
  );
  checkRefused(
    "m - m;",
    "1:1 TS2362 The left-hand side of an arithmetic operation must be of type 'any', 'number', 'bigint' or an enum type.",
    "1:5 TS2363 The right-hand side of an arithmetic operation must be of type 'any', 'number', 'bigint' or an enum type.",
  );
  checkRefused("maybe + 1;", "1:1 TS18048 'maybe' is possibly 'undefined'.");
  checkRefused("w + unknown_;", "1:5 TS18046 'unknown_' is of type 'unknown'.");
  checkRefused(
    "w + later;",
    "1:1 TS2365 Operator '+' cannot be applied to types 'Tensor' and 'Promise<Tensor>'.",
  );
  checkRefused(
    "w + true;",
    "1:1 TS2365 Operator '+' cannot be applied to types 'Tensor' and 'boolean'.",
  );
});

describe("the patch", () => {
  const path = createRequire(import.meta.url).resolve(
    "typescript/lib/typescript.js",
  );
  const original = readFileSync(path, "utf8");

  it("only inserts", () => {
    const patched = patchTypeScript(original);
    let at = 0;
    for (const line of original.split("\n")) {
      const found = patched.indexOf(line, at);
      expect(found).toBeGreaterThanOrEqual(at);
      at = found + line.length;
    }
  });

  it("refuses a TypeScript without an anchor, by name and version", () => {
    const other = original.replace(
      "function checkPrefixUnaryExpression(node)",
      "function checkPrefixUnary(node)",
    );
    expect(() => patchTypeScript(other)).toThrow(
      'patch: TypeScript 6.0.3 has the anchor "checkPrefixUnaryExpression" 0 times instead of once',
    );
  });

  it("refuses a TypeScript that is patched already", () => {
    expect(() => patchTypeScript(original + original)).toThrow(
      '"createTypeChecker" 2 times',
    );
  });
});
