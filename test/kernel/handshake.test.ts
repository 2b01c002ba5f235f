/** A kernel that chooses its ports and tells them (JEP 66); and one whose parent is gone. */
import { spawn, spawnSync } from "node:child_process";
import { createHmac } from "node:crypto";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Dealer, Router } from "zeromq";
import { readConnection } from "../../kernel/transport/connection.js";
import { isOrphan } from "../../kernel/transport/parent.js";
import { Wire } from "../../kernel/transport/wire.js";

const entry = fileURLToPath(
  new URL("../../dist/kernel/main.js", import.meta.url),
);
const key = "the key";
const delimiter = "<IDS|MSG>";
let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "nabla-handshake-"));
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

const sign = (text: string, by = key): string =>
  createHmac("sha256", by).update(text).digest("hex");

describe("the handshake", () => {
  /** Starts a kernel that registers, answers it with `acknowledge`, and returns both. */
  async function registered(acknowledge: readonly string[]): Promise<{
    content: Record<string, unknown>;
    ended: Promise<unknown[]>;
    log: () => string;
    stop: () => void;
  }> {
    const registry = new Router({ linger: 0 });
    await registry.bind("tcp://127.0.0.1:*");
    const port = Number(registry.lastEndpoint?.split(":").at(-1));
    const file = join(folder, `registration-${port}.json`);
    writeFileSync(
      file,
      JSON.stringify({
        ...{ kernel_id: "k-1", transport: "tcp", key },
        ...{ registration_ip: "127.0.0.1", registration_port: port },
        signature_scheme: "hmac-sha256",
      }),
    );
    const kernel = spawn(process.execPath, [entry, file], {
      env: { ...process.env, JUPYTER_DATA_DIR: folder },
      stdio: ["ignore", "ignore", "pipe"],
    });
    let log = "";
    kernel.stderr.on("data", (text: Buffer) => (log += text.toString()));
    const ended = once(kernel, "exit");
    const [identity, mark, signature, content] = await registry.receive();
    expect(String(mark)).toBe(delimiter);
    expect(String(signature)).toBe(sign(String(content)));
    await registry.send([identity ?? "", ...acknowledge]);
    return {
      content: JSON.parse(String(content)) as Record<string, unknown>,
      ended,
      log: () => log,
      stop: () => {
        registry.close();
        kernel.kill("SIGKILL");
      },
    };
  }

  it("tells the ports, on which the kernel then answers", async () => {
    const ack = '"ACK"';
    const { content, ended, stop } = await registered([
      delimiter,
      sign(ack),
      ack,
    ]);
    const { kernel_id, shell_port, ...others } = content;
    expect(kernel_id).toBe("k-1");
    const names = ["control_port", "hb_port", "iopub_port", "stdin_port"];
    expect(Object.keys(others).sort()).toEqual(names);
    const numbers = new Set([shell_port, ...Object.values(others)]);
    expect(numbers.size).toBe(5);
    const shell = new Dealer({ linger: 0 });
    shell.connect(`tcp://127.0.0.1:${String(shell_port)}`);
    const wire = new Wire(key);
    await shell.send([...wire.pack([], "kernel_info_request", {}, undefined)]);
    const reply = wire.unpack(await shell.receive());
    expect(reply.content["implementation"]).toBe("nabla");
    shell.close();
    stop();
    await ended;
  });

  it("ends a kernel whose registration is answered with another key", async () => {
    const ack = '"ACK"';
    const { ended, log, stop } = await registered([
      delimiter,
      sign(ack, "other"),
      ack,
    ]);
    expect(await ended).toEqual([1, null]);
    expect(log()).toContain(
      "no acknowledgement (message with a wrong signature)",
    );
    stop();
  });

  it("over files takes numbers that nobody uses", () => {
    const file = join(folder, "ipc.json");
    const ip = join(folder, "socket");
    writeFileSync(`${ip}-2`, "");
    const registration = { registration_ip: ip, registration_port: 9 };
    writeFileSync(
      file,
      JSON.stringify({ transport: "ipc", key, ...registration }),
    );
    expect(readConnection(file)).toMatchObject({
      ...{ ip, shell_port: 1, iopub_port: 3, stdin_port: 4 },
      ...{ control_port: 5, hb_port: 6 },
      registration: { ip, port: 9, kernel_id: "" },
    });
  });

  it.each([
    [{ key: "k", signature_scheme: "hmac-md5" }, "hmac-sha256 only"],
    [{ transport: "udp" }, "tcp or ipc"],
    [{ shell_port: "1" }, "shell_port must be a whole number"],
    [{ registration_port: "1" }, "registration_port must be a whole number"],
    [{ ip: 5 }, "ip must be text"],
  ])("refuses the connection file %j", (fields, why) => {
    const file = join(folder, "bad.json");
    const ports = {
      shell_port: 1,
      iopub_port: 2,
      stdin_port: 3,
      control_port: 4,
      hb_port: 5,
    };
    writeFileSync(file, JSON.stringify({ ...ports, ...fields }));
    expect(() => readConnection(file)).toThrow(why);
  });
});

describe("an orphan", () => {
  const runs = (pid: number): boolean => pid === 7;
  it.each([
    ["linux", 7, 7, false],
    ["linux", 7, 1, true],
    ["darwin", 7, 1, true],
    ["win32", 7, 7, false],
    ["win32", 8, 8, true],
  ] as const)(
    "on %s with parent %i, now %i: %s",
    (platform, was, now, gone) => {
      expect(isOrphan(was, { platform, parent: () => now, runs })).toBe(gone);
    },
  );

  it("ends when the client that started it is gone", async () => {
    const file = join(folder, "connection.json");
    const ports = {
      shell_port: 0,
      iopub_port: 0,
      stdin_port: 0,
      control_port: 0,
      hb_port: 0,
    };
    writeFileSync(file, JSON.stringify({ transport: "tcp", key, ...ports }));
    // A client that starts a kernel and is killed before it can say good-bye.
    const code = `const { spawn } = require("node:child_process");
      const { pid } = spawn(process.execPath, ${JSON.stringify([entry, file])}, {
        detached: true, stdio: "ignore", env: { ...process.env, JPY_PARENT_PID: String(process.pid) } });
      console.log(pid);
      setTimeout(() => process.kill(process.pid, "SIGKILL"), 1500);`;
    const client = spawnSync(process.execPath, ["-e", code], {
      encoding: "utf8",
    });
    const pid = Number(client.stdout);
    expect(client.signal).toBe("SIGKILL");
    const lives = (): boolean => {
      try {
        return process.kill(pid, 0);
      } catch {
        return false;
      }
    };
    for (let wait = 0; lives() && wait < 400; wait++) await sleep(50);
    expect(lives()).toBe(false);
  });
});
