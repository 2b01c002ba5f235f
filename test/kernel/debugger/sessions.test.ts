/** The debugger through the protocol: jupyter's own requests, and what becomes of a cell that is held. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { resultText, typeOf } from "../client.js";
import { Debugged } from "../debug-client.js";

let kernel: Debugged;

beforeAll(async () => {
  kernel = await Debugged.start();
});
afterEach(() => kernel.release());
afterAll(() => kernel.client.stop());

describe("Jupyter's additions", () => {
  it("tell the state to a page that comes back", async () => {
    const code = "let back = 1;\nback;";
    await kernel.breakAt(code, [2]);
    const cell = await kernel.run(code);
    await kernel.stopped();
    const { sourcePath } = await kernel.ask("dumpCell", { code });
    const info = await kernel.ask("debugInfo");
    expect(info).toMatchObject({
      isStarted: true,
      hashMethod: "Murmur2",
      stoppedThreads: [1],
      richRendering: true,
      copyToGlobals: true,
    });
    expect(info.breakpoints).toContainEqual({
      source: sourcePath,
      breakpoints: [{ line: 2 }],
    });
    const source = await kernel.ask("source", { source: { path: sourcePath } });
    expect(source["content"]).toBe(code);
    // The page attaches again, and nothing is lost.
    await kernel.attach();
    expect(await kernel.stack()).toBe("Cell [n]:2");
    await kernel.finish(cell);
    await kernel.breakAt(code, []);
    expect((await kernel.ask("debugInfo"))["stoppedThreads"]).toEqual([]);
  });

  it("call the debugger started from the first word on", async () => {
    await kernel.ask("disconnect");
    expect((await kernel.ask("debugInfo"))["isStarted"]).toBe(false);
    await kernel.ask("initialize", { clientID: "test", adapterID: "nabla" });
    expect((await kernel.ask("debugInfo"))["isStarted"]).toBe(true);
    await kernel.ask("attach");
  });

  it("show a variable as a cell would", async () => {
    await kernel.client.execute(
      "const shown = md`**bold**`;\nconst rich = tensor([1]);",
    );
    const idle = await kernel.ask("richInspectVariables", {
      variableName: "shown",
    });
    expect(idle["data"]).toEqual({
      "text/markdown": "**bold**",
      "text/plain": "**bold**",
    });
    const cell = await kernel.run(
      "{\n  const local = tensor([1, 2]);\n  debugger;\n}",
    );
    await kernel.stopped();
    const held = await kernel.ask("richInspectVariables", {
      variableName: "local",
      frameId: await kernel.top(),
    });
    expect(held["data"]).toMatchObject({ "text/plain": "[1, 2]" });
    expect(Object.keys(held["data"] as object)).toContain("text/latex");
    await kernel.finish(cell);
  });

  it("copy a variable of a frame to where later cells find it", async () => {
    const cell = await kernel.run(
      "function keep() {\n  const inner = tensor([1, 2]);\n  debugger;\n  return inner;\n}\nkeep();",
    );
    await kernel.stopped();
    await kernel.ask("copyToGlobals", {
      ...{ srcVariableName: "inner", dstVariableName: "copied" },
      srcFrameId: await kernel.top(),
    });
    const { Globals } = await kernel.scopes();
    expect(Globals).toMatchObject({ copied: "Tensor [2] float64 [1, 2]" });
    await kernel.finish(cell);
    expect(resultText(await kernel.client.execute("copied * 2"))).toBe(
      "[2, 4]",
    );
    const refused = await kernel.respond("copyToGlobals", {
      ...{ srcVariableName: "inner", dstVariableName: "no name" },
      srcFrameId: 1,
    });
    expect(refused.success).toBe(false);
  });

  it("answer what they do not know with a message", async () => {
    const response = await kernel.respond("reverseContinue");
    expect(response).toMatchObject({
      success: false,
      command: "reverseContinue",
    });
    expect((await kernel.respond("stackTrace")).message).toBe(
      "stackTrace: nothing is paused",
    );
  });
});

describe("a paused cell", () => {
  const code = "let held = 1;\nheld += 1;\nheld";
  const hold = async (): Promise<{ ended: Promise<unknown> }> => {
    await kernel.breakAt(code, [2]);
    const cell = await kernel.run(code);
    await kernel.stopped();
    return cell;
  };

  it("blocks neither heart nor completion nor inspection", async () => {
    await hold();
    expect(await kernel.client.beat()).toBe("ping");
    const { reply } = await kernel.client.request("complete_request", {
      ...{ code: "Math.hyp", cursor_pos: 8 },
    });
    expect(reply.content["matches"]).toEqual(["hypot"]);
    const info = await kernel.client.request(
      "kernel_info_request",
      {},
      "control",
    );
    expect(info.reply.content["supported_features"]).toContain("debugger");
    const inspected = await kernel.client.request("inspect_request", {
      ...{ code: "held", cursor_pos: 2, detail_level: 0 },
    });
    expect(inspected.reply.content["found"]).toBe(true);
  });

  it("is stopped by an interrupt, and nothing after its place runs", async () => {
    const { ended } = {
      ended: kernel.client.wait(
        (m) =>
          m.content["ename"] === "KeyboardInterrupt" &&
          typeOf(m) === "execute_reply",
      ),
    };
    await kernel.client.request("interrupt_request", {}, "control");
    await ended;
    await kernel.event("continued");
    expect(resultText(await kernel.client.execute("held"))).toBe("1");
  });

  it("is stopped by terminate, and can be held again", async () => {
    const first = await hold();
    await kernel.ask("terminate");
    await first.ended;
    const second = await hold();
    expect(await kernel.stack()).toBe("Cell [n]:2");
    await kernel.ask("continue");
    await second.ended;
  });

  it("is stopped while something endless is evaluated in it", async () => {
    const cell = await hold();
    const endless = kernel.respond("evaluate", {
      ...{ expression: "while (true) {}", context: "watch" },
      frameId: await kernel.top(),
    });
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(await kernel.client.beat()).toBe("ping");
    await kernel.client.request("interrupt_request", {}, "control");
    expect((await endless).message).toContain("stopped after 5 seconds");
    await cell.ended;
    expect(resultText(await kernel.client.execute("held"))).toBe("1");
  });

  it("runs on when the client disconnects, and stops nowhere any more", async () => {
    const cell = await hold();
    await kernel.ask("disconnect");
    await cell.ended;
    expect(resultText(await kernel.client.execute(code))).toBe("2");
    expect((await kernel.ask("debugInfo"))["isStarted"]).toBe(false);
    await kernel.attach();
    expect(resultText(await kernel.client.execute(code))).toBe("2");
  });

  it("leaves nothing behind when the client disconnects again and again", async () => {
    await kernel.client.execute(
      'require("node:v8").setFlagsFromString("--expose-gc");\nconst collect = require("node:vm").runInNewContext("gc");',
    );
    const megabytes = async (): Promise<number> => {
      const used = "collect(); process.memoryUsage().heapUsed / 2 ** 20";
      return Number(resultText(await kernel.client.execute(used)));
    };
    const cycle = async (): Promise<void> => {
      await kernel.attach();
      const cell = await hold();
      await kernel.scopes();
      await kernel.ask("disconnect");
      await cell.ended;
    };
    await cycle();
    const before = await megabytes();
    for (let i = 0; i < 20; i++) await cycle();
    // A paused frame that is kept is a tenth of a megabyte.
    expect((await megabytes()) - before).toBeLessThan(1);
    await kernel.attach();
  });

  it("in a timer is stopped by an interrupt, and timers go on", async () => {
    const timer =
      "await new Promise((done) => setTimeout(() => {\n  debugger;\n  done(1);\n}, 5));";
    const cell = await kernel.run(timer);
    await kernel.stopped();
    await kernel.client.request("interrupt_request", {}, "control");
    await cell.ended;
    const after = await kernel.client.execute(
      "await new Promise((r) => setTimeout(() => r(4), 5))",
    );
    expect(resultText(after)).toBe("4");
  });

  it("lets the kernel shut down", async () => {
    await kernel.breakAt('console.log("never");', [1]);
    await kernel.run('console.log("never");');
    await kernel.stopped();
    await kernel.client.request(
      "shutdown_request",
      { restart: false },
      "control",
    );
    expect(await kernel.client.ended()).toBe(0);
    const printed = kernel.client.received.some((m) =>
      String(m.content["text"]).includes("never"),
    );
    expect(printed).toBe(false);
    expect(kernel.client.log).toBe("");
  });
});
