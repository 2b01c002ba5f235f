/**
 * The preloaded names: what a cell can say without importing anything. This is the one place that knows how a cell
 * sees the library.
 */
export * from "../../lib/index.js";
export {
  clearOutput,
  display,
  html,
  input,
  md,
  page,
  password,
  setNextInput,
  svg,
  tex,
  update,
  type DisplayOptions,
  type Shown,
} from "./names.js";
export {
  audio,
  file,
  image,
  video,
  type ImageOptions,
  type Medium,
  type PlayOptions,
  type Source,
} from "./media.js";
export { interact } from "../widgets/interact.js";
export * as widgets from "../widgets/index.js";
