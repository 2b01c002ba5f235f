/**
 * The functions of `Math` take tensors and formulas too. The signatures for numbers come again in an interface of their
 * own, the last: TypeScript tries the last interface first, and looks at the last signature alone where the function
 * itself is handed on: `[1, 2].map(Math.exp)`.
 */
import type { Node, Value } from "../ir/node.js";
import type { Joined, Result } from "../ops/define.js";

declare global {
  interface Math {
    abs<T extends Value>(x: T): Result<T>;
    acos<T extends Value>(x: T): Result<T>;
    acosh<T extends Value>(x: T): Result<T>;
    asin<T extends Value>(x: T): Result<T>;
    asinh<T extends Value>(x: T): Result<T>;
    atan<T extends Value>(x: T): Result<T>;
    atanh<T extends Value>(x: T): Result<T>;
    cbrt<T extends Value>(x: T): Result<T>;
    ceil<T extends Value>(x: T): Result<T>;
    cos<T extends Value>(x: T): Result<T>;
    cosh<T extends Value>(x: T): Result<T>;
    exp<T extends Value>(x: T): Result<T>;
    expm1<T extends Value>(x: T): Result<T>;
    floor<T extends Value>(x: T): Result<T>;
    fround<T extends Value>(x: T): Result<T>;
    log<T extends Value>(x: T): Result<T>;
    log10<T extends Value>(x: T): Result<T>;
    log1p<T extends Value>(x: T): Result<T>;
    log2<T extends Value>(x: T): Result<T>;
    round<T extends Value>(x: T): Result<T>;
    sign<T extends Value>(x: T): Result<T>;
    sin<T extends Value>(x: T): Result<T>;
    sinh<T extends Value>(x: T): Result<T>;
    sqrt<T extends Value>(x: T): Result<T>;
    tan<T extends Value>(x: T): Result<T>;
    tanh<T extends Value>(x: T): Result<T>;
    trunc<T extends Value>(x: T): Result<T>;
    atan2<A extends Value, B extends Value>(y: A, x: B): Joined<A, B>;
    pow<A extends Value, B extends Value>(x: A, y: B): Joined<A, B>;
    hypot<T extends Node>(...values: (T | number)[]): T;
    max<T extends Node>(...values: (T | number)[]): T;
    min<T extends Node>(...values: (T | number)[]): T;
  }

  interface Math {
    abs(x: number): number;
    acos(x: number): number;
    acosh(x: number): number;
    asin(x: number): number;
    asinh(x: number): number;
    atan(x: number): number;
    atanh(x: number): number;
    cbrt(x: number): number;
    ceil(x: number): number;
    cos(x: number): number;
    cosh(x: number): number;
    exp(x: number): number;
    expm1(x: number): number;
    floor(x: number): number;
    fround(x: number): number;
    log(x: number): number;
    log10(x: number): number;
    log1p(x: number): number;
    log2(x: number): number;
    round(x: number): number;
    sign(x: number): number;
    sin(x: number): number;
    sinh(x: number): number;
    sqrt(x: number): number;
    tan(x: number): number;
    tanh(x: number): number;
    trunc(x: number): number;
    atan2(y: number, x: number): number;
    pow(x: number, y: number): number;
    hypot(...values: number[]): number;
    max(...values: number[]): number;
    min(...values: number[]): number;
  }
}
