// What counts as used, for knip: files and exports that nothing reaches, packages that nothing imports.
export default {
  entry: [
    // The bundles' entries (kernel/bootstrap/{build,compiler,mathjax}.js).
    "lib/source/runtime.ts",
    "lib/plot/text/mathjax.ts",
    "kernel/{main,cli}.ts",
    "kernel/transport/worker.ts",
    "kernel/run/prelude.ts",
    // Loaded when cells are to run: kernel/run/start.ts.
    "kernel/widgets/connect.ts",
    "kernel/outside/{register,hooks,vitest,tsserver}.ts",
    "kernel/compile/{main,build-snapshot,snapshot-entry}.ts",
    // Bundled for the reader's page: kernel/bootstrap/interactive.js.
    "lib/plot/page/client.ts",
    // The commands that kernel/bootstrap/run.js loads by name.
    "kernel/bootstrap/{start,test,check,notebooks,bench,build,prepack}.js",
    "test/**/*.{test,test-d}.{ts,js}",
    "test/bench/*.js",
    // Loaded by name, or a thread of its own.
    "test/bench/kernels/{rows/*,heart}.js",
    // Each a process of its own, started by test/bench/derivatives.js.
    "test/bench/derivatives/{race,jax,tfjs}.js",
    // A tool for GradBench, run by its path.
    "test/gradbench/run.ts",
  ],
  project: ["lib/**/*.ts", "kernel/**/*.{ts,js}", "test/**/*.{ts,js}"],
  ignoreDependencies: [
    // Run by path or by a process of its own: check.js, test/browser/chromium.ts.
    "dependency-cruiser",
    "prettier",
    "@sparticuz/chromium",
    // Node's own, which a worker may ask for: kernel/transport/signals.ts.
    "internal",
    // Peers, which the bench installs beside itself: test/bench/derivatives.js.
    "@jax-js/jax",
    "@tensorflow/tfjs",
    // Read as a corpus of TypeScript: test/kernel/corpus.test.ts.
    "@math.gl/core",
    "@noble/hashes",
    "rxjs",
    "zod",
  ],
  // On the reader's machine, not among our packages.
  eslint: { config: "test/tidy/eslint.config.js" },
  vitest: { config: "test/tidy/vitest.config.js" },
  "dependency-cruiser": { config: "test/tidy/layers.cjs" },
  ignoreExportsUsedInFile: true,
};
