/**
 * Programs to differentiate, each with points and with the same function as mathematics, from which `exact.py` finds
 * the exact values.
 */
import { closures } from "./closures.js";
import { control } from "./control.js";
import { kinks } from "./kinks.js";
import { lists } from "./lists.js";
import { functions, loops } from "./loops.js";
import { mathematics, mathematicsAlone } from "./mathematics.js";
import { mutation } from "./mutation.js";
import { numerics } from "./numerics.js";
import { objects } from "./objects.js";
import type { Program } from "./row.js";
import { scalars } from "./scalars.js";

export const programs: readonly Program[] = [
  ...scalars,
  ...mathematics,
  ...mathematicsAlone,
  ...loops,
  ...functions,
  ...lists,
  ...mutation,
  ...control,
  ...closures,
  ...objects,
  ...numerics,
  ...kinks,
];
