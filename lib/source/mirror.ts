/** Zeros in the structure of an argument: what gathers the derivative by it. */
import { NoAdjoint, type Shadow } from "./shadow.js";

type Fields = Readonly<Record<string, unknown>>;

/** Makes the mirror of an object with certain fields; `undefined` for an object with others. */
type Maker = (object: Fields, inner: (value: unknown) => Shadow) => Shadow;

export function mirrored(value: unknown): Shadow {
  if (typeof value === "number") return 0;
  if (typeof value === "boolean") return undefined;
  if (value instanceof Float64Array) return new Float64Array(value.length);
  if (Array.isArray(value)) return mirroredList(value);
  if (typeof value !== "object" || value === null) throw new NoAdjoint();
  return mirroredObject(value as Fields);
}

function mirroredList(list: readonly unknown[]): Shadow {
  const isOfNumbers =
    typeof list[0] === "number" && typeof list.at(-1) === "number";
  if (isOfNumbers || list.length === 0) return zeros(list.length);
  const made: Shadow[] = [];
  for (const each of list) made.push(mirrored(each));
  return made;
}

let template: readonly number[] = [];

/** A list that holds fractions from the start: one of whole numbers would be made anew at the first fraction. */
export function zeros(length: number): number[] {
  if (template.length !== length)
    template = new Array<number>(length).fill(0.5).fill(0);
  return template.slice();
}

/** Lists mostly hold objects of one kind, so that the last maker mostly fits again. */
const makers = new Map<string, Maker>();
let last: Maker = () => undefined;

function mirroredObject(object: Fields): Shadow {
  const prototype: unknown = Object.getPrototypeOf(object);
  const isPlain =
    prototype === null || Object.getPrototypeOf(prototype) === null;
  if (!isPlain) throw new NoAdjoint();
  const found = last(object, mirrored);
  if (found !== undefined) return found;
  const maker = makerFor(object);
  const made = maker(object, mirrored);
  last = maker;
  return made;
}

function makerFor(object: Fields): Maker {
  const fields = Object.entries(object).map(
    ([key, value]) => [key, typeof value === "number"] as const,
  );
  const signature = JSON.stringify(fields);
  let known = makers.get(signature);
  if (known === undefined) {
    known = written(fields);
    makers.set(signature, known);
  }
  return known;
}

function written(
  fields: readonly (readonly [key: string, isNumber: boolean])[],
): Maker {
  const names = fields.map(([key]) => JSON.stringify(key));
  const tests = fields.map(
    ([, isNumber], k) =>
      `typeof o[${names[k] ?? ""}] ${isNumber ? "===" : "!=="} "number"`,
  );
  const parts = fields.map(([key, isNumber], k) => {
    // Written plainly, this name would set the prototype.
    const name = key === "__proto__" ? `["__proto__"]` : (names[k] ?? "");
    return `${name}: ${isNumber ? "0" : `inner(o[${names[k] ?? ""}])`}`;
  });
  return Reflect.construct(Function, [
    "o",
    "inner",
    `let n = 0;
for (const k in o) n++;
if (${[`n === ${String(fields.length)}`, ...tests].join(" && ")}) return { ${parts.join(", ")} };`,
  ]) as Maker;
}

/** Whether all numbers in lists and objects are finite. */
export function isFinite(shadow: Shadow): boolean {
  if (typeof shadow === "number") return Number.isFinite(shadow);
  if (shadow === undefined) return true;
  if (shadow instanceof Float64Array) return areFinite(shadow);
  if (Array.isArray(shadow))
    return typeof shadow[0] === "number"
      ? areFinite(shadow as number[])
      : shadow.every(isFinite);
  for (const key in shadow) {
    const part = shadow[key];
    if (typeof part === "number" ? part - part !== 0 : !isFinite(part))
      return false;
  }
  return true;
}

/** A product with zero is zero for finite numbers alone. Four sums, since each addition waits for the one before. */
function areFinite(list: ArrayLike<number>): boolean {
  let [a, b, c, d] = [0, 0, 0, 0];
  let k = 0;
  for (; k + 3 < list.length; k += 4) {
    a += (list[k] as number) * 0;
    b += (list[k + 1] as number) * 0;
    c += (list[k + 2] as number) * 0;
    d += (list[k + 3] as number) * 0;
  }
  for (; k < list.length; k++) a += (list[k] as number) * 0;
  return a + b + c + d === 0;
}
