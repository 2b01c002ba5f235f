/** A debugger's client: Debug Adapter Protocol over Jupyter's control channel, for tests. */
import type { DebugProtocol } from "@vscode/debugprotocol";
import { expect } from "vitest";
import { Client, typeOf, type Answer } from "./client.js";

/** What the tests read of a body. */
export interface Body {
  readonly sourcePath: string;
  readonly breakpoints: DebugProtocol.Breakpoint[];
  readonly stackFrames: DebugProtocol.StackFrame[];
  readonly scopes: DebugProtocol.Scope[];
  readonly variables: DebugProtocol.Variable[];
  readonly result: string;
  readonly variablesReference: number;
  readonly [field: string]: unknown;
}

/** A kernel that is being debugged. */
export class Debugged {
  readonly client: Client;
  #seq = 0;
  /** How many events have been looked at. */
  #seen = 0;

  private constructor(client: Client) {
    this.client = client;
  }

  static async start(): Promise<Debugged> {
    const debugged = new Debugged(await Client.start());
    await debugged.attach();
    return debugged;
  }

  async attach(): Promise<void> {
    await this.ask("initialize", { clientID: "test", adapterID: "nabla" });
    await this.ask("attach");
  }

  /** Lets go of a cell that a failed test has left where it was. */
  async release(): Promise<void> {
    if (this.client.process.exitCode !== null) return;
    const { stoppedThreads } = await this.ask("debugInfo");
    if ((stoppedThreads as number[]).length > 0) await this.ask("terminate");
  }

  /** The whole response to a request. */
  async respond(
    command: string,
    args: object = {},
  ): Promise<DebugProtocol.Response> {
    const request = { type: "request", seq: ++this.#seq, command };
    const { reply } = await this.client.request(
      "debug_request",
      { ...request, arguments: args },
      "control",
    );
    const response = reply.content as unknown as DebugProtocol.Response;
    expect(response.request_seq).toBe(request.seq);
    return response;
  }

  /** The body of the response, which must be a success. */
  async ask(command: string, args: object = {}): Promise<Body> {
    const response = await this.respond(command, args);
    if (!response.success)
      throw new Error(`${command}: ${String(response.message)}`);
    return response.body as Body;
  }

  /** Sets the breakpoints of a cell; returns the path by which it is known. */
  async breakAt(
    code: string,
    breakpoints: readonly (number | DebugProtocol.SourceBreakpoint)[],
  ): Promise<DebugProtocol.Breakpoint[]> {
    const { sourcePath: path } = await this.ask("dumpCell", { code });
    const { breakpoints: set } = await this.ask("setBreakpoints", {
      source: { path },
      breakpoints: breakpoints.map((each) =>
        typeof each === "number" ? { line: each } : each,
      ),
    });
    return set;
  }

  /** Starts a cell; `ended` resolves with all that it caused. */
  async run(code: string): Promise<{ ended: Promise<Answer> }> {
    const id = await this.client.send("execute_request", { code });
    const ended = this.client.answer(id);
    // Whoever awaits it hears of it; a test that has failed before does not.
    ended.catch(() => undefined);
    return { ended };
  }

  /** The next event with the name. */
  async event(name: string): Promise<DebugProtocol.Event> {
    let found: DebugProtocol.Event | undefined;
    let at = 0;
    await this.client.wait((message) => {
      if (typeOf(message) !== "debug_event") return false;
      const event = message.content as unknown as DebugProtocol.Event;
      if (event.seq <= this.#seen || event.event !== name) return false;
      found = event;
      at = event.seq;
      return true;
    });
    this.#seen = at;
    if (found === undefined) throw new Error("no event");
    return found;
  }

  /** Waits until it is held; returns why. */
  async stopped(): Promise<DebugProtocol.StoppedEvent["body"]> {
    return (await this.event("stopped"))
      .body as DebugProtocol.StoppedEvent["body"];
  }

  /** The user's frames as `name:line`, innermost first. */
  async stack(): Promise<string> {
    const { stackFrames } = await this.ask("stackTrace", { threadId: 1 });
    return stackFrames
      .map(({ name, line }) => `${name.replace(/\[\d+\]/, "[n]")}:${line}`)
      .join(" < ");
  }

  /** The number of the innermost frame. */
  async top(): Promise<number> {
    const { stackFrames } = await this.ask("stackTrace", { threadId: 1 });
    return stackFrames[0]?.id ?? 0;
  }

  /** Takes a step and says where it led. */
  async step(command: string): Promise<string> {
    await this.ask(command, { threadId: 1 });
    await this.stopped();
    return this.stack();
  }

  /** The variables of the frame, by scope and name. */
  async scopes(frame = 0): Promise<Record<string, Record<string, string>>> {
    const { stackFrames } = await this.ask("stackTrace", { threadId: 1 });
    const frameId = stackFrames[frame]?.id;
    const { scopes } = await this.ask("scopes", { frameId });
    const found: Record<string, Record<string, string>> = {};
    for (const { name, variablesReference } of scopes)
      found[name] = await this.inside(variablesReference);
    return found;
  }

  /** What is inside a scope or a value, as text by name. */
  async inside(variablesReference: number): Promise<Record<string, string>> {
    const { variables } = await this.ask("variables", { variablesReference });
    return Object.fromEntries(variables.map((v) => [v.name, v.value]));
  }

  /** What an expression comes to where it stopped, in one line. */
  async value(expression: string): Promise<string> {
    const args = { expression, context: "watch" };
    return (await this.ask("evaluate", args)).result;
  }

  /** Goes on to the end of the cell. */
  async finish({ ended }: { ended: Promise<Answer> }): Promise<Answer> {
    await this.ask("continue", { threadId: 1 });
    return ended;
  }
}
