import { functionOf, negated, raised, sumOf } from "./build.js";
import { elementwise } from "./functions.js";
import {
  asTerm,
  type Factor,
  factor,
  freshIndex,
  freshLike,
  type FunctionAtom,
  type Index,
  multiply,
  type PowerAtom,
  type Tensor,
  term,
  type Term,
  termsOver,
} from "./tensor.js";

/** The variable by which is differentiated, with the indices that the derivative gets for it. */
interface Variable {
  readonly name: string;
  readonly indices: readonly Index[];
}

/**
 * The derivative of a tensor by a variable, in forward mode: the variable's indices follow the tensor's own, so that
 * the derivative of a vector by a vector has the rows of the one and the columns of the other.
 */
export function derivative(
  tensor: Tensor,
  name: string,
  indices: readonly Index[],
): Tensor {
  return {
    terms: derivativeOfTerms(tensor.terms, { name, indices }),
    outer: [...tensor.outer, ...indices],
  };
}

/** The product rule. */
function derivativeOfTerms(terms: readonly Term[], variable: Variable): Term[] {
  return terms.flatMap(({ coefficient, factors }) =>
    factors.flatMap((one, i) =>
      derivativeOfFactor(one, variable).map((inner) =>
        term(
          coefficient * inner.coefficient,
          ...factors.slice(0, i),
          ...inner.factors,
          ...factors.slice(i + 1),
        ),
      ),
    ),
  );
}

function derivativeOfFactor(one: Factor, variable: Variable): Term[] {
  const { atom, indices } = one;
  switch (atom.kind) {
    case "variable":
      if (atom.name !== variable.name) return [];
      return [
        term(
          1,
          ...indices.flatMap((index, i) => {
            const by = variable.indices[i];
            return by ? [factor({ kind: "delta" }, index, by)] : [];
          }),
        ),
      ];
    case "delta":
    case "ones":
    case "lower":
    case "pair":
      return [];
    case "sum":
      return derivativeOfTerms(termsOver(atom.inner, indices), variable);
    case "power":
      return derivativeOfPower(atom, indices, variable);
    case "function":
      return atom.name in elementwise
        ? derivativeOfEntries(atom, indices, variable)
        : derivativeOfMatrix(atom, one, variable);
  }
}

/** The chain rule: a slope times the derivative of what is inside, over the given indices of it. */
function chain(
  slope: Term,
  inner: Tensor,
  over: readonly Index[],
  variable: Variable,
): Term[] {
  return derivativeOfTerms(termsOver(inner, over), variable).map((one) =>
    multiply(slope, one),
  );
}

function derivativeOfPower(
  { inner, exponent }: PowerAtom,
  indices: readonly Index[],
  variable: Variable,
): Term[] {
  if (typeof exponent === "number") {
    const lower = asTerm(raised(inner, exponent - 1), indices);
    const slope = multiply(term(exponent), lower);
    return chain(slope, inner, indices, variable);
  }
  const less: Tensor = sumOf([exponent, { outer: [], terms: [term(-1)] }]);
  const byBase = multiply(
    asTerm(exponent, []),
    asTerm(raised(inner, less), indices),
  );
  const byExponent = multiply(
    asTerm(raised(inner, exponent), indices),
    asTerm(functionOf("log", inner), indices),
  );
  return [
    ...chain(byBase, inner, indices, variable),
    ...chain(byExponent, exponent, [], variable),
  ];
}

function derivativeOfEntries(
  { name, inner }: FunctionAtom,
  indices: readonly Index[],
  variable: Variable,
): Term[] {
  const { slope } = elementwise[name] ?? {};
  if (slope === "zero") return [];
  const outside = slope
    ? multiply(term(slope.sign), asTerm(functionOf(slope.name, inner), indices))
    : asTerm(slopeOf(name, inner), indices);
  return chain(outside, inner, indices, variable);
}

/** The slopes that are not one function of the table. */
function slopeOf(name: string, inner: Tensor): Tensor {
  switch (name) {
    case "log":
      return raised(inner, -1);
    case "tan":
      return sumOf([onesLike(inner), squareOf(functionOf("tan", inner))]);
    case "tanh":
      return sumOf([
        onesLike(inner),
        negated(squareOf(functionOf("tanh", inner))),
      ]);
    case "arctan":
      return raised(sumOf([onesLike(inner), squareOf(inner)]), -1);
    case "arcsin":
      return raised(sumOf([onesLike(inner), negated(squareOf(inner))]), -0.5);
    case "arccos":
      return negated(slopeOf("arcsin", inner));
    default:
      throw new Error(`internal: no slope for ${name}`);
  }
}

function onesLike({ outer }: Tensor): Tensor {
  const indices = freshLike(outer);
  const all = indices.map((index) => factor({ kind: "ones" }, index));
  return { outer: indices, terms: [term(1, ...all)] };
}

function squareOf(tensor: Tensor): Tensor {
  return raised(tensor, 2);
}

/** The functions of a matrix as a whole. */
function derivativeOfMatrix(
  { name, inner }: FunctionAtom,
  one: Factor,
  variable: Variable,
): Term[] {
  const [i, j] = one.indices;
  const [row, column] = inner.outer;
  if (!row || !column) throw new Error(`internal: ${name} of no matrix`);
  const a = freshIndex(row.length);
  const b = freshIndex(column.length);
  const inverse = functionOf("inv", inner);
  switch (name) {
    case "logdet":
      return chain(asTerm(inverse, [b, a]), inner, [a, b], variable);
    case "det": {
      const slope = multiply(term(1, one), asTerm(inverse, [b, a]));
      return chain(slope, inner, [a, b], variable);
    }
    case "inv": {
      if (!i || !j) break;
      const sides = term(-1, factor(one.atom, i, a), factor(one.atom, b, j));
      return chain(sides, inner, [a, b], variable);
    }
    case "adj": {
      // adj(E) is det(E) inv(E).
      const product = adjugateOf(inner, one.indices);
      return derivativeOfTerms([product], variable);
    }
    case "expm":
      // Under a trace the order of factors does not matter, and the slope is the function itself.
      if (i && i === j) {
        const slope = term(1, factor(one.atom, b, a));
        return chain(slope, inner, [a, b], variable);
      }
      throw new RangeError(
        "matrixCalculus: expm has a closed derivative under a trace only, as in tr(expm(X)): elsewhere it is an integral",
      );
  }
  throw new Error(`internal: no derivative for ${name}`);
}

function adjugateOf(inner: Tensor, indices: readonly Index[]): Term {
  const det = factor({ kind: "function", name: "det", inner });
  return multiply(term(1, det), asTerm(functionOf("inv", inner), indices));
}
