/**
 * `x[i]` where nobody has compiled it: a program that is not run as a cell would read `undefined`, and write a property
 * that no operation knows. The first places say so instead; a loop meets the first of them.
 */
const places = 32;

function refuseRead(): never {
  throw new TypeError(
    "x[i] on a tensor: it works in cells, in programs run with node --import nabla/register, and in tests with " +
      "nabla/vitest; elsewhere write x.at(i)",
  );
}

function refuseWrite(): never {
  throw new TypeError(
    "x[i] = … on a tensor: elements are not changed one by one; compute a new tensor with where(…) or concat(…), or use " +
      "x.assign(…)",
  );
}

/** Gives the objects of a class indices that say what to write instead. */
export function refusePlainIndices(prototype: object): void {
  for (let i = 0; i < places; i++) {
    Object.defineProperty(prototype, i, { get: refuseRead, set: refuseWrite });
  }
}
