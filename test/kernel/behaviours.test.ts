/**
 * What every kernel ought to do, whatever its language: the behaviours that runtimed/kernel-testbed (BSD-3) asks for, in
 * its four tiers, each said anew. One kernel answers all of them.
 */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Message } from "../../kernel/transport/wire.js";
import { Client, resultText, streamText, typeOf } from "./client.js";

let client: Client;
beforeAll(async () => {
  client = await Client.start();
});
afterAll(() => client.stop());

const statesOf = (published: readonly Message[]): unknown[] =>
  published
    .filter((m) => typeOf(m) === "status")
    .map((m) => m.content["execution_state"]);

const found = (published: readonly Message[], type: string): Message =>
  published.find((m) => typeOf(m) === type) ?? expect.fail(`no ${type}`);

describe("tier 1, the least", () => {
  it("greets a subscriber with the subscription that it made", () => {
    const welcome = found(client.received, "iopub_welcome");
    expect(welcome.content).toEqual({ subscription: "" });
    expect(welcome.parent).toBeUndefined();
  });

  it("answers the heartbeat with what was sent", async () => {
    expect(await client.beat()).toBe("ping");
  });

  it("says who it is, which language and which protocol", async () => {
    const { reply } = await client.request("kernel_info_request");
    expect(reply.content).toMatchObject({
      ...{ status: "ok", implementation: "nabla" },
      protocol_version: expect.stringMatching(/^5\.\d+$/) as string,
      language_info: {
        ...{ name: "typescript", file_extension: ".ts" },
        mimetype: "text/x-typescript",
      },
    });
  });

  it.each([
    ["stdout", 'console.log("out")', "out\n"],
    ["stderr", 'console.error("err")', "err\n"],
  ])("prints to %s", async (name, code, text) => {
    expect(streamText(await client.execute(code), name)).toBe(text);
  });

  it("is busy, echoes the code, and is idle at the end", async () => {
    const { reply, published } = await client.execute("const one = 1;");
    expect(reply.content["status"]).toBe("ok");
    expect(statesOf(published)).toEqual(["busy", "idle"]);
    expect(published.map(typeOf)).toEqual([
      "status",
      "execute_input",
      "status",
    ]);
    expect(found(published, "execute_input").content).toEqual({
      code: "const one = 1;",
      execution_count: reply.content["execution_count"],
    });
  });
});

describe("tier 2, at the keyboard", () => {
  it("completes, with the part of the text that it replaces", async () => {
    const code = "const long = 1; Math.hyp";
    const { reply } = await client.request("complete_request", {
      ...{ code, cursor_pos: code.length },
    });
    expect(reply.content).toMatchObject({
      ...{ status: "ok", matches: ["hypot"] },
      ...{ cursor_start: code.length - 3, cursor_end: code.length },
    });
  });

  it("inspects; a detail of 1 says more than one of 0", async () => {
    await client.execute(
      "/** Doubles. */ function twice(x: number) { return 2 * x; }",
    );
    const inspect = async (detail_level: number): Promise<string> => {
      const { reply } = await client.request("inspect_request", {
        ...{ code: "twice(1)", cursor_pos: 2, detail_level },
      });
      expect(reply.content).toMatchObject({ status: "ok", found: true });
      const data = reply.content["data"] as Record<string, string>;
      return data["text/plain"] ?? "";
    };
    const brief = await inspect(0);
    expect(brief).toContain("twice(x: number): number");
    expect(brief).toContain("Doubles.");
    expect(brief).not.toContain("return 2 * x");
    expect(await inspect(1)).toContain("return 2 * x");
  });

  it.each([
    ["1 + 1", "complete"],
    ["if (true) {", "incomplete"],
    ["let = = 3", "invalid"],
  ])("finds `%s` %s", async (code, status) => {
    const { reply } = await client.request("is_complete_request", { code });
    expect(reply.content["status"]).toBe(status);
  });

  it("remembers inputs", async () => {
    await client.execute("const remembered = 1;");
    const { reply } = await client.request("history_request", {
      ...{ hist_access_type: "tail", n: 1, raw: true, output: false },
    });
    expect(reply.content["history"]).toEqual([
      [expect.any(Number), expect.any(Number), "const remembered = 1;"],
    ]);
  });

  it("reports an error once, on IOPub and in the reply", async () => {
    const { reply, published } = await client.execute("null!.x");
    const error = found(published, "error").content;
    expect(reply.content).toMatchObject({ status: "error", ...error });
    expect(error["traceback"]).not.toEqual([]);
    expect(published.filter((m) => typeOf(m) === "error")).toHaveLength(1);
  });
});

describe("tier 3, rich output", () => {
  it("displays, and replaces what it has displayed", async () => {
    const { published } = await client.execute(
      'display(html`<b>1</b>`, { displayId: "d" }); update("d", html`<b>2</b>`);',
    );
    const first = found(published, "display_data").content;
    const second = found(published, "update_display_data").content;
    expect(first["data"]).toMatchObject({ "text/html": "<b>1</b>" });
    expect(second["data"]).toMatchObject({ "text/html": "<b>2</b>" });
    expect(first["transient"]).toEqual(second["transient"]);
  });

  it("shows the last value, before idle, in every cell", async () => {
    for (let n = 0; n < 20; n++) {
      const answer = await client.execute(`${n} + 0`);
      expect(resultText(answer)).toBe(String(n));
      expect(typeOf(answer.published.at(-1) ?? expect.fail())).toBe("status");
    }
    const { published } = await client.execute("md`**bold**`");
    const { data } = found(published, "execute_result").content;
    expect(data).toMatchObject({ "text/markdown": "**bold**" });
  });
});

describe("tier 4, all of it", () => {
  it.each([
    ['input("name? ")', false],
    ['password("word? ")', true],
  ])("asks the keyboard: %s", async (code, password) => {
    const id = await client.send("execute_request", {
      code,
      allow_stdin: true,
    });
    const asked = await client.wait(
      (m) => typeOf(m) === "input_request" && m.parent?.msg_id === id,
    );
    expect(asked.content).toEqual({
      prompt: code.slice(code.indexOf('"') + 1, -2),
      password,
    });
    await client.type("Ada");
    expect(resultText(await client.answer(id))).toBe("'Ada'");
  });

  it("does not ask where nobody can answer", async () => {
    const { reply } = await client.execute("input()", { allow_stdin: false });
    expect(reply.content["ename"]).toBe("StdinNotImplementedError");
    const { content } = await client
      .request("kernel_info_request")
      .then(({ reply: r }) => r);
    expect(content["status"]).toBe("ok");
  });

  it("refuses a comm that nobody answers to, and lists none", async () => {
    await client.send("comm_open", {
      comm_id: "lost",
      target_name: "nowhere",
      data: {},
    });
    await client.wait(
      (m) => typeOf(m) === "comm_close" && m.content["comm_id"] === "lost",
    );
    const { reply } = await client.request("comm_info_request");
    expect(reply.content["comms"]).toEqual({});
  });

  it("is interrupted by the message, and keeps its state", async () => {
    await client.execute("let kept = 41;");
    const id = await client.send("execute_request", {
      code: 'console.log("in"); while (true) {}',
    });
    await client.printed("in\n");
    const { reply } = await client.request("interrupt_request", {}, "control");
    expect(typeOf(reply)).toBe("interrupt_reply");
    expect((await client.answer(id)).reply.content["status"]).toBe("error");
    expect(resultText(await client.execute("kept + 1"))).toBe("42");
  });

  it("counts executions by one, and names the request in all it says", async () => {
    const first = await client.execute("1");
    const second = await client.execute("2");
    const count = ({ reply }: typeof first): number =>
      Number(reply.content["execution_count"]);
    expect(count(second)).toBe(count(first) + 1);
    const parents = second.published.map((m) => m.parent?.msg_id);
    expect(new Set([...parents, second.reply.parent?.msg_id]).size).toBe(1);
  });

  it("aborts all that was sent with a cell that fails, and nothing sent later", async () => {
    const codes = [
      "throw new Error('stop')",
      ...Array.from({ length: 200 }, (_, n) => `${n}`),
    ];
    const ids = await Promise.all(
      codes.map((code) => client.send("execute_request", { code })),
    );
    const replies = await Promise.all(ids.map((id) => client.answer(id)));
    const statuses = replies.map(({ reply }) => reply.content["status"]);
    expect(statuses.filter((status) => status === "aborted")).toHaveLength(200);
    const later = await client.execute("'later'");
    expect(resultText(later)).toBe("'later'");
  });

  it("answers a shutdown and ends", async () => {
    const { reply } = await client.request(
      "shutdown_request",
      { restart: false },
      "control",
    );
    expect(reply.content).toEqual({ status: "ok", restart: false });
    expect(await client.ended()).toBe(0);
  });
});
