import { spawn } from "node:child_process";
import { delimiter, dirname } from "node:path";
import type { Outcome, StreamName } from "../run/channel.js";
import { misused, type Call, type Command } from "./magic.js";

const commands = ["install", "uninstall", "update", "ls", "outdated", "view"];

/** `%npm`: npm in the notebook's folder, its output below the cell. */
export const npm: Command = {
  name: "npm",
  usage: "%npm install package …",
  help: "runs npm in the notebook's folder; what it installs can be imported at once",
  words: () => commands,
  run(call) {
    return call.argument === ""
      ? misused("%npm: say what to do, such as %npm install d3-array")
      : runNpm(call);
  },
};

async function runNpm(call: Call): Promise<Outcome> {
  const { kernel, argument } = call;
  const group = process.platform !== "win32";
  // A shell, for the quotes in the argument, and because npm is a script of the shell's on Windows; in a group of its
  // own, so that an interrupt ends what npm has started, too.
  const child = spawn(`npm ${argument}`, {
    cwd: kernel.folder,
    env: environment(),
    shell: true,
    detached: group,
    stdio: ["ignore", "pipe", "pipe"],
  });
  const say = (name: StreamName) => (text: string) => {
    kernel.session.publish("stream", { name, text }, call.cell.request.header);
  };
  child.stdout.setEncoding("utf8").on("data", say("stdout"));
  child.stderr.setEncoding("utf8").on("data", say("stderr"));
  const ended = new Promise<{ outcome: Outcome }>((resolve) => {
    child.on("error", ({ message }) => {
      resolve({ outcome: misused(`%npm: cannot be started: ${message}`) });
    });
    child.on("close", (code) => {
      const failure = misused(
        `npm ${argument}: ended with code ${code ?? "?"}`,
      );
      resolve({ outcome: code === 0 ? undefined : failure });
    });
  });
  const result = await kernel.unlessInterrupted(ended);
  if (result !== undefined) return result.outcome;
  const { pid } = child;
  if (group && pid !== undefined) process.kill(-pid, "SIGTERM");
  else child.kill();
  const evalue = `npm ${argument}: was interrupted`;
  return { ename: "KeyboardInterrupt", evalue, traceback: [evalue] };
}

/**
 * The npm that belongs to the kernel's Node comes first; npm's notes about itself are left out. What it does is said even
 * where the kernel was started from a script that `npm --silent` runs, which passes its silence on.
 */
function environment(): NodeJS.ProcessEnv {
  const path = [dirname(process.execPath), process.env["PATH"] ?? ""];
  return {
    ...process.env,
    PATH: path.join(delimiter),
    npm_config_fund: "false",
    npm_config_loglevel: "notice",
    npm_config_update_notifier: "false",
  };
}
