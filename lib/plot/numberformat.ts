// Numbers written as a format says: Python's notations, or a function.
import { withMinus } from "./ticks.js";

/** `"%.2f"`, `"{x:.2f}"`, `"{:.1e}"`, each within other text, or a function from the number to its text. */
export type NumberFormat = string | ((value: number) => string);

const percent = /%([\d]*)(?:\.(\d+))?([fdgei])/;
const brace = /\{x?(?::([,]?)(?:\.(\d+))?([fdgei%]?))?\}/;

function grouped(text: string): string {
  const [whole = "", part] = text.split(".");
  const thousands = whole.replace(/\B(?=(\d{3})+$)/g, ",");
  return part === undefined ? thousands : `${thousands}.${part}`;
}

function write(
  value: number,
  kind: string,
  digits: number | undefined,
): string {
  switch (kind) {
    case "d":
    case "i":
      return value.toFixed(0);
    case "e":
      return value.toExponential(digits ?? 6).replace(/e([+-])(\d)$/, "e$10$2");
    case "%":
      return `${(100 * value).toFixed(digits ?? 6)}%`;
    case "f":
      return value.toFixed(digits ?? 6);
    default:
      return String(Number(value.toPrecision(digits ?? 6)));
  }
}

/**
 * A number in a format.
 *
 * @throws RangeError where the text has no place for the number.
 * @example formatNumber("%.1f km", 3) // "3.0 km"
 */
export function formatNumber(format: NumberFormat, value: number): string {
  if (typeof format === "function") return format(value);
  const digitsOf = (text: string | undefined) =>
    text === undefined ? undefined : Number(text);
  if (percent.test(format))
    return format
      .replace(
        percent,
        (_, _width: string, digits: string | undefined, kind: string) =>
          withMinus(write(value, kind, digitsOf(digits))),
      )
      .replace("%%", "%");
  if (brace.test(format))
    return format.replace(
      brace,
      (
        _,
        comma: string | undefined,
        digits: string | undefined,
        kind: string | undefined,
      ) => {
        const text = write(value, kind ?? "", digitsOf(digits));
        return withMinus(comma === "," ? grouped(text) : text);
      },
    );
  if (format === "") return "";
  throw new RangeError(
    `format: \`${format}\` has no place for a number; write "%.2f", "{x:.2f}" or a function`,
  );
}
