// The kernel as JupyterLab's own client library meets it: over web sockets, through a Jupyter server or a
// Kernel Gateway.
import { tmpdir } from "node:os";
import {
  KernelManager,
  KernelMessage,
  ServerConnection,
  type Kernel,
} from "@jupyterlab/services";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  startServer,
  type Application,
  type JupyterServer,
} from "../jupyter/server.js";

/** The servers that stand between a client and the kernel. */
const ways: readonly (readonly [name: string, application: Application])[] = [
  ["a Jupyter server", "jupyter_server"],
  ["a Kernel Gateway", "kernel_gateway"],
];

let kernel: Kernel.IKernelConnection;

/** What a cell gave: its reply, and each IOPub message but status and input as `[type, essence]`. */
interface Outcome {
  readonly status: string;
  readonly outputs: readonly (readonly [string, unknown])[];
}

async function execute(code: string, answer?: string): Promise<Outcome> {
  const outputs: (readonly [string, unknown])[] = [];
  const future = kernel.requestExecute({
    code,
    allow_stdin: answer !== undefined,
  });
  future.onIOPub = (message) => {
    const essence = essenceOf(message);
    if (essence) outputs.push(essence);
  };
  future.onStdin = (message) => {
    if (!KernelMessage.isInputRequestMsg(message)) return;
    outputs.push(["input_request", message.content.prompt]);
    kernel.sendInputReply(
      { status: "ok", value: answer ?? "" },
      message.header,
    );
  };
  const reply = await future.done;
  return { status: reply.content.status, outputs };
}

function essenceOf(
  message: KernelMessage.IIOPubMessage,
): readonly [string, unknown] | undefined {
  if (KernelMessage.isStreamMsg(message)) {
    return [message.content.name, message.content.text];
  }
  if (
    KernelMessage.isDisplayDataMsg(message) ||
    KernelMessage.isUpdateDisplayDataMsg(message) ||
    KernelMessage.isExecuteResultMsg(message)
  ) {
    return [message.header.msg_type, message.content.data];
  }
  if (KernelMessage.isErrorMsg(message)) {
    return ["error", `${message.content.ename}: ${message.content.evalue}`];
  }
  if (KernelMessage.isClearOutputMsg(message)) {
    return ["clear_output", message.content.wait];
  }
  return undefined;
}

describe.each(ways)("through %s", (_name, application) => {
  let server: JupyterServer;
  let manager: KernelManager;

  beforeAll(async () => {
    server = await startServer(application, tmpdir());
    const serverSettings = ServerConnection.makeSettings({
      baseUrl: server.baseUrl,
      wsUrl: server.baseUrl.replace(/^http/, "ws"),
      token: server.token,
      // A client outside a browser has no cookie: the token goes into the web socket's address.
      appendToken: true,
    });
    manager = new KernelManager({ serverSettings });
    kernel = await manager.startNew({ name: "nabla" });
  });

  afterAll(async () => {
    await kernel.shutdown();
    kernel.dispose();
    manager.dispose();
    await server.stop();
  });

  it("says what it is", async () => {
    const info = await kernel.info;
    expect(info.status).toBe("ok");
    expect(info.language_info).toMatchObject({
      name: "typescript",
      file_extension: ".ts",
    });
  });

  describe("execute", () => {
    const rows: readonly [
      what: string,
      code: string,
      status: string,
      outputs: readonly unknown[],
    ][] = [
      [
        "a value",
        "1 + 1",
        "ok",
        [["execute_result", expect.objectContaining({ "text/plain": "2" })]],
      ],
      ["a statement", "const two: number = 2;", "ok", []],
      ["standard output", `console.log("out")`, "ok", [["stdout", "out\n"]]],
      ["standard error", `console.error("err")`, "ok", [["stderr", "err\n"]]],
      [
        "a display",
        "display(html`<b>bold</b>`);",
        "ok",
        [
          [
            "display_data",
            expect.objectContaining({ "text/html": "<b>bold</b>" }),
          ],
        ],
      ],
      [
        "the awaited value",
        "await Promise.resolve(two + 40)",
        "ok",
        [["execute_result", expect.objectContaining({ "text/plain": "42" })]],
      ],
      [
        "an error",
        `throw new RangeError("too far")`,
        "error",
        [["error", "RangeError: too far"]],
      ],
      [
        "a type error, before anything runs",
        `console.log("never"); const s: string = two;`,
        "error",
        [["error", expect.stringContaining("TS2322")]],
      ],
    ];
    it.each(rows)("%s: %s", async (_what, code, status, outputs) => {
      expect(await execute(code)).toEqual({ status, outputs });
    });

    it("asks for input", async () => {
      expect(await execute(`input("name? ")`, "Ada")).toEqual({
        status: "ok",
        outputs: [
          ["input_request", "name? "],
          [
            "execute_result",
            expect.objectContaining({ "text/plain": "'Ada'" }),
          ],
        ],
      });
    });
  });

  it("completes", async () => {
    const code = "Math.sqr";
    const { content } = await kernel.requestComplete({
      code,
      cursor_pos: code.length,
    });
    if (content.status !== "ok") expect.fail(content.status);
    const completed = content.matches.map(
      (match) =>
        code.slice(0, content.cursor_start) +
        match +
        code.slice(content.cursor_end),
    );
    expect(completed).toContain("Math.sqrt");
  });

  it("inspects", async () => {
    const { content } = await kernel.requestInspect({
      code: "Math.sqrt",
      cursor_pos: 7,
      detail_level: 0,
    });
    if (content.status !== "ok") expect.fail(content.status);
    expect(content.found).toBe(true);
    expect(JSON.stringify(content.data)).toContain("sqrt(x: number): number");
  });

  it.each([
    ["1 + 1", "complete"],
    ["function f() {", "incomplete"],
    ["const = 1", "invalid"],
  ])("finds `%s` %s", async (code, status) => {
    const { content } = await kernel.requestIsComplete({ code });
    expect(content.status).toBe(status);
  });

  it("interrupts an endless loop and keeps its state", async () => {
    await execute("let kept = 7;");
    const future = kernel.requestExecute({ code: "while (true) {}" });
    await new Promise<void>((resolve) => {
      future.onIOPub = ({ header }) => {
        if (header.msg_type === "execute_input") resolve();
      };
    });
    await kernel.interrupt();
    const reply = await future.done;
    expect(reply.content.status).toBe("error");
    expect((await execute("kept")).outputs).toEqual([
      ["execute_result", expect.objectContaining({ "text/plain": "7" })],
    ]);
  });

  it("restarts with nothing left", async () => {
    await kernel.restart();
    await kernel.info;
    const { status, outputs } = await execute("kept");
    expect(status).toBe("error");
    expect(outputs).toEqual([["error", expect.stringContaining("kept")]]);
  });
});
