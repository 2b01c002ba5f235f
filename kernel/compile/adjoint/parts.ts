import type ts from "typescript";
import type { Operands } from "../operands.js";
import type { Builder } from "./builder.js";
import type { Kinds } from "./kinds.js";
import type { Names } from "./names.js";

/** What the parts of the lowering share. */
export interface Parts {
  readonly ts: typeof ts;
  readonly builder: Builder;
  readonly kinds: Kinds;
  readonly operands: Operands;
  readonly names: Names;
}
