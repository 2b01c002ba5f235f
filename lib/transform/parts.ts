import { isNode, type Value } from "../ir/node.js";
import { isPlainObject } from "./structure.js";

/** A value taken apart: its numbers and tensors of every type, and all that is not one of those. */
export interface Parts {
  readonly leaves: readonly Value[];
  /** What it is besides: two values of one pattern differ in their leaves alone. */
  readonly pattern: string;
  /** The like of it with other leaves. */
  rebuild(leaves: readonly unknown[]): unknown;
}

const identities = new WeakMap<object, number>();
let lastIdentity = 0;

/** A number for an object or a function that is its own. */
export function identityOf(object: object): number {
  let known = identities.get(object);
  if (known === undefined) {
    known = ++lastIdentity;
    identities.set(object, known);
  }
  return known;
}

/**
 * Takes arrays and plain objects apart. Where derivatives look only at what varies (`structureOf`), whole numbers and
 * masks count here too.
 */
export function partsOf(value: unknown): Parts {
  if (typeof value === "number" || isNode(value)) {
    return { leaves: [value], pattern: "*", rebuild: ([leaf]) => leaf };
  }
  if (Array.isArray(value)) {
    const { leaves, patterns, distribute } = together(value);
    return { leaves, pattern: `[${patterns.join()}]`, rebuild: distribute };
  }
  if (isPlainObject(value)) {
    const keys = Object.keys(value);
    const { leaves, patterns, distribute } = together(Object.values(value));
    const named = keys.map(
      (key, i) => `${JSON.stringify(key)}:${patterns[i] ?? ""}`,
    );
    return {
      leaves,
      pattern: `{${named.join()}}`,
      rebuild: (given) => {
        const parts = distribute(given);
        return Object.fromEntries(keys.map((key, i) => [key, parts[i]]));
      },
    };
  }
  return { leaves: [], pattern: patternOf(value), rebuild: () => value };
}

function together(values: readonly unknown[]): {
  leaves: Value[];
  patterns: string[];
  distribute: (leaves: readonly unknown[]) => unknown[];
} {
  const parts = values.map(partsOf);
  return {
    leaves: parts.flatMap(({ leaves }) => leaves),
    patterns: parts.map(({ pattern }) => pattern),
    distribute: (leaves) => {
      let start = 0;
      return parts.map((part) =>
        part.rebuild(leaves.slice(start, (start += part.leaves.length))),
      );
    },
  };
}

function patternOf(value: unknown): string {
  if (typeof value === "object" && value !== null)
    return `#${String(identityOf(value))}`;
  if (typeof value === "function") return `#${String(identityOf(value))}`;
  return typeof value === "string"
    ? JSON.stringify(value)
    : `${String(value)}${typeof value === "bigint" ? "n" : ""}`;
}
