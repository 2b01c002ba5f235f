/** The way of a cell: its magics and its TypeScript in order, each part of it compiled, run and remembered. */
import { formatDiagnostic, refusal } from "../display/diagnostics.js";
import { explainMisplaced } from "../magics/misplaced.js";
import { stepsOf, type Step } from "../magics/steps.js";
import type { Failure, Outcome } from "../run/channel.js";
import type { StartedCell } from "./cells.js";
import type { Kernel } from "./kernel.js";

export interface Source {
  readonly code: string;
  readonly label: string;
  /** Whether the value of the last expression is shown. */
  readonly show: boolean;
}

/** One cell from its text to its end. */
export async function evaluate(
  kernel: Kernel,
  cell: StartedCell,
  { code, label, show }: Source,
): Promise<Outcome> {
  const steps = stepsOf(code);
  if ("ename" in steps) return steps;
  const lastCode = steps.findLast(({ type }) => type === "code");
  let { id } = cell;
  for (const step of steps) {
    const isLast = step === lastCode;
    const failure =
      step.type === "magic"
        ? await step.magic.run({ kernel, cell, argument: step.argument })
        : await evaluateCode(
            kernel,
            { id, cell, source: code, label, show: show && isLast },
            step,
          );
    if (failure !== undefined) return failure;
    // The compiler knows each part that it has seen by a number of its own.
    if (step.type === "code" && !isLast) id = kernel.cells.continue(cell);
  }
  return undefined;
}

interface Part {
  /** The number by which the compiler and main know it. */
  readonly id: number;
  readonly cell: StartedCell;
  /** The whole cell, as errors quote it. */
  readonly source: string;
  readonly label: string;
  readonly show: boolean;
}

async function evaluateCode(
  kernel: Kernel,
  { id, cell, source, label, show }: Part,
  { code, timing }: Extract<Step, { type: "code" }>,
): Promise<Outcome> {
  const { check, debugger: debug } = kernel;
  const asSlots = debug.isAttached;
  const part = { id, label, code, check, asSlots };
  const compiling = kernel.compiler.compile(part);
  // A compiler that fails is reported as the cell's error: front ends show no other.
  const compiled = await kernel.unlessInterrupted(compiling.catch(toFailure));
  if (compiled === undefined) return interrupted;
  if ("ename" in compiled) return compiled;
  if (!compiled.ok)
    return refusal(explainMisplaced(compiled, source), label, source);
  for (const warning of compiled.warnings) {
    const text = `${formatDiagnostic(warning, label, source)}\n`;
    const content = { name: "stderr", text };
    kernel.session.publish("stream", content, cell.request.header);
  }
  const { js, map, isAsync, salvage, declares } = compiled;
  for (const { name, slot } of declares) kernel.declared.set(name, slot);
  await kernel.debugger.prepare({ label, code: source, js, map });
  const [outcome, forgotten] = await Promise.all([
    kernel.runner.run({
      ...{ id, label, source, js, map, isAsync, salvage, show, timing },
    }),
    kernel.compiler.accept(id).catch(toFailure),
  ]);
  return outcome ?? (forgotten as Failure | undefined);
}

function toFailure(error: unknown): Failure {
  const { name, message } =
    error instanceof Error ? error : new Error(String(error));
  const traceback = `${name}: ${message}`.split("\n");
  return { ename: name, evalue: message, traceback };
}

const interrupted: Failure = {
  ename: "KeyboardInterrupt",
  evalue: "the cell was interrupted",
  traceback: ["KeyboardInterrupt: the cell was interrupted while it compiled"],
};
