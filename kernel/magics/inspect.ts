import type { Inspection } from "../compile/protocol.js";
import { magics } from "./index.js";
import { magicLines } from "./lines.js";

/** What the magic does whose name or argument the cursor is on; undefined where that is TypeScript. */
export function inspectMagic(
  code: string,
  cursor: number,
): Inspection | undefined {
  const line = magicLines(code).find(
    ({ start, end }) => start <= cursor && cursor <= end,
  );
  const magic = magics.get(line?.name ?? "");
  if (line === undefined || magic === undefined) return undefined;
  if ("timing" in magic && cursor >= line.argumentStart) return undefined;
  return { signature: magic.usage, documentation: magic.help };
}
