// Options are checked by name, because a silently ignored one is a wrong plot.

function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const swap = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      const gap = Math.min(row[j] ?? 0, next[j - 1] ?? 0) + 1;
      next.push(Math.min(swap, gap));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}

/** The known name nearest in spelling, if any is near. */
export function nearest(
  name: string,
  known: readonly string[],
): string | undefined {
  const ranked = known
    .map((other) => ({
      other,
      d: distance(name.toLowerCase(), other.toLowerCase()),
    }))
    .sort((a, b) => a.d - b.d);
  const [best] = ranked;
  return best !== undefined && best.d <= Math.max(2, name.length / 3)
    ? best.other
    : undefined;
}

/** "unknown …: did you mean …?", or the whole list when nothing is near. */
export function unknown(
  operation: string,
  what: string,
  name: string,
  known: readonly string[],
): RangeError {
  const near = nearest(name, known);
  const advice =
    near === undefined
      ? `known are ${known.join(", ")}`
      : `did you mean \`${near}\`?`;
  return new RangeError(`${operation}: unknown ${what} \`${name}\`: ${advice}`);
}

/** Short names that people write, and what they stand for. */
export const aliases: Readonly<Record<string, string>> = {
  c: "color",
  lw: "linewidth",
  ls: "linestyle",
  ms: "markersize",
  mec: "markeredgecolor",
  mfc: "markerfacecolor",
  mew: "markeredgewidth",
  ec: "edgecolor",
  fc: "facecolor",
};

/**
 * Options with aliases spelled out and every name checked.
 *
 * @throws RangeError naming the option and its nearest neighbour.
 */
export function readOptions<T extends object>(
  operation: string,
  given: T,
  known: readonly string[],
  extraAliases: Readonly<Record<string, string>> = {},
): T {
  const read: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(given)) {
    if (value === undefined) continue;
    const alias = extraAliases[name] ?? aliases[name];
    const full = alias !== undefined && known.includes(alias) ? alias : name;
    if (!known.includes(full)) throw unknown(operation, "option", name, known);
    read[full] = value;
  }
  return read as T;
}
