/** Calls, lowered: those of inner functions and of callbacks are written out, the methods of lists become loops. */
import type ts from "typescript";
import { bare } from "../surroundings.js";
import { type Builder, unsupported } from "./builder.js";
import type { Expressions } from "./expressions.js";
import type { Inline } from "./names.js";
import type { Parts } from "./parts.js";
import {
  constant,
  discrete,
  type Expression,
  type Kind,
  kindOf,
  type Outer,
  variable,
} from "../../../lib/program/program.js";

/** Writes a function out in place of its call. */
type WriteOut = (
  f: Inline,
  args: readonly Expression[],
  kind: Kind | undefined,
) => Expression | undefined;

type Args = readonly ts.Expression[];

export class Calls {
  readonly #ts: typeof ts;
  readonly #parts: Parts;
  readonly #builder: Builder;
  readonly #expressions: Expressions;
  readonly #inline: WriteOut;

  constructor(parts: Parts, expressions: Expressions, inline: WriteOut) {
    this.#ts = parts.ts;
    this.#parts = parts;
    this.#builder = parts.builder;
    this.#expressions = expressions;
    this.#inline = inline;
  }

  /** The value, or `undefined` for a call made for what it does. */
  call(node: ts.CallExpression | ts.NewExpression): Expression | undefined {
    const compiler = this.#ts;
    const args = node.arguments ?? [];
    if (args.some((each) => compiler.isSpreadElement(each)))
      return unsupported("a spread argument");
    const callee = bare(compiler, node.expression);
    const { operands } = this.#parts;
    for (const name of ["Array", "Float64Array"] as const)
      if (operands.isGlobal(callee, name)) return this.#made(name, args);
    if (compiler.isNewExpression(node)) return unsupported("new");
    if (node.questionDotToken !== undefined) return unsupported("?.");
    if (compiler.isPropertyAccessExpression(callee))
      return this.#method(callee, args);
    const kind = this.#parts.kinds.of(node);
    if (isInline(compiler, callee))
      return this.#inline(callee, this.#values(args), kind);
    if (!compiler.isIdentifier(callee)) return unsupported("this call");
    const f = this.#parts.names.callee(callee);
    const values = this.#values(args);
    return "name" in f && "kind" in f && f.kind === "function"
      ? this.#outer(f, values, kind)
      : this.#inline(f as Inline, values, kind);
  }

  #values(args: Args): Expression[] {
    return this.#builder.ordered(
      args.map((each) => () => this.#expressions.value(each)),
    );
  }

  #outer(
    callee: Outer,
    args: readonly Expression[],
    kind: Kind | undefined,
  ): Expression | undefined {
    if (kind === "boolean") return unsupported("a call that gives a truth");
    const to =
      kind === undefined ? undefined : this.#builder.declare("v", kind);
    this.#builder.emit({ is: "call", to, callee, args });
    return to && variable(to);
  }

  /** `new Array(n)`, `new Float64Array(n)`. */
  #made(name: "Array" | "Float64Array", args: Args): Expression {
    const [first, ...rest] = args;
    if (first === undefined || rest.length > 0) return unsupported(name);
    const given = this.#expressions.value(first);
    const typed = name === "Float64Array";
    if (kindOf(given) !== "number") return unsupported(name);
    if (!typed) return unsupported("a list with holes");
    return this.#filled(given, constant(0), typed);
  }

  #filled(length: Expression, value: Expression, typed: boolean): Expression {
    const to = this.#builder.declare("list", "array");
    this.#builder.emit({ is: "fill", to, length, value, typed });
    return variable(to);
  }

  #method(
    callee: ts.PropertyAccessExpression,
    args: Args,
  ): Expression | undefined {
    const name = callee.name.text;
    if (this.#parts.operands.isGlobal(callee.expression, "Array"))
      return name === "from" ? this.#from(args) : unsupported(`Array.${name}`);
    if (name === "fill") {
      const made = this.#fill(callee.expression, args);
      if (made !== undefined) return made;
    }
    if (name === "slice") {
      const [start, end] = this.#values(args);
      return this.#expressions.literals.copied(callee.expression, start, end);
    }
    const list = this.#expressions.value(callee.expression);
    if (kindOf(list) !== "array") return unsupported(`.${name}`);
    switch (name) {
      case "push": {
        this.#push(list, args);
        return;
      }
      case "map":
      case "forEach":
        return this.#map(list, args, name === "map");
      case "reduce":
        return this.#reduce(list, args);
      default:
        return unsupported(`.${name}`);
    }
  }

  /** `new Array(n).fill(0)`, with or without `new`. */
  #fill(made: ts.Expression, args: Args): Expression | undefined {
    const compiler = this.#ts;
    const inner = bare(compiler, made);
    if (!compiler.isNewExpression(inner) && !compiler.isCallExpression(inner))
      return undefined;
    if (!this.#parts.operands.isGlobal(inner.expression, "Array"))
      return undefined;
    const [length] = inner.arguments ?? [];
    const [value] = args;
    if (length === undefined || value === undefined || args.length > 1)
      return unsupported("fill");
    const [count, each] = this.#values([length, value]);
    if (count === undefined || each === undefined) return unsupported("fill");
    if (each.is === "constant") return this.#filled(count, each, false);
    const list = this.#empty();
    this.#counted(count, () => {
      this.#builder.emit({ is: "push", list, value: each });
    });
    return list;
  }

  #empty(): Expression {
    const to = this.#builder.declare("list", "array");
    this.#builder.emit({ is: "make", to, parts: [], list: true });
    return variable(to);
  }

  #counted(count: Expression, body: (index: Expression) => void): void {
    this.#builder.counted(count, this.#builder.label("leave"), body);
  }

  #push(list: Expression, args: Args): undefined {
    for (const value of this.#values(args))
      if (kindOf(value) === "boolean") unsupported("a list of truths");
      else this.#builder.emit({ is: "push", list, value });
    return undefined;
  }

  /** `Array.from({ length }, (_, i) => …)`, and `Array.from(xs)`. */
  #from(args: Args): Expression {
    const compiler = this.#ts;
    const [source, f] = args;
    const shape = source && bare(compiler, source);
    if (shape === undefined) return unsupported("Array.from");
    if (!compiler.isObjectLiteralExpression(shape))
      return f === undefined
        ? this.#expressions.literals.copied(shape)
        : unsupported("Array.from with two arguments");
    const [length, ...others] = shape.properties;
    if (
      length === undefined ||
      others.length > 0 ||
      !compiler.isPropertyAssignment(length)
    )
      return unsupported("Array.from");
    const count = this.#expressions.number(length.initializer);
    const made = this.#callback(f);
    const list = this.#empty();
    this.#counted(this.#settled(count), (index) => {
      if (made.parameters[0]?.name.getText().startsWith("_") === false)
        unsupported("an element of nothing");
      this.#pushed(list, made, [constant(0), index]);
    });
    return list;
  }

  /** What is asked for again at each turn, computed once. */
  #settled(count: Expression): Expression {
    return count.is === "constant" ? count : this.#builder.keep(count, "count");
  }

  #callback(f: ts.Expression | undefined): Inline {
    const inner = f && bare(this.#ts, f);
    return inner !== undefined && isInline(this.#ts, inner)
      ? inner
      : unsupported("a callback that is not written here");
  }

  #kindOf(parameter: ts.ParameterDeclaration | undefined): Kind {
    if (parameter === undefined) return "number";
    if (this.#ts.isArrayBindingPattern(parameter.name)) return "array";
    if (this.#ts.isObjectBindingPattern(parameter.name)) return "record";
    return this.#parts.kinds.of(parameter) ?? unsupported("this parameter");
  }

  #kindGiven(f: Inline): Kind {
    const compiler = this.#ts;
    const { body } = f;
    if (body === undefined) return unsupported("a callback");
    const returned = compiler.isBlock(body)
      ? firstReturn(compiler, body)
      : body;
    return (
      (returned && this.#parts.kinds.of(returned)) ?? unsupported("a callback")
    );
  }

  #pushed(list: Expression, f: Inline, args: Expression[]): void {
    const value = this.#inline(f, args, this.#kindGiven(f));
    if (value === undefined || kindOf(value) === "boolean")
      return unsupported("a list of truths");
    this.#builder.emit({ is: "push", list, value });
  }

  #map(list: Expression, args: Args, gives: boolean): Expression | undefined {
    const f = this.#callback(args[0]);
    const to = gives ? this.#empty() : undefined;
    const kind = this.#kindOf(f.parameters[0]);
    this.#each(list, constant(0), kind, (element, index) => {
      const given = [element, index, list].slice(0, f.parameters.length);
      if (to === undefined) this.#inline(f, given, undefined);
      else this.#pushed(to, f, given);
    });
    return to;
  }

  /** `body` for the elements of a list from an index on. */
  #each(
    list: Expression,
    start: Expression,
    kind: Kind,
    body: (element: Expression, index: Expression) => void,
  ): void {
    if (list.is !== "variable") return unsupported("a list within another");
    const count = this.#builder.keep({ is: "length", object: list }, "count");
    this.#counted(discreteLess(count, start), (k) => {
      const key: Expression =
        start.is === "constant" && start.text === "0"
          ? k
          : { is: "binary", sign: "+", left: k, right: start };
      body({ is: "element", kind, object: list, key }, key);
    });
  }

  #reduce(list: Expression, args: Args): Expression {
    const f = this.#callback(args[0]);
    const start = args[1];
    const numbers = [0, 1].every(
      (k) => this.#kindOf(f.parameters[k]) === "number",
    );
    if (!numbers) unsupported("reduce of no numbers");
    const sum = this.#builder.declare("sum", "number");
    const first: Expression = {
      is: "element",
      kind: "number",
      object: list,
      key: constant(0),
    };
    const from = start === undefined ? first : this.#expressions.number(start);
    this.#builder.set(variable(sum), from);
    this.#each(
      list,
      constant(start === undefined ? 1 : 0),
      "number",
      (element, k) => {
        const given = [variable(sum), element, k, list];
        const value = this.#inline(
          f,
          given.slice(0, f.parameters.length),
          "number",
        );
        this.#builder.set(variable(sum), value ?? unsupported("reduce"));
      },
    );
    return variable(sum);
  }
}

/** How many are left behind a start. */
const discreteLess = (count: Expression, start: Expression): Expression =>
  start.is === "constant" && start.text === "0"
    ? count
    : discrete("number", "-", [count, start]);

function isInline(compiler: typeof ts, node: ts.Node): node is Inline {
  return compiler.isArrowFunction(node) || compiler.isFunctionExpression(node);
}

function firstReturn(
  compiler: typeof ts,
  node: ts.Node,
): ts.Expression | undefined {
  return compiler.forEachChild(node, (child) => {
    if (compiler.isFunctionLike(child)) return undefined;
    return compiler.isReturnStatement(child)
      ? child.expression
      : firstReturn(compiler, child);
  });
}
