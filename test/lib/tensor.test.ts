import { inspect } from "node:util";
import { describe, expect, test } from "vitest";
import {
  arange,
  einsum,
  eye,
  full,
  gather,
  linspace,
  logspace,
  meshgrid,
  mod,
  ones,
  rand,
  randint,
  randn,
  round,
  seed,
  Tensor,
  tensor,
  variable,
  zeros,
} from "../../lib/index.js";

const A = tensor([
  [1, 2, 3],
  [4, 5, 6],
]);

describe("making", () => {
  const made: [name: string, t: Tensor, expected: unknown][] = [
    ["a number", tensor(3), 3],
    ["booleans", tensor([true, false]), [1, 0]],
    ["nested tensors", tensor([A.at(0), A.at(1)]), A.toArray()],
    ["a typed array", tensor(Float64Array.of(1, 2)), [1, 2]],
    ["zeros", zeros([1, 2]), [[0, 0]]],
    ["ones", ones(2), [1, 1]],
    ["full", full(2, 7), [7, 7]],
    [
      "eye",
      eye(2, 3),
      [
        [1, 0, 0],
        [0, 1, 0],
      ],
    ],
    ["arange", arange(3), [0, 1, 2]],
    ["arange with a step", arange(5, 0, -2), [5, 3, 1]],
    ["linspace", linspace(0, 1, 5), [0, 0.25, 0.5, 0.75, 1]],
    ["linspace of one", linspace(2, 3, 1), [2]],
    ["logspace", logspace(0, 2, 3), [1, 10, 100]],
    [
      "meshgrid",
      meshgrid(arange(2), arange(3))[1],
      [
        [0, 0],
        [1, 1],
        [2, 2],
      ],
    ],
    ["nothing", tensor([]), []],
  ];
  test.each(made)("%s", (_name, t, expected) => {
    expect(t.toArray()).toEqual(expected);
  });
  test("dtypes", () => {
    expect(tensor([true]).dtype).toBe("bool");
    expect(tensor(Int32Array.of(1)).dtype).toBe("int32");
    expect(tensor([1.7, -1.7], { dtype: "int32" }).toArray()).toEqual([1, -1]);
    expect(() => variable([1], { dtype: "int32" })).toThrow(/no derivatives/);
  });
  test("uneven arrays are refused", () => {
    expect(() => tensor([[1, 2], [3]])).toThrow(/uneven/);
  });
});

describe("NumPy's semantics", () => {
  const cases: [name: string, value: Tensor, expected: unknown][] = [
    [
      "a row broadcasts",
      A.add(tensor([10, 20, 30])),
      [
        [11, 22, 33],
        [14, 25, 36],
      ],
    ],
    [
      "a column broadcasts",
      A.mul(tensor([[1], [2]])),
      [
        [1, 2, 3],
        [8, 10, 12],
      ],
    ],
    ["negative axes", A.sum({ axis: -1 }), [6, 15]],
    ["kept axes", A.mean({ axis: 0, keepDims: true }), [[2.5, 3.5, 4.5]]],
    ["the sum of nothing", tensor([]).sum(), 0],
    [
      "transpose",
      A.T,
      [
        [1, 4],
        [2, 5],
        [3, 6],
      ],
    ],
    [
      "reshape of a view",
      A.T.reshape([2, 3]),
      [
        [1, 4, 2],
        [5, 3, 6],
      ],
    ],
    ["slice backwards", A.slice(0, [undefined, undefined, -1]), [3, 2, 1]],
    ["slice past the end", A.slice([0, 9], [1, 2]), [[2], [5]]],
    ["a row", A.at(-1), [4, 5, 6]],
    [
      "stacks multiply",
      ones([2, 2, 3]).matmul(ones(3)),
      [
        [3, 3],
        [3, 3],
      ],
    ],
    [
      "comparison",
      A.greater(3),
      [
        [0, 0, 0],
        [1, 1, 1],
      ],
    ],
    ["argmax of an axis", A.argmax({ axis: 1 }), [2, 2]],
    ["variance", tensor([1, 2, 3, 4]).var(), 1.25],
    ["unbiased variance", tensor([1, 2, 3]).var({ correction: 1 }), 1],
    ["round half to even", round(tensor([0.5, 1.5, -0.5])), [0, 2, -0]],
    ["% as in TypeScript", mod(tensor([-7, 7]), 3), [-1, 1]],
    ["maximum passes NaN on", tensor([NaN, 1]).maximum(0), [NaN, 1]],
    [
      "einsum transposes",
      einsum("ij->ji", A),
      [
        [1, 4],
        [2, 5],
        [3, 6],
      ],
    ],
    [
      "gather of columns",
      gather(A, [-1, 0], { axis: 1 }),
      [
        [3, 1],
        [6, 4],
      ],
    ],
    [
      "cumsum",
      A.cumsum({ axis: 1 }),
      [
        [1, 3, 6],
        [4, 9, 15],
      ],
    ],
    ["sort", tensor([3, NaN, 1]).sort(), [1, 3, NaN]],
  ];
  test.each(cases)("%s", (_name, value, expected) => {
    expect(value.toArray()).toEqual(expected);
  });
  test("argmax counts row by row, and NaN is largest", () => {
    expect(A.argmax()).toBe(5);
    expect(A.argmin()).toBe(0);
    expect(tensor([1, NaN, 3]).argmax()).toBe(1);
  });
  test("types of results", () => {
    const narrow = tensor([1], { dtype: "float32" });
    const whole = tensor([1], { dtype: "int32" });
    expect(whole.add(whole).dtype).toBe("int32");
    expect(whole.div(whole).dtype).toBe("float64");
    expect(whole.add(0.5).dtype).toBe("float64");
    expect(narrow.add(0.5).dtype).toBe("float32");
    expect(narrow.add(whole).dtype).toBe("float64");
    expect(A.greater(1).dtype).toBe("bool");
    expect(A.greater(1).sum().dtype).toBe("int32");
  });
  test("derivatives pass through a change of type, each in its own", () => {
    const x = variable([1.5, 2]);
    const narrow = x.astype("float32").mul(3);
    narrow.sum().backward();
    expect(x.grad.toArray()).toEqual([3, 3]);
    expect([narrow.dtype, x.grad.dtype]).toEqual(["float32", "float64"]);
    expect(x.astype("int32").toArray()).toEqual([1, 2]);
  });
  test.each([
    ["no whole number", () => A.at([0.5]), /0\.5 is no index/],
    [
      "outside",
      () => A.at([0, 2]),
      /index 2 is outside axis 0 of shape \[2,3\]/,
    ],
    ["a mask of another shape", () => A.at([true]), /mask of shape \[1\]/],
    ["too many", () => A.at([0], [0], [0]), /3 indices for an array/],
    ["a mask taken", () => A.take([true, false]), /a mask names no indices/],
    ["uneven lists", () => A.at([0, [1]]), /stand side by side/],
  ])("an index that is %s", (_name, f, message) => {
    expect(f).toThrow(message);
  });
  test("views share memory until a change in place", () => {
    const x = zeros([2, 2]);
    const view = x.T;
    x.add_(1);
    expect(x.toArray()).toEqual([
      [1, 1],
      [1, 1],
    ]);
    expect(view.toArray()).toEqual([
      [0, 0],
      [0, 0],
    ]);
  });
});

describe("errors say what does not fit", () => {
  const wrong: [name: string, f: () => unknown, message: RegExp][] = [
    ["broadcast", () => A.add(ones(2)), /add: shapes \[2,3\] and \[2\]/],
    [
      "matmul",
      () => A.matmul(A),
      /matmul: shapes \[2,3\] and \[2,3\] do not agree/,
    ],
    [
      "reshape",
      () => A.reshape([4]),
      /reshape: 6 elements do not fill shape \[4\]/,
    ],
    ["axis", () => A.sum({ axis: 2 }), /sum: no axis 2 in shape \[2,3\]/],
    ["index", () => A.at(5), /index 5 is outside axis 0 of shape \[2,3\]/],
    ["item", () => A.item(), /item: shape \[2,3\] has 6 elements/],
    ["max of nothing", () => tensor([]).max(), /max: no elements/],
    ["einsum", () => einsum("ij,jk", A, A), /einsum: axis j has length 3/],
    [
      "seed",
      () => {
        seed(0.5);
      },
      /seed: a whole number/,
    ],
  ];
  test.each(wrong)("%s", (_name, f, message) => {
    expect(f).toThrow(message);
  });
});

describe("operators as methods", () => {
  test("each does what its sign says", () => {
    const x = tensor([6, 8]);
    expect(x["+"](1).toArray()).toEqual([7, 9]);
    expect(x["r-"](1).toArray()).toEqual([-5, -7]);
    expect(x["r/"](24).toArray()).toEqual([4, 3]);
    expect(x["r**"](2).toArray()).toEqual([64, 256]);
    expect(x["%"](4).toArray()).toEqual([2, 0]);
    expect(x["-u"]().toArray()).toEqual([-6, -8]);
    expect(x["[]"](1).item()).toBe(8);
  });
  test("x[i] says what to write where nobody has compiled it", () => {
    // As a program sees it that no compiler of cells has read.
    const x = tensor([1, 2]) as unknown as Record<number, unknown>;
    expect(() => Reflect.get(x, 0)).toThrow(/elsewhere write x\.at\(i\)/);
    expect(() => Reflect.set(x, 1, 5)).toThrow(/not changed one by one/);
    expect([...tensor([1, 2])].map((part) => part.item())).toEqual([1, 2]);
  });
  test("a tensor is never taken for a number silently", () => {
    expect(() => Number(tensor(3))).toThrow(/plain number/);
    expect(String(tensor(3))).toBe("3");
  });
});

describe("random numbers", () => {
  // xoshiro128** 1.1 written in Python from the published code, seeded by splitmix32 from 42.
  test("the same on every machine", () => {
    seed(42);
    const first = rand(3).toArray();
    seed(42);
    expect(rand(3).toArray()).toEqual(first);
    expect(first).toEqual([
      0.15377165265745885, 0.018084542542176507, 0.5348906284683476,
    ]);
  });
  test("moments of the normal distribution", () => {
    seed(1);
    const x = randn(100_000);
    expect(Math.abs(x.mean().item())).toBeLessThan(0.01);
    expect(Math.abs(x.var().item() - 1)).toBeLessThan(0.02);
    expect(Math.abs(x.pow(4).mean().item() - 3)).toBeLessThan(0.1);
    const inside = x.abs().less(1.959963984540054).sum().item() / 100_000;
    expect(Math.abs(inside - 0.95)).toBeLessThan(0.003);
  });
  test("whole numbers lie between their bounds", () => {
    const dice = randint(1, 7, 1000);
    expect(dice.dtype).toBe("int32");
    expect([dice.min().item(), dice.max().item()]).toEqual([1, 6]);
  });
});

describe("how tensors show themselves", () => {
  test("as NumPy prints them", () => {
    expect(String(A)).toBe("[[1, 2, 3],\n [4, 5, 6]]");
    expect(inspect(tensor([1.5, -2]))).toBe("tensor([ 1.5, -2. ])");
    expect(String(tensor([true, false]))).toBe("[ true, false]");
    expect(String(tensor([1e10, 1]))).toBe("[1e+10,  1e+0]");
    expect(String(arange(2000))).toBe(
      "[   0,    1,    2, ..., 1997, 1998, 1999]",
    );
  });
  // NumPy prints two million numbers of the first, and begins to of the last.
  test.each([
    ["nine axes of five", [5, 5, 5, 5, 5, 5, 5, 5, 5]],
    ["twenty axes of two", Array.from({ length: 20 }, () => 2)],
    ["one long axis", [3e6]],
    ["a long axis and a short one", [1e6, 3]],
  ])("in bounded text: %s", (_, shape) => {
    const text = String(zeros(shape));
    expect(text.length).toBeLessThan(60_000);
    expect(text).toContain("...");
  });
  test("with an axis of one shown whole, however many axes", () => {
    const text = String(zeros([...Array.from({ length: 20 }, () => 1), 2000]));
    expect(text).toBe(
      `${"[".repeat(21)}0, 0, 0, ..., 0, 0, 0${"]".repeat(21)}`,
    );
  });
  test("as LaTeX", () => {
    const show = (A as unknown as Record<symbol, () => Record<string, string>>)[
      Symbol.for("Jupyter.display")
    ];
    expect(show?.call(A)["text/latex"]).toContain("1 & 2 & 3 \\\\ 4 & 5 & 6");
  });
});
