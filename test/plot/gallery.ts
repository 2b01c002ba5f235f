// Figures that show every mark; their SVG is kept in output/ and reviewed.
import {
  add,
  mul,
  plot,
  plotContour,
  plotDescent,
  plotGradientField,
  plotGraph,
  plotJacobian,
  plotLagrange,
  plotRegion,
  plotSecants,
  plotSurface,
  plotTangent,
  plotTaylor,
  plt,
  sin,
} from "../../lib/index.js";
import { markerNames } from "../../lib/plot/markers.js";

function linspace(a: number, b: number, count: number): number[] {
  return Array.from(
    { length: count },
    (_, i) => a + ((b - a) * i) / (count - 1),
  );
}

/** Even numbers in [0, 1) in an order that looks random (van der Corput). */
function scattered(count: number, base: number): number[] {
  return Array.from({ length: count }, (_, index) => {
    let [value, part, rest] = [0, 1, index + 1];
    while (rest > 0) {
      part /= base;
      value += part * (rest % base);
      rest = Math.floor(rest / base);
    }
    return value;
  });
}

const x = linspace(0, 10, 101);
const quartic = (t: number) => 3 * t ** 4 - 4 * t ** 3 - 12 * t ** 2;
const bump = (a: number, b: number) => a * Math.exp(-a * a - b * b);
const bowl = (a: number, b: number) => a * a + 3 * b * b;

/** Draws a figure on pyplot's current one. */
export const gallery: Record<string, () => unknown> = {
  "critical-points"() {
    plt.figure({ figsize: [8, 4] });
    plt.plot(linspace(-2, 3, 201), quartic, { label: "f(x)" });
    plt.scatter([-1, 0, 2], [-5, 0, -32], { color: "red", zorder: 5 });
    plt.xlabel("x");
    plt.ylabel("f(x)");
    plt.grid(true);
    plt.legend();
  },
  "format-strings"() {
    plt.plot(x, Math.sin, "r--", { label: "dashed" });
    plt.plot(linspace(0, 10, 15), Math.cos, "bo", { label: "points" });
    plt.plot(
      x,
      (t: number) => t / 10,
      "g-.",
      x,
      (t: number) => -t / 10,
      "k:",
    );
    plt.legend({ loc: "lower left", ncol: 2, title: "styles" });
    plt.title("Format strings", { loc: "left", fontsize: 14 });
  },
  markers() {
    for (const [i, marker] of markerNames.entries())
      plt.plot([i % 7], [Math.floor(i / 7)], { marker, ms: 12, color: "C0" });
    plt.margins(0.2);
  },
  mathematics() {
    plt.plot(x, (t: number) => Math.exp(-t / 3) * Math.sin(3 * t));
    plt.title("$f(t) = e^{-t/3} \\sin 3t$, costs \\$5 & <more>");
    plt.xlabel("$t$ in $\\mathrm{s}$");
    plt.ylabel("$\\frac{\\partial f}{\\partial t}$");
    plt.text(5, 0.5, "$\\int_0^\\infty f\\,dt$", { fontsize: 14 });
  },
  subplots() {
    const [fig, [[a, b], [c, d]]] = plt.subplots(2, 2, {
      figsize: [8, 6],
      sharex: true,
    });
    a.plot(x, Math.sin);
    a.setTitle("a title");
    b.step(linspace(0, 10, 11), linspace(0, 10, 11).map(Math.cos), {
      where: "mid",
    });
    c.fillBetween(x, Math.sin, 0, { alpha: 0.3, label: "area" });
    c.legend();
    d.semilogy(x, Math.exp);
    d.grid(true, { which: "both", alpha: 0.4 });
    d.setXlabel("$x$");
    fig.suptitle("Four pictures");
    fig.tightLayout();
  },
  bars() {
    const [, [left, right]] = plt.subplots(1, 2, { figsize: [8, 3] });
    left.bar(["ant", "bee", "cat"], [3, 5, 2], { color: ["r", "g", "b"] });
    right.barh(["one", "two"], [2, 4], { edgecolor: "k", alpha: 0.5 });
  },
  histogram() {
    const values = scattered(400, 2).map((u, i) => {
      const v = scattered(400, 3)[i] ?? 0.5;
      return Math.sqrt(-2 * Math.log(u)) * Math.cos(2 * Math.PI * v);
    });
    plt.hist(values, { bins: 20, density: true, edgecolor: "w" });
    plt.hist(values, { bins: 20, density: true, histtype: "step" });
    plt.axvline(0, { color: "k", ls: "--", label: "mean" });
    plt.axvspan(-1, 1, { color: "C2", alpha: 0.2 });
    plt.legend();
  },
  errors() {
    plt.errorbar([1, 2, 3], [2, 4, 3], { yerr: 0.5, fmt: "o-", capsize: 4 });
    plt.stem([1.5, 2.5], [1, 2]);
    plt.hlines([1, 2], 1, 3, { colors: "C4" });
  },
  boxes() {
    const [, [left, right]] = plt.subplots(1, 2, { figsize: [8, 3] });
    const samples = [
      [1, 2, 2, 3, 3, 3, 4, 4, 5, 9, -4],
      [2, 4, 6, 8, 7],
    ];
    left.boxplot(samples, { tickLabels: ["a", "b"], showmeans: true });
    right.boxplot(samples, { orientation: "horizontal", patchArtist: true });
  },
  patches() {
    const axes = plt.gca();
    axes.addPatch(plt.circle([0, 0], 1, { color: "r", alpha: 0.5 }));
    axes.addPatch(plt.rectangle([1, 1], 2, 1, { fc: "none", ec: "k" }));
    const corners = [
      [0, 2],
      [1, 3],
      [-1, 3],
    ];
    axes.addPatch(plt.polygon(corners, { label: "triangle" }));
    axes.addPatch(plt.ellipse([2, -0.5], 2, 1, { angle: 30, fc: "C2" }));
    axes.arrow(-1, -1, 1, 0.5);
    axes.legend();
    axes.setAspect("equal");
  },
  matrix() {
    const shown = plt.matshow([
      [1, 2, 3],
      [4, 5, 6],
      [7, 8, 9],
    ]);
    plt.colorbar(shown);
  },
  annotations() {
    plt.plot(x, Math.cos);
    plt.ylim(-1.5, 2);
    plt.annotate("bent", [2 * Math.PI, 1], {
      xytext: [7.5, 1.6],
      arrowprops: { arrowstyle: "->", connectionstyle: "arc3,rad=0.2" },
    });
    plt.annotate("solid", [Math.PI, -1], {
      xytext: [4, 0],
      arrowprops: { facecolor: "black", shrink: 0.05 },
    });
    plt.text(0.5, 0.05, "in a box", {
      transform: "axes",
      ha: "center",
      bbox: { facecolor: "wheat", boxstyle: "round" },
    });
    plt.xticks([0, Math.PI, 2 * Math.PI], ["0", "π", "2π"], { rotation: 30 });
  },
  scatter() {
    const [u, v] = [scattered(80, 2), scattered(80, 3)];
    plt.scatter(u, v, { c: u, s: v.map((t) => 100 * t), alpha: 0.6 });
    plt.colorbar(undefined, { label: "value" });
    plt.axis("equal");
  },
  scales() {
    const [, [a, b, c]] = plt.subplots(1, 3, { figsize: [10, 3] });
    a.loglog(linspace(1, 1000, 20), (t: number) => t ** 2);
    a.grid(true, { which: "both" });
    b.semilogx(linspace(1, 5, 20), Math.log);
    c.plot(linspace(-100, 100, 101), (t: number) => t ** 3);
    c.setYscale("symlog");
  },
  dates() {
    const days = linspace(0, 300, 31).map(
      (day) => new Date(Date.UTC(2024, 0, 1 + day)),
    );
    plt.plot(days, linspace(0, 3, 31).map(Math.sin));
    plt.tickParams({ axis: "x", labelrotation: 30 });
  },
  twins() {
    plt.plot(x, (t: number) => t * t, { label: "left" });
    plt.ylabel("left", { color: "C0" });
    const right = plt.twinx();
    right.plot(x, Math.exp);
    right.setYlabel("right", { color: "C1" });
  },
  image() {
    const rows = linspace(-2, 2, 12).map((b) =>
      linspace(-3, 3, 18).map((a) => Math.sin(a) * Math.cos(b)),
    );
    const shown = plt.imshow(rows, { cmap: "RdBu_r", extent: [-3, 3, 2, -2] });
    plt.colorbar(shown, { orientation: "horizontal" });
  },
  mesh() {
    const [a, b] = [linspace(0, 4, 12), linspace(0, 3, 9).map((t) => t * t)];
    const rows = b.map((t) => a.map((s) => Math.sin(s + t)));
    plt.pcolormesh(a, b, rows, { cmap: "inferno" });
    plt.colorbar();
  },
  contour() {
    const [a, b] = [linspace(-2, 2, 41), linspace(-1, 3, 41)];
    const rosenbrock = (s: number, t: number) =>
      (1 - s) ** 2 + 100 * (t - s * s) ** 2;
    const lines = plt.contour(a, b, rosenbrock, [1, 10, 63, 250, 1000], {
      norm: "log",
    });
    plt.clabel(lines, { fontsize: 8 });
    plt.plot(1, 1, "k*", { ms: 15, label: "minimum" });
    plt.legend({ loc: "lower right" });
    plt.colorbar(lines);
  },
  "contour-filled"() {
    const a = linspace(-3, 3, 41);
    const bands = plt.contourf(a, a, bump, { levels: 8, cmap: "coolwarm" });
    plt.contour(a, a, bump, { levels: 8, colors: "k", linewidths: 0.6 });
    plt.colorbar(bands);
    plt.axis("scaled");
  },
  quiver() {
    const a = linspace(-2, 2, 9);
    const u = a.map((t) => a.map(() => -t));
    const v = a.map(() => a);
    plt.quiver(a, a, u, v, { color: "C3" });
    plt.axis("equal");
  },
  streams() {
    const a = linspace(-3, 3, 25);
    const u = a.map((t) => a.map((s) => -1 - s * s + t));
    const v = a.map((t) => a.map((s) => 1 + s - t * t));
    plt.streamplot(a, a, u, v, { density: 0.6 });
  },
  surface() {
    const axes = plt.subplot({ projection: "3d" });
    const a = linspace(-2, 2, 21);
    const shown = axes.plotSurface(a, a, bump, { cmap: "viridis" });
    plt.colorbar(shown, { shrink: 0.6 });
    plt.xlabel("x");
    plt.zlabel("height");
    plt.title("A surface");
  },
  space() {
    const [, [left, right]] = plt.subplots(1, 2, {
      figsize: [9, 4],
      subplotKw: { projection: "3d" },
    });
    const a = linspace(-2, 2, 13);
    left.plotWireframe(a, a, (s, t) => s * s - t * t);
    right.plotSurface(a, a, bowl, { alpha: 0.8, color: "C1" });
    const turn = linspace(0, 12, 60);
    right.plot(turn.map(Math.cos), turn.map(Math.sin), turn, "k-");
    right.scatter([0, 1], [0, 1], [0, 4], { c: "r", label: "points" });
    right.viewInit(20, 30);
    right.legend();
  },
  nothing: () => plt.gca(),
  gaps: () => plt.plot([0, 1, NaN, 3, 4, Infinity, 6], [0, 1, 2, 3, NaN, 5, 6]),
  "picture-pole": () => plot((t) => 1 / t, [-2, 2]),
  "picture-marked": () =>
    plot(quartic, [-2, 3], { roots: true, extrema: true }),
  "picture-tangent": () => plotTangent((t) => t ** 3 - t, 1),
  "picture-taylor": () =>
    plotTaylor(Math.exp, 0, [1, 2], {
      taylor: (_f, _x0, order) => (t) => 1 + t + (order > 1 ? (t * t) / 2 : 0),
    }),
  "picture-contour": () =>
    plotContour(bowl, linspace(-2, 2, 31), linspace(-1, 1, 31)),
  "picture-gradient": () =>
    plotGradientField(bowl, linspace(-2, 2, 31), linspace(-2, 2, 31), {
      filled: false,
      gradient: (s, t) => [2 * s, 6 * t],
    }),
  "picture-surface": () =>
    plotSurface(bump, linspace(-2, 2, 15), linspace(-2, 2, 15)),
  "picture-descent": () => {
    const path = [[-1.5, 1]];
    for (let i = 0; i < 10; i++) {
      const [s = 0, t = 0] = path.at(-1) ?? [];
      path.push([0.8 * s, 0.4 * t]);
    }
    return plotDescent(bowl, { path }, { levels: 6 });
  },
  "picture-jacobian": () =>
    plotJacobian(
      ([a = 0, b = 0, c = 0]: number[]) => [mul(a, b), sin(c), add(a, c)],
      [2, -3, 0],
    ),
  "picture-secants": () => plotSecants((t) => mul(t, t), 1, [2, 1, 0.5]),
  "picture-region": () =>
    plotRegion([0, 1], (t) => t * t, Math.sqrt, { strips: 8 }),
  "picture-lagrange": () => {
    const ellipse = (s: number, t: number) => add(mul(s, s), mul(4, mul(t, t)));
    return plotLagrange(mul, ellipse, [-2.5, 2.5], [-1.5, 1.5], { level: 4 });
  },
  "picture-graph": () =>
    plotGraph((a: number, b: number) => add(mul(a, b), sin(a)), 2, 3, {
      title: "$x\\,y + \\sin x$",
    }),
};
