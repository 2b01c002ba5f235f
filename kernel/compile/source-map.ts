/** What ts-node hands back, taken apart. */

const MARKER = "//# sourceMappingURL=";

/** The code without the map in its last line, and the map, whose one source gets the given label and text. */
export function splitMap(
  output: string,
  label: string,
  text: string,
): { js: string; map: string } {
  const at = output.lastIndexOf(MARKER);
  const encoded = output.slice(output.indexOf(",", at) + 1);
  const map = JSON.parse(Buffer.from(encoded, "base64").toString()) as object;
  return {
    js: output.slice(0, at),
    map: JSON.stringify({
      ...map,
      file: undefined,
      sourceRoot: undefined,
      sources: [label],
      sourcesContent: [text],
    }),
  };
}
