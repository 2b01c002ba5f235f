// What pictures of calculus ask of calculus. The library provides its exact
// derivatives; on their own, pictures make do with differences.
import { scalar } from "../data.js";

export type Curve = (x: number) => number;
export type Field2 = (x: number, y: number) => number;

/** The derivatives that pictures draw. */
export interface CalculusTools {
  derivative(f: Curve): Curve;
  gradient(f: Field2): (x: number, y: number) => readonly [number, number];
  /** The Taylor polynomial of an order about a point. */
  taylor(f: Curve, x0: number, order: number): Curve;
}

// The cube root of the machine's precision balances the central difference's
// errors (Numerical Recipes, section 5.7).
const relativeStep = Math.cbrt(Number.EPSILON);

function central(f: Curve, x: number): number {
  const h = relativeStep * Math.max(1, Math.abs(x));
  return (scalar(f(x + h)) - scalar(f(x - h))) / (2 * h);
}

let tools: CalculusTools = {
  derivative: (f) => (x) => central(f, x),
  gradient: (f) => (x, y) => [
    central((t) => f(t, y), x),
    central((t) => f(x, t), y),
  ],
  taylor() {
    throw new Error(
      "plotTaylor: no derivatives of higher order here; give { taylor: (f, x0, order) => polynomial }",
    );
  },
};

/**
 * Lets pictures use better derivatives than differences.
 *
 * @example
 * provideCalculus({ taylor: (f, x0, order) => taylor(f as (x: number) => number, x0, order) });
 */
export function provideCalculus(better: Partial<CalculusTools>): void {
  tools = { ...tools, ...better };
}

/**
 * The derivatives in use.
 *
 * @example
 * calculus().taylor !== undefined // true
 */
export function calculus(): CalculusTools {
  return tools;
}
