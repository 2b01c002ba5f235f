import {
  Session,
  type Debugger,
  type InspectorNotification,
} from "node:inspector";

type Paused = InspectorNotification<Debugger.PausedEventDataType>;

/**
 * Saves the variables of a cell that is to be stopped. They live on the stack that an interrupt tears, where only a
 * debugger sees them; so main pauses as at a breakpoint before it tears it (`run/interrupt.ts`), and meanwhile
 * `RunCell.salvage` is evaluated in the cell's frame.
 */
export class Salvage {
  /** How many cells are being stopped just now. */
  #busy = 0;

  /**
   * Whether main is about to pause. Node loses the wake-up call of a message that comes between the one that pauses main
   * and the pause, and of all after it: nothing may be sent that can wait.
   */
  get isNear(): boolean {
    return this.#busy > 0;
  }

  /** Does `work` with a debugger at hand, for a cell that has something to save. */
  async during<T>(
    expression: string | undefined,
    work: () => Promise<T>,
  ): Promise<T> {
    if (expression === undefined || this.#busy > 0) return work();
    this.#busy++;
    const session = new Session();
    try {
      session.connectToMainThread();
      session.on("Debugger.paused", ({ params }: Paused) => {
        save(session, expression, params.callFrames.filter(mayBeCell));
      });
      await new Promise((resolve) => {
        // Answers come outside the event loop, where what awaits a promise would not go on.
        session.post("Debugger.enable", () => setImmediate(resolve));
      });
      return await work();
    } finally {
      session.disconnect();
      this.#busy--;
    }
  }
}

/** Tries the frames, the oldest first, until one is the cell's, and lets main go on. */
function save(
  session: Session,
  expression: string,
  frames: Debugger.CallFrame[],
): void {
  const frame = frames.pop();
  if (frame === undefined) {
    session.post("Debugger.resume");
    return;
  }
  const { callFrameId } = frame;
  const ask = { callFrameId, expression, returnByValue: true };
  session.post("Debugger.evaluateOnCallFrame", ask, (error, reply) => {
    const found = reply as Debugger.EvaluateOnCallFrameReturnType | undefined;
    const isDone = error === null && found?.result.value === true;
    save(session, expression, isDone ? [] : frames);
  });
}

/** Whether the frame may be that of a cell's script, and is past its beginning: one that resumes has no variables yet. */
function mayBeCell(frame: Debugger.CallFrame): boolean {
  const { functionName, functionLocation: start, location } = frame;
  return (
    functionName === "" &&
    start !== undefined &&
    (location.lineNumber !== start.lineNumber ||
      location.columnNumber !== start.columnNumber)
  );
}
