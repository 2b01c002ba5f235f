/** The files that the checker sees: cells in memory, everything else on the disk and watched for edits. */
import { statSync, type Stats } from "node:fs";
import type { IScriptSnapshot } from "typescript";
import { ts } from "./ts.js";

interface Kept {
  readonly version: string;
  readonly snapshot: IScriptSnapshot;
  /** When the text was read from the disk; undefined for a file in memory. */
  readonly stamp: string | undefined;
}

export class Files {
  private readonly kept = new Map<string, Kept>();
  private count = 0;

  /** Puts a file into memory, in place of any of that name on the disk. */
  set(file: string, text: string): void {
    const snapshot = ts.ScriptSnapshot.fromString(text);
    this.kept.set(file, {
      version: `m${++this.count}`,
      snapshot,
      stamp: undefined,
    });
  }

  delete(file: string): void {
    this.kept.delete(file);
  }

  /** Whether the file is one in memory. */
  has(file: string): boolean {
    const kept = this.kept.get(file);
    return kept !== undefined && kept.stamp === undefined;
  }

  exists(file: string): boolean {
    return this.has(file) || ts.sys.fileExists(file);
  }

  read(file: string): string | undefined {
    const kept = this.kept.get(file);
    if (kept === undefined) return ts.sys.readFile(file);
    return kept.snapshot.getText(0, kept.snapshot.getLength());
  }

  version(file: string): string {
    return this.load(file)?.version ?? "";
  }

  snapshot(file: string): IScriptSnapshot | undefined {
    return this.load(file)?.snapshot;
  }

  /**
   * Forgets files that were edited or removed since they were read. Packages change by installation only, so those are
   * looked at where `packages` asks for it.
   *
   * @returns those that were, with the texts that they had.
   */
  refresh(packages: boolean): Map<string, string> {
    const changed = new Map<string, string>();
    for (const [file, { stamp, snapshot }] of this.kept) {
      if (stamp === undefined || (!packages && isOfPackage(file))) continue;
      if (stampOf(file) === stamp) continue;
      this.kept.delete(file);
      changed.set(file, snapshot.getText(0, snapshot.getLength()));
    }
    return changed;
  }

  private load(file: string): Kept | undefined {
    const known = this.kept.get(file);
    if (known !== undefined) return known;
    const text = ts.sys.readFile(file);
    if (text === undefined) return undefined;
    const kept = {
      version: `d${++this.count}`,
      snapshot: ts.ScriptSnapshot.fromString(text),
      stamp: stampOf(file),
    };
    this.kept.set(file, kept);
    return kept;
  }
}

/** Whether the file belongs to an installed package. */
export function isOfPackage(file: string): boolean {
  return file.includes("/node_modules/");
}

/** A text that differs between two states of a file on the disk. */
export function stampOf(file: string): string {
  let stats: Stats | undefined;
  try {
    stats = statSync(file, { throwIfNoEntry: false });
  } catch {
    // A folder on the way that cannot be read counts as a file that is not there.
  }
  return stats === undefined ? "none" : `${stats.mtimeMs}:${stats.size}`;
}

/** TypeScript's spelling of a path. */
export function slashed(path: string): string {
  return path.replaceAll("\\", "/");
}
