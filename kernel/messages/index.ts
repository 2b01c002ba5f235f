/** Every message type that the kernel answers: one file each, and one line here. */
import { commClose, commMessage, commOpen } from "./comm.js";
import { commInfo } from "./comm-info.js";
import { complete } from "./complete.js";
import { debug } from "./debug.js";
import { execute } from "./execute.js";
import type { Handler } from "./handler.js";
import { history } from "./history.js";
import { inspect } from "./inspect.js";
import { interrupt } from "./interrupt.js";
import { isComplete } from "./is-complete.js";
import { kernelInfo } from "./kernel-info.js";
import { shutdown } from "./shutdown.js";
import { createSubshell, deleteSubshell, listSubshells } from "./subshells.js";
import { usageOfMachine } from "./usage.js";

export const handlers: ReadonlyMap<string, Handler> = new Map([
  ["kernel_info_request", kernelInfo],
  ["execute_request", execute],
  ["complete_request", complete],
  ["inspect_request", inspect],
  ["is_complete_request", isComplete],
  ["history_request", history],
  ["comm_info_request", commInfo],
  ["comm_open", commOpen],
  ["comm_msg", commMessage],
  ["comm_close", commClose],
  ["debug_request", debug],
  ["interrupt_request", interrupt],
  ["shutdown_request", shutdown],
  ["usage_request", usageOfMachine],
  ["create_subshell_request", createSubshell],
  ["delete_subshell_request", deleteSubshell],
  ["list_subshell_request", listSubshells],
]);
