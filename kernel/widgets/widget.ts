/** A widget: an object in the kernel and its twin on the page, which hold the same state. */
import { AsyncResource } from "node:async_hooks";
import { inspect, isDeepStrictEqual } from "node:util";
import { displaySymbol } from "../display/mime.js";
import type { Bundle } from "../run/channel.js";
import type { Comm, Received } from "../run/comms.js";
import { connection } from "./connection.js";
import type { SomeTrait, State, Traits } from "./traits.js";
import { pack, reference, unpack, wireName, type Packed } from "./wire.js";

/** Mends a state of which the properties `given` have just been set. */
type Settle = (
  state: Record<string, unknown>,
  given: Readonly<Record<string, unknown>>,
) => void;

/** What is said of a kind of widget once. */
export interface Kind {
  readonly name: string;
  /** Where the page finds its model and its view: a package and its version. */
  readonly module: readonly [name: string, version: string];
  readonly model: string;
  /** Its view; `null` for what is never seen. */
  readonly view: string | null;
  /** Where the view is found, where not beside the model. */
  readonly viewModule?: readonly [name: string, version: string];
  readonly traits: Traits;
  /** Mends what properties must have in common, as a value between its bounds. Throws where they cannot have it. */
  readonly settle?: Settle;
}

/** What a listener is told of a change. */
export interface Change<S, K extends keyof S = keyof S> {
  readonly name: K;
  readonly value: S[K];
  /** What it was before. */
  readonly old: S[K];
  readonly owner: Widget<S>;
}

/** A message of the page's that is no change of state, as a click. */
export type CustomListener = (
  content: unknown,
  buffers: readonly Uint8Array[],
) => unknown;

/** A widget of whatever kind. */
export type AnyWidget = Pick<Widget, "id" | "close" | "keys" | "toString">;

type Listener = (change: Change<Record<string, unknown>>) => unknown;

/** The version of the protocol: "Widget Messaging Protocol" of ipywidgets. */
const protocol = { version: "2.1.0" };

/** Every widget that is open, by its id. */
const open = new Map<string, Widget<never>>();

/** The widgets that are open. */
export function openWidgets(): Iterable<Widget<never>> {
  return open.values();
}

/** The widget that a state refers to; undefined where it was closed. */
export function referred(wire: unknown): unknown {
  return typeof wire === "string" && wire.startsWith(reference)
    ? open.get(wire.slice(reference.length))
    : undefined;
}

/** Calls `f`, whose errors say whose they are. */
function named<T>(owner: string, f: () => T): T {
  try {
    return f();
  } catch (error) {
    if (error instanceof Error) error.message = `${owner}: ${error.message}`;
    throw error;
  }
}

/** What a listener does belongs to the cell that it was written in; its fault is told there. */
function inItsCell<A extends unknown[]>(
  listener: (...args: A) => unknown,
): (...args: A) => void {
  return AsyncResource.bind((...args: A) => {
    try {
      listener(...args);
    } catch (error) {
      const { output, failure } = connection("observe");
      output.text("stderr", `${failure(error).traceback.join("\n")}\n`);
    }
  });
}

function isWidget(value: unknown): value is Widget {
  return value instanceof Widget;
}

/**
 * A widget. Its properties are those of its kind; setting one changes the page, and what a person does on the page
 * sets them.
 */
export class Widget<S = Record<string, unknown>> {
  /** Its name in messages. */
  readonly id: string;
  readonly #kind: Kind;
  #state: State;
  readonly #comm: Comm;
  readonly #listeners = new Map<string, Set<Listener>>();
  readonly #custom = new Set<CustomListener>();

  constructor(kind: Kind, given: Readonly<Record<string, unknown>>) {
    this.#kind = kind;
    const initial = Object.entries(kind.traits).map(([name, { initial }]) => [
      name,
      initial,
    ]);
    this.#state = Object.fromEntries(initial) as State;
    this.#state = this.#next(given);
    const { comms } = connection(kind.name);
    const { state, paths, buffers } = this.#pack(Object.keys(kind.traits));
    const data = { state: { ...this.about(), ...state }, buffer_paths: paths };
    const enclosed = { metadata: protocol, buffers };
    this.#comm = comms.open("jupyter.widget", data, enclosed);
    this.id = this.#comm.id;
    open.set(this.id, this as unknown as Widget<never>);
    this.#comm.onMessage = (message) => {
      this.#receive(message);
    };
    this.#comm.onClose = () => open.delete(this.id);
  }

  /** What a property holds. */
  get<K extends keyof S & string>(name: K): S[K] {
    const { make } = this.#trait(name);
    if (make !== undefined && this.#state[name] === null)
      this.#become({ ...this.#state, [name]: make() });
    return this.#state[name] as S[K];
  }

  /**
   * Sets properties, several in one message.
   *
   * @throws where there is no such property, or it does not accept the value.
   * @example
   *   const w = widgets.IntSlider();
   *   w.set({ min: 10, max: 20, value: 15 });
   */
  set(values: Partial<S>): void {
    this.#become(this.#next(values));
  }

  /**
   * Has `listener` called after each change of a property, `value` unless others are named. What it prints appears below
   * the cell that calls `observe`. Returns a function that ends it.
   *
   * @example
   *   const w = widgets.IntSlider();
   *   w.observe(({ old, value }) => console.log(old, "→", value));
   */
  observe<K extends keyof S & string = Extract<keyof S, "value">>(
    listener: (change: Change<S, K>) => unknown,
    names: K | readonly K[] = "value" as K,
  ): () => void {
    const bound = inItsCell(listener as Listener);
    for (const name of [names].flat()) {
      this.#trait(name);
      const listeners = this.#listeners.get(name) ?? new Set();
      this.#listeners.set(name, listeners.add(bound));
    }
    return () => {
      for (const listeners of this.#listeners.values()) listeners.delete(bound);
    };
  }

  /**
   * A promise of what a property, `value` unless another is named, is next changed to. A cell can wait for it.
   *
   * @example
   *   const w = widgets.IntSlider();
   *   display(w);
   *   const chosen = w.next().then((value) => console.log(value));
   */
  next<K extends keyof S & string = Extract<keyof S, "value">>(
    name: K = "value" as K,
  ): Promise<S[K]> {
    return new Promise((resolve) => {
      const end = this.observe(({ value }) => {
        end();
        resolve(value);
      }, name);
    });
  }

  /** Has `listener` called with messages of the page's that are no changes of state. Returns a function that ends it. */
  onCustom(listener: CustomListener): () => void {
    const bound = inItsCell(listener);
    this.#custom.add(bound);
    return () => this.#custom.delete(bound);
  }

  /** Sends the page's twin a message that is no change of state. */
  sendCustom(content: unknown, buffers: readonly Uint8Array[] = []): void {
    this.#comm.send({ method: "custom", content }, { buffers });
  }

  /** Tells the listeners what {@link onCustom} tells them. */
  hearCustom(content: unknown, buffers: readonly Uint8Array[] = []): void {
    for (const listener of [...this.#custom]) listener(content, buffers);
  }

  /** Removes the widget, here and on the page. */
  close(): void {
    open.delete(this.id);
    this.#comm.close();
  }

  /** The names of its properties. */
  keys(): readonly string[] {
    return Object.keys(this.#kind.traits);
  }

  /** What the page needs to make its twin, as a page that was reloaded asks for it. */
  snapshot(): Packed {
    const packed = this.#pack(this.keys());
    return { ...packed, state: { ...this.about(), ...packed.state } };
  }

  /** Where the page finds the code of its twin. */
  about(): Record<string, unknown> {
    const { module, model, view, viewModule = module } = this.#kind;
    return {
      ...{ _model_module: module[0], _model_module_version: module[1] },
      ...{ _model_name: model, _view_name: view, _view_count: null },
      ...{ _view_module: viewModule[0], _view_module_version: viewModule[1] },
    };
  }

  /** As text: what differs from the kind's defaults. */
  toString(): string {
    const { name, traits } = this.#kind;
    const told = Object.entries(this.#state).filter(
      ([key, value]) => !isDeepStrictEqual(value, traits[key]?.initial),
    );
    if (told.length === 0) return `${name} {}`;
    const text = inspect(Object.fromEntries(told), { depth: 1 });
    return `${name} ${text}`;
  }

  [inspect.custom](): string {
    return this.toString();
  }

  [displaySymbol](): Bundle {
    return {
      "application/vnd.jupyter.widget-view+json": {
        ...{ version_major: 2, version_minor: 0, model_id: this.id },
      },
      "text/plain": this.toString(),
    };
  }

  #trait(name: string): SomeTrait {
    const trait = this.#kind.traits[name];
    if (trait !== undefined) return trait;
    const known = Object.keys(this.#kind.traits).join(", ");
    throw new TypeError(
      `${this.#kind.name}: there is no property ${name}; there are ${known}`,
    );
  }

  #wire(name: string): string {
    return this.#trait(name).wire ?? wireName(name);
  }

  /** The state once these values are set. */
  #next(values: State): State {
    const { name: kind, settle } = this.#kind;
    const next: Record<string, unknown> = { ...this.#state };
    for (const [name, value] of Object.entries(values)) {
      if (value === undefined) continue;
      const trait = this.#trait(name);
      next[name] = named(`${kind}: ${name}`, () => trait.accept(value));
    }
    named(kind, () => settle?.(next, values));
    return next;
  }

  /** Takes a state on, tells the page what of it is not what it `holds`, and then the listeners. */
  #become(next: State, holds: State = {}): void {
    const before = this.#state;
    this.#state = next;
    const changed = this.keys().filter(
      (name) => !isDeepStrictEqual(before[name], next[name]),
    );
    const unknown = this.keys().filter((name) => {
      const wire = this.#wire(name);
      const held = wire in holds ? holds[wire] : this.#toWire(name, before);
      return !isDeepStrictEqual(held, this.#toWire(name));
    });
    if (unknown.length > 0) this.#send(unknown);
    for (const name of changed) {
      const change = { name, value: next[name], old: before[name] };
      const listeners = [...(this.#listeners.get(name) ?? [])];
      for (const listener of listeners)
        listener({ ...change, owner: this as unknown as Widget });
    }
  }

  #toWire(name: string, state: State = this.#state): unknown {
    const trait = this.#trait(name);
    const value = state[name];
    return trait.toWire ? trait.toWire(value, state) : value;
  }

  #pack(names: readonly string[]): Packed {
    const entries = names.map((name) => [this.#wire(name), this.#toWire(name)]);
    return pack(Object.fromEntries(entries) as State, isWidget);
  }

  #send(names: readonly string[]): void {
    const { state, paths, buffers } = this.#pack(names);
    const data = { method: "update", state, buffer_paths: paths };
    this.#comm.send(data, { buffers });
  }

  #receive({ data, buffers }: Received): void {
    const { method, state, buffer_paths, content } = data as Message;
    if (method === "request_state") this.#sendAll();
    else if (method === "custom") this.hearCustom(content, buffers);
    else if (method === "update" && state !== undefined) {
      // Other pages that show it learn of the change, and this one that it has arrived.
      const echo = { method: "echo_update", state, buffer_paths };
      this.#comm.send(echo, { buffers });
      this.#take(unpack(state, buffer_paths ?? [], buffers));
    }
  }

  #sendAll(): void {
    const { state, paths, buffers } = this.snapshot();
    const data = { method: "update", state, buffer_paths: paths };
    this.#comm.send(data, { buffers });
  }

  /** Takes over what a person has done on the page. */
  #take(wire: State): void {
    const values: Record<string, unknown> = {};
    for (const [name, trait] of Object.entries(this.#kind.traits)) {
      const key = this.#wire(name);
      if (!(key in wire)) continue;
      const value = wire[key];
      values[name] = trait.fromWire
        ? trait.fromWire(value, this.#state)
        : value;
    }
    this.#become(this.#next(values), wire);
  }
}

interface Message {
  readonly method?: string;
  readonly state?: State;
  readonly buffer_paths?: (string | number)[][];
  readonly content?: unknown;
}
