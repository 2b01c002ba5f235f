import { elementwise } from "./functions.js";
import type { Tree } from "./tree.js";

/** How tightly parts bind: sums, products, signs, powers and transposes, single things. */
type Tightness = 0 | 1 | 2 | 3 | 4;

interface Text {
  readonly text: string;
  readonly binds: Tightness;
}

/** A tree in the grammar that it was read from. */
export function print(tree: Tree): string {
  return written(tree).text;
}

function written(tree: Tree): Text {
  switch (tree.kind) {
    case "number":
      return single(printNumber(tree.value));
    case "name":
      return single(tree.name);
    case "eye":
      return single("eye");
    case "ones":
      return single(
        `${tree.rank === 1 ? "vector" : "matrix"}(${print(tree.value)})`,
      );
    case "sum":
      return { text: sumText(tree.parts), binds: 0 };
    case "product":
      return joined(tree.parts, "*");
    case "hadamard":
      return joined(tree.parts, ".*");
    case "quotient": {
      const sign = tree.elementwise ? "./" : "/";
      return {
        text: `${leading(tree.above, sign)}${sign}${within(tree.below, 2)}`,
        binds: 1,
      };
    }
    case "power": {
      const sign = tree.elementwise ? ".^" : "^";
      const exponent = written(tree.exponent);
      const raised = exponent.binds < 4 ? `(${exponent.text})` : exponent.text;
      return { text: `${within(tree.base, 3)}${sign}${raised}`, binds: 3 };
    }
    case "negative":
      return { text: `-${within(tree.of, 1)}`, binds: 0 };
    case "transpose":
      return { text: `${within(tree.of, 3)}'`, binds: 3 };
    case "call": {
      const inputs = tree.inputs.map(print).join(",");
      return single(
        tree.name === "step" && "step" in elementwise
          ? `relu(sign(${inputs}))`
          : `${tree.name}(${inputs})`,
      );
    }
  }
}

const single = (text: string): Text => ({ text, binds: 4 });

export function printNumber(value: number): string {
  return String(Number(value.toPrecision(12)));
}

function sumText(parts: readonly Tree[]): string {
  return parts
    .map((part, i) => {
      if (i === 0) return print(part);
      return part.kind === "negative"
        ? ` - ${within(part.of, 1)}`
        : ` + ${within(part, 1)}`;
    })
    .join("");
}

/** Factors from left to right; the first may be a product by the same sign, every other is enclosed. */
function joined(parts: readonly Tree[], sign: string): Text {
  const [first, ...rest] = parts;
  if (!first) return single("1");
  const text = [
    leading(first, sign),
    ...rest.map((part) => within(part, 2)),
  ].join(sign);
  return { text, binds: 1 };
}

/** The first of several factors: * and / go from left to right together, and so do .* and ./ */
function leading(tree: Tree, sign: string): string {
  // A product in a product is a scalar, which brackets keep together: (x'*A*x)*x.
  const same =
    (tree.kind === "product" && sign === "/") ||
    (tree.kind === "hadamard" && sign.startsWith(".")) ||
    (tree.kind === "quotient" && tree.elementwise === sign.startsWith("."));
  return within(tree, same ? 1 : 2);
}

function within(tree: Tree, place: Tightness): string {
  const { text, binds } = written(tree);
  return binds < place ? `(${text})` : text;
}
