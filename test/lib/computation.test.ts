// The graph of a computation, as in the textbook's evaluation traces.
import { expect, test } from "vitest";
import {
  add,
  computationGraph,
  exp,
  mul,
  pow,
  sin,
  sum,
  tensor,
  type Tensor,
} from "../../lib/index.js";

test("x y + sin x at (2, 3): values forward, derivatives back", () => {
  const f = (x: number, y: number) => add(mul(x, y), sin(x));
  const { vertices } = computationGraph(f, 2, 3);
  const rows = vertices.map((v) => [v.name, v.formula, v.operation, v.inputs]);
  expect(rows).toEqual([
    ["x", "x", "", []],
    ["y", "y", "", []],
    ["v_{1}", "x y", "mul", [0, 1]],
    ["v_{2}", "\\sin\\left(x\\right)", "sin", [0]],
    ["v_{3}", "v_{1} + v_{2}", "add", [2, 3]],
  ]);
  const values = vertices.map(({ value }) => Number(value));
  expect(values).toEqual([2, 3, 6, Math.sin(2), 6 + Math.sin(2)]);
  const gradients = vertices.map(({ gradient }) => Number(gradient));
  expect(gradients).toEqual([3 + Math.cos(2), 2, 1, 1, 1]);
});

test("numbers stand in the formulas, unused arguments without a gradient", () => {
  const f = (...xs: number[]) => pow(exp(xs[0] ?? 0), 2);
  const { vertices } = computationGraph(f, 0, 1);
  expect(vertices.map(({ kind }) => kind)).toEqual([
    "variable",
    "variable",
    "operation",
    "operation",
  ]);
  expect(vertices[1]?.gradient).toBeUndefined();
  expect(vertices[3]?.formula).toContain("2");
  expect(vertices[3]?.inputs).toEqual([2]);
});

test("parts of an array are numbered, constant tensors are named", () => {
  const pair = computationGraph((w: number[]) => mul(w[0] ?? 0, w[1] ?? 0), [
    3, 5,
  ] as number[]);
  expect(pair.vertices.map(({ name }) => name)).toEqual([
    "w_{0}",
    "w_{1}",
    "v_{1}",
  ]);
  const weights = tensor([1, 2]);
  const dot = computationGraph(
    (x: Tensor) => sum(mul(x, weights)),
    tensor([3, 4]),
  );
  const constant = dot.vertices.find(({ kind }) => kind === "constant");
  expect(constant?.name).toBe("c_{1}");
  expect((dot.vertices[0]?.gradient as Tensor).toArray()).toEqual([1, 2]);
});

test("a value that depends on nothing has no graph", () => {
  const one: (x: number) => number = () => 1;
  expect(() => computationGraph(one, 2)).toThrow(
    "computationGraph: the value does not depend on the arguments",
  );
});
