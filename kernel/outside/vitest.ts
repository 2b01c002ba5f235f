/** `nabla/vitest`: operators and derivatives of plain functions in files that Vitest, or Vite, loads. */
import { isSource, Program, runtimeFile } from "./program.js";

/** As much of a Vite plugin as this one is. */
export interface NablaPlugin {
  readonly name: string;
  readonly enforce: "pre";
  configResolved(config: { readonly root: string }): void;
  transform(
    code: string,
    id: string,
  ): { readonly code: string; readonly map: string } | undefined;
}

/**
 * The plugin. Types are not checked, as nowhere in Vitest: for that there is `vitest --typecheck` and the editor.
 *
 * @example
 * // vitest.config.ts
 * import nabla from "nabla/vitest";
 * export default { plugins: [nabla()] };
 */
export default function nabla(): NablaPlugin {
  let program: Program | undefined;
  return {
    name: "nabla",
    enforce: "pre",
    configResolved({ root }) {
      program = new Program(root);
    },
    transform(_code, id) {
      const [path = ""] = id.split("?");
      if (program === undefined || !isSource(path)) return undefined;
      const { js, map } = program.compile(path, runtimeFile, false);
      return { code: js, map };
    },
  };
}
