"""Small inputs of GradBench's evals with the outputs of its golden implementation: prints expected.json.

Run in a checkout of github.com/gradbench/gradbench (commit of November 2026) whose tools/manual is built, with python/gradbench
on the path. `golden` is tools/manual, derivatives by hand in C++, which GradBench compares every tool with; the results
of `particle` and `saddle` are those that their evals state. The gradient of `ode` is that of the equation's solution, which
Runge and Kutta's method meets exactly for up to four unknowns. The data of `ba` and `ht` come from GradBench's files, with
fewer observations; the text of `lstm` is any text.
"""

import json
import sys
from pathlib import Path

import numpy as np
from gradbench import cpp
from gradbench.evals.ba import run as ba
from gradbench.evals.gmm import run as gmm
from gradbench.evals.ht import io
from gradbench.evals.lstm import run as lstm
from gradbench.evals.particle import run as particle
from gradbench.evals.saddle import run as saddle

rng = np.random.default_rng(31337)
np.random.seed(31337)


def rows(n, d):
    return rng.random((n, d)).tolist()


def hand(variant):
    """The first correspondences of a hand, with a model of their vertices alone."""
    folder = Path("evals/ht/data") / f"{variant}_small"
    complicated = variant == "complicated"
    whole = io.read_hand_instance(
        folder / "model", next(folder.glob("hand1_*.txt")), complicated
    ).to_dict()
    data, count = whole["data"], 4
    model = data["model"]
    chosen = data["correspondences"][:count]
    triangles = [model["triangles"][i] for i in chosen] if complicated else []
    used = sorted({v for t in triangles for v in t}) if complicated else chosen
    place = {v: i for i, v in enumerate(used)}
    model["base_positions"] = [model["base_positions"][v] for v in used]
    weights = np.array(model["weights"])
    # One row a vertex, as the file has it, or one a bone.
    by_vertex = weights.shape[0] != model["bone_count"]
    model["weights"] = (weights[used] if by_vertex else weights[:, used]).tolist()
    model["triangles"] = [[place[v] for v in t] for t in triangles] or [[0, 0, 0]]
    data["correspondences"] = list(range(count))
    data["points"] = data["points"][:count]
    whole["us"] = whole["us"][:count] if complicated else []
    return whole


text = "The quick brown fox"
points = rows(30, 3)
inputs = {
    ("llsq", "primal", "gradient"): [{"x": rows(1, 8)[0], "n": 16}],
    ("lse", "primal", "gradient"): [{"x": rows(1, 40)[0]}],
    ("ode", "primal", "gradient"): [{"x": rows(1, 4)[0], "s": 5}],
    ("det", "primal", "gradient"): [{"A": rows(1, 25)[0], "ell": 5}],
    ("gmm", "objective", "jacobian"): [
        gmm.generate(seed=1, d=3, k=4, n=10, m=2, gamma=0.7),
        gmm.generate(seed=2, d=2, k=5, n=6, m=0, gamma=1.0),
    ],
    ("lstm", "objective", "jacobian"): [lstm.gen_lstm(text, 2, 6).to_dict()],
    ("kmeans", "cost", "dir"): [{"points": points, "centroids": points[-4:]}],
    ("ba", "objective", "jacobian"): [
        ba.parse(next(Path("evals/ba/data").glob("ba1_*.txt")))
        | {"n": 3, "m": 4, "p": 12}
    ],
    ("ht", "objective", "jacobian"): [hand("simple"), hand("complicated")],
}


def golden(module, function, input):
    found = cpp.evaluate(
        tool="manual",
        module=module,
        function=function,
        input=input | {"min_runs": 1, "min_seconds": 0},
    )
    if not found["success"]:
        sys.exit(f"{module}::{function}: {found['error']}")
    return found["output"]


def main():
    table = [
        {"module": "hello", "function": "square", "input": 3, "output": 9},
        {"module": "hello", "function": "double", "input": 9, "output": 18},
    ]
    for (module, *functions), cases in inputs.items():
        for input in cases:
            for function in functions:
                output = golden(module, function, input)
                table.append(
                    {
                        "module": module,
                        "function": function,
                        "input": input,
                        "output": output,
                    }
                )
    for module, run, input in (
        ("particle", particle, {"w": 0.0}),
        ("saddle", saddle, {"start": [1.0, 1.0]}),
    ):
        for function in ("rr", "ff", "fr", "rf"):
            output = run.expect(function, input)["output"]
            table.append(
                {
                    "module": module,
                    "function": function,
                    "input": input,
                    "output": output,
                }
            )
    print(json.dumps(table))


if __name__ == "__main__":
    main()
