import { readdirSync, statSync } from "node:fs";
import { homedir } from "node:os";
import { resolve } from "node:path";
import { misused, print, type Command } from "./magic.js";

/** `%cd`: moves the notebook, its imports, `%npm` and the process with it. */
export const cd: Command = {
  name: "cd",
  usage: "%cd [folder]",
  help: "moves to the folder, where imports and relative paths start from now on; without one, to your home",
  words: ({ folder }) =>
    readdirSync(folder, { withFileTypes: true })
      .filter((entry) => entry.isDirectory() && !entry.name.startsWith("."))
      .map((entry) => entry.name),
  async run(call) {
    const { kernel, argument } = call;
    const path = unquoted(argument).replace(/^~(?=$|[/\\])/, homedir());
    const folder = resolve(kernel.folder, path === "" ? homedir() : path);
    if (statSync(folder, { throwIfNoEntry: false })?.isDirectory() !== true)
      return misused(`%cd: there is no folder ${folder}`);
    await kernel.compiler.changeFolder(folder);
    kernel.runner.changeFolder(folder);
    kernel.folder = folder;
    print(call, folder);
    return undefined;
  },
};

function unquoted(text: string): string {
  return /^(["'])(.*)\1$/.exec(text)?.[2] ?? text;
}
