// jupyter_kernel_test on this kernel.
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { beforeAll, expect, it } from "vitest";
import {
  jupyterEnvironment,
  root,
  venvPython,
} from "../../kernel/bootstrap/places.js";

interface Verdict {
  readonly name: string;
  readonly outcome: string;
  readonly detail: string;
}

const verdicts = new Map<string, Verdict>();

beforeAll(() => {
  const run = spawnSync(
    venvPython,
    [join(root, "test", "conformance", "kernel_tests.py")],
    {
      cwd: root,
      encoding: "utf8",
      timeout: 240_000,
      env: jupyterEnvironment(join(root, "build", "jupyter")),
    },
  );
  for (const line of run.stdout.split("\n").filter((text) => text !== "")) {
    const verdict = JSON.parse(line) as Verdict;
    verdicts.set(verdict.name, verdict);
  }
  const start = verdicts.get("start");
  if (start) throw new Error(start.detail);
  if (run.status !== 0) throw new Error(run.stderr);
});

it.each([
  "test_kernel_info",
  "test_execute_stdout",
  "test_execute_stderr",
  "test_completion",
  "test_is_complete",
  "test_error",
  "test_execute_result",
  "test_display_data",
  "test_history",
  "test_inspect",
  "test_clear_output",
  "test_pager",
  "test_recv_iopub_welcome_msg",
])("%s", (name) => {
  expect(verdicts.get(name)).toEqual({ name, outcome: "passed", detail: "" });
});
