/**
 * What the patched checker knows about operators. `patch.ts` inserts the text of {@link overloads} into TypeScript's
 * `createTypeChecker`, so the function must stand alone: no imports at run time, everything comes in by `checker`.
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

/** The rules, as the insertions and our own transformers call them. */
export interface Overloads {
  /** Whether a value of the type may have the operator's member. */
  has(type: ts.Type, member: string): boolean;
  /** The type of `left op right`; `false` where operators are overloaded but none fits; `undefined` to let be. */
  binary(
    left: ts.Node,
    token: ts.SyntaxKind,
    right: ts.Node,
    leftType: ts.Type,
    rightType: ts.Type,
  ): ts.Type | false | undefined;
  /** Whether `left op right` has a type, for TypeScript's question whether an `await` is missing. */
  fits(token: ts.SyntaxKind, left: ts.Type, right: ts.Type): boolean;
  /** The type of `-x` or `+x`, or `undefined` to let TypeScript decide. */
  unary(
    operator: ts.SyntaxKind,
    operand: ts.Node,
    type: ts.Type,
  ): ts.Type | undefined;
  /** The type of `x[i]`, or `undefined` to let TypeScript decide. */
  index(
    node: ts.ElementAccessExpression,
    object: ts.Type,
    index: ts.Type,
  ): ts.Type | undefined;
}

export function overloads(
  checker: CheckerInternals,
  binaryMembers: Readonly<Record<number, string>>,
  unaryMembers: Readonly<Record<number, string>>,
): Overloads {
  const { TypeFlags } = checker;
  const objects = TypeFlags.Object | TypeFlags.Intersection;
  const perhapsObjects = objects | TypeFlags.Union | TypeFlags.Instantiable;
  const known = new Map<string, boolean>();

  const constraint = (type: ts.Type): ts.Type =>
    type.flags & TypeFlags.Instantiable
      ? (checker.getBaseConstraintOfType(type) ?? type)
      : type;

  /** The results for every member of a union, or `undefined` as soon as one of them has none. */
  const distribute = (
    union: ts.Type,
    each: (member: ts.Type) => ts.Type | undefined,
  ): ts.Type | undefined => {
    const results: ts.Type[] = [];
    for (const member of (union as ts.UnionType).types) {
      const result = each(member);
      if (result === undefined) return undefined;
      results.push(result);
    }
    return checker.getUnionType(results);
  };

  const look = (type: ts.Type, member: string): boolean => {
    const base = constraint(type);
    if (base.flags & TypeFlags.Union)
      return (base as ts.UnionType).types.some((part) => has(part, member));
    return (
      (base.flags & objects) !== 0 &&
      checker.getPropertyOfType(base, member) !== undefined
    );
  };

  const has = (type: ts.Type, member: string): boolean => {
    const key = `${String((type as ts.Type & { id: number }).id)} ${member}`;
    let answer = known.get(key);
    if (answer === undefined) {
      answer = look(type, member);
      known.set(key, answer);
    }
    return answer;
  };

  /** What the receiver's member gives for the argument: the first signature that accepts it decides. */
  const apply = (
    receiver: ts.Type,
    member: string,
    argument?: ts.Type,
  ): ts.Type | undefined => {
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
  };

  /** The result where both operands are primitive. */
  const primitive = (
    operator: string,
    left: ts.Type,
    right: ts.Type,
  ): ts.Type | undefined => {
    const types = checker.types();
    const both = (flag: ts.TypeFlags) =>
      (left.flags & flag) !== 0 && (right.flags & flag) !== 0;
    const either = (flag: ts.TypeFlags) =>
      ((left.flags | right.flags) & flag) !== 0;
    if (either(TypeFlags.Never)) return types.never;
    if (both(TypeFlags.NumberLike)) return types.number;
    if (both(TypeFlags.BigIntLike)) return types.bigint;
    if (operator === "+" && either(TypeFlags.StringLike)) return types.string;
    return either(TypeFlags.Any) ? types.any : undefined;
  };

  const pair = (
    operator: string,
    left: ts.Type,
    right: ts.Type,
  ): ts.Type | undefined => {
    const plain = primitive(operator, left, right);
    if (plain !== undefined) return plain;
    const l = constraint(left);
    const r = constraint(right);
    const found =
      (l.flags & objects ? apply(l, operator, right) : undefined) ??
      (r.flags & objects ? apply(r, `r${operator}`, left) : undefined);
    if (found !== undefined) return found;
    if (l.flags & TypeFlags.Union)
      return distribute(l, (part) => pair(operator, part, right));
    if (r.flags & TypeFlags.Union)
      return distribute(r, (part) => pair(operator, left, part));
    // A type parameter that stands for primitives only behaves as its constraint does.
    return l !== left || r !== right ? primitive(operator, l, r) : undefined;
  };

  const binary: Overloads["binary"] = (
    left,
    token,
    right,
    leftType,
    rightType,
  ) => {
    const operator = binaryMembers[token];
    if (operator === undefined) return undefined;
    const either = leftType.flags | rightType.flags;
    if (!(either & perhapsObjects)) return undefined;
    if (operator === "+" && either & TypeFlags.StringLike) return undefined;
    if (!has(leftType, operator) && !has(rightType, `r${operator}`))
      return undefined;
    const types = checker.types();
    if (leftType === types.silentNever || rightType === types.silentNever)
      return types.silentNever;
    const l = checker.checkNonNullType(leftType, left);
    const r = checker.checkNonNullType(rightType, right);
    if (l === types.error || r === types.error) return types.error;
    return (
      pair(
        operator,
        checker.getRegularTypeOfLiteralType(l),
        checker.getRegularTypeOfLiteralType(r),
      ) ?? false
    );
  };

  const fits: Overloads["fits"] = (token, left, right) => {
    const operator = binaryMembers[token];
    return operator !== undefined && pair(operator, left, right) !== undefined;
  };

  const signed = (member: string, type: ts.Type): ts.Type | undefined => {
    const base = constraint(type);
    if (base.flags & TypeFlags.NumberLike) return checker.types().number;
    if (base.flags & TypeFlags.BigIntLike && member === "-u")
      return checker.types().bigint;
    if (base.flags & TypeFlags.Union)
      return distribute(base, (part) => signed(member, part));
    return base.flags & objects ? apply(base, member) : undefined;
  };

  const unary: Overloads["unary"] = (operator, operand, type) => {
    const member = unaryMembers[operator];
    if (member === undefined || !(type.flags & perhapsObjects))
      return undefined;
    if (!has(type, member)) return undefined;
    return signed(member, checker.checkNonNullType(type, operand));
  };

  const element = (
    node: ts.ElementAccessExpression,
    object: ts.Type,
    index: ts.Type,
  ): ts.Type | undefined => {
    const base = constraint(object);
    if (base.flags & TypeFlags.Union)
      return distribute(base, (part) => element(node, part, index));
    return has(base, "[]")
      ? apply(base, "[]", checker.getRegularTypeOfLiteralType(index))
      : checker.getIndexedAccess(base, index, node);
  };

  const index: Overloads["index"] = (node, object, key) => {
    const named = TypeFlags.StringLike | TypeFlags.ESSymbolLike;
    if (!(object.flags & perhapsObjects) || key.flags & named) return undefined;
    return has(object, "[]") ? element(node, object, key) : undefined;
  };

  return { has, binary, fits, unary, index };
}
