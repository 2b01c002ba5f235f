import * as arithmetic from "../ops/arithmetic.js";
import type { Index } from "../ops/index-arrays.js";
import { ArrayMethods } from "./arrays.js";

/**
 * The operators of TypeScript on tensors, as the checker of cells reads them: `x + y` means `x["+"](y)`, `2 * x` means
 * `x["r*"](2)`, `-x` means `x["-u"]()`, `x[i]` means `x["[]"](i)`.
 */
export abstract class OperatorMethods extends ArrayMethods {
  "+"(other: this | number): this {
    return this.add(other);
  }
  "r+"(other: number): this {
    return arithmetic.add(other, this) as this;
  }
  "-"(other: this | number): this {
    return this.sub(other);
  }
  "r-"(other: number): this {
    return arithmetic.sub(other, this) as this;
  }
  "*"(other: this | number): this {
    return this.mul(other);
  }
  "r*"(other: number): this {
    return arithmetic.mul(other, this) as this;
  }
  "/"(other: this | number): this {
    return this.div(other);
  }
  "r/"(other: number): this {
    return arithmetic.div(other, this) as this;
  }
  "%"(other: this | number): this {
    return this.mod(other);
  }
  "r%"(other: number): this {
    return arithmetic.mod(other, this) as this;
  }
  "**"(other: this | number): this {
    return this.pow(other);
  }
  "r**"(other: number): this {
    return arithmetic.pow(other, this) as this;
  }
  "-u"(): this {
    return this.neg();
  }
  "+u"(): this {
    return this;
  }
  "[]"(index: Index): this {
    return this.at(index);
  }
}
