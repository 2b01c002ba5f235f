import type { DebugProtocol } from "@vscode/debugprotocol";
import type {
  CompiledModules,
  DebugCompiler,
  RefusedModule,
} from "../compile/protocol.js";
import { Breakpoints } from "./breakpoints.js";
import { Exceptions } from "./exceptions.js";
import { Frames } from "./frames.js";
import { Holder } from "./holder.js";
import type { Inspector } from "./inspector.js";
import { Main } from "./main.js";
import { requests } from "./requests/index.js";
import { Scopes } from "./scopes.js";
import { Units, type Compiled } from "./units.js";

/** What the debugger needs of the kernel. */
export interface Surroundings {
  readonly inspector: Inspector;
  readonly compiler: DebugCompiler;
  /** The names that cells have declared, with their slots. */
  readonly declared: Map<string, string | undefined>;
  /** Stops what runs. */
  readonly interrupt: () => Promise<void>;
  /** Publishes an event of the Debug Adapter Protocol. */
  readonly publish: (event: DebugProtocol.Event) => void;
}

/**
 * The debugger: answers requests of the Debug Adapter Protocol, and Jupyter's additions to it, by V8's inspector. It
 * lives in the worker, so that a paused cell blocks nothing. Until a client attaches it costs nothing.
 */
export class Debugger {
  readonly inspector: Inspector;
  readonly compiler: DebugCompiler;
  readonly declared: Map<string, string | undefined>;
  readonly main: Main;
  readonly units: Units;
  readonly frames: Frames;
  readonly breakpoints: Breakpoints;
  readonly exceptions: Exceptions;
  readonly holder: Holder;
  readonly scopes: Scopes;
  /** What the client has said of itself. */
  client: Partial<DebugProtocol.InitializeRequestArguments> = {};
  isStarted = false;
  readonly interrupt: () => Promise<void>;
  readonly #publish: (event: DebugProtocol.Event) => void;
  #sequence = 0;
  #attaching: Promise<void> | undefined;

  constructor(surroundings: Surroundings) {
    const { inspector, compiler, declared, publish } = surroundings;
    this.interrupt = surroundings.interrupt;
    this.inspector = inspector;
    this.compiler = compiler;
    this.declared = declared;
    this.#publish = publish;
    this.main = new Main(inspector);
    this.units = new Units(inspector, compiler, this.main);
    this.frames = new Frames(this.units);
    this.breakpoints = new Breakpoints(inspector, compiler, this.units);
    const { units, frames, breakpoints } = this;
    this.exceptions = new Exceptions(inspector, compiler, units);
    const { exceptions } = this;
    this.holder = new Holder({
      ...{ inspector, units, frames, breakpoints, exceptions },
      forget: () => this.forget(),
      say: (event, body) => {
        this.say(event, body);
      },
    });
    this.scopes = new Scopes(this);
  }

  /** Answers a request; what goes wrong is an answer, too. */
  async request(
    request: DebugProtocol.Request,
  ): Promise<DebugProtocol.Response> {
    const { command, seq } = request;
    const respond = (
      more: Partial<DebugProtocol.Response>,
    ): DebugProtocol.Response => ({
      ...{ type: "response", seq: ++this.#sequence, request_seq: seq },
      ...{ command, success: true, ...more },
    });
    const handle = requests.get(command);
    if (handle === undefined)
      return respond({
        success: false,
        message: `${command}: this debugger has no such request`,
        body: {},
      });
    try {
      const args = (request.arguments ?? {}) as object;
      return respond({ body: (await handle(this, args as never)) ?? {} });
    } catch (error) {
      const { message } = error instanceof Error ? error : new Error("unknown");
      return respond({ success: false, message, body: {} });
    }
  }

  say(event: string, body: object = {}): void {
    const seq = ++this.#sequence;
    this.#publish({ type: "event", seq, event, body });
  }

  /** Whether somebody debugs. */
  get isAttached(): boolean {
    return this.#attaching !== undefined;
  }

  /** Takes hold of main; a second client shares what the first one has. */
  attach(): Promise<void> {
    this.#attaching ??= this.#attach();
    return this.#attaching;
  }

  async #attach(): Promise<void> {
    await this.units.load();
    await this.inspector.post("Debugger.enable");
    await this.inspector.post("Debugger.setAsyncCallStackDepth", {
      maxDepth: 8,
    });
    await this.exceptions.apply();
  }

  /** Lets go of main, which runs on as if nobody had ever been there. */
  async detach(): Promise<void> {
    this.isStarted = false;
    if (this.#attaching === undefined) return;
    await this.#attaching.catch(() => undefined);
    this.#attaching = undefined;
    this.breakpoints.clear();
    this.exceptions.clear();
    await this.holder.letGo();
    await this.inspector.post("Debugger.disable");
    await this.holder.clear();
    await this.forget();
    this.units.clear();
  }

  /** Called before a cell runs: its breakpoints are set before its first statement. */
  async prepare(compiled: Compiled): Promise<void> {
    if (this.#attaching === undefined) return;
    await this.#attaching;
    const unit = this.units.add(compiled);
    await this.breakpoints.bind(unit);
    await this.holder.prepare(unit);
  }

  /** Called before local modules run. */
  async prepareModules(
    compiled: CompiledModules | RefusedModule,
  ): Promise<void> {
    if (this.#attaching === undefined || !compiled.ok) return;
    for (const { path, js, map } of compiled.modules) {
      const [code] = (JSON.parse(map) as { sourcesContent: readonly [string] })
        .sourcesContent;
      await this.breakpoints.bind(
        this.units.add({ label: path, code, js, map }),
      );
    }
  }

  /** Lets go of every value that was listed. */
  async forget(): Promise<void> {
    this.scopes.clear();
    await this.main.forget();
  }
}
