// The lint rules of the whole repository: typescript-eslint's strictest type-aware set.
import { join } from "node:path";
import eslint from "@eslint/js";
import tseslint from "typescript-eslint";

export default tseslint.config(
  { ignores: ["build/", "dist/", ".venv/", "node_modules/"] },
  eslint.configs.recommended,
  {
    // A rule is kept or changed here for all; no line excuses itself, and nothing is left for later.
    linterOptions: { noInlineConfig: true },
    rules: { "no-warning-comments": "error" },
  },
  {
    // What is longer asks to be divided. A test's describe block may hold many rows.
    files: ["kernel/**", "lib/**"],
    rules: {
      "max-lines": ["error", 400],
      "max-lines-per-function": [
        "error",
        { max: 60, skipBlankLines: true, skipComments: true },
      ],
    },
  },
  {
    files: ["**/*.ts"],
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: {
      parserOptions: {
        projectService: true,
        tsconfigRootDir: join(import.meta.dirname, "..", ".."),
      },
    },
    rules: {
      "@typescript-eslint/no-floating-promises": "error",
      "@typescript-eslint/no-misused-promises": "error",
      "@typescript-eslint/switch-exhaustiveness-check": "error",
      // An operation gives a node of its input's kind, which a class's method cannot say but by `as this`.
      "@typescript-eslint/no-unsafe-class-instance-assignment": "off",
      // Coefficients stand as they were published, with all their digits.
      "no-loss-of-precision": "off",
      // A number in a message needs no ceremony.
      "@typescript-eslint/restrict-template-expressions": [
        "error",
        { allowNumber: true },
      ],
    },
  },
  {
    // A step of a derivative concerns a few of the twenty kinds of statements and says what becomes of all others.
    files: ["lib/program/**", "lib/source/unit.ts"],
    rules: {
      "@typescript-eslint/switch-exhaustiveness-check": [
        "error",
        { considerDefaultExhaustiveForUnions: true },
      ],
    },
  },
  {
    // What a function without types takes is told by overloads; a union of the two tells it nothing.
    files: ["kernel/widgets/interact.ts"],
    rules: { "@typescript-eslint/unified-signatures": "off" },
  },
  {
    // What is timed is written as in a notebook, where an element that is there needs no proof.
    files: ["test/bench/derivatives/**/*.ts", "test/gradbench/evals/**"],
    rules: { "@typescript-eslint/no-non-null-assertion": "off" },
  },
  {
    files: ["**/*.js", "**/*.cjs"],
    languageOptions: {
      globals: {
        Buffer: "readonly",
        __dirname: "readonly",
        console: "readonly",
        fetch: "readonly",
        performance: "readonly",
        process: "readonly",
        clearTimeout: "readonly",
        setTimeout: "readonly",
        URL: "readonly",
      },
    },
  },
);
