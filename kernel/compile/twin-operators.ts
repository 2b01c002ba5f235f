/** Operators and assignments in twins. */
import type ts from "typescript";
import type { Emitter } from "./emitter.js";
import { binaryFunctions, type Operands } from "./operands.js";
import {
  isCondition,
  isDiscarded,
  isLogical,
  isPattern,
} from "./surroundings.js";

import type { TwinEffects, TwinParts } from "./twin-effects.js";

type Visit = (node: ts.Expression) => ts.Expression;

export class TwinOperators {
  readonly #ts: typeof ts;
  readonly #emitter: Emitter;
  readonly #operands: Operands;
  readonly #effects: TwinEffects;
  readonly #visit: Visit;
  readonly #comparisons: ReadonlyMap<ts.SyntaxKind, string>;
  readonly #equalities: ReadonlyMap<ts.SyntaxKind, string>;
  readonly #bits: ReadonlyMap<ts.SyntaxKind, ts.BinaryOperator>;

  constructor({ emitter, operands, effects }: TwinParts, visit: Visit) {
    this.#ts = emitter.ts;
    this.#emitter = emitter;
    this.#operands = operands;
    this.#effects = effects;
    this.#visit = visit;
    const { SyntaxKind } = emitter.ts;
    this.#comparisons = new Map([
      [SyntaxKind.LessThanToken, "lt"],
      [SyntaxKind.GreaterThanToken, "gt"],
      [SyntaxKind.LessThanEqualsToken, "le"],
      [SyntaxKind.GreaterThanEqualsToken, "ge"],
    ]);
    this.#equalities = new Map([
      [SyntaxKind.EqualsEqualsToken, "equal"],
      [SyntaxKind.ExclamationEqualsToken, "unequal"],
      [SyntaxKind.EqualsEqualsEqualsToken, "same"],
      [SyntaxKind.ExclamationEqualsEqualsToken, "differ"],
    ]);
    this.#bits = new Map<ts.SyntaxKind, ts.BinaryOperator>([
      [SyntaxKind.AmpersandEqualsToken, SyntaxKind.AmpersandToken],
      [SyntaxKind.BarEqualsToken, SyntaxKind.BarToken],
      [SyntaxKind.CaretEqualsToken, SyntaxKind.CaretToken],
      [
        SyntaxKind.LessThanLessThanEqualsToken,
        SyntaxKind.LessThanLessThanToken,
      ],
      [
        SyntaxKind.GreaterThanGreaterThanEqualsToken,
        SyntaxKind.GreaterThanGreaterThanToken,
      ],
      [
        SyntaxKind.GreaterThanGreaterThanGreaterThanEqualsToken,
        SyntaxKind.GreaterThanGreaterThanGreaterThanToken,
      ],
    ]);
  }

  /** The operator asked of the runtime; `undefined` where the parts alone are rewritten. */
  rewrite(node: ts.Expression): ts.Expression | undefined {
    const compiler = this.#ts;
    if (compiler.isBinaryExpression(node))
      return this.#assignment(node) ?? this.#binary(node);
    if (compiler.isPrefixUnaryExpression(node)) return this.#prefix(node);
    if (compiler.isPostfixUnaryExpression(node))
      return this.#step(node, node.operator, true);
    return compiler.isTypeOfExpression(node) ? this.#typeOf(node) : undefined;
  }

  /** Whether the operator gives a boolean of its own, or leaves deciding to its operands. */
  decides(node: ts.Expression): boolean {
    const { SyntaxKind } = this.#ts;
    if (this.#ts.isPrefixUnaryExpression(node))
      return node.operator === SyntaxKind.ExclamationToken;
    return this.#ts.isBinaryExpression(node) && isLogical(this.#ts, node);
  }

  #binary(node: ts.BinaryExpression): ts.Expression | undefined {
    const { left, right } = node;
    const token = node.operatorToken.kind;
    const member = this.#operands.binaryMember(token);
    const name =
      member === undefined
        ? this.#comparisons.get(token)
        : binaryFunctions[member];
    const either = () =>
      this.#operands.mayBeTraced(left) || this.#operands.mayBeTraced(right);
    if (name !== undefined) return either() ? this.#ask(name, node) : undefined;
    const equality = this.#equalities.get(token);
    if (equality !== undefined) {
      const both =
        this.#operands.mayBeNumber(left) && this.#operands.mayBeNumber(right);
      return both && either() ? this.#ask(equality, node) : undefined;
    }
    return isLogical(this.#ts, node) ? this.#logical(node) : undefined;
  }

  #ask(name: string, node: ts.BinaryExpression): ts.Expression {
    const parts = [this.#visit(node.left), this.#visit(node.right)];
    return this.#emitter.runtime(name, parts, node);
  }

  /** `a && b` as a value: `$.truth(t = a) ? b : t`. */
  #logical(node: ts.BinaryExpression): ts.Expression | undefined {
    if (isCondition(this.#ts, node)) return undefined;
    if (!this.#operands.mayBeTraced(node.left)) return undefined;
    const { factory } = this.#emitter;
    const left = this.#emitter.temporary();
    const right = this.#visit(node.right);
    const and =
      node.operatorToken.kind === this.#ts.SyntaxKind.AmpersandAmpersandToken;
    return factory.createParenthesizedExpression(
      factory.createConditionalExpression(
        this.#emitter.runtime("truth", [
          factory.createAssignment(left, this.#visit(node.left)),
        ]),
        undefined,
        and ? right : left,
        undefined,
        and ? left : right,
      ),
    );
  }

  #assignment(node: ts.BinaryExpression): ts.Expression | undefined {
    const { SyntaxKind } = this.#ts;
    const token = node.operatorToken.kind;
    if (token === SyntaxKind.EqualsToken) return this.#plainAssignment(node);
    const member = this.#operands.compoundMember(token);
    const either =
      this.#operands.mayBeTraced(node.left) ||
      this.#operands.mayBeTraced(node.right);
    if (!either) return undefined;
    if (member !== undefined)
      return this.#update(node, (place) =>
        this.#emitter.runtime(binaryFunctions[member], [
          place,
          this.#visit(node.right),
        ]),
      );
    const bits = this.#bits.get(token);
    if (bits !== undefined)
      return this.#update(node, (place) =>
        this.#emitter.factory.createBinaryExpression(
          this.#emitter.runtime("value", [place]),
          bits,
          this.#emitter.runtime("value", [this.#visit(node.right)]),
        ),
      );
    return this.#logicalAssignment(node);
  }

  #plainAssignment(node: ts.BinaryExpression): ts.Expression | undefined {
    const place = this.#emitter.bare(node.left);
    if (isPattern(this.#ts, place)) return this.#patternAssignment(node, place);
    if (!this.#isGuarded(place) && !this.#effects.isOutside(place))
      return undefined;
    const target = this.#emitter.target(place, this.#visit);
    return this.#emitter.sequence(
      target.before,
      this.#write(place, target.place, this.#visit(node.right), node.right),
    );
  }

  /** `[a, b] = …`: variables outside that it names are accounted for afterwards. */
  #patternAssignment(
    node: ts.BinaryExpression,
    pattern: ts.Node,
  ): ts.Expression | undefined {
    const names: ts.Identifier[] = [];
    const collect = (part: ts.Node): void => {
      if (this.#ts.isIdentifier(part) && this.#effects.isOutside(part))
        names.push(part);
      else if (this.#ts.isPropertyAssignment(part)) collect(part.initializer);
      else if (this.#ts.isBinaryExpression(part)) collect(part.left);
      else if (isPattern(this.#ts, part) || this.#ts.isOmittedExpression(part))
        this.#ts.forEachChild(part, collect);
    };
    collect(pattern);
    if (names.length === 0) return undefined;
    const { factory } = this.#emitter;
    const value = this.#emitter.temporary();
    const assigned = factory.createAssignment(
      this.#visit(node.left),
      factory.createAssignment(value, this.#visit(node.right)),
    );
    const accounts = names.map((name) => this.#effects.outer(name, name));
    return this.#emitter.sequence([assigned, ...accounts], value);
  }

  #update(
    node: ts.BinaryExpression,
    value: (place: ts.Expression) => ts.Expression,
  ): ts.Expression {
    const { before, place } = this.#emitter.target(node.left, this.#visit);
    const written = this.#write(
      this.#emitter.bare(node.left),
      place,
      value(place),
      node.left,
    );
    return this.#ts.setTextRange(this.#emitter.sequence(before, written), node);
  }

  /** `a &&= b` and `a ||= b`. */
  #logicalAssignment(node: ts.BinaryExpression): ts.Expression | undefined {
    const { SyntaxKind } = this.#ts;
    const token = node.operatorToken.kind;
    const and = token === SyntaxKind.AmpersandAmpersandEqualsToken;
    if (!and && token !== SyntaxKind.BarBarEqualsToken) return undefined;
    const { factory } = this.#emitter;
    const { before, place } = this.#emitter.target(node.left, this.#visit);
    const old = this.#emitter.temporary();
    const written = this.#write(
      this.#emitter.bare(node.left),
      place,
      this.#visit(node.right),
      node.right,
    );
    const truth = this.#emitter.runtime("truth", [
      factory.createAssignment(old, place),
    ]);
    return this.#emitter.sequence(
      before,
      factory.createParenthesizedExpression(
        factory.createConditionalExpression(
          truth,
          undefined,
          and ? written : old,
          undefined,
          and ? old : written,
        ),
      ),
    );
  }

  /** Whether writing there needs the runtime: a typed array takes no traced number, a setter has a twin. */
  #isGuarded(place: ts.Expression): boolean {
    if (this.#ts.isElementAccessExpression(place))
      return this.#operands.mayBeTypedArray(place.expression);
    return (
      this.#ts.isPropertyAccessExpression(place) &&
      place.expression.kind !== this.#ts.SyntaxKind.SuperKeyword &&
      this.#operands.isAccessor(place)
    );
  }

  /** `place = value`, where `original` is the target as it was written in the source. */
  #write(
    original: ts.Expression,
    place: ts.Expression,
    written: ts.Expression,
    source: ts.Expression,
  ): ts.Expression {
    const { factory } = this.#emitter;
    const value = this.#effects.written(original, place, written, source);
    if (this.#isGuarded(original)) {
      if (this.#ts.isElementAccessExpression(place))
        return this.#emitter.runtime("store", [
          place.expression,
          place.argumentExpression,
          value,
        ]);
      if (this.#ts.isPropertyAccessExpression(place))
        return this.#emitter.runtime("set", [
          place.expression,
          factory.createStringLiteral(place.name.text),
          value,
        ]);
    }
    return factory.createAssignment(place, value);
  }

  #prefix(node: ts.PrefixUnaryExpression): ts.Expression | undefined {
    const { SyntaxKind } = this.#ts;
    const { operator, operand } = node;
    if (
      operator === SyntaxKind.PlusPlusToken ||
      operator === SyntaxKind.MinusMinusToken
    )
      return this.#step(node, operator, false);
    const minus = operator === SyntaxKind.MinusToken;
    if (!minus && operator !== SyntaxKind.PlusToken) return undefined;
    if (!this.#operands.mayBeTraced(operand)) return undefined;
    const name = minus ? "neg" : "pos";
    return this.#emitter.runtime(name, [this.#visit(operand)], node);
  }

  /** `x++` and its kin: the new value is written; the old one is kept only where somebody looks at it. */
  #step(
    node: ts.PrefixUnaryExpression | ts.PostfixUnaryExpression,
    operator: ts.SyntaxKind,
    postfix: boolean,
  ): ts.Expression | undefined {
    if (!this.#operands.mayBeTraced(node.operand)) return undefined;
    const { factory } = this.#emitter;
    const { before, place } = this.#emitter.target(node.operand, this.#visit);
    const by = operator === this.#ts.SyntaxKind.PlusPlusToken ? "inc" : "dec";
    const original = this.#emitter.bare(node.operand);
    if (!postfix || isDiscarded(this.#ts, node)) {
      const next = this.#emitter.runtime(by, [place]);
      return this.#emitter.sequence(
        before,
        this.#write(original, place, next, original),
      );
    }
    const old = this.#emitter.temporary();
    const next = this.#emitter.runtime(by, [old]);
    return this.#emitter.sequence(
      [
        ...before,
        factory.createAssignment(old, place),
        this.#write(original, place, next, original),
      ],
      old,
    );
  }

  /** A traced number is a number; a name that does not exist is still asked natively. */
  #typeOf(node: ts.TypeOfExpression): ts.Expression | undefined {
    if (!this.#operands.mayBeTraced(node.expression)) return undefined;
    const { factory } = this.#emitter;
    const inner = this.#visit(node.expression);
    if (!this.#ts.isIdentifier(inner))
      return this.#emitter.runtime("typeof", [inner], node);
    const exists = factory.createStrictInequality(
      factory.createTypeOfExpression(inner),
      factory.createStringLiteral("undefined"),
    );
    return factory.createParenthesizedExpression(
      factory.createConditionalExpression(
        exists,
        undefined,
        this.#emitter.runtime("typeof", [inner]),
        undefined,
        factory.createStringLiteral("undefined"),
      ),
    );
  }
}
