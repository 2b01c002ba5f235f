import { readdirSync, readFileSync } from "node:fs";

/** Main may be in a long garbage collection: only after so long it is said that it is stuck, in milliseconds. */
const patience = 250;
/** When the children that main waits for hear which signal, in milliseconds. */
const signals = [
  [20, "SIGINT"],
  [600, "SIGTERM"],
  [2000, "SIGKILL"],
] as const;

/** What must be known of main, and told, while it does not answer. */
export interface Blocked {
  /** Whether it waits for a child, in `execSync` and its kin. */
  waitsForChild(): boolean;
  /** Says to the person that the cell cannot be stopped yet. */
  say(): void;
}

/**
 * Does what can be done while main is inside a call that V8 cannot stop, until the function that it returns is called:
 * signals the child that main waits for, and where there is none says that the call must return first.
 */
export function whileStuck(main: Blocked): () => void {
  const timers = signals.map(([delay, signal]) =>
    setTimeout(() => {
      if (main.waitsForChild()) signalChild(signal);
    }, delay),
  );
  const telling = setTimeout(() => {
    if (!main.waitsForChild()) main.say();
  }, patience);
  return () => {
    for (const timer of [...timers, telling]) clearTimeout(timer);
  };
}

/** The child that main has started last, which is the one that it waits for, and all below it. Linux alone tells of them. */
function signalChild(signal: NodeJS.Signals): void {
  // Threads have children of their own: the main thread's number is the process's.
  const child = childrenOf(process.pid, process.pid).at(-1);
  if (child === undefined) return;
  for (const pid of [...descendants(child), child]) {
    try {
      process.kill(pid, signal);
    } catch {
      // It has just ended.
    }
  }
}

function descendants(pid: number): number[] {
  const children = threadsOf(pid).flatMap((thread) => childrenOf(pid, thread));
  return children.flatMap((child) => [...descendants(child), child]);
}

function threadsOf(pid: number): number[] {
  try {
    return readdirSync(`/proc/${pid}/task`).map(Number);
  } catch {
    return [];
  }
}

function childrenOf(pid: number, thread: number): number[] {
  try {
    const list = readFileSync(`/proc/${pid}/task/${thread}/children`, "utf8");
    return list.split(" ").filter(Boolean).map(Number);
  } catch {
    return [];
  }
}
