/** TypeScript files of any program, compiled as cells are: operators, and what derivatives of plain functions need. */
import { join } from "node:path";
import { TSError } from "ts-node";
import type { Diagnostic } from "typescript";
import { readCell } from "../compile/cell.js";
import { Files, isOfPackage } from "../compile/files.js";
import { Watch } from "../compile/host.js";
import { differentiable } from "../compile/operators.js";
import { dollarIn } from "../compile/local-code.js";
import { cellOptions } from "../compile/options.js";
import { packageRoot } from "../compile/places.js";
import { lineAndColumn } from "../compile/positions.js";
import { emitUnchecked, type Mapped } from "../compile/source-map.js";
import { ts } from "../compile/ts.js";
import { createTsNode, type TsNode } from "../compile/tsnode.js";

/** Where the library lies: the program's `import "nabla"` and what its compiled code calls must be one copy. */
const library = join(packageRoot(), "dist", "lib");
export const libraryFile = join(library, "index.js");
export const runtimeFile = join(library, "source", "runtime.js");

/** Whether the file is one that this compiles: TypeScript of the program's own, as an ECMAScript module. */
export function isSource(file: string): boolean {
  return /(?<!\.d)\.m?ts$/.test(file) && !isOfPackage(slashed(file));
}

export class Program {
  readonly #files = new Files();
  readonly #watch: Watch;
  readonly #tsNode: TsNode;
  readonly #roots = new Set<string>();

  /** `folder` is the program's: its `tsconfig.json` says how strictly files are checked. */
  constructor(folder: string) {
    this.#watch = new Watch(this.#files, {
      folder: slashed(folder),
      roots: [],
      options: cellOptions(slashed(folder)),
    });
    this.#tsNode = createTsNode(this.#watch, (program) => ({
      before: [differentiable(ts, program)],
    }));
  }

  /**
   * The file as an ECMAScript module that imports the runtime from the address `runtime`.
   *
   * @throws TypeError where `checked` and the checker objects; SyntaxError where the file does not parse.
   */
  compile(path: string, runtime: string, checked: boolean): Mapped {
    const file = slashed(path);
    this.#watch.refresh();
    this.#add(file);
    const text = this.#files.read(file);
    if (text === undefined)
      throw new Error(`compile: there is no file ${path}`);
    refuseDollar(file, text);
    this.#refuseSyntax(file);
    const wrong = checked ? this.#typeErrors(file, text) : [];
    if (wrong.length > 0) throw refused(TypeError, wrong);
    const { language } = this.#tsNode;
    const { js, map } = emitUnchecked(language, file, path, text);
    // Imports are hoisted: at the end this one moves no line.
    const name = JSON.stringify(runtime);
    return { js: `${js}\nimport { runtime as $ } from ${name};\n`, map };
  }

  /** The local file that a bare specifier means by the `paths` of `tsconfig.json`. */
  aliased(specifier: string, from: string): string | undefined {
    return this.#watch.aliased(specifier, slashed(from));
  }

  #add(file: string): void {
    if (this.#roots.has(file)) return;
    this.#roots.add(file);
    this.#watch.project.roots = [...this.#roots];
    this.#watch.touch();
  }

  #refuseSyntax(file: string): void {
    const errors = this.#tsNode.language.getSyntacticDiagnostics(file);
    if (errors.length > 0) throw refused(SyntaxError, errors);
  }

  #typeErrors(file: string, text: string): readonly Diagnostic[] {
    try {
      this.#tsNode.service.compile(text, file);
      return [];
    } catch (error) {
      if (!(error instanceof TSError)) throw error;
      return error.diagnostics;
    }
  }
}

/** The error of files that must not run, whose stack is where they are wrong: the way through the compiler says nothing. */
function refused(
  kind: new (message: string) => Error,
  diagnostics: readonly Diagnostic[],
): Error {
  const places = diagnostics.flatMap(({ file, start }) => {
    if (file === undefined || start === undefined) return [];
    const { line, column } = lineAndColumn(file.text, start);
    return [`    at ${file.fileName}:${line}:${column}`];
  });
  return withStack(new kind(told(diagnostics)), places);
}

function withStack(error: Error, frames: readonly string[]): Error {
  error.stack = [`${error.name}: ${error.message}`, ...frames].join("\n");
  return error;
}

/** Compiled code calls the library by this name, in every scope. */
function refuseDollar(file: string, text: string): void {
  const wrong = dollarIn(readCell(text, file).source);
  if (wrong === undefined) return;
  const { message, line, column } = wrong;
  throw withStack(new SyntaxError(`compile: ${file}: ${message}`), [
    `    at ${file}:${line}:${column}`,
  ]);
}

/** `a.ts(3,7): error TS2322: …`, as `tsc` says it. */
function told(diagnostics: Parameters<typeof ts.formatDiagnostics>[0]): string {
  return ts
    .formatDiagnostics(diagnostics, {
      getCurrentDirectory: () => process.cwd(),
      getCanonicalFileName: (file) => file,
      getNewLine: () => "\n",
    })
    .trimEnd();
}

function slashed(path: string): string {
  return path.replaceAll("\\", "/");
}
