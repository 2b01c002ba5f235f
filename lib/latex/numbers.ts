import { atom, Precedence, type Tex } from "../ir/tex.js";

/** How many significant digits a formula shows of a number that is not whole. */
const significantDigits = 6;

/** Whole numbers are shown in full up to here. */
const largestWhole = 1e10;

/**
 * A number as LaTeX: whole numbers in full, others to six significant digits, the very large and small ones as a power
 * of ten.
 *
 * @example
 * texOfNumber(0.1 + 0.2).text; // 0.3
 * texOfNumber(6.02214076e23).text; // 6.02214 \times 10^{23}
 */
export function texOfNumber(value: number): Tex {
  if (Number.isNaN(value)) return atom("\\mathrm{NaN}");
  if (value < 0 || Object.is(value, -0)) {
    const size = texOfNumber(-value);
    return value === 0
      ? size
      : { text: `-${size.text}`, binds: Precedence.sum };
  }
  if (value === Infinity) return atom("\\infty");
  if (Number.isInteger(value) && value <= largestWhole) {
    return atom(String(value));
  }
  const [digits = "", exponent = ""] = value
    .toExponential(significantDigits - 1)
    .split("e");
  const power = Number(exponent);
  if (power < -4 || power > significantDigits) {
    const mantissa = trimZeros(digits);
    const scale = `10^{${String(power)}}`;
    return mantissa === "1"
      ? { text: scale, binds: Precedence.power }
      : { text: `${mantissa} \\times ${scale}`, binds: Precedence.product };
  }
  const places = Math.max(0, significantDigits - 1 - power);
  return atom(trimZeros(value.toFixed(places)));
}

function trimZeros(digits: string): string {
  return digits.includes(".") ? digits.replace(/\.?0+$/, "") : digits;
}

/** A complex number as LaTeX: `1 - 2i`. */
export function texOfComplex(re: number, im: number): string {
  const size = Math.abs(im);
  const unit = size === 1 ? "i" : `${texOfNumber(size).text} i`;
  if (im === 0) return texOfNumber(re).text;
  if (re === 0) return im < 0 ? `-${unit}` : unit;
  return `${texOfNumber(re).text} ${im < 0 ? "-" : "+"} ${unit}`;
}
