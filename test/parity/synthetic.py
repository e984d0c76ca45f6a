"""Writes test/fixtures/synthetic.json: made tensors by PyTorch, each by the lines that the program gives for it.

    /usr/bin/python3 test/parity/synthetic.py
"""

import json
import pathlib
import platform

import torch

OUT = pathlib.Path(__file__).parent.parent / "fixtures" / "synthetic.json"
PADDED = "for n in range({0}):\n    x[n, ..., max(1, {1} - n):] = 0"
CASES = [
    ({"shape": [3, 5, 7], "distribution": "normal", "seed": 0}, "torch.manual_seed(0)\nx = torch.randn(3, 5, 7)"),
    ({"shape": [5], "distribution": "normal", "seed": 7}, "torch.manual_seed(7)\nx = torch.randn(5)"),
    ({"shape": [2, 9], "distribution": "uniform", "seed": 3}, "torch.manual_seed(3)\nx = torch.rand(2, 9)"),
    ({"shape": [2, 3], "distribution": "constant", "seed": 0}, "x = torch.full((2, 3,), 3.)"),
    ({"shape": [4], "distribution": "constant", "seed": 0, "amount": 0.1}, "x = torch.full((4,), 0.1)"),
    ({"shape": [2, 4, 5], "distribution": "outlier", "seed": 42}, "torch.manual_seed(42)\nx = torch.randn(2, 4, 5)\nx[:, 0] *= 50"),
    ({"shape": [20], "distribution": "outlier", "seed": 1, "amount": -3}, "torch.manual_seed(1)\nx = torch.randn(20)\nx[0] *= -3"),
    ({"shape": [2, 4, 5], "distribution": "offset", "seed": 42}, "torch.manual_seed(42)\nx = torch.randn(2, 4, 5) + 1000"),
    ({"shape": [3, 2, 6], "distribution": "offset", "seed": 5, "amount": 0.1}, "torch.manual_seed(5)\nx = torch.randn(3, 2, 6) + 0.1"),
    ({"shape": [4, 3, 6], "distribution": "padded", "seed": 2}, "torch.manual_seed(2)\nx = torch.randn(4, 3, 6)\n" + PADDED.format(4, 5)),
    ({"shape": [9, 2, 4], "distribution": "padded", "seed": 2}, "torch.manual_seed(2)\nx = torch.randn(9, 2, 4)\n" + PADDED.format(9, 3)),
    ({"shape": [18], "distribution": "padded", "seed": 2}, "torch.manual_seed(2)\nx = torch.randn(18)\nx[17:] = 0"),
]


def made(spec, script):
    scope = {"torch": torch}
    exec(script, scope)
    x = scope["x"]
    assert list(x.shape) == spec["shape"] and x.dtype == torch.float32
    return {"spec": spec, "script": script, "values": x.double().flatten().tolist()}


OUT.write_text(
    json.dumps(
        {
            "made_by": "test/parity/synthetic.py",
            "torch": torch.__version__,
            "python": platform.python_version(),
            "cases": [made(spec, script) for spec, script in CASES],
        },
        indent=1,
    )
    + "\n"
)
