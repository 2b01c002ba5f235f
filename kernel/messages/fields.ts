import type { Content } from "../transport/wire.js";

/** Reads the fields of a request's content: what a client sends is not to be trusted. */
export function text(content: Content, field: string): string {
  const value = content[field];
  if (typeof value === "string") return value;
  throw new TypeError(`${field} must be text, not ${kind(value)}`);
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
  return Array.isArray(value) ? "a list" : `a ${typeof value}`;
}
