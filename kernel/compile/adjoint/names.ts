/** What the names in a function mean: variables of its own, functions that are written out in place, names from outside. */
import type ts from "typescript";
import type { Operands } from "../operands.js";
import { type Builder, unsupported } from "./builder.js";
import type { Kinds } from "./kinds.js";
import {
  constant,
  type Expression,
  type Kind,
  type Outer,
  type Variable,
  variable,
} from "../../../lib/program/program.js";

/** A function whose calls are written out in place. */
export type Inline =
  ts.ArrowFunction | ts.FunctionExpression | ts.FunctionDeclaration;

type Binding = Variable | { readonly inline: Inline };

export class Names {
  readonly #ts: typeof ts;
  readonly #checker: ts.TypeChecker;
  readonly #builder: Builder;
  readonly #kinds: Kinds;
  readonly #operands: Operands;
  readonly #bindings = new Map<ts.Symbol, Binding>();
  readonly #outer = new Map<ts.Symbol, Variable | Outer>();

  constructor(
    compiler: typeof ts,
    checker: ts.TypeChecker,
    parts: { builder: Builder; kinds: Kinds; operands: Operands },
    readonly root: ts.Node,
  ) {
    this.#ts = compiler;
    this.#checker = checker;
    this.#builder = parts.builder;
    this.#kinds = parts.kinds;
    this.#operands = parts.operands;
  }

  symbolOf(name: ts.Identifier): ts.Symbol {
    const { parent } = name;
    const symbol = this.#ts.isShorthandPropertyAssignment(parent)
      ? this.#checker.getShorthandAssignmentValueSymbol(parent)
      : this.#checker.getSymbolAtLocation(name);
    return symbol ?? unsupported(`the unknown name ${name.text}`);
  }

  /** Declares a variable of the user's; each time it is lowered it is another one. */
  declare(
    name: ts.Identifier,
    kind: Kind,
    role: Variable["role"] = "local",
  ): Variable {
    const made = this.#builder.declare(
      name.text,
      kind,
      role,
      role === "parameter" ? this.typeOf(name) : undefined,
    );
    this.#bindings.set(this.symbolOf(name), made);
    return made;
  }

  /** The type of a name, as it is written or else found. */
  typeOf(name: ts.Identifier): string {
    const { parent } = name;
    const written =
      this.#ts.isParameter(parent) || this.#ts.isVariableDeclaration(parent)
        ? parent.type?.getText()
        : undefined;
    return (
      written ??
      this.#checker.typeToString(this.#checker.getTypeAtLocation(name))
    );
  }

  bind(name: ts.Identifier, binding: Binding): void {
    this.#bindings.set(this.symbolOf(name), binding);
  }

  read(name: ts.Identifier): Expression {
    const symbol = this.symbolOf(name);
    const bound = this.#bindings.get(symbol);
    if (bound !== undefined)
      return "inline" in bound
        ? unsupported("a function as a value")
        : variable(bound);
    for (const value of ["Infinity", "NaN"])
      if (this.#operands.isGlobal(name, value)) return constant(value);
    this.#mustBeOutside(symbol);
    const known = this.#outer.get(symbol);
    if (known !== undefined)
      return "role" in known
        ? variable(known)
        : unsupported("a function as a value");
    const kind =
      this.#kinds.of(name) ?? unsupported(`the type of ${name.text}`);
    const made = this.#builder.declare(name.text, kind, "outer");
    this.#outer.set(symbol, made);
    this.#builder.outers.push({ outer: made, node: name });
    return variable(made);
  }

  /** The variable that an assignment means. */
  written(name: ts.Identifier): Variable {
    const bound = this.#bindings.get(this.symbolOf(name));
    return bound !== undefined && !("inline" in bound)
      ? bound
      : unsupported(`setting ${name.text}, which is outside`);
  }

  /** The function that a name stands for: one of the function's own, or one from outside. */
  callee(name: ts.Identifier): Inline | Outer {
    const symbol = this.symbolOf(name);
    const bound = this.#bindings.get(symbol);
    if (bound !== undefined)
      return "inline" in bound
        ? bound.inline
        : unsupported("a function in a variable");
    this.#mustBeOutside(symbol);
    const known = this.#outer.get(symbol);
    if (known !== undefined)
      return "role" in known ? unsupported("a call of no function") : known;
    const made: Outer = {
      name: this.#builder.fresh(name.text),
      kind: "function",
    };
    this.#outer.set(symbol, made);
    this.#builder.outers.push({ outer: made, node: name });
    return made;
  }

  /** A name that is declared within but has no binding is read before it is declared, or of a kind not followed. */
  #mustBeOutside(symbol: ts.Symbol): void {
    for (const declaration of symbol.declarations ?? [])
      if (
        declaration.getSourceFile() === this.root.getSourceFile() &&
        declaration.pos >= this.root.pos &&
        declaration.end <= this.root.end &&
        declaration !== this.root
      )
        unsupported(`${symbol.name}, which is not set yet`);
  }
}
