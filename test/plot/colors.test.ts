// Expected values are matplotlib 3.11's.
import { expect, test } from "vitest";
import { hexToRgb, toPaint } from "../../lib/plot/color.js";
import { colorMap } from "../../lib/plot/colormaps.js";

test.each([
  ["r", "#ff0000", 1],
  ["C3", "#d62728", 1],
  ["tab:olive", "#bcbd22", 1],
  ["0.5", "#808080", 1],
  ["#abc", "#aabbcc", 1],
  ["#11223380", "#112233", 128 / 255],
  ["rebeccapurple", "#663399", 1],
])("colour %s", (name, hex, alpha) => {
  expect(toPaint(name)).toEqual({ hex, alpha });
});

test("an unknown colour is refused by name", () => {
  expect(() => toPaint("bleu")).toThrow("color: `bleu` is not a colour");
});

// At places 0, 64, 128, 200 and 255 of 255.
const maps: [string, string[]][] = [
  ["viridis", ["#440154", "#3b528b", "#21918c", "#70cf57", "#fde725"]],
  ["plasma", ["#0d0887", "#7e03a8", "#cc4778", "#fba139", "#f0f921"]],
  ["coolwarm", ["#3b4cc0", "#8db0fe", "#dddcdc", "#f08b6e", "#b40426"]],
  ["RdBu", ["#67001f", "#e58368", "#f6f7f7", "#4f9bc7", "#053061"]],
  ["RdBu_r", ["#053061", "#6bacd1", "#f7f6f6", "#db6b55", "#67001f"]],
  ["hot", ["#0b0000", "#b30000", "#ff5c00", "#ffff26", "#ffffff"]],
  ["jet", ["#000080", "#0080ff", "#7dff7a", "#ff7700", "#800000"]],
  ["gray", ["#000000", "#404040", "#808080", "#c8c8c8", "#ffffff"]],
  ["bone", ["#000000", "#38384e", "#707b90", "#b4cfcf", "#ffffff"]],
  ["autumn", ["#ff0000", "#ff4000", "#ff8000", "#ffc800", "#ffff00"]],
  ["Blues", ["#f7fbff", "#c6dbef", "#6aaed6", "#1a68ae", "#08306b"]],
  ["inferno", ["#000004", "#57106e", "#bc3754", "#fb9d07", "#fcffa4"]],
  ["magma", ["#000004", "#51127c", "#b73779", "#fd9869", "#fcfdbf"]],
  ["cividis", ["#00224e", "#434e6c", "#7d7c78", "#c4b468", "#fee838"]],
  ["turbo", ["#30123b", "#28bceb", "#a4fc3c", "#f46617", "#7a0403"]],
  ["Spectral", ["#9e0142", "#f98e52", "#ffffbe", "#71c6a5", "#5e4fa2"]],
];

test.each(maps)("colour map %s", (name, colors) => {
  [0, 64, 128, 200, 255].forEach((place, i) => {
    const got = hexToRgb(colorMap(name)((place + 0.5) / 256));
    const wanted = hexToRgb(colors[i] ?? "#000000");
    got.forEach((part, k) => {
      const difference = 255 * Math.abs(part - (wanted[k] ?? 0));
      expect(difference).toBeLessThanOrEqual(2.5);
    });
  });
});

test("an unknown colour map names its neighbour", () => {
  expect(() => colorMap("virdis")).toThrow(
    "cmap: unknown colour map `virdis`: did you mean `viridis`?",
  );
});
