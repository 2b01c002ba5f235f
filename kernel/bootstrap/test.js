// `npm test`: the set-up that is missing, then every test; the last line counts them.
// `npm test -- --parts` runs the fast ones alone, `--whole` those with kernels, servers and browsers,
// `--long` (npm run test:long) the soak, fuzz and corpus runs. Other arguments go on to vitest.
import { mkdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { inTerminal } from "./command.js";
import { jupyterEnvironment, root } from "./places.js";
import { setUp } from "./setup.js";

const kinds = ["parts", "whole", "long"];

export default async function test(args) {
  const asked = kinds.filter((kind) => args.includes(`--${kind}`));
  const options = args.filter((arg) => !kinds.includes(arg.slice(2)));
  const counts = { passed: 0, failed: 0, skipped: 0 };
  try {
    setUp({ tests: true });
    for (const kind of asked.length > 0 ? asked : ["parts", "whole"]) {
      const more = await vitest(kind, options);
      for (const name of Object.keys(counts)) counts[name] += more[name];
    }
  } catch (error) {
    console.error(error.name === "Complaint" ? error.message : error);
    counts.failed += 1;
  }
  console.log(sentence(counts));
  process.exitCode = counts.failed > 0 ? 1 : 0;
}

/** The closing line: `3 passed, 0 failed`, with `, 1 skipped` where some were. */
export function sentence({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ""}`;
}

async function vitest(kind, options) {
  const report = join(root, "build", "test", `${kind}.json`);
  mkdirSync(join(root, "build", "test"), { recursive: true });
  rmSync(report, { force: true });
  const status = await inTerminal(
    process.execPath,
    [
      join(root, "node_modules", "vitest", "vitest.mjs"),
      ...["run", "--config", join("test", "tidy", "vitest.config.js")],
      ...["--project", kind, "--passWithNoTests"],
      // Whole tests are few and slow: each is named as it ends.
      ...["--reporter", kind === "parts" ? "default" : "verbose"],
      ...["--reporter", "json", `--outputFile.json=${report}`],
      ...options,
    ],
    { cwd: root, env: jupyterEnvironment(join(root, "build", "jupyter")) },
  );
  return countsOf(JSON.parse(readFileSync(report, "utf8")), status);
}

/** The counts of a vitest JSON report; a file that did not load, or an error outside any test, is one failure. */
export function countsOf(report, status) {
  const unloaded = report.testResults.filter(
    (file) => file.status === "failed" && file.assertionResults.length === 0,
  ).length;
  const failed = report.numFailedTests + unloaded;
  return {
    passed: report.numPassedTests,
    failed: failed === 0 && status !== 0 ? 1 : failed,
    skipped: report.numPendingTests + report.numTodoTests,
  };
}
