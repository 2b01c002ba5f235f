import { describe, expect, test } from "vitest";
import {
  add,
  checkpoint,
  customJvp,
  customVjp,
  derivative,
  grad,
  GradientTape,
  hvp,
  jacfwd,
  jacobian,
  jacrev,
  jvp,
  linearize,
  mul,
  noGrad,
  optim,
  partial,
  pow,
  sin,
  stopGradient,
  sub,
  type Tensor,
  tensor,
  valueAndGrad,
  variable,
  vjp,
  vmap,
} from "../../lib/index.js";

/** The chapter's example: ((a+b)² + (a−b)²)² with a = (w+x+y+z)², b = (w+x−y−z)². */
function chain(w: Tensor, x: Tensor, y: Tensor, z: Tensor): Tensor {
  const a = w.add(x).add(y).add(z).pow(2);
  const b = w.add(x).sub(y).sub(z).pow(2);
  return a.add(b).pow(2).add(a.sub(b).pow(2)).pow(2);
}

const point = [-1, 0, -2, 1] as const;

describe("the chapter's example in three styles", () => {
  test("PyTorch", () => {
    const variables = point.map((value) => variable(value));
    const f = chain(...(variables as [Tensor, Tensor, Tensor, Tensor]));
    f.backward();
    expect(f.item()).toBe(1024);
    expect(variables.map((v) => v.grad.item())).toEqual(Array(4).fill(-4096));
  });

  test("TensorFlow", () => {
    const variables = point.map((value) => variable(value));
    const tape = new GradientTape({ persistent: true });
    const f = tape.record(() =>
      chain(...(variables as [Tensor, Tensor, Tensor, Tensor])),
    );
    expect(variables.map((v) => tape.gradient(f, v).item())).toEqual(
      Array(4).fill(-4096),
    );
    expect(tape.gradient(f, variables).map((g) => g.item())).toEqual(
      Array(4).fill(-4096),
    );
  });

  test("JAX", () => {
    const [w, x, y, z] = point.map((v) => tensor(v)) as [
      Tensor,
      Tensor,
      Tensor,
      Tensor,
    ];
    expect(grad(chain)(w, x, y, z).map((g) => g.item())).toEqual(
      Array(4).fill(-4096),
    );
  });
});

describe("PyTorch's manner", () => {
  test("gradients add up until zeroGrad", () => {
    const x = variable(3);
    x.mul(x).backward();
    x.mul(x).backward();
    expect(x.grad.item()).toBe(12);
    x.zeroGrad();
    expect(x.hasGrad).toBe(false);
    expect(() => x.grad).toThrow(/no backward/);
  });
  test("createGraph differentiates the gradient", () => {
    const x = variable(2);
    x.pow(3).backward({ createGraph: true });
    const first = x.grad;
    expect(first.item()).toBe(12);
    x.zeroGrad();
    first.backward();
    expect(x.grad.item()).toBe(12);
  });
  test("a vector needs weights", () => {
    const x = variable([1, 2]);
    expect(() => {
      x.mul(2).backward();
    }).toThrow(/only a scalar/);
    x.mul(2).backward({ gradient: tensor([1, 10]) });
    expect(x.grad.toArray()).toEqual([2, 20]);
  });
  test("detach and noGrad stop recording", () => {
    const x = variable(3);
    expect(x.detach().mul(2).requiresGrad).toBe(false);
    expect(noGrad(() => x.mul(2)).requiresGrad).toBe(false);
    expect(x.mul(2).requiresGrad).toBe(true);
    expect(() => x.add_(1)).toThrow(/noGrad/);
  });
  test.each([
    ["SGD", new optim.SGD([variable(0)], { lr: 0.1 })],
    ["Momentum", new optim.Momentum([variable(0)], { lr: 0.02 })],
    ["RMSProp", new optim.RMSProp([variable(0)], { lr: 0.05 })],
    ["LBFGS", new optim.LBFGS([variable(0)], { lr: 0.5 })],
    ["Adam", new optim.Adam([variable(0)], { lr: 0.1 })],
    ["AdamW", new optim.AdamW([variable(0)], { lr: 0.1, weightDecay: 0 })],
  ])("%s finds the minimum of (x − 3)²", (_name, optimizer) => {
    const [x] = optimizer.params as [Tensor];
    for (let k = 0; k < 300; k++) {
      optimizer.zeroGrad();
      x.sub(3).pow(2).backward();
      optimizer.step();
    }
    expect(x.item()).toBeCloseTo(3, 1);
  });
});

describe("TensorFlow's manner", () => {
  test("a watched constant, and one use only", () => {
    const x = tensor(3);
    const tape = new GradientTape();
    tape.watch(x);
    const y = tape.record(() => x.mul(x));
    expect(tape.gradient(y, x).item()).toBe(6);
    expect(() => tape.gradient(y, x)).toThrow(/persistent/);
    expect(x.mul(x).requiresGrad).toBe(false);
  });
  test("nested tapes give second derivatives", () => {
    const x = variable(3);
    const outer = new GradientTape();
    const first = outer.record(() => {
      const inner = new GradientTape();
      const y = inner.record(() => x.pow(3));
      return inner.gradient(y, x);
    });
    expect(first.item()).toBe(27);
    expect(outer.gradient(first, x).item()).toBe(18);
  });
});

describe("JAX's manner", () => {
  const f = (x: number, y: number): number => mul(pow(x, 2), y);

  test("grad, partial, valueAndGrad", () => {
    expect(grad(f)(2, 3)).toEqual([12, 4]);
    expect(grad(f, { wrt: 1 })(2, 3)).toBe(4);
    expect(grad(f, { wrt: [1, 0] })(2, 3)).toEqual([4, 12]);
    expect(partial(f, 0)(2, 3)).toBe(12);
    expect(valueAndGrad(f)(2, 3)).toEqual([12, [12, 4]]);
  });
  test("structures are mirrored", () => {
    const g = ({ a, b }: { a: number[]; b: Tensor }): Tensor =>
      b.mul(mul(a[0] ?? 0, a[1] ?? 0)).sum();
    const d = grad(g)({ a: [2, 3], b: tensor([1, 10]) });
    expect(d.a).toEqual([33, 22]);
    expect(d.b.toArray()).toEqual([6, 6]);
  });
  test("jvp, vjp, linearize, hvp", () => {
    expect(jvp(f, [2, 3], [1, 10])).toEqual([12, 52]);
    const [value, pull] = vjp(f, 2, 3);
    expect([value, pull(2)]).toEqual([12, [24, 8]]);
    const [at, push] = linearize(f, 2, 3);
    expect([at, push(1, 0), push(0, 1)]).toEqual([12, 12, 4]);
    expect(hvp(f, [2, 3], [1, 1])).toEqual([10, 4]);
  });
  test("Jacobians by every mode", () => {
    const g = (x: Tensor): Tensor =>
      x.pow(2).matmul(
        tensor([
          [1, 2],
          [3, 4],
        ]),
      );
    const expected = [
      [2, 12],
      [4, 16],
    ];
    for (const mode of [jacobian, jacfwd, jacrev]) {
      expect(mode(g)(tensor([1, 2])).toArray()).toEqual(expected);
    }
    const h = (x: number[]): number[] => [mul(x[0] ?? 0, x[1] ?? 0), x[1] ?? 0];
    expect(jacobian(h)([2, 3])).toEqual([
      [3, 2],
      [0, 1],
    ]);
  });
  test("vmap of grad", () => {
    const g = (x: Tensor): Tensor => x.pow(2).sum();
    const rows = tensor([
      [1, 2],
      [3, 4],
    ]);
    expect(vmap(grad(g))(rows).toArray()).toEqual([
      [2, 4],
      [6, 8],
    ]);
    const whole = (X: Tensor): Tensor => vmap(g)(X).sum();
    expect(grad(whole)(rows).toArray()).toEqual([
      [2, 4],
      [6, 8],
    ]);
  });
  test("rules of one's own, in both modes and twice", () => {
    const cube = customJvp(
      (x: number) => x ** 3,
      ([t], { args: [x] }) => mul(mul(3, mul(x, x)), t),
    );
    expect([grad(cube)(2), derivative(cube)(2)]).toEqual([12, 12]);
    expect([grad(grad(cube))(2), derivative(cube, 2)(2)]).toEqual([12, 12]);
    const square = customVjp(
      (x: number) => x ** 2,
      (g, { args: [x] }) => mul(g, mul(2, x)),
    );
    expect([grad(square)(3), derivative(square)(3)]).toEqual([6, 6]);
    expect(grad(grad(square))(3)).toBe(2);
  });
  test("checkpoint and stopGradient", () => {
    const g = checkpoint((x: number) => sin(mul(x, x)));
    expect(grad(g)(2)).toBeCloseTo(4 * Math.cos(4), 14);
    expect(grad(grad(g))(2)).toBeCloseTo(
      2 * Math.cos(4) - 16 * Math.sin(4),
      13,
    );
    expect(grad((x: number) => mul(x, stopGradient(x)))(3)).toBe(3);
  });
  test("‖X − UV‖² by V is −2Uᵀ(X − UV)", () => {
    const X = tensor([
      [1, 2],
      [3, 4],
      [5, 6],
    ]);
    const U = tensor([[1], [0], [2]]);
    const V = tensor([[0.5, -1]]);
    const rest = sub(X, U.matmul(V));
    const loss = (W: Tensor): Tensor => sub(X, U.matmul(W)).pow(2).sum();
    expect(grad(loss)(V).equals(U.T.matmul(rest).mul(-2))).toBe(true);
  });
  test("an error names what is missing", () => {
    expect(() => grad((x: Tensor) => x)(tensor([1, 2]))).toThrow(/jacobian/);
    expect(() => {
      grad(f, { wrt: 2 })(1, 2);
    }).toThrow(/no argument 2/);
    expect(() => {
      grad((x: string) => add(x.length, 1))("a");
    }).toThrow(/no numbers/);
  });
});
