"""Evaluates NumPy expressions: the calls come as JSON on standard input, the answers leave as JSON on standard output.

A call is {"expression": "np.add(a, b)", "arrays": [{"dtype", "shape", "data"}, ...]}; the arrays are named a, b, c in
their order. A scalar float64 is a Python float, which is what a plain number is to NumPy. The answer is an array, or a
list of them where the expression gives several, or {"error": its class}.
"""

import json
import math
import sys

import numpy as np

special = {"nan": math.nan, "inf": math.inf, "-inf": -math.inf}


def number(value):
    return special[value] if isinstance(value, str) else value


def decode(array):
    dtype, shape = array["dtype"], array["shape"]
    data = [number(x) for x in array["data"]]
    if dtype == "complex128":
        pairs = np.array(data, dtype="float64").reshape([*shape, 2])
        return pairs[..., 0] + 1j * pairs[..., 1]
    if dtype == "float64" and shape == []:
        return float(data[0])
    return np.array(data, dtype=dtype).reshape(shape)


def encode_number(value):
    value = float(value)
    if math.isnan(value):
        return "nan"
    return value if math.isfinite(value) else "inf" if value > 0 else "-inf"


def encode(value):
    if isinstance(value, (tuple, list)):
        return [encode(part) for part in value]
    array = np.asarray(value)
    flat = array.ravel()
    if np.iscomplexobj(flat):
        flat = np.stack([flat.real, flat.imag], axis=-1).ravel()
    return {
        "dtype": str(array.dtype),
        "shape": list(array.shape),
        "data": [encode_number(x) for x in flat],
    }


def answer(call):
    names = dict(zip("abcd", (decode(array) for array in call["arrays"])))
    try:
        return encode(eval(call["expression"], {"np": np, "math": math, **names}))
    except Exception as error:
        return {"error": f"{type(error).__name__}: {error}"}


if __name__ == "__main__":
    with np.errstate(all="ignore"):
        print(json.dumps([answer(call) for call in json.load(sys.stdin)]))
