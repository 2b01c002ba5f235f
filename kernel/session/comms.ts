import type { CommMessage } from "../run/channel.js";
import type { Content } from "../transport/wire.js";

/** The comms that are open, whichever side has opened them. */
export class OpenComms {
  readonly #targets = new Map<string, string>();

  /** Notes a message of either side. */
  note({ action, id, target }: CommMessage): void {
    if (action === "open") this.#targets.set(id, target);
    if (action === "close") this.#targets.delete(id);
  }

  /** As `comm_info_reply` lists them; of one target where one is asked for. */
  list(target: string | undefined): Record<string, Content> {
    return Object.fromEntries(
      [...this.#targets]
        .filter(([, name]) => target === undefined || name === target)
        .map(([id, target_name]) => [id, { target_name }]),
    );
  }
}
