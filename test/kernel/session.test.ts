/** The session over a transport in memory: who is told what, in which order. */
import { describe, expect, it } from "vitest";
import { Wire } from "../../kernel/transport/wire.js";
import { Conversation } from "./conversation.js";

describe("an execution", () => {
  it("is busy, echoed, run, answered and idle, in this order", async () => {
    const talk = await Conversation.start();
    const id = talk.execute("print a\nvalue b");
    await talk.quiet();
    expect(talk.lines(id)).toEqual([
      "iopub status busy",
      "iopub execute_input",
      "iopub stream a",
      "iopub execute_result",
      "shell execute_reply",
      "iopub status idle",
    ]);
    expect(talk.reply(id)).toEqual({
      status: "ok",
      execution_count: 1,
      payload: [],
      user_expressions: {},
    });
  });

  it("that fails is published as an error and answered as one", async () => {
    const talk = await Conversation.start();
    const id = talk.execute("fail badly");
    await talk.quiet();
    expect(talk.lines(id)).toContain("iopub error");
    const error = { ename: "Error", evalue: "badly", traceback: ["badly"] };
    expect(talk.reply(id)).toEqual({
      status: "error",
      execution_count: 1,
      ...error,
    });
  });

  it("that does not parse never runs", async () => {
    const talk = await Conversation.start();
    const id = talk.send("execute_request", { code: "const = 1" });
    await talk.quiet();
    expect(talk.runner.ran).toEqual([]);
    expect(talk.reply(id)).toMatchObject({ ename: "SyntaxError" });
    expect(talk.lines(id)).toContain("iopub error");
  });

  it("silent: neither echoed nor counted nor shown", async () => {
    const talk = await Conversation.start();
    const id = talk.execute("print a\nvalue b", { silent: true });
    await talk.quiet();
    expect(talk.lines(id)).toEqual([
      "iopub status busy",
      "iopub stream a",
      "shell execute_reply",
      "iopub status idle",
    ]);
    expect(talk.reply(id)).toMatchObject({ execution_count: 0 });
  });

  it("is counted only where it is stored", async () => {
    const talk = await Conversation.start();
    const ids = [
      talk.execute("value a"),
      talk.execute("value b", { store_history: false }),
      talk.execute("value c"),
    ];
    await talk.quiet();
    const counts = ids.map((id) => talk.reply(id)?.["execution_count"]);
    expect(counts).toEqual([1, 1, 2]);
  });

  it("answers user expressions, each by itself", async () => {
    const talk = await Conversation.start();
    const id = talk.execute("value a", {
      user_expressions: { good: "`value 7`", bad: "`fail no`" },
    });
    await talk.quiet();
    expect(talk.reply(id)?.["user_expressions"]).toEqual({
      good: { status: "ok", data: { "text/plain": "7" }, metadata: {} },
      bad: { status: "error", ename: "Error", evalue: "no", traceback: ["no"] },
    });
    expect(
      talk.lines(id).filter((line) => line === "iopub execute_result"),
    ).toHaveLength(1);
  });

  it("asks the front end for the last input it was told, once", async () => {
    const talk = await Conversation.start();
    const id = talk.execute("next a\nnext b");
    const other = talk.execute("value c");
    await talk.quiet();
    expect(talk.reply(id)?.["payload"]).toEqual([
      { source: "set_next_input", text: "b" },
    ]);
    expect(talk.reply(other)?.["payload"]).toEqual([]);
  });

  it("without code is an error, and the next one runs", async () => {
    const talk = await Conversation.start();
    const id = talk.send("execute_request", { stop_on_error: false });
    const next = talk.execute("value a");
    await talk.quiet();
    expect(talk.reply(id)).toMatchObject({
      status: "error",
      evalue: "code must be text, not missing",
    });
    expect(talk.reply(next)).toMatchObject({ status: "ok" });
  });
});

describe("after an error", () => {
  it("what was queued is aborted, what comes later is run", async () => {
    const talk = await Conversation.start();
    const ids = ["fail x", "value a", "value b"].map((c) => talk.execute(c));
    await talk.quiet();
    const later = talk.execute("value c");
    await talk.quiet();
    const statuses = [...ids, later].map((id) => talk.reply(id)?.["status"]);
    expect(statuses).toEqual(["error", "aborted", "aborted", "ok"]);
    expect(talk.lines(ids[1])).toEqual([
      "iopub status busy",
      "shell execute_reply",
      "iopub status idle",
    ]);
  });

  it("what is sent as soon as the error is known is run", async () => {
    const talk = await Conversation.start();
    const first = talk.execute("fail x");
    let later: string | undefined;
    talk.hear = ({ type, parent }) => {
      if (type === "execute_reply" && parent === first)
        later = talk.execute("value c");
    };
    await talk.quiet();
    expect(talk.reply(later ?? "")).toMatchObject({ status: "ok" });
  });

  it("all goes on where stop_on_error is false", async () => {
    const talk = await Conversation.start();
    const first = talk.execute("fail x", { stop_on_error: false });
    const second = talk.execute("value a");
    await talk.quiet();
    const statuses = [first, second].map((id) => talk.reply(id)?.["status"]);
    expect(statuses).toEqual(["error", "ok"]);
  });
});

describe("while a cell runs", () => {
  it("other requests are answered, and the cell stays busy", async () => {
    const talk = await Conversation.start();
    const cell = talk.execute("wait\nvalue a");
    await talk.quiet();
    const other = talk.send("kernel_info_request");
    await talk.quiet();
    expect(talk.reply(other)).toMatchObject({ status: "ok" });
    expect(talk.said.at(-1)).toMatchObject({
      parent: cell,
      content: { execution_state: "busy" },
    });
    expect(talk.reply(cell)).toBeUndefined();
    talk.runner.resume();
    await talk.quiet();
    expect(talk.reply(cell)).toMatchObject({ status: "ok" });
    expect(talk.lines().at(-1)).toBe("iopub status idle");
  });

  it("an interrupt ends it", async () => {
    const talk = await Conversation.start();
    const cell = talk.execute("wait");
    await talk.quiet();
    const interrupt = talk.send("interrupt_request", {}, "control");
    await talk.quiet();
    expect(talk.reply(interrupt)).toEqual({ status: "ok" });
    expect(talk.reply(cell)).toMatchObject({ ename: "KeyboardInterrupt" });
  });

  it("a question goes to the client that runs it", async () => {
    const talk = await Conversation.start();
    const cell = talk.execute("ask name?", { allow_stdin: true });
    await talk.quiet();
    expect(talk.lines(cell)).toContain("stdin input_request");
    talk.send("input_reply", { value: "Ada" }, "stdin");
    await talk.quiet();
    expect(talk.reply(cell)).toMatchObject({ status: "ok" });
  });
});

describe("output after the end of its cell", () => {
  it("goes to that cell, also while another one runs", async () => {
    const talk = await Conversation.start();
    const first = talk.execute("value a");
    await talk.quiet();
    talk.execute("wait");
    await talk.quiet();
    const [cell] = talk.runner.ran;
    talk.runner.output.stream(cell?.id ?? 0, "stdout", "late");
    expect(talk.lines(first).at(-1)).toBe("iopub stream late");
  });
});

describe("history", () => {
  const ask = async (content: Record<string, unknown>): Promise<unknown> => {
    const talk = await Conversation.start();
    for (const code of ["value a", "print b", "value c", "value a"])
      talk.execute(code);
    talk.execute("value hidden", { store_history: false });
    await talk.quiet();
    const id = talk.send("history_request", {
      ...{ output: false, raw: true },
      ...content,
    });
    return (await talk.answer(id))["history"];
  };
  const rows: [Record<string, unknown>, [number, string][]][] = [
    [
      { hist_access_type: "tail", n: 2 },
      [
        [3, "value c"],
        [4, "value a"],
      ],
    ],
    [
      { hist_access_type: "range", start: 1, stop: 3 },
      [
        [1, "value a"],
        [2, "print b"],
      ],
    ],
    [{ hist_access_type: "search", pattern: "*print*" }, [[2, "print b"]]],
    [
      { hist_access_type: "search", pattern: "*value ?*", n: 2 },
      [
        [3, "value c"],
        [4, "value a"],
      ],
    ],
    [
      { hist_access_type: "search", pattern: "*value*", unique: true },
      [
        [3, "value c"],
        [4, "value a"],
      ],
    ],
  ];
  it("holds the results of this session where they are asked for", async () => {
    expect(await ask({ hist_access_type: "tail", n: 2, output: true })).toEqual(
      [
        [1, 3, ["`value c`", "c"]],
        [1, 4, ["`value a`", "a"]],
      ],
    );
  });

  it.each(rows)("%j", async (content, expected) => {
    const entries = expected.map(([line, code]) => [1, line, `\`${code}\``]);
    expect(await ask(content)).toEqual(entries);
  });
});

describe("cursor positions", () => {
  // Code points on the wire, UTF-16 inside: 𝑥 (U+1D465) is one and two.
  const rows: [code: string, cursor: number, start: number, word: string][] = [
    ["a.bc", 4, 2, "bc"],
    ["𝑥.bc", 4, 2, "bc"],
    ['"𝑥𝑥".bcd', 8, 5, "bcd"],
    ["é.b", 3, 2, "b"],
  ];
  it.each(rows)("%s at %i", async (code, cursor_pos, start, word) => {
    const talk = await Conversation.start();
    const id = talk.send("complete_request", { code, cursor_pos });
    await talk.quiet();
    expect(talk.reply(id)).toMatchObject({
      matches: [word],
      cursor_start: start,
      cursor_end: cursor_pos,
    });
  });
});

describe("requests about the code", () => {
  const rows: [type: string, content: object, reply: object][] = [
    ["is_complete", { code: "f() {" }, { status: "incomplete", indent: "  " }],
    ["is_complete", { code: "f()" }, { status: "complete" }],
    [
      "inspect",
      { code: "𝑥y", cursor_pos: 1, detail_level: 0 },
      { found: true, data: { "text/plain": "at 2 of 𝑥y" } },
    ],
    ["comm_info", {}, { status: "ok", comms: {} }],
    [
      "complete",
      { code: 5 },
      { status: "error", evalue: "code must be text, not a number" },
    ],
  ];
  it.each(rows)("%s_request %j", async (type, content, expected) => {
    const talk = await Conversation.start();
    const id = talk.send(`${type}_request`, { ...content });
    await talk.quiet();
    expect(talk.reply(id)).toMatchObject(expected);
    expect(talk.lines(id).at(-1)).toBe("iopub status idle");
  });
});

describe("the wire", () => {
  const frames = (key: string): Uint8Array[] => [
    ...new Wire(key).pack([], "kernel_info_request", {}, undefined),
  ];
  const changed = (at: number, text: string): Uint8Array[] => {
    const message = frames("secret");
    message[at] = Buffer.from(text);
    return message;
  };
  const rows: [what: string, frames: Uint8Array[], why: string][] = [
    ["another key", frames("other"), "wrong signature"],
    ["no key", frames(""), "wrong signature"],
    ["a changed content", changed(5, '{"a":1}'), "wrong signature"],
    ["no delimiter", [Buffer.from("hello")], "without delimiter"],
    ["frames missing", frames("secret").slice(0, 4), "too few frames"],
    ["nothing at all", [], "without delimiter"],
  ];
  it.each(rows)("refuses a message with %s", async (_, message, why) => {
    const talk = await Conversation.start();
    talk.transport.deliver("shell", message);
    await talk.quiet();
    expect(talk.said).toEqual([]);
    expect(talk.log.join("\n")).toContain(why);
    expect(talk.log.join("\n")).not.toContain("secret");
  });

  it("refuses a message that comes again", async () => {
    const talk = await Conversation.start();
    const message = frames("secret");
    talk.transport.deliver("shell", message);
    talk.transport.deliver("shell", message);
    await talk.quiet();
    expect(
      talk.lines().filter((line) => line === "shell kernel_info_reply"),
    ).toHaveLength(1);
    expect(talk.log.join()).toContain("repeated signature");
  });

  it("refuses what is signed and yet no message", () => {
    const wire = new Wire("");
    const delimiter = Buffer.from("<IDS|MSG>");
    const parts = (...texts: string[]): Uint8Array[] => [
      delimiter,
      Buffer.from(""),
      ...texts.map((text) => Buffer.from(text)),
    ];
    const unpack =
      (...texts: string[]) =>
      (): unknown =>
        wire.unpack(parts(...texts));
    expect(unpack("{", "{}", "{}", "{}")).toThrow("not JSON");
    expect(unpack("[]", "{}", "{}", "{}")).toThrow("no object");
    expect(unpack("{}", "{}", "{}", "{}")).toThrow("msg_id");
    expect(unpack('{"msg_id":1,"msg_type":"x"}', "{}", "{}", "{}")).toThrow(
      "msg_id",
    );
  });

  it("greets every subscriber", async () => {
    const talk = await Conversation.start();
    talk.transport.subscribe("");
    talk.transport.subscribe("stream");
    const welcomes = talk.said.filter(({ type }) => type === "iopub_welcome");
    expect(welcomes.map(({ content }) => content["subscription"])).toEqual([
      "",
      "stream",
    ]);
    expect(welcomes[0]?.parent).toBeUndefined();
  });
});

describe("shutdown", () => {
  it.each([true, false])(
    "with restart %s is answered first",
    async (restart) => {
      const talk = await Conversation.start();
      const id = talk.send("shutdown_request", { restart }, "control");
      await talk.quiet();
      expect(talk.reply(id)).toEqual({ status: "ok", restart });
      expect(talk.lines(id).at(-1)).toBe("iopub status idle");
      expect(talk.runner.left).toBe(true);
    },
  );
});
