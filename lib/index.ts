import "./source/math.js";

export * from "./ops/index.js";
export * from "./tensor/index.js";
export * from "./transform/index.js";
export * from "./optimize/index.js";
export * from "./analysis/index.js";
export * from "./symbolic/index.js";
export * from "./matrix/index.js";
export * from "./progress/index.js";
export * from "./plot/index.js";
export * from "./illustrate/index.js";
