import { afterEach, describe, expect, test } from "vitest";
import {
  add,
  concat,
  exp,
  grad,
  hessian,
  jit,
  jvp,
  logsumexp,
  mul,
  noGrad,
  randn,
  seed,
  softmax,
  sort,
  Tensor,
  tensor,
  valueAndGrad,
  variable,
  vmap,
  where,
} from "../../lib/index.js";
import { run } from "./source/compiled.js";

seed(11);
const rows = randn([4, 3]);
const weights = randn([3, 2]);
const vector = randn([3]);

type Row = [name: string, f: (...args: never[]) => unknown, args: unknown[]];

/** Functions with arguments: the plan gives what the function gives, to the last bit. */
const functions: Row[] = [
  ["a chain", (x: Tensor) => x.sin().mul(2).exp().add(1).log(), [rows]],
  ["repeats", (x: Tensor) => x.exp().add(x.exp()).mul(x.exp()), [rows]],
  ["broadcasting", (x: Tensor, v: Tensor) => x.add(v).mul(v), [rows, vector]],
  ["a matrix product", (x: Tensor) => x.matmul(weights).tanh(), [rows]],
  ["softmax", (x: Tensor) => softmax(x), [rows]],
  ["logsumexp", (x: Tensor) => logsumexp(x, { axis: 0 }), [rows]],
  ["where", (x: Tensor) => where(x.greater(0), x, x.mul(2)), [rows]],
  ["sort and parts", (x: Tensor) => sort(x).at(1).slice([0, 2]), [rows]],
  ["concat", (x: Tensor, v: Tensor) => concat([x.at(0), v]), [rows, vector]],
  [
    "float32",
    (x: Tensor) => x.mul(0.1).add(0.7).exp(),
    [rows.astype("float32")],
  ],
  [
    "whole numbers",
    (x: Tensor) => x.mul(3).add(1),
    [tensor([1, 2], { dtype: "int32" })],
  ],
  ["numbers beside tensors", (x: Tensor, t: number) => x.mul(t), [rows, 3]],
  [
    "structures in",
    ({ a }: { a: Tensor[] }) => a[0]?.add(a[1] ?? 0),
    [{ a: [rows, rows] }],
  ],
  [
    "structures out",
    (x: Tensor) => ({ s: x.sum(), all: [x, x.neg(), 7] }),
    [rows],
  ],
  ["an unused argument", (x: Tensor) => x.add(1), [rows, rows]],
  ["shapes that decide", (x: Tensor) => (x.ndim > 1 ? x.sum() : x), [rows]],
  ["rows", (x: Tensor) => [...x].map((row) => row.sum()), [rows]],
  ["a gradient within", grad((x: Tensor) => x.pow(3).sum()), [rows]],
  ["a Hessian within", hessian((x: Tensor) => x.pow(3).sum()), [vector]],
  ["empty arrays", (x: Tensor) => x.add(1).sum(), [tensor([])]],
  ["minus zero", (x: Tensor) => x.mul(-0).add(-0), [vector]],
  ["x + 0 is not x", (x: Tensor) => x.add(0), [tensor([-0])]],
];

/** The numbers of a result with its structure and types, −0 and NaN told apart. */
function seen(value: unknown): unknown {
  if (value instanceof Tensor)
    return {
      shape: value.shape,
      dtype: value.dtype,
      is: [...value.toFloat64Array()],
    };
  if (Array.isArray(value)) return value.map(seen);
  if (typeof value === "object" && value !== null)
    return Object.fromEntries(
      Object.entries(value).map(([key, part]) => [key, seen(part)]),
    );
  return value;
}

describe("what the function gives, the plan gives", () => {
  test.each(functions)("%s", (_name, f, args) => {
    const compiled = jit<unknown[], unknown>(
      f as (...args: unknown[]) => unknown,
    );
    const expected = seen(f(...(args as never[])));
    for (let call = 0; call < 3; call++)
      expect(seen(compiled(...args))).toStrictEqual(expected);
    expect(compiled.explain()).toMatch(/1 traced, 2 found in the cache/);
  });
});

describe("what a trace cannot follow is run as it stands", () => {
  test("a value that decides", () => {
    const f = jit((x: Tensor) => (x.item() > 0 ? x : x.neg()));
    expect([f(tensor(2)).item(), f(tensor(-3)).item()]).toEqual([2, 3]);
    expect(f.explain()).toMatch(/item\(\) asks for the numbers/);
  });
  test("a number that decides", () => {
    const f = jit((x: Tensor, n: number) => (n === 1 ? x.mul(10) : x.mul(n)));
    expect(f(tensor([3]), 2).toArray()).toEqual([6]);
    expect(f(tensor([3]), 1).toArray()).toEqual([30]);
    const results = Array.from({ length: 20 }, (_, n) =>
      f(tensor([3]), n).item(),
    );
    expect(results).toEqual(
      Array.from({ length: 20 }, (_, n) => (n === 1 ? 30 : 3 * n)),
    );
    expect(f.explain()).toMatch(/different numbers; give them as tensors/);
  });
  test("random numbers differ from call to call", () => {
    const f = jit((x: Tensor) => x.add(randn([2])));
    const x = tensor([1, 2]);
    expect(f(x).equals(f(x))).toBe(false);
    expect(f.explain()).toMatch(/randn draws other numbers at every call/);
  });
  test("an error is the function's own", () => {
    const f = jit((x: Tensor) => x.matmul(weights));
    expect(() => f(tensor([[1, 2]]))).toThrow(
      /^matmul: shapes \[1,2\] and \[3,2\]/,
    );
  });
});

describe("what lies outside", () => {
  const globals = globalThis as unknown as Record<string, unknown>;
  afterEach(() => {
    delete globals["rateOutside"];
  });

  test("a global variable with another value causes a new trace, which is explained", () => {
    globals["rateOutside"] = 2;
    const scaled: unknown = Reflect.construct(Function, [
      "x",
      "return x.mul(rateOutside)",
    ]);
    const f = jit(scaled as (x: Tensor) => Tensor);
    expect(f(vector).equals(vector.mul(2))).toBe(true);
    globals["rateOutside"] = 5;
    expect(f(vector).equals(vector.mul(5))).toBe(true);
    expect(f.explain()).toMatch(/traced, rateOutside is not what it was/);
  });
  test("a tensor that was changed in place is read as it is", () => {
    const w = tensor([1, 2, 3]);
    const f = jit((x: Tensor) => x.mul(w).add(w.mul(2)));
    const before = f(vector);
    w.add_(1);
    expect(f(vector).equals(before)).toBe(false);
    expect(f(vector).equals(vector.mul(w).add(w.mul(2)))).toBe(true);
    expect(f.explain()).toMatch(/changed in place/);
  });
  test("a variable's derivative is still there", () => {
    const w = variable([1, 2, 3]);
    const loss = jit(() => w.mul(w).sum());
    loss().backward();
    expect(w.grad.toArray()).toEqual([2, 4, 6]);
    expect(noGrad(() => loss()).item()).toBe(14);
  });
  test("another derivative's variable is never kept", () => {
    const f = (x: Tensor): Tensor => jit((y: Tensor) => y.mul(x).sum())(vector);
    expect(grad(f)(vector).equals(vector)).toBe(true);
    const kept = jit((y: Tensor) => y.sum());
    const g = grad((x: Tensor) => kept(x.mul(x)));
    expect(g(vector).equals(vector.mul(2))).toBe(true);
    expect(g(vector.mul(2)).equals(vector.mul(4))).toBe(true);
  });
});

describe("derivatives of compiled functions are compiled", () => {
  const f = (x: Tensor): Tensor => exp(x.mul(vector)).sum();
  const x = randn([3]);
  const isCompiled = (g: unknown): boolean =>
    /1 traced/.test((g as { explain(): string }).explain());

  test("grad, valueAndGrad, hessian of jit", () => {
    const g = grad(jit(f));
    expect(g(x).equals(grad(f)(x))).toBe(true);
    expect(isCompiled(g)).toBe(true);
    const [value, slope] = valueAndGrad(jit(f))(x);
    expect([value.item(), slope.equals(grad(f)(x))]).toEqual([
      f(x).item(),
      true,
    ]);
    expect(hessian(jit(f))(x).allClose(hessian(f)(x), { rtol: 1e-14 })).toBe(
      true,
    );
  });
  test("vmap of grad of jit", () => {
    const each = vmap(grad(jit(f)));
    expect(each(rows).allClose(vmap(grad(f))(rows), { rtol: 1e-14 })).toBe(
      true,
    );
  });
  test("jit of grad of jit, and forward mode", () => {
    expect(jit(grad(jit(f)))(x).equals(grad(f)(x))).toBe(true);
    const [value, slope] = jvp(jit(f), [x], [vector]);
    const [expected, along] = jvp(f, [x], [vector]);
    expect([value.item(), slope.item()]).toEqual([
      expected.item(),
      along.item(),
    ]);
  });
});

describe("functions that the compiler has made programs of", () => {
  const { cube, power } = run(
    `const cube = (x: number) => (x > 1 ? x ** 3 : x);
     const power = (x: number, n: number) => { let y = 1; for (let k = 0; k < n; k++) y *= x; return y; };`,
    ["cube", "power"],
  ) as Record<string, (...args: number[]) => number>;

  test("run as JavaScript, and have their derivatives by program", () => {
    const f = jit(cube as (x: number) => number);
    expect([f(2), f(0.5), grad(f)(2), jit(grad(f))(0.5)]).toEqual([
      8, 0.5, 12, 1,
    ]);
    expect(f.explain()).toMatch(/JavaScript as it stands; derivatives: cube: /);
    expect(jit(power as (x: number, n: number) => number)(2, 10)).toBe(1024);
  });
});

test("numbers in, a number out; with a tensor inside, a tensor", () => {
  expect(jit((x: number) => mul(x, add(x, 1)))(3)).toBe(12);
  const product = jit((x: number) => weights.mul(x).sum());
  expect(product(3)).toBeInstanceOf(Tensor);
  expect(product(3).item()).toBe(weights.mul(3).sum().item());
});

test("a cache miss is explained by the nearest that was known", () => {
  const f = jit((x: Tensor) => x.add(1).sum());
  f(rows);
  f(rows);
  f(vector);
  f(rows.astype("float32"));
  const lines = f.explain().split("\n");
  expect(lines[0]).toMatch(/4 calls, 3 traced, 1 found in the cache/);
  expect(lines[1]).toMatch(/\(float64\[4,3\]\): traced, the first call/);
  expect(lines[2]).toMatch(/the nearest had \(float64\[4,3\]\)/);
  expect(lines[3]).toMatch(/\(float32\[4,3\]\): traced/);
});
