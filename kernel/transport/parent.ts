/** How often to look for the parent, in milliseconds. */
const interval = 1000;

/** What the look depends on: replaced in tests. */
export interface Processes {
  readonly platform: NodeJS.Platform;
  /** The parent as the system names it now. */
  parent(): number;
  /** Whether a process runs. */
  runs(pid: number): boolean;
}

const thisMachine: Processes = {
  platform: process.platform,
  parent: () => process.ppid,
  runs(pid) {
    try {
      // Signal 0 asks and does nothing.
      process.kill(pid, 0);
      return true;
    } catch (error) {
      return (error as NodeJS.ErrnoException).code === "EPERM";
    }
  },
};

/**
 * Whether the parent that was `parent` at the start is gone. Unix gives an orphan another parent; Windows goes on naming
 * the old one, which is then no longer there.
 */
export function isOrphan(
  parent: number,
  processes: Processes = thisMachine,
): boolean {
  return processes.platform === "win32"
    ? !processes.runs(parent)
    : processes.parent() !== parent;
}

/**
 * Calls `orphaned` when the program that started the kernel is gone: nobody is left to end it. A Jupyter client says
 * by `JPY_PARENT_PID` that it is such a program (on Windows by a handle, of which no more is needed than that it is
 * there); a kernel started by hand may outlive its shell.
 */
export function watchParent(orphaned: () => void): void {
  if (process.env["JPY_PARENT_PID"] === undefined) return;
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (!isOrphan(parent)) return;
    clearInterval(timer);
    orphaned();
  }, interval);
  timer.unref();
}
