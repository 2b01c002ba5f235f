import { ComplexTensor, Tensor } from "../../../lib/index.js";
import type { Call } from "./calls/call.js";

/** An array as it crosses to Python and back; infinities and NaN are text. */
export interface Written {
  readonly dtype: string;
  readonly shape: readonly number[];
  readonly data: readonly (number | string)[];
}

export type Answer = Written | { readonly error: string } | readonly Answer[];

const special = new Map<unknown, number>([
  ["nan", NaN],
  ["inf", Infinity],
  ["-inf", -Infinity],
]);

function write(x: number): number | string {
  if (Number.isNaN(x)) return "nan";
  return Number.isFinite(x) ? x : x > 0 ? "inf" : "-inf";
}

const read = (x: number | string): number => special.get(x) ?? Number(x);

function writeValue(value: unknown): Answer {
  if (Array.isArray(value)) return value.map(writeValue);
  if (value instanceof ComplexTensor) {
    const im = value.imag.toFloat64Array();
    const re = Array.from(value.real.toFloat64Array());
    const data = re.flatMap((x, i) => [write(x), write(im[i] ?? NaN)]);
    return { dtype: "complex128", shape: value.shape, data };
  }
  const x =
    value instanceof Tensor
      ? value
      : new Tensor(Number(value)).astype(
          typeof value === "boolean" ? "bool" : "float64",
        );
  const data = Array.from(x.toFloat64Array(), write);
  return { dtype: x.dtype, shape: x.shape, data };
}

/** What a call of ours gives, or the error that it ends with. */
export function outcome(f: () => unknown): Answer {
  try {
    return writeValue(f());
  } catch (error) {
    return { error: String(error) };
  }
}

/** Types that are one to us: NumPy counts in int64, which JavaScript's numbers would not hold. */
const counterpart = (dtype: string): string =>
  dtype === "int64" || dtype === "uint64" ? "int32" : dtype;

/** Where an answer of ours differs from NumPy's; `undefined` where nowhere. */
export function difference(
  ours: Answer,
  theirs: Answer | undefined,
  call: Call,
): string | undefined {
  const what = faultOf(ours, theirs, call);
  if (what === undefined) return undefined;
  const given = call.arrays.map((x) => x.toString().replaceAll("\n", ""));
  const texts = [ours, theirs].map((answer) => JSON.stringify(answer));
  const types = call.arrays.map((x) => `${x.dtype}[${x.shape.join()}]`);
  return `${what}: ${call.numpy} of ${types.join(" ")} ${given.join(" ")}: ours ${texts.join(", NumPy's ")}`;
}

function isWritten(answer: Answer | undefined): answer is Written {
  return answer !== undefined && "dtype" in answer;
}

function faultOf(
  ours: Answer,
  theirs: Answer | undefined,
  call: Call,
): string | undefined {
  if (ours instanceof Array && theirs instanceof Array) {
    return ours
      .map((part, i) => faultOf(part, theirs[i], call))
      .find((fault) => fault !== undefined);
  }
  if (!isWritten(ours) || !isWritten(theirs)) {
    return isWritten(ours) === isWritten(theirs) ? undefined : "error";
  }
  if (ours.shape.join() !== theirs.shape.join()) return "shape";
  if (call.anyType !== true && ours.dtype !== counterpart(theirs.dtype)) {
    return "dtype";
  }
  return elementsAgree(ours, theirs, call) ? undefined : "value";
}

function elementsAgree(ours: Written, theirs: Written, call: Call): boolean {
  const narrow = [
    ours.dtype,
    theirs.dtype,
    ...call.arrays.map((x) => x.dtype),
  ].some((dtype) => dtype === "float32");
  const tolerance = narrow ? 2e-6 : (call.tolerance ?? 1e-12);
  const xs = ours.data.map(read);
  const ys = theirs.data.map(read);
  const largest = Math.max(1, ...ys.filter(Number.isFinite).map(Math.abs));
  return ys.every((y, i) => {
    const x = xs[i] ?? NaN;
    return Object.is(x, y) || x === y || Math.abs(x - y) <= tolerance * largest;
  });
}
