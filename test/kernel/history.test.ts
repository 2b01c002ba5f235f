/** Inputs on disk, as the sessions after them find them. */
import { spawnSync } from "node:child_process";
import {
  mkdtempSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "@photostructure/sqlite";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { History } from "../../kernel/session/history.js";
import { HistoryFile } from "../../kernel/session/history-file.js";

/** Joins the tables as IPython.core.history does. */
const query = `import json, sqlite3, sys
connection = sqlite3.connect(sys.argv[1])
print(json.dumps(connection.execute("""SELECT session, num_cmds, source_raw
  FROM sessions JOIN history USING (session) ORDER BY session, line""").fetchall()))`;

let folder: string;
let log: string[];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "nabla-history-"));
  log = [];
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

const start = (at = join(folder, "kept", "history.sqlite")): History => {
  const note = (line: string): void => {
    log.push(line);
  };
  return new History(new HistoryFile(at, note), note);
};

/** A session that has run these cells. */
async function session(...inputs: string[]): Promise<History> {
  const history = start();
  inputs.forEach((input, i) => {
    history.add(i + 1, input);
  });
  await history.flush();
  return history;
}

type Found = Awaited<ReturnType<History["tail"]>>;
const rows = (found: Found): [number, number, string][] =>
  found.map(({ session, line, input }) => [session, line, input]);

describe("after two sessions", () => {
  beforeEach(async () => {
    await session("a", "b");
    await session("c\nd", "b", "é𝑥");
  });

  it("the tail reaches back over them", async () => {
    const third = await session("e");
    expect(rows(await third.tail(4))).toEqual([
      [2, 1, "c\nd"],
      [2, 2, "b"],
      [2, 3, "é𝑥"],
      [3, 1, "e"],
    ]);
    expect(await third.tail(0)).toEqual([]);
    expect(await third.tail(99)).toHaveLength(6);
  });

  it("the tail is there before the first input", async () => {
    expect(rows(await start().tail(1))).toEqual([[2, 3, "é𝑥"]]);
  });

  it.each([
    [2, 2, undefined, ["b", "é𝑥"]],
    [1, 1, 2, ["a"]],
    [0, 1, undefined, ["e"]],
    [-1, 1, 2, ["c\nd"]],
    [-2, 1, 99, ["a", "b"]],
    [7, 1, undefined, []],
  ])("session %i from %i to %s", async (number, from, to, expected) => {
    const third = await session("e");
    const found = await third.range(number, from, to);
    expect(found.map(({ input }) => input)).toEqual(expected);
  });

  it("a search looks into all of them", async () => {
    const third = await session("b");
    expect(rows(await third.search("b", undefined, false))).toEqual([
      [1, 2, "b"],
      [2, 2, "b"],
      [3, 1, "b"],
    ]);
    expect(rows(await third.search("b", undefined, true))).toEqual([
      [3, 1, "b"],
    ]);
    expect(rows(await third.search("*d", 1, false))).toEqual([[2, 1, "c\nd"]]);
  });
});

it("kernels side by side have numbers of their own and see each other", async () => {
  const histories = Array.from({ length: 8 }, () => start());
  histories.forEach((history, i) => {
    history.add(1, `from ${i}`);
  });
  await Promise.all(histories.map((history) => history.flush()));
  const found = (await histories[0]?.tail(99)) ?? [];
  expect(found.map((entry) => entry.session)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
  expect(new Set(found.map(({ input }) => input)).size).toBe(8);
});

it("a session without input has no number", async () => {
  await start().tail(3);
  expect(rows(await (await session("a")).tail(3))).toEqual([[1, 1, "a"]]);
});

it("a search takes brackets as they stand, and * and ? as any text", async () => {
  const history = await session("xs[0] + 1", "xs[12]", "x0");
  const found = async (pattern: string): Promise<string[]> =>
    (await history.search(pattern, undefined, false)).map(({ input }) => input);
  expect(await found("xs[*]")).toEqual(["xs[12]"]);
  expect(await found("xs[?] *")).toEqual(["xs[0] + 1"]);
});

it("what IPython reads of its own history it reads of this one", async () => {
  await session("a", "b");
  await session("c");
  const python = spawnSync(
    "python3",
    ["-c", query, join(folder, "kept", "history.sqlite")],
    { encoding: "utf8" },
  );
  expect(python.stderr).toBe("");
  expect(JSON.parse(python.stdout)).toEqual([
    [1, 2, "a"],
    [1, 2, "b"],
    [2, 1, "c"],
  ]);
});

it("a file that is locked for a while is written later", async () => {
  await session("a");
  const path = join(folder, "kept", "history.sqlite");
  const other = new DatabaseSync(path);
  other.exec("BEGIN EXCLUSIVE");
  const history = start();
  history.add(1, "b");
  const written = history.flush();
  await new Promise((later) => setTimeout(later, 100));
  other.exec("COMMIT");
  other.close();
  await written;
  expect(rows(await history.tail(9))).toEqual([
    [1, 1, "a"],
    [2, 1, "b"],
  ]);
});

it("a file that is damaged is put aside and said", async () => {
  const path = join(folder, "history.sqlite");
  writeFileSync(path, "no database at all, but long enough to be read as one");
  const history = start(path);
  history.add(1, "a");
  await history.flush();
  expect(rows(await start(path).tail(9))).toEqual([[1, 1, "a"]]);
  expect(log.join()).toContain("damaged");
  expect(readdirSync(folder)).toHaveLength(2);
});

it("nobody else may read it", async () => {
  await session("a");
  const kept = join(folder, "kept");
  expect(statSync(kept).mode & 0o777).toBe(0o700);
  expect(statSync(join(kept, "history.sqlite")).mode & 0o777).toBe(0o600);
});

it("a place that cannot be written costs the history on disk alone", async () => {
  const blocked = join(folder, "file");
  writeFileSync(blocked, "");
  const history = start(join(blocked, "history.sqlite"));
  history.add(1, "a");
  history.add(2, "b");
  await history.flush();
  expect(rows(await history.tail(9))).toEqual([
    [1, 1, "a"],
    [1, 2, "b"],
  ]);
  expect(log).toHaveLength(1);
  expect(log[0]).toContain("history is not kept on disk");
});
