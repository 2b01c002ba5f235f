import type { DebugProtocol } from "@vscode/debugprotocol";
import type { Debugger as Cdp } from "node:inspector";
import type { GlobalName, ListedVariable } from "../run/debuggee.js";
import type { Debugger } from "./debugger.js";
import { listIn } from "./evaluations.js";
import type { Frame } from "./frames.js";
import type { RemoteObject } from "./inspector.js";

/** Numbers of scopes start here: those below are main's, for what is inside of values. */
const firstScope = 1_000_000_000;

/** A scope that a client may ask for. */
interface Scope {
  readonly name: string;
  readonly frame: Frame | undefined;
  list(): Promise<ListedVariable[]>;
}

/** The scopes of the frames, by the numbers that clients have been given. */
export class Scopes {
  readonly #debug: Debugger;
  readonly #scopes = new Map<number, Scope>();
  #last = firstScope;
  /** The number of the first frame. Every stop has numbers of its own: JupyterLab takes equal ones for the same place. */
  #firstFrame = 1;
  #lastFrame = 0;

  constructor(debug: Debugger) {
    this.#debug = debug;
  }

  /** The number of the frame at an index. */
  idOf(index: number): number {
    const id = this.#firstFrame + index;
    this.#lastFrame = Math.max(this.#lastFrame, id);
    return id;
  }

  /** The frame that a client calls by its number. */
  frame(operation: string, id: number): Frame {
    const { frames } = this.#debug.holder.require(operation);
    const frame = frames[id - this.#firstFrame];
    if (frame === undefined)
      throw new Error(`${operation}: there is no frame ${id}`);
    return frame;
  }

  /** The scopes of a frame, as clients list them. */
  async of(frame: Frame): Promise<DebugProtocol.Scope[]> {
    const shown: DebugProtocol.Scope[] = [];
    for (const scope of this.#scopesOf(frame)) {
      const { name } = scope;
      // What the functions around a function have is often of the compiler's making alone.
      const isMinor = name !== "Locals" && name !== "Globals";
      if (isMinor && (await scope.list()).length === 0) continue;
      const variablesReference = ++this.#last;
      this.#scopes.set(variablesReference, scope);
      const hint = name === "Locals" ? { presentationHint: "locals" } : {};
      shown.push({ name, ...hint, variablesReference, expensive: false });
    }
    return shown;
  }

  get(reference: number): Scope | undefined {
    return this.#scopes.get(reference);
  }

  clear(): void {
    this.#scopes.clear();
    this.#firstFrame = this.#lastFrame + 1;
  }

  /** The names that cells have declared, as far as they have values now. */
  async globals(): Promise<ListedVariable[]> {
    const names: GlobalName[] = [];
    for (const [name, slot] of this.#debug.declared)
      if (slot !== undefined) names.push([name, slot]);
    const listed = await this.#debug.main.globals(names);
    const { stopped } = this.#debug.holder;
    const cell = stopped?.frames.find(isOfCell);
    if (cell === undefined) return listed;
    // While a cell runs, a name of its top level may live in a local of its script until the end.
    const own = new Map(
      (await this.#locals(cell)).map((each) => [each.name, each]),
    );
    const isDeclared = ({ name }: ListedVariable): boolean =>
      this.#debug.declared.has(name);
    const known = new Set(listed.map(({ name }) => name));
    return [
      ...listed.map((each) => own.get(each.name) ?? each),
      ...[...own.values()].filter(
        (each) => isDeclared(each) && !known.has(each.name),
      ),
    ];
  }

  /** The names of the variables in reach of a frame. */
  async names(frame: Frame): Promise<string[]> {
    const lists = this.#scopesOf(frame)
      .filter(({ name }) => name !== "Globals")
      .map((scope) => scope.list());
    return (await Promise.all(lists)).flat().map(({ name }) => name);
  }

  #scopesOf(frame: Frame): Scope[] {
    const scopes: Scope[] = [];
    const add = (name: string, list: Scope["list"]): void => {
      scopes.push({ name, frame, list });
    };
    const { call, unit } = frame;
    if (call !== undefined) {
      add("Locals", () => this.#locals(frame));
      const outer = outerScopes(call);
      const module = unit?.isModule ? outer.pop() : undefined;
      if (outer.length > 0)
        add("Closure", () => this.#variables(frame, outer, []));
      if (module !== undefined)
        add("Module", () => this.#module(frame, module));
    }
    add("Globals", () => this.globals());
    return scopes;
  }

  #locals(frame: Frame): Promise<ListedVariable[]> {
    const { call } = frame;
    if (call === undefined) return Promise.resolve([]);
    const more: [string, RemoteObject][] = [];
    if (call.returnValue !== undefined)
      more.push(["return value", call.returnValue]);
    if (call.this.type === "object" && !isGlobal(call.this))
      more.push(["this", call.this]);
    return this.#variables(frame, innerScopes(call), more);
  }

  async #module(frame: Frame, scope: Cdp.Scope): Promise<ListedVariable[]> {
    const own = await this.#variables(frame, [scope], []);
    const layout = await frame.unit?.layout();
    const known = new Set(own.map(({ name }) => name));
    const listed = [...own];
    for (const [name, expression] of Object.entries(layout?.names ?? {})) {
      if (known.has(name)) continue;
      const value = await listIn(this.#debug, frame, name, expression);
      if (value !== undefined) listed.push(value);
    }
    return listed;
  }

  async #variables(
    { unit }: Frame,
    scopes: readonly Cdp.Scope[],
    more: readonly (readonly [string, RemoteObject])[],
  ): Promise<ListedVariable[]> {
    const ids = scopes.flatMap(({ object }) => object.objectId ?? []);
    // What the compiler has added stands nowhere in what the user wrote.
    const written = unit && [...new Set(unit.code.match(identifiers))];
    return this.#debug.main.scope(ids, written, more);
  }
}

const identifiers = /[\p{ID_Start}$_][\p{ID_Continue}$]*/gu;

function isOfCell({ unit, call }: Frame): boolean {
  return unit?.isModule === false && call?.functionName === "";
}

function isGlobal({ className }: RemoteObject): boolean {
  return className === "global" || className === "Object [global]";
}

/** The blocks around the place, and the function itself. */
function innerScopes({ scopeChain }: Cdp.CallFrame): Cdp.Scope[] {
  const end = scopeChain.findIndex(({ type }) => isOuter(type));
  return end === -1 ? scopeChain : scopeChain.slice(0, end);
}

/** The functions around the function. */
function outerScopes({ scopeChain }: Cdp.CallFrame): Cdp.Scope[] {
  const start = scopeChain.findIndex(({ type }) => isOuter(type));
  const outer = start === -1 ? [] : scopeChain.slice(start);
  return outer.filter(({ type }) => type === "closure" || type === "block");
}

function isOuter(type: string): boolean {
  return /^(closure|script|module|global)$/.test(type);
}
