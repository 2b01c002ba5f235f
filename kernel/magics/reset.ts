import type { Command } from "./magic.js";

/** `%reset`: the names of all cells are forgotten, by the checker and by main. */
export const reset: Command = {
  name: "reset",
  usage: "%reset",
  help: "forgets every name that cells have declared; the preloaded names mean again what they did",
  async run({ kernel }) {
    await kernel.compiler.reset();
    const slots = [...kernel.declared.values()];
    kernel.runner.forget(slots.filter((slot) => slot !== undefined));
    kernel.declared.clear();
    return undefined;
  },
};
