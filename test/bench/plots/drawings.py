"""The figures of drawings.js by matplotlib: prints, for each round, a line of milliseconds for each figure."""

import io
import sys
import time

import matplotlib

matplotlib.use("svg")
import matplotlib.pyplot as plt
import numpy as np


def grid(count):
    axis = np.linspace(-3, 3, count)
    x, y = np.meshgrid(axis, axis)
    return x, y, np.sin(x) * np.cos(y) + x * y / 9


def line():
    x = np.linspace(0, 10, 1000)
    plt.plot(x, np.sin(x))
    plt.xlabel("time")
    plt.title("A line")


def contour():
    plt.contour(*grid(200))


def surface():
    plt.subplot(projection="3d").plot_surface(*grid(100), cmap="viridis")


def million():
    x = np.linspace(0, 100, 1_000_000)
    plt.plot(x, np.sin(x) + (np.arange(1_000_000) * 7919) % 1000 / 2000)


figures = {"line": line, "contour": contour, "surface": surface, "million": million}

# One figure for each line that comes in, so that both sides take turns.
for name in sys.stdin:
    start = time.perf_counter()
    figures[name.strip()]()
    plt.savefig(io.BytesIO(), format="svg")
    plt.close("all")
    print((time.perf_counter() - start) * 1000, flush=True)
