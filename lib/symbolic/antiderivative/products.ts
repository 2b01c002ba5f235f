/** Antiderivatives of products: by parts, of exponentials with sines, and of sines and cosines of several angles. */
import { cos, sin } from "../../ops/trigonometric.js";
import {
  addForms,
  divideForms,
  multiplyForms,
  negateForm,
  subtractForms,
} from "../arithmetic.js";
import { expandForm } from "../expand.js";
import {
  type CallBase,
  constantForm,
  constantOf,
  eBase,
  type Form,
  isZeroForm,
  type Power,
  zeroForm,
} from "../form.js";
import { isInteger, toNumber } from "../rational.js";
import { call, fromTable, halfForm } from "./table.js";
import {
  derivativeOf,
  fromCoefficients,
  mostTerms,
  polynomialIn,
  productOf,
  slopeOf,
} from "./variable.js";

/** Finds the antiderivative of a form, if a rule reaches it. */
export type Integrate = (form: Form) => Form | undefined;

/** What is integrated again and again by parts without growing. */
const cyclic = new Set(["sin", "cos", "sinh", "cosh"]);
/** What becomes algebraic when it is differentiated. */
const shrinking = new Set(["log", "atan", "asin", "acos"]);

/** A polynomial times one function: ∫ p·g = p·G − ∫ p′·G, or P·f − ∫ P·f′. */
export function byParts(
  varying: readonly Power[],
  name: string,
  integrate: Integrate,
): Form | undefined {
  for (const power of varying) {
    const others = varying.filter((other) => other !== power);
    const coefficients = polynomialIn(productOf(others), name);
    if (!coefficients || coefficients.length < 2) continue;
    const polynomial = fromCoefficients(coefficients, name);
    const { base, exponent } = power;
    const once = constantOf(exponent);
    const operation = base.kind === "call" ? base.op.name : "";
    const repeated =
      base === eBase ||
      (cyclic.has(operation) && once !== undefined && toNumber(once) === 1);
    if (repeated) return tabular(polynomial, power, name);
    if (shrinking.has(operation)) {
      const area = integrate(polynomial);
      if (!area) continue;
      const f = productOf([power]);
      const rest = integrate(
        expandForm(multiplyForms(area, derivativeOf(f, name)), mostTerms),
      );
      if (rest) return subtractForms(multiplyForms(area, f), rest);
    }
  }
  return undefined;
}

/** ∫ p·g = p·G₁ − p′·G₂ + p″·G₃ − …, with the repeated antiderivatives of g. */
function tabular(
  polynomial: Form,
  power: Power,
  name: string,
): Form | undefined {
  let sum = zeroForm;
  let p = polynomial;
  let g: Form | undefined = productOf([power]);
  for (let sign = 1; !isZeroForm(p); sign = -sign) {
    g = antiderivativeOfSum(g, name);
    if (!g) return undefined;
    const term = multiplyForms(p, g);
    sum = addForms(sum, sign > 0 ? term : negateForm(term));
    p = derivativeOf(p, name);
  }
  return sum;
}

function antiderivativeOfSum(form: Form, name: string): Form | undefined {
  const parts = form.terms.map(({ coefficient, powers }) => {
    const [power, more] = powers.filter(({ base }) => isVarying(base));
    const constant = powers.filter(({ base }) => !isVarying(base));
    const found = power && !more ? fromTable(power, name) : undefined;
    return (
      found &&
      multiplyForms(found, productOf(constant), constantForm(coefficient))
    );
  });
  return parts.every((part) => part !== undefined)
    ? addForms(...parts)
    : undefined;
}

const isVarying = (base: Power["base"]): boolean =>
  base === eBase || base.kind === "call";

/** e^u·sin v and e^u·cos v with linear u and v. */
export function exponentialTimesWave(
  varying: readonly Power[],
  name: string,
): Form | undefined {
  const exponential = varying.find(({ base }) => base === eBase);
  const wave = varying.find((power) => waveOf(power) !== undefined);
  if (varying.length !== 2 || !exponential || !wave) return undefined;
  const base = waveOf(wave);
  const [v] = base?.inputs ?? [];
  const a = slopeOf(exponential.exponent, name);
  const c = v && slopeOf(v, name);
  if (!base || !a || !c) return undefined;
  const [s, k] = [call(sin, v), call(cos, v)];
  const along =
    base.op === sin.op
      ? subtractForms(multiplyForms(a, s), multiplyForms(c, k))
      : addForms(multiplyForms(a, k), multiplyForms(c, s));
  const size = addForms(multiplyForms(a, a), multiplyForms(c, c));
  return divideForms(multiplyForms(productOf([exponential]), along), size);
}

/** The call of a plain sine or cosine. */
function waveOf({ base, exponent }: Power): CallBase | undefined {
  const power = constantOf(exponent);
  const isWave =
    base.kind === "call" && (base.op === sin.op || base.op === cos.op);
  return isWave && power && toNumber(power) === 1 ? base : undefined;
}

/** A product of two or more sines and cosines as a sum: 2·sin a·cos b = sin(a + b) + sin(a − b), and its kin. */
export function wavesAsSum(varying: readonly Power[]): Form | undefined {
  const waves: CallBase[] = [];
  const others: Power[] = [];
  for (const power of varying) {
    const { base, exponent } = power;
    const times = constantOf(exponent);
    const isWave =
      base.kind === "call" && (base.op === sin.op || base.op === cos.op);
    if (isWave && times && isInteger(times) && toNumber(times) > 0) {
      for (let k = 0; k < toNumber(times); k++) waves.push(base);
    } else {
      others.push(power);
    }
  }
  const [first, second, ...rest] = waves;
  if (!first || !second || waves.length > 8) return undefined;
  const sum = pairAsSum(first, second);
  if (!sum) return undefined;
  const more = rest.map((wave) =>
    call({ op: wave.op }, wave.inputs[0] ?? zeroForm),
  );
  return expandForm(multiplyForms(sum, ...more, productOf(others)), mostTerms);
}

function pairAsSum(first: CallBase, second: CallBase): Form | undefined {
  const [a] = first.inputs;
  const [b] = second.inputs;
  if (!a || !b) return undefined;
  const [plus, less] = [addForms(a, b), subtractForms(a, b)];
  const sines = [first, second].filter(({ op }) => op === sin.op).length;
  const sum =
    sines === 2
      ? subtractForms(call(cos, less), call(cos, plus))
      : sines === 0
        ? addForms(call(cos, less), call(cos, plus))
        : first.op === sin.op
          ? addForms(call(sin, plus), call(sin, less))
          : subtractForms(call(sin, plus), call(sin, less));
  return multiplyForms(halfForm, sum);
}
