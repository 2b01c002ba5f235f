/** A program of one file, in memory, for tests of the checker and of what is emitted. */
import ts from "typescript";
import { loadTypeScript } from "../../kernel/compile/typescript.js";

const options: ts.CompilerOptions = {
  target: ts.ScriptTarget.ES2022,
  module: ts.ModuleKind.ESNext,
  moduleResolution: ts.ModuleResolutionKind.Bundler,
  lib: ["lib.es2023.d.ts"],
  types: [],
  strict: true,
  noEmitOnError: false,
};

const fileName = "/cell.ts";
const libraries = new Map<string, ts.SourceFile | undefined>();

/** The program with `source` as its only file of its own. */
export function programOf(
  source: string,
  compiler: typeof ts = loadTypeScript(),
): ts.Program {
  const host = compiler.createCompilerHost(options);
  const original = host.getSourceFile.bind(host);
  host.getSourceFile = (name, version) => {
    if (name === fileName)
      return compiler.createSourceFile(name, source, version, true);
    if (!libraries.has(name)) libraries.set(name, original(name, version));
    return libraries.get(name);
  };
  return compiler.createProgram([fileName], options, host);
}

/** `line:column TScode message` of every diagnostic. */
export function diagnosticsOf(source: string): string[] {
  const compiler = loadTypeScript();
  const program = programOf(source);
  return compiler.getPreEmitDiagnostics(program).map((diagnostic) => {
    const { line, character } = compiler.getLineAndCharacterOfPosition(
      diagnostic.file ?? sourceFileOf(program),
      diagnostic.start ?? 0,
    );
    const text = compiler.flattenDiagnosticMessageText(
      diagnostic.messageText,
      " ",
    );
    return `${String(line + 1)}:${String(character + 1)} TS${String(diagnostic.code)} ${text}`;
  });
}

export function sourceFileOf(program: ts.Program): ts.SourceFile {
  const file = program.getSourceFile(fileName);
  if (file === undefined) throw new Error("internal: no source file");
  return file;
}

/** The type of the initializer of each top-level `const`, by name. */
export function typesOf(source: string): Record<string, string> {
  const compiler = loadTypeScript();
  const program = programOf(source);
  const checker = program.getTypeChecker();
  const types: Record<string, string> = {};
  for (const statement of sourceFileOf(program).statements) {
    if (!compiler.isVariableStatement(statement)) continue;
    for (const { name } of statement.declarationList.declarations)
      types[name.getText()] = checker.typeToString(
        checker.getTypeAtLocation(name),
      );
  }
  return types;
}

/** The JavaScript that the file becomes. */
export function emitted(
  source: string,
  before: (program: ts.Program) => ts.TransformerFactory<ts.SourceFile>,
): string {
  const program = programOf(source);
  let text = "";
  program.emit(
    sourceFileOf(program),
    (_, contents) => {
      text = contents;
    },
    undefined,
    false,
    { before: [before(program)] },
  );
  return text;
}
