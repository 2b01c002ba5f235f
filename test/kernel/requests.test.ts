/** Requests that are unknown, badly formed, or seldom asked. */
import { describe, expect, it } from "vitest";
import { Conversation } from "./conversation.js";

async function answerTo(
  type: string,
  content: Record<string, unknown>,
  channel: "shell" | "control" = "shell",
): Promise<{ reply: unknown; lines: string[] }> {
  const talk = await Conversation.start();
  const id = talk.send(`${type}_request`, content, channel);
  await talk.quiet();
  return { reply: talk.reply(id), lines: talk.lines(id) };
}

describe("a field of the wrong type is named in the reply", () => {
  const code = "`value a`";
  const rows: [type: string, content: Record<string, unknown>, why: string][] =
    [
      ["execute", {}, "code must be text, not missing"],
      ["execute", { code: null }, "code must be text, not null"],
      [
        "execute",
        { code, silent: 1 },
        "silent must be true or false, not a number",
      ],
      [
        "execute",
        { code, store_history: "no" },
        "store_history must be true or false, not a string",
      ],
      [
        "execute",
        { code, allow_stdin: {} },
        "allow_stdin must be true or false, not an object",
      ],
      [
        "execute",
        { code, stop_on_error: "yes" },
        "stop_on_error must be true or false, not a string",
      ],
      [
        "execute",
        { code, user_expressions: ["a"] },
        "user_expressions must be an object, not a list",
      ],
      [
        "complete",
        { code: "a", cursor_pos: "1" },
        "cursor_pos must be a whole number, not a string",
      ],
      [
        "complete",
        { code: "a", cursor_pos: 0.5 },
        "cursor_pos must be a whole number, not a number",
      ],
      [
        "inspect",
        { code: "a", detail_level: "all" },
        "detail_level must be a whole number, not a string",
      ],
      ["is_complete", { code: ["a"] }, "code must be text, not a list"],
      ["history", {}, "hist_access_type must be text, not missing"],
      [
        "history",
        { hist_access_type: "head" },
        "hist_access_type must be tail, range or search, not head",
      ],
      [
        "history",
        { hist_access_type: "tail", n: "all" },
        "n must be a whole number, not a string",
      ],
      [
        "history",
        { hist_access_type: "range", stop: "end" },
        "stop must be a whole number, not a string",
      ],
      [
        "history",
        { hist_access_type: "search", pattern: 5 },
        "pattern must be text, not a number",
      ],
      [
        "history",
        { hist_access_type: "search", n: "all" },
        "n must be a whole number, not a string",
      ],
      [
        "comm_info",
        { target_name: 5 },
        "target_name must be text, not a number",
      ],
      [
        "shutdown",
        { restart: "yes" },
        "restart must be true or false, not a string",
      ],
    ];
  it.each(rows)("%s %j", async (type, content, evalue) => {
    const { reply, lines } = await answerTo(type, content);
    expect(reply).toMatchObject({ status: "error", evalue });
    expect(lines.at(0)).toBe("iopub status busy");
    expect(lines.at(-1)).toBe("iopub status idle");
  });
});

it("an unknown request is answered, an unknown message is not", async () => {
  const { reply } = await answerTo("teleport", {}, "control");
  expect(reply).toMatchObject({
    status: "error",
    evalue: "teleport_request: this kernel knows no such message on control",
  });
  const talk = await Conversation.start();
  const id = talk.send("teleport", {});
  await talk.quiet();
  expect(talk.lines(id)).toEqual(["iopub status busy", "iopub status idle"]);
});

it("says that it has no subshells, and does not list them", async () => {
  const created = await answerTo("create_subshell", {}, "control");
  expect(created.reply).toMatchObject({ status: "error" });
  const gone = await answerTo(
    "delete_subshell",
    { subshell_id: "a" },
    "control",
  );
  expect(gone.reply).toMatchObject({ status: "error" });
  const list = await answerTo("list_subshell", {}, "control");
  expect(list.reply).toEqual({ status: "ok", subshell_id: [] });
  const info = await answerTo("kernel_info", {});
  expect(info.reply).toMatchObject({ status: "ok" });
  expect(JSON.stringify(info.reply)).not.toContain("subshell");
});

it("tells what it uses, in ipykernel's words", async () => {
  const { reply } = await answerTo("usage", {}, "control");
  const number = expect.any(Number) as number;
  expect(reply).toEqual({
    status: "ok",
    hostname: expect.any(String) as string,
    pid: process.pid,
    ...{ kernel_cpu: number, kernel_memory: number },
    ...{ cpu_count: number, host_cpu_percent: number },
    host_virtual_memory: {
      ...{ total: number, available: number, free: number },
      ...{ used: number, percent: number },
    },
  });
});

it("an execution's reply says when it began", async () => {
  const talk = await Conversation.start();
  talk.execute("value a");
  await talk.quiet();
  const reply = talk.said.find(({ type }) => type === "execute_reply");
  expect(Date.parse(String(reply?.metadata["started"]))).not.toBeNaN();
});

it("metadata and fields that it does not know do not disturb a cell", async () => {
  const talk = await Conversation.start();
  const metadata = { cellId: "c-1", deletedCells: [], recordTiming: true };
  const content = { code: "`value a`", from_the_future: { a: 1 } };
  const id = talk.send("execute_request", content, "shell", { metadata });
  await talk.quiet();
  expect(talk.reply(id)).toMatchObject({ status: "ok" });
});
