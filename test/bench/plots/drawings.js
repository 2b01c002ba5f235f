// The figures that are timed: each is drawn and written as SVG, data included.
import { plt, takeUnshownFigures } from "../../../dist/lib/index.js";

function between(low, high, count) {
  return Float64Array.from(
    { length: count },
    (_, i) => low + ((high - low) * i) / (count - 1),
  );
}

function grid(count) {
  const axis = between(-3, 3, count);
  const rows = Array.from(axis, (y) =>
    Float64Array.from(axis, (x) => Math.sin(x) * Math.cos(y) + (x * y) / 9),
  );
  return { axis, rows };
}

export const drawings = {
  line() {
    const x = between(0, 10, 1000);
    plt.plot(x, x.map(Math.sin));
    plt.xlabel("time");
    plt.title("A line");
  },
  contour() {
    const { axis, rows } = grid(200);
    plt.contour(axis, axis, rows);
  },
  surface() {
    const { axis, rows } = grid(100);
    plt.subplot({ projection: "3d" }).plotSurface(axis, axis, rows, {
      cmap: "viridis",
    });
  },
  million() {
    const x = between(0, 100, 1_000_000);
    plt.plot(
      x,
      x.map((t, i) => Math.sin(t) + ((i * 7919) % 1000) / 2000),
    );
  },
};

/** Draws a figure once; returns its SVG. */
export function draw(name) {
  drawings[name]();
  const [figure] = takeUnshownFigures();
  return figure.toSVG();
}
