/** Comms: lines between objects in the kernel and their counterparts in a front end. */
import { createHash } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Message } from "../../kernel/transport/wire.js";
import { Client, resultText, streamText, typeOf } from "./client.js";
import { Conversation } from "./conversation.js";

describe("a message of a comm", () => {
  it.each(["shell", "control"] as const)(
    "on %s is heard between busy and idle, without a reply",
    async (channel) => {
      const talk = await Conversation.start();
      const open = { comm_id: "c", target_name: "t", data: { a: 1 } };
      const metadata = { version: "2" };
      talk.send("comm_open", open, channel, { metadata });
      const id = talk.send("comm_msg", { comm_id: "c", data: 7 }, channel, {
        buffers: [Buffer.from("one"), Buffer.from("")],
      });
      await talk.quiet();
      const [opened, heard] = talk.runner.heard;
      expect(opened?.slice(1)).toEqual([
        { action: "open", id: "c", target: "t", data: { a: 1 }, metadata },
        0,
      ]);
      expect(heard?.[2]).toBe(2);
      expect(talk.lines(id)).toEqual([
        "iopub status busy",
        "iopub comm_msg",
        "iopub status idle",
      ]);
      const back = talk.said.find(({ type }) => type === "comm_msg");
      expect(back?.content).toEqual({ comm_id: "c", data: 7 });
      expect(back?.buffers.map(String)).toEqual(["one", ""]);
    },
  );

  it("stays behind the cells before it, and passes one that awaits", async () => {
    const talk = await Conversation.start();
    talk.execute("wait");
    talk.send("comm_open", { comm_id: "early", target_name: "t" });
    await talk.quiet();
    expect(talk.runner.heard).toEqual([]);
    talk.send("comm_open", { comm_id: "after", target_name: "t" });
    talk.send("comm_open", { comm_id: "control", target_name: "t" }, "control");
    talk.runner.resume();
    await talk.quiet();
    talk.execute("wait");
    await talk.quiet();
    talk.send("comm_msg", { comm_id: "after" });
    await talk.quiet();
    expect(talk.runner.heard.map(([, { id }]) => id)).toEqual([
      "control",
      "early",
      "after",
      "after",
    ]);
  });

  it("is not aborted with the cells around it", async () => {
    const talk = await Conversation.start();
    const cells = [talk.execute("fail x"), talk.execute("value a")];
    talk.send("comm_open", { comm_id: "c", target_name: "t" });
    cells.push(talk.execute("value b"));
    await talk.quiet();
    expect(cells.map((id) => talk.reply(id)?.["status"])).toEqual([
      "error",
      "aborted",
      "aborted",
    ]);
    expect(talk.runner.heard).toHaveLength(1);
  });

  it("that is none has no reply either", async () => {
    const talk = await Conversation.start();
    const id = talk.send("comm_msg", { comm_id: 5 });
    await talk.quiet();
    expect(talk.runner.heard).toEqual([]);
    expect(talk.lines(id)).toEqual(["iopub status busy", "iopub status idle"]);
  });
});

describe("comm_info", () => {
  it("lists what is open on either side, by target", async () => {
    const talk = await Conversation.start();
    const ask = async (content: object): Promise<unknown> => {
      const id = talk.send("comm_info_request", { ...content });
      await talk.quiet();
      return talk.reply(id)?.["comms"];
    };
    for (const [comm_id, target_name] of [
      ["a", "x"],
      ["b", "y"],
      ["c", "x"],
    ])
      talk.send("comm_open", { comm_id, target_name });
    const ours = { action: "open", id: "d", target: "x" } as const;
    talk.runner.output.comm(0, { ...ours, data: {}, metadata: {} }, []);
    talk.send("comm_close", { comm_id: "c" });
    const x = { target_name: "x" };
    expect(await ask({})).toEqual({ a: x, b: { target_name: "y" }, d: x });
    expect(await ask({ target_name: "x" })).toEqual({ a: x, d: x });
    expect(await ask({ target_name: "z" })).toEqual({});
  });
});

describe("in a real kernel", () => {
  let client: Client;
  beforeAll(async () => {
    client = await Client.start();
    await run(`const comms = globalThis[Symbol.for("nabla.comms")];
      comms.register("echo", (comm, { data }) => {
        console.log("opened with", data);
        comm.onMessage = ({ data, metadata, buffers }) => {
          console.log("heard", data);
          comm.send(data, { metadata, buffers });
        };
        comm.onClose = () => console.log("closed");
      });`);
  });
  afterAll(() => client.stop());

  /** Runs `code` unchecked: the comms have no public type. */
  const run = (code: string): ReturnType<Client["execute"]> =>
    client.execute(`// @ts-nocheck\n${code}`);
  /** What a message of ours has caused, once it is idle. */
  const caused = async (id: string): Promise<Message[]> => {
    const of = (m: Message): boolean => m.parent?.msg_id === id;
    await client.wait((m) => of(m) && m.content["execution_state"] === "idle");
    return client.received.filter(of);
  };
  const open = (comm_id: string, target_name = "echo"): Promise<string> =>
    client.send("comm_open", { comm_id, target_name, data: { a: 1 } });

  it("what the front end opens is heard, answered and closed", async () => {
    const opened = await caused(await open("one"));
    expect(streamText({ published: opened })).toBe("opened with { a: 1 }\n");
    const buffers = [Buffer.from("bytes"), Buffer.from([0, 255])];
    const content = { comm_id: "one", data: { n: [1, 2] } };
    const metadata = { m: true };
    const heard = await caused(
      await client.send("comm_msg", content, "shell", { metadata, buffers }),
    );
    expect(heard.map(typeOf)).toEqual([
      "status",
      "stream",
      "comm_msg",
      "status",
    ]);
    const [echo] = heard.filter((m) => typeOf(m) === "comm_msg");
    expect(echo?.content).toEqual(content);
    expect(echo?.metadata).toEqual(metadata);
    expect(echo?.buffers.map((b) => [...b])).toEqual(
      buffers.map((b) => [...b]),
    );
    const closed = await caused(
      await client.send("comm_close", { comm_id: "one" }, "control"),
    );
    expect(streamText({ published: closed })).toBe("closed\n");
  });

  it("a name that nobody answers to is closed again", async () => {
    const messages = await caused(await open("two", "nobody"));
    expect(messages.map(typeOf)).toContain("comm_close");
    expect(streamText({ published: messages }, "stderr")).toContain(
      "comm nobody: ",
    );
  });

  it("what a cell opens belongs to the cell", async () => {
    const answer = await run(
      'const mine = comms.open("widget", { x: 1 }, { metadata: { v: 2 } }); mine.send(2); mine.close(); mine.id',
    );
    const said = answer.published.filter((m) => typeOf(m).startsWith("comm_"));
    const comm_id = String(resultText(answer)).replaceAll("'", "");
    expect(said.map((m) => [typeOf(m), m.content])).toEqual([
      ["comm_open", { comm_id, target_name: "widget", data: { x: 1 } }],
      ["comm_msg", { comm_id, data: 2 }],
      ["comm_close", { comm_id, data: {} }],
    ]);
    expect(said[0]?.metadata).toEqual({ v: 2 });
  });

  it("a cell that awaits hears its comms", async () => {
    await run(
      'var told; const asked = comms.open("ask"); var hear = new Promise((r) => { asked.onMessage = ({ data }) => r(data) });',
    );
    const comm_id = String(resultText(await run("asked.id"))).replaceAll(
      "'",
      "",
    );
    const cell = await client.send("execute_request", {
      code: '// @ts-nocheck\nconsole.log("up"); await hear',
    });
    await client.wait(
      (m) => m.parent?.msg_id === cell && typeOf(m) === "stream",
    );
    await client.send("comm_msg", { comm_id, data: "here" });
    expect(resultText(await client.answer(cell))).toBe("'here'");
  });

  it("a listener that throws or never returns costs nothing else", async () => {
    await open("three");
    await run(
      'comms.register("bad", (comm) => { comm.onMessage = ({ data }) => { if (data) throw new Error("no"); console.log("in"); for (;;); } })',
    );
    await open("four", "bad");
    const threw = await caused(
      await client.send("comm_msg", { comm_id: "four", data: 1 }),
    );
    expect(streamText({ published: threw }, "stderr")).toContain("no");
    const id = await client.send("comm_msg", { comm_id: "four", data: 0 });
    await client.wait((m) => m.parent?.msg_id === id && typeOf(m) === "stream");
    await client.request("interrupt_request", {}, "control");
    await caused(id);
    expect(resultText(await client.execute("6 * 7"))).toBe("42");
  });

  it("100 MB go both ways unchanged", async () => {
    await open("big");
    const bytes = Buffer.alloc(100 << 20, "0123456789abcdef!");
    const id = await client.send(
      "comm_msg",
      { comm_id: "big", data: {} },
      "shell",
      { buffers: [bytes] },
    );
    const [echo] = (await caused(id)).filter((m) => typeOf(m) === "comm_msg");
    const digest = (b: Uint8Array): string =>
      createHash("sha1").update(b).digest("hex");
    expect(digest(echo?.buffers[0] ?? Buffer.alloc(0))).toBe(digest(bytes));
  });
});
