"""Runs snippets and packs what they compute.

Reads a JSON array of programs from standard input; each runs in a namespace of its own. Writes a JSON array of
{"y": {...}} or {"error": ...}: float64 little-endian base64 of y, and of running_mean and running_var where
the program has them, by hand or in `layer`.
"""

import base64
import contextlib
import io
import json
import sys
import traceback

import numpy as np


def packed(array):
    if hasattr(array, "detach"):
        array = array.detach().numpy()
    array = np.ascontiguousarray(np.asarray(array), dtype="<f8")
    return {"shape": list(array.shape), "data": base64.b64encode(array.tobytes()).decode()}


def run(code):
    names = {}
    try:
        with contextlib.redirect_stdout(io.StringIO()):
            exec(compile(code, "<snippet>", "exec"), names)
        found = {"y": packed(names["y"])}
        layer = names.get("layer")
        for name in ("running_mean", "running_var"):
            value = names.get(name, getattr(layer, name, None))
            if value is not None:
                found[name] = packed(value)
        return found
    except Exception:
        return {"error": traceback.format_exc(limit=-1)}


json.dump([run(code) for code in json.load(sys.stdin)], sys.stdout)
