/** Very many cells of many kinds, one after another: what each of them must cause, and what none may leave behind. */
import { expect } from "vitest";
import { Client, resultText, typeOf } from "./client.js";

const handles =
  "// @ts-nocheck\nprocess.getActiveResourcesInfo().filter((name) => !/Immediate|Timeout/.test(name)).sort().join()";

/** Runs `count` cells: values, prints, imports, figures, errors, and an interrupt at every fiftieth. */
export async function soak(client: Client, count: number): Promise<void> {
  await client.execute("let total = 0;");
  const before = resultText(await client.execute(handles));
  for (let i = 0; i < count; i++) {
    await (i % 50 === 49 ? interrupted(client) : cell(client, i));
    client.received.length = 0;
  }
  expect(resultText(await client.execute("total"))).toBe(
    String(Math.ceil(count / 5)),
  );
  expect(resultText(await client.execute(handles))).toBe(before);
}

const kinds: readonly [code: string, ...types: string[]][] = [
  ["total += 1; total", "execute_result"],
  [
    'console.log("out"); display(1); console.log("more")',
    "stream",
    "display_data",
    "stream",
  ],
  ['import { join } from "node:path"; join("a", "b")', "execute_result"],
  ['throw new Error("wanted")', "error"],
  ["plt.plot([1, 2, 3]);", "execute_result", "display_data"],
];

async function cell(client: Client, i: number): Promise<void> {
  const [code = "", ...types] = kinds[i % kinds.length] ?? [];
  const { published } = await client.execute(code);
  const expected = ["status", "execute_input", ...types, "status"];
  expect(published.map(typeOf)).toEqual(expected);
  expect(published[0]?.content["execution_state"]).toBe("busy");
}

async function interrupted(client: Client): Promise<void> {
  const id = await client.send("execute_request", {
    code: 'console.log("up"); for (;;);',
  });
  await client.printed("up");
  await client.request("interrupt_request", {}, "control");
  const { reply } = await client.answer(id);
  expect(reply.content["ename"]).toBe("KeyboardInterrupt");
}
