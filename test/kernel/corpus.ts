/** Published TypeScript packages, checked by TypeScript as it is and by ours. */
import { readdirSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, relative } from "node:path";
import plain from "typescript";
import { loadTypeScript } from "../../kernel/compile/typescript.js";

const packages = join(
  dirname(createRequire(import.meta.url).resolve("typescript/package.json")),
  "..",
);

/** Some files of a package, by their paths inside it. */
export interface Corpus {
  readonly name: string;
  readonly folder: string;
  readonly wanted: RegExp;
}

/** What one compiler says of some files. */
export interface Verdict {
  /** `file:position code message`, in order. */
  readonly diagnostics: readonly string[];
  /** The printed type of every operation and every variable. */
  readonly types: readonly string[];
}

export function filesOf({ name, folder, wanted }: Corpus): string[] {
  const root = join(packages, name, folder);
  return readdirSync(root, { recursive: true, encoding: "utf8" })
    .filter((file) => wanted.test(file) && !/\.(test|spec)\.ts$/.test(file))
    .map((file) => join(root, file))
    .sort();
}

const options: plain.CompilerOptions = {
  target: plain.ScriptTarget.ES2022,
  module: plain.ModuleKind.ESNext,
  moduleResolution: plain.ModuleResolutionKind.Bundler,
  lib: ["lib.es2023.d.ts", "lib.dom.d.ts", "lib.dom.iterable.d.ts"],
  types: ["node"],
  strict: true,
  allowImportingTsExtensions: true,
  noEmit: true,
};

/** What the compiler says of the files. */
function verdict(
  compiler: typeof plain,
  files: readonly string[],
  skipLibCheck: boolean,
): Verdict {
  const program = compiler.createProgram(files, { ...options, skipLibCheck });
  const checker = program.getTypeChecker();
  const diagnostics = compiler
    .getPreEmitDiagnostics(program)
    .map((each) =>
      [
        `${relative(packages, each.file?.fileName ?? "")}:${String(each.start)}`,
        `TS${String(each.code)}`,
        compiler.flattenDiagnosticMessageText(each.messageText, " "),
      ].join(" "),
    );
  const types: string[] = [];
  const visit = (node: plain.Node): void => {
    if (
      compiler.isBinaryExpression(node) ||
      compiler.isPrefixUnaryExpression(node) ||
      compiler.isElementAccessExpression(node) ||
      compiler.isVariableDeclaration(node)
    )
      types.push(checker.typeToString(checker.getTypeAtLocation(node)));
    compiler.forEachChild(node, visit);
  };
  for (const file of files) {
    const source = program.getSourceFile(file);
    if (source !== undefined && !source.isDeclarationFile) visit(source);
  }
  return { diagnostics, types };
}

/** What TypeScript as it is says of the corpus, and what ours says. */
export function verdicts(
  corpus: Corpus,
  skipLibCheck = true,
): { readonly files: number; readonly plain: Verdict; readonly ours: Verdict } {
  const files = filesOf(corpus);
  return {
    files: files.length,
    plain: verdict(plain, files, skipLibCheck),
    ours: verdict(loadTypeScript(), files, skipLibCheck),
  };
}
