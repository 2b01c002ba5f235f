import { tmpdir } from "node:os";
import { join, sep } from "node:path";
import { murmur2 } from "./murmur.js";

/** Any number does; ipykernel's documentation of the protocol has this one. */
export const hashSeed = 0xc70f6907;

/**
 * What the path of a cell begins with. No such file exists: clients compute the path from a cell's text, and ask for
 * the text with `source`. JupyterLab shows a path that holds `ipykernel_` as `Cell [3]`, and every other as it stands.
 */
export const pathPrefix = join(tmpdir(), "nabla", "ipykernel_cells") + sep;
export const pathSuffix = ".ts";

/** The path by which clients know the cell with this text. */
export function cellPath(code: string): string {
  return `${pathPrefix}${murmur2(code, hashSeed)}${pathSuffix}`;
}
