import { createHash } from "node:crypto";
import type { Debugger as Cdp } from "node:inspector";
import { basename } from "node:path";
import { fileURLToPath } from "node:url";
import type { DebugCompiler, Layout } from "../compile/protocol.js";
import { cellPath } from "./cell-paths.js";
import type { Inspector } from "./inspector.js";
import { Positions } from "./positions.js";
import type { Main } from "./main.js";

/** A text of the user's that has been compiled, on its way to main. */
export interface Compiled {
  /** What stacks call it: `Cell [3]`, or the path of a module. */
  readonly label: string;
  readonly code: string;
  readonly js: string;
  readonly map: string;
}

/** What a unit's script is, however it comes by it. */
interface Origin {
  readonly js: () => Promise<string>;
  readonly map: () => Promise<string>;
}

/** A cell or a local module that runs, with what leads from its script to what the user wrote. */
export class Unit {
  /** The path by which clients know it. */
  readonly path: string;
  readonly isModule: boolean;
  readonly label: string;
  readonly code: string;
  /** V8's hash of the script; undefined until it is known. */
  hash: string | undefined;
  readonly #origin: Origin;
  readonly #compiler: DebugCompiler;
  #layout: Promise<Layout> | undefined;
  #positions: Promise<Positions> | undefined;

  constructor(
    label: string,
    code: string,
    origin: Origin,
    compiler: DebugCompiler,
  ) {
    this.isModule = !/^(Cell|Expression) /.test(label);
    this.path = this.isModule ? label : cellPath(code);
    this.label = this.isModule ? basename(label) : label;
    this.code = code;
    this.#origin = origin;
    this.#compiler = compiler;
  }

  layout(): Promise<Layout> {
    this.#layout ??= this.#origin
      .js()
      .then((js) => this.#compiler.layout(this.code, js));
    return this.#layout;
  }

  positions(): Promise<Positions> {
    this.#positions ??= this.#origin.map().then((map) => new Positions(map));
    return this.#positions;
  }
}

/** A script that V8 has told of. */
export interface ParsedScript {
  readonly id: string;
  readonly url: string;
  /** The path of its file; empty where it has none. V8 and Node encode addresses differently, paths are the same. */
  readonly file: string;
  readonly hash: string;
}

function fileOf(url: string): string {
  try {
    return url.startsWith("file:") ? fileURLToPath(url) : "";
  } catch {
    return "";
  }
}

/** Everything that runs on main, while the debugger is attached. */
export class Units {
  readonly #inspector: Inspector;
  readonly #compiler: DebugCompiler;
  readonly #main: Main;
  readonly #scripts = new Map<string, ParsedScript>();
  /** Units by V8's hash of their script: cells with the same text share one. */
  readonly #byHash = new Map<string, Unit>();
  /** Units from before the debugger was attached, by the file that their script is said to lie in. */
  readonly #byFile = new Map<string, Unit>();
  /** The prefix of the kernel's own files. */
  #own = "";
  /** Scripts of its own that it names otherwise. */
  #hidden = new Set<string>();

  constructor(inspector: Inspector, compiler: DebugCompiler, main: Main) {
    this.#inspector = inspector;
    this.#compiler = compiler;
    this.#main = main;
    inspector.on(
      "Debugger.scriptParsed",
      (script: Cdp.ScriptParsedEventDataType) => {
        this.#parsed(script);
      },
    );
  }

  /** Learns of what has run so far. */
  async load(): Promise<void> {
    const { own, hidden, scripts } = await this.#main.scripts();
    this.#own = own;
    this.#hidden = new Set(hidden);
    for (const { file, label, source } of scripts) {
      const origin: Origin = {
        js: () => this.#sourceAt(file),
        map: () => this.#main.mapOf(file),
      };
      this.#byFile.set(file, new Unit(label, source, origin, this.#compiler));
    }
  }

  /** Takes up what is about to run. */
  add({ label, code, js, map }: Compiled): Unit {
    const hash = createHash("sha256").update(js).digest("hex");
    const known = this.#byHash.get(hash);
    if (known !== undefined && known.label === label) return known;
    const origin: Origin = {
      js: () => Promise.resolve(js),
      map: () => Promise.resolve(map),
    };
    const unit = new Unit(label, code, origin, this.#compiler);
    unit.hash = hash;
    this.#byHash.set(hash, unit);
    return unit;
  }

  of(scriptId: string): Unit | undefined {
    const script = this.#scripts.get(scriptId);
    if (script === undefined) return undefined;
    return this.#byHash.get(script.hash) ?? this.#byFile.get(script.file);
  }

  script(scriptId: string): ParsedScript | undefined {
    return this.#scripts.get(scriptId);
  }

  /** All units that clients know by the path. */
  at(path: string): Unit[] {
    const units = [...this.#byHash.values(), ...this.#byFile.values()];
    return units.filter((unit) => unit.path === path);
  }

  /** Whether the script is anything that a client may see. */
  isVisible(scriptId: string): boolean {
    const script = this.#scripts.get(scriptId);
    if (script === undefined) return false;
    return this.of(scriptId) !== undefined || this.isForeign(script);
  }

  /** The files of others that have been loaded: packages, and local JavaScript. */
  foreign(): ParsedScript[] {
    return [...this.#scripts.values()].filter(
      (script) => this.isForeign(script) && this.of(script.id) === undefined,
    );
  }

  /** Whether the script is a file that is neither the kernel's nor Node's. */
  isForeign({ url, file }: ParsedScript): boolean {
    const isFile = url.startsWith("file:") && !url.startsWith(this.#own);
    return isFile && !this.#hidden.has(file);
  }

  /** The local modules that have been loaded. */
  modules(): Unit[] {
    const units = [...this.#byFile.values(), ...this.#byHash.values()];
    const modules = units.filter(({ isModule }) => isModule);
    return [...new Map(modules.map((unit) => [unit.path, unit])).values()];
  }

  /** What V8 skips when it steps into a call: the kernel's own files, and packages. */
  skipped(): string[] {
    const own = this.#own.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
    return [`^${own}`, "/node_modules/"];
  }

  async sourceOf(scriptId: string): Promise<string> {
    const { scriptSource } =
      await this.#inspector.post<Cdp.GetScriptSourceReturnType>(
        "Debugger.getScriptSource",
        { scriptId },
      );
    return scriptSource;
  }

  clear(): void {
    this.#scripts.clear();
    this.#byHash.clear();
    this.#byFile.clear();
  }

  async #sourceAt(file: string): Promise<string> {
    const script = [...this.#scripts.values()].findLast(
      (each) => each.file === file,
    );
    return script === undefined ? "" : this.sourceOf(script.id);
  }

  #parsed({ scriptId: id, url, hash }: Cdp.ScriptParsedEventDataType): void {
    const file = fileOf(url);
    this.#scripts.set(id, { id, url, file, hash });
    const unit = this.#byFile.get(file);
    if (unit !== undefined) unit.hash ??= hash;
  }
}
