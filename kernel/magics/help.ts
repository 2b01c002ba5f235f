import { misused, print, type Command, type Magic } from "./magic.js";

/** `%help`: what the given magics, and itself, are for. */
export function helpOn(others: readonly Magic[]): Command {
  const all = (): readonly Magic[] => [...others, help];
  const help: Command = {
    name: "help",
    usage: "%help [magic]",
    help: "lists these line magics, which stand at the start of a cell, one a line; or explains one",
    words: () => all().map(({ name }) => name),
    run(call) {
      const asked = call.argument.replace(/^%/, "");
      const meant = all().filter(({ name }) => asked === "" || name === asked);
      if (meant.length === 0)
        return misused(`%help: there is no magic ${asked}; %help lists all`);
      const width = Math.max(...meant.map(({ usage }) => usage.length));
      const lines = meant.map(
        ({ usage, help }) => `${usage.padEnd(width)}  ${help}`,
      );
      print(call, lines.join("\n"));
      return undefined;
    },
  };
  return help;
}
