import { print, type Command, type Magic } from "./magic.js";

/** `%help`: what the given magics, and itself, are for. */
export function helpOn(others: readonly Magic[]): Command {
  return {
    name: "help",
    usage: "%help",
    help: "lists these line magics, which stand at the start of a cell, one a line",
    run(call) {
      const all = [...others, this];
      const width = Math.max(...all.map(({ usage }) => usage.length));
      const lines = all.map(
        ({ usage, help }) => `${usage.padEnd(width)}  ${help}`,
      );
      print(call, lines.join("\n"));
      return undefined;
    },
  };
}
