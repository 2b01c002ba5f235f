/** Calls `f` without what Node warns of meanwhile: the kernel knows what it does, and the person need not read of it. */
export function unwarned<T>(f: () => T): T {
  const emit = process.emitWarning.bind(process);
  process.emitWarning = () => undefined;
  try {
    return f();
  } finally {
    process.emitWarning = emit;
  }
}
