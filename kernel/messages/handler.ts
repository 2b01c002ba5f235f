import type { Kernel } from "../session/kernel.js";
import type { Request } from "../session/session.js";
import type { Content } from "../transport/wire.js";

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
