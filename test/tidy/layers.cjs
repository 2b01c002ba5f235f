// The layers of the code, checked by dependency-cruiser: who may import whom.
const { readdirSync } = require("node:fs");
const { join } = require("node:path");

/** The folders of lib, each with those below it that it may rest on. */
const layers = {
  ir: [],
  trace: ["ir"],
  latex: ["ir"],
  dense: ["ir"],
  ops: ["ir", "trace", "dense"],
  derive: ["ir", "trace", "ops"],
  // The language between the compiler and the library, and what derivatives are made of.
  program: [],
  // Loops tell how far they have come.
  progress: [],
  source: ["ir", "trace", "latex", "ops", "program"],
  tensor: ["ir", "trace", "latex", "dense", "ops", "derive"],
  transform: [
    ...["ir", "trace", "latex", "dense", "ops", "derive"],
    ...["source", "tensor"],
  ],
  symbolic: [
    ...["ir", "trace", "latex", "dense", "ops", "derive"],
    ...["source", "tensor", "transform"],
  ],
  matrix: [
    ...["ir", "trace", "latex", "dense", "ops", "derive"],
    ...["tensor", "symbolic"],
  ],
  optimize: [
    ...["ir", "trace", "latex", "dense", "ops", "derive"],
    ...["source", "tensor", "transform", "symbolic", "progress"],
  ],
  analysis: [
    ...["ir", "trace", "latex", "dense", "ops", "derive"],
    ...["source", "tensor", "transform", "symbolic", "optimize"],
  ],
  // Figures take numbers, arrays and functions from anyone.
  plot: [],
  illustrate: [
    ...["ir", "trace", "latex", "ops", "derive", "source"],
    ...["tensor", "transform", "plot"],
  ],
};

const unplaced = readdirSync(join(__dirname, "..", "..", "lib"), {
  withFileTypes: true,
})
  .filter((entry) => entry.isDirectory() && !(entry.name in layers))
  .map((entry) => entry.name);
if (unplaced.length > 0) {
  throw new Error(`layers: give ${unplaced.join(", ")} of lib a place`);
}

/** A folder of lib imports only from itself and from those in `below`. */
function within([folder, below]) {
  return {
    name: `lib-${folder}`,
    comment: `lib/${folder} rests on ${below.join(", ") || "nothing"} alone.`,
    severity: "error",
    from: { path: `^lib/${folder}/` },
    to: {
      path: "^lib/",
      pathNot: `^lib/(${[folder, ...below].join("|")})/`,
    },
  };
}

module.exports = {
  forbidden: [
    {
      name: "no-circular",
      comment: "A cycle has no bottom to start reading from.",
      severity: "error",
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ["type-only"] } },
    },
    {
      name: "lib-knows-no-kernel",
      comment:
        "lib serves any TypeScript program and knows nothing of Jupyter.",
      severity: "error",
      from: { path: "^lib/" },
      to: { path: "^(kernel/|test/|node_modules/zeromq)" },
    },
    {
      name: "one-way-to-zeromq",
      comment: "Sockets have an interface; one file knows what is behind it.",
      severity: "error",
      from: { path: "^kernel/", pathNot: "^kernel/transport/zeromq\\.ts$" },
      to: { path: "^node_modules/zeromq/" },
    },
    {
      name: "one-way-to-the-library",
      comment:
        "Only the prelude knows how a cell sees the library; start connects what cells call and what shows itself; the compiler writes the language of lib/program; the worker draws the pictures that main leaves to it.",
      severity: "error",
      from: {
        path: "^kernel/",
        pathNot: "^kernel/(run/(prelude|start)|session/pictures)\\.ts$",
      },
      to: { path: "^lib/", pathNot: "^lib/program/" },
    },
    {
      name: "no-tests-in-the-product",
      severity: "error",
      from: { path: "^(lib|kernel)/" },
      to: { path: "^test/" },
    },
    {
      name: "declared-packages-only",
      comment: "What the product imports stands in package.json.",
      severity: "error",
      from: { path: "^(lib|kernel)/" },
      to: {
        dependencyTypes: ["npm-no-pkg", "npm-unknown"],
      },
    },
    ...Object.entries(layers).map(within),
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    exclude: { path: "^(dist|build|\\.venv)/" },
    tsConfig: { fileName: "tsconfig.json" },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["import", "require", "node", "default", "types"],
    },
  },
};
