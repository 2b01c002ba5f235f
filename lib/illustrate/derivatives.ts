// Exact derivatives for the pictures of `plot/`, which on their own know none.
import type { CalculusTools, Curve, Field2 } from "../plot/index.js";
import { grad } from "../transform/grad.js";
import { taylorCoefficients } from "../transform/taylor.js";

/**
 * The exact derivative, or the approximate one for a function that cannot be traced: one that was not compiled for
 * differentiation and uses JavaScript's own operators. The difference is finer than a line is wide.
 */
function exactOr<A extends readonly number[], R>(
  exact: (...at: A) => R,
  approximate: (...at: A) => R,
): (...at: A) => R {
  let chosen: ((...at: A) => R) | undefined;
  return (...at) => {
    if (chosen !== undefined) return chosen(...at);
    try {
      const value = exact(...at);
      chosen = exact;
      return value;
    } catch {
      const value = approximate(...at);
      chosen = approximate;
      return value;
    }
  };
}

/** The derivatives that pictures draw, exact where they can be; `rough` serves where they cannot. */
export function exactTools(rough: CalculusTools): CalculusTools {
  return {
    derivative(f: Curve) {
      return exactOr(grad(f), rough.derivative(f));
    },
    gradient(f: Field2) {
      const exact: (x: number, y: number) => readonly [number, number] =
        grad(f);
      return exactOr(exact, rough.gradient(f));
    },
    taylor(f: Curve, x0: number, order: number) {
      const terms = taylorCoefficients(f, [x0], [1], order).map(Number);
      return (x) => terms.reduceRight((sum, term) => sum * (x - x0) + term, 0);
    },
  };
}
