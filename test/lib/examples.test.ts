/** Every public name has an example in its docstring; each is run, and gives what the comment behind it says. */
import { compileFunction } from "node:vm";
import { fileURLToPath } from "node:url";
import ts from "typescript";
import { describe, expect, test } from "vitest";
import { differentiable } from "../../kernel/compile/operators.js";
import { loadTypeScript } from "../../kernel/compile/typescript.js";
import * as nabla from "../../lib/index.js";
import { Tensor } from "../../lib/index.js";
import { runtime } from "../../lib/source/runtime.js";

interface Example {
  readonly name: string;
  readonly text: string;
}

/** Behind an expression: what it gives. */
interface Seen {
  readonly value: unknown;
  readonly says: string;
}

const library = fileURLToPath(new URL("../../lib/index.ts", import.meta.url));
const fileName = fileURLToPath(new URL("examples.cell.ts", import.meta.url));
const compiler = loadTypeScript();
const options: ts.CompilerOptions = {
  target: ts.ScriptTarget.ES2022,
  module: ts.ModuleKind.ESNext,
  moduleResolution: ts.ModuleResolutionKind.Bundler,
  lib: ["lib.es2023.d.ts", "lib.esnext.disposable.d.ts"],
  types: ["node"],
  strict: true,
  skipLibCheck: true,
};

function programOf(source: string): ts.Program {
  const host = compiler.createCompilerHost(options);
  const original = host.getSourceFile.bind(host);
  host.getSourceFile = (name, version) =>
    name === fileName
      ? compiler.createSourceFile(name, source, version, true)
      : original(name, version);
  const exists = host.fileExists.bind(host);
  host.fileExists = (name) => name === fileName || exists(name);
  return compiler.createProgram([fileName, library], options, host);
}

/** The public values of the library with their examples. */
function examplesOf(program: ts.Program): Map<string, Example[]> {
  const checker = program.getTypeChecker();
  const file = program.getSourceFile(library);
  const module = file && checker.getSymbolAtLocation(file);
  if (module === undefined) throw new Error("no library");
  const found = new Map<string, Example[]>();
  for (const symbol of checker.getExportsOfModule(module)) {
    const { name } = symbol;
    const own =
      (symbol.flags & ts.SymbolFlags.Alias) !== 0
        ? checker.getAliasedSymbol(symbol)
        : symbol;
    if ((own.flags & ts.SymbolFlags.Value) === 0) continue;
    const texts = own
      .getJsDocTags(checker)
      .filter((tag) => tag.name === "example")
      .map((tag) => compiler.displayPartsToString(tag.text));
    found.set(
      name,
      [...new Set(texts)].map((text) => ({ name, text })),
    );
  }
  return found;
}

/** The example as the body of a function, which tells what each expression with a comment behind it gives. */
function body({ text }: Example): string {
  const file = compiler.createSourceFile(
    "example.ts",
    text,
    ts.ScriptTarget.ES2022,
    true,
  );
  let out = "";
  let at = 0;
  for (const statement of file.statements) {
    const [comment] = ts.getTrailingCommentRanges(text, statement.end) ?? [];
    if (!ts.isExpressionStatement(statement) || comment === undefined) continue;
    const says = text.slice(comment.pos + 2, comment.end).trim();
    const { expression } = statement;
    out += `${text.slice(at, expression.getStart())}$seen(${expression.getText()}, ${JSON.stringify(says)});`;
    at = statement.end;
  }
  return out + text.slice(at);
}

const listed = examplesOf(programOf(""));
const examples = [...listed.values()].flat();
const functions = examples.map(
  (example, i) =>
    `async function example${String(i)}($seen: (value: unknown, says: string) => void) {\n${body(example)}\n}`,
);
const names = [...listed.keys()];
const source = [
  `import { ${names.join(", ")} } from ${JSON.stringify(library.replace(/\.ts$/, ".js"))};`,
  ...functions,
].join("\n");

/** All examples as functions, compiled as cells are. */
function compiled(): ((
  seen: (value: unknown, says: string) => void,
) => Promise<void>)[] {
  const program = programOf(source);
  let script = "";
  program.emit(
    program.getSourceFile(fileName),
    (_name, text) => {
      script = text;
    },
    undefined,
    false,
    { before: [differentiable(compiler, program)] },
  );
  const plain = script
    .replace(/^import [^;]*;/m, `const { ${names.join(", ")} } = nabla;`)
    .replace(/^export \{\};/m, "");
  const list = examples.map((_, i) => `example${String(i)}`).join(", ");
  const make = compileFunction(`${plain}\nreturn [${list}];`, [
    "$",
    "nabla",
  ]) as (...args: unknown[]) => ReturnType<typeof compiled>;
  return make(runtime, nabla);
}

const runs = compiled();

test("every public name has an example", () => {
  const without = [...listed].filter(([, own]) => own.length === 0);
  expect(without.map(([name]) => name)).toEqual([]);
});

/** Numbers as comments write them: `0.3678…` and `about 12` are rounded. */
function agrees(value: unknown, says: string): boolean | undefined {
  const text = says
    .replace(/^about /, "")
    .replaceAll("−", "-")
    .replace(/\s*\(.*$|,? which .*$/, "");
  if (!/^[\d.…eE+[\],\s-]+$|^(true|false)$/.test(text)) return undefined;
  const wanted = text.replaceAll("…", "");
  let expected: unknown;
  try {
    expected = JSON.parse(wanted);
  } catch {
    return undefined;
  }
  return near(
    plain(value),
    expected,
    text.includes("…") || says.startsWith("about") ? 2e-3 : 1e-9,
  );
}

function plain(value: unknown): unknown {
  if (value instanceof Tensor) return value.toArray();
  if (ArrayBuffer.isView(value)) return Array.from(value as Float64Array);
  return Array.isArray(value) ? value.map(plain) : value;
}

function near(value: unknown, expected: unknown, tolerance: number): boolean {
  if (Array.isArray(expected))
    return (
      Array.isArray(value) &&
      value.length === expected.length &&
      expected.every((each, i) => near(value[i], each, tolerance))
    );
  if (typeof expected === "number" && typeof value === "number")
    return (
      Math.abs(value - expected) <= tolerance * Math.max(1, Math.abs(expected))
    );
  return typeof expected === "number" && typeof value === "boolean"
    ? Number(value) === expected
    : value === expected;
}

describe("examples run, and give what they say", () => {
  test.each(examples.map((example, i) => ({ ...example, i })))(
    "$name: $text",
    async ({ i }) => {
      const seen: Seen[] = [];
      await runs[i]?.((value, says) => seen.push({ value, says }));
      for (const { value, says } of seen)
        expect(
          agrees(value, says),
          `${says}, not ${String(plain(value))}`,
        ).not.toBe(false);
    },
  );
});
