import type { Content } from "../transport/wire.js";

/** Reads the fields of a request's content: what a client sends is not to be trusted. */
export function text(content: Content, field: string): string {
  const value = content[field];
  if (typeof value === "string") return value;
  throw new TypeError(`${field} must be text, not ${kind(value)}`);
}

/** Text; `otherwise` where the field is missing or null. */
export function textOr<T>(
  content: Content,
  field: string,
  otherwise: T,
): string | T {
  return content[field] == null ? otherwise : text(content, field);
}

/** A whole number; `otherwise` where the field is missing or null. */
export function whole(
  content: Content,
  field: string,
  otherwise: number,
): number {
  const value = content[field] ?? otherwise;
  if (typeof value === "number" && Number.isInteger(value)) return value;
  throw new TypeError(`${field} must be a whole number, not ${kind(value)}`);
}

/** A whole number, or undefined where the field is missing or null. */
export function wholeIfAny(
  content: Content,
  field: string,
): number | undefined {
  return content[field] == null ? undefined : whole(content, field, 0);
}

/** An object; an empty one where the field is missing or null. */
export function record(content: Content, field: string): Content {
  const value = content[field] ?? {};
  if (typeof value === "object" && !Array.isArray(value))
    return value as Content;
  throw new TypeError(`${field} must be an object, not ${kind(value)}`);
}

/** True or false; `otherwise` where the field is missing or null. */
export function flag(
  content: Content,
  field: string,
  otherwise: boolean,
): boolean {
  const value = content[field] ?? otherwise;
  if (typeof value === "boolean") return value;
  throw new TypeError(`${field} must be true or false, not ${kind(value)}`);
}

function kind(value: unknown): string {
  if (value === undefined) return "missing";
  if (value === null) return "null";
  if (Array.isArray(value)) return "a list";
  return typeof value === "object" ? "an object" : `a ${typeof value}`;
}
