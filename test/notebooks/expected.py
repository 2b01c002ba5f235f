"""Derives, without the library, every number that the notebooks must show.

    python test/notebooks/expected.py | npx prettier --parser json > test/notebooks/expected.json

Closed forms are differentiated by SymPy and evaluated by mpmath with 40 digits, linear algebra is written out from the formula.
The result maps a notebook and the id of a cell to the numbers that the cell prints, in order, and how near they must be:
"relative" where the printed digits are all of them, "absolute" where the cell rounds or the method is approximate.
"""

import json

import numpy as np
import sympy as sp
from mpmath import mp

mp.dps = 40

x, y, t = sp.symbols("x y t", real=True)
w4 = sp.symbols("w x y z", real=True)


def number(value):
    """The double nearest to an exact value."""
    return float(sp.N(value, 40))


def numbers(values):
    return [number(v) for v in values]


def at(expression, names, values):
    return expression.subs(dict(zip(names, values)))


def exactly(values, relative=1e-12):
    return {"numbers": values, "relative": relative}


def about(values, absolute):
    return {"numbers": values, "absolute": absolute}


def gradient(f, names):
    return [sp.diff(f, name) for name in names]


def first_steps():
    r = sp.Symbol("r")
    fraction = sp.Integer(1)
    for _ in range(8):
        fraction = 1 / (1 + x * fraction)
    matrix = np.array([[1.0, 2.0], [3.0, 4.0]])
    volume = sp.pi * r**2 * y
    radius_slope, height_slope = (at(d, (r, y), (2, 5)) for d in gradient(volume, (r, y)))
    return {
        "declare": exactly([2, number(4 * sp.pi)]),
        "tensor-products": exactly(
            [2, 2, 3, *matrix.sum(axis=0), *(matrix @ matrix.T).ravel()]
        ),
        "derivative-of-a-loop": exactly(
            numbers(at(sp.diff(fraction, x, order), (x,), (2,)) for order in (0, 1, 2))
        ),
        # Each slope twice: differentiated, and from the product written out.
        "partial-derivatives": exactly(
            numbers([radius_slope, 20 * sp.pi, height_slope, 4 * sp.pi])
        ),
    }


def log_sum_exp():
    f = sp.log(sp.exp(x) + sp.exp(y))
    point = (sp.Integer(0), sp.log(2))
    step = (sp.Rational(1, 100), sp.Rational(-3, 100))
    value = at(f, (x, y), point)
    slope = [at(d, (x, y), point) for d in gradient(f, (x, y))]

    def errors():
        for scale in (1, sp.Rational(1, 2), sp.Rational(1, 4), sp.Rational(1, 8)):
            e = [scale * s for s in step]
            true = at(f, (x, y), (point[0] + e[0], point[1] + e[1]))
            yield scale
            yield true - value - sum(a * b for a, b in zip(e, slope))

    def sums():
        for p in ((0, sp.log(2)), (3, -1), (-20, 20)):
            shown = [round(number(c), 2) for c in p]
            components = [at(d, (x, y), p) for d in gradient(f, (x, y))]
            yield from shown
            yield from numbers([*components, 1])

    return {
        "gradient-at-a-point": exactly(numbers(slope)),
        "gradient-approximation": exactly(
            numbers(
                [
                    value + sum(a * b for a, b in zip(step, slope)),
                    at(f, (x, y), (point[0] + step[0], point[1] + step[1])),
                ]
            )
        ),
        # Printed with four significant digits.
        "gradient-error-shrinks": {"numbers": numbers(errors()), "relative": 6e-4},
        "exercise-3": exactly(list(sums())),
    }


def quartic():
    f = 3 * x**4 - 4 * x**3 - 12 * x**2
    points = sorted(sp.solve(sp.diff(f, x), x))
    rows = (
        (p, *(at(sp.diff(f, x, order), (x,), (p,)) for order in (0, 1, 2)))
        for p in points
    )
    minima = [p for p in reversed(points) if at(sp.diff(f, x, 2), (x,), (p,)) > 0]
    starts = (3, -2)
    return {
        "critical-values": exactly([number(v) for row in rows for v in row]),
        "critical-search": about(numbers(points), 1e-8),
        "two-descents": about(
            [
                number(v)
                for start, p in zip(starts, minima)
                for v in (start, p, at(f, (x,), (p,)))
            ],
            1e-5,
        ),
        "descent-by-hand": about([1, -2], 1e-6),
    }


def network():
    w, x, y, z = w4
    a = (w + x + y + z) ** 2
    b = (w + x - y - z) ** 2
    u = (a + b) ** 2
    v = (a - b) ** 2
    f = (u + v) ** 2
    point = (-1, 0, -2, 1)
    four = numbers(at(d, w4, point) for d in gradient(f, w4))
    other = (1, 1, 0, -1)
    return {
        "chain-of-jacobians": exactly(four),
        "whole-network": exactly(four),
        "forward-by-hand": exactly(
            [*point, number(at(f, w4, point)), *point, four[0]]
        ),
        "backward-by-hand": exactly(four),
        "pytorch-style": exactly(four),
        "tape-style": exactly(four),
        "another-point": exactly(
            [*other, *numbers(at(d, w4, other) for d in gradient(f, w4))]
        ),
    }


def wave():
    f = x * sp.exp(-(x**2) - y**2)
    center = (-1, 0)
    value = at(f, (x, y), center)
    slope = [at(d, (x, y), center) for d in gradient(f, (x, y))]
    bend = sp.hessian(f, (x, y)).subs({x: -1, y: 0})
    # e⁻¹(−1 − (x+1) + (x+1)² + y²), from Taylor's formula.
    d = sp.Matrix([x + 1, y])
    model = value + sp.Matrix(slope).dot(d) + (d.T * bend * d)[0] / 2
    printed = sp.exp(-1) * (-1 - (x + 1) + 2 * (x + 1) ** 2 + 2 * y**2)

    def rows():
        for p in (("-0.9", "0.1"), ("-1.05", "-0.05")):
            exact = [sp.Rational(c) for c in p]
            yield from exact
            for g in (f, model, printed):
                yield at(g, (x, y), exact)

    return {
        "wave-at-a-point": exactly(numbers([value, *slope, *bend])),
        "quadratic-approximation": exactly(numbers(rows())),
    }


def matrices():
    beta = np.array([2.0, -1.0, 3.0])
    p = np.array([1.0, 2.0, -2.0])
    a = np.array([[1.0, 2.0, 0.0], [-1.0, 3.0, 4.0], [5.0, 0.0, -2.0]])
    quadratic = list((a + a.T) @ p)
    return {
        "linear-form": exactly(list(beta)),
        "quadratic-form-check": exactly(quadratic * 2),
        # Shapes [2, 4] twice; then the two differences, near zero.
        "matrix-factorization": about([2, 4, 2, 4, 0, 0], 1e-6),
        "matrix-factorization-sign": about([2], 1e-6),
        "exercise-1": exactly(list(beta) * 2),
        "exercise-2": exactly([3, 4, 0.6, 0.8, 0, 0]),
    }


def exercises():
    f = x**2 * y + x * y**2
    slope = [at(d, (x, y), (0, 0)) for d in gradient(f, (x, y))]
    bend = sp.hessian(f, (x, y)).subs({x: 0, y: 0})
    tenth = sp.Rational(1, 10)
    g = (x - 3) ** 2 + 2 * (y - 1) ** 2
    h = x**2 + y**2
    best = sp.solve(gradient(g + h, (x, y)), (x, y))
    place = (best[x], best[y])
    return {
        "exercise-4": exactly(
            numbers(
                [*slope, *bend, *(at(f, (x, y), (s, s)) for s in (-tenth, tenth))]
            )
        ),
        "exercise-5": about(
            numbers(
                [
                    *place,
                    *(at(d, (x, y), place) for d in gradient(g, (x, y))),
                    *(at(d, (x, y), place) for d in gradient(h, (x, y))),
                ]
            ),
            1e-4,
        ),
    }


print(
    json.dumps(
        {
            "01-first-steps": first_steps(),
            "02-multivariable-calculus": {
                **log_sum_exp(),
                **quartic(),
                **network(),
                **wave(),
                **matrices(),
                **exercises(),
            },
        },
        indent=2,
    )
)
