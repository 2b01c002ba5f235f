/** The tool asked as GradBench asks it, and its answers compared as GradBench compares them. */
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { expect } from "vitest";
import { root } from "../../kernel/bootstrap/places.js";

/** An evaluation and what GradBench's golden implementation answers (`record.py`). */
export interface Row {
  readonly module: string;
  readonly function: string;
  readonly input: unknown;
  readonly output: unknown;
}

export interface Response {
  readonly id: number;
  readonly success?: boolean;
  readonly output?: unknown;
  readonly error?: string;
}

export const rows = JSON.parse(
  readFileSync(join(import.meta.dirname, "expected.json"), "utf8"),
) as Row[];

/** The responses to the messages, by their ids. */
export function asked(messages: readonly object[]): Response[] {
  const register = pathToFileURL(join(root, "dist/kernel/outside/register.js"));
  const { stdout, stderr } = spawnSync(
    process.execPath,
    ["--import", register.href, join(import.meta.dirname, "run.ts")],
    {
      cwd: root,
      encoding: "utf8",
      input: messages.map((each) => `${JSON.stringify(each)}\n`).join(""),
      maxBuffer: 2 ** 28,
    },
  );
  expect(stderr).toBe("");
  return stdout
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as Response);
}

/** GradBench's measure of a difference, at a tolerance of its own: the golden values are as exact as ours. */
export function expectLike(
  found: unknown,
  wanted: unknown,
  tolerance: number,
): void {
  if (typeof wanted === "number" && typeof found === "number") {
    const size = Math.max(1, Math.abs(found) + Math.abs(wanted));
    const difference = Math.abs(found - wanted) / size;
    expect(difference, `${String(found)} for ${String(wanted)}`)
      // A difference of zero is within any bound.
      .toBeLessThanOrEqual(tolerance);
  } else if (typeof wanted === "object" && wanted !== null) {
    expect(Object.keys(found as object).sort()).toEqual(
      Object.keys(wanted).sort(),
    );
    for (const [key, part] of Object.entries(wanted))
      expectLike((found as Record<string, unknown>)[key], part, tolerance);
  } else expect(found).toEqual(wanted);
}

/** Asks for all rows and compares each answer. */
export function checkRows(chosen: readonly Row[]): void {
  const modules = [...new Set(chosen.map(({ module }) => module))];
  const responses = asked([
    ...modules.map((module, id) => ({ id, kind: "define", module })),
    ...chosen.map((row, k) => ({ id: 100 + k, kind: "evaluate", ...row })),
  ]);
  chosen.forEach((row, k) => {
    const response = responses.find(({ id }) => id === 100 + k);
    expect(response?.error).toBeUndefined();
    expectLike(response?.output, row.output, 1e-11);
  });
}
