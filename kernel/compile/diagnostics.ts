/** TypeScript's messages as the kernel shows them: in its own words, except where ours would show through. */
import { isBuiltin } from "node:module";
import type { Diagnostic, Node } from "typescript";
import { syntaxErrors, type Cell } from "./cell.js";
import { sayFormer } from "./former.js";
import { lineAndColumn } from "./positions.js";
import type { CellDiagnostic, CellSource, RefusedCell } from "./protocol.js";
import { parse } from "./parse.js";
import { ts } from "./ts.js";

/** Constants of earlier cells are imports in the checked file: TS2632. In one file it would be TS2588. */
const ASSIGNED_TO_IMPORT = 2632;
const ASSIGNED_TO_CONSTANT = 2588;

const CANNOT_FIND_MODULE = new Set([2307, 2792, 2882]);
const NO_TYPES_FOR_MODULE = 7016;

/** What the messages leave to the kernel to know. */
export interface Surroundings {
  /** What a cell's file is called, by the path of its module; undefined for the cell being compiled. */
  readonly labelOf: (module: string) => string | undefined;
  /** Whether there is a package of the name. */
  readonly isInstalled: (name: string) => boolean;
  /** What else is to be said of a message. */
  readonly remark: (diagnostic: Diagnostic) => string | undefined;
}

/**
 * The messages about the cell, in the order of its text, without repetition. Types of other cells are said to be of
 * those cells, not of the files that stand for them.
 */
export function cellDiagnostics(
  cell: Cell,
  diagnostics: readonly Diagnostic[],
  around: Surroundings,
): CellDiagnostic[] {
  const seen = new Set<string>();
  return diagnostics
    .map((diagnostic) => cellDiagnostic(cell, diagnostic, around))
    .sort((a, b) => a.start - b.start)
    .filter(({ code, start, message }) => {
      const key = `${code} ${start} ${message}`;
      return !seen.has(key) && seen.add(key);
    });
}

function cellDiagnostic(
  cell: Cell,
  diagnostic: Diagnostic,
  around: Surroundings,
): CellDiagnostic {
  const end = cell.code.length;
  const start = Math.min(diagnostic.start ?? 0, end);
  const length = Math.min(diagnostic.length ?? 0, end - start);
  const said = ts.flattenDiagnosticMessageText(diagnostic.messageText, "\n");
  const remark = around.remark(diagnostic);
  const text = remark === undefined ? said : `${said}\n${remark}`;
  const { code, message } = worded(
    diagnostic.code,
    withoutFiles(text, around),
    cell.declared.has(cell.code.slice(start, start + length)),
    around,
  );
  return {
    code: `TS${code}`,
    message,
    start,
    length,
    ...lineAndColumn(cell.code, start),
  };
}

function withoutFiles(text: string, { labelOf }: Surroundings): string {
  return sayFormer(text).replace(
    /import\("([^"]*\/\.nabla-cell[^"/]*)"\)\.([\p{ID_Continue}$.]+)/gu,
    (_, module: string, name: string) => {
      const label = labelOf(module);
      return label === undefined ? name : `${name} of ${label}`;
    },
  );
}

/** The message as the user should read it; `isOwn` where it is about a name that the cell itself declares. */
function worded(
  code: number,
  message: string,
  isOwn: boolean,
  { isInstalled }: Surroundings,
): { code: number; message: string } {
  if (code === ASSIGNED_TO_IMPORT && !isOwn)
    return {
      code: ASSIGNED_TO_CONSTANT,
      message: message.replace("it is an import", "it is a constant"),
    };
  const module = /'([^']+)'/.exec(message)?.[1] ?? "";
  const name = packageOf(module);
  if (name !== undefined && CANNOT_FIND_MODULE.has(code))
    return {
      code,
      message: isInstalled(name)
        ? `The package '${name}' is installed, but has nothing to import as '${module}'.`
        : `Cannot find package '${name}'. Install it with: %npm install ${name}`,
    };
  if (name !== undefined && code === NO_TYPES_FOR_MODULE) {
    const [first = message] = message.split("\n", 1);
    const install = `%npm install @types/${typesName(name)}`;
    return { code, message: `${first}\nInstall its types with: ${install}` };
  }
  return { code, message };
}

/** Where a text that does not parse is JSX, the parser's complaints say nothing of use: this one does. */
function jsxDiagnostic(cell: Cell): CellDiagnostic | undefined {
  const source = parse("cell.tsx", cell.code, ts.ScriptKind.TSX);
  const find = (node: Node): Node | undefined =>
    ts.isJsxElement(node) ||
    ts.isJsxSelfClosingElement(node) ||
    ts.isJsxFragment(node)
      ? node
      : ts.forEachChild(node, find);
  const element = syntaxErrors(source).length === 0 ? find(source) : undefined;
  if (element === undefined) return undefined;
  const start = element.getStart(source);
  return {
    code: "",
    message: "JSX is not for cells: write the markup with html`…`",
    start,
    length: element.end - start,
    ...lineAndColumn(cell.code, start),
  };
}

/** The npm package that a specifier is of; undefined for paths, Node's own modules, and what no package is called. */
function packageOf(specifier: string): string | undefined {
  if (isBuiltin(specifier) || /^node:|^[a-z]:/i.test(specifier))
    return undefined;
  return /^(@[\w.~-]+\/)?[\w~-][\w.~-]*/.exec(specifier)?.[0];
}

/** DefinitelyTyped's name for a scoped package: `@a/b` is `@types/a__b`. */
function typesName(name: string): string {
  return name.replace(/^@/, "").replace("/", "__");
}

/** What the parser objects to; of JSX, that it is none. */
export function syntaxDiagnostics(
  cell: Cell,
  diagnostics: readonly Diagnostic[],
  around: Surroundings,
): readonly CellDiagnostic[] {
  const jsx = jsxDiagnostic(cell);
  return jsx === undefined ? cellDiagnostics(cell, diagnostics, around) : [jsx];
}

/** The answer that a cell must not run. */
export function refused(
  { id }: CellSource,
  kind: RefusedCell["kind"],
  diagnostics: readonly CellDiagnostic[],
): RefusedCell {
  return { ok: false, id, kind, diagnostics };
}
