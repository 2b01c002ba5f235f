/** `nabla run`: executes notebooks without a front end, several at a time, each in a kernel of its own. */
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { execute } from "./engine.js";
import { toJUnit } from "./junit.js";
import { outcomesOf, type CellOutcome } from "./outcome.js";

export interface RunOptions {
  /** How many notebooks are executed at the same time. */
  readonly jobs: number;
  readonly parameters: ReadonlyMap<string, string>;
  /** The folder for the executed notebooks; without it each is executed in place. */
  readonly output?: string | undefined;
  /** The file for the report. */
  readonly junit?: string | undefined;
  /** The folder of this package. */
  readonly own: string;
  readonly say: (line: string) => void;
}

/** What has become of a notebook. */
export interface NotebookOutcome {
  readonly notebook: string;
  readonly cells: readonly CellOutcome[];
  /** In seconds. */
  readonly time: number;
  /** What went wrong, for a person; undefined where nothing did. */
  readonly failure?: string;
}

/** Executes the notebooks and reports; returns the exit code: 1 where one failed. */
export async function runNotebooks(
  notebooks: readonly string[],
  options: RunOptions,
): Promise<number> {
  for (const notebook of notebooks)
    if (!existsSync(notebook)) throw new Error(`run: there is no ${notebook}`);
  if (options.output !== undefined) {
    mkdirSync(options.output, { recursive: true });
    refuseEqualNames(notebooks, options.output);
  }
  const outcomes: NotebookOutcome[] = [];
  const waiting = [...notebooks.entries()];
  const work = async (): Promise<void> => {
    for (
      let next = waiting.shift();
      next !== undefined;
      next = waiting.shift()
    ) {
      const [place, notebook] = next;
      const outcome = await runNotebook(notebook, options);
      outcomes[place] = outcome;
      options.say(summary(outcome));
    }
  };
  const { jobs } = options;
  await Promise.all(Array.from({ length: jobs }, work));
  const { junit } = options;
  if (junit !== undefined) {
    mkdirSync(dirname(resolve(junit)), { recursive: true });
    writeFileSync(junit, toJUnit(outcomes));
  }
  return outcomes.some(({ failure }) => failure !== undefined) ? 1 : 0;
}

async function runNotebook(
  notebook: string,
  { parameters, output, own }: RunOptions,
): Promise<NotebookOutcome> {
  const start = performance.now();
  const to = resolve(
    output === undefined ? notebook : join(output, basename(notebook)),
  );
  const { status, said } = await execute({
    ...{ notebook: resolve(notebook), output: to, parameters, own },
  });
  const time = (performance.now() - start) / 1000;
  const cells = existsSync(to) ? outcomesOf(to) : [];
  const failed = cells.find(({ state }) => state === "failed");
  if (failed?.error !== undefined) {
    const { title, text } = failed.error;
    const failure = `cell ${failed.place} (${failed.name})\n${text || title}`;
    return { notebook, cells, time, failure };
  }
  if (status === 0) return { notebook, cells, time };
  const failure = said.trim() || "it was not executed, and nobody said why";
  return { notebook, cells: [], time, failure };
}

function summary({ notebook, cells, time, failure }: NotebookOutcome): string {
  const seconds = `${time.toFixed(1)} s`;
  if (failure !== undefined)
    return `✗ ${notebook} (${seconds}): ${failure.trimEnd()}`;
  return `✓ ${notebook} (${seconds}): ${cells.length} cells`;
}

/** Two notebooks of one name would overwrite each other in the folder. */
function refuseEqualNames(notebooks: readonly string[], output: string): void {
  const seen = new Map<string, string>();
  for (const notebook of notebooks) {
    const name = basename(notebook);
    const other = seen.get(name);
    if (other !== undefined)
      throw new Error(
        `run: ${other} and ${notebook} would both be written to ${join(output, name)}; run them one after the other`,
      );
    seen.set(name, notebook);
  }
}
