/** Lists and objects written out, and copies of lists, lowered. */
import type ts from "typescript";
import { type Builder, unsupported } from "./builder.js";
import type { Parts } from "./parts.js";
import {
  constant,
  type Expression,
  kindOf,
  variable,
} from "../../../lib/program/program.js";

export class Literals {
  readonly #ts: typeof ts;
  readonly #builder: Builder;
  readonly #parts: Parts;
  readonly #value: (node: ts.Expression) => Expression;

  constructor(parts: Parts, value: (node: ts.Expression) => Expression) {
    this.#ts = parts.ts;
    this.#builder = parts.builder;
    this.#parts = parts;
    this.#value = value;
  }

  list(node: ts.ArrayLiteralExpression): Expression {
    if (node.elements.some((each) => this.#ts.isSpreadElement(each)))
      return this.#spread(node);
    const parts = this.#builder.ordered(
      node.elements.map((each) => () => this.#value(each)),
    );
    if (parts.some((part) => kindOf(part) === "boolean"))
      unsupported("a list of truths");
    const to = this.#builder.declare("list", "array");
    this.#builder.emit({
      is: "make",
      to,
      parts: parts.map((part, k) => [String(k), part] as const),
      list: true,
    });
    return variable(to);
  }

  /** `[...xs]`: a copy. */
  #spread(node: ts.ArrayLiteralExpression): Expression {
    const [only, ...rest] = node.elements;
    if (
      only === undefined ||
      rest.length > 0 ||
      !this.#ts.isSpreadElement(only)
    )
      return unsupported("a spread among others");
    return this.copied(only.expression);
  }

  /** The elements of a list from one index to another, as a list of their own. */
  copied(
    node: ts.Expression,
    start?: Expression,
    end?: Expression,
  ): Expression {
    const from = this.#value(node);
    const element = this.#parts.kinds.elementOf(node);
    if (kindOf(from) !== "array" || element === undefined)
      return unsupported("a copy of no list");
    const to = this.#builder.declare("copy", "array");
    const nested = element !== "number";
    this.#builder.emit({ is: "copy", to, from, start, end, nested });
    return variable(to);
  }

  record(node: ts.ObjectLiteralExpression): Expression {
    const compiler = this.#ts;
    const fields = node.properties.map((each) => {
      if (compiler.isShorthandPropertyAssignment(each))
        return {
          key: each.name.text,
          value: () => this.#parts.names.read(each.name),
        };
      if (
        compiler.isPropertyAssignment(each) &&
        compiler.isIdentifier(each.name) &&
        each.name.text !== "__proto__"
      ) {
        const { initializer } = each;
        return { key: each.name.text, value: () => this.#value(initializer) };
      }
      return unsupported("a member that is no field");
    });
    const parts = this.#builder.ordered(fields.map(({ value }) => value));
    const to = this.#builder.declare("object", "record");
    this.#builder.emit({
      is: "make",
      to,
      parts: fields.map(
        ({ key }, k) => [key, parts[k] ?? constant(0)] as const,
      ),
      list: false,
    });
    return variable(to);
  }
}
