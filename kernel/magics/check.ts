import { misused, print, type Command } from "./magic.js";

const modes = ["on", "off", "warn"] as const;

/** `%check`: what becomes of a cell with type errors. */
export const check: Command = {
  name: "check",
  usage: "%check on|off|warn",
  help: "from this cell on, type errors stop a cell (on), are shown while it runs (warn), or are left unsaid (off)",
  words: () => modes,
  run(call) {
    const { kernel, argument } = call;
    const mode = modes.find((name) => name === argument);
    if (mode !== undefined) kernel.check = mode;
    else if (argument === "") print(call, `%check ${kernel.check}`);
    else return misused(`%check: on, off or warn, not "${argument}"`);
    return undefined;
  },
};
