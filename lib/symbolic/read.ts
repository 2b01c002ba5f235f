import type { Value } from "../ir/node.js";
import type { Op } from "../ir/op.js";
import {
  add,
  div,
  identity,
  mul,
  neg,
  pow,
  scale,
  share,
  sub,
  xlogy,
} from "../ops/arithmetic.js";
import {
  cbrt,
  exp,
  expm1,
  lessSquare,
  log,
  log1p,
  sqrt,
  tanh,
  tanhSlope,
} from "../ops/exponential.js";
import { inversion } from "../ops/euler.js";
import {
  addForms,
  divideForms,
  expForm,
  multiplyForms,
  negateForm,
  powerForm,
  subtractForms,
} from "./arithmetic.js";
import { FormulaNode } from "./formula-node.js";
import {
  constantForm,
  type Form,
  formOf,
  minusOneForm,
  oneForm,
  symbolBase,
} from "./form.js";
import { callForm } from "./functions.js";
import { NoClosedForm } from "./no-closed-form.js";
import { half, rational } from "./rational.js";
import { formOfNumber } from "./recognize.js";

/** An operation as arithmetic of forms. */
type Reading = (inputs: readonly Form[], params: unknown) => Form;

const two =
  (read: (a: Form, b: Form) => Form): Reading =>
  ([a = oneForm, b = oneForm]) =>
    read(a, b);

const oneInput =
  (read: (x: Form) => Form): Reading =>
  ([x = oneForm]) =>
    read(x);

const squareForm = (x: Form): Form => multiplyForms(x, x);

/** The operations that forms have their own arithmetic for; all others stay calls. */
const readings = new Map<Op, Reading>([
  [add.op, two((a, b) => addForms(a, b))],
  [sub.op, two(subtractForms)],
  [mul.op, two((a, b) => multiplyForms(a, b))],
  [scale.op, two((a, b) => multiplyForms(a, b))],
  [div.op, two(divideForms)],
  [share.op, two(divideForms)],
  [
    inversion.op,
    two((a, b) => divideForms(a, addForms(squareForm(a), squareForm(b)))),
  ],
  [lessSquare.op, oneInput((x) => subtractForms(oneForm, squareForm(x)))],
  [
    tanhSlope.op,
    oneInput((x) =>
      subtractForms(oneForm, squareForm(callForm(tanh.op, undefined, [x]))),
    ),
  ],
  [pow.op, two(powerForm)],
  [
    pow.constant,
    ([x = oneForm], exponent) => powerForm(x, formOfNumber(exponent as number)),
  ],
  [neg.op, oneInput(negateForm)],
  [identity.op, oneInput((x) => x)],
  [exp.op, oneInput(expForm)],
  [expm1.op, oneInput((x) => addForms(expForm(x), minusOneForm))],
  [
    log1p.op,
    oneInput((x) => callForm(log.op, undefined, [addForms(x, oneForm)])),
  ],
  [sqrt.op, oneInput((x) => powerForm(x, constantForm(half)))],
  [cbrt.op, oneInput((x) => powerForm(x, constantForm(rational(1n, 3n))))],
  [xlogy.op, two((a, b) => multiplyForms(a, callForm(log.op, undefined, [b])))],
]);

/**
 * A graph shares what a formula repeats, so that a formula may be exponentially longer than its program: names of forms
 * past this length are given up.
 */
const longestKey = 20_000;

/**
 * The canonical form of a scalar formula.
 *
 * @throws NoClosedForm where it holds an operation on arrays, or a number that is not finite.
 */
export function formOfValue(value: Value): Form {
  const known = new Map<Value, Form>();
  // Inputs are older than what is made of them, so no recursion is needed however deep the graph.
  for (const node of olderFirst(value)) {
    const form = readOne(node, known);
    if (form.key.length > longestKey) {
      throw new NoClosedForm(
        "expression: the formula is longer than anybody reads",
      );
    }
    known.set(node, form);
  }
  return readInput(value, known);
}

function readInput(value: Value, known: ReadonlyMap<Value, Form>): Form {
  const form = known.get(value);
  if (form) return form;
  if (typeof value === "number") return formOfNumber(value);
  throw new NoClosedForm(
    "expression: a tensor came into the formula; closed forms are of numbers and symbols",
  );
}

function readOne(node: FormulaNode, known: ReadonlyMap<Value, Form>): Form {
  if (node.symbol !== undefined) return formOf(symbolBase(node.symbol));
  const { origin } = node;
  if (!origin) throw new Error("internal: a formula without symbol and origin");
  const { op, inputs, params } = origin;
  const forms = inputs.map((input) => readInput(input, known));
  const reading = readings.get(op);
  if (reading) return reading(forms, params);
  // Elementwise operations have no parameters; what has axes or shapes works on arrays.
  if (params !== undefined || node.shape.length > 0) {
    throw new NoClosedForm(
      `expression: \`${op.name}\` works on arrays, and closed forms are of numbers and symbols`,
    );
  }
  return callForm(op, params, forms);
}

/** Every formula that this value is made of, inputs before what is made of them. */
export function olderFirst(value: Value): FormulaNode[] {
  const found = new Set<FormulaNode>();
  const waiting: Value[] = [value];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (!(next instanceof FormulaNode) || found.has(next)) continue;
    found.add(next);
    if (next.origin) waiting.push(...next.origin.inputs);
  }
  return [...found].sort((a, b) => a.serial - b.serial);
}
