/** The widgets, as cells see them. */
export * from "./boxes.js";
export { Button } from "./buttons.js";
export * from "./choices.js";
export * from "./link.js";
export { Layout } from "./looks.js";
export * from "./media.js";
export * from "./numbers.js";
export { Output } from "./output.js";
export * from "./writing.js";
export { interact, interactive } from "./interact.js";
