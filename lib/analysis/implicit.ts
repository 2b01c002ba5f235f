import type { Value } from "../ir/node.js";
import { latexBundle, type LatexBundle } from "../latex/display.js";
import { add, div, mul, neg } from "../ops/arithmetic.js";
import { grad, type Scalar } from "../transform/grad.js";
import { closedFormOf } from "../symbolic/closed-form.js";
import { differentiate } from "../symbolic/differentiate.js";
import { Expression, type Formula } from "../symbolic/expression.js";
import { evaluate, simplify } from "../symbolic/formulas.js";
import { NoClosedForm } from "../symbolic/no-closed-form.js";
import { texOf, textOf } from "../symbolic/show.js";

/** dy/dx on a curve F(x, y) = 0: a function of the point, which shows its formula where there is one. */
export interface ImplicitDerivative {
  (x: number, y: number): number;
  /** The formula in x and y; `undefined` where the equation has no closed form. */
  readonly formula: Formula | undefined;
}

/**
 * The derivative dy/dx, or a higher one, of the y that an equation F(x, y) = 0 makes a function of x: −F_x/F_y, and from
 * there by differentiating along the curve.
 *
 * @param order 1 or higher; above 1 the equation needs a closed form.
 * @throws NoClosedForm for a higher order of an equation without one.
 * @example
 * implicitDerivative((x: number, y: number) => x ** 2 + y ** 2 - 25)(3, 4) // −3/4
 */
export function implicitDerivative(
  equation: (x: number, y: number) => Value,
  order = 1,
): ImplicitDerivative {
  const found = formulaOf(equation, order);
  const slope = (x: number, y: number): number => {
    if (found) return Number(found.at(x, y));
    const [fx, fy] = grad(equation as Scalar<[number, number]>)(x, y);
    return -fx / fy;
  };
  return Object.assign(slope, {
    formula: found?.formula,
    [Symbol.for("Jupyter.display")]: (): LatexBundle | string =>
      found ? shown(found, order) : String(slope),
  });
}

interface Found {
  readonly formula: Formula;
  readonly names: readonly [string, string];
  at(x: number, y: number): Value;
}

function formulaOf(
  equation: (x: number, y: number) => Value,
  order: number,
): Found | undefined {
  try {
    const { parameters, value } = closedFormOf(equation);
    const [x, y] = parameters.map(({ symbols }) => symbols);
    if (!(x instanceof Expression) || !(y instanceof Expression))
      return undefined;
    const curve = value as Formula;
    const slope: Formula = div(
      neg(differentiate(curve, x)),
      differentiate(curve, y),
    );
    // Along the curve y changes with x: d/dx g(x, y) = g_x + g_y·dy/dx.
    let formula = simplify(slope);
    for (let k = 1; k < order; k++) {
      const next: Formula = add(
        differentiate(formula, x),
        mul(differentiate(formula, y), slope),
      );
      formula = simplify(next);
    }
    const names = [x.symbol ?? "x", y.symbol ?? "y"] as const;
    return {
      formula,
      names,
      at: (a, b) => evaluate(formula, { [names[0]]: a, [names[1]]: b }),
    };
  } catch (error) {
    if (error instanceof NoClosedForm && order === 1) return undefined;
    throw error;
  }
}

function shown({ formula, names: [x, y] }: Found, order: number): LatexBundle {
  const power = order === 1 ? "" : `^{${String(order)}}`;
  return latexBundle(
    `\\frac{d${power} ${y}}{d${x}${power}} = ${texOf(formula).text}`,
    `d${order === 1 ? "" : String(order)}${y}/d${x}${order === 1 ? "" : String(order)} = ${textOf(formula)}`,
  );
}
