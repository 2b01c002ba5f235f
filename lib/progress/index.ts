export {
  progress,
  setProgressSink,
  type ProgressBar,
  type ProgressOptions,
  type ProgressSink,
} from "./progress.js";
export type { ProgressState } from "./state.js";
