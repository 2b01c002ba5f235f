import katex from "katex";
import { describe, expect, it } from "vitest";
import { matrixCalculus } from "../../../lib/index.js";
import { flat, identities, nested, pointFor, valueOf } from "./identities.js";

const shapeOf = (value: unknown): number[] =>
  Array.isArray(value) ? [value.length, ...shapeOf(value[0])] : [];

/** The largest difference, relative to the largest entry. */
function difference(a: readonly number[], b: readonly number[]): number {
  const scale = Math.max(1, ...b.map(Math.abs));
  return Math.max(...a.map((x, i) => Math.abs(x - (b[i] ?? NaN)))) / scale;
}

describe("published matrix derivatives", () => {
  it.each(identities)(
    "$expression by $variable ($source)",
    ({ expression, variable, expected, where }) => {
      const result = matrixCalculus(expression, variable, { where });
      const point = pointFor(where);
      const bindings = Object.fromEntries(
        [...point].map(([name, value]) => [name, nested(value)]),
      );
      const value = result.evaluate(bindings as never);
      const right = valueOf(expected, point, shapeOf(value));
      expect(flat(value)).toHaveLength(right.length);
      expect(difference(flat(value), right)).toBeLessThan(1e-10);
      expect(result.checked).toBeLessThan(1e-6);

      const own = valueOf(result.derivative, point, shapeOf(value));
      expect(difference(own, right)).toBeLessThan(1e-10);

      const bundle = (result as unknown as Record<symbol, () => object>)[
        Symbol.for("Jupyter.display")
      ]?.() as { "text/latex": string };
      katex.renderToString(bundle["text/latex"].slice(1, -1), {
        throwOnError: true,
        strict: "error",
      });
    },
  );

  it("are all there", () => {
    expect(identities).toHaveLength(104);
  });
});
