/** Expressions of TypeScript, lowered. */
import type ts from "typescript";
import { slopes } from "./slopes.js";
import type { Operands } from "../operands.js";
import { bare } from "../surroundings.js";
import { type Builder, unsupported } from "./builder.js";
import type { Kinds } from "./kinds.js";
import {
  constant,
  type Expression,
  kindOf,
  type Place,
  rootOf,
  variable,
} from "./program.js";
import type { Names } from "./names.js";

/** What the parts of the lowering share. */
export interface Parts {
  readonly ts: typeof ts;
  readonly builder: Builder;
  readonly kinds: Kinds;
  readonly operands: Operands;
  readonly names: Names;
}

export type CallLowering = (
  node: ts.CallExpression | ts.NewExpression,
) => Expression | undefined;

/** Functions of `Math` that are constant between jumps. */
const steps = new Set("floor ceil round trunc sign clz32 imul".split(" "));

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

  constructor(parts: Parts, call: CallLowering) {
    this.#ts = parts.ts;
    this.#builder = parts.builder;
    this.#parts = parts;
    this.#call = call;
    const K = parts.ts.SyntaxKind;
    this.#signs = new Map<ts.SyntaxKind, string>([
      [K.PlusToken, "+"],
      [K.MinusToken, "-"],
      [K.AsteriskToken, "*"],
      [K.SlashToken, "/"],
      [K.PercentToken, "%"],
      [K.AsteriskAsteriskToken, "**"],
      [K.PlusEqualsToken, "+"],
      [K.MinusEqualsToken, "-"],
      [K.AsteriskEqualsToken, "*"],
      [K.SlashEqualsToken, "/"],
      [K.PercentEqualsToken, "%"],
      [K.AsteriskAsteriskEqualsToken, "**"],
      [K.LessThanToken, "<"],
      [K.GreaterThanToken, ">"],
      [K.LessThanEqualsToken, "<="],
      [K.GreaterThanEqualsToken, ">="],
      [K.EqualsEqualsEqualsToken, "==="],
      [K.ExclamationEqualsEqualsToken, "!=="],
      [K.EqualsEqualsToken, "==="],
      [K.ExclamationEqualsToken, "!=="],
      [K.AmpersandToken, "&"],
      [K.BarToken, "|"],
      [K.CaretToken, "^"],
      [K.LessThanLessThanToken, "<<"],
      [K.GreaterThanGreaterThanToken, ">>"],
      [K.GreaterThanGreaterThanGreaterThanToken, ">>>"],
    ]);
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
    if (compiler.isArrayLiteralExpression(inner)) return this.#list(inner);
    if (compiler.isObjectLiteralExpression(inner)) return this.#record(inner);
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

  /** Writes a value, or adds it, and counts as something that changes a place. */
  set(place: Place, value: Expression, sum?: "+" | "-"): void {
    const kind = kindOf(place);
    if (kind !== kindOf(value)) unsupported("a value of another kind");
    this.#builder.effects++;
    if (kind === "number" || kind === "boolean")
      this.#builder.emit({ is: "set", place, value, sum });
    else this.#builder.emit({ is: "refer", place, from: value });
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
    this.set(place, constant(1), up ? "+" : "-");
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
    return this.combined(sign, left, right);
  }

  combined(sign: string, left: Expression, right: Expression): Expression {
    const kinds = [kindOf(left), kindOf(right)];
    if (kinds.some((kind) => kind !== "number")) {
      const same = kinds.every((kind) => kind === "boolean");
      if (!same || !/^[!=]==$/.test(sign)) unsupported(`${sign} of no numbers`);
    }
    if (/^([-+*/%]|\*\*)$/.test(sign))
      return sign === "**"
        ? this.#builder.keep({ is: "math", name: "pow", args: [left, right] })
        : { is: "binary", sign, left, right };
    const kind = /[<>=]/.test(sign) && !/<<|>>/.test(sign);
    return discrete(kind ? "boolean" : "number", sign, [left, right]);
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
      this.set(variable(whole), right.made);
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
        this.set(variable(chosen), made);
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
    return this.#write(this.place(left), sign, () =>
      left.kind === compiler.SyntaxKind.Identifier && plain
        ? this.direct(node.right)
        : this.value(node.right),
    );
  }

  /** `place = value` or `place += value`, the place found and read before the value. */
  #write(
    found: Place,
    sign: string | undefined,
    make: () => Expression,
  ): Place {
    const root = rootOf(found);
    const before = { effects: this.#builder.effects, sets: root?.assigned };
    const { list, made } = this.#builder.collect(make);
    const moved = root?.assigned !== before.sets;
    const disturbed = this.#builder.effects !== before.effects;
    const place = disturbed && !moved ? this.#fixed(found) : found;
    if (moved && (found.is === "element" || sign !== undefined))
      unsupported("a target that is set meanwhile");
    const old =
      disturbed && sign !== undefined && place.is === "element"
        ? this.#builder.keep(place)
        : undefined;
    this.#builder.put(list);
    if (sign === undefined) this.set(place, made);
    else if (old === undefined && (sign === "+" || sign === "-"))
      this.set(place, made, sign);
    else this.set(place, this.combined(sign, old ?? place, made));
    return place;
  }

  /** The place with an index that nothing changes any more. */
  #fixed(place: Place): Place {
    if (place.is === "variable") return place;
    if (place.object.is !== "variable")
      return unsupported("a target within another");
    const { key } = place;
    return typeof key === "string" || key.is === "constant"
      ? place
      : { ...place, key: this.#builder.keep(key) };
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

  #list(node: ts.ArrayLiteralExpression): Expression {
    if (node.elements.some((each) => this.#ts.isSpreadElement(each)))
      return this.#spread(node);
    const parts = this.#builder.ordered(
      node.elements.map((each) => () => this.value(each)),
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
    const from = this.value(node);
    const element = this.#parts.kinds.elementOf(node);
    if (kindOf(from) !== "array" || element === undefined)
      return unsupported("a copy of no list");
    const to = this.#builder.declare("copy", "array");
    const nested = element !== "number";
    this.#builder.emit({ is: "copy", to, from, start, end, nested });
    return variable(to);
  }

  #record(node: ts.ObjectLiteralExpression): Expression {
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
        return { key: each.name.text, value: () => this.value(initializer) };
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

/** Functions of `Math` that cost less than keeping their value. */
const cheap = new Set(["abs", "max", "min", "fround"]);

export function discrete(
  kind: "number" | "boolean",
  sign: string,
  operands: readonly Expression[],
): Expression {
  return { is: "discrete", kind, sign, operands };
}

function isCompound(compiler: typeof ts, token: ts.SyntaxKind): boolean {
  const { FirstCompoundAssignment, LastCompoundAssignment } =
    compiler.SyntaxKind;
  return token >= FirstCompoundAssignment && token <= LastCompoundAssignment;
}
