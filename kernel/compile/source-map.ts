/** What TypeScript and ts-node hand back, taken apart. */
import type { LanguageService } from "typescript";

const MARKER = "//# sourceMappingURL=";

/** JavaScript and its source map (version 3), whose one source is what the user wrote. */
export interface Mapped {
  readonly js: string;
  readonly map: string;
}

/** The code without the map in its last line, and the map, whose one source gets the given label and text. */
export function splitMap(output: string, label: string, text: string): Mapped {
  const at = output.lastIndexOf(MARKER);
  const encoded = output.slice(output.indexOf(",", at) + 1);
  const map = Buffer.from(encoded, "base64").toString();
  return { js: output.slice(0, at), map: relabelled(map, label, text) };
}

/** What the service emits for the file whatever the checker says of it. */
export function emitUnchecked(
  language: LanguageService,
  file: string,
  label: string,
  text: string,
): Mapped {
  const { outputFiles } = language.getEmitOutput(file);
  const find = (ending: RegExp): string | undefined =>
    outputFiles.find(({ name }) => ending.test(name))?.text;
  const js = find(/\.[cm]?js$/);
  const map = find(/\.map$/);
  if (js === undefined || map === undefined)
    throw new Error(`internal: compiler: nothing was emitted for ${file}`);
  const end = js.lastIndexOf(MARKER);
  return { js: js.slice(0, end), map: relabelled(map, label, text) };
}

function relabelled(map: string, label: string, text: string): string {
  return JSON.stringify({
    ...(JSON.parse(map) as object),
    file: undefined,
    sourceRoot: undefined,
    sources: [label],
    sourcesContent: [text],
  });
}
