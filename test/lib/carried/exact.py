"""First and second derivatives, in arithmetic of 60 digits, at the points of other libraries' tests.

Prints exact.json. The names of functions and the points are those of
- HIPS autograd 1.8.0, tests/test_systematic.py and tests/test_scalar_ops.py: the place 0.4 of the limits that each function is
  tried in, and for functions of two the places 0.6 and 0.7; beside it the other half of the limits, 0.8;
- JAX, tests/lax_autodiff_test.py: the special values, and places of the ranges that its random points are drawn from;
- DiffRules.jl, src/rules.jl: its functions, at places of the unit interval (shifted by one where they need it), as its tests draw;
- tfjs-core 4.22.0, *_test.js: the points of the tests called "gradients".
Points where the function has a kink or a jump, or no value, are left out. Needs mpmath (1.3.0).

    python3 test/lib/carried/exact.py > test/lib/carried/exact.json
"""

import json

from mpmath import mp, mpf

mp.dps = 60
pi = mp.pi


def sigmoid(x):
    return 1 / (1 + mp.exp(-x))


def remainder(x, y):
    return x - y * mp.mpf(int(x / y))


unary = {
    "neg": lambda x: -x,
    "abs": abs,
    "sign": mp.sign,
    "floor": mp.floor,
    "ceil": mp.ceil,
    "round": mp.nint,
    "sqrt": mp.sqrt,
    "cbrt": lambda x: mp.sign(x) * abs(x) ** (mpf(1) / 3),
    "rsqrt": lambda x: 1 / mp.sqrt(x),
    "square": lambda x: x * x,
    "inv": lambda x: 1 / x,
    "exp": mp.exp,
    "exp2": lambda x: mpf(2) ** x,
    "expm1": lambda x: mp.exp(x) - 1,
    "log": mp.log,
    "log2": lambda x: mp.log(x) / mp.log(2),
    "log10": lambda x: mp.log(x) / mp.log(10),
    "log1p": lambda x: mp.log(1 + x),
    "sin": mp.sin,
    "cos": mp.cos,
    "tan": mp.tan,
    "sec": mp.sec,
    "csc": mp.csc,
    "cot": mp.cot,
    "sinpi": lambda x: mp.sin(pi * x),
    "cospi": lambda x: mp.cos(pi * x),
    "sind": lambda x: mp.sin(pi * x / 180),
    "cosd": lambda x: mp.cos(pi * x / 180),
    "tand": lambda x: mp.tan(pi * x / 180),
    "asin": mp.asin,
    "acos": mp.acos,
    "atan": mp.atan,
    "asec": mp.asec,
    "acsc": mp.acsc,
    "acot": mp.acot,
    "sinh": mp.sinh,
    "cosh": mp.cosh,
    "tanh": mp.tanh,
    "sech": mp.sech,
    "csch": mp.csch,
    "coth": mp.coth,
    "asinh": mp.asinh,
    "acosh": mp.acosh,
    "atanh": mp.atanh,
    "asech": mp.asech,
    "acsch": mp.acsch,
    "acoth": mp.acoth,
    "deg2rad": lambda x: x * pi / 180,
    "rad2deg": lambda x: x * 180 / pi,
    "gamma": mp.gamma,
    "rgamma": mp.rgamma,
    "lgamma": mp.loggamma,
    "digamma": lambda x: mp.psi(0, x),
    "trigamma": lambda x: mp.psi(1, x),
    "erf": mp.erf,
    "erfc": mp.erfc,
    "sigmoid": sigmoid,
    "logit": lambda x: mp.log(x / (1 - x)),
    "logSigmoid": lambda x: mp.log(sigmoid(x)),
    "softplus": lambda x: mp.log(1 + mp.exp(x)),
    "relu": lambda x: max(x, mpf(0)),
    "relu6": lambda x: min(max(x, mpf(0)), mpf(6)),
    "step": lambda x: mpf(1) if x > 0 else mpf(0),
}

binary = {
    "add": lambda x, y: x + y,
    "sub": lambda x, y: x - y,
    "mul": lambda x, y: x * y,
    "div": lambda x, y: x / y,
    "pow": lambda x, y: x**y,
    "atan2": mp.atan2,
    "hypot": mp.hypot,
    "mod": remainder,
    "maximum": max,
    "minimum": min,
    "logaddexp": lambda x, y: mp.log(mp.exp(x) + mp.exp(y)),
    "logaddexp2": lambda x, y: mp.log(2**x + 2**y) / mp.log(2),
    "squaredDifference": lambda x, y: (x - y) ** 2,
    "beta": mp.beta,
    "lbeta": lambda a, b: mp.loggamma(a) + mp.loggamma(b) - mp.loggamma(a + b),
}


def between(low, high, place):
    return low + (high - low) * place


# Function to the limits that autograd tries it in.
autograd = {
    "sin": (-2, 2), "cos": (-2, 2), "tan": (-1.1, 1.1), "sinh": (-2, 2), "cosh": (-2, 2), "tanh": (-2, 2),
    "abs": (0.1, 4), "acosh": (1.1, 4), "asinh": (-0.9, 0.9), "atanh": (-0.9, 0.9), "ceil": (-1.5, 1.5),
    "floor": (-1.5, 1.5), "deg2rad": (-2, 2), "rad2deg": (-2, 2), "exp": (-2, 2), "exp2": (-2, 2),
    "expm1": (-2, 2), "log": (0.2, 2), "log2": (0.2, 2), "log10": (0.2, 2), "log1p": (0.2, 2), "sign": (-2, 2),
    "sqrt": (1, 3), "square": (-2, 2), "digamma": (0.3, 2), "gamma": (0.3, 2), "lgamma": (0.3, 2),
    "rgamma": (0.3, 2), "erf": (-3, 3), "erfc": (-3, 3), "logit": (0.1, 0.9), "sigmoid": (-4.05, 4.95),
}
autograd_two = {
    "add": ((-2, 2), (-2, 2)), "sub": ((-2, 2), (-2, 2)), "mul": ((-2, 2), (-2, 2)), "div": ((-2, 2), (0.8, 1.2)),
    "logaddexp": ((-2, 2), (-2, 2)), "logaddexp2": ((-2, 2), (-2, 2)), "maximum": ((-2, 2), (-1, 3)),
    "minimum": ((-2, 2), (-1, 3)), "pow": ((0.6, 2.5), (-2, 2)), "atan2": ((0.1, 2), (0.3, 2)), "mod": ((-0.9, 0.9), (0.7, 1.9)),
}
scalars = {"abs": [1.1, -1.1], "sign": [1.1, -1.1]}

pi_ = float(pi)
jax = {
    "sinh": [0, 0.8, -1.7], "cosh": [0, 0.8, -1.7], "tanh": [0, 1000, 0.3], "sin": [0, pi_, pi_ / 2, pi_ / 4],
    "cos": [0, pi_, pi_ / 2, pi_ / 4], "tan": [0, 0.9], "asin": [0, 0.3, -0.7], "acos": [0, 0.3, -0.7],
    "atan": [0, 1000, -0.4], "erf": [0, 10, 0.3], "erfc": [0, 10, 0.3], "asinh": [0, 1000, 0.6],
    "acosh": [1000, 1.9], "atanh": [0, 0.6], "neg": [1.5], "floor": [0.25], "ceil": [0.25], "round": [0.25],
    "exp": [0.02, -0.01], "exp2": [0.02, -0.01], "expm1": [2.5, -3], "log": [2.7, 0.1], "log1p": [2.7, 0.1],
    "lgamma": [0.02, 3.4], "digamma": [0.02, 3.4], "sqrt": [2.7, 0.1], "rsqrt": [2.7, 0.1], "cbrt": [2.7, -1.3],
    "sigmoid": [2.5, -0.7], "abs": [3.2, -0.6], "square": [3.2],
}
jax_two = {
    "add": [(1.5, -0.3)], "sub": [(1.5, -0.3)], "mul": [(1.5, -0.3)], "div": [(1.5, 2.3), (0.2, -3)],
    "maximum": [(1.5, -0.3), (-1, 2)], "minimum": [(1.5, -0.3), (-1, 2)], "pow": [(2.7, 1.3), (0.4, -2)],
    "atan2": [(1.5, -0.3), (-2, 0.8)],
}

above_one = {"asec", "acsc", "acosh", "acoth"}
rules = [
    "neg", "sqrt", "cbrt", "square", "inv", "log", "log10", "log2", "log1p", "exp", "exp2", "expm1", "sin", "cos", "tan",
    "sec", "csc", "cot", "sind", "cosd", "tand", "sinpi", "cospi", "asin", "acos", "atan", "asec", "acsc", "acot", "sinh",
    "cosh", "tanh", "sech", "csch", "coth", "asinh", "acosh", "atanh", "asech", "acsch", "acoth", "deg2rad", "rad2deg", "gamma",
    "lgamma", "abs", "erf", "erfc", "digamma", "trigamma",
]
rules_two = ["add", "sub", "mul", "div", "pow", "atan2", "hypot", "mod", "maximum", "minimum", "beta", "lbeta"]

tfjs = {
    "abs": [4, 1, 2, -3, 5, 3, -1, -2], "acos": [0.5], "acosh": [1.5], "asin": [0.5], "asinh": [0.5], "atan": [0.5],
    "atanh": [0.5], "ceil": [5.2, -1.1, 2.6, -5.9, 2.2], "cos": [5, -1, 2, 3, -5, -3, 1], "cosh": [0.5], "erf": [0.5],
    "exp": [0.5, -1, 2, 3, -5, -3, 1], "expm1": [0.5, -1, 2, 3, -5, -3, 1], "floor": [5.2, -1.1, 2.6, -5.9, 2.2],
    "log1p": [5, 2, 3, 1], "logSigmoid": [3, 1, 2, -3, 5], "log": [5, 2, 3, 1], "neg": [4, 1, 2, -3, 5, 3, -1, -2],
    "inv": [5, -1, 2, 3, -5], "relu6": [8, -1, 0.1], "relu": [3, -3, 1, -1, 0.1], "round": [5.2, -1.1, 2.6, -5.9, 2.2],
    "rsqrt": [4, 1, 2, 3, 5], "sigmoid": [1, 2, -3, 5], "sign": [5.2, -1.1, 2.6, 3, -5.9, -3, 1, 2.2],
    "sin": [5, -1, 2, 3, -5, -3, 1], "sinh": [0.5], "softplus": [3, 1, 2, -3, 5], "sqrt": [4, 1, 2, 3, 5],
    "square": [5, -1, 2, 3, -5, -3, 1, -4, 12], "step": [-4, 1, 2, -3, 5, 3, -1, -2], "tan": [0.5], "tanh": [0.5],
}
tfjs_two = {"maximum": [(5.2, 0.6)], "minimum": [(5.2, 0.6)], "pow": [(5, 2), (4, 1.2)], "squaredDifference": [(5, 2)], "div": [(5, 2)], "mul": [(5, 2)], "atan2": [(5, 2)]}


def row(source, name, at):
    f = unary.get(name) or binary[name]
    point = [mpf(x) for x in at]
    count = len(point)

    def derivative(*orders):
        n = orders if count > 1 else orders[0]
        return float(mp.diff(f, tuple(point) if count > 1 else point[0], n))

    unit = [tuple(int(i == k) for i in range(count)) for k in range(count)]
    first = [derivative(*e) for e in unit]
    second = [[derivative(*(a + b for a, b in zip(e, g))) for g in unit] for e in unit]
    return {"source": source, "f": name, "at": list(at), "first": first, "second": second}


def rows():
    for name, limits in autograd.items():
        for place in (0.4, 0.8):
            yield row("autograd", name, [round(between(*limits, place), 12)])
    for name, points in scalars.items():
        for x in points:
            yield row("autograd", name, [x])
    for name, (a, b) in autograd_two.items():
        yield row("autograd", name, [round(between(*a, 0.6), 12), round(between(*b, 0.7), 12)])
    for source, one, two in (("JAX", jax, jax_two), ("tfjs", tfjs, tfjs_two)):
        for name, points in one.items():
            for x in points:
                yield row(source, name, [x])
        for name, points in two.items():
            for x in points:
                yield row(source, name, list(x))
    for name in rules:
        shift = 1 if name in above_one else 0
        for x in (0.3, 0.7):
            yield row("DiffRules", name, [x + shift])
    for name in rules_two:
        yield row("DiffRules", name, [0.8, 0.3])


print("[\n" + ",\n".join(json.dumps(each) for each in rows()) + "\n]")
