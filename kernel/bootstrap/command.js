import { spawn, spawnSync } from "node:child_process";

/** A failure that is the reader's to mend: its message is one clear sentence, shown without a stack. */
export class Complaint extends Error {
  name = "Complaint";
}

/** Runs a program to its end and returns `{ status, output }`, output being stdout and stderr together. */
export function capture(program, args, options = {}) {
  const run = spawnSync(program, args, {
    encoding: "utf8",
    maxBuffer: 1 << 28,
    ...options,
  });
  return {
    status: run.error ? 127 : (run.status ?? 1),
    output: run.error
      ? run.error.message
      : `${run.stdout ?? ""}${run.stderr ?? ""}`,
  };
}

/** Runs a program on this terminal; resolves to its exit status. Ctrl-C and a termination reach the program. */
export function inTerminal(program, args, options = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { stdio: "inherit", ...options });
    // The terminal sends Ctrl-C to the child as well: this process only has to outlive it.
    const stay = () => {};
    const pass = (signal) => child.kill(signal);
    process.on("SIGINT", stay);
    process.on("SIGTERM", pass);
    child.once("error", reject);
    child.once("exit", (status) => {
      process.off("SIGINT", stay);
      process.off("SIGTERM", pass);
      resolve(status ?? 1);
    });
  });
}

/** Whether a package manager's output speaks of a network that is not there. */
export function speaksOfNetwork(output) {
  return /EAI_AGAIN|ENOTFOUND|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|NewConnectionError|ConnectTimeoutError|name resolution|Network is unreachable|Failed to establish a new connection|from versions: none/i.test(
    output,
  );
}

/** The last lines of a long output, for a failure's report. */
export function tail(output, lines = 20) {
  return output.trimEnd().split("\n").slice(-lines).join("\n");
}
