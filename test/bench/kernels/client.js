// The least of a Jupyter client, watching one kernel from spawn to its first answer.
import { spawn } from "node:child_process";
import { createHmac, randomUUID } from "node:crypto";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { stripVTControlCharacters } from "node:util";
import { Dealer, Subscriber } from "zeromq";

const delimiter = "<IDS|MSG>";

/**
 * Starts a kernel and runs `code` in it. Resolves to milliseconds from the spawn: `info`, when kernel_info_reply
 * arrived, and `result`, when the cell's first output did, with its text.
 */
export async function watchStart(command, code, environment) {
  const folder = mkdtempSync(join(tmpdir(), "nabla-bench-"));
  const connection = await connectionInfo();
  const file = join(folder, "connection.json");
  writeFileSync(file, JSON.stringify(connection));
  const at = (channel) => `tcp://127.0.0.1:${connection[`${channel}_port`]}`;
  // ZeroMQ waits 100 ms between attempts to connect, which would be all that is measured.
  const eager = { reconnectInterval: 1, linger: 0, receiveTimeout: 60_000 };
  const shell = new Dealer({ ...eager, routingId: randomUUID() });
  const iopub = new Subscriber(eager);
  iopub.subscribe();
  const [program, ...args] = command(file);
  const start = performance.now();
  const kernel = spawn(program, args, {
    env: environment,
    cwd: folder,
    stdio: "ignore",
    detached: process.platform !== "win32",
  });
  const gone = once(kernel, "exit");
  try {
    shell.connect(at("shell"));
    iopub.connect(at("iopub"));
    const send = sender(shell, connection.key);
    await send("kernel_info_request", {});
    await answerTo(shell, "kernel_info_reply");
    const info = performance.now() - start;
    await joined(iopub, () => send("kernel_info_request", {}));
    await send("execute_request", {
      code,
      silent: false,
      store_history: true,
      user_expressions: {},
      allow_stdin: false,
      stop_on_error: true,
    });
    const content = await answerTo(iopub, "execute_result", "stream");
    const result = performance.now() - start;
    const text = content.text ?? content.data["text/plain"];
    return { info, result, text: stripVTControlCharacters(text) };
  } finally {
    shell.close();
    iopub.close();
    stop(kernel);
    await gone;
    rmSync(folder, { recursive: true, force: true });
  }
}

/** What a kernel publishes before a subscriber is known to it is lost: ask until something is heard. */
async function joined(iopub, ask) {
  const patience = iopub.receiveTimeout;
  iopub.receiveTimeout = 50;
  for (let heard = false; !heard;) {
    heard = await iopub.receive().then(
      () => true,
      () => false,
    );
    if (!heard) await ask();
  }
  iopub.receiveTimeout = patience;
}

/** The kernel and the processes that it started. */
function stop(kernel) {
  if (process.platform === "win32") kernel.kill("SIGKILL");
  else process.kill(-kernel.pid, "SIGKILL");
}

function sender(socket, key) {
  const session = randomUUID();
  return (type, content) => {
    const header = {
      msg_id: randomUUID(),
      session,
      username: "bench",
      date: new Date().toISOString(),
      msg_type: type,
      version: "5.4",
    };
    const parts = [header, {}, {}, content].map((part) => JSON.stringify(part));
    const signature = createHmac("sha256", key);
    for (const part of parts) signature.update(part);
    return socket.send([delimiter, signature.digest("hex"), ...parts]);
  };
}

/**
 * The content of the next message of one of the `types` on a socket. Others are passed over, also what a kernel
 * says on its error stream; an error ends the wait.
 */
async function answerTo(socket, ...types) {
  for await (const frames of socket) {
    const first = frames.findIndex((frame) => frame.toString() === delimiter);
    const [header, , , content] = frames
      .slice(first + 2, first + 6)
      .map((frame) => JSON.parse(frame.toString()));
    if (types.includes(header.msg_type) && content.name !== "stderr") {
      return content;
    }
    if (header.msg_type === "error") throw new Error(content.evalue);
  }
  throw new Error("the socket closed");
}

async function connectionInfo() {
  const servers = await Promise.all(
    ["shell", "iopub", "stdin", "control", "hb"].map(async (channel) => {
      const server = createServer().listen(0, "127.0.0.1");
      await once(server, "listening");
      return { channel, server };
    }),
  );
  const ports = servers.map(({ channel, server }) => {
    const { port } = server.address();
    server.close();
    return [`${channel}_port`, port];
  });
  return {
    ...Object.fromEntries(ports),
    ip: "127.0.0.1",
    key: randomUUID(),
    transport: "tcp",
    signature_scheme: "hmac-sha256",
    kernel_name: "bench",
  };
}
