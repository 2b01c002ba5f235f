import * as nabla from "../../../../lib/index.js";
import { python } from "../draw.js";
import { call1, call2, type Row } from "./call.js";

/** PyTorch's convolution as sums over windows, in NumPy's words. */
function sums(
  stride: readonly number[],
  padding: readonly number[],
  dilation: readonly number[],
): string {
  const axes = stride.length;
  const width = padding.map((p) => `, (${String(p)}, ${String(p)})`).join("");
  const padded = `np.pad(a, [(0, 0), (0, 0)${width}])`;
  const axesOf = python(Array.from({ length: axes }, (_, k) => k + 2));
  const spread = dilation.map(
    (d, k) => `${String(d)} * (b.shape[${String(k + 2)}] - 1) + 1`,
  );
  const windows = `np.lib.stride_tricks.sliding_window_view(${padded}, (${spread.join(", ")},), ${axesOf})`;
  const steps = stride.map((s) => `::${String(s)}`).join(", ");
  const taps = dilation.map((d) => `::${String(d)}`).join(", ");
  const letters = axes === 1 ? ["x", "u"] : ["xy", "uv"];
  return `np.einsum("nc${letters.join("")},oc${letters[1] ?? ""}->no${letters[0] ?? ""}", ${windows}[:, :, ${steps}, ${taps}], b)`;
}

const convolution = (name: "conv1d" | "conv2d", axes: number): Row => [
  name,
  (draw) => {
    const list = (least: number, most: number): number[] =>
      Array.from({ length: axes }, () => draw.whole(least, most));
    const channels = draw.whole(1, 3);
    const a = draw.reals([draw.whole(1, 2), channels, ...list(5, 7)]);
    const b = draw.reals([draw.whole(1, 3), channels, ...list(1, 3)]);
    const [stride, padding, dilation] = [list(1, 3), list(0, 2), list(1, 2)];
    return call2(
      [a, b],
      sums(stride, padding, dilation),
      (x, w) => nabla[name](x, w, { stride, padding, dilation }),
      { tolerance: 1e-11 },
    );
  },
];

export const convolutionRows: Row[] = [
  [
    "convolve",
    (draw) => {
      const a = draw.reals([draw.whole(1, 6)]);
      const b = draw.reals([draw.whole(1, 6)]);
      const mode = draw.pick(["full", "same", "valid"] as const);
      return call2([a, b], `np.convolve(a, b, "${mode}")`, (x, y) =>
        nabla.convolve(x, y, { mode }),
      );
    },
  ],
  convolution("conv1d", 1),
  convolution("conv2d", 2),
  [
    "pad",
    (draw) => {
      const a = draw.array({ shape: draw.shape(1) });
      const widths = a.shape.map(
        () => [draw.whole(0, 2), draw.whole(0, 2)] as const,
      );
      return call1(a, `np.pad(a, ${python(widths)})`, (x) =>
        nabla.pad(x, widths),
      );
    },
  ],
];
