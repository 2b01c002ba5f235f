import { print, type Command } from "./magic.js";

/** `%who`: the names that cells have declared, each as the checker sees it. */
export const who: Command = {
  name: "who",
  usage: "%who",
  help: "lists the names that cells have declared, with their types",
  async run(call) {
    const names = [...call.kernel.declared.keys()];
    if (names.length === 0) {
      print(call, "No cell has declared a name yet.");
      return undefined;
    }
    // One text for all: the checker reads it once, and every name has its place in it.
    const code = names.join("\n");
    const lines: string[] = [];
    let at = 0;
    for (const name of names) {
      const found = await call.kernel.compiler.inspect(code, at, 0);
      lines.push(withoutAlias(found?.signature) ?? name);
      at += name.length + 1;
    }
    print(call, lines.join("\n"));
    return undefined;
  },
};

/** Names of earlier cells are imports in the checked text, which is nothing that a person wants to know. */
function withoutAlias(signature: string | undefined): string | undefined {
  return signature?.replace(/^\(alias\) /, "").replace(/\nimport .*$/s, "");
}
