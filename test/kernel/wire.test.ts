/** What clients and networks do wrong: random messages against a session, and rough clients against a real kernel. */
import { readdirSync, readFileSync, readlinkSync, statSync } from "node:fs";
import { createConnection } from "node:net";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Dealer } from "zeromq";
import { Wire } from "../../kernel/transport/wire.js";
import { Client, resultText, streamText, typeOf } from "./client.js";
import { checkSigned, checkUnsigned } from "./wire-random.js";

function socketsOf(pid: number): string[] {
  const folder = `/proc/${pid}/fd`;
  return readdirSync(folder).flatMap((name) => {
    try {
      const [, inode] =
        /^socket:\[(\d+)\]$/.exec(readlinkSync(join(folder, name))) ?? [];
      return inode === undefined ? [] : [inode];
    } catch {
      return [];
    }
  });
}

function childrenOf(pid: number | undefined): string[] {
  const tasks = `/proc/${String(pid)}/task`;
  return readdirSync(tasks).flatMap((task) =>
    readFileSync(join(tasks, task, "children"), "utf8")
      .split(" ")
      .filter(Boolean),
  );
}

describe("random messages", () => {
  it("that are signed are answered in order, whatever they hold", async () => {
    await checkSigned(1, 150);
  });

  it("that are not signed reach no handler", async () => {
    await checkUnsigned(2, 300);
  });
});

describe("a kernel among rough clients", () => {
  let client: Client;
  beforeAll(async () => {
    client = await Client.start();
    await client.execute("const state = 42;");
  });
  afterAll(() => client.stop());

  async function lives(): Promise<void> {
    expect(await client.beat()).toBe("ping");
    expect(resultText(await client.execute("state"))).toBe("42");
  }

  /** A client of its own, with a socket on shell alone. */
  function dealer(routingId?: string): { socket: Dealer; wire: Wire } {
    const socket = new Dealer({ linger: 0, receiveTimeout: 15_000 });
    if (routingId !== undefined) socket.routingId = routingId;
    socket.connect(`tcp://127.0.0.1:${client.ports.shell_port}`);
    return { socket, wire: new Wire(client.key, "another") };
  }

  it.each([
    ["HTTP", Buffer.from("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n")],
    ["nothing", Buffer.alloc(0)],
    ["zeros", Buffer.alloc(5000)],
    [
      "a greeting and noise",
      Buffer.from(`ff00000000000000017f03${"aa".repeat(300)}`, "hex"),
    ],
    [
      "a frame of 2⁶³ bytes",
      Buffer.from(
        `ff00000000000000017f03004e554c4c${"00".repeat(48)}06ffffffffffffffff`,
        "hex",
      ),
    ],
  ])("lives on after %s on each of its ports", async (_, bytes) => {
    for (const port of Object.values(client.ports) as number[]) {
      const socket = createConnection(port, "127.0.0.1");
      socket.on("error", () => undefined);
      await new Promise((resolve) => socket.once("connect", resolve));
      socket.end(bytes);
      await sleep(10);
      socket.destroy();
    }
    await lives();
  });

  it("answers a message of 30 MB, and a cell of 5 MB", async () => {
    await client.request("history_request", {
      hist_access_type: "tail",
      n: 1,
      more: "x".repeat(30_000_000),
    });
    const answer = await client.execute(`\`${"y".repeat(5_000_000)}\`.length`);
    expect(resultText(answer)).toBe("5000000");
  });

  it("goes on where the client of a running cell vanishes", async () => {
    const { socket, wire } = dealer();
    const code =
      'globalThis.late = 0; for (let i = 0; i < 20; i++) { console.log("to nobody"); await new Promise((r) => setTimeout(r, 10)); } globalThis.late = 1; input("?")';
    const content = {
      code: `// @ts-nocheck\n${code}`,
      allow_stdin: true,
      stop_on_error: false,
    };
    await socket.send([
      ...wire.pack([], "execute_request", content, undefined),
    ]);
    await client.printed("to nobody");
    socket.close();
    const seen = await client.execute("// @ts-nocheck\n1", {
      stop_on_error: false,
    });
    // The question before it fails at once: nobody can answer it any more.
    expect(seen.reply.content["status"]).toBe("ok");
    expect(resultText(await client.execute("// @ts-nocheck\nlate"))).toBe("1");
    await lives();
  });

  it("answers each of twenty clients at once, and only it", async () => {
    const clients = Array.from({ length: 20 }, dealer);
    const answered = clients.map(async ({ socket, wire }, who) => {
      const ids: unknown[] = [];
      for (let i = 0; i < 3; i++) {
        const content = { code: `${who} * 100 + ${i}`, stop_on_error: false };
        const frames = wire.pack([], "execute_request", content, undefined);
        ids.push(new Wire(client.key).unpack(frames).header.msg_id);
        await socket.send([...frames]);
      }
      const replies: unknown[] = [];
      for (let i = 0; i < 3; i++) {
        const { parent, content } = wire.unpack(await socket.receive());
        expect(content["status"]).toBe("ok");
        replies.push(parent?.msg_id);
      }
      expect(replies).toEqual(ids);
    });
    await Promise.all(answered);
    for (const { socket } of clients) socket.close();
    await lives();
  });

  it("runs a message once that comes twice", async () => {
    const { socket, wire } = dealer();
    await client.execute("let runs = 0;");
    const frames = wire.pack(
      [],
      "execute_request",
      { code: "runs++" },
      undefined,
    );
    await socket.send([...frames]);
    await socket.send([...frames]);
    await socket.receive();
    socket.close();
    expect(resultText(await client.execute("runs"))).toBe("1");
  });

  it("keeps replies that nobody awaits from what comes after them", async () => {
    await client.type("an answer to no question");
    await client.send("execute_reply", {});
    await client.send("status", { execution_state: "dead" });
    const id = await client.send("execute_request", {
      code: 'input("name? ")',
      allow_stdin: true,
    });
    await client.wait(
      (m) => typeOf(m) === "input_request" && m.parent?.msg_id === id,
    );
    await client.type("Ada");
    expect(resultText(await client.answer(id))).toBe("'Ada'");
  });

  // Linux alone tells which process listens where.
  it.runIf(process.platform === "linux")(
    "listens at the address that it was told, on its five ports, and nowhere else",
    () => {
      const { pid } = client.process;
      // Also those of the processes that it has started.
      const pids = [pid, ...childrenOf(pid)];
      const open = new Set(pids.flatMap((each) => socketsOf(Number(each))));
      const listening = ["tcp", "tcp6", "udp", "udp6"].flatMap((protocol) =>
        readFileSync(`/proc/${String(pid)}/net/${protocol}`, "utf8")
          .split("\n")
          .slice(1)
          .map((line) => line.trim().split(/\s+/))
          // TCP tells of connections, too, which are no ports of the kernel's.
          .filter((row) => protocol.startsWith("udp") || row[3] === "0A")
          .filter((row) => open.has(String(row[9])))
          .map((row) => `${protocol} ${String(row[1])}`),
      );
      const wanted = (Object.values(client.ports) as number[]).map(
        (port) =>
          // 127.0.0.1, its bytes in the machine's order.
          `tcp 0100007F:${port.toString(16).toUpperCase().padStart(4, "0")}`,
      );
      expect(listening.sort()).toEqual(wanted.sort());
    },
  );

  it("leaves the connection file to its owner", () => {
    const { mode } = statSync(join(client.folder, "connection.json"));
    expect(mode & 0o777).toBe(0o600);
    const others = readdirSync(client.folder, {
      recursive: true,
      withFileTypes: true,
    })
      .filter((entry) => entry.isFile())
      .filter(({ parentPath, name }) =>
        readFileSync(join(parentPath, name), "latin1").includes(client.key),
      )
      .map(({ name }) => name);
    expect(others).toEqual(["connection.json"]);
  });

  it("speaks of its key nowhere", async () => {
    const code =
      "console.log(JSON.stringify([process.env, process.argv, process.execArgv, process.report.getReport(), Object.getOwnPropertyNames(globalThis)]))";
    const answer = await client.execute(`// @ts-nocheck\n${code}`);
    expect(streamText(answer)).toContain("JUPYTER_DATA_DIR");
    await client.execute("throw new Error(JSON.stringify(process.env))");
    const everything = JSON.stringify(
      client.received.map((m) => [m.content, m.metadata, m.header]),
    );
    expect(everything).not.toContain(client.key);
    expect(client.log).not.toContain(client.key);
  });

  it("answers a client that has come again before its old connection was closed", async () => {
    const open: Dealer[] = [];
    for (let time = 0; time < 2; time++) {
      const { socket, wire } = dealer("one client");
      open.push(socket);
      const request = wire.pack([], "kernel_info_request", {}, undefined);
      await socket.send([...request]);
      const reply = await socket.receive();
      expect(typeOf(wire.unpack(reply))).toBe("kernel_info_reply");
    }
    for (const socket of open) socket.close();
    await lives();
  });
});
