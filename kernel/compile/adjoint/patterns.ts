/** Names and patterns that are given values, lowered. */
import type ts from "typescript";
import { bare } from "../surroundings.js";
import { type Builder, unsupported } from "./builder.js";
import type { Expressions } from "./expressions.js";
import type { Parts } from "./parts.js";
import {
  constant,
  type Expression,
  type Kind,
  kindOf,
  variable,
} from "../../../lib/program/program.js";

export class Patterns {
  readonly #ts: typeof ts;
  readonly #builder: Builder;
  readonly #parts: Parts;
  readonly #expressions: Expressions;

  constructor(parts: Parts, expressions: Expressions) {
    this.#ts = parts.ts;
    this.#builder = parts.builder;
    this.#parts = parts;
    this.#expressions = expressions;
  }

  /** Declares what a name or a pattern names, with its value. */
  bind(name: ts.BindingName, value: Expression): void {
    if (this.#ts.isIdentifier(name)) {
      const made = this.#parts.names.declare(name, kindOf(value));
      this.#builder.set(variable(made), value);
      return;
    }
    const source = this.referred(value);
    name.elements.forEach((element, i) => {
      if (this.#ts.isOmittedExpression(element)) return;
      if (element.dotDotDotToken ?? element.initializer)
        unsupported("a pattern with ... or =");
      const key = element.propertyName ?? element.name;
      const list = this.#ts.isArrayBindingPattern(name);
      if (!list && !this.#ts.isIdentifier(key)) unsupported("a computed field");
      const kind =
        this.#parts.kinds.of(element.name) ?? unsupported("a pattern");
      this.bind(element.name, {
        is: "element",
        kind,
        object: source,
        key: list ? constant(i) : (key as ts.Identifier).text,
      });
    });
  }

  /** A reference under a name, so that it is found once. */
  referred(value: Expression): Expression {
    const kind = kindOf(value);
    if (kind !== "array" && kind !== "record")
      unsupported("a pattern of a number");
    if (value.is === "variable") return value;
    const made = this.#builder.declare("source", kind);
    this.#builder.set(variable(made), value);
    return variable(made);
  }

  /** What a name, or what a pattern takes apart, is. */
  kindOf(name: ts.BindingName): Kind {
    const kind = this.#parts.kinds.of(name);
    if (kind !== undefined) return kind;
    if (this.#ts.isArrayBindingPattern(name)) return "array";
    if (this.#ts.isObjectBindingPattern(name)) return "record";
    return unsupported("this type");
  }

  /** `[a, b] = [b, a]`: all values first, then the targets. */
  exchange(node: ts.BinaryExpression): void {
    const compiler = this.#ts;
    const targets = bare(compiler, node.left);
    const values = bare(compiler, node.right);
    if (
      !compiler.isArrayLiteralExpression(targets) ||
      !compiler.isArrayLiteralExpression(values) ||
      targets.elements.length !== values.elements.length
    )
      return unsupported("a pattern set from a list");
    const kept = values.elements.map((each) => {
      const value = this.#expressions.value(each);
      return kindOf(value) === "number"
        ? this.#builder.keep(value)
        : this.#kept(value);
    });
    targets.elements.forEach((each, i) => {
      this.#builder.set(this.#expressions.place(each), kept[i] ?? constant(0));
    });
  }

  #kept(value: Expression): Expression {
    const made = this.#builder.declare("swap", kindOf(value));
    this.#builder.set(variable(made), value);
    return variable(made);
  }
}
