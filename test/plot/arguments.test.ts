// What users write: format strings, options, data of many kinds.
import { afterEach, expect, test } from "vitest";
import { plt } from "../../lib/plot/index.js";
import { parseFormat } from "../../lib/plot/linestyle.js";
import { histogram } from "../../lib/plot/marks/hist.js";

afterEach(() => {
  plt.close("all");
});

test.each([
  ["r--", { color: "r", linestyle: "--" }],
  ["bo", { color: "b", marker: "o" }],
  ["k.-", { color: "k", marker: ".", linestyle: "-" }],
  ["g-.", { color: "g", linestyle: "-." }],
  [":", { linestyle: ":" }],
  ["C2s:", { color: "C2", marker: "s", linestyle: ":" }],
  ["g^", { color: "g", marker: "^" }],
  ["purple", { color: "purple" }],
  ["", {}],
])("format %j", (format, expected) => {
  expect(parseFormat(format)).toEqual(expected);
});

test("a format that is none is refused where it fails", () => {
  expect(() => parseFormat("rz")).toThrow(
    "plot: format `rz` is not understood at `z`",
  );
});

test("an unknown option names its neighbour", () => {
  const misspelt = { colour: "red" } as object;
  expect(() => plt.plot([1, 2], [3, 4], misspelt)).toThrow(
    "plot: unknown option `colour`: did you mean `color`?",
  );
});

test("lengths that differ are refused with both", () => {
  expect(() => plt.plot([1, 2, 3], [1, 2])).toThrow(
    "plot: x and y must have the same length, got 3 and 2",
  );
  expect(() => plt.scatter([1, 2, 3], [1, 2])).toThrow("got 3 and 2");
});

test("data may be typed, iterable, a tensor, or a function of x", () => {
  const tensor = { toArray: () => [1, 4, 9] };
  const [typed] = plt.plot(Float32Array.of(1, 2, 3), new Set([1, 4, 9]));
  const [fromTensor] = plt.plot([1, 2, 3], tensor);
  const [fromFunction] = plt.plot([1, 2, 3], (x: number) => x * x);
  for (const line of [typed, fromTensor, fromFunction])
    expect([...(line?.ys ?? [])]).toEqual([1, 4, 9]);
});

test("several groups and columns are several lines", () => {
  expect(plt.plot([1, 2], [3, 4], "r", [1, 2], [5, 6], "b").length).toBe(2);
  const columns = [
    [1, 10],
    [2, 20],
    [3, 30],
  ];
  expect(plt.plot([0, 1, 2], columns).map((l) => [...l.ys])).toEqual([
    [1, 2, 3],
    [10, 20, 30],
  ]);
});

// Expected values are NumPy's.
test.each([
  [[1, 2, 2, 3, 3, 3, 4, 4, 4, 4], { bins: 4 }, [1, 2, 3, 4]],
  [[0.1, 0.5, 0.9, 1], { bins: 2, range: [0, 1] as const }, [1, 3]],
  [[1, 1, 1], { bins: 3 }, [0, 3, 0]],
  [[1, 2, 3, 9], { bins: [0, 2, 4] }, [1, 2]],
  [[1, 2, 2, 3], { bins: 2, density: true }, [0.25, 0.75]],
])("histogram of %j", (values, options, counts) => {
  expect([...histogram(values, options).counts]).toEqual(counts);
});
