// `jupyter console` in a pseudo-terminal.
import { beforeAll, expect, it } from "vitest";
import { verdicts } from "./drive.js";

let found: Record<string, unknown>;
beforeAll(() => {
  found = verdicts("console_typed.py");
});

it.each([
  ["greets with the banner", "Nabla"],
  ["shows a result", "42"],
  ["asks for input", "hello Ada"],
  ["does not show a password", "secret of 6 letters"],
  ["shows an error and goes on", "RangeError"],
  ["is interrupted by Ctrl-C and keeps its state", "still 42"],
  ["ends at the word exit", "ended"],
])("%s", (what, expected) => {
  expect(found[what]).toBe(expected);
});
