import { type Names, transposed } from "./algebra.js";
import { Assembler, NoMatrixForm } from "./assemble.js";
import { byAssumptions } from "./assumed.js";
import { tensorOfTree } from "./build.js";
import {
  type Assumptions,
  axesOf,
  errorAgainstDifferences,
  type Point,
  randomPoints,
  relativeError,
  tolerance,
} from "./check.js";
import { derivative } from "./differentiate.js";
import { Evaluator } from "./evaluate.js";
import { lowerName } from "./graph.js";
import { type Indexed, indexed } from "./indices.js";
import { Keys } from "./keys.js";
import { parse } from "./parser.js";
import { print } from "./print.js";
import { isScalarExpression, scalarDerivative } from "./scalar.js";
import { kindOf, Shapes } from "./shapes.js";
import { Simplifier } from "./simplify.js";
import { freshIndex, type Tensor } from "./tensor.js";
import type { Tree } from "./tree.js";

/** A derivative found and checked. */
export interface Answer {
  readonly names: Names;
  readonly shapes: Shapes;
  /** What was differentiated. */
  readonly tree: Tree;
  /** The derivative in index notation. */
  readonly tensor: Tensor;
  /** In matrix notation, where it has such a form. */
  readonly matrix: Tree | undefined;
  readonly indexed: Indexed;
  /** Why there is no form in matrix notation. */
  readonly reason: string | undefined;
  readonly checked: number;
  readonly assumptions: Assumptions;
  /** Where the derivative was compared. */
  readonly points: readonly Point[];
}

/**
 * Differentiates an expression by one variable after the other, writes the result in matrix notation where it has such
 * a form, and compares it with finite differences.
 */
export function derive(
  text: string,
  by: readonly string[],
  shapes: Shapes,
  assumptions: Assumptions,
  layout: Layout = "mixed",
): Answer {
  const tree = parse(text);
  shapes.of(tree);
  const symmetric = (name: string): boolean =>
    ["symmetric", "diagonal"].some((property) =>
      assumptions.of(name).has(property as "symmetric"),
    );
  const names: Names = {
    kindOf: (name) =>
      name === lowerName ? "matrix" : kindOf(shapes.ofVariable(name)),
    isSymmetric: symmetric,
  };
  const keys = new Keys(symmetric);
  const original = tensorOfTree(tree, shapes);
  const steps = differentiated(original, by, shapes, new Simplifier(keys));
  const groups = [original, ...by.map((name) => shapes.ofVariable(name))].map(
    (part) => ("outer" in part ? part.outer.length : axesOf(part).length),
  );
  const turned = isTurned(layout, groups);
  const mixed = steps.at(-1) ?? original;
  const tensor =
    turned && mixed.outer.length === 2
      ? { ...mixed, outer: mixed.outer.toReversed() }
      : mixed;
  const points = randomPoints(steps, shapes, assumptions);
  const sameTensor = worst(points, (point) =>
    differenceError(steps, by, shapes, point),
  );
  if (sameTensor > tolerance) {
    throw new Error(
      `internal: the derivative of ${text} by ${by.join(",")} does not agree with finite differences (${String(sameTensor)})`,
    );
  }
  const assembler = new Assembler(names, keys);
  const written = inMatrixNotation(
    isScalarExpression(tree, names) ? scalarDerivative(tree, by) : undefined,
    tensor,
    assembler,
    { shapes, points, assumptions },
  );
  const row = turned && tensor.outer.length === 1 && written.matrix;
  return {
    names,
    shapes,
    tree,
    tensor,
    ...written,
    ...(row && { matrix: transposed(row, names) }),
    indexed: indexed(tensor, groups, assembler),
    checked: sameTensor,
    assumptions,
    points,
  };
}

/**
 * How derivatives are laid out. `mixed`: a gradient has the shape of the variable, a Jacobian has rows for the function
 * and columns for the variable. `numerator`: always rows for the function, so that a gradient is a row (or the transposed
 * matrix). `denominator`: always rows for the variable, so that a Jacobian is transposed.
 */
export type Layout = "mixed" | "numerator" | "denominator";

/** Whether a layout transposes what the mixed one has, by the axes of the function and of the variable. */
function isTurned(layout: Layout, groups: readonly number[]): boolean {
  const [own = 0, variable = 0, second] = groups;
  if (layout === "mixed" || second !== undefined) return false;
  return layout === "numerator"
    ? own === 0 && variable > 0
    : own > 0 && own + variable <= 2;
}

/** The function and its derivatives, one after the other. */
function differentiated(
  original: Tensor,
  by: readonly string[],
  shapes: Shapes,
  simplifier: Simplifier,
): Tensor[] {
  const steps = [original];
  for (const name of by) {
    const last = simplifier.tensor(steps.at(-1) ?? original);
    const indices = axesOf(shapes.ofVariable(name)).map(freshIndex);
    steps.push(simplifier.tensor(derivative(last, name, indices)));
  }
  return steps;
}

/** How far each derivative is from the differences of the one before. */
function differenceError(
  steps: readonly Tensor[],
  by: readonly string[],
  shapes: Shapes,
  point: Point,
): number {
  return Math.max(
    ...by.map((name, i) => {
      const [before, after] = [steps[i], steps[i + 1]];
      if (!before || !after) return NaN;
      const value = new Evaluator(shapes, point).tensor(after);
      return errorAgainstDifferences(value, before, name, shapes, point);
    }),
  );
}

/** The largest error over all points; NaN where there is none to check at. */
function worst(
  points: readonly Point[],
  error: (point: Point) => number,
): number {
  const errors = points.map(error).filter((one) => !Number.isNaN(one));
  return errors.length === 0 ? NaN : Math.max(...errors);
}

interface Surroundings {
  readonly shapes: Shapes;
  readonly points: readonly Point[];
  readonly assumptions: Assumptions;
}

function inMatrixNotation(
  known: Tree | undefined,
  tensor: Tensor,
  assembler: Assembler,
  { shapes, points, assumptions }: Surroundings,
): { matrix: Tree | undefined; reason: string | undefined } {
  try {
    const matrix = byAssumptions(known ?? assembler.tree(tensor), assumptions);
    const error = worst(points, (point) =>
      relativeError(
        new Evaluator(shapes, point).tensor(tensor),
        evaluateText(print(matrix), tensor, shapes, point),
      ),
    );
    if (error > 1e-8) {
      throw new NoMatrixForm("no form in matrix notation passed its check");
    }
    return { matrix, reason: undefined };
  } catch (error) {
    if (!(error instanceof NoMatrixForm)) throw error;
    return { matrix: undefined, reason: error.message };
  }
}

/** What a printed formula gives, read again from its text: what is shown is what is checked. */
function evaluateText(
  text: string,
  like: Tensor,
  shapes: Shapes,
  point: Point,
): ReturnType<Evaluator["tensor"]> {
  const tree = parse(text);
  const own = shapesLike(text, tree, like, shapes);
  return new Evaluator(own, point).tensor(tensorOfTree(tree, own));
}

/** The shapes of a derivative's parts: eye and vector(1) take their size from the axes of the derivative. */
export function shapesLike(
  text: string,
  tree: Tree,
  like: Tensor,
  shapes: Shapes,
): Shapes {
  const own = new Shapes(text, shapes.variables);
  axesOf(own.of(tree)).forEach((axis, i) => {
    const length = like.outer[i]?.length;
    if (length) axis.join(length);
  });
  return own;
}
