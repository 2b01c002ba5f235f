"""Writes reference.json: what matplotlib draws where, for placement.test.ts.

Run by hand when figures are added: python test/plot/reference.py
(pip install -r test/plot/requirements.txt). Coordinates are points from the
lower left corner of the figure.
"""

import json
import pathlib

import matplotlib

matplotlib.use("agg")
import matplotlib.pyplot as plt
import numpy as np

plt.rcParams["figure.dpi"] = 72


def chapter():
    x = np.linspace(-2, 3, 101)
    plt.figure(figsize=(8, 4))
    plt.plot(x, 3 * x**4 - 4 * x**3 - 12 * x**2)
    plt.scatter([-1, 0, 2], [-5, 0, -32])


def small():
    plt.figure(figsize=(3, 2))
    plt.plot([0, 1, 2, 3], [0.001, 0.004, 0.002, 0.003])


def bars():
    plt.figure()
    plt.bar([1, 2, 3], [3, 5, 2])


def histogram():
    plt.figure()
    plt.hist([1, 2, 2, 3, 3, 3, 4, 4, 4, 4], bins=4)


def logarithmic():
    plt.figure()
    plt.loglog([1, 10, 100, 1000], [1, 100, 1e4, 1e6])


def limits():
    plt.figure()
    plt.plot([0, 1], [0, 1])
    plt.xlim(-1, 4)
    plt.ylim(3, -3)


def grid():
    fig, axes = plt.subplots(2, 2, figsize=(8, 6))
    for i, ax in enumerate(axes.flat):
        ax.plot([0, 1], [0, 10**i])


def image():
    plt.figure()
    plt.imshow([[1, 2, 3], [4, 5, 6]])


def equal():
    plt.figure()
    t = np.linspace(0, 2 * np.pi, 9)
    plt.plot(np.cos(t), np.sin(t))
    plt.axis("equal")


def filled():
    plt.figure()
    plt.fill_between([0, 1, 2], [1, 3, 2])


def contour():
    plt.figure()
    x = np.linspace(-2, 2, 9)
    y = np.linspace(-1, 1, 5)
    plt.contourf(x, y, x[None, :] ** 2 + y[:, None])


def zero():
    plt.figure()
    plt.plot([1, 1, 1])


def empty():
    plt.figure()
    plt.gca()


def steps():
    plt.figure()
    plt.stem([1, 2, 3], [4, -5, 6])


def errors():
    plt.figure()
    plt.errorbar([1, 2, 3], [2, 4, 3], yerr=0.5, fmt="o", capsize=3)


def semilog():
    plt.figure()
    plt.semilogy([0, 1, 2, 3], [0.5, 20, 300, 7000])


def large():
    plt.figure()
    plt.plot([0, 5e6, 1e7], [1e-7, 3e-7, 2e-7])


def offset():
    plt.figure()
    plt.plot([100000, 100005, 100010], [0, 1, 0])


def horizontal():
    plt.figure()
    plt.barh([1, 2, 3], [10, 30, 20])


def shared():
    fig, axes = plt.subplots(1, 2, sharey=True)
    axes[0].plot([0, 1], [0, 5])
    axes[1].plot([0, 1], [-3, 2])


def reference(figure):
    figure()
    fig = plt.gcf()
    fig.canvas.draw()
    out = []
    for ax in fig.axes:
        box = ax.get_window_extent()
        record = {"box": [box.x0, box.y0, box.width, box.height]}
        for name in ("x", "y"):
            axis = getattr(ax, name + "axis")
            low, high = sorted(axis.get_view_interval())
            ticks = [t for t in axis.get_ticklocs() if low <= t <= high]
            column = 0 if name == "x" else 1
            points = np.zeros((len(ticks), 2))
            points[:, 0] = ax.get_xlim()[0]
            points[:, 1] = ax.get_ylim()[0]
            points[:, column] = ticks
            at = ax.transData.transform(points)[:, column] if ticks else []
            labels = [
                label.get_text()
                for tick, label in zip(axis.get_ticklocs(), axis.get_ticklabels())
                if low <= tick <= high
            ]
            record[name] = {
                "limits": [float(v) for v in axis.get_view_interval()],
                "at": [round(float(v), 3) for v in at],
                "labels": labels,
            }
        out.append(record)
    plt.close("all")
    return out


figures = [
    chapter, small, bars, histogram, logarithmic, limits, grid, image, equal,
    filled, contour, zero, empty, steps, errors, semilog, large, offset,
    horizontal, shared,
]
path = pathlib.Path(__file__).parent / "reference.json"
path.write_text(
    json.dumps({f.__name__: reference(f) for f in figures}, ensure_ascii=False)
    + "\n"
)
