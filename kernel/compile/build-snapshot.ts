/** `node build-snapshot.js`: builds the compiler's start-up snapshot for this Node, as the last step of the build. */
import { buildSnapshot } from "./snapshot.js";

const file = buildSnapshot();
console.log(
  file === undefined
    ? "No start-up snapshot could be built: the compiler starts without one, in a second more."
    : `Start-up snapshot: ${file}`,
);
