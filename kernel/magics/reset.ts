import { misused, type Command } from "./magic.js";

/** `%reset`: the names of all cells are forgotten, by the checker and by main. */
export const reset: Command = {
  name: "reset",
  usage: "%reset",
  help: "forgets every name that cells have declared; the preloaded names mean again what they did",
  async run({ kernel, argument }) {
    if (argument !== "")
      return misused(
        "%reset: takes nothing and forgets every name; a single one can be declared anew as it is",
      );
    await kernel.compiler.reset();
    const slots = [...kernel.declared.values()];
    kernel.runner.forget(slots.filter((slot) => slot !== undefined));
    kernel.declared.clear();
    return undefined;
  },
};
