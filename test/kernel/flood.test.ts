/** Output without measure: what a front end can bear arrives, what was cut is said, and memory stays bounded. */
import { setTimeout as sleep } from "node:timers/promises";
import {
  afterAll,
  afterEach,
  beforeAll,
  beforeEach,
  describe,
  expect,
  it,
  vi,
} from "vitest";
import { Subscriber } from "zeromq";
import { Flood } from "../../kernel/session/flood.js";
import { Client, resultText, streamText, typeOf } from "./client.js";

let client: Client;

beforeAll(async () => {
  client = await Client.start();
});
afterAll(() => client.stop());

/** The kernel's resident memory in MB. */
async function memory(): Promise<number> {
  const code = "Math.round(process.memoryUsage.rss() / 1e6)";
  return Number(resultText(await client.execute(code)));
}

describe("where a flood is cut", () => {
  beforeEach(() => {
    // With time more passes.
    vi.useFakeTimers({ toFake: ["performance"] });
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  /** Of pieces of output, of which two million characters pass at once: what stands before the cut, and all lines. */
  function shown(...pieces: string[]): { before: string; lines: number } {
    let text = "";
    const flood = new Flood((_cell, _name, part) => {
      text += part;
    });
    for (const piece of pieces) flood.text(1, "stdout", piece);
    flood.flush();
    const [before = "", after = ""] = text.split("\n… ");
    const [note = "", ...rest] = after.split("\n");
    const cut = Number(note.split(" ")[0]?.replaceAll(",", ""));
    return {
      before: before.replace(/^(a\n)+/, ""),
      // The last line's end is followed by no line.
      lines: cut + rest.length - 1,
    };
  }
  const more = "b\n".repeat(100_000);

  it("a line that has been begun is shown to its end", () => {
    const { before, lines } = shown(
      `${"a\n".repeat(999_999)}12`,
      `34\n${more}`,
    );
    expect(before).toBe("1234\n");
    expect(lines).toBe(100_000);
  });

  it("a line that no longer fits is not begun", () => {
    const { before, lines } = shown("a\n".repeat(999_999), `1234\n${more}`);
    expect(before).toBe("");
    expect(lines).toBe(100_001);
  });
});

describe("a flood", () => {
  it("of lines arrives whole and in order", async () => {
    const answer = await client.execute(
      "for (let i = 0; i < 100_000; i++) console.log(i)",
    );
    const lines = streamText(answer).trimEnd().split("\n");
    expect(lines.length).toBe(100_000);
    expect(lines.every((line, i) => line === String(i))).toBe(true);
  });

  it("of a million lines is cut, and every line is shown or counted", async () => {
    const before = await memory();
    const answer = await client.execute(
      "for (let i = 0; i < 1_000_000; i++) console.log(i)",
    );
    const text = streamText(answer);
    expect(text.length).toBeLessThan(4_000_000);
    let count = 0;
    const wrong: string[] = [];
    for (const line of text.trimEnd().split("\n")) {
      const cut = /^… ([\d,]+) lines \([\d,]+ characters\) of output were cut/;
      const found = cut.exec(line)?.[1];
      if (found !== undefined) count += Number(found.replaceAll(",", ""));
      else if (line !== "") {
        if (Number(line) !== count) wrong.push(line);
        count++;
      }
    }
    expect(wrong).toEqual([]);
    expect(count).toBe(1_000_000);
    expect(text.endsWith("999999\n")).toBe(true);
    expect(await memory()).toBeLessThan(before + 200);
  });

  it("leaves what is printed later in its place", async () => {
    const answer = await client.execute(
      'for (let i = 0; i < 500_000; i++) console.log(i); display("shown"); console.error("said")',
    );
    const types = answer.published.map((m) =>
      typeOf(m) === "stream" ? m.content["name"] : typeOf(m),
    );
    expect(types.slice(-4)).toEqual([
      "stdout",
      "display_data",
      "stderr",
      "status",
    ]);
  });

  it("of long characters is split nowhere within one", async () => {
    const answer = await client.execute(
      'for (let i = 0; i < 15; i++) console.log("√∂𝑥".repeat(20_000))',
    );
    expect(streamText(answer)).not.toContain("\ufffd");
    expect(streamText(answer)).not.toMatch(
      /[\ud800-\udbff](?![\udc00-\udfff])/,
    );
  });

  it("of displays is complete", async () => {
    const answer = await client.execute(
      "for (let i = 0; i < 2000; i++) display(i)",
    );
    const shown = answer.published.filter((m) => typeOf(m) === "display_data");
    expect(shown.length).toBe(2000);
  });

  it("in one display of several megabytes", async () => {
    const answer = await client.execute('display(html("é".repeat(4_000_000)))');
    const [shown] = answer.published.filter(
      (m) => typeOf(m) === "display_data",
    );
    const data = shown?.content["data"] as Record<string, string>;
    expect(data["text/html"]?.length).toBe(4_000_000);
  });
});

describe("a subscriber that does not read", () => {
  it("holds nobody up, costs bounded memory, and what it misses is said", async () => {
    const sleeper = new Subscriber({ receiveHighWaterMark: 1, linger: 0 });
    sleeper.subscribe("");
    sleeper.connect(`tcp://127.0.0.1:${client.ports.iopub_port}`);
    await sleep(300);
    const before = await memory();
    // Displays, which nothing cuts.
    const flood =
      'for (let i = 0; i < 1500; i++) display(html("x".repeat(50_000)))';
    const answer = await client.execute(flood);
    const shown = answer.published.filter((m) => typeOf(m) === "display_data");
    expect(shown.length).toBe(1500);
    expect(await client.beat()).toBe("ping");
    expect(await memory()).toBeLessThan(before + 200);
    sleeper.close();
    for (
      let round = 0;
      round < 20 && !client.log.includes("too slowly");
      round++
    ) {
      await sleep(200);
      await client.execute("1");
    }
    expect(client.log).toMatch(
      /nabla: a client reads too slowly: \d+ messages have not reached it/,
    );
  });
});
