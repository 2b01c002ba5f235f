/**
 * What crosses between the kernel and its compiler, which lives in a process of its own: a running cell never delays
 * completion, and nothing that user code does to the built-ins can reach TypeScript.
 *
 * Positions are UTF-16 offsets into the cell's text; lines and columns count from 1.
 */

/** A cell to compile. `id` is unique for the life of the kernel; `label` is what errors call it, e.g. `Cell [3]`. */
export interface CellSource {
  readonly id: number;
  readonly label: string;
  readonly code: string;
  /** What becomes of type errors; `on` unless given. */
  readonly check?: CheckMode;
  /** Whether all variables are to be slots, as the debugger shows them. */
  readonly asSlots?: boolean;
}

/** Type errors refuse a cell (`on`), come as warnings of a cell that runs (`warn`), or are left unsaid (`off`). */
export type CheckMode = "on" | "off" | "warn";

/** One message of the compiler about the cell, in TypeScript's own words. */
export interface CellDiagnostic {
  /** `TS2322`; empty for messages that are not TypeScript's. */
  readonly code: string;
  readonly message: string;
  readonly start: number;
  readonly length: number;
  readonly line: number;
  readonly column: number;
}

/** A cell ready to run. */
export interface CompiledCell {
  readonly ok: true;
  readonly id: number;
  /** A script whose value is a function: `($) => value`, or `async ($) => value` where `isAsync`. */
  readonly js: string;
  /** Source map (version 3) from `js` to the cell's text. */
  readonly map: string;
  readonly isAsync: boolean;
  /** What saves the variables of a script that is stopped, evaluated in its frame; undefined where nothing is to be saved. */
  readonly salvage: string | undefined;
  /** Warnings to show while the cell runs all the same. */
  readonly warnings: readonly CellDiagnostic[];
  /** The names that the cell declares, with the slot of `globalThis` that holds each value (types have none). */
  readonly declares: readonly {
    readonly name: string;
    readonly slot: string | undefined;
  }[];
}

/** A cell that must not run. */
export interface RefusedCell {
  readonly ok: false;
  readonly id: number;
  /** `SyntaxError` or `TypeError`. */
  readonly kind: "SyntaxError" | "TypeError";
  readonly diagnostics: readonly CellDiagnostic[];
}

export interface Completion {
  readonly text: string;
  /** TypeScript's kind: `method`, `property`, `function`, `const`, `module` … */
  readonly kind: string;
  readonly signature?: string;
  /** The first paragraph of its docstring. */
  readonly documentation?: string;
}

export interface CompletionList {
  readonly start: number;
  readonly end: number;
  readonly items: readonly Completion[];
}

export interface Inspection {
  /** `const w: Tensor` and the like. */
  readonly signature: string;
  /** The docstring as Markdown; empty where there is none. */
  readonly documentation: string;
  /** The source of the declaration, where it is at hand (detail level 1). */
  readonly source?: string;
}

export interface Completeness {
  readonly status: "complete" | "incomplete" | "invalid" | "unknown";
  /** What to indent the next line with, where `incomplete`. */
  readonly indent: string;
}

/** A local module ready to run, and what its imports of other local files mean. */
export interface CompiledModule {
  readonly path: string;
  /** A script whose value is `($, exports, require, module, __filename, __dirname) => void`, as of a CommonJS module. */
  readonly js: string;
  /** Source map (version 3) from `js` to the file. */
  readonly map: string;
  /** Differs whenever the file or anything local that it imports does: a module loaded under it is still good. */
  readonly version: string;
  /** From a specifier to the path of the local file that it means: TypeScript, JavaScript or JSON. */
  readonly imports: Readonly<Record<string, string>>;
  /** The specifiers of its import and export declarations that are left at run time, in their order. */
  readonly statics: readonly string[];
  /** Whether it awaits at its top level: then the script's function is an `async` one. */
  readonly isAsync: boolean;
  /** Warnings to show where it runs all the same. */
  readonly warnings: readonly CellDiagnostic[];
}

/** A local file and every other one that it imports, each once; the file itself first. */
export interface CompiledModules {
  readonly ok: true;
  readonly modules: readonly CompiledModule[];
}

/** Local files that must not run. `path` says which file the first diagnostics are about. */
export interface RefusedModule {
  readonly ok: false;
  readonly kind: "SyntaxError" | "TypeError";
  readonly path: string;
  readonly source: string;
  readonly diagnostics: readonly CellDiagnostic[];
}

/** What an accepted cell leaves for later ones. A compiler that starts anew is given these. */
export interface AcceptedCell {
  readonly id: number;
  readonly label: string;
  readonly names: readonly (readonly [
    name: string,
    kind: "constant" | "variable" | "type",
  ])[];
  /** The top-level names that its functions see. */
  readonly captured: readonly string[];
  /** What the user wrote. */
  readonly code: string;
  /** The text of its module: declarations, or the cell itself where TypeScript can write no declarations. */
  readonly text: string;
  readonly isSource: boolean;
}

/** Where something stands, for the debugger: line and column from 0, as V8 counts. */
export interface Spot {
  readonly line: number;
  readonly column: number;
}

export interface Span {
  readonly start: Spot;
  readonly end: Spot;
}

/**
 * A place where execution can be stopped: a `statement`, the first of a function that has a name (`entry`), or a `call`
 * inside of one.
 */
export interface Stop extends Spot {
  readonly kind: "statement" | "entry" | "call";
}

/** What a debugger must know of a text and its script beside the source map. */
export interface Layout {
  /** In what the user wrote, in order. */
  readonly stops: readonly Stop[];
  /** In the script, without its hidden parts, in order. */
  readonly scriptStops: readonly Stop[];
  /** Parts of the script that run for the kernel's purposes alone: twins, adjoints and what attaches them. */
  readonly hidden: readonly Span[];
  /** Of a module: names that are no variables of its script, with the expressions that have their values. */
  readonly names: Readonly<Record<string, string>>;
}

/** Something to evaluate beside a running cell. */
export interface ExpressionSource {
  readonly code: string;
  /** The variables in reach, which hide names of earlier cells; undefined where that is not known. */
  readonly locals?: readonly string[] | undefined;
  /** As {@link Layout} has them. */
  readonly names?: Readonly<Record<string, string>> | undefined;
}

export type CompiledExpression =
  /** The JavaScript of a function that takes the runtime and returns the value. */
  | { readonly ok: true; readonly js: string }
  | { readonly ok: false; readonly message: string };

/** What the debugger asks of the compiler. */
export interface DebugCompiler {
  /** The layout of a text and, where it is compiled already, of its script. */
  layout(code: string, js?: string): Promise<Layout>;
  expression(source: ExpressionSource): Promise<CompiledExpression>;
  /** Whether an error thrown at the spot is caught in the function that the spot is in. */
  isCaught(code: string, line: number, column: number): Promise<boolean>;
  /** Makes a name known to later cells, with the type `any`. */
  declare(name: string): Promise<void>;
}

/** Every request that the compiler answers. One at a time, in order. */
export interface CompileService {
  compile(cell: CellSource): Promise<CompiledCell | RefusedCell>;
  /** Called when the cell has started to run: from now on its declarations are what later cells see. */
  accept(id: number): Promise<void>;
  complete(code: string, cursor: number): Promise<CompletionList>;
  inspect(
    code: string,
    cursor: number,
    detail: 0 | 1,
  ): Promise<Inspection | undefined>;
  isComplete(code: string): Promise<Completeness>;
  /** Compiles a local TypeScript or JavaScript file, given by its absolute path, with all that it imports; `check` is as with cells. */
  module(
    path: string,
    check?: CheckMode,
  ): Promise<CompiledModules | RefusedModule>;
  /** Forgets every cell: only the preloaded names remain. */
  reset(): Promise<void>;
  /** Moves the folder where the imports of cells start. */
  changeFolder(folder: string): Promise<void>;
}
