"""Draws the figures of notebooks/03-gallery.ipynb with matplotlib, from the same data.

    python test/plot/gallery.py FOLDER

(pip install -r test/plot/requirements.txt) writes FOLDER/NAME.svg and NAME.png for every function below; a function has the
name of the notebook's cell. The tests run it, compare positions, and put both pictures side by side.
"""

import datetime
import pathlib
import sys

import matplotlib

matplotlib.use("svg")
import matplotlib.pyplot as plt
import numpy as np
from matplotlib import patches as shapes
from matplotlib.ticker import MultipleLocator

# Every figure as its commands leave it: full precision, no simplified paths, text as text.
plt.rcParams["path.simplify"] = False
plt.rcParams["svg.fonttype"] = "none"
plt.rcParams["svg.hashsalt"] = "nabla"


def scattered(count, base):
    """Van der Corput's sequence, as in the notebook."""
    out = []
    for index in range(count):
        value, part, rest = 0.0, 1.0, index + 1
        while rest > 0:
            part /= base
            value += part * (rest % base)
            rest //= base
        out.append(value)
    return np.array(out)


x = np.linspace(0, 10, 101)
u, v = scattered(80, 2), scattered(80, 3)
normal = np.sqrt(-2 * np.log(scattered(400, 2))) * np.cos(2 * np.pi * scattered(400, 3))
square = np.linspace(-2, 2, 31)


def bump(s, t):
    return s * np.exp(-s * s - t * t)


def line():
    plt.figure(figsize=(8, 4))
    t = np.linspace(-2, 3, 201)
    plt.plot(t, 3 * t**4 - 4 * t**3 - 12 * t**2, label="f(x)")
    plt.scatter([-1, 0, 2], [-5, 0, -32], color="red", zorder=5, label="critical points")
    plt.xlabel("x")
    plt.ylabel("f(x)")
    plt.title("A quartic and its critical points")
    plt.grid(True)
    plt.legend()


def formats():
    plt.plot(x, np.sin(x), "r--", label="r--")
    few = np.linspace(0, 10, 15)
    plt.plot(few, np.cos(few), "bo", label="bo")
    plt.plot(x, x / 10, "g-.", x, -x / 10, "k:")
    plt.legend(loc="lower left", ncol=2, title="formats")
    plt.title("Format strings", loc="left", fontsize=14)


def cycle():
    for k in range(10):
        plt.plot(x, np.sin(x + k / 5) + k, lw=2)
    plt.title("Ten colours in turn")


def styles():
    plt.plot([0, 1], [0, 0], ls="-", lw=4)
    plt.plot([0, 1], [1, 1], ls="--", lw=3, alpha=0.5)
    plt.plot([0, 1], [2, 2], ls="-.", lw=2, color="0.3")
    plt.plot([0, 1], [3, 3], ls=":", lw=5, color="tab:pink")
    plt.plot([0, 1], [0, 3], color=(0.2, 0.6, 0.2, 0.5), lw=8, zorder=0)
    plt.ylim(-1, 4)


def markers():
    for i, marker in enumerate("os^v<>Ddph*+x.PX"):
        plt.plot([i % 4], [i // 4], marker=marker, ms=14, mfc="C1", mec="C0", mew=2)
    plt.margins(0.2)


def steps():
    levels = np.array([1, 3, 2, 4, 3])
    plt.step([0, 1, 2, 3, 4], levels, where="pre", label="pre")
    plt.step([0, 1, 2, 3, 4], levels + 3, where="mid", label="mid")
    plt.step([0, 1, 2, 3, 4], levels + 6, where="post", label="post")
    plt.legend(loc="upper left")


def gaps():
    nan, inf = np.nan, np.inf
    plt.plot([0, 1, 2, nan, 4, 5, inf, 7, 8], [0, 1, 0, 1, 1, 0, 1, 1, 0], "o-")
    plt.title("NaN and Infinity leave gaps")


def fill():
    plt.fill_between(x, np.sin(x), 0, where=np.sin(x) > 0, alpha=0.3, color="C2", label="above")
    plt.fill_between(x, np.sin(x) - 0.5, np.sin(x), alpha=0.5)
    plt.plot(x, np.sin(x), "k", lw=1)
    plt.legend()


def polygon():
    plt.fill([0, 2, 1], [0, 0, 2], color="C3", alpha=0.6)
    plt.fill([2, 4, 4, 2], [1, 1, 2, 2], facecolor="none", edgecolor="k")
    plt.axis("equal")


def reference():
    plt.plot(x, np.exp(-x / 4) * np.cos(2 * x))
    plt.axhline(0, color="k", lw=0.8)
    plt.axvline(np.pi, color="C1", ls="--", label=r"$\pi$")
    plt.axvspan(6, 8, alpha=0.2, color="C2")
    plt.axhspan(-0.25, 0.25, alpha=0.1)
    plt.hlines([0.5, -0.5], 1, 5, colors="C3", linestyles=":")
    plt.vlines([2, 4], -0.75, 0.75, colors="C4")
    plt.legend()


def bars():
    plt.bar(["ant", "bee", "cat", "dog"], [3, 5, 2, 4], color=["C0", "C1", "C2", "C3"], edgecolor="k")
    plt.ylabel("count")


def grouped():
    place = np.arange(3)
    plt.bar(place - 0.2, [3, 4, 2], width=0.4, label="first")
    plt.bar(place + 0.2, [2, 5, 3], width=0.4, label="second", yerr=[0.3, 0.5, 0.4], capsize=4)
    plt.bar(place + 0.2, [1, 1, 1], width=0.4, bottom=[2, 5, 3], label="third", alpha=0.6)
    plt.xticks(place, ["one", "two", "three"])
    plt.legend()


def barh():
    plt.barh(["alpha", "beta", "gamma"], [10, 30, 20], height=0.5, color="tab:cyan")
    plt.xlabel("length")


def histogram():
    plt.hist(normal, bins=20, edgecolor="w")
    plt.title("Twenty bins")


def density():
    plt.hist(normal, bins=15, density=True, alpha=0.5, label="bars")
    edges = [-3, -1, -0.5, 0, 0.5, 1, 3]
    plt.hist(normal, bins=edges, density=True, histtype="step", color="k", label="step")
    t = np.linspace(-3, 3, 101)
    plt.plot(t, np.exp(-t * t / 2) / np.sqrt(2 * np.pi), "r")
    plt.legend()


def errors():
    plt.errorbar([1, 2, 3, 4], [2, 4, 3, 5], yerr=[0.3, 0.6, 0.2, 0.5], xerr=0.2, fmt="o--", capsize=4, ecolor="C1")
    plt.errorbar([1, 2, 3, 4], [1, 2, 1, 2], yerr=[[0.1, 0.2, 0.3, 0.4], [0.4, 0.3, 0.2, 0.1]], fmt="s")


def stems():
    t = np.linspace(0, 6.2, 25)
    plt.stem(t, np.sin(t))


def boxes():
    samples = [[1, 2, 2, 3, 3, 3, 4, 4, 5, 9, -4], [2, 4, 6, 8, 7], [3, 3.5, 4]]
    plt.boxplot(samples, tick_labels=["a", "b", "c"])


def pie():
    plt.pie([30, 20, 40, 10], labels=["ash", "birch", "cedar", "oak"], autopct="%.0f%%", startangle=90)


def stack():
    plt.stackplot([0, 1, 2, 3, 4], [1, 2, 3, 2, 1], [2, 1, 2, 3, 2], [1, 1, 1, 2, 3], labels=["a", "b", "c"], alpha=0.8)
    plt.legend(loc="upper left")


def scatter():
    plt.scatter(u, v, c=u, s=200 * v, alpha=0.6)
    plt.colorbar(label="first coordinate")


def kinds():
    plt.scatter(u[:20], v[:20], marker="^", color="C3", edgecolors="k", s=80, label="triangles")
    plt.scatter(u[20:40], v[20:40], marker="x", color="C0", label="crosses")
    plt.scatter(u[40:60], v[40:60], facecolors="none", edgecolors="C2", s=60, label="rings")
    plt.legend(loc="upper left", bbox_to_anchor=(1, 1))
    plt.tight_layout()


def logarithmic():
    plt.loglog([1, 10, 100, 1000], [1, 100, 1e4, 1e6], "o-", label="$x^2$")
    plt.loglog([1, 10, 100, 1000], [1, 10, 100, 1000], "s--", label="$x$")
    plt.grid(True, which="both", alpha=0.4)
    plt.legend()


def semilog():
    plt.semilogy(x, np.exp(x))
    plt.xlabel("$t$")
    plt.ylabel("$e^t$")


def symlog():
    t = np.linspace(-100, 100, 401)
    plt.plot(t, t**3 / 100)
    plt.xscale("symlog")
    plt.yscale("symlog")
    plt.grid()


def dates():
    start = datetime.datetime(2024, 1, 1)
    days = [start + datetime.timedelta(days=10 * i) for i in range(31)]
    plt.plot(days, [np.sin(i / 10) for i in range(31)])
    plt.tick_params(axis="x", labelrotation=30)


def shared():
    _, ((a, b), (c, d)) = plt.subplots(2, 2, sharex=True, sharey="row", figsize=(7, 5))
    a.plot(x, np.sin(x))
    b.plot(x, 2 * np.cos(x), "C1")
    c.plot(x, x * x, "C2")
    d.plot(x, 50 - x * x, "C3")
    a.set_title("left")
    b.set_title("right")
    c.set_xlabel("$x$")


def subplots():
    fig, axs = plt.subplots(2, 2, figsize=(8, 6))
    axs[0, 0].plot(x, np.sin(x))
    axs[0, 1].scatter(u, v, s=10)
    axs[1, 0].bar(["a", "b", "c"], [1, 3, 2])
    axs[1, 1].semilogy(x, np.exp(x))
    axs[0, 0].set_title("sine")
    axs[0, 1].set(title="points", xlabel="u", ylabel="v")
    axs[1, 0].set_ylabel("count")
    axs[1, 1].grid(True, which="both", alpha=0.4)
    fig.suptitle("Four pictures")
    fig.tight_layout()


def mosaic():
    _, (a, b) = plt.subplots(1, 2, figsize=(8, 3), gridspec_kw={"width_ratios": [3, 1]})
    a.plot(x, np.sin(x))
    b.plot(x, np.cos(x), "C1")


def twins():
    _, left = plt.subplots()
    left.plot(x, x * x, "C0")
    left.set_ylabel("area", color="C0")
    left.tick_params(axis="y", labelcolor="C0")
    right = left.twinx()
    right.plot(x, np.exp(x), "C1")
    right.set_ylabel("growth", color="C1")


def inset():
    outer = plt.gca()
    outer.plot(x, np.sin(x) / (1 + x))
    inner = outer.inset_axes([0.5, 0.5, 0.45, 0.45])
    inner.plot(x, np.sin(x) / (1 + x), "C1")
    inner.set_xlim(6, 10)
    inner.set_ylim(-0.15, 0.15)


def equal():
    t = np.linspace(0, 2 * np.pi, 101)
    plt.plot(np.cos(t), np.sin(t))
    plt.plot(2 * np.cos(t), 0.5 * np.sin(t), "C1--")
    plt.axis("equal")
    plt.grid(True)


def ticks():
    plt.plot(x, np.sin(x))
    plt.xticks([0, np.pi, 2 * np.pi, 3 * np.pi], ["0", r"$\pi$", r"$2\pi$", r"$3\pi$"])
    plt.yticks([-1, -0.5, 0, 0.5, 1])
    plt.minorticks_on()
    plt.tick_params(which="major", length=8, width=1.5, direction="in", top=True, right=True)
    plt.tick_params(which="minor", length=4, direction="in", color="r")


def numbers():
    _, (small, large, offset) = plt.subplots(1, 3, figsize=(10, 3))
    small.plot([0, 1, 2], [0.00012, 0.0002, 0.00015])
    large.plot([0, 5e6, 1e7], [1, 3, 2])
    offset.plot([100000, 100005, 100010], [0, 1, 0])
    plt.tight_layout()


def spines():
    t = np.linspace(-3, 3, 61)
    plt.plot(t, t**3 - 3 * t)
    plt.gca().spines[["top", "right"]].set_visible(False)
    plt.gca().invert_yaxis()
    plt.xlim(-4, 4)


def locators():
    numbered = plt.gca()
    numbered.plot(x, x * x / 100)
    numbered.xaxis.set_major_locator(MultipleLocator(2.5))
    numbered.xaxis.set_minor_locator(MultipleLocator(0.5))
    numbered.yaxis.set_major_formatter(lambda value, _: f"{100 * value:.0f} %")


def mathematics():
    plt.plot(x, np.exp(-x / 3) * np.sin(3 * x))
    plt.title(r"$f(t) = e^{-t/3} \sin 3t$")
    plt.xlabel(r"$t$ in $\mathrm{s}$")
    plt.ylabel(r"$\frac{\partial u}{\partial t}$", rotation=0, labelpad=12, fontsize=14)
    plt.text(4, 0.4, r"$\int_0^\infty f(t)\,dt = \frac{27}{82}$", fontsize=14)


def annotations():
    plt.plot(x, np.cos(x))
    plt.ylim(-1.5, 2)
    bent = {"arrowstyle": "->", "connectionstyle": "arc3,rad=0.2"}
    plt.annotate("bent", (2 * np.pi, 1), xytext=(7.5, 1.6), arrowprops=bent)
    plt.annotate("solid", (np.pi, -1), xytext=(4, 0), arrowprops={"facecolor": "black", "shrink": 0.05})
    plt.annotate(
        "filled head", (0, 1), xytext=(30, 20), textcoords="offset points", arrowprops={"arrowstyle": "-|>", "color": "C3"}
    )
    plt.text(
        0.5, 0.05, "in a box", transform=plt.gca().transAxes, ha="center", bbox={"facecolor": "wheat", "boxstyle": "round"}
    )
    plt.text(8, -1, "turned", rotation=45, color="C2", fontsize=12, weight="bold")


def legend():
    for k in [1, 2, 3]:
        plt.plot(x, np.sin(k * x) * np.exp(-x / 5), label=rf"$\sin {k}t$")
    plt.legend(title="waves", fontsize=9)


def contour():
    s, t = np.linspace(-2, 2, 81), np.linspace(-1, 3, 81)
    s, t = np.meshgrid(s, t)
    lines = plt.contour(s, t, (1 - s) ** 2 + 100 * (t - s * s) ** 2, [1, 10, 63, 250, 1000])
    plt.clabel(lines, fontsize=8)
    plt.plot(1, 1, "r*", ms=15, label="minimum")
    plt.legend(loc="lower right")


def bands():
    grid = np.linspace(-2.5, 2.5, 61)
    z = bump(*np.meshgrid(grid, grid))
    shown = plt.contourf(grid, grid, z, levels=10, cmap="coolwarm")
    plt.contour(grid, grid, z, levels=10, colors="k", linewidths=0.6)
    plt.colorbar(shown, label=r"$s\,e^{-s^2-t^2}$")


rows = np.array([[np.sin(p) * np.cos(q) for p in np.linspace(-3, 3, 18)] for q in np.linspace(-2, 2, 12)])


def image():
    shown = plt.imshow(rows, cmap="RdBu_r")
    plt.colorbar(shown, shrink=0.7)


def smooth():
    plt.imshow(rows, extent=(-3, 3, -2, 2), origin="lower", interpolation="bilinear", cmap="gray", aspect="auto")
    plt.xlabel("$p$")


def matrix():
    plt.matshow([[1, 2, 3], [4, 5, 6], [7, 8, 9]])
    plt.colorbar()


def mesh():
    p, q = np.linspace(0, 4, 13), np.linspace(0, 3, 10) ** 2
    plt.pcolormesh(p, q, np.sin(p[None, :12] + q[:9, None]), cmap="inferno")
    plt.colorbar()


def quiver():
    nine = np.linspace(-2, 2, 9)
    s, t = np.meshgrid(nine, nine)
    plt.quiver(nine, nine, -t, s, color="C3")
    plt.axis("equal")


def streams():
    fine = np.linspace(-3, 3, 40)
    s, t = np.meshgrid(fine, fine)
    plt.streamplot(fine, fine, -1 - s * s + t, 1 + s - t * t, density=0.8)


def patches():
    flat = plt.gca()
    flat.add_patch(shapes.Circle((0, 0), 1, color="r", alpha=0.5))
    flat.add_patch(shapes.Rectangle((1, 1), 2, 1, fc="none", ec="k"))
    flat.add_patch(shapes.Polygon([(0, 2), (1, 3), (-1, 3)]))
    flat.add_patch(shapes.Ellipse((2, -0.5), 2, 1, angle=30, fc="C2"))
    plt.xlim(-2, 4)
    plt.ylim(-2, 4)
    flat.set_aspect("equal")


def descent():
    path = [(-1.5, 1.0)]
    for _ in range(10):
        path.append((0.8 * path[-1][0], 0.4 * path[-1][1]))
    bowl = np.linspace(-2, 2, 81)
    p, q = np.meshgrid(bowl, bowl)
    plt.contourf(bowl, bowl, p * p + 3 * q * q, levels=12, cmap="viridis_r")
    plt.plot(*np.transpose(path), "ko-", ms=4, lw=1)
    plt.title("Gradient descent")


def surface():
    solid = plt.subplot(projection="3d")
    painted = solid.plot_surface(*np.meshgrid(square, square), bump(*np.meshgrid(square, square)), cmap="viridis")
    plt.colorbar(painted, shrink=0.6)
    solid.set(xlabel="$x$", ylabel="$y$", zlabel="height", title="A surface")


def shaded():
    lit = plt.subplot(projection="3d")
    p, q = np.meshgrid(square, square)
    lit.plot_surface(p, q, p * p - q * q, color="tab:orange", edgecolor="k", linewidth=0.3)
    lit.view_init(20, 30)


def wireframe():
    wires = plt.subplot(projection="3d")
    p, q = np.meshgrid(square, square)
    wires.plot_wireframe(p, q, np.sin(p) * np.cos(q), rstride=2, cstride=2, lw=0.8)


def helix():
    space = plt.subplot(projection="3d")
    angle = np.linspace(0, 12, 121)
    space.plot(np.cos(angle), np.sin(angle), angle, "k-", label="helix")
    space.scatter(2 * u - 1, 2 * v - 1, 12 * u, c=u, s=20)
    space.legend()


def levels3d():
    leveled = plt.subplot(projection="3d")
    p, q = np.meshgrid(square, square)
    leveled.contour(p, q, bump(p, q), levels=12, cmap="coolwarm")
    leveled.contour(p, q, bump(p, q), levels=12, cmap="coolwarm", offset=-0.6)
    leveled.set_zlim(-0.6, 0.4)


def ggplot():
    with plt.style.context("ggplot"):
        plt.figure()
        plt.plot(x, np.sin(x), label="sine")
        plt.plot(x, np.cos(x), label="cosine")
        plt.title("ggplot")
        plt.legend()


def dark():
    with plt.style.context("dark_background"):
        plt.figure()
        plt.plot(x, np.sin(x))
        plt.plot(x, np.cos(x))
        plt.xlabel("time")
        plt.title("dark_background")


helpers = {"scattered", "bump"}


def main(folder):
    folder.mkdir(parents=True, exist_ok=True)
    figures = [f for name, f in globals().items() if callable(f) and getattr(f, "__module__", "") == "__main__"]
    for figure in figures:
        if figure.__name__ in helpers | {"main"}:
            continue
        figure()
        # As the figure stands, without its margins cut: positions are compared.
        plt.savefig(folder / f"{figure.__name__}.svg", facecolor="auto", metadata={"Date": None})
        plt.savefig(folder / f"{figure.__name__}.png", facecolor="auto", bbox_inches="tight")
        plt.close("all")


if __name__ == "__main__":
    main(pathlib.Path(sys.argv[1]))
