/** The one TypeScript of the compiler process: its checker knows operators. Importing this module loads it. */
import { loadTypeScript } from "./typescript.js";

export const ts = loadTypeScript();
