let paused = 0;

/** Whether operations on tracked tensors remember how their results were made. */
export function isRecording(): boolean {
  return paused === 0;
}

/**
 * Runs `f` without recording: what it computes has no derivative, and tensors may be changed in place.
 *
 * @example
 * const w = variable(3);
 * (w ** 2).backward();
 * noGrad(() => { w.sub_(w.grad.mul(0.1)); });
 * w // 2.4
 */
export function noGrad<T>(f: () => T): T {
  paused++;
  try {
    return f();
  } finally {
    paused--;
  }
}

/** Runs `f` with recording on, also inside `noGrad`: a derivative that is asked for there is still right. */
export function withRecording<T>(f: () => T): T {
  const before = paused;
  paused = 0;
  try {
    return f();
  } finally {
    paused = before;
  }
}
