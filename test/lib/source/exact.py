"""The exact values and derivatives of the programs of programs/, in arithmetic of 90 digits.

Prints exact.json: for each program a list with, for each of its points, the value, the derivatives by all numbers of the
arguments in order, for functions of one number the derivatives of orders 1 to 4, and of few numbers the Hessian. Needs mpmath (1.3.0).

    npx esbuild test/lib/source/programs/index.ts --bundle --format=esm --outfile=build/programs.mjs
    node -e 'import("./build/programs.mjs").then(({ programs }) => console.log(JSON.stringify(programs)))' > build/programs.json
    python3 test/lib/source/exact.py build/programs.json > test/lib/source/exact.json
"""

import json
import sys

from mpmath import mp, mpf

digits = 90
mp.dps = digits


def remainder(x, y):
    return x - y * mp.mpf(int(x / y))


def shadowing(x):
    y = x + x * x
    return y * x


def reassigned(x, y):
    x = x * y
    y = x + y
    x = x * x
    return x * y


def self_reference(x):
    s = x
    s += s * x
    s -= s * s
    s *= s + x
    s /= s + 3
    return s


def swap(x, y):
    a, b = x * 2, y * 3
    a, b = b, a * b
    b, a = a - b, b
    return a * a * b


def early_return(x):
    if x < 0:
        return x * x
    y = mp.sin(x)
    if y > 0.5:
        return y * x
    return y / x if y > 0.2 else x


def logic(x, y):
    return x * x * y if (x > 0 and y > 0) or not x < y else y


def increments(x):
    return x**3 - 1


def switch(x, n):
    case = int(mp.nint(n))
    if case == 0:
        return x
    if case in (1, 2):
        return (x * n) ** 2
    return (x * x if case == 3 else 1 / x) * 2


def nested_choice(x):
    if x < 1:
        return -x * x if x < 0 else mp.exp(x) * x
    return mp.sqrt(x) if x < 2 else 1 / x


def bits(x):
    n = int(x)
    return x**2 * n + (n << 1) * x


def steps(x):
    return (
        mp.floor(x) * x + mp.ceil(x) * x * x + int(-x) + mp.sign(x) * x
    )


def cbrt(x):
    return mp.sign(x) * mp.cbrt(abs(x))


def series(x):
    t, s = mpf(1), mpf(0)
    for k in range(1, 13):
        s += t
        t *= x / k
    return s


def continue_break(x):
    s = mpf(0)
    for k in range(1, 20):
        if k % 3 == 0:
            continue
        if s > 8:
            break
        s += mp.sin(k * x) + x
    return s * x


def mutation(x):
    a = [x, mpf(1), x * x, mpf(0.5)]
    for _ in range(3):
        for i in range(1, 4):
            a[i] += a[i - 1] * a[i]
            a[i - 1] = a[i] / (1 + a[i - 1])
    return a[3] + a[0]


def while_loop(x):
    y, n = x, 0
    while y < 50:
        y = y * 1.5 + x
        n += 1
    return y * n


def do_while(x):
    y = x
    while True:
        y = mp.sqrt(y) + y * 1.1
        if not y < 3:
            return y


def newton(x):
    return mp.sqrt(x) ** 3


def return_within(x):
    for i in range(1, 9):
        for j in range(1, 9):
            if i * j * x > 20:
                return (x * i) / j
            x += mpf(0.1) * x
    return mpf(-1)


def counter_down(x):
    p = mpf(1)
    for i in range(5, 0, -1):
        p = p * (p_q(x, i)) - i
    return p


def p_q(x, i):
    return x + i


def fractional(x):
    s, t = mpf(0), 0.1
    while t < 1:
        s += mp.exp(-t * x) * t
        t += 0.1
    return s


def logistic(x):
    y = mpf(0.3)
    for _ in range(20):
        y = x * y * (1 - y)
    return y


def agm(x, y):
    a, b = x, y
    for _ in range(6):
        a, b = (a + b) / 2, mp.sqrt(a * b)
    return a


def loop_in_branch(x):
    s = x
    for i in range(4):
        if i % 2 == 0:
            for _ in range(i):
                s += s * x * mpf(0.1)
        else:
            s = s / (1 + x)
    return s


def recursion(x):
    return x * x if x < 1 else recursion(x / 2) * x


def even(x, n):
    return x if n <= 0 else odd(x * 1.1, n - 1) + x


def odd(x, n):
    return -x if n <= 0 else even(x * x, n - 1)


def calls(x):
    def g(u, v):
        return u * mp.exp(v)

    return g(g(x, mpf(0.1)), g(mpf(0.2), x)) - g(x, x)


def inner(x):
    n = x * x * 3
    n += n * n * 3
    return n / x


def outer(x):
    s = mpf(0)
    for t in (1, 2, 4):
        s = s * x + t * 1.5
    return s


def halve(a):
    for i in range(3):
        a[i] /= 2 + a[0]


def writes(x):
    a = [x, x * x, mpf(3)]
    halve(a)
    halve(a)
    return a[0] + a[1] * a[2]


def rosenbrock(*x):
    return sum(
        100 * (x[i + 1] - x[i] ** 2) ** 2 + (1 - x[i]) ** 2
        for i in range(len(x) - 1)
    )


def aliases(p, q):
    a = p * q
    return a * (a + a)


def reversed_in_place(*x):
    a = list(x)
    i, j = 0, len(a) - 1
    while i < j:
        a[i], a[j] = a[j], a[i] * 2
        i, j = i + 1, j - 1
    s = mpf(0)
    for v in a:
        s = s * 0.5 + v * v
    return s


def prefix(*x):
    q, s = mpf(1), mpf(0)
    for i, v in enumerate(x):
        q *= v
        s += q * (i + 1)
    return s


def typed(*x):
    a = [x[i] * x[2 - i] for i in range(3)]
    a[1] *= a[0]
    return a[0] + a[1] * a[2]


def matrix(*x):
    m = [[x[i], x[i + 2] * x[i]] for i in range(2)]
    return sum(
        sum(m[i][k] * m[k][j] for k in range(2)) ** 2
        for i in range(2)
        for j in range(2)
    )


def map_reduce(*x):
    s, p = mpf(1), mpf(1)
    for i, v in enumerate(x):
        s = s * 0.5 + v * v * (i + 1)
        p *= v
    return s + p


def rows(p, q):
    return q * (p * (2 * p))


def records(x, y):
    u = x * y + x
    return u * x * u


def points(p, q):
    s = p * p + q * q * p
    return s * s


def dot(*w):
    return mp.tanh(w[0] + 2 * w[1]) + mp.tanh(3 * w[0] - w[1])


def times(f):
    return lambda x: x * f(x)


functions = {
    "cubic": lambda x: x**3 - 2 * x + 1,
    "quotient": lambda x, y: (x * y - 1) / (x + y * y),
    "nested quotient": lambda x, y: x / (y / (x + y)),
    "same twice": lambda x: x**4 + 1,
    "signs": lambda x, y: (x - y) * x - (y - (x - y)),
    "remainder": lambda x, y: remainder(x * y, y) + remainder(x, mpf(0.75)),
    "powers": lambda x, y: x**y + y**2 + x ** mpf(-1.5) + mpf(2) ** x + x + 1,
    "negative base": lambda x: (-x) ** 3 + x**5,
    "shadowing": shadowing,
    "reassigned parameter": reassigned,
    "self reference": self_reference,
    "swap": swap,
    "conditional": lambda x, y: (x * y if x > y else x / y)
    + (mp.exp(x) if x < 0 else mp.log(x + 1)),
    "beside a kink": lambda x: abs(x - 1) * x + max(x, 1) ** 2,
    "early return": early_return,
    "logic": logic,
    "increments": increments,
    "switch": switch,
    "nested choice": nested_choice,
    "bits": bits,
    "steps": steps,
    "ill-scaled": lambda x, y: (x * x) / (1 + y * 1e-12)
    + mp.sqrt(x * 1e-20 + y * 1e20),
    "cancellation": lambda x: mp.log1p(x) * mp.expm1(x),
    "Math.cbrt": times(cbrt),
    "Math.log2": times(lambda x: mp.log(x) / mp.log(2)),
    "Math.hypot": lambda x, y: mp.sqrt(x * x + y * y + (x * y) ** 2),
    "Math.atan2": lambda x, y: mp.atan2(y, x * y),
    "Math.max": lambda x, y: max(x * y, x, y) * min(x, y, 1),
    "series": series,
    "continue and break": continue_break,
    "mutation in a loop": mutation,
    "while": while_loop,
    "do while": do_while,
    "newton": newton,
    "return from within": return_within,
    "counter down": counter_down,
    "fractional steps": fractional,
    "logistic map": logistic,
    "arithmetic-geometric mean": agm,
    "loop in a branch": loop_in_branch,
    "recursion": recursion,
    "power by recursion": lambda x: x**5 + x**2,
    "two that call each other": lambda x: even(x, 5),
    "calls in order": calls,
    "inner functions": inner,
    "outer values": outer,
    "returns a list": lambda x: x**3,
    "writes to a list": writes,
    "sum of squares": lambda *x: sum(v * v for v in x),
    "rosenbrock": rosenbrock,
    "log-sum-exp": lambda *x: mp.log(sum(mp.exp(v) for v in x)),
    "aliases": aliases,
    "reversed in place": reversed_in_place,
    "prefix products": prefix,
    "typed array": typed,
    "matrix product": matrix,
    "map and reduce": map_reduce,
    "rows exchanged": rows,
    "records": records,
    "points": points,
    "dot with an outer list": dot,
}

for name in (
    "acos acosh asin asinh atan atanh cos cosh exp expm1 log log10 log1p sin "
    "sinh sqrt tan tanh"
).split():
    functions["Math." + name] = times(getattr(mp, name))


def flat(part):
    """The numbers of an argument, in order."""
    if isinstance(part, dict):
        return [n for each in part.values() for n in flat(each)]
    if isinstance(part, list):
        return [n for each in part for n in flat(each)]
    return [mpf(part)]


def built(part, numbers):
    """The argument with other numbers, which are taken from an iterator."""
    if isinstance(part, dict):
        return {key: built(each, numbers) for key, each in part.items()}
    if isinstance(part, list):
        return [built(each, numbers) for each in part]
    return next(numbers)


def function_of(program, point):
    """The program's function, of all numbers of the point in a row."""
    text = program.get("exact")
    if text is None:
        return functions[program["name"]]
    scope = {name: getattr(mp, name) for name in dir(mp) if name[0] != "_"}
    scope.update(abs=abs, max=max, min=min, sum=sum, mpf=mpf)
    if text.startswith("def f("):
        exec(text, scope)
        f = scope["f"]
    else:
        f = eval("lambda " + text, scope)
    return lambda *numbers: f(*built(point, iter(numbers)))


def real(name, number):
    """The number as the nearest double; some functions of mpmath answer in complex numbers."""
    if abs(mp.im(number)) > mpf(10) ** -30 * (1 + abs(number)):
        raise ValueError(f"{name}: {number} is not real")
    return float(mp.re(number))


def partial(f, x, orders):
    """A derivative by differences in so many digits that steps far smaller than the numbers are in reach."""
    scale = [mpf(1) if n == 0 or 1e-6 < abs(n) < 1e6 else abs(n) for n in x]
    mp.dps = digits + 5 * int(max(abs(mp.log10(s)) for s in scale))

    def scaled(*u):
        return f(*(n + s * v for n, s, v in zip(x, scale, u)))

    found = mp.diff(scaled, tuple(mpf(0) for _ in x), tuple(orders))
    for s, order in zip(scale, orders):
        found /= s**order
    mp.dps = digits
    return found


def exact(program, point):
    name = program["name"]
    f = function_of(program, point)
    x = flat(point)
    n = len(x)
    unit = lambda *at: [sum(k == i for k in at) for i in range(n)]
    found = {
        "value": real(name, f(*x)),
        "gradient": [real(name, partial(f, x, unit(k))) for k in range(n)],
    }
    numbers = not any(isinstance(part, (list, dict)) for part in point)
    if n == 1 and numbers:
        orders = [real(name, partial(f, x, [k])) for k in range(1, 5)]
        # What is too large for a double is not asked for.
        found["orders"] = [each for each in orders if abs(each) < 1e300]
    elif n <= 4 and (numbers or len(point) == 1):
        second = {
            (i, j): real(name, partial(f, x, unit(i, j)))
            for i in range(n)
            for j in range(i + 1)
        }
        if all(abs(each) < 1e300 for each in second.values()):
            found["hessian"] = [
                second[max(i, j), min(i, j)]
                for i in range(n)
                for j in range(n)
            ]
    return found


def main():
    with open(sys.argv[1], encoding="utf8") as file:
        programs = json.load(file)
    table = {}
    for program in programs:
        name = program["name"]
        try:
            table[name] = [exact(program, point) for point in program["at"]]
        except Exception as error:
            raise ValueError(name) from error
    print(json.dumps(table, indent=1))


if __name__ == "__main__":
    main()
