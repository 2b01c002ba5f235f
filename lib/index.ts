import "./source/math.js";

export * from "./ops/index.js";
export * from "./tensor/index.js";
export * from "./transform/index.js";
export * from "./plot/index.js";
