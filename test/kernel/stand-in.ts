import ts from "typescript";
import type {
  CellSource,
  CompileService,
  CompiledCell,
  DebugCompiler,
  RefusedCell,
} from "../../kernel/compile/protocol.js";

/**
 * A compiler for the tests of the session, which are about messages: it strips types, keeps top-level names on
 * `globalThis`, returns the last expression, and refuses what does not parse. It checks no types.
 */
export class StandInCompiler implements CompileService, DebugCompiler {
  readonly accepted: number[] = [];

  compile(cell: CellSource): Promise<CompiledCell | RefusedCell> {
    const refused = syntaxErrors(cell);
    return Promise.resolve(refused ?? transpile(cell));
  }

  accept(id: number): Promise<void> {
    this.accepted.push(id);
    return Promise.resolve();
  }

  complete(
    code: string,
    cursor: number,
  ): ReturnType<CompileService["complete"]> {
    const start = code.lastIndexOf(".", cursor) + 1;
    const item = { text: code.slice(start, cursor), kind: "const" };
    return Promise.resolve({ start, end: cursor, items: [item] });
  }

  inspect(code: string, cursor: number): ReturnType<CompileService["inspect"]> {
    return Promise.resolve({
      signature: `at ${cursor} of ${code}`,
      documentation: "",
    });
  }

  module(path: string): ReturnType<CompileService["module"]> {
    return Promise.reject(new Error(`no such module: ${path}`));
  }

  reset(): Promise<void> {
    return Promise.resolve();
  }

  changeFolder(): Promise<void> {
    return Promise.resolve();
  }

  layout(): ReturnType<DebugCompiler["layout"]> {
    return Promise.resolve({
      ...{ stops: [], scriptStops: [] },
      ...{ hidden: [], names: {} },
    });
  }

  expression(): ReturnType<DebugCompiler["expression"]> {
    return Promise.resolve({ ok: false, message: "nothing is debugged here" });
  }

  isCaught(): Promise<boolean> {
    return Promise.resolve(false);
  }

  declare(): Promise<void> {
    return Promise.resolve();
  }

  isComplete(code: string): ReturnType<CompileService["isComplete"]> {
    const open = code.trimEnd().endsWith("{");
    return Promise.resolve(
      open
        ? { status: "incomplete", indent: "  " }
        : { status: "complete", indent: "" },
    );
  }
}

function syntaxErrors({ id, code }: CellSource): RefusedCell | undefined {
  const { diagnostics = [] } = ts.transpileModule(code, {
    reportDiagnostics: true,
    compilerOptions: { target: ts.ScriptTarget.ES2022 },
  });
  const source = ts.createSourceFile("cell.ts", code, ts.ScriptTarget.ES2022);
  if (diagnostics.length === 0) return undefined;
  return {
    ok: false,
    id,
    kind: "SyntaxError",
    diagnostics: diagnostics.map(({ code, messageText, start = 0, length }) => {
      const { line, character } = source.getLineAndCharacterOfPosition(start);
      return {
        code: `TS${code}`,
        message: ts.flattenDiagnosticMessageText(messageText, "\n"),
        start,
        length: length ?? 1,
        line: line + 1,
        column: character + 1,
      };
    }),
  };
}

function transpile({ id, label, code }: CellSource): CompiledCell {
  const source = ts.createSourceFile("cell.ts", code, ts.ScriptTarget.ES2022);
  const last = source.statements.at(-1);
  const start = last?.getStart(source) ?? 0;
  const body =
    last !== undefined && ts.isExpressionStatement(last)
      ? `${code.slice(0, start)}return ${code.slice(start)}`
      : code;
  const named = body.replace(/^(?:const|let|var) (\w+)/gm, "globalThis.$1");
  const isAsync = /\bawait\b/.test(code);
  const { outputText, sourceMapText = "{}" } = ts.transpileModule(
    `(${isAsync ? "async " : ""}($) => {${named}\n})`,
    {
      fileName: label,
      compilerOptions: {
        target: ts.ScriptTarget.ES2022,
        module: ts.ModuleKind.ESNext,
        sourceMap: true,
      },
    },
  );
  const js = outputText.replace(/\/\/# sourceMappingURL=.*\s*$/, "");
  return {
    ...{ ok: true, id, js, map: sourceMapText, isAsync },
    salvage: undefined,
    warnings: [],
    declares: [],
  };
}
