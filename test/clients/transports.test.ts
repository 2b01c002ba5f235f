// jupyter_client over CurveZMQ and over files.
import { beforeAll, expect, it } from "vitest";
import { verdicts } from "./drive.js";

let found: Record<string, unknown>;
beforeAll(() => {
  found = verdicts("transports_used.py");
});

it.each<readonly [string, unknown]>([
  ["curve: shell and iopub", "42"],
  ["curve: stdin", "'Ada'"],
  ["curve: heartbeat", true],
  ["curve: control", "ok"],
  ["curve: answers without keys", []],
  ["curve: after a restart", "2"],
  ["ipc", "42"],
])("%s", (what, expected) => {
  expect(found[what]).toEqual(expected);
});
