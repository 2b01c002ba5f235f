/**
 * The test problems of Moré, Garbow and Hillstrom (ACM TOMS 7, 1981) with few variables: sums of squares with the
 * published starts and optima, and with the bounds and bounded optima of Gay (Num. Anal. 83, LNM 1066, 1984).
 */
import { describe, expect, test } from "vitest";
import { minimize } from "../../../lib/index.js";
import { run } from "../source/compiled.js";

interface Problem {
  readonly name: string;
  /** The residuals as the value of an expression in `x`, and what it needs before. */
  readonly residuals: string;
  readonly before?: string;
  readonly start: readonly number[];
  readonly optimum: number;
  readonly low?: readonly number[];
  readonly high?: readonly number[];
  readonly bounded?: number;
}

const many = (count: number, from: number, residual: string): string =>
  `Array.from({ length: ${String(count)} }, (_, k) => { const i = k + ${String(from)}; ${residual} })`;

const bard = [
  0.14, 0.18, 0.22, 0.25, 0.29, 0.32, 0.35, 0.39, 0.37, 0.58, 0.73, 0.96, 1.34,
  2.1, 4.39,
];
const gaussian = [
  0.0009, 0.0044, 0.0175, 0.054, 0.1295, 0.242, 0.3521, 0.3989, 0.3521, 0.242,
  0.1295, 0.054, 0.0175, 0.0044, 0.0009,
];
const meyer = [
  34780, 28610, 23650, 19630, 16370, 13720, 11540, 9744, 8261, 7030, 6005, 5147,
  4427, 3820, 3307, 2872,
];
const kowalik = {
  y: [
    0.1957, 0.1947, 0.1735, 0.16, 0.0844, 0.0627, 0.0456, 0.0342, 0.0323,
    0.0235, 0.0246,
  ],
  u: [4, 2, 1, 0.5, 0.25, 0.167, 0.125, 0.1, 0.0833, 0.0714, 0.0625],
};
const osborne1 = [
  0.844, 0.908, 0.932, 0.936, 0.925, 0.908, 0.881, 0.85, 0.818, 0.784, 0.751,
  0.718, 0.685, 0.658, 0.628, 0.603, 0.58, 0.558, 0.538, 0.522, 0.506, 0.49,
  0.478, 0.467, 0.457, 0.448, 0.438, 0.431, 0.424, 0.42, 0.414, 0.411, 0.406,
];
const osborne2 = [
  1.366, 1.191, 1.112, 1.013, 0.991, 0.885, 0.831, 0.847, 0.786, 0.725, 0.746,
  0.679, 0.608, 0.655, 0.616, 0.606, 0.602, 0.626, 0.651, 0.724, 0.649, 0.649,
  0.694, 0.644, 0.624, 0.661, 0.612, 0.558, 0.533, 0.495, 0.5, 0.423, 0.395,
  0.375, 0.372, 0.391, 0.396, 0.405, 0.428, 0.429, 0.523, 0.562, 0.607, 0.653,
  0.672, 0.708, 0.633, 0.668, 0.645, 0.632, 0.591, 0.559, 0.597, 0.625, 0.739,
  0.71, 0.729, 0.72, 0.636, 0.581, 0.428, 0.292, 0.162, 0.098, 0.054,
];
const list = (numbers: readonly number[]): string =>
  `const y = [${numbers.join(", ")}];`;

const problems: readonly Problem[] = [
  {
    name: "Rosenbrock",
    residuals: "[10 * (x[1] - x[0] ** 2), 1 - x[0]]",
    start: [-1.2, 1],
    optimum: 0,
  },
  {
    name: "Freudenstein and Roth",
    residuals:
      "[-13 + x[0] + ((5 - x[1]) * x[1] - 2) * x[1], -29 + x[0] + ((x[1] + 1) * x[1] - 14) * x[1]]",
    start: [0.5, -2],
    // The local minimum that the paper states beside the global one, 0 at (5, 4).
    optimum: 48.9842,
  },
  {
    name: "Powell badly scaled",
    residuals:
      "[1e4 * x[0] * x[1] - 1, Math.exp(-x[0]) + Math.exp(-x[1]) - 1.0001]",
    start: [0, 1],
    optimum: 0,
    low: [0, 1],
    high: [1, 9],
    bounded: 0.151259e-9,
  },
  {
    name: "Brown badly scaled",
    residuals: "[x[0] - 1e6, x[1] - 2e-6, x[0] * x[1] - 2]",
    start: [1, 1],
    optimum: 0,
    low: [0, 3e-5],
    high: [1e6, 100],
    bounded: 0.784e3,
  },
  {
    name: "Beale",
    residuals:
      "[1.5 - x[0] * (1 - x[1]), 2.25 - x[0] * (1 - x[1] ** 2), 2.625 - x[0] * (1 - x[1] ** 3)]",
    start: [1, 1],
    optimum: 0,
    low: [0.6, 0.5],
    high: [10, 100],
    bounded: 0,
  },
  {
    name: "Jennrich and Sampson",
    residuals: many(
      10,
      1,
      "return 2 + 2 * i - (Math.exp(i * x[0]) + Math.exp(i * x[1]));",
    ),
    start: [0.3, 0.4],
    optimum: 124.362,
  },
  {
    name: "Helical valley",
    before:
      "const theta = Math.atan(x[1] / x[0]) / (2 * Math.PI) + (x[0] > 0 ? 0 : 0.5);",
    residuals:
      "[10 * (x[2] - 10 * theta), 10 * (Math.sqrt(x[0] ** 2 + x[1] ** 2) - 1), x[2]]",
    start: [-1, 0, 0],
    optimum: 0,
    low: [-100, -1, -1],
    high: [0.8, 1, 1],
    bounded: 0.99042212,
  },
  {
    name: "Bard",
    before: list(bard),
    residuals: many(
      15,
      1,
      "return y[i - 1] - (x[0] + i / ((16 - i) * x[1] + Math.min(i, 16 - i) * x[2]));",
    ),
    start: [1, 1, 1],
    optimum: 8.21487e-3,
  },
  {
    name: "Gaussian",
    before: list(gaussian),
    residuals: many(
      15,
      1,
      "return x[0] * Math.exp((-x[1] * ((8 - i) / 2 - x[2]) ** 2) / 2) - y[i - 1];",
    ),
    start: [0.4, 1, 0],
    optimum: 1.12793e-8,
    low: [0.398, 1, -0.5],
    high: [4.2, 2, 0.1],
    bounded: 1.12793e-8,
  },
  {
    name: "Meyer",
    before: list(meyer),
    residuals: many(
      16,
      1,
      "return x[0] * Math.exp(x[1] / (45 + 5 * i + x[2])) - y[i - 1];",
    ),
    start: [0.02, 4000, 250],
    optimum: 87.9458,
  },
  {
    name: "Gulf",
    residuals: many(
      99,
      1,
      "const t = i / 100; const y = 25 + (-50 * Math.log(t)) ** (2 / 3); return Math.exp(-(Math.abs(y - x[1]) ** x[2]) / x[0]) - t;",
    ),
    start: [5, 2.5, 0.15],
    optimum: 0,
  },
  {
    name: "Box in three dimensions",
    residuals: many(
      10,
      1,
      "const t = i / 10; return Math.exp(-t * x[0]) - Math.exp(-t * x[1]) - x[2] * (Math.exp(-t) - Math.exp(-10 * t));",
    ),
    start: [0, 10, 20],
    optimum: 0,
  },
  {
    name: "Powell singular",
    residuals:
      "[x[0] + 10 * x[1], Math.sqrt(5) * (x[2] - x[3]), (x[1] - 2 * x[2]) ** 2, Math.sqrt(10) * (x[0] - x[3]) ** 2]",
    start: [3, -1, 0, 1],
    optimum: 0,
  },
  {
    name: "Wood",
    residuals:
      "[10 * (x[1] - x[0] ** 2), 1 - x[0], Math.sqrt(90) * (x[3] - x[2] ** 2), 1 - x[2], Math.sqrt(10) * (x[1] + x[3] - 2), (x[1] - x[3]) / Math.sqrt(10)]",
    start: [-3, -1, -3, -1],
    optimum: 0,
    low: [-100, -100, -100, -100],
    high: [0, 10, 100, 100],
    bounded: 1.5567008,
  },
  {
    name: "Kowalik and Osborne",
    before: `${list(kowalik.y)} const u = [${kowalik.u.join(", ")}];`,
    residuals: many(
      11,
      0,
      "return y[i] - (x[0] * (u[i] ** 2 + u[i] * x[1])) / (u[i] ** 2 + u[i] * x[2] + x[3]);",
    ),
    start: [0.25, 0.39, 0.415, 0.39],
    optimum: 3.07505e-4,
  },
  {
    name: "Brown and Dennis",
    residuals: many(
      20,
      1,
      "const t = i / 5; return (x[0] + t * x[1] - Math.exp(t)) ** 2 + (x[2] + x[3] * Math.sin(t) - Math.cos(t)) ** 2;",
    ),
    start: [25, 5, -5, -1],
    optimum: 85822.2,
    low: [-10, 0, -100, -20],
    high: [100, 15, 0, 0.2],
    bounded: 0.88860479e5,
  },
  {
    name: "Osborne 1",
    before: list(osborne1),
    residuals: many(
      33,
      0,
      "const t = 10 * i; return y[i] - (x[0] + x[1] * Math.exp(-t * x[3]) + x[2] * Math.exp(-t * x[4]));",
    ),
    start: [0.5, 1.5, -1, 0.01, 0.02],
    optimum: 5.46489e-5,
  },
  {
    name: "Biggs EXP6",
    residuals: many(
      13,
      1,
      "const t = i / 10; const y = Math.exp(-t) - 5 * Math.exp(-10 * t) + 3 * Math.exp(-4 * t); return x[2] * Math.exp(-t * x[0]) - x[3] * Math.exp(-t * x[1]) + x[5] * Math.exp(-t * x[4]) - y;",
    ),
    start: [1, 2, 1, 1, 1, 1],
    // The paper states a local minimum of 5.65565e-3, too.
    optimum: 0,
    low: [0, 0, 0, 1, 0, 0],
    high: [2, 8, 1, 7, 5, 5],
    bounded: 0.53209865e-3,
  },
  {
    name: "Osborne 2",
    before: list(osborne2),
    residuals: many(
      65,
      0,
      "const t = i / 10; return y[i] - (x[0] * Math.exp(-t * x[4]) + x[1] * Math.exp(-((t - x[8]) ** 2) * x[5]) + x[2] * Math.exp(-((t - x[9]) ** 2) * x[6]) + x[3] * Math.exp(-((t - x[10]) ** 2) * x[7]));",
    ),
    start: [1.3, 0.65, 0.65, 0.7, 0.6, 3, 5, 7, 2, 4.5, 5.5],
    optimum: 4.01377e-2,
  },
];

const compiled = run(
  problems
    .map(
      ({ before = "", residuals }, i) =>
        `const f${String(i)} = (x: number[]): number[] => { ${before} return ${residuals}; };`,
    )
    .join("\n"),
  problems.map((_, i) => `f${String(i)}`),
);
const residualsOf = (i: number): ((x: number[]) => number[]) =>
  compiled[`f${String(i)}`] as (x: number[]) => number[];

/** Four digits of the optimum, as published; where that is 0, no more than 1e-12. */
function isOptimum(value: number, optimum: number): boolean {
  return optimum === 0
    ? value <= 1e-12
    : Math.abs(value - optimum) <= 1e-4 * optimum;
}

describe("Moré, Garbow and Hillstrom", () => {
  test.each(problems.map((problem, i) => [problem.name, problem, i] as const))(
    "%s",
    (_name, { start, optimum }, i) => {
      const { value, message } = minimize(residualsOf(i), [...start], {
        method: "levenberg-marquardt",
      });
      expect(isOptimum(value, optimum), `${String(value)}: ${message}`).toBe(
        true,
      );
    },
  );

  test.each(
    problems.flatMap((problem, i) =>
      problem.low ? [[problem.name, problem, i] as const] : [],
    ),
  )(
    "%s within bounds",
    (_name, { start, low = [], high = [], bounded = NaN }, i) => {
      const bounds = low.map((least, k) => [least, high[k] ?? NaN] as const);
      const { x, value, message } = minimize(residualsOf(i), [...start], {
        method: "levenberg-marquardt",
        bounds,
      });
      expect(isOptimum(value, bounded), `${String(value)}: ${message}`).toBe(
        true,
      );
      x.forEach((entry, k) => {
        expect(entry).toBeGreaterThanOrEqual(low[k] ?? NaN);
        expect(entry).toBeLessThanOrEqual(high[k] ?? NaN);
      });
    },
  );
});
