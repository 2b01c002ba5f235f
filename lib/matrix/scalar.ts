import type { Value } from "../ir/node.js";
import { add, div, mul, neg, pow } from "../ops/arithmetic.js";
import { exp, log, sqrt, tanh } from "../ops/exponential.js";
import { abs, sign } from "../ops/select.js";
import { acos, asin, atan, cos, sin, tan } from "../ops/trigonometric.js";
import { commonFactor } from "../symbolic/common.js";
import { tangentOf } from "../symbolic/differentiate.js";
import { expandForm, TooLarge } from "../symbolic/expand.js";
import { Expression } from "../symbolic/expression.js";
import { factorForm } from "../symbolic/factor.js";
import {
  type Base,
  constantOf,
  eBase,
  type Form,
  type Power,
  type Term,
} from "../symbolic/form.js";
import { fractionOf } from "../symbolic/layout.js";
import { orderedTerms } from "../symbolic/order.js";
import { type Rational, isOne, toNumber } from "../symbolic/rational.js";
import { formOfValue } from "../symbolic/read.js";
import { simplifyForm } from "../symbolic/simplify.js";
import { valueOfForm } from "../symbolic/write.js";
import { kindOfTree, type Names } from "./algebra.js";
import { shortest } from "./graph.js";
import { call, number, partsOf, power, type Tree } from "./tree.js";

/** The functions of one number that a scalar expression may call. */
const functions: Readonly<Record<string, (x: Value) => Value>> = {
  exp,
  log,
  sin,
  cos,
  tan,
  tanh,
  abs,
  sign,
  sqrt,
  arcsin: asin,
  arccos: acos,
  arctan: atan,
  // Of a single number.
  sum: (x) => x,
  norm1: abs,
  norm2: abs,
};

const grammarNames: Readonly<Record<string, string>> = {
  asin: "arcsin",
  acos: "arccos",
  atan: "arctan",
};

/**
 * The derivative of an expression of numbers only, in the shortest of its forms: simplified, factored or multiplied
 * out.
 */
export function scalarDerivative(tree: Tree, names: readonly string[]): Tree {
  let value = valueOf(tree);
  for (const name of names) {
    value = valueOfForm(simplifyForm(formOfValue(tangentOf(value, name))));
  }
  const form = simplifyForm(formOfValue(value));
  const forms = [form];
  const inOne = (f: Form): Form => commonFactor(expandForm(f, 50));
  for (const rewrite of [factorForm, (f: Form) => expandForm(f, 50), inOne]) {
    try {
      forms.push(rewrite(form));
    } catch (error) {
      if (!(error instanceof TooLarge)) throw error;
    }
  }
  return shortest(forms.map(treeOfForm).flatMap((one) => [one, spread(one)]));
}

/** 2(2a³ − 3a)b as (4a³ − 6a)b. */
function spread(tree: Tree): Tree {
  if (tree.kind !== "product") return tree;
  const [first, second, ...rest] = tree.parts;
  if (first?.kind !== "number" || second?.kind !== "sum") return tree;
  const parts = second.parts.map((part): Tree => {
    const bare = part.kind === "negative" ? part.of : part;
    const times = timesNumber(first.value, bare);
    return bare === part ? times : { kind: "negative", of: times };
  });
  return { kind: "product", parts: [{ kind: "sum", parts }, ...rest] };
}

function timesNumber(factor: number, tree: Tree): Tree {
  if (tree.kind === "number") return number(factor * tree.value);
  const parts = tree.kind === "product" ? tree.parts : [tree];
  const [first, ...rest] = parts;
  return first?.kind === "number"
    ? { kind: "product", parts: [number(factor * first.value), ...rest] }
    : { kind: "product", parts: [number(factor), ...parts] };
}

/** Whether an expression is of numbers and of functions of one number alone. */
export function isScalarExpression(tree: Tree, names: Names): boolean {
  if (kindOfTree(tree, names) !== "scalar") return false;
  if (tree.kind === "call" && !(tree.name in functions)) return false;
  return partsOf(tree).every((part) => isScalarExpression(part, names));
}

function valueOf(tree: Tree): Value {
  switch (tree.kind) {
    case "number":
      return tree.value;
    case "name":
      return new Expression(tree.name);
    case "sum":
      return tree.parts.map(valueOf).reduce((a, b) => add(a, b));
    case "product":
    case "hadamard":
      return tree.parts.map(valueOf).reduce((a, b) => mul(a, b));
    case "quotient":
      return div(valueOf(tree.above), valueOf(tree.below));
    case "power":
      return pow(valueOf(tree.base), valueOf(tree.exponent));
    case "negative":
      return neg(valueOf(tree.of));
    case "transpose":
      return valueOf(tree.of);
    case "call": {
      const f = functions[tree.name];
      const [input] = tree.inputs;
      if (f && input) return f(valueOf(input));
      break;
    }
    case "eye":
    case "ones":
  }
  throw new Error(`internal: ${tree.kind} in an expression of numbers`);
}

/** A canonical form in the grammar of matrix calculus. */
function treeOfForm(form: Form): Tree {
  const terms = orderedTerms(form).map(treeOfTerm);
  const [only] = terms;
  if (!only) return number(0);
  return terms.length === 1 ? only : { kind: "sum", parts: terms };
}

function treeOfTerm(term: Term): Tree {
  const { negative, coefficient, above, divisor, below } = fractionOf(term);
  const numerator = product(coefficient, above);
  const tree: Tree =
    isOne(divisor) && below.length === 0
      ? numerator
      : {
          kind: "quotient",
          elementwise: false,
          above: numerator,
          below: product(divisor, below),
        };
  return negative ? { kind: "negative", of: tree } : tree;
}

function product(coefficient: Rational, powers: readonly Power[]): Tree {
  const parts = powers.map(treeOfPower);
  if (!isOne(coefficient) || parts.length === 0) {
    parts.unshift(number(toNumber(coefficient)));
  }
  const [only] = parts;
  return only && parts.length === 1 ? only : { kind: "product", parts };
}

function treeOfPower({ base, exponent }: Power): Tree {
  if (base === eBase) return call("exp", treeOfForm(exponent));
  const body = treeOfBase(base);
  const value = constantOf(exponent);
  if (value && isOne(value)) return body;
  if (value && toNumber(value) === 0.5) return call("sqrt", body);
  return power(body, treeOfForm(exponent), false);
}

function treeOfBase(base: Base): Tree {
  switch (base.kind) {
    case "symbol":
      return { kind: "name", name: base.name };
    case "constant":
      return number(base.name === "pi" ? Math.PI : Math.E);
    case "radical":
      return number(Number(base.value));
    case "group":
      return treeOfForm(base.form);
    case "call": {
      const { name } = base.op;
      return call(grammarNames[name] ?? name, ...base.inputs.map(treeOfForm));
    }
  }
}
