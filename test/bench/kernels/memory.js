// How much memory a kernel holds, with the processes that it started.
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";

/** The megabytes of a process group; shared pages are counted once where the system tells them apart (Linux). */
export function megabytesOf(group) {
  const { status, stdout } = spawnSync("ps", ["-A", "-o", "pid=,pgid=,rss="], {
    encoding: "utf8",
  });
  if (status !== 0) throw new Error("the system does not tell");
  const kilobytes = stdout
    .trim()
    .split("\n")
    .map((line) => line.trim().split(/\s+/).map(Number))
    .filter(([, leader]) => leader === group)
    .map(([pid, , resident]) => proportional(pid) ?? resident);
  return kilobytes.reduce((sum, each) => sum + each, 0) / 1024;
}

function proportional(pid) {
  try {
    const text = readFileSync(`/proc/${pid}/smaps_rollup`, "utf8");
    return Number(/^Pss:\s+(\d+) kB/m.exec(text)?.[1]);
  } catch {
    return undefined;
  }
}
