import { constants, Script } from "node:vm";

/**
 * Node says once, on stderr, that `import()` from a script is experimental. That is the kernel's choice and not the
 * cell's doing, so it is said here, where nobody listens, before the first cell can ask for a module.
 */
export async function importOnceUnheard(): Promise<void> {
  const script = new Script("import('node:path')", {
    importModuleDynamically: constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
  });
  const emit = process.emitWarning.bind(process);
  process.emitWarning = () => undefined;
  try {
    await (script.runInThisContext() as Promise<unknown>);
  } finally {
    process.emitWarning = emit;
  }
}
