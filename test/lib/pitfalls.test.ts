import { describe, expect, test, vi } from "vitest";
import {
  abs,
  add,
  checkGrad,
  derivative,
  div,
  exp,
  grad,
  GradientTape,
  hessian,
  log,
  log1p,
  max,
  maximum,
  mul,
  neg,
  norm,
  ones,
  pow,
  relu,
  sort,
  sqrt,
  std,
  sub,
  sum,
  type Tensor,
  tensor,
  variable,
  where,
  zeros,
} from "../../lib/index.js";
import { functionsOf, run } from "./source/compiled.js";

describe("the branch that where does not take has no part", () => {
  test("where(x > 0, √x, x) at −4", () => {
    const f = (x: Tensor): Tensor => where(x.greater(0), sqrt(x), x);
    expect(grad((x: Tensor) => f(x).sum())(tensor([-4, 4])).toArray()).toEqual([
      1, 0.25,
    ]);
    expect(derivative(f, 2)(tensor([-4, 4])).toArray()).toEqual([0, -1 / 32]);
  });

  test("x·log(x) with a guard at 0", () => {
    const f = (x: Tensor): Tensor => where(x.equal(0), 0, x.mul(x.log())).sum();
    expect(grad(f)(tensor([0, 1])).toArray()).toEqual([0, 1]);
  });
});

describe("norms, roots and deviations at 0", () => {
  test("norm′(0) = 0", () => {
    expect(grad((x: Tensor) => norm(x))(zeros(3)).toArray()).toEqual([0, 0, 0]);
  });
  test("‖x‖² has the derivative 2x, at 0 too, and the Hessian 2I", () => {
    const f = (x: Tensor): Tensor => pow(norm(x), 2);
    expect(grad(f)(tensor([3, -4])).toArray()).toEqual([6, -8]);
    expect(grad(f)(zeros(2)).toArray()).toEqual([0, 0]);
    expect(hessian(f)(zeros(2)).toArray()).toEqual([
      [2, 0],
      [0, 2],
    ]);
  });
  test("|x|² is as smooth as x²", () => {
    expect(derivative((x: number) => pow(abs(x), 2), 2)(0)).toBe(2);
  });
  test("√ has an infinite slope at 0", () => {
    expect(grad((x: number) => sqrt(x))(0)).toBe(Infinity);
  });
  test("the deviation of a constant is 0, with derivative 0", () => {
    expect(std(ones(3)).item()).toBe(0);
    expect(grad((x: Tensor) => std(x))(ones(3)).toArray()).toEqual([0, 0, 0]);
  });
});

describe("ties share the derivative evenly", () => {
  test("max of [1, 1, 0]", () => {
    expect(grad((x: Tensor) => max(x))(tensor([1, 1, 0])).toArray()).toEqual([
      0.5, 0.5, 0,
    ]);
  });
  test("maximum of equals", () => {
    const f = (x: number, y: number): number => maximum(x, y);
    expect(grad(f)(2, 2)).toEqual([0.5, 0.5]);
  });
  test("sort of equals", () => {
    const f = (x: Tensor): Tensor => sort(x).at(0);
    expect(grad(f)(tensor([1, 1, 2])).toArray()).toEqual([0.5, 0.5, 0]);
  });
  test("|x|′(0) = relu′(0) = 0", () => {
    expect(grad((x: number) => abs(x))(0)).toBe(0);
    expect(grad((x: number) => relu(x))(0)).toBe(0);
  });
});

test("relu(x) − relu(−x) at 0: the kink check sees that both sides agree", () => {
  const f = (x: number): number => sub(relu(x), relu(neg(x)));
  const check = checkGrad(f, 0);
  expect(check.numerical).toBeCloseTo(1, 10);
  expect(check.ok).toBe(false);
  const kinked = checkGrad((x: number) => relu(x), 0);
  expect(kinked.kink?.left).toBeCloseTo(0, 10);
  expect(kinked.kink?.right).toBeCloseTo(1, 10);
});

describe("plain code that is not compiled never decides silently", () => {
  test("an operator on a traced number throws and says what to do", () => {
    expect(() => grad((x: number) => x * x)(3)).toThrow(/x\.mul\(y\)/);
  });
  test("a comparison throws", () => {
    const f = (x: number): number => (x > 0 ? x : mul(x, 2));
    expect(() => grad(f)(3)).toThrow(/plain number/);
  });
  test("a strict equality that is silently false is found out", () => {
    const f = (x: number): number => (x === 3 ? mul(x, 2) : mul(x, x));
    expect(() => grad(f)(3)).toThrow(/branches on a number/);
  });
});

describe("perturbation confusion", () => {
  const times = (f: (x: number) => number): ((x: number) => number) => f;
  test("D(x ↦ x·D(y ↦ x + y, 1), 1) = 1", () => {
    const f = times((x) => mul(x, grad((y: number) => add(x, y))(1)));
    expect(grad(f)(1)).toBe(1);
    expect(derivative(f)(1)).toBe(1);
    const g = times((x) => mul(x, derivative((y: number) => add(x, y))(1)));
    expect(derivative(g)(1)).toBe(1);
    expect(grad(g)(1)).toBe(1);
  });
  test("D(x ↦ x·D(y ↦ x·y, 1), 4) = 8", () => {
    const f = times((x) => mul(x, grad((y: number) => mul(x, y))(1)));
    expect(grad(f)(4)).toBe(8);
  });
  test("a closure that holds an outer variable", () => {
    const f = (x: number): number => {
      let kept = 0;
      const inner = grad((y: number) => {
        kept = mul(x, y);
        return kept;
      })(x);
      return add(inner, kept);
    };
    // x + x·x
    expect(grad(f)(3)).toBe(7);
  });
});

describe("orders that others get wrong", () => {
  test("x·exp(−x²) at −1: second derivative", () => {
    const f = (x: number): number => mul(x, exp(neg(mul(x, x))));
    expect(grad(grad(f))(-1)).toBeCloseTo(2 / Math.E, 14);
    expect(derivative(f, 2)(-1)).toBeCloseTo(2 / Math.E, 14);
  });
  test("log(1 + exp(x)) at 0: second derivative is ¼", () => {
    expect(grad(grad((x: number) => log1p(exp(x))))(0)).toBeCloseTo(0.25, 15);
  });
  test("x² at 0 and x⁰", () => {
    expect(grad((x: number) => pow(x, 2))(0)).toBe(0);
    expect(derivative((x: number) => pow(x, 2), 2)(0)).toBe(2);
    expect(grad((x: number) => pow(x, 0))(0)).toBe(0);
  });
  test("logsumexp keeps its gradient far out", () => {
    const f = (x: number, y: number): number => log(add(exp(x), exp(y)));
    expect(grad(f)(0, Math.log(2))).toEqual([1 / 3, 2 / 3]);
  });
});

describe("graphs", () => {
  test("a graph of 100 000 steps is no deeper than the stack", () => {
    const f = (x: number): number => {
      let y = x;
      for (let k = 0; k < 100_000; k++) y = add(y, mul(x, 1e-5));
      return y;
    };
    expect(grad(f)(1)).toBeCloseTo(2, 8);
  });
  test("a second backward needs a kept graph", () => {
    const x = variable(3);
    const y = x.mul(x);
    y.backward({ retainGraph: true });
    y.backward();
    expect(x.grad.item()).toBe(12);
    expect(() => {
      y.backward();
    }).toThrow(/retainGraph/);
  });
  test("a change in place of what a graph has used is refused", () => {
    const x = variable([1, 2]);
    const y = x.mul(2);
    const z = y.mul(y);
    y.add_(1);
    expect(() => {
      z.sum().backward();
    }).toThrow(/in place/);
  });
  test("a change in place before use is differentiated", () => {
    const x = variable([1, 2]);
    const y = x.mul(2);
    y.add_(x);
    y.mul(y).sum().backward();
    expect(x.grad.toArray()).toEqual([18, 36]);
  });
  test("what the value does not depend on has derivative 0, with a warning", () => {
    const warn = vi.spyOn(console, "warn").mockImplementation(() => undefined);
    const x = variable(1);
    const z = variable([1, 2]);
    const tape = new GradientTape();
    const y = tape.record(() => x.mul(2));
    expect(tape.gradient(y, z).toArray()).toEqual([0, 0]);
    expect(warn).toHaveBeenCalledOnce();
    warn.mockRestore();
  });
});

test("float64 unless float32 is asked for, and never narrowed silently", () => {
  expect(tensor([0.1]).dtype).toBe("float64");
  const narrow = tensor([0.1], { dtype: "float32" });
  expect(narrow.mul(3).dtype).toBe("float32");
  expect(narrow.add(tensor([1])).dtype).toBe("float64");
  expect(div(tensor([1], { dtype: "int32" }), 2).toArray()).toEqual([0.5]);
});

test("a value computed and dropped costs nothing later", () => {
  const x = variable(2);
  const y = x.mul(3);
  void sum(y.mul(zeros(3)));
  y.backward();
  expect(x.grad.item()).toBe(3);
});

describe("compiled code follows what the program does", () => {
  const compiled = functionsOf([
    "const f = (x: number) => (x > 1 ? x ** 3 : x);",
    "const f = (x: number) => { let y = x; while (y < 50) y *= x; return y; };",
    "const f = (x: number) => { const a = [x]; a.push(x * x); a[0]! += a[1]!; return a[0]! * a[1]!; };",
    "let kept = 0; const f = (x: number) => { kept = x * x; return kept * x; };",
  ]);
  const rows: [what: string, at: number, slope: number][] = [
    ["a branch by a number", 2, 12],
    ["a loop whose end depends on the number: 3 ** 4", 3, 4 * 27],
    ["push and += : x³ + x⁴", 2, 3 * 4 + 4 * 8],
    ["what is kept outside is differentiated", 2, 12],
  ];
  test.each(rows.map(([what, at, slope], i) => ({ what, at, slope, i })))(
    "$what",
    ({ at, slope, i }) => {
      expect(grad(compiled[i] as (x: number) => number)(at)).toBe(slope);
    },
  );

  test("nothing traced leaks out: the variable outside holds a plain number", () => {
    const { f, kept } = run(
      "let value = 0; const f = (x: number) => { value = x * x; return value; }; const kept = () => value;",
      ["f", "kept"],
    ) as { f: (x: number) => number; kept: () => number };
    expect(grad(f)(3)).toBe(6);
    expect(kept()).toBe(9);
  });
});
