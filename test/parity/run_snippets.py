"""Runs snippets and packs what they compute.

Reads a JSON array of programs from standard input; each runs in a namespace of its own. Writes a line of JSON a
program, as soon as it has run: {"y": {...}} or {"error": ...}. An array is its dtype, its shape and its bytes,
little-endian, in base64. Running statistics come along where the program has them: by hand, in `layer` (PyTorch,
Keras), in `updated` (Flax), as further outputs of `model` (ONNX), whose y by onnxruntime is y_onnxruntime where it
has the operator. With --versions it writes the versions of what is installed instead, and leaves out what is not.
"""

import base64
import contextlib
import importlib
import io
import json
import sys
import traceback

import numpy as np

PACKAGES = ("torch", "numpy", "keras", "jax", "flax", "onnx", "onnxruntime")


def packed(array):
    if hasattr(array, "detach"):
        array = array.detach().numpy()
    array = np.asarray(array)
    little = np.ascontiguousarray(array, dtype=array.dtype.newbyteorder("<"))
    data = base64.b64encode(little.tobytes()).decode()
    return {"dtype": array.dtype.name, "shape": list(array.shape), "data": data}


def statistics(names):
    layer, updated = names.get("layer"), names.get("updated")
    for name, keras_name in (("mean", "moving_mean"), ("var", "moving_variance")):
        key = f"running_{name}"
        value = names.get(key, getattr(layer, key, getattr(layer, keras_name, None)))
        if updated is not None:
            value = updated["batch_stats"][name]
        if value is not None:
            yield key, packed(value)


def further(model, feeds, shape):
    """ONNX: the outputs of its nodes that the program does not ask for, and what onnxruntime says."""
    from onnx import TensorProto, helper
    from onnx.reference import ReferenceEvaluator

    (y,) = model.graph.output
    names = [name for node in model.graph.node for name in node.output if "running_" in name]
    if names:
        kind = y.type.tensor_type.elem_type
        model.graph.output.extend(helper.make_tensor_value_info(name, kind, None) for name in names)
        values = ReferenceEvaluator(model).run(names, feeds)
        yield from zip(names, map(packed, values))
    try:
        import onnxruntime

        session = onnxruntime.InferenceSession(
            model.SerializeToString(), providers=["CPUExecutionProvider"]
        )
        yield "y_onnxruntime", packed(session.run(["y"], feeds)[0].reshape(shape))
    except Exception:  # no such operator for this type: onnx.reference stands alone
        pass


def run(code):
    names = {}
    try:
        with contextlib.redirect_stdout(io.StringIO()):
            exec(compile(code, "<snippet>", "exec"), names)
        found = {"y": packed(names["y"]), **dict(statistics(names))}
        if "model" in names and "feeds" in names:
            found.update(further(names["model"], names["feeds"], found["y"]["shape"]))
        return found
    except Exception:
        return {"error": traceback.format_exc(limit=-1)}


def version(name):
    with contextlib.suppress(ImportError):
        return importlib.import_module(name).__version__


if "--versions" in sys.argv:
    print(json.dumps({name: found for name in PACKAGES if (found := version(name))}))
else:
    for code in json.load(sys.stdin):
        print(json.dumps(run(code)), flush=True)
