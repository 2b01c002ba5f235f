import { describe, expect, test } from "vitest";
import { classify, criticalPoints, extrema } from "../../../lib/index.js";
import { run } from "../source/compiled.js";

type Domain = [number, number] | [number, number][];
type F = (...x: number[]) => number;

const square = (size: number): Domain => [
  [-size, size],
  [-size, size],
];

/** Functions as people write them. */
const functions = {
  quartic: "(x: number) => 3 * x ** 4 - 4 * x ** 3 - 12 * x ** 2",
  hill: "(x: number, y: number) => x * Math.exp(-(x ** 2) - y ** 2)",
  himmelblau:
    "(x: number, y: number) => (x ** 2 + y - 11) ** 2 + (x + y ** 2 - 7) ** 2",
  camel:
    "(x: number, y: number) => (4 - 2.1 * x ** 2 + x ** 4 / 3) * x ** 2 + x * y + (-4 + 4 * y ** 2) * y ** 2",
  chess: "(x: number, y: number) => Math.sin(x) * Math.cos(y)",
  triple:
    "(x: number[]) => x[0] ** 4 + x[1] ** 4 + x[2] ** 4 - 4 * x[0] * x[1] * x[2]",
  monkey: "(x: number, y: number) => x ** 3 - 3 * x * y ** 2",
  odd: "(x: number, y: number) => x ** 2 * y + x * y ** 2",
  peano: "(x: number, y: number) => (y - x ** 2) * (y - 2 * x ** 2)",
  valley: "(x: number, y: number) => (x - y) ** 2",
  kink: "(x: number) => Math.abs(x) + x ** 2",
  barrier: "(x: number) => x - Math.log(x)",
  pole: "(x: number) => 1 / x",
  line: "(x: number, y: number) => x + 2 * y",
  // One that has no closed form: the sum goes on until its terms vanish.
  unending: `(x: number) => { let sum = 0; let term = 1; let k = 0; while (Math.abs(term) > 1e-17) { sum += term; k += 2; term *= (-x * x) / (k * (k - 1)); } return sum; }`,
};
const compiled = run(
  Object.entries(functions)
    .map(([name, source]) => `const ${name} = ${source};`)
    .join("\n"),
  Object.keys(functions),
);
const of = (name: keyof typeof functions): F => compiled[name] as F;

/** What is shown below the table. */
function noteOf(found: object): string {
  const show = (
    found as Record<symbol, (() => Record<string, string>) | undefined>
  )[Symbol.for("Jupyter.display")];
  return show?.()["text/plain"]?.split("\n").at(-1) ?? "";
}

describe("all critical points, proved", () => {
  /** How many of each kind there are, from the literature or by hand. */
  const rows: readonly [
    keyof typeof functions,
    Domain,
    Record<string, number>,
  ][] = [
    ["quartic", [-2, 3], { minimum: 2, maximum: 1 }],
    ["hill", square(2), { minimum: 1, maximum: 1 }],
    // Himmelblau, Applied Nonlinear Programming, 1972: four minima, four saddles, one maximum.
    ["himmelblau", square(5), { minimum: 4, saddle: 4, maximum: 1 }],
    // The six-hump camel (Dixon & Szegö 1978): fifteen stationary points, six of them minima.
    [
      "camel",
      [
        [-3, 3],
        [-2, 2],
      ],
      { minimum: 6, saddle: 7, maximum: 2 },
    ],
    // sin x · cos y: cos x cos y = 0 = sin x sin y.
    ["chess", square(4), { minimum: 3, maximum: 3, saddle: 6 }],
    ["line", square(3), {}],
  ];
  test.each(rows)("%s", (name, domain, kinds) => {
    const found = criticalPoints(of(name), { domain });
    const counts: Record<string, number> = {};
    for (const { kind } of found) counts[kind] = (counts[kind] ?? 0) + 1;
    expect(counts).toEqual(kinds);
    expect(found.every(({ certified }) => certified)).toBe(true);
    expect(noteOf(found)).toMatch(/proves that there are no others/);
  });
  test("Himmelblau's four minima, published to six decimals", () => {
    const minima = criticalPoints(of("himmelblau"), { domain: square(5) })
      .filter(({ kind }) => kind === "minimum")
      .map(({ x }) => x);
    const published = [
      [-3.77931, -3.283186],
      [-2.805118, 3.131312],
      [3, 2],
      [3.584428, -1.848126],
    ];
    minima.forEach(([x = NaN, y = NaN], i) => {
      expect(x).toBeCloseTo(published[i]?.[0] ?? NaN, 5);
      expect(y).toBeCloseTo(published[i]?.[1] ?? NaN, 5);
    });
  });
  test("a degenerate point is listed without a certificate, and the note says so", () => {
    const found = criticalPoints(of("triple"), {
      domain: [
        [-2, 2],
        [-2, 2],
        [-2, 2],
      ],
    });
    // ∇ = 0: x³ = yz, y³ = xz, z³ = xy: the origin, and ±1 with an even number of minus signs.
    expect(found.map(({ x }) => x)).toEqual([
      [-1, -1, 1],
      [-1, 1, -1],
      [0, 0, 0],
      [1, -1, -1],
      [1, 1, 1],
    ]);
    expect(found.map(({ certified }) => certified)).toEqual([
      true,
      true,
      false,
      true,
      true,
    ]);
    expect(noteOf(found)).toMatch(/only close to degenerate ones/);
  });
  test("a whole line of them is said to be one", () => {
    const found = criticalPoints(of("valley"), { domain: square(1) });
    expect(found.length).toBeGreaterThan(5);
    expect(noteOf(found)).toMatch(/infinitely many/);
  });
  test.each([
    ["kink", [-1, 1], /near -0\.\d+.*not smooth|near \(-?0\.\d+\).*not smooth/],
    ["barrier", [-1, 3], /a pole or its domain an edge/],
  ] as const)("%s: what could not be decided is said", (name, domain, note) => {
    const found = criticalPoints(of(name), { domain: [...domain] });
    expect(found).toHaveLength(1);
    expect(noteOf(found)).toMatch(note);
  });
  test("without a closed form the search says what it looked at", () => {
    const found = criticalPoints(of("unending"), { domain: [-4, 4] });
    expect(found.map(({ kind }) => kind)).toEqual([
      "minimum",
      "maximum",
      "minimum",
    ]);
    expect(found[2]?.x as unknown as number).toBeCloseTo(Math.PI, 9);
    expect(found.some(({ certified }) => certified)).toBe(false);
    expect(noteOf(found)).toMatch(
      /Searched \[-4, 4\] from 401 starting points/,
    );
  });
  test("an empty interval", () => {
    expect(() => criticalPoints(of("quartic"), { domain: [3, -2] })).toThrow(
      /the interval \[3, -2\] is empty; give the lower end first/,
    );
  });
});

describe("paths at points that are neither", () => {
  test.each([
    ["odd", "(t, t) for t > 0, like 2t³", "(−t, −t) for t > 0, like −2t³"],
    ["monkey", "(t, 0) for t > 0, like t³", "(−t, 0) for t > 0, like −t³"],
  ] as const)("%s", (name, rises, falls) => {
    const { kind, paths, reason } = classify(of(name), [0, 0]);
    expect(kind).toBe("neither");
    expect(paths).toEqual({ rises, falls });
    expect(reason).toContain("it rises along");
  });
  test("Peano's: up along every line, down between the parabolas", () => {
    const { kind, paths } = classify(of("peano"), [0, 0]);
    expect(kind).toBe("neither");
    const point = /\((-?[\d.]+), (-?[\d.]+)\), where it is/.exec(
      paths?.falls ?? "",
    );
    const [x, y] = [Number(point?.[1]), Number(point?.[2])];
    expect((y - x ** 2) * (y - 2 * x ** 2)).toBeLessThan(0);
  });
});

describe("extrema on a box", () => {
  test("of the quartic: an end of the interval is the maximum", () => {
    const found = extrema(of("quartic"), { domain: [-2, 3] });
    expect(found.minimum).toMatchObject({ x: 2, value: -32, where: "inside" });
    expect(found.maximum).toMatchObject({ x: -2, value: 32, where: "corner" });
    expect(found.candidates).toHaveLength(5);
    expect(found.certified).toBe(true);
  });
  test("on a side: x·y on a shifted square", () => {
    // A bowl whose centre is outside: the nearest point of the square is on its right side.
    const bowl = run(
      "const f = (x: number, y: number) => (x - 3) ** 2 + (y - 0.5) ** 2;",
      ["f"],
    )["f"] as F;
    const found = extrema(bowl, {
      domain: [
        [0, 1],
        [0, 2],
      ],
    });
    expect(found.minimum).toMatchObject({
      x: [1, 0.5],
      value: 4,
      where: "side",
    });
    expect(found.maximum).toMatchObject({
      x: [0, 2],
      value: 11.25,
      where: "corner",
    });
    expect(found.certified).toBe(true);
  });
  test("the camel's published global minimum", () => {
    const found = extrema(of("camel"), {
      domain: [
        [-3, 3],
        [-2, 2],
      ],
    });
    expect(found.minimum.value).toBeCloseTo(-1.0316284534898774, 10);
    expect(found.certified).toBe(true);
    // By hand: the largest value is at the corners (3, 2) and (−3, −2).
    expect(found.maximum.value).toBeCloseTo((4 - 18.9 + 27) * 9 + 6 + 48, 9);
  });
  test("what has no closed form is the best found", () => {
    const found = extrema(of("unending"), { domain: [-1, 4] });
    expect(found.minimum.value).toBeCloseTo(-1, 12);
    expect(found.certified).toBe(false);
    expect(found.message).toMatch(/best found/);
  });
  test("a pole inside: nothing is certified, and the reason is said", () => {
    const found = extrema(of("pole"), { domain: [-1, 1] });
    expect(found.certified).toBe(false);
    expect(found.message).toMatch(/may have a pole/);
  });
  test("where it is not defined", () => {
    expect(() => extrema(of("barrier"), { domain: [-1, 3] })).toThrow(
      /no value at some points/,
    );
  });
});
