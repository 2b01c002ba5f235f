// Two kinds of test. "parts" test the code from within, many files at once; "whole" start kernels, Jupyter
// servers and browsers, which want the machine's two cores for themselves, so they go one after another.
import { join } from "node:path";
import { defineConfig } from "vitest/config";

const whole = [
  "test/{browser,clients,conformance,notebooks,package,services}/**/*.test.ts",
];

export default defineConfig({
  root: join(import.meta.dirname, "..", ".."),
  test: {
    projects: [
      {
        extends: true,
        test: {
          name: "parts",
          include: ["test/**/*.test.{ts,js}"],
          exclude: [...whole, "test/long/**"],
          testTimeout: 60_000,
          hookTimeout: 60_000,
          sequence: { groupOrder: 0 },
        },
      },
      {
        extends: true,
        test: {
          name: "whole",
          // JupyterLab's client tells of every connection; what failed may tell.
          silent: "passed-only",
          globalSetup: "test/notebooks/fresh.ts",
          include: whole,
          fileParallelism: false,
          testTimeout: 300_000,
          hookTimeout: 300_000,
          sequence: { groupOrder: 1 },
        },
      },
      {
        extends: true,
        test: {
          name: "long",
          include: ["test/long/**/*.test.ts"],
          fileParallelism: false,
          testTimeout: 1_800_000,
          hookTimeout: 300_000,
          sequence: { groupOrder: 2 },
        },
      },
    ],
  },
});
