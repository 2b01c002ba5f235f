/**
 * What compiled cells and local modules call: `$`. The compiler writes the calls (`kernel/compile/operators.ts` and
 * `twins.ts`); here they get their meaning.
 */
import { apply, call, construct, get, invoke, set, store } from "./calls.js";
import {
  attachClass,
  attachMembers,
  attachMethods,
  base,
  baseOf,
} from "./classes.js";
import { kept, outer } from "./effects.js";
import { mathematics } from "./mathematics.js";
import {
  add,
  dec,
  div,
  inc,
  index,
  mod,
  mul,
  neg,
  pos,
  pow,
  sub,
} from "./operators.js";
import { stamp } from "./stamp.js";
import {
  differ,
  equal,
  ge,
  gt,
  key,
  le,
  lt,
  plainValue,
  same,
  text,
  truth,
  typeOf,
  unequal,
} from "./traced.js";

export { whileTracing } from "./effects.js";
export { parameterNames } from "./parameters.js";
export { twinOf } from "./stamp.js";

export const runtime = {
  // Operators, in plain code and in twins.
  add,
  sub,
  mul,
  div,
  mod,
  pow,
  neg,
  pos,
  index,
  math: mathematics,

  // Twins.
  fn: stamp,
  class: attachClass,
  methodsOf: attachMembers,
  methods: attachMethods,
  base,
  baseOf,

  // What twins ask.
  lt,
  gt,
  le,
  ge,
  same,
  differ,
  equal,
  unequal,
  truth,
  inc,
  dec,
  key,
  text,
  value: plainValue,
  typeof: typeOf,
  call,
  apply,
  invoke,
  new: construct,
  get,
  set,
  store,
  outer,
  kept,
} as const;
