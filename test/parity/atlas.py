#!/usr/bin/python3
"""Writes test/fixtures/atlas.json.gz: the layers of the table that torch.nn does not have, in float64, on seeded inputs.

Run it with Debian's interpreter (apt-get install python3-torch python3-numpy):

    /usr/bin/python3 test/parity/atlas.py

Where PyTorch has a function for it, that function is called: F.layer_norm, F.batch_norm, F.group_norm,
F.instance_norm, F.normalize. All else is the formula of the layer's source, in float64.
"""
import base64
import gzip
import json
import pathlib
import platform

import numpy as np
import torch
import torch.nn.functional as F

OUT = pathlib.Path(__file__).parent.parent / "fixtures" / "atlas.json.gz"
RNG = np.random.default_rng(20261126)
CASES = []


def pack(array):
    """Base64 of the little-endian bytes, and the type they have."""
    array = np.ascontiguousarray(array)
    return {"dtype": str(array.dtype), "data": base64.b64encode(array.tobytes()).decode()}


def draw(shape, dtype):
    """Values of a random offset and spread."""
    offset, spread = RNG.choice([0.0, 0.5, -3.0, 20.0]), RNG.choice([1.0, 0.1, 4.0])
    return (RNG.standard_normal(shape) * spread + offset).astype(dtype)


def double(array):
    return torch.from_numpy(np.asarray(array, "float64"))


def along(values, rank, *axes):
    """A tensor whose dimensions are those of the axes, with size 1 elsewhere."""
    shape = [1] * rank
    for size, axis in zip(values.shape, axes):
        shape[axis] = size
    return values.reshape(shape)


def case(name, options, shape, function, parameters=None, modes=("train",), running=None, inputs=None):
    """
    Calls function(x, weight, bias, mode, running, inputs) for every mode and records all that goes in and comes out.
    parameters: shapes of weight and bias; inputs: further tensors; running: number of channels; the function changes it.
    """
    dtype = "float64" if len(CASES) % 5 == 0 else "float32"
    record = {"layer": name, "options": options, "shape": list(shape), "state": {}}
    held = {key: draw(size, dtype) for key, size in (parameters or {}).items()}
    record["state"].update({key: pack(value) for key, value in held.items()})
    more = {key: make(dtype) for key, make in (inputs or {}).items()}
    if more:
        record["state"]["inputs"] = {key: {**pack(value), "shape": list(value.shape)} for key, value in more.items()}
    buffers = None
    if running:
        mean, var = draw((running,), "float32").astype("float64"), RNG.uniform(0.2, 3, running).astype("float32")
        buffers = {"mean": double(mean), "var": double(var), "count": 3}
        packed = {"mean": pack(mean), "var": pack(var.astype("float64")), "numBatchesTracked": 3}
        record["state"]["running"] = packed
    calls = []
    for mode in modes:
        x = draw(shape, dtype)
        tensors = {key: double(value) for key, value in held.items()}
        y = function(
            double(x),
            weight=tensors.get("weight"),
            bias=tensors.get("bias"),
            mode=mode,
            running=buffers,
            inputs={key: double(value) for key, value in more.items()},
        )
        call = {"mode": mode, "x": pack(x), "y": pack(y.numpy())}
        if buffers:
            call["running"] = {
                "mean": pack(buffers["mean"].numpy()),
                "var": pack(buffers["var"].numpy()),
                "numBatchesTracked": buffers["count"],
            }
            if dtype == "float32":
                # a float32 layer holds its buffers in float32 from call to call
                held32 = {key: buffers[key].numpy().astype("float32") for key in ("mean", "var")}
                buffers.update({key: double(value) for key, value in held32.items()})
        calls.append(call)
    CASES.append({**record, "calls": calls})


ANY = [(4, 5), (2, 5, 4), (1, 6, 5), (2, 3, 5, 5), (3, 4, 1, 7), (2, 3, 2, 3, 4)]
IMAGES = [(2, 3, 5, 5), (3, 4, 1, 7), (5, 2, 3, 3), (1, 6, 3, 4)]


def rms(x, axes, eps):
    return x / torch.sqrt((x**2).mean(dim=axes, keepdim=True) + eps)


def zero_centered_cases():
    """Transformer Engine's zero_centered_gamma; Gemma's and Qwen3-Next's RMSNorm."""
    for shape in ANY:
        sizes = list(shape[-1:])
        options = {"normalized_shape": sizes, "zero_centered_gamma": True}
        case(
            "LayerNorm",
            options,
            shape,
            lambda x, weight, bias, **_: F.layer_norm(x, sizes, 1 + weight, bias, 1e-5),
            {"weight": sizes, "bias": sizes},
        )
        case(
            "RMSNorm",
            {**options, "eps": 1e-6},
            shape,
            lambda x, weight, **_: rms(x, [-1], 1e-6) * (1 + weight),
            {"weight": sizes},
        )


def layer_norm_2d_cases():
    """timm's LayerNorm2d: F.layer_norm over C with C at the end."""
    for shape in IMAGES:
        for options in ({}, {"eps": 1e-3, "affine": False}):
            affine, eps, c = options.get("affine", True), options.get("eps", 1e-6), shape[1]

            def run(x, weight, bias, **_):
                y = F.layer_norm(x.permute(0, 2, 3, 1), [c], weight, bias, eps)
                return y.permute(0, 3, 1, 2)

            case("LayerNorm2d", options, shape, run, {"weight": [c], "bias": [c]} if affine else None)


def pixel_norm_cases():
    for shape in ANY:
        for eps in (1e-8, 0.25):
            case("PixelNorm", {"eps": eps}, shape, lambda x, **_: rms(x, [1], eps))


def length_cases():
    """F.normalize; ScaleNorm is g times that, over the last dimension."""
    for shape in [(7,), *ANY]:
        for dim in range(len(shape)):
            for eps in (1e-12, 3.0):
                case("L2Norm", {"dim": [dim], "eps": eps}, shape, lambda x, **_: F.normalize(x, 2, dim, eps))
        for g in (None, 2.5):
            gain = shape[-1] ** 0.5 if g is None else g
            case("ScaleNorm", {"g": g}, shape, lambda x, **_: gain * F.normalize(x, 2, -1, 1e-5))
    for shape in ANY[1:]:
        options = {"dim": [0, 2]}
        case("L2Norm", options, shape, lambda x, **_: x / (x**2).sum([0, 2], keepdim=True).sqrt().clamp_min(1e-12))
    case("ScaleNorm", {}, (2, 3, 4), lambda x, weight, **_: weight * F.normalize(x, 2, -1, 1e-5), {"weight": []})


def frozen_cases():
    """torchvision's FrozenBatchNorm2d: F.batch_norm by the buffers, whatever the mode."""
    for shape in IMAGES:
        for eps in (1e-5, 0.1):
            sizes = [shape[1]]

            def run(x, weight, bias, running, **_):
                return F.batch_norm(x, running["mean"], running["var"], weight, bias, False, 0.1, eps)

            options = {"eps": eps}
            parameters = {"weight": sizes, "bias": sizes}
            case("FrozenBatchNorm2d", options, shape, run, parameters, ("train", "eval"), running=shape[1])


def qk_norm_cases():
    """Every head by itself: its root mean square, or its length (F.normalize)."""
    for shape in [(2, 3, 8), (1, 4, 12), (3, 1, 6)]:
        for heads in (1, 2, shape[-1]):
            for norm in ("rms", "l2"):
                for per_head in (False, True):
                    size = shape[-1] // heads

                    def run(x, weight, **_):
                        seen = x.reshape(*shape[:2], heads, size)
                        y = rms(seen, [-1], 1e-6) if norm == "rms" else F.normalize(seen, 2, -1, 1e-6)
                        return (y * weight).reshape(shape)

                    options = {"num_heads": heads, "norm": norm, "per_head": per_head}
                    case("QKNorm", options, shape, run, {"weight": [heads, size] if per_head else [size]})


def modulated_cases():
    """DiT's modulate() after F.layer_norm, diffusers' AdaGroupNorm after F.group_norm."""
    for shape in [(2, 3, 8), (1, 5, 4), (4, 1, 6)]:
        n, _, d = shape

        def layer(x, weight, bias, **_):
            return F.layer_norm(x, [d], None, None, 1e-6) * (1 + weight[:, None]) + bias[:, None]

        case("AdaLayerNorm", {}, shape, layer, {"weight": [n, d], "bias": [n, d]})
    for shape in [(2, 6, 4), (3, 4, 2, 5), (2, 6)]:
        for groups in (1, 2):
            sizes = list(shape[:2])

            def group(x, weight, bias, **_):
                y = F.group_norm(x, groups, None, None, 1e-5)
                return y * (1 + along(weight, x.dim(), 0, 1)) + along(bias, x.dim(), 0, 1)

            case("AdaGroupNorm", {"num_groups": groups}, shape, group, {"weight": sizes, "bias": sizes})


def batch_norm(x, running, mode, momentum=0.1, eps=1e-5):
    y = F.batch_norm(x, running["mean"], running["var"], None, None, mode == "train", momentum, eps)
    running["count"] += mode == "train"
    return y


def conditional_cases():
    """F.batch_norm without parameters, then those of each sample, or of each cell (SPADE)."""
    for shape in IMAGES:
        sizes = list(shape[:2])

        def conditional(x, weight, bias, mode, running, **_):
            return along(weight, 4, 0, 1) * batch_norm(x, running, mode) + along(bias, 4, 0, 1)

        def spade(x, weight, bias, mode, running, **_):
            return batch_norm(x, running, mode) * (1 + weight) + bias

        both = {"weight": sizes, "bias": sizes}
        case("ConditionalBatchNorm2d", {}, shape, conditional, both, ("train", "eval"), running=shape[1])
        case("SPADE", {}, shape, spade, {"weight": shape, "bias": shape}, ("train", "eval"), running=shape[1])


def weight_standardization_cases():
    """timm's StdConv2d: F.batch_norm over every filter, seen as a channel."""
    for shape in IMAGES:
        for eps in (1e-6, 0.5):

            def run(x, **_):
                flat = x.reshape(1, shape[0], -1)
                return F.batch_norm(flat, None, None, training=True, momentum=0.0, eps=eps).reshape(shape)

            case("WeightStandardization", {"eps": eps}, shape, run)


def bent_cases():
    """torch.tanh and torch.erf; γ and β along the last dimension."""
    for shape in [(7,), *ANY]:
        for alpha in (0.5, -2.0):
            sizes = list(shape[-1:])
            both = {"weight": sizes, "bias": sizes}

            def bend(x, weight, bias, **_):
                return torch.tanh(alpha * x) * weight + bias

            def shifted(x, weight, bias, **_):
                return torch.erf(alpha * x + 0.25) * weight + bias

            case("DynamicTanh", {"alpha": alpha}, shape, bend, both)
            case("DynamicErf", {"alpha": alpha, "shift": 0.25}, shape, shifted, both)


def normal(*shape):
    return lambda dtype: draw(shape, dtype)


def gated_cases():
    """Mamba 2's rms_norm_ref of layernorm_gated.py: F.silu, and the root mean square of every group."""
    for shape in [(2, 3, 8), (1, 4, 12), (3, 1, 6)]:
        for groups in (1, 2, 3):
            if shape[-1] % groups:
                continue
            for last in (False, True):
                for eps in (1e-5, 0.25):

                    def run(x, weight, inputs, **_):
                        z = F.silu(inputs["gate"])
                        v = (x if last else x * z).reshape(*shape[:2], groups, -1)
                        y = rms(v, [-1], eps).reshape(shape) * weight
                        return y * z if last else y

                    options = {"num_groups": groups, "norm_before_gate": last, "eps": eps}
                    case("RMSNormGated", options, shape, run, {"weight": [shape[-1]]}, inputs={"gate": normal(*shape)})


def masked_cases():
    """F.batch_norm's statistics over the cells that a mask selects, all cells normalized by them."""
    for shape in [(2, 5, 4), (3, 2, 7), (5, 3, 2), (1, 6, 5)]:
        n, c, length = shape
        for options in ({}, {"affine": False, "momentum": None}, {"track_running_stats": False, "eps": 0.1}):

            def mask(dtype):
                found = (RNG.random((n, length)) < 0.6).astype(dtype)
                found[0, :2] = 1
                return found

            def run(x, weight, bias, mode, running, inputs, **_):
                eps, momentum = options.get("eps", 1e-5), options.get("momentum", 0.1)
                if running and mode == "eval":
                    return F.batch_norm(x, running["mean"], running["var"], weight, bias, False, 0.1, eps)
                valid = x.permute(1, 0, 2)[:, inputs["mask"].bool()]
                mean, var = valid.mean(1), valid.var(1, unbiased=False)
                if running:
                    running["count"] += 1
                    m = momentum if momentum is not None else 1 / running["count"]
                    running["mean"] += m * (mean - running["mean"])
                    running["var"] += m * (valid.var(1, unbiased=True) - running["var"])
                y = (x - along(mean, 3, 1)) / torch.sqrt(along(var, 3, 1) + eps)
                return y if weight is None else y * along(weight, 3, 1) + along(bias, 3, 1)

            parameters = None if options.get("affine") is False else {"weight": [c], "bias": [c]}
            running = None if options.get("track_running_stats") is False else c
            modes = ("train", "train", "eval")
            case("MaskedBatchNorm1d", options, shape, run, parameters, modes, running, {"mask": mask})


def ghost_cases():
    """TabNet's GBN: F.batch_norm on each of torch.chunk's chunks, one after another."""
    for shape in [(10, 3), (7, 2, 4), (5, 4, 2, 3), (9, 3, 2), (6, 2, 1, 2, 2)]:
        for size in (2, 4, 128):
            for momentum in (0.01, None):
                c = shape[1]
                if shape[0] % 2 and len(shape) == 2:
                    continue

                def run(x, weight, bias, mode, running, **_):
                    if mode == "eval":
                        return F.batch_norm(x, running["mean"], running["var"], weight, bias, False, 0.1, 1e-5)
                    found = []
                    for part in x.chunk(int(np.ceil(shape[0] / size)), 0):
                        running["count"] += 1
                        m = momentum if momentum is not None else 1 / running["count"]
                        found.append(F.batch_norm(part, running["mean"], running["var"], weight, bias, True, m, 1e-5))
                    return torch.cat(found)

                options = {"virtual_batch_size": size, "momentum": momentum}
                parameters = {"weight": [c], "bias": [c]}
                case("GhostBatchNorm", options, shape, run, parameters, ("train", "train", "eval"), c)


def renorm_cases():
    """Algorithm 1 of Ioffe 2017, with F.batch_norm in eval."""
    for shape in [(10, 3), (2, 5, 4), (5, 4, 2, 3), (2, 2, 2, 2, 2)]:
        for rmax, dmax in ((3, 5), (1, 0), (1.5, 0.5)):
            c, eps, m = shape[1], 1e-3, 0.01
            axes = [axis for axis in range(len(shape)) if axis != 1]

            def run(x, weight, bias, mode, running, **_):
                if mode == "eval":
                    return F.batch_norm(x, running["mean"], running["var"], weight, bias, False, 0.1, eps)
                mean, var = x.mean(axes), x.var(axes, unbiased=False)
                own, stored = torch.sqrt(var + eps), torch.sqrt(running["var"] + eps)
                r = torch.clamp(own / stored, 1 / rmax, rmax)
                d = torch.clamp((mean - running["mean"]) / stored, -dmax, dmax)
                rank = x.dim()
                y = (x - along(mean, rank, 1)) / along(own, rank, 1) * along(r, rank, 1) + along(d, rank, 1)
                running["mean"] += m * (mean - running["mean"])
                running["var"] += m * (x.var(axes, unbiased=True) - running["var"])
                running["count"] += 1
                return y * along(weight, rank, 1) + along(bias, rank, 1)

            options = {"rmax": rmax, "dmax": dmax}
            parameters = {"weight": [c], "bias": [c]}
            case("BatchRenorm", options, shape, run, parameters, ("train", "train", "eval"), c)


def styled_cases():
    """calc_mean_std of the usual implementation of AdaIN."""

    def mean_std(x, eps):
        flat = x.reshape(*x.shape[:2], -1)
        return along(flat.mean(2), 4, 0, 1), along(torch.sqrt(flat.var(2) + eps), 4, 0, 1)

    for shape in IMAGES:
        for size in ((5, 5), (2, 3)):
            for eps in (1e-5, 0.1):

                def run(x, inputs, **_):
                    mean, std = mean_std(x, eps)
                    shift, scale = mean_std(inputs["style"], eps)
                    return (x - mean) / std * scale + shift

                case("AdaIN", {"eps": eps}, shape, run, inputs={"style": normal(*shape[:2], *size)})


def response_cases():
    """timm's GlobalResponseNorm, on both layouts, and FilterResponseNormTlu2d with |eps|."""
    for shape in IMAGES:
        for last in (False, True):
            c = shape[3 if last else 1]
            space, channel = ([1, 2], 3) if last else ([2, 3], 1)
            for eps in (1e-6, 0.5):

                def run(x, weight, bias, **_):
                    g = x.norm(p=2, dim=space, keepdim=True)
                    n = g / (g.mean(dim=channel, keepdim=True) + eps)
                    return x + along(weight, 4, channel) * (x * n) + along(bias, 4, channel)

                options = {"channels_last": last, "eps": eps}
                case("GlobalResponseNorm", options, shape, run, {"weight": [c], "bias": [c]})
        for eps in (1e-6, -0.5):
            c = shape[1]

            def frn(x, weight, bias, inputs, **_):
                y = rms(x, [2, 3], abs(eps)) * along(weight, 4, 1) + along(bias, 4, 1)
                return torch.maximum(y, along(inputs["tau"], 4, 1))

            both = {"weight": [c], "bias": [c]}
            case("FilterResponseNorm2d", {"eps": eps}, shape, frn, both, inputs={"tau": normal(c)})


def museum_cases():
    """switchable_norm.py of SwitchNorm's authors, evo_norm.py of timm."""
    for shape in [(2, 3, 5, 5), (3, 4, 1, 7), (5, 2, 3, 3)]:
        c = shape[1]
        both = {"weight": [c], "bias": [c]}

        def switch(x, weight, bias, mode, running, inputs, **_):
            flat = x.reshape(*shape[:2], -1)
            mean_in, var_in = flat.mean(-1, keepdim=True), flat.var(-1, keepdim=True)
            mean_ln, temp = mean_in.mean(1, keepdim=True), var_in + mean_in**2
            var_ln = temp.mean(1, keepdim=True) - mean_ln**2
            if mode == "train":
                mean_bn = mean_in.mean(0, keepdim=True)
                var_bn = temp.mean(0, keepdim=True) - mean_bn**2
                running["mean"] = 0.9 * running["mean"] + 0.1 * mean_bn.flatten()
                running["var"] = 0.9 * running["var"] + 0.1 * var_bn.flatten()
                running["count"] += 1
            else:
                mean_bn, var_bn = along(running["mean"], 3, 1), along(running["var"], 3, 1)
            a, b = torch.softmax(inputs["mean_weight"], 0), torch.softmax(inputs["var_weight"], 0)
            mean = a[0] * mean_in + a[1] * mean_ln + a[2] * mean_bn
            var = b[0] * var_in + b[1] * var_ln + b[2] * var_bn
            y = ((flat - mean) / torch.sqrt(var + 1e-5)).reshape(shape)
            return y * along(weight, 4, 1) + along(bias, 4, 1)

        weights = {"mean_weight": normal(3), "var_weight": normal(3)}
        case("SwitchNorm2d", {}, shape, switch, both, ("train", "train", "eval"), c, weights)
        for groups in {1, c}:

            def s0(x, weight, bias, inputs, **_):
                seen = x.reshape(shape[0], groups, -1)
                std = torch.sqrt(seen.var(2, unbiased=False, keepdim=True) + 1e-5).expand(seen.shape).reshape(shape)
                y = x * torch.sigmoid(x * along(inputs["v"], 4, 1)) / std
                return y * along(weight, 4, 1) + along(bias, 4, 1)

            case("EvoNorm2dS0", {"num_groups": groups}, shape, s0, both, inputs={"v": normal(c)})

        def b0(x, weight, bias, mode, running, inputs, **_):
            var = x.var((0, 2, 3), unbiased=False) if mode == "train" else running["var"]
            if mode == "train":
                n = x.numel() / c
                running["var"] = running["var"] * 0.9 + var * 0.1 * (n / (n - 1))
                running["count"] += 1
            std = torch.sqrt(x.var((2, 3), unbiased=False, keepdim=True) + 1e-3)
            right = x * along(inputs["v"], 4, 1) + std
            y = x / torch.maximum(along(torch.sqrt(var + 1e-3), 4, 1), right)
            return y * along(weight, 4, 1) + along(bias, 4, 1)

        case("EvoNorm2dB0", {}, shape, b0, both, ("train", "train", "eval"), c, {"v": normal(c)})
        for name in ("EvoNorm2dS0", "EvoNorm2dB0"):

            def idle(x, weight, bias, **_):
                return x * along(weight, 4, 1) + along(bias, 4, 1)

            case(name, {"apply_act": False}, shape, idle, both, ("train", "eval"))


def main():
    gated_cases()
    masked_cases()
    ghost_cases()
    renorm_cases()
    styled_cases()
    response_cases()
    museum_cases()
    bent_cases()
    modulated_cases()
    conditional_cases()
    weight_standardization_cases()
    zero_centered_cases()
    layer_norm_2d_cases()
    pixel_norm_cases()
    length_cases()
    frozen_cases()
    qk_norm_cases()
    versions = {"torch": torch.__version__, "numpy": np.__version__, "python": platform.python_version()}
    text = json.dumps({"versions": versions, "cases": CASES, "failures": []}, separators=(",", ":"))
    OUT.write_bytes(gzip.compress(text.encode(), mtime=0))
    print(f"{len(CASES)} cases, {OUT.stat().st_size} bytes: {OUT}")


if __name__ == "__main__":
    main()
