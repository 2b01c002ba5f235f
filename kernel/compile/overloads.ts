/**
 * What the patched checker knows about operators. `patch.ts` inserts the text of {@link Overloads} into TypeScript's
 * `createTypeChecker`, so the class must stand alone: no imports at run time, everything comes in by `checker`.
 *
 * A type overloads an operator by having a member named as it: `"+" "-" "*" "/" "%" "**"`, `"r+"` … where it stands on
 * the right, `"-u"` and `"+u"` for the signs, `"[]"` for `x[i]`. Unions and constrained type parameters distribute.
 */
import type ts from "typescript";

/** The functions and types inside TypeScript's checker that the rules below are written in. */
export interface CheckerInternals {
  readonly TypeFlags: typeof ts.TypeFlags;
  readonly SignatureKind: typeof ts.SignatureKind;
  readonly types: () => {
    readonly any: ts.Type;
    readonly error: ts.Type;
    readonly never: ts.Type;
    readonly silentNever: ts.Type;
    readonly number: ts.Type;
    readonly bigint: ts.Type;
    readonly string: ts.Type;
  };
  getPropertyOfType(type: ts.Type, name: string): ts.Symbol | undefined;
  getTypeOfSymbol(symbol: ts.Symbol): ts.Type;
  getSignaturesOfType(
    type: ts.Type,
    kind: ts.SignatureKind,
  ): readonly ts.Signature[];
  getBaseConstraintOfType(type: ts.Type): ts.Type | undefined;
  getMinArgumentCount(signature: ts.Signature): number;
  getParameterCount(signature: ts.Signature): number;
  getTypeAtPosition(signature: ts.Signature, position: number): ts.Type;
  getReturnTypeOfSignature(signature: ts.Signature): ts.Type;
  /** The signature with its type parameters inferred from its first argument. */
  instantiateFor(signature: ts.Signature, argument: ts.Type): ts.Signature;
  isTypeAssignableTo(source: ts.Type, target: ts.Type): boolean;
  checkNonNullType(type: ts.Type, node: ts.Node): ts.Type;
  getUnionType(types: ts.Type[]): ts.Type;
  getRegularTypeOfLiteralType(type: ts.Type): ts.Type;
  getIndexedAccess(
    object: ts.Type,
    index: ts.Type,
    node: ts.ElementAccessExpression,
  ): ts.Type | undefined;
}

/** The rules. */
export class Overloads {
  readonly #checker: CheckerInternals;
  readonly #binaryMembers: Readonly<Record<number, string>>;
  readonly #unaryMembers: Readonly<Record<number, string>>;
  readonly #known = new Map<string, boolean>();

  constructor(
    checker: CheckerInternals,
    binaryMembers: Readonly<Record<number, string>>,
    unaryMembers: Readonly<Record<number, string>>,
  ) {
    this.#checker = checker;
    this.#binaryMembers = binaryMembers;
    this.#unaryMembers = unaryMembers;
  }

  /** Whether a value of the type may have the operator's member. */
  has(type: ts.Type, member: string): boolean {
    const key = `${String((type as ts.Type & { id: number }).id)} ${member}`;
    let answer = this.#known.get(key);
    if (answer === undefined) {
      answer = this.#look(type, member);
      this.#known.set(key, answer);
    }
    return answer;
  }

  /** The type of `left op right`; `false` where operators are overloaded but none fits; `undefined` to let be. */
  binary(
    left: ts.Node,
    token: ts.SyntaxKind,
    right: ts.Node,
    leftType: ts.Type,
    rightType: ts.Type,
  ): ts.Type | false | undefined {
    const operator = this.#binaryMembers[token];
    if (operator === undefined) return undefined;
    if (!this.#mayBeObject(leftType) && !this.#mayBeObject(rightType))
      return undefined;
    const text = this.#checker.TypeFlags.StringLike;
    if (operator === "+" && (leftType.flags | rightType.flags) & text)
      return undefined;
    if (!this.has(leftType, operator) && !this.has(rightType, `r${operator}`))
      return undefined;
    const types = this.#checker.types();
    if (leftType === types.silentNever || rightType === types.silentNever)
      return types.silentNever;
    const l = this.#checker.checkNonNullType(leftType, left);
    const r = this.#checker.checkNonNullType(rightType, right);
    if (l === types.error || r === types.error) return types.error;
    return (
      this.#pair(
        operator,
        this.#checker.getRegularTypeOfLiteralType(l),
        this.#checker.getRegularTypeOfLiteralType(r),
      ) ?? false
    );
  }

  /** Whether `left op right` has a type, for TypeScript's question whether an `await` is missing. */
  fits(token: ts.SyntaxKind, left: ts.Type, right: ts.Type): boolean {
    const operator = this.#binaryMembers[token];
    return (
      operator !== undefined && this.#pair(operator, left, right) !== undefined
    );
  }

  /** The type of `-x` or `+x`, or `undefined` to let TypeScript decide. */
  unary(
    operator: ts.SyntaxKind,
    operand: ts.Node,
    type: ts.Type,
  ): ts.Type | undefined {
    const member = this.#unaryMembers[operator];
    if (member === undefined || !this.#mayBeObject(type)) return undefined;
    if (!this.has(type, member)) return undefined;
    return this.#signed(member, this.#checker.checkNonNullType(type, operand));
  }

  /** The type of `x[i]`, or `undefined` to let TypeScript decide. */
  index(
    node: ts.ElementAccessExpression,
    object: ts.Type,
    key: ts.Type,
  ): ts.Type | undefined {
    const { StringLike, ESSymbolLike } = this.#checker.TypeFlags;
    if (!this.#mayBeObject(object) || key.flags & (StringLike | ESSymbolLike))
      return undefined;
    return this.has(object, "[]")
      ? this.#element(node, object, key)
      : undefined;
  }

  #isObject(type: ts.Type): boolean {
    const { Object, Intersection } = this.#checker.TypeFlags;
    return (type.flags & (Object | Intersection)) !== 0;
  }

  #isUnion(type: ts.Type): type is ts.UnionType {
    return (type.flags & this.#checker.TypeFlags.Union) !== 0;
  }

  #mayBeObject(type: ts.Type): boolean {
    const { Instantiable } = this.#checker.TypeFlags;
    return (
      this.#isObject(type) ||
      this.#isUnion(type) ||
      (type.flags & Instantiable) !== 0
    );
  }

  /** What stands for a type parameter. */
  #constraint(type: ts.Type): ts.Type {
    return type.flags & this.#checker.TypeFlags.Instantiable
      ? (this.#checker.getBaseConstraintOfType(type) ?? type)
      : type;
  }

  #look(type: ts.Type, member: string): boolean {
    const base = this.#constraint(type);
    if (this.#isUnion(base))
      return base.types.some((part) => this.has(part, member));
    return (
      this.#isObject(base) &&
      this.#checker.getPropertyOfType(base, member) !== undefined
    );
  }

  /** The results for every member of a union, or `undefined` as soon as one of them has none. */
  #distribute(
    union: ts.UnionType,
    each: (member: ts.Type) => ts.Type | undefined,
  ): ts.Type | undefined {
    const results: ts.Type[] = [];
    for (const member of union.types) {
      const result = each(member);
      if (result === undefined) return undefined;
      results.push(result);
    }
    return this.#checker.getUnionType(results);
  }

  /** What the receiver's member gives for the argument: the first signature that accepts it decides. */
  #apply(
    receiver: ts.Type,
    member: string,
    argument?: ts.Type,
  ): ts.Type | undefined {
    const checker = this.#checker;
    const property = checker.getPropertyOfType(receiver, member);
    if (property === undefined) return undefined;
    const signatures = checker.getSignaturesOfType(
      checker.getTypeOfSymbol(property),
      checker.SignatureKind.Call,
    );
    for (const signature of signatures) {
      if (argument === undefined)
        return checker.getReturnTypeOfSignature(signature);
      if (checker.getMinArgumentCount(signature) > 1) continue;
      if (checker.getParameterCount(signature) < 1) continue;
      const fitted = signature.typeParameters
        ? checker.instantiateFor(signature, argument)
        : signature;
      const parameter = checker.getTypeAtPosition(fitted, 0);
      if (checker.isTypeAssignableTo(argument, parameter))
        return checker.getReturnTypeOfSignature(fitted);
    }
    return undefined;
  }

  /** The result where both operands are primitive. */
  #primitive(
    operator: string,
    left: ts.Type,
    right: ts.Type,
  ): ts.Type | undefined {
    const { TypeFlags } = this.#checker;
    const types = this.#checker.types();
    const both = (flag: ts.TypeFlags) =>
      (left.flags & flag) !== 0 && (right.flags & flag) !== 0;
    const either = (flag: ts.TypeFlags) =>
      ((left.flags | right.flags) & flag) !== 0;
    if (either(TypeFlags.Never)) return types.never;
    if (both(TypeFlags.NumberLike)) return types.number;
    if (both(TypeFlags.BigIntLike)) return types.bigint;
    if (operator === "+" && either(TypeFlags.StringLike)) return types.string;
    return either(TypeFlags.Any) ? types.any : undefined;
  }

  #pair(operator: string, left: ts.Type, right: ts.Type): ts.Type | undefined {
    const plain = this.#primitive(operator, left, right);
    if (plain !== undefined) return plain;
    const l = this.#constraint(left);
    const r = this.#constraint(right);
    const found =
      (this.#isObject(l) ? this.#apply(l, operator, right) : undefined) ??
      (this.#isObject(r) ? this.#apply(r, `r${operator}`, left) : undefined);
    if (found !== undefined) return found;
    if (this.#isUnion(l))
      return this.#distribute(l, (part) => this.#pair(operator, part, right));
    if (this.#isUnion(r))
      return this.#distribute(r, (part) => this.#pair(operator, left, part));
    // A type parameter that stands for primitives only behaves as its constraint does.
    return l !== left || r !== right
      ? this.#primitive(operator, l, r)
      : undefined;
  }

  #signed(member: string, type: ts.Type): ts.Type | undefined {
    const { NumberLike, BigIntLike } = this.#checker.TypeFlags;
    const base = this.#constraint(type);
    if (base.flags & NumberLike) return this.#checker.types().number;
    if (base.flags & BigIntLike && member === "-u")
      return this.#checker.types().bigint;
    if (this.#isUnion(base))
      return this.#distribute(base, (part) => this.#signed(member, part));
    return this.#isObject(base) ? this.#apply(base, member) : undefined;
  }

  #element(
    node: ts.ElementAccessExpression,
    object: ts.Type,
    key: ts.Type,
  ): ts.Type | undefined {
    const base = this.#constraint(object);
    if (this.#isUnion(base))
      return this.#distribute(base, (part) => this.#element(node, part, key));
    return this.has(base, "[]")
      ? this.#apply(base, "[]", this.#checker.getRegularTypeOfLiteralType(key))
      : this.#checker.getIndexedAccess(base, key, node);
  }
}
