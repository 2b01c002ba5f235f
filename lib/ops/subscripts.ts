import { broadcastShapes, type Shape } from "../ir/shape.js";

/** What a text of subscripts says of arrays of given shapes: the letters of their axes, and of the result's. */
export interface Subscripts {
  readonly inputs: readonly (readonly string[])[];
  readonly output: readonly string[];
}

/**
 * Reads Einstein's subscripts, e.g. `ij,jk->ik`. `...` stands for any axes before, between or behind the letters, which
 * broadcast; they get labels of their own, counted from the end.
 *
 * @throws where the letters do not fit the arrays.
 */
export function parseSubscripts(
  subscripts: string,
  shapes: readonly Shape[],
): Subscripts {
  const [left, right, more] = subscripts
    .replaceAll(/\s/g, "")
    .split("->")
    .map((part) => part.split(",").map(tokensOf));
  if (left === undefined || more !== undefined || (right?.length ?? 1) !== 1) {
    throw new RangeError(
      `einsum: "${subscripts}" is not of the form ij,jk->ik`,
    );
  }
  if (left.length !== shapes.length) {
    throw new RangeError(
      `einsum: "${subscripts}" names ${String(left.length)} arrays, and ${String(shapes.length)} are given`,
    );
  }
  const inputs = left.map((tokens, k) => labelsOf(tokens, shapes[k] ?? []));
  const all = inputs.flat();
  checkLengths(inputs, shapes);
  const dots = [...new Set(all.filter(isDots))].sort(fartherFirst);
  const named = right?.[0]?.flatMap((token) =>
    token === "..." ? dots : token,
  );
  const output = named ?? [...dots, ...single(all)];
  const unknown = output.find((label) => !all.includes(label));
  if (unknown !== undefined || new Set(output).size !== output.length) {
    throw new RangeError(
      `einsum: each letter behind the arrow must occur once there, and before it: "${subscripts}"`,
    );
  }
  const lost = dots.find((label) => !output.includes(label));
  if (lost !== undefined) {
    throw new RangeError(
      `einsum: the axes of ... must stand behind the arrow too: "${subscripts}"`,
    );
  }
  return { inputs, output };
}

function tokensOf(part: string): string[] {
  const tokens = part.match(/\.\.\.|[A-Za-z]/g) ?? [];
  const dots = tokens.filter((token) => token === "...").length;
  if (tokens.join("") !== part || dots > 1) {
    throw new RangeError(
      `einsum: "${part}" must be letters, with ... at most once`,
    );
  }
  return tokens;
}

const isDots = (label: string): boolean => label.startsWith("...");
const fartherFirst = (a: string, b: string): number =>
  Number(b.slice(3)) - Number(a.slice(3));

/** The letters that occur once, in alphabetical order. */
function single(labels: readonly string[]): string[] {
  return labels
    .filter((label) => !isDots(label))
    .filter((label) => labels.indexOf(label) === labels.lastIndexOf(label))
    .sort();
}

/** A label for each axis; the axes of `...` are `...1`, `...2` from the last of them on. */
function labelsOf(tokens: readonly string[], shape: Shape): string[] {
  const letters = tokens.filter((token) => token !== "...").length;
  const rest = shape.length - letters;
  if (rest < 0 || (rest > 0 && letters === tokens.length)) {
    throw new RangeError(
      `einsum: "${tokens.join("")}" has ${String(letters)} letters, and the array ${String(shape.length)} axes`,
    );
  }
  return tokens.flatMap((token) =>
    token === "..."
      ? Array.from({ length: rest }, (_, k) => `...${String(rest - k)}`)
      : [token],
  );
}

function checkLengths(
  inputs: readonly (readonly string[])[],
  shapes: readonly Shape[],
): void {
  const lengths = new Map<string, number>();
  inputs.forEach((labels, k) => {
    labels.forEach((label, axis) => {
      const length = shapes[k]?.[axis] ?? 1;
      const before = lengths.get(label) ?? length;
      const broadcast = isDots(label)
        ? broadcastShapes("einsum", [before], [length])[0]
        : before;
      if (broadcast === undefined || (!isDots(label) && before !== length)) {
        throw new RangeError(
          `einsum: axis ${label} has length ${String(before)} in one place and ${String(length)} in another`,
        );
      }
      lengths.set(label, broadcast);
    });
  });
}
