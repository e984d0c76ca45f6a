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


def op(function, x, *args):
    """An operation that torch 1.13 lacks in float16 on the CPU: in float32, and rounded, which is what the other types do within it."""
    return function(x.float(), *args).to(x.dtype)


def silu(z):
    return op(torch.nn.functional.silu, z)


def over_groups(v, w, eps, groups):
    seen = v.reshape(*v.shape[:-1], groups, -1)
    return (seen / root((seen * seen).mean(-1, keepdim=True) + eps)).reshape(v.shape) * w


def total(x, dims):
    """Added in float32 and rounded at its end."""
    return x.float().sum(dims, keepdim=True).to(x.dtype)


def average(x, dims):
    return x.float().mean(dims, keepdim=True).to(x.dtype)


def along(values, x):
    return values.reshape([-1 if axis == 1 else 1 for axis in range(x.dim())])


def filter_response(x, w, b, tau):
    y = x / root(average(x * x, (2, 3)) + 1e-6) * along(w, x) + along(b, x)
    return torch.maximum(y, along(tau, x)) if x.dtype != torch.float16 else op(torch.maximum, y, along(tau, x).float())


def global_response(x, w, b):
    g = root(total(x * x, (2, 3)))
    return along(w, x) * (x * (g / (average(g, 1) + 1e-6))) + along(b, x) + x


def modulated(x, scale, shift):
    d = x - x.mean(-1, keepdim=True)
    return d / root((d * d).mean(-1, keepdim=True) + 1e-6) * (1 + scale)[:, None] + shift[:, None]


def evo_s0(x, w, b, v):
    seen = x.reshape(x.shape[0], 2, -1)
    d = seen - average(seen, 2)
    std = root(average(d * d, 2) + 1e-5).repeat_interleave(x.shape[1] // 2, 1)[..., None]
    return x * op(torch.sigmoid, x * along(v, x)) / std * along(w, x) + along(b, x)


# name, options, shape of x, the shapes of what else it takes, and the layer written out
FURTHER = [
    ("DynamicTanh", {"alpha": 0.75}, (3, 8), {"weight": (8,), "bias": (8,)}, lambda x, weight, bias: op(torch.tanh, 0.75 * x) * weight + bias),
    ("DynamicErf", {"alpha": 0.75, "shift": 0.25}, (3, 8), {"weight": (8,), "bias": (8,)}, lambda x, weight, bias: op(torch.erf, 0.75 * x + 0.25) * weight + bias),
    ("RMSNormGated", {"num_groups": 2}, (2, 3, 8), {"weight": (8,), "gate": (2, 3, 8)}, lambda x, weight, gate: over_groups(x * silu(gate), weight, 1e-5, 2)),
    ("RMSNormGated", {"norm_before_gate": True}, (2, 3, 8), {"weight": (8,), "gate": (2, 3, 8)}, lambda x, weight, gate: over_groups(x, weight, 1e-5, 1) * silu(gate)),
    ("AdaLayerNorm", {}, (2, 3, 8), {"weight": (2, 8), "bias": (2, 8)}, lambda x, weight, bias: modulated(x, weight, bias)),
    ("FilterResponseNorm2d", {}, (2, 3, 4, 4), {"weight": (3,), "bias": (3,), "tau": (3,)}, lambda x, weight, bias, tau: filter_response(x, weight, bias, tau)),
    ("GlobalResponseNorm", {}, (2, 4, 4, 4), {"weight": (4,), "bias": (4,)}, lambda x, weight, bias: global_response(x, weight, bias)),
    ("EvoNorm2dS0", {"num_groups": 2}, (2, 4, 4, 4), {"weight": (4,), "bias": (4,), "v": (4,)}, lambda x, weight, bias, v: evo_s0(x, weight, bias, v)),
    ("LocalResponseNorm", {"size": 3, "alpha": 0.5, "beta": 1.0, "k": 1.0}, (2, 6, 4), {}, lambda x: x / window(x)),
]


def window(x):
    """k + alpha · mean of the squares of three channels, zeros beyond the edge."""
    squares = torch.nn.functional.pad((x * x).float(), (0, 0, 1, 1))
    mean = (sum(squares[:, at : at + x.shape[1]] for at in range(3)) / 3).to(x.dtype)
    return mean * 0.5 + 1.0


def further():
    rng = np.random.default_rng(7)
    eighths = lambda shape: torch.from_numpy(np.round(rng.standard_normal(shape) * 8).astype("f4") / 8)
    found = []
    for name, options, shape, takes, function in FURTHER:
        for kind, dtype in TYPES.items():
            x, given = eighths(shape), {key: eighths(size) for key, size in takes.items()}
            y = function(x.to(dtype), **{key: value.to(dtype) for key, value in given.items()})
            assert y.dtype == dtype, name
            packed = {key: {"shape": takes[key], "values": pack(value)} for key, value in given.items()}
            found.append({"layer": name, "options": options, "type": kind, "shape": shape, "x": pack(x), "given": packed, "y": pack(y)})
    return found


OUT.write_text(json.dumps({"torch": torch.__version__, "conversions": conversions(), "layers": layers(), "further": further()}))
print(OUT, OUT.stat().st_size)
