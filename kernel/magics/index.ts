/** Every line magic: one file each, or one for a pair, and one word here. */
import { cd } from "./cd.js";
import { check } from "./check.js";
import { env } from "./env.js";
import { helpOn } from "./help.js";
import type { Magic } from "./magic.js";
import { npm } from "./npm.js";
import { reset } from "./reset.js";
import { time, timeit } from "./time.js";
import { who } from "./who.js";

const list: readonly Magic[] = [time, timeit, who, reset, npm, cd, env, check];

/** The magics by their name, in the order in which `%help` lists them. */
export const magics: ReadonlyMap<string, Magic> = new Map(
  [...list, helpOn(list)].map((magic) => [magic.name, magic]),
);
