import { SourceMap, type SourceMapPayload } from "node:module";
import { sep } from "node:path";
import { errorText, KeptMap, parse } from "./intrinsics.js";

/** A script that runs in place of what the user wrote. */
interface Script {
  /** What stacks call it: `Cell [3]`, or the path of a module. */
  readonly label: string;
  /** What the user wrote; of a module, as it stands in its file. */
  readonly source: string | (() => string);
  readonly map: string;
  parsed?: SourceMap;
}

/** A script as the debugger hears of it. */
export interface KnownScript {
  readonly file: string;
  readonly label: string;
  readonly source: string;
}

/**
 * Every script that has been compiled: stacks are translated through it from what runs to what was written, and
 * errors quote the source.
 */
export class Scripts {
  readonly #byFile = new KeptMap<string, Script>();
  readonly #byLabel = new KeptMap<string, Script>();
  readonly #hidden = new KeptMap<string, true>();
  /** Where the files of cells are said to lie. */
  folder: string;
  readonly #own: string;
  #repeated = 0;

  /** `folder` is the notebook's; `own` the prefix of the kernel's own files, whose frames no stack shows. */
  constructor(folder: string, own: string) {
    this.folder = folder;
    this.#own = own;
  }

  /** Keeps a cell and returns the file name to run it under: in the notebook's folder, so that imports start there. */
  addCell(label: string, source: string, map: string): string {
    const plain = this.folder + sep + label;
    // Parts of one cell, and cells that do not count, share their label, but not their map.
    const file = this.#byFile.has(plain)
      ? `${plain}~${++this.#repeated}`
      : plain;
    this.add(file, label, source, map);
    return file;
  }

  add(
    file: string,
    label: string,
    source: string | (() => string),
    map: string,
  ): void {
    const script = { label, source, map };
    this.#byFile.set(file, script);
    this.#byLabel.set(label, script);
  }

  readonly sourceOf = (label: string): string | undefined => {
    const source = this.#byLabel.get(label)?.source;
    return typeof source === "function" ? source() : source;
  };

  /** Every script, the prefix of the kernel's own files, and what else no stack shows. */
  known(): { own: string; hidden: string[]; scripts: KnownScript[] } {
    const scripts: KnownScript[] = [];
    for (const [file, { label, source }] of this.#byFile)
      scripts.push({
        file,
        label,
        source: typeof source === "function" ? source() : source,
      });
    const hidden: string[] = [];
    for (const [file] of this.#hidden) hidden.push(file);
    return { own: this.#own, hidden, scripts };
  }

  mapOf(file: string): string | undefined {
    return this.#byFile.get(file)?.map;
  }

  /** From now on `error.stack` speaks of cells, wherever it is read. */
  translateStacks(): void {
    Error.prepareStackTrace = (error, sites): string => {
      let text = headOf(error);
      try {
        const above = this.#aboveKernel(sites);
        for (let i = 0; i < above.length; i++) {
          const site = above[i];
          if (site !== undefined && !this.isOwn(site.getFileName() ?? ""))
            text += `\n    at ${this.#format(site)}`;
        }
      } catch {
        // Whatever a cell has made of the methods of strings, an error says at least what it is.
      }
      return text;
    };
  }

  /** Without those by which the kernel has come to the user's lowest function. */
  #aboveKernel(sites: readonly NodeJS.CallSite[]): readonly NodeJS.CallSite[] {
    const files = sites.map((site) => site.getFileName() ?? "");
    const isOwn = (file: string): boolean => this.isOwn(file);
    const lowest = files.findLastIndex(
      (file) => file !== "" && !file.startsWith("node:") && !isOwn(file),
    );
    const entry = files.findIndex((file, at) => at > lowest && isOwn(file));
    return entry < 0 ? sites : sites.slice(0, entry);
  }

  /** Has no stack show a file that is the kernel's, wherever it is said to lie. */
  hide(file: string): void {
    this.#hidden.set(file, true);
  }

  isOwn(file: string): boolean {
    return file.startsWith(this.#own) || this.#hidden.has(file);
  }

  #format(site: NodeJS.CallSite): string {
    const text = toText(site);
    const file = site.getFileName();
    if (file === null || !this.#byFile.has(file))
      return site.isEval() ? this.#inEval(text) : text;
    const line = site.getLineNumber() ?? 1;
    const column = site.getColumnNumber() ?? 1;
    const place = this.#place(file, line, column);
    const here = `${file}:${line}:${column}`;
    // The wrapper around a cell is nobody's function.
    return text.endsWith(`(${here})`)
      ? `${text.slice(0, -here.length - 1)}${place})`
      : text.replace(here, place);
  }

  /** The place in what was written, of one in the script that runs. */
  #place(file: string, line: number, column: number): string {
    const script = this.#byFile.get(file);
    if (script === undefined) return `${file}:${line}:${column}`;
    script.parsed ??= new SourceMap(parse(script.map) as SourceMapPayload);
    const entry = script.parsed.findEntry(line - 1, column - 1);
    return "originalLine" in entry
      ? `${script.label}:${entry.originalLine + 1}:${entry.originalColumn + 1}`
      : script.label;
  }

  /** A line about text that `eval` has run, which says where it was called. */
  #inEval(text: string): string {
    return text.replace(
      /\(([^()]+):(\d+):(\d+)\)/,
      (_, file: string, line: string, column: string) =>
        `(${this.#place(file, Number(line), Number(column))})`,
    );
  }
}

/** As V8 writes a line of a stack; the declaration of `CallSite` keeps its own `toString` to itself. */
function toText(site: { toString(): string }): string {
  return site.toString();
}

function headOf(error: Error): string {
  try {
    return errorText(error);
  } catch {
    return "Error";
  }
}
