/** Operators with two operands, and what they make of them. */
import type ts from "typescript";
import { type Builder, unsupported } from "./builder.js";
import {
  discrete,
  type Expression,
  kindOf,
} from "../../../lib/program/program.js";

/** The sign of each operator; of `+=` and the like, that of what they compute. */
export function signsOf(
  compiler: typeof ts,
): ReadonlyMap<ts.SyntaxKind, string> {
  const K = compiler.SyntaxKind;
  return new Map<ts.SyntaxKind, string>([
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

export function isCompound(compiler: typeof ts, token: ts.SyntaxKind): boolean {
  const { FirstCompoundAssignment, LastCompoundAssignment } =
    compiler.SyntaxKind;
  return token >= FirstCompoundAssignment && token <= LastCompoundAssignment;
}

export function combined(
  builder: Builder,
  sign: string,
  left: Expression,
  right: Expression,
): Expression {
  const kinds = [kindOf(left), kindOf(right)];
  if (kinds.some((kind) => kind !== "number")) {
    const same = kinds.every((kind) => kind === "boolean");
    if (!same || !/^[!=]==$/.test(sign)) unsupported(`${sign} of no numbers`);
  }
  if (/^([-+*/%]|\*\*)$/.test(sign))
    return sign === "**"
      ? builder.keep({ is: "math", name: "pow", args: [left, right] })
      : { is: "binary", sign, left, right };
  const kind = /[<>=]/.test(sign) && !/<<|>>/.test(sign);
  return discrete(kind ? "boolean" : "number", sign, [left, right]);
}
