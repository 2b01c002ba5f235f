/**
 * Nabla as a tool of GradBench (github.com/gradbench/gradbench): answers the messages of an eval on standard input, one
 * JSON value a line.
 *
 *     node --import nabla/register test/gradbench/run.ts
 */
import { createInterface } from "node:readline";
import { ba } from "./evals/ba.js";
import { det } from "./evals/det.js";
import { gmm } from "./evals/gmm.js";
import { hello } from "./evals/hello.js";
import { ht } from "./evals/ht.js";
import { kmeans } from "./evals/kmeans.js";
import type { Library, Module } from "./evals/library.js";
import { llsq } from "./evals/llsq.js";
import { lse } from "./evals/lse.js";
import { lstm } from "./evals/lstm.js";
import { ode } from "./evals/ode.js";
import { particle } from "./evals/particle.js";
import { saddle } from "./evals/saddle.js";

/** A message of an eval, with the fields that its kind has. */
interface Message {
  readonly id: number;
  readonly kind: "start" | "define" | "evaluate" | "analysis" | "end";
  readonly module?: string;
  readonly function?: string;
  readonly input?: unknown;
}

interface Timing {
  readonly name: string;
  readonly nanoseconds: number;
}

/** The built library, whose types are those of lib/. */
const load = (name: string): Promise<unknown> => import(name);
const library = (await load("nabla")) as Library;
const makers: Record<string, (library: Library) => Module> = {
  ba,
  det,
  gmm,
  hello,
  ht,
  kmeans,
  llsq,
  lse,
  lstm,
  ode,
  particle,
  saddle,
};
const modules = new Map<string, Module>();

function define(name: string): object {
  const make = makers[name];
  if (make === undefined)
    return { success: false, error: `there is no module ${name}` };
  modules.set(name, make(library));
  return { success: true };
}

/** Runs as often and as long as the input asks. */
function evaluate(module: string, name: string, input: unknown): object {
  const f = modules.get(module)?.[name];
  if (f === undefined)
    return { success: false, error: `${module} has no function ${name}` };
  const { min_runs: runs = 1, min_seconds: seconds = 0 } = Object(input) as {
    min_runs?: number;
    min_seconds?: number;
  };
  const timings: Timing[] = [];
  let output: unknown;
  let total = 0;
  while (timings.length < runs || total < seconds * 1e9) {
    const start = process.hrtime.bigint();
    output = f(input as never);
    const nanoseconds = Number(process.hrtime.bigint() - start);
    total += nanoseconds;
    timings.push({ name: "evaluate", nanoseconds });
  }
  return { success: true, output, timings };
}

function answer(message: Message): object {
  const { kind, module = "", input } = message;
  switch (kind) {
    case "start":
      return { tool: "nabla" };
    case "define":
      return define(module);
    case "evaluate":
      try {
        return evaluate(module, message.function ?? "", input);
      } catch (error) {
        return { success: false, error: String((error as Error).stack) };
      }
    case "analysis":
    case "end":
      return {};
  }
}

for await (const line of createInterface({ input: process.stdin })) {
  const message = JSON.parse(line) as Message;
  console.log(JSON.stringify({ id: message.id, ...answer(message) }));
}
