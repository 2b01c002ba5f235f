/** Functions as text: the compiler writes them beside the function, and they are read when a derivative is asked for. */
import type { Label, Lowered, Outer, Variable } from "./program.js";

type Named = Variable | Label | Outer;

/** Each name stands once in a table, and by its number everywhere else: two that are spelled alike are two. */
interface Written {
  readonly names: readonly (readonly [sort: "v" | "l" | "o", named: Named])[];
  readonly whole: unknown;
}

function sortOf(key: string, value: object): "v" | "l" | "o" | undefined {
  if (key === "label") return "l";
  if (!("name" in value)) return undefined;
  if ("role" in value) return "v";
  return "kind" in value ? "o" : undefined;
}

export function encoded(lowered: Lowered): string {
  const names: ["v" | "l" | "o", Named][] = [];
  const known = new Map<object, string>();
  const whole: unknown = JSON.parse(
    JSON.stringify(lowered, (key, value: unknown) => {
      if (typeof value !== "object" || value === null || key === "")
        return value;
      const sort = sortOf(key, value);
      if (sort === undefined) return value;
      let at = known.get(value);
      if (at === undefined) {
        at = `#${String(names.length)}`;
        known.set(value, at);
        names.push([sort, value as Named]);
      }
      return at;
    }),
  );
  return JSON.stringify({ names, whole } satisfies Written);
}

/**
 * The function, with names of its own: no two readings share one.
 *
 * @param change what becomes of each name.
 */
export function decoded(
  text: string,
  change: <N extends Variable | Label | Outer>(named: N) => N = (named) =>
    named,
): Lowered {
  const { names: table, whole } = JSON.parse(text) as Written;
  const names = table.map(([, named]) => change(named));
  const read = (value: unknown): unknown => {
    if (typeof value === "string")
      return /^#\d+$/.test(value) ? names[Number(value.slice(1))] : value;
    if (Array.isArray(value)) return value.map(read);
    if (typeof value !== "object" || value === null) return value;
    return Object.fromEntries(
      Object.entries(value).map(([key, part]) => [key, read(part)]),
    );
  };
  return read(whole) as Lowered;
}
