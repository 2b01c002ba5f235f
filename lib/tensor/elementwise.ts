import { Node } from "../ir/node.js";
import * as arithmetic from "../ops/arithmetic.js";
import * as exponential from "../ops/exponential.js";
import * as special from "../ops/special.js";
import * as trigonometric from "../ops/trigonometric.js";
import * as select from "../ops/select.js";
import * as compare from "../ops/compare.js";

/** What the methods take beside the object itself. */
export type Operand = Node | number;

/**
 * The elementwise operations as methods; each is the free function of the same name, which says more. The result is of
 * the object's own kind.
 */
export abstract class ElementwiseMethods extends Node {
  /** The element with its sign changed. */
  neg(): this {
    return arithmetic.neg(this) as this;
  }

  /** e to the power of each element. */
  exp(): this {
    return exponential.exp(this) as this;
  }

  /** `exp(x) − 1`, exact near 0. */
  expm1(): this {
    return exponential.expm1(this) as this;
  }

  /** The natural logarithm. */
  log(): this {
    return exponential.log(this) as this;
  }

  /** `log(1 + x)`, exact near 0. */
  log1p(): this {
    return exponential.log1p(this) as this;
  }

  /** The logarithm to base 2. */
  log2(): this {
    return exponential.log2(this) as this;
  }

  /** The logarithm to base 10. */
  log10(): this {
    return exponential.log10(this) as this;
  }

  /** The square root. */
  sqrt(): this {
    return exponential.sqrt(this) as this;
  }

  /** The cube root. */
  cbrt(): this {
    return exponential.cbrt(this) as this;
  }

  /** The square. */
  square(): this {
    return arithmetic.square(this) as this;
  }

  /** The absolute value; its derivative at 0 is 0. */
  abs(): this {
    return select.abs(this) as this;
  }

  /** The sign: −1, 0 or 1. */
  sign(): this {
    return select.sign(this) as this;
  }

  /** The sine. */
  sin(): this {
    return trigonometric.sin(this) as this;
  }

  /** The cosine. */
  cos(): this {
    return trigonometric.cos(this) as this;
  }

  /** The tangent. */
  tan(): this {
    return trigonometric.tan(this) as this;
  }

  /** The inverse of the sine. */
  asin(): this {
    return trigonometric.asin(this) as this;
  }

  /** The inverse of the cosine. */
  acos(): this {
    return trigonometric.acos(this) as this;
  }

  /** The inverse of the tangent. */
  atan(): this {
    return trigonometric.atan(this) as this;
  }

  /** The hyperbolic sine. */
  sinh(): this {
    return exponential.sinh(this) as this;
  }

  /** The hyperbolic cosine. */
  cosh(): this {
    return exponential.cosh(this) as this;
  }

  /** The hyperbolic tangent. */
  tanh(): this {
    return exponential.tanh(this) as this;
  }

  /** The inverse of the hyperbolic sine. */
  asinh(): this {
    return exponential.asinh(this) as this;
  }

  /** The inverse of the hyperbolic cosine. */
  acosh(): this {
    return exponential.acosh(this) as this;
  }

  /** The inverse of the hyperbolic tangent. */
  atanh(): this {
    return exponential.atanh(this) as this;
  }

  /** The logistic function `1 / (1 + exp(−x))`. */
  sigmoid(): this {
    return exponential.sigmoid(this) as this;
  }

  /** `log(1 + exp(x))`. */
  softplus(): this {
    return exponential.softplus(this) as this;
  }

  /** `max(x, 0)`; its derivative at 0 is 0. */
  relu(): this {
    return select.relu(this) as this;
  }

  /** The largest whole number that is not larger. */
  floor(): this {
    return select.floor(this) as this;
  }

  /** The smallest whole number that is not smaller. */
  ceil(): this {
    return select.ceil(this) as this;
  }

  /** The nearest whole number; halves go to the even one. */
  round(): this {
    return select.round(this) as this;
  }

  /** The whole part: towards zero. */
  trunc(): this {
    return arithmetic.trunc(this) as this;
  }

  /** The error function. */
  erf(): this {
    return special.erf(this) as this;
  }

  /** `1 − erf(x)`. */
  erfc(): this {
    return special.erfc(this) as this;
  }

  /** The gamma function. */
  gamma(): this {
    return special.gamma(this) as this;
  }

  /** The logarithm of the size of the gamma function. */
  lgamma(): this {
    return special.lgamma(this) as this;
  }

  /** The derivative of `lgamma`. */
  digamma(): this {
    return special.digamma(this) as this;
  }

  /** The sum, with broadcasting. */
  add(other: Operand): this {
    return arithmetic.add(this, other) as this;
  }

  /** The difference, with broadcasting. */
  sub(other: Operand): this {
    return arithmetic.sub(this, other) as this;
  }

  /** The product, with broadcasting. */
  mul(other: Operand): this {
    return arithmetic.mul(this, other) as this;
  }

  /** The quotient, with broadcasting. */
  div(other: Operand): this {
    return arithmetic.div(this, other) as this;
  }

  /** The remainder with the sign of the dividend, as `%`. */
  mod(other: Operand): this {
    return arithmetic.mod(this, other) as this;
  }

  /** The power, with broadcasting. */
  pow(other: Operand): this {
    return arithmetic.pow(this, other) as this;
  }

  /** The angle of the point (other, this). */
  atan2(other: Operand): this {
    return trigonometric.atan2(this, other) as this;
  }

  /** The larger of two; ties share the derivative evenly. */
  maximum(other: Operand): this {
    return select.maximum(this, other) as this;
  }

  /** The smaller of two; ties share the derivative evenly. */
  minimum(other: Operand): this {
    return select.minimum(this, other) as this;
  }

  /** Whether larger than the other, as a bool tensor. */
  greater(other: Operand): this {
    return compare.greater(this, other) as this;
  }

  /** Whether smaller than the other, as a bool tensor. */
  less(other: Operand): this {
    return compare.less(this, other) as this;
  }

  /** Whether equal to the other, as a bool tensor. */
  equal(other: Operand): this {
    return compare.equal(this, other) as this;
  }

  /** Whether different from the other, as a bool tensor. */
  notEqual(other: Operand): this {
    return compare.notEqual(this, other) as this;
  }

  /** Whether larger or equal, as a bool tensor. */
  greaterEqual(other: Operand): this {
    return compare.greaterEqual(this, other) as this;
  }

  /** Whether smaller or equal, as a bool tensor. */
  lessEqual(other: Operand): this {
    return compare.lessEqual(this, other) as this;
  }

  /** The elements held between two bounds, either of which may be `undefined`. */
  clip(low: Operand | undefined, high?: Operand): this {
    return select.clip(this, low, high) as this;
  }
}
