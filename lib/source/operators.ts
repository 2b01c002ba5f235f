/**
 * Operators on values of which the compiler could not say that they are primitive. Two numbers first, then what the
 * library knows, then the members by which a type of the user's overloads the operator, then JavaScript's own meaning.
 */
import { isNode, type Value } from "../ir/node.js";
import * as arithmetic from "../ops/arithmetic.js";
import { key, text } from "./traced.js";

type Members = Record<string, (argument?: unknown) => unknown>;

function isValue(value: unknown): value is Value {
  return typeof value === "number" || isNode(value);
}

/** Whether the value has the member of an overloaded operator. */
function carries(value: unknown, member: string): value is Members {
  return (
    typeof value === "object" &&
    value !== null &&
    typeof (value as Record<string, unknown>)[member] === "function"
  );
}

/** The operator on anything but two numbers; `native` where nobody overloads it. */
function dispatch(
  member: string,
  left: unknown,
  right: unknown,
  operation: (left: Value, right: Value) => Value,
  native: (left: never, right: never) => unknown,
): unknown {
  if (isValue(left) && isValue(right)) return operation(left, right);
  if (!isNode(left) && carries(left, member)) return left[member]?.(right);
  const reversed = `r${member}`;
  if (!isNode(right) && carries(right, reversed))
    return right[reversed]?.(left);
  if (isNode(left) && carries(left, member) && typeof right !== "string")
    return left[member]?.(right);
  return native(text(left) as never, text(right) as never);
}

const nativeAdd = (l: number, r: number) => l + r;
const nativeSub = (l: number, r: number) => l - r;
const nativeMul = (l: number, r: number) => l * r;
const nativeDiv = (l: number, r: number) => l / r;
const nativeMod = (l: number, r: number) => l % r;
const nativePow = (l: number, r: number) => l ** r;

export function add(left: unknown, right: unknown): unknown {
  return typeof left === "number" && typeof right === "number"
    ? left + right
    : dispatch("+", left, right, arithmetic.add, nativeAdd);
}

export function sub(left: unknown, right: unknown): unknown {
  return typeof left === "number" && typeof right === "number"
    ? left - right
    : dispatch("-", left, right, arithmetic.sub, nativeSub);
}

export function mul(left: unknown, right: unknown): unknown {
  return typeof left === "number" && typeof right === "number"
    ? left * right
    : dispatch("*", left, right, arithmetic.mul, nativeMul);
}

export function div(left: unknown, right: unknown): unknown {
  return typeof left === "number" && typeof right === "number"
    ? left / right
    : dispatch("/", left, right, arithmetic.div, nativeDiv);
}

export function mod(left: unknown, right: unknown): unknown {
  return typeof left === "number" && typeof right === "number"
    ? left % right
    : dispatch("%", left, right, arithmetic.mod, nativeMod);
}

export function pow(left: unknown, right: unknown): unknown {
  return typeof left === "number" && typeof right === "number"
    ? left ** right
    : dispatch("**", left, right, arithmetic.pow, nativePow);
}

export function neg(value: unknown): unknown {
  if (typeof value === "number") return -value;
  if (isNode(value)) return arithmetic.neg(value);
  if (carries(value, "-u")) return value["-u"]?.();
  return -(value as number);
}

export function pos(value: unknown): unknown {
  if (isValue(value)) return value;
  if (carries(value, "+u")) return value["+u"]?.();
  return Number(value);
}

/** `x + 1` as `++` means it, which leaves a bigint one. */
export function inc(value: unknown): unknown {
  if (typeof value === "bigint") return value + 1n;
  return isValue(value) ? add(value, 1) : Number(value) + 1;
}

export function dec(value: unknown): unknown {
  if (typeof value === "bigint") return value - 1n;
  return isValue(value) ? sub(value, 1) : Number(value) - 1;
}

/** `object[index]`: the object's own `"[]"` where it has one and the index names no property. */
export function index(object: unknown, at: unknown): unknown {
  const named = typeof at === "string" || typeof at === "symbol";
  if (!named && carries(object, "[]")) return object["[]"]?.(key(at));
  return (object as Record<PropertyKey, unknown>)[key(at) as PropertyKey];
}
