import { misused, print, type Command } from "./magic.js";

/** `%who`: the names that cells have declared, each as the checker sees it. */
export const who: Command = {
  name: "who",
  usage: "%who [name …]",
  help: "lists the names that cells have declared, or those given, with their types",
  words: ({ declared }) => [...declared.keys()],
  async run(call) {
    const { compiler } = call.kernel;
    const asked = call.argument.split(/[\s,]+/).filter((name) => name !== "");
    const declared = new Map(
      [...call.kernel.declared].filter(
        ([name]) => asked.length === 0 || asked.includes(name),
      ),
    );
    const unknown = asked.filter((name) => !declared.has(name));
    if (unknown.length > 0)
      return misused(`%who: no cell has declared ${unknown.join(", ")}`);
    if (declared.size === 0) {
      print(call, "No cell has declared a name yet.");
      return undefined;
    }
    // One text for all: the checker reads it once, and every name has its place in it.
    const uses = [...declared].map(([name, slot]) =>
      slot === undefined ? `0 as ${name}` : name,
    );
    const code = uses.join("\n");
    const lines: string[] = [];
    let end = 0;
    for (const [index, name] of [...declared.keys()].entries()) {
      end += (uses[index]?.length ?? 0) + 1;
      const found = await compiler.inspect(code, end - 1 - name.length, 0);
      lines.push(withoutAlias(found?.signature) ?? name);
    }
    print(call, lines.join("\n"));
    return undefined;
  },
};

/** Names of earlier cells are imports in the checked text, which is nothing that a person wants to know. */
function withoutAlias(signature: string | undefined): string | undefined {
  return signature?.replace(/^\(alias\) /, "").replace(/\nimport .*$/s, "");
}
