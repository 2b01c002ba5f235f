/** Every message type that the kernel answers: one file each, and one line here. */
import type { Kernel } from "../session/kernel.js";
import type { Request } from "../session/session.js";
import type { Content } from "../transport/wire.js";
import { commClose, commMessage, commOpen } from "./comm.js";
import { commInfo } from "./comm-info.js";
import { complete } from "./complete.js";
import { execute } from "./execute.js";
import { history } from "./history.js";
import { inspect } from "./inspect.js";
import { interrupt } from "./interrupt.js";
import { isComplete } from "./is-complete.js";
import { kernelInfo } from "./kernel-info.js";
import { shutdown } from "./shutdown.js";

/** How a request is answered. */
export interface Handler {
  /** The content of the reply; undefined where the type has none. */
  handle(
    kernel: Kernel,
    request: Request,
  ): Content | undefined | Promise<Content | undefined>;
  /**
   * When its turn is; at once where nothing is said. `queued`: when the executions before it have ended. `behind`: when
   * those before it on its channel have been handed to main.
   */
  readonly order?: "queued" | "behind";
  /** What happens once everything has been said. */
  after?(kernel: Kernel): void;
}

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
  ["interrupt_request", interrupt],
  ["shutdown_request", shutdown],
]);
