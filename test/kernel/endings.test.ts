/** Kernels that end although nobody asked them to: the person learns why, from this one or from the next. */
import { statSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { Client, streamText, typeOf } from "./client.js";

let client: Client;

beforeEach(async () => {
  client = await Client.start();
});
afterEach(() => client.stop());

/** What the kernel that comes next says of the one before. */
async function next(): Promise<{ banner: string; first: string }> {
  await client.restart();
  const info = await client.request("kernel_info_request");
  const first = await client.execute("1 + 1");
  const second = await client.execute("1 + 1");
  expect(streamText(second, "stderr")).toBe("");
  return {
    banner: String(info.reply.content["banner"]),
    first: streamText(first, "stderr"),
  };
}

const notes = (): string[] =>
  readdirSync(client.folder).filter((name) => name.endsWith(".last-words"));

describe("what ended the kernel", () => {
  it.each([
    ["process.exit(3)", 3],
    ["process.abort()", "SIGABRT"],
  ])(
    "%s is said in the reply, the log and by the next kernel",
    async (call, code) => {
      await client.execute("1");
      const { reply } = await client.execute(call);
      expect(reply.content["ename"]).toBe("ProcessExit");
      expect(reply.content["evalue"]).toBe(`${call}: the kernel has ended`);
      expect(await client.ended()).toBe(code);
      expect(client.log).toContain(`nabla: ${call}: the kernel has ended\n`);
      const said = `The kernel before this one has ended in Cell [2]: ${call}. Its names are gone.`;
      const { banner, first } = await next();
      expect(banner.endsWith(`\n${said}`)).toBe(true);
      expect(first).toBe(`${said}\n`);
    },
  );

  it("a kill is told of by the next kernel, with the cell", async () => {
    await client.send("execute_request", {
      code: 'console.log("up"); for (;;);',
    });
    await client.printed("up");
    client.process.kill("SIGKILL");
    const said =
      "The kernel before this one has ended in Cell [1]: killed, or by a fault of native code. Its names are gone.\n";
    expect((await next()).first).toBe(said);
    expect(client.log).toContain(`nabla: ${said}`);
  });

  it("a kill while nothing ran, too", async () => {
    await client.execute("1");
    client.process.kill("SIGKILL");
    expect((await next()).first).toContain("has ended while no cell ran");
  });

  it("a shutdown in good order leaves nothing to say", async () => {
    await client.execute("1");
    const [note = ""] = notes();
    expect(statSync(join(client.folder, note)).mode & 0o777).toBe(0o600);
    await client.request("shutdown_request", { restart: true }, "control");
    expect(await client.ended()).toBe(0);
    expect(notes()).toEqual([]);
    const { banner, first } = await next();
    expect(banner).not.toContain("\n");
    expect(first).toBe("");
  });
});

describe("a fight for memory that is lost", () => {
  it("is told of by the next kernel", async () => {
    await client.stop();
    client = await Client.start({}, ["--max-old-space-size=300"]);
    // One native call takes it all: nothing can come in between.
    await client.send("execute_request", {
      code: "// @ts-nocheck\nconst a = []; for (let i = 0; i < 1e6; i++) a.push({ i });\nJSON.parse('[' + '[[[]]],'.repeat(1.5e7) + '1]')",
    });
    expect(await client.ended()).toBe("SIGABRT");
    expect(client.log).toMatch(/heap out of memory/);
    const { first } = await next();
    expect(first).toMatch(
      /^The kernel before this one has ended in Cell \[1\]: /,
    );
    expect(client.received.some((m) => typeOf(m) === "error")).toBe(false);
  });
});
