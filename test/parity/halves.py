#!/usr/bin/python3
"""Writes test/fixtures/halves.json: what PyTorch's CPU rounds to float16 and bfloat16, and layers in these types.

Run it with Debian's interpreter (apt-get install python3-torch python3-numpy):

    /usr/bin/python3 test/parity/halves.py

Layers are written out in tensors of the type, as a model's own code does it; torch 1.13 has no square root of float16 on the CPU, so it is taken in
float32 and rounded, which is the same (24 digits are more than twice 11). Inputs are multiples of 1/8, so that sums in float32 are exact in any order.
"""
import base64
import json
import pathlib

import numpy as np
import torch

OUT = pathlib.Path(__file__).parent.parent / "fixtures" / "halves.json"
RNG = np.random.default_rng(20261126)
TYPES = {"bfloat16": torch.bfloat16, "float16": torch.float16}


def pack(tensor):
    return base64.b64encode(tensor.detach().float().numpy().astype("<f4").tobytes()).decode()


def conversions():
    bits = RNG.integers(0, 2**32, 3000, dtype=np.uint32)
    # ties of either type, subnormals, the edges of overflow
    ties = np.array([1 + 2**-8, 1 + 3 * 2**-8, 1 + 2**-11, 1 + 3 * 2**-11, 65519.99, 65520, 65504, 2**-24, 2**-25, 3 * 2**-25, 3.39e38, -0.0, 6e-8])
    values = np.concatenate([bits.view("f4"), ties.astype("f4"), RNG.standard_normal(1000).astype("f4")])
    values = torch.from_numpy(values[~np.isnan(values)])
    return {"x": pack(values), **{name: pack(values.to(dtype)) for name, dtype in TYPES.items()}}


def root(x):
    return torch.sqrt(x.float()).to(x.dtype)


def layer_norm(x, w, b, eps):
    d = x - x.mean(-1, keepdim=True)
    return d / root((d * d).mean(-1, keepdim=True) + eps) * w + b


def rms_norm(x, w, b, eps):
    return x / root((x * x).mean(-1, keepdim=True) + eps) * w


def llama(x, w, b, eps):
    y = x.float() / torch.sqrt((x.float() ** 2).mean(-1, keepdim=True) + eps)
    return y.to(x.dtype) * w


def rounded_once(x, w, b, eps):
    """Arithmetic in float32 up to the output, as PyTorch's newer kernels do it; that of 1.13 rounds mean and 1/root on its way."""
    x32 = x.float()
    d = x32 - x32.mean(-1, keepdim=True)
    y = d / torch.sqrt((d * d).mean(-1, keepdim=True) + eps) * w.float() + b.float()
    return y.to(x.dtype)


CASES = [
    ("LayerNorm", "each", layer_norm),
    ("RMSNorm", "each", rms_norm),
    ("RMSNorm", "beforeGamma", llama),
    ("LayerNorm", "afterGamma", rounded_once),
]


def layers():
    found = []
    for name, rounding, function in CASES:
        for kind, dtype in TYPES.items():
            for scale in (1, 0.001, 300):
                x = torch.from_numpy(np.round(RNG.standard_normal((4, 16)) * 8).astype("f4") / 8 * np.float32(scale))
                if scale == 1:
                    x[0] = 0.125
                w = torch.from_numpy(np.round(RNG.standard_normal(16) * 8).astype("f4") / 8)
                b = torch.from_numpy(np.round(RNG.standard_normal(16) * 8).astype("f4") / 8)
                y = function(*(each.to(dtype) for each in (x, w, b)), 1e-6)
                found.append({"layer": name, "rounding": rounding, "type": kind, "eps": 1e-6, "x": pack(x), "weight": pack(w), "bias": pack(b), "y": pack(y)})
    return found


OUT.write_text(json.dumps({"torch": torch.__version__, "conversions": conversions(), "layers": layers()}))
print(OUT, OUT.stat().st_size)
