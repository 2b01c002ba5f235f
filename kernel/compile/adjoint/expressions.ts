/** Expressions of TypeScript, lowered. */
import type ts from "typescript";
import { slopes } from "../../../lib/program/slopes.js";
import { bare } from "../surroundings.js";
import { type Builder, unsupported } from "./builder.js";
import { Literals } from "./literals.js";
import type { Parts } from "./parts.js";
import {
  constant,
  discrete,
  type Expression,
  kindOf,
  type Place,
  variable,
} from "../../../lib/program/program.js";
import { combined, isCompound, signsOf } from "./signs.js";
import { Writes } from "./writes.js";

export type CallLowering = (
  node: ts.CallExpression | ts.NewExpression,
) => Expression | undefined;

/** Functions of `Math` that are constant between jumps. */
const steps = new Set("floor ceil round trunc sign clz32 imul".split(" "));

/** Functions of `Math` that cost less than keeping their value. */
const cheap = new Set(["abs", "max", "min", "fround"]);

const numberConstants = new Set(
  "EPSILON MAX_VALUE MIN_VALUE MAX_SAFE_INTEGER MIN_SAFE_INTEGER POSITIVE_INFINITY NEGATIVE_INFINITY".split(
    " ",
  ),
);

export class Expressions {
  readonly #ts: typeof ts;
  readonly #builder: Builder;
  readonly #parts: Parts;
  readonly #call: CallLowering;
  readonly #signs: ReadonlyMap<ts.SyntaxKind, string>;
  readonly #writes: Writes;
  readonly literals: Literals;

  constructor(parts: Parts, call: CallLowering) {
    this.#ts = parts.ts;
    this.#builder = parts.builder;
    this.#parts = parts;
    this.#call = call;
    this.#signs = signsOf(parts.ts);
    this.#writes = new Writes(parts.builder);
    this.literals = new Literals(parts, (node) => this.value(node));
  }

  /** The value, where a function of `Math` at the top is left in place for who sets a variable to it. */
  direct(node: ts.Expression): Expression {
    const inner = bare(this.#ts, node);
    const math = this.#ts.isCallExpression(inner)
      ? this.#math(inner)
      : undefined;
    return math ?? this.value(inner);
  }

  number(node: ts.Expression): Expression {
    const value = this.value(node);
    if (kindOf(value) !== "number") unsupported("not a number");
    return value;
  }

  value(node: ts.Expression): Expression {
    const compiler = this.#ts;
    const inner = bare(compiler, node);
    if (compiler.isNumericLiteral(inner)) return constant(inner.text);
    if (inner.kind === compiler.SyntaxKind.TrueKeyword) return constant("true");
    if (inner.kind === compiler.SyntaxKind.FalseKeyword)
      return constant("false");
    if (compiler.isIdentifier(inner)) return this.#parts.names.read(inner);
    if (compiler.isPropertyAccessExpression(inner))
      return this.#property(inner);
    if (compiler.isElementAccessExpression(inner)) return this.#element(inner);
    if (compiler.isPrefixUnaryExpression(inner)) return this.#prefix(inner);
    if (compiler.isPostfixUnaryExpression(inner)) return this.#postfix(inner);
    if (compiler.isBinaryExpression(inner)) return this.#binary(inner);
    if (compiler.isConditionalExpression(inner)) return this.#choice(inner);
    if (compiler.isArrayLiteralExpression(inner))
      return this.literals.list(inner);
    if (compiler.isObjectLiteralExpression(inner))
      return this.literals.record(inner);
    if (compiler.isCallExpression(inner) || compiler.isNewExpression(inner))
      return this.#called(inner);
    return unsupported(compiler.SyntaxKind[inner.kind]);
  }

  /** A place that can be written. */
  place(node: ts.Expression): Place {
    const inner = bare(this.#ts, node);
    if (this.#ts.isIdentifier(inner))
      return variable(this.#parts.names.written(inner));
    const value = this.value(inner);
    return value.is === "element" ? value : unsupported("this target");
  }

  #called(node: ts.CallExpression | ts.NewExpression): Expression {
    const math = this.#ts.isCallExpression(node) ? this.#math(node) : undefined;
    if (math !== undefined)
      return math.is === "math" && !cheap.has(math.name)
        ? this.#builder.keep(math)
        : math;
    return this.#call(node) ?? unsupported("a call without a value");
  }

  /** `Math.f(…)`; `undefined` for other calls. */
  #math(node: ts.CallExpression): Expression | undefined {
    const compiler = this.#ts;
    const callee = bare(compiler, node.expression);
    if (!compiler.isPropertyAccessExpression(callee)) return undefined;
    const { operands } = this.#parts;
    const name = callee.name.text;
    const args = (): Expression[] =>
      this.#builder.ordered(
        node.arguments.map((each) => () => this.number(each)),
      );
    if (operands.isGlobal(callee.expression, "Number"))
      return /^is(NaN|Finite|Integer)$/.test(name)
        ? discrete("boolean", `Number.${name}(`, args())
        : undefined;
    if (!operands.isGlobal(callee.expression, "Math")) return undefined;
    if (steps.has(name)) return discrete("number", `Math.${name}(`, args());
    if (!Object.hasOwn(slopes, name)) return unsupported(`Math.${name}`);
    const list = args();
    if (list.length === 0) return unsupported(`Math.${name} of nothing`);
    return { is: "math", name, args: list };
  }

  #property(node: ts.PropertyAccessExpression): Expression {
    const { operands, kinds } = this.#parts;
    const name = node.name.text;
    if (node.questionDotToken !== undefined) unsupported("?.");
    if (operands.isGlobal(node.expression, "Math"))
      return constant(`Math.${name}`);
    if (
      operands.isGlobal(node.expression, "Number") &&
      numberConstants.has(name)
    )
      return constant(`Number.${name}`);
    const object = this.value(node.expression);
    if (kindOf(object) === "array" && name === "length")
      return { is: "length", object };
    const kind = kinds.of(node);
    if (kindOf(object) !== "record" || kind === undefined)
      return unsupported(`.${name}`);
    return { is: "element", kind, object, key: name };
  }

  #element(node: ts.ElementAccessExpression): Expression {
    const kind = this.#parts.kinds.of(node);
    if (node.questionDotToken !== undefined) unsupported("?.");
    const [object, key] = this.#builder.ordered([
      () => this.value(node.expression),
      () => this.number(node.argumentExpression),
    ]) as [Expression, Expression];
    if (kindOf(object) !== "array" || kind === undefined)
      return unsupported("an index of something else");
    return { is: "element", kind, object, key };
  }

  #prefix(node: ts.PrefixUnaryExpression): Expression {
    const { SyntaxKind } = this.#ts;
    switch (node.operator) {
      case SyntaxKind.MinusToken: {
        const value = this.number(node.operand);
        return value.is === "constant" && /^\d/.test(value.text)
          ? constant(`-${value.text}`)
          : { is: "negated", value };
      }
      case SyntaxKind.PlusToken:
        return this.number(node.operand);
      case SyntaxKind.ExclamationToken:
        return discrete("boolean", "!", [this.condition(node.operand)]);
      case SyntaxKind.TildeToken:
        return discrete("number", "~", [this.number(node.operand)]);
      case SyntaxKind.PlusPlusToken:
      case SyntaxKind.MinusMinusToken:
        return this.#step(node);
    }
  }

  #postfix(node: ts.PostfixUnaryExpression): Expression {
    const place = this.place(node.operand);
    const before = this.#builder.keep(place);
    this.#step(node, place);
    return before;
  }

  #step(
    node: ts.PrefixUnaryExpression | ts.PostfixUnaryExpression,
    place = this.place(node.operand),
  ): Place {
    if (kindOf(place) !== "number") unsupported("++ of no number");
    const up = node.operator === this.#ts.SyntaxKind.PlusPlusToken;
    this.#builder.set(place, constant(1), up ? "+" : "-");
    return place;
  }

  /** A number or a truth that decides. */
  condition(node: ts.Expression): Expression {
    const value = this.value(node);
    const kind = kindOf(value);
    return kind === "number" || kind === "boolean"
      ? value
      : unsupported("a condition of another kind");
  }

  #binary(node: ts.BinaryExpression): Expression {
    const compiler = this.#ts;
    const K = compiler.SyntaxKind;
    const token = node.operatorToken.kind;
    if (token === K.CommaToken) {
      this.discard(node.left);
      return this.value(node.right);
    }
    if (token === K.AmpersandAmpersandToken || token === K.BarBarToken)
      return this.#logical(node, token === K.BarBarToken);
    const sign = this.#signs.get(token);
    if (
      token === K.EqualsToken ||
      (sign !== undefined && isCompound(compiler, token))
    )
      return this.#assignment(node);
    if (sign === undefined) return unsupported(node.operatorToken.getText());
    const [left, right] = this.#builder.ordered([
      () => this.value(node.left),
      () => this.value(node.right),
    ]) as [Expression, Expression];
    return combined(this.#builder, sign, left, right);
  }

  #logical(node: ts.BinaryExpression, or: boolean): Expression {
    const left = this.value(node.left);
    const right = this.#builder.collect(() => this.value(node.right));
    if (kindOf(left) !== "boolean" || kindOf(right.made) !== "boolean")
      unsupported("&& and || of numbers");
    if (right.list.length === 0)
      return discrete("boolean", or ? "||" : "&&", [left, right.made]);
    const whole = this.#builder.declare("both", "boolean");
    this.#builder.emit({ is: "set", place: variable(whole), value: left });
    const inner = this.#builder.collect(() => {
      this.#builder.put(right.list);
      this.#builder.set(variable(whole), right.made);
    });
    const skip: [] = [];
    this.#builder.emit({
      is: "if",
      condition: variable(whole),
      yes: or ? skip : inner.list,
      no: or ? inner.list : skip,
    });
    return variable(whole);
  }

  #choice(node: ts.ConditionalExpression): Expression {
    const condition = this.condition(node.condition);
    const yes = this.#builder.collect(() => this.direct(node.whenTrue));
    const no = this.#builder.collect(() => this.direct(node.whenFalse));
    const kind = kindOf(yes.made);
    if (kind !== kindOf(no.made)) unsupported("?: of two kinds");
    const simple = [yes, no].every(
      ({ list, made }) => list.length === 0 && made.is !== "math",
    );
    if (simple && kind !== "array" && kind !== "record")
      return { is: "choice", condition, yes: yes.made, no: no.made };
    const chosen = this.#builder.declare("chosen", kind);
    const branch = ({ list, made }: typeof yes) =>
      this.#builder.collect(() => {
        this.#builder.put(list);
        this.#builder.set(variable(chosen), made);
      }).list;
    this.#builder.emit({
      is: "if",
      condition,
      yes: branch(yes),
      no: branch(no),
    });
    return variable(chosen);
  }

  #assignment(node: ts.BinaryExpression): Expression {
    const compiler = this.#ts;
    const token = node.operatorToken.kind;
    const left = bare(compiler, node.left);
    if (
      compiler.isArrayLiteralExpression(left) ||
      compiler.isObjectLiteralExpression(left)
    )
      return unsupported("the value of a pattern");
    const plain = token === compiler.SyntaxKind.EqualsToken;
    const sign = plain
      ? undefined
      : (this.#signs.get(token) ?? unsupported("this assignment"));
    return this.#writes.write(this.place(left), sign, () =>
      left.kind === compiler.SyntaxKind.Identifier && plain
        ? this.direct(node.right)
        : this.value(node.right),
    );
  }

  /** An expression for what it does alone. */
  discard(node: ts.Expression): void {
    const compiler = this.#ts;
    const inner = bare(compiler, node);
    if (compiler.isPostfixUnaryExpression(inner)) this.#step(inner);
    else if (compiler.isCallExpression(inner) && !this.#math(inner))
      this.#call(inner);
    else this.value(inner);
  }
}
