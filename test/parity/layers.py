#!/usr/bin/python3
"""Writes test/fixtures/layers.json.gz: layers run by real PyTorch, in float64, on seeded inputs.

Run it with Debian's interpreter (apt-get install python3-torch python3-numpy):

    /usr/bin/python3 test/parity/layers.py

Inputs are float32 or float64 and are computed on in float64. What this PyTorch lacks is computed by its
formula in float64: RMSNorm, the teaching variants and Custom. SyncBatchNorm is PyTorch's batch norm over
all replicas' samples together, which is what its devices agree on.
"""
import base64
import gzip
import json
import pathlib
import platform

import numpy as np
import torch
import torch.nn.functional as F
from torch import nn

OUT = pathlib.Path(__file__).parent.parent / "fixtures" / "layers.json.gz"
RNG = np.random.default_rng(20240607)

SHAPES = {
    2: [(4, 5), (2, 3), (3, 1), (7, 6)],
    3: [(2, 5, 4), (3, 4, 7), (1, 6, 5), (4, 6, 1), (2, 1, 9)],
    4: [(2, 3, 5, 5), (3, 4, 1, 7), (1, 6, 3, 4), (2, 4, 2, 1), (5, 2, 3, 3)],
    5: [(2, 3, 2, 3, 4), (1, 4, 3, 1, 5), (3, 2, 1, 4, 2)],
}


def pack(array):
    """Base64 of the little-endian bytes, and the type they have."""
    array = np.ascontiguousarray(array)
    return {"dtype": str(array.dtype), "data": base64.b64encode(array.tobytes()).decode()}


def draw(shape, dtype):
    """Values of a random offset and spread."""
    offset, spread = RNG.choice([0.0, 0.5, -3.0, 20.0]), RNG.choice([1.0, 0.1, 4.0])
    return (RNG.standard_normal(shape) * spread + offset).astype(dtype)


def batch_norm_class(shape, sync):
    """BatchNorm of the rank of the input; the base class where any rank will do."""
    if sync:

        class AnyRank(nn.modules.batchnorm._BatchNorm):
            def _check_input_dim(self, input):
                pass

        return AnyRank
    return {2: nn.BatchNorm1d, 3: nn.BatchNorm1d, 4: nn.BatchNorm2d, 5: nn.BatchNorm3d}[len(shape)]


class Formula(nn.Module):
    """y = (x - mean) / sqrt(mean square + eps) over any axes, as the definitions have it."""

    def __init__(self, axes, param_axes, center, eps, shape, has_weight, has_bias, gamma_offset=0):
        super().__init__()
        self.axes, self.center, self.eps, self.gamma_offset = axes, center, eps, gamma_offset
        sizes = [shape[axis] for axis in param_axes]
        self.spread = [size if axis in param_axes else 1 for axis, size in enumerate(shape)]
        self.weight = nn.Parameter(torch.ones(sizes)) if has_weight else None
        self.bias = nn.Parameter(torch.zeros(sizes)) if has_bias else None

    def forward(self, x):
        centred = x - x.mean(dim=self.axes, keepdim=True) if self.center else x
        y = centred / torch.sqrt((centred**2).mean(dim=self.axes, keepdim=True) + self.eps)
        if self.weight is not None:
            y = y * (self.gamma_offset + self.weight.view(self.spread))
        return y + self.bias.view(self.spread) if self.bias is not None else y


class Mistake(nn.Module):
    """BatchNorm with the variance divided by n - 1, or with eps outside the root; no running statistics."""

    def __init__(self, unbiased, outside, eps, channels):
        super().__init__()
        self.unbiased, self.outside, self.eps = unbiased, outside, eps
        self.weight, self.bias = nn.Parameter(torch.ones(channels)), nn.Parameter(torch.zeros(channels))

    def forward(self, x):
        axes = [axis for axis in range(x.dim()) if axis != 1]
        var, mean = torch.var_mean(x, dim=axes, unbiased=self.unbiased, keepdim=True)
        below = var.sqrt() + self.eps if self.outside else (var + self.eps).sqrt()
        spread = [-1 if axis == 1 else 1 for axis in range(x.dim())]
        return (x - mean) / below * self.weight.view(spread) + self.bias.view(spread)


CASES = []


def case(name, options, shape, module, modes=("train",), dtype=None, preset=False):
    """Runs a layer on one batch a mode and records all that goes in and comes out."""
    dtype = dtype or ("float64" if len(CASES) % 5 == 0 else "float32")
    module = module.double()
    record = {"layer": name, "options": options, "shape": list(shape), "state": {}}
    for key in ("weight", "bias"):
        parameter = getattr(module, key, None)
        if isinstance(parameter, torch.Tensor):
            values = draw(tuple(parameter.shape), dtype)
            with torch.no_grad():
                parameter.copy_(torch.from_numpy(values.astype("float64")))
            record["state"][key] = pack(values)
    if preset:
        mean, var = draw(module.running_mean.shape, "float64"), RNG.uniform(0.2, 3, module.running_var.shape)
        module.running_mean.copy_(torch.from_numpy(mean))
        module.running_var.copy_(torch.from_numpy(var))
        module.num_batches_tracked.fill_(3)
        record["state"]["running"] = {"mean": pack(mean), "var": pack(var), "numBatchesTracked": 3}
    calls = []
    for mode in modes:
        x = draw(shape, dtype)
        module.train(mode == "train")
        with torch.no_grad():
            y = module(torch.from_numpy(x.astype("float64"))).numpy()
        call = {"mode": mode, "x": pack(x), "y": pack(y)}
        if getattr(module, "running_mean", None) is not None:
            call["running"] = {
                "mean": pack(module.running_mean.numpy()),
                "var": pack(module.running_var.numpy()),
                "numBatchesTracked": int(module.num_batches_tracked),
            }
        calls.append(call)
    CASES.append({**record, "calls": calls})


def batch_cases():
    variants = [
        ({}, ("train",), False),
        ({"eps": 1e-3, "affine": False}, ("train", "eval"), False),
        ({"momentum": None}, ("train", "train", "train", "eval"), False),
        ({"momentum": 0.3, "eps": 1e-6}, ("train", "train", "eval"), True),
        ({"track_running_stats": False}, ("eval",), False),
        ({"track_running_stats": False, "affine": False, "eps": 0.1}, ("train",), False),
        ({"momentum": 1.0}, ("train", "eval"), False),
        ({}, ("eval",), True),
    ]
    for rank, shapes in SHAPES.items():
        for shape in shapes:
            for options, modes, preset in variants:
                layer = batch_norm_class(shape, False)
                case(layer.__name__, options, shape, layer(shape[1], **options), modes, preset=preset)


def sync_cases():
    for shape, replicas in [((5, 3), [2, 3]), ((6, 4, 3), [1, 2, 3]), ((4, 2, 3, 2), [3, 1]), ((3, 2, 1, 2, 2), [1, 1, 1])]:
        for options, modes in [({}, ("train", "eval")), ({"momentum": None, "eps": 1e-4}, ("train", "train"))]:
            layer = batch_norm_class(shape, True)(shape[1], **options)
            case("SyncBatchNorm", {**options, "replicas": replicas}, shape, layer, modes)


class LayerNormParts(nn.Module):
    """torch.layer_norm with a weight and no bias, which nn.LayerNorm of this version cannot have, or with 1 + weight."""

    def __init__(self, sizes, eps, gamma_offset=0, has_bias=False):
        super().__init__()
        self.sizes, self.eps, self.gamma_offset = sizes, eps, gamma_offset
        self.weight = nn.Parameter(torch.ones(sizes))
        self.bias = nn.Parameter(torch.zeros(sizes)) if has_bias else None

    def forward(self, x):
        return F.layer_norm(x, self.sizes, self.gamma_offset + self.weight, self.bias, self.eps)



def layer_cases():
    for rank, shapes in SHAPES.items():
        for shape in shapes:
            for count in range(1, rank + 1):
                sizes = list(shape[rank - count :])
                options = {"normalized_shape": sizes}
                pick = len(CASES) % 3
                if pick == 0:
                    case("LayerNorm", options, shape, nn.LayerNorm(sizes))
                elif pick == 1:
                    eps = {"eps": 1e-3}
                    plain = nn.LayerNorm(sizes, elementwise_affine=False, **eps)
                    case("LayerNorm", {**options, "elementwise_affine": False, **eps}, shape, plain, ("eval",))
                else:
                    case("LayerNorm", {**options, "bias": False}, shape, LayerNormParts(sizes, 1e-5))
                rms_cases(shape, sizes, rank - count)


def rms_cases(shape, sizes, first):
    pick = len(CASES) % 3
    dtype = "float64" if pick == 2 else "float32"
    axes = list(range(first, len(shape)))
    options = {"normalized_shape": sizes, **({"eps": 1e-2} if pick == 1 else {})}
    # eps None is the epsilon of the input's type
    eps = 1e-2 if pick == 1 else float(np.finfo(dtype).eps)
    affine = pick != 2
    options = options if affine else {**options, "elementwise_affine": False}
    case("RMSNorm", options, shape, Formula(axes, axes, False, eps, shape, affine, False), dtype=dtype)


def zero_centred_cases():
    """x_hat * (1 + weight): zero_centered_gamma of Transformer Engine, and what Gemma's RMSNorm does."""
    for shape, count in [((4, 6), 1), ((2, 5, 3), 2), ((2, 3, 4, 5), 1)]:
        sizes, first = list(shape[-count:]), len(shape) - count
        options = {"normalized_shape": sizes, "zero_centered_gamma": True}
        case("LayerNorm", options, shape, LayerNormParts(sizes, 1e-5, 1, True))
        case("LayerNorm", {**options, "bias": False}, shape, LayerNormParts(sizes, 1e-5, 1))
        axes = list(range(first, len(shape)))
        case("RMSNorm", {**options, "eps": 1e-6}, shape, Formula(axes, axes, False, 1e-6, shape, True, False, 1))


def group_cases():
    for shapes in SHAPES.values():
        twelve = (2, 12) + shapes[0][2:]
        for shape in shapes + [twelve]:
            for groups in [g for g in range(1, shape[1] + 1) if shape[1] % g == 0]:
                if np.prod(shape) == groups:
                    continue
                pick = len(CASES) % 2
                options = [{}, {"affine": False, "eps": 1e-3}][pick]
                layer = nn.GroupNorm(groups, shape[1], **options)
                case("GroupNorm", {"num_groups": groups, **options}, shape, layer, ["train", "eval"][pick : pick + 1])


def instance_cases():
    variants = [
        ({}, ("train",), False),
        ({"affine": True, "eps": 1e-3}, ("eval",), False),
        ({"track_running_stats": True}, ("train", "train", "eval"), False),
        ({"track_running_stats": True, "affine": True, "momentum": 0.25}, ("train", "eval"), True),
        ({"track_running_stats": True, "momentum": None}, ("train", "eval"), True),
    ]
    classes = {3: nn.InstanceNorm1d, 4: nn.InstanceNorm2d, 5: nn.InstanceNorm3d}
    for rank, layer in classes.items():
        for shape in SHAPES[rank]:
            if np.prod(shape[2:]) == 1:
                continue
            for options, modes, preset in variants:
                # this version passes momentum None on and fails; PyTorch 2 takes it for 0.0
                torch_options = {**options, "momentum": options.get("momentum", 0.1) or 0.0}
                case(layer.__name__, options, shape, layer(shape[1], **torch_options), modes, preset=preset)
            single = shape[1:]
            case(layer.__name__, {}, single, layer(single[0]))
            tracked = {"track_running_stats": True, "affine": True}
            case(layer.__name__, tracked, single, layer(single[0], **tracked), ("train", "eval"))


def window_cases():
    for rank in (3, 4, 5):
        for shape in SHAPES[rank]:
            for size in (1, 2, 3, 5, 8):
                pick = len(CASES) % 2
                options = [{"size": size}, {"size": size, "alpha": 0.5, "beta": 1.25, "k": 2.0}][pick]
                case("LocalResponseNorm", options, shape, nn.LocalResponseNorm(**options))


def custom_cases():
    for shape in [(4, 5), (2, 5, 4), (2, 3, 4, 5), (2, 3, 2, 3, 2)]:
        rank = len(shape)
        for axes in [[0], [rank - 1], [0, rank - 1], list(range(rank))]:
            for params in [None, [rank - 1], [0, 1]]:
                center = len(CASES) % 4 != 0
                options = {"axes": axes, "param_axes": params, "center": center}
                has = params is not None
                case("Custom", options, shape, Formula(axes, params or [], center, 1e-5, shape, has, has))


def teaching_cases():
    for shape in [(4, 5), (3, 4, 7), (2, 3, 5, 5), (2, 3, 2, 3, 4)]:
        for eps in (1e-5, 0.1):
            options = {"eps": eps, "track_running_stats": False}
            case("UnbiasedBatchNorm", options, shape, Mistake(True, False, eps, shape[1]))
            case("EpsOutsideBatchNorm", options, shape, Mistake(False, True, eps, shape[1]))


FAILURES = []


def failure(name, options, shape, mode="train"):
    """Records the message with which PyTorch refuses."""
    try:
        getattr(nn, name)(**options).train(mode == "train")(torch.zeros(shape))
    except Exception as error:
        message = " ".join(str(error).split())
        FAILURES.append({"layer": name, "options": options, "shape": list(shape), "mode": mode, "message": message})
        return
    raise AssertionError(f"{name} {options} {shape} was expected to fail")


def failures():
    five = {"num_features": 5}
    for shape, mode in [((1, 5), "train"), ((1, 5, 1), "train")]:
        failure("BatchNorm1d", five, shape, mode=mode)
    failure("BatchNorm1d", {**five, "track_running_stats": False}, (1, 5), mode="eval")
    failure("BatchNorm2d", five, (1, 5, 1, 1))
    failure("BatchNorm3d", five, (1, 5, 1, 1, 1))
    failure("BatchNorm1d", five, (4, 6, 5))
    failure("BatchNorm1d", five, (4, 6, 5), mode="eval")
    failure("BatchNorm1d", {**five, "track_running_stats": False}, (4, 6, 5))
    failure("BatchNorm2d", five, (2, 3, 4, 4))
    failure("BatchNorm1d", five, (2, 5, 3, 3))
    failure("BatchNorm2d", five, (2, 5, 3))
    failure("BatchNorm3d", five, (2, 5, 3, 3))
    for mode in ("train", "eval"):
        failure("InstanceNorm1d", five, (2, 5, 1), mode=mode)
        failure("InstanceNorm1d", five, (5, 1), mode=mode)
        failure("InstanceNorm2d", five, (2, 5, 1, 1), mode=mode)
        failure("InstanceNorm3d", five, (5, 1, 1, 1), mode=mode)
    failure("InstanceNorm1d", {**five, "track_running_stats": True}, (2, 5, 1))
    failure("InstanceNorm1d", five, (2, 5, 3, 3))
    failure("InstanceNorm2d", five, (2, 5))
    failure("InstanceNorm3d", five, (2, 5, 3))
    failure("GroupNorm", {"num_groups": 4, "num_channels": 6}, (2, 6))
    failure("GroupNorm", {"num_groups": 3, "num_channels": 6, "affine": False}, (2, 8, 3))
    failure("GroupNorm", {"num_groups": 2, "num_channels": 6}, (2, 8, 3))
    failure("GroupNorm", {"num_groups": 6, "num_channels": 6}, (1, 6))
    failure("GroupNorm", {"num_groups": 6, "num_channels": 6}, (1, 6, 1, 1))
    failure("LayerNorm", {"normalized_shape": [7]}, (4, 6))
    failure("LayerNorm", {"normalized_shape": [3, 7]}, (4, 3, 6))
    failure("LayerNorm", {"normalized_shape": [3, 4, 6]}, (4, 6))
    failure("LayerNorm", {"normalized_shape": []}, (4, 6))
    failure("LocalResponseNorm", {"size": 3}, (4, 6))


def main():
    torch.manual_seed(0)
    batch_cases()
    sync_cases()
    layer_cases()
    group_cases()
    instance_cases()
    window_cases()
    custom_cases()
    teaching_cases()
    zero_centred_cases()
    failures()
    versions = {"torch": torch.__version__, "numpy": np.__version__, "python": platform.python_version()}
    text = json.dumps({"versions": versions, "cases": CASES, "failures": FAILURES}, separators=(",", ":"))
    OUT.write_bytes(gzip.compress(text.encode(), mtime=0))
    print(f"{len(CASES)} cases, {len(FAILURES)} failures, {OUT.stat().st_size} bytes: {OUT}")


if __name__ == "__main__":
    main()
