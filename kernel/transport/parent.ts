/** How often to look for the parent, in milliseconds. */
const interval = 1000;

/**
 * Calls `orphaned` when the program that started the kernel is gone: nobody is left to end it. A Jupyter client says
 * by `JPY_PARENT_PID` that it is such a program; a kernel started by hand may outlive its shell.
 */
export function watchParent(orphaned: () => void): void {
  if (process.env["JPY_PARENT_PID"] === undefined) return;
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    orphaned();
  }, interval);
  timer.unref();
}
