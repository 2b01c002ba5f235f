/** Each function of `Math`. */
import { pair, type Program, row } from "./row.js";

const names: readonly (readonly [string, readonly number[]])[] = [
  ["acos", [0.3, 1 - 2 ** -40]],
  ["acosh", [1.7]],
  ["asin", [-0.6]],
  ["asinh", [0.8, 1e9]],
  ["atan", [2.2]],
  ["atanh", [0.4]],
  ["cbrt", [-3.3]],
  ["cos", [1.1]],
  ["cosh", [0.9]],
  ["exp", [-1.4]],
  ["expm1", [1e-9]],
  ["log", [3.3]],
  ["log10", [0.02]],
  ["log1p", [-0.4]],
  ["log2", [9.1]],
  ["sin", [2.4]],
  ["sinh", [1.2]],
  ["sqrt", [2.3, 1e-12]],
  ["tan", [0.7]],
  ["tanh", [0.6, 8]],
];

export const mathematics: readonly Program[] = [
  ...names.map(([name, at]) =>
    row(
      `Math.${name}`,
      `const f = (x: number) => x * Math.${name}(x);`,
      ...at.map((x) => [x]),
    ),
  ),
  row(
    "Math.hypot",
    "const f = (x: number, y: number) => Math.hypot(x, y, x * y);",
    [3.1, -4.2],
  ),
  row(
    "Math.atan2",
    "const f = (x: number, y: number) => Math.atan2(y, x * y);",
    [-1.1, 0.4],
  ),
  row(
    "Math.max",
    "const f = (x: number, y: number) => Math.max(x * y, x, y) * Math.min(x, y, 1);",
    [1.3, 0.7],
    [0.4, 3],
  ),
];

/** Each function by itself, where no other term hides the digits it may lose. */
const alone: readonly (readonly [string, readonly number[]])[] = [
  ["acos", [0.3, 1 - 2 ** -40, -0.999999]],
  ["acosh", [1.7, 1 + 2 ** -30, 1e9]],
  ["asin", [-0.6, 1 - 2 ** -45, 1e-9]],
  ["asinh", [0.8, -1e5, 1e-12]],
  ["atan", [2.2, 1e-9, -1e4]],
  ["atanh", [0.4, 1 - 2 ** -45, -1e-9]],
  ["cbrt", [3.3, 1e-12, 1e12]],
  ["cos", [1.1, 1e-9, 1e3]],
  ["cosh", [0.9, -20, 1e-9]],
  ["exp", [-1.4, -600, 600]],
  ["expm1", [1e-9, -30, 2]],
  ["log", [3.3, 1e-30, 1e30]],
  ["log10", [0.02, 1e12]],
  ["log1p", [-0.4, 1e-12, 1e12]],
  ["log2", [9.1, 1e-12]],
  ["sin", [2.4, 1e-9, -1e3]],
  ["sinh", [1.2, 20, 1e-9]],
  ["sqrt", [2.3, 1e-30, 1e30]],
  ["tan", [0.7, 1e-9, 1.57]],
  ["tanh", [0.6, 8, -19, 1e-9]],
];

export const mathematicsAlone: readonly Program[] = alone.map(([name, at]) =>
  pair(
    `Math.${name} alone`,
    `const f = (x: number) => Math.${name}(x);`,
    `x: ${name === "log2" ? "log(x) / log(2)" : `${name}(x)`}`,
    ...at.map((x) => [x]),
  ),
);
