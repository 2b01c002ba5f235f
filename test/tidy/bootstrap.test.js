// The set-up's decisions, and its one clear sentence where something is missing.
import { spawnSync } from "node:child_process";
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { speaksOfNetwork } from "../../kernel/bootstrap/command.js";
import { nodeComplaint } from "../../kernel/bootstrap/node-version.js";
import { missingPackages } from "../../kernel/bootstrap/packages.js";
import { root } from "../../kernel/bootstrap/places.js";
import { countsOf, sentence } from "../../kernel/bootstrap/test.js";

describe("Node", () => {
  it.each([
    ["18.20.4", false],
    ["20.18.3", false],
    ["20.19.0", true],
    ["22.0.0", true],
    ["26.1.0", true],
  ])("%s is new enough: %s", (version, enough) => {
    const complaint = nodeComplaint(version);
    if (enough) expect(complaint).toBeUndefined();
    else expect(complaint).toMatch(/^Nabla needs Node 20\.19 .*\.$/);
  });
});

describe("packages", () => {
  const lock = {
    packages: {
      "": { name: "nabla" },
      "node_modules/a": { version: "1.0.0" },
      "node_modules/b": { version: "2.0.0", dev: true },
      "node_modules/c-darwin": { version: "1.0.0", optional: true },
    },
  };
  it.each([
    ["all there", { a: "1.0.0", b: "2.0.0" }, []],
    ["one absent", { a: "1.0.0" }, ["node_modules/b"]],
    ["another version", { a: "0.9.0", b: "2.0.0" }, ["node_modules/a"]],
  ])("%s", (_what, versions, missing) => {
    const packages = Object.fromEntries(
      Object.entries(versions).map(([name, version]) => [
        `node_modules/${name}`,
        { version },
      ]),
    );
    expect(missingPackages(lock, { packages })).toEqual(missing);
  });
});

describe.skipIf(process.platform === "win32")("Python", () => {
  // A python3 that answers the probe for version and missing modules.
  it.each([
    ["3 9", /this is Python 3\.9: install one/],
    ["3 12 ensurepip", /Python 3\.12 lacks ensurepip.*python3-venv/],
    [undefined, /none was found: install one/],
  ])("answering %s gives one sentence", (answer, expected) => {
    const path = mkdtempSync(join(tmpdir(), "nabla-path-"));
    if (answer !== undefined) {
      writeFileSync(join(path, "python3"), `#!/bin/sh\necho ${answer}\n`);
      chmodSync(join(path, "python3"), 0o755);
    }
    const script = `import { findPython } from "./kernel/bootstrap/python.js";
      try { findPython(); } catch (error) { console.log(error.name + ": " + error.message); }`;
    const { stdout } = spawnSync(
      process.execPath,
      ["--input-type", "module", "--eval", script],
      { cwd: root, encoding: "utf8", env: { PATH: path } },
    );
    rmSync(path, { recursive: true });
    expect(stdout.trimEnd()).toMatch(/^Complaint: [^\n]*\.$/);
    expect(stdout).toMatch(expected);
  });
});

it.each([
  ["npm error code EAI_AGAIN", true],
  [
    "Failed to establish a new connection: [Errno -2] Name or service not known",
    true,
  ],
  ["ERROR: Could not find a version … (from versions: none)", true],
  ["ERROR: Could not find a version … (from versions: 4.6.4, 4.6.5)", false],
  ["npm error code ERESOLVE", false],
])("%j speaks of the network: %s", (output, network) => {
  expect(speaksOfNetwork(output)).toBe(network);
});

describe("the closing line", () => {
  const file = (status, ...assertionResults) => ({ status, assertionResults });
  const report = (failed, files) => ({
    numPassedTests: 2,
    numFailedTests: failed,
    numPendingTests: 0,
    numTodoTests: 0,
    testResults: files,
  });
  it.each([
    ["all well", report(0, [file("passed", {}, {})]), 0, "2 passed, 0 failed"],
    [
      "a failure",
      report(1, [file("failed", {}, {}, {})]),
      1,
      "2 passed, 1 failed",
    ],
    [
      "a file that did not load",
      report(0, [file("failed")]),
      1,
      "2 passed, 1 failed",
    ],
    ["an error outside any test", report(0, []), 1, "2 passed, 1 failed"],
  ])("%s", (_what, json, status, line) => {
    expect(sentence(countsOf(json, status))).toBe(line);
  });

  it("names what was skipped", () => {
    expect(sentence({ passed: 3, failed: 0, skipped: 1 })).toBe(
      "3 passed, 0 failed, 1 skipped",
    );
  });
});
