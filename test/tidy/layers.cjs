// The layers of the code, checked by dependency-cruiser: who may import whom.
// lib: ir ← trace ← ops ← derive ← tensor ← transform ← { optimize, source, symbolic, latex }; plot stands alone.
const above = {
  ir: ["ir"],
  trace: ["ir", "trace"],
};

/** `folder` of lib imports only from the folders in `below`. */
function within(folder, below) {
  return {
    name: `lib-${folder}`,
    comment: `lib/${folder} rests on ${below.join(", ")} alone.`,
    severity: "error",
    from: { path: `^lib/${folder}/` },
    to: { path: "^lib/", pathNot: `^lib/(${below.join("|")})/` },
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
      comment: "Only the prelude knows how a cell sees the library.",
      severity: "error",
      from: { path: "^kernel/", pathNot: "^kernel/run/prelude\\.ts$" },
      to: { path: "^lib/", pathNot: "^lib/source/" },
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
    ...Object.entries(above).map(([folder, below]) => within(folder, below)),
    within("ops", ["ir", "trace", "dense", "ops"]),
    within("dense", ["dense"]),
    within("derive", ["ir", "trace", "ops", "derive"]),
    within("tensor", ["ir", "trace", "ops", "derive", "latex", "tensor"]),
    within("transform", [
      "ir",
      "trace",
      "ops",
      "derive",
      "tensor",
      "source",
      "transform",
    ]),
    within("plot", ["plot"]),
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
