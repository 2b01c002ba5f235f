import type { GlobalName, ListedVariable, Page } from "../run/debuggee.js";
import type { KnownScript } from "../run/scripts.js";
import { debuggeeName } from "../run/channel.js";
import type { Inspector, RemoteObject } from "./inspector.js";

/** The expression of what main offers the debugger (`run/debuggee.ts`). */
export const debuggee = `globalThis["${debuggeeName}"]`;

/** How long an evaluation may take, in milliseconds: one that goes by itself, and one that a person has typed. */
export const longest = { unasked: 5000, typed: 30_000 };

/** An error that was thrown on main while something was evaluated there. */
export class EvaluationError extends Error {
  override readonly name = "EvaluationError";
}

/** What an evaluation came to, by value. */
interface Evaluated {
  readonly result: RemoteObject;
  readonly exceptionDetails?: Thrown;
}

interface Thrown {
  readonly text: string;
  readonly exception?: RemoteObject;
}

type Argument = Pick<
  RemoteObject,
  "objectId" | "unserializableValue" | "value"
>;

/** Main as the debugger asks it; every answer is text. */
export class Main {
  readonly #inspector: Inspector;

  constructor(inspector: Inspector) {
    this.#inspector = inspector;
  }

  scripts(): Promise<{
    own: string;
    hidden: string[];
    scripts: KnownScript[];
  }> {
    return this.#ask("scripts");
  }

  async mapOf(file: string): Promise<string> {
    return (await this.#ask<string | undefined>("mapOf", file)) ?? "{}";
  }

  async forget(): Promise<void> {
    await this.#ask("forget");
  }

  globals(names: readonly GlobalName[]): Promise<ListedVariable[]> {
    return this.#ask("globals", names);
  }

  async children(reference: number, page: Page): Promise<ListedVariable[]> {
    const listed = await this.#ask<ListedVariable[]>(
      "children",
      reference,
      page,
    );
    const isFirst = (page.start ?? 0) === 0;
    return isFirst ? [...listed, ...(await this.#fields(reference))] : listed;
  }

  /** The variables of scopes of a paused frame, inner ones first. */
  async scope(
    scopes: readonly string[],
    written: readonly string[] | undefined,
    more: readonly (readonly [string, RemoteObject])[],
  ): Promise<ListedVariable[]> {
    const [first] = scopes;
    if (first === undefined) return [];
    // Objects cross as arguments of their own, texts by value.
    const declaration = `function (written, names, ...values) {
      const more = names.map((name, i) => [name, values[i]]);
      const scopes = [this, ...values.slice(names.length)];
      return ${debuggee}.scope(scopes, written, more);
    }`;
    return this.#call(first, declaration, [
      { value: written ?? null },
      { value: more.map(([name]) => name) },
      ...more.map(([, object]) => toArgument(object)),
      ...scopes.slice(1).map((objectId) => ({ objectId })),
    ]);
  }

  /** Evaluates where no frame is paused, with no breakpoint hit on the way. */
  async evaluate<T>(
    expression: string,
    awaitPromise = false,
    timeout = longest.unasked,
  ): Promise<T> {
    const ask = {
      ...{ expression, awaitPromise, returnByValue: true },
      ...{ silent: true, disableBreaks: true },
    };
    return (await this.run("Runtime.evaluate", ask, timeout)) as T;
  }

  /**
   * Has main evaluate what a person has written. While it does, main hears nothing else of the inspector, no interrupt
   * either: so it gets a limited time.
   */
  async run(
    method: string,
    ask: object,
    timeout = longest.unasked,
  ): Promise<unknown> {
    try {
      const limited = { ...ask, timeout };
      return valueOf(await this.#inspector.post<Evaluated>(method, limited));
    } catch (error) {
      if (!/Execution was terminated/.test((error as Error).message))
        throw error;
      throw new EvaluationError(
        `the evaluation was stopped after ${timeout / 1000} seconds; what takes longer belongs in a cell`,
      );
    }
  }

  /** The private fields of an object, which only the inspector sees. */
  async #fields(reference: number): Promise<ListedVariable[]> {
    const { result } = await this.#inspector.post<Evaluated>(
      "Runtime.evaluate",
      {
        expression: `${debuggee}.valueOf(${reference})`,
        ...{ silent: true, objectGroup: "nabla" },
      },
    );
    const { objectId } = result;
    if (objectId === undefined) return [];
    const { privateProperties = [] } = await this.#inspector.post<{
      privateProperties?: { name: string; value?: RemoteObject }[];
    }>("Runtime.getProperties", { objectId, ownProperties: true });
    const declaration = `function (name, value) {
      return ${debuggee}.list(name, value);
    }`;
    const fields: ListedVariable[] = [];
    for (const { name, value } of privateProperties)
      if (value !== undefined)
        fields.push(
          await this.#call(objectId, declaration, [
            { value: name },
            toArgument(value),
          ]),
        );
    await this.#inspector.post("Runtime.releaseObjectGroup", {
      objectGroup: "nabla",
    });
    return fields;
  }

  #ask<T>(method: string, ...args: readonly unknown[]): Promise<T> {
    const list = args.map((arg) => JSON.stringify(arg)).join(", ");
    return this.evaluate(`${debuggee}.${method}(${list})`);
  }

  async #call<T>(
    objectId: string,
    functionDeclaration: string,
    args: readonly Argument[],
  ): Promise<T> {
    const evaluated = await this.#inspector.post<Evaluated>(
      "Runtime.callFunctionOn",
      {
        ...{ objectId, functionDeclaration, arguments: args },
        ...{ returnByValue: true, silent: true },
      },
    );
    return valueOf(evaluated) as T;
  }
}

/** The value of an evaluation; throws what was thrown on main. */
function valueOf({ result, exceptionDetails }: Evaluated): unknown {
  if (exceptionDetails === undefined) return result.value;
  throw new EvaluationError(messageOf(exceptionDetails));
}

function messageOf({ exception, text }: Thrown): string {
  const { description, value } = exception ?? { value: undefined };
  if (description !== undefined)
    return description.split("\n    at ")[0] ?? text;
  return value === undefined ? text : `Uncaught ${JSON.stringify(value)}`;
}

function toArgument(object: RemoteObject): Argument {
  const { objectId, unserializableValue, value } = object;
  if (objectId !== undefined) return { objectId };
  if (unserializableValue !== undefined) return { unserializableValue };
  return { value };
}
