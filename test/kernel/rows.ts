/** Tables of cells that a real kernel runs: what a person would see below each. */
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { stripVTControlCharacters } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  Client,
  resultText,
  streamText,
  typeOf,
  type Answer,
} from "./client.js";

/** Files that are written into the notebook's folder, by their paths. */
export type Written = Readonly<Record<string, string>>;

/**
 * A cell and what comes of it: `= 5` for its result; otherwise texts that stand, in this order, in what is seen below it
 * (what it prints, its result, its traceback); nothing where it only must run.
 */
export type Ran = readonly [cell: string, ...seen: string[]];

export type KernelRow = readonly [title: string, ...steps: (Ran | Written)[]];

/** Everything that is seen below a cell, without colours. */
export function seen(answer: Answer): string {
  const traceback = answer.published
    .filter((message) => typeOf(message) === "error")
    .flatMap(({ content }) => content["traceback"] as string[]);
  return stripVTControlCharacters(
    [
      streamText(answer),
      streamText(answer, "stderr"),
      resultText(answer) as string | undefined,
      ...traceback,
    ].join("\n"),
  );
}

/** Tests every row of a table in one kernel, each with no names of the others. */
export function kernelTable(
  title: string,
  rows: readonly KernelRow[],
  files: Written = {},
): void {
  describe(title, () => {
    let client: Client;
    beforeAll(async () => {
      client = await Client.start();
      write(client.folder, files);
    });
    afterAll(() => client.stop());
    it.each(rows.map((row) => ({ row, title: row[0] })))(
      "$title",
      async ({ row: [, ...steps] }) => {
        await client.execute("%reset");
        for (const step of steps)
          if (isRan(step)) await checkCell(client, step);
          else write(client.folder, step);
      },
    );
  });
}

function isRan(step: Ran | Written): step is Ran {
  return Array.isArray(step);
}

function write(folder: string, files: Written): void {
  for (const [path, text] of Object.entries(files)) {
    const file = join(folder, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
}

async function checkCell(
  client: Client,
  [cell, ...expected]: Ran,
): Promise<void> {
  const answer = await client.execute(cell);
  const [first = ""] = expected;
  if (first.startsWith("= ")) {
    expect(`= ${String(resultText(answer))}`, seen(answer)).toBe(first);
    return;
  }
  const text = seen(answer).replaceAll(client.folder, "<folder>");
  if (expected.length === 0)
    expect(answer.reply.content["status"], text).toBe("ok");
  let at = 0;
  for (const part of expected) {
    const found = text.indexOf(part, at);
    expect(found, `${part}\n— in —\n${text}`).toBeGreaterThanOrEqual(0);
    at = found + part.length;
  }
}
