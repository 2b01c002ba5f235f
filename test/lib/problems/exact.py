"""The gradients and second derivatives of the problems of problems.json, in arithmetic of 80 digits.

    python3 test/lib/problems/exact.py > test/lib/problems/exact.json

Prints, for each function of each problem at its point, the gradient and those second derivatives that are not zero, as
[row, column, value] with column <= row. Needs mpmath (1.3.0).

problems.json holds the objective and the constraints of the test problems of Hock and Schittkowski (Lecture Notes in Economics
and Mathematical Systems 187 and 282; the formulas as OptimizationProblems.jl has them) and the functions of Moré, Garbow
and Hillstrom (ACM Transactions on Mathematical Software 7, 1981; the fourteen of minpack's tests component by component),
each near the problem's own starting point.
"""

import json
from pathlib import Path

from mpmath import mp, mpf

mp.dps = 80
step = mpf(10) ** -20


def exact(text, at):
    """By central differences in 80 digits, whose error is that of 10 ** -40 relative to higher derivatives."""
    names = [f"x{i + 1}" for i in range(len(at))]
    scope = {name: getattr(mp, name) for name in "atan cos exp log sin sqrt tan".split()}
    f = eval(f"lambda {', '.join(names)}: {text}", scope)
    x = [mpf(each) for each in at]
    size = [max(1, abs(each)) * step for each in x]

    def moved(*steps):
        y = list(x)
        for i, sign in steps:
            y[i] += sign * size[i]
        return f(*y)

    here = moved()
    n = range(len(x))
    up, down = [moved((i, 1)) for i in n], [moved((i, -1)) for i in n]
    second = []
    for i in n:
        for j in range(i + 1):
            if i == j:
                value = (up[i] - 2 * here + down[i]) / size[i] ** 2
            else:
                value = (
                    moved((i, 1), (j, 1))
                    - moved((i, 1), (j, -1))
                    - moved((i, -1), (j, 1))
                    + moved((i, -1), (j, -1))
                ) / (4 * size[i] * size[j])
            if abs(value) > mpf(10) ** -25:
                second.append([i, j, float(value)])
    gradient = [float((up[i] - down[i]) / (2 * size[i])) for i in n]
    return {"gradient": gradient, "second": second}


def main():
    problems = json.loads((Path(__file__).parent / "problems.json").read_text())
    table = {
        name: [exact(f, problem["at"]) for f in problem["functions"]]
        for name, problem in problems.items()
    }
    print(json.dumps(table))


if __name__ == "__main__":
    main()
