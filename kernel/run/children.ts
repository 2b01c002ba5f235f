import childProcess from "node:child_process";
import { syncBuiltinESMExports } from "node:module";
import { store } from "./intrinsics.js";
import { CHILD } from "./ring.js";

const waiting = ["spawnSync", "execSync", "execFileSync"] as const;

type Start = (...args: unknown[]) => unknown;

/** Notes, where the worker can see it, that main waits for a child: an interrupt must then be the child's. */
export function noteChildren(control: Int32Array): void {
  for (const name of waiting) {
    const native = childProcess[name] as Start;
    const noted = {
      [name](...args: unknown[]): unknown {
        store(control, CHILD, 1);
        try {
          return native(...args);
        } finally {
          store(control, CHILD, 0);
        }
      },
    }[name];
    Reflect.set(childProcess, name, noted);
  }
  syncBuiltinESMExports();
}
