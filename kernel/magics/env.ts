import { misused, print, type Command } from "./magic.js";

/** Names whose values nobody wants to find in a notebook that he has passed on. */
const secret = /key|token|secret|passw|credential|auth/i;

/** `%env`: the environment of the process, which worker and main share. */
export const env: Command = {
  name: "env",
  usage: "%env [NAME[=value]]",
  help: "lists the environment's variables, shows one, or sets one",
  words: () => Object.keys(process.env).sort(),
  run(call) {
    const { argument } = call;
    const [, name, separator, value = ""] =
      /^([^\s=]+)(?:(\s*=\s*|\s+)(.*))?$/.exec(argument) ?? [];
    if (argument === "") print(call, list());
    else if (name === undefined)
      return misused("%env: write %env, %env NAME or %env NAME=value");
    else if (separator !== undefined) {
      process.env[name] = value;
      print(call, shown(name, value));
    } else {
      const known = process.env[name];
      if (known === undefined)
        return misused(
          `%env: there is no variable ${name}; set it with %env ${name}=value`,
        );
      print(call, known);
    }
    return undefined;
  },
};

function list(): string {
  return Object.entries(process.env)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value = ""]) => shown(name, value))
    .join("\n");
}

function shown(name: string, value: string): string {
  return `${name}=${secret.test(name) ? "<hidden>" : value}`;
}
