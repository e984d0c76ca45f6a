"""Writes test/fixtures/verify/rows.npz and rows.json: what layers made that do more than divide groups by their deviation.

    /usr/bin/python3 test/parity/verify_rows.py

PyTorch's own functions where it has them (local_response_norm, tanh, erf, silu, batch_norm, instance_norm), in float32 as a network has
them; else the formula of the layer's source. γ, β and tensors beside x that the one who asks knows lie beside the pair. The second half
is made by no layer, but nearly.
"""

import json
import pathlib

import numpy
import torch
from torch.nn import functional as F

OUT = pathlib.Path(__file__).parent.parent / "fixtures" / "verify"
torch.manual_seed(23)
arrays, index = {}, []


def add(what, x, y, layer=None, options=None, **known):
    number = f"{len(index):03d}"
    arrays[f"x{number}"], arrays[f"y{number}"] = x.numpy(), y.contiguous().numpy()
    for name, value in known.items():
        arrays[f"{name}{number}"] = value.numpy()
    index.append({"id": number, "what": what, "layer": layer, "options": options or {}, "known": sorted(known)})


def along(values, rank, axis=1):
    return values.reshape([-1 if at == axis else 1 for at in range(rank)])


def rms(x, dims, eps):
    return x / torch.sqrt(x.pow(2).mean(dims, keepdim=True) + eps)


def gated(x, z, weight, groups, before, eps=1e-5):
    v = x * F.silu(z) if before else x
    v = rms(v.reshape(*x.shape[:-1], groups, -1), [-1], eps).reshape(x.shape) * weight
    return v if before else v * F.silu(z)


def response(x, gamma, beta, dims=(2, 3), channel=1, eps=1e-6):
    g = x.pow(2).sum(dims, keepdim=True).sqrt()
    n = g / (g.mean(channel, keepdim=True) + eps)
    return gamma * x * n + beta + x


def weights(size):
    return torch.rand(size) + 0.5, torch.randn(size) * 0.3


# RMSNormGated: groups, both orders, γ known, of a new layer, unknown; 1 + γ
for groups, before, how in [(1, True, "new"), (1, False, "given"), (4, True, "given"), (2, False, "unknown"), (2, True, "unknown"), (4, False, "new")]:
    x, z = torch.randn(3, 12, 16) + 0.3, torch.randn(3, 12, 16)
    weight = torch.ones(16) if how == "new" else torch.rand(16) + 0.5
    known = {"gate": z, "weight": weight} if how == "given" else {"gate": z}
    y = gated(x, z, weight, groups, before)
    add(f"RMSNormGated in {groups}, γ {how}", x, y, "RMSNormGated", {"num_groups": groups, "norm_before_gate": not before}, **known)
x, z, weight = torch.randn(2, 9, 8), torch.randn(2, 9, 8), torch.rand(8) * 0.4 - 0.2
add("RMSNormGated with 1 + γ", x, gated(x, z, 1 + weight, 1, False, 1e-6), "RMSNormGated", {"norm_before_gate": True, "eps": 1e-6}, gate=z, weight=weight)
x, z, weight = torch.randn(2, 16, 12), torch.randn(2, 16, 12), torch.rand(12) + 0.5
add("RMSNormGated in bfloat16", x, gated(x, z, weight, 1, True).bfloat16().float(), "RMSNormGated", {"num_groups": 1}, gate=z, weight=weight)

# GlobalResponseNorm: channels first and last, γ and β known and unknown
for channels_last, how in [(False, "given"), (True, "given"), (False, "unknown"), (True, "unknown")]:
    x = torch.randn(3, 6, 7, 5)
    gamma, beta = weights(5 if channels_last else 6)
    y = response(x, gamma, beta, (1, 2), 3) if channels_last else response(x, along(gamma, 4), along(beta, 4))
    known = {"weight": gamma, "bias": beta} if how == "given" else {}
    add(f"GlobalResponseNorm, γ and β {how}", x, y, "GlobalResponseNorm", {"channels_last": channels_last}, **known)

# DynamicTanh and DynamicErf: α and the shift are never known
for shape, alpha, how in [((4, 10, 8), 0.5, "new"), ((6, 12, 5), 0.8, "given"), ((4, 30, 6), 1.37, "unknown"), ((40, 7), 0.31, "unknown"), ((2, 5, 6, 7), 2.5, "unknown")]:
    x = torch.randn(shape) * 1.5
    gamma, beta = (torch.ones(shape[-1]), torch.zeros(shape[-1])) if how == "new" else weights(shape[-1])
    known = {"weight": gamma, "bias": beta} if how == "given" else {}
    add(f"DynamicTanh, γ and β {how}", x, torch.tanh(alpha * x) * gamma + beta, "DynamicTanh", {"alpha": alpha}, **known)
for shape, alpha, shift, how in [((4, 10, 8), 0.5, 0.0, "new"), ((4, 30, 6), 0.62, 0.4, "unknown"), ((50, 7), 0.9, -0.35, "given")]:
    x = torch.randn(shape) * 1.2
    gamma, beta = (torch.ones(shape[-1]), torch.zeros(shape[-1])) if how == "new" else weights(shape[-1])
    known = {"weight": gamma, "bias": beta} if how == "given" else {}
    add(f"DynamicErf, γ and β {how}", x, torch.erf(alpha * x + shift) * gamma + beta, "DynamicErf", {"alpha": alpha, "shift": shift}, **known)

# GhostBatchNorm: chunks of every kind, the last one smaller
for shape, size, how in [((8, 5, 6), 4, "new"), ((10, 4, 6), 4, "given"), ((12, 6), 4, "unknown"), ((9, 4, 3, 3), 3, "unknown")]:
    x, c = torch.randn(shape) * 2 + 1, shape[1]
    gamma, beta = (torch.ones(c), torch.zeros(c)) if how == "new" else weights(c)
    chunks = x.chunk(-(-shape[0] // size), 0)
    y = torch.cat([F.batch_norm(part, None, None, gamma, beta, True) for part in chunks])
    known = {"weight": gamma, "bias": beta} if how == "given" else {}
    add(f"GhostBatchNorm by {size}, γ and β {how}", x, y, "GhostBatchNorm", {}, **known)

# MaskedBatchNorm1d: with the mask
for how in ("new", "given"):
    x, mask = torch.randn(5, 4, 9) * 2 + 3, (torch.rand(5, 9) > 0.3).float()
    gamma, beta = (torch.ones(4), torch.zeros(4)) if how == "new" else weights(4)
    taking = x.movedim(1, -1)[mask > 0]
    mean, var = taking.mean(0), taking.var(0, unbiased=False)
    y = (x - along(mean, 3)) / torch.sqrt(along(var, 3) + 1e-5) * along(gamma, 3) + along(beta, 3)
    known = {"weight": gamma, "bias": beta} if how == "given" else {}
    add(f"MaskedBatchNorm1d, γ and β {how}", x, y, "MaskedBatchNorm1d", {}, mask=mask, **known)

# BatchRenorm with r and d at their limits, and running statistics known
x = torch.randn(6, 5, 7) * torch.tensor([0.1, 1.0, 1.0, 9.0, 1.0]).view(1, 5, 1) + 8
mean, var = torch.zeros(5), torch.ones(5)
sigma_b, sigma = torch.sqrt(x.var((0, 2), unbiased=False) + 1e-3), torch.sqrt(var + 1e-3)
r = (sigma_b / sigma).clamp(1 / 3, 3)
d = ((x.mean((0, 2)) - mean) / sigma).clamp(-5, 5)
y = (x - along(x.mean((0, 2)), 3)) / along(sigma_b, 3) * along(r, 3) + along(d, 3)
add("BatchRenorm at its limits", x, y, "BatchRenorm", {}, running_mean=mean, running_var=var)

# AdaIN with the style
x, style = torch.randn(2, 4, 5, 6) * 2 + 1, torch.randn(2, 4, 7, 3) * 3 + 2
sigma = torch.sqrt(x.var((2, 3), unbiased=True, keepdim=True) + 1e-5)
to = torch.sqrt(style.var((2, 3), unbiased=True, keepdim=True) + 1e-5)
add("AdaIN", x, (x - x.mean((2, 3), keepdim=True)) / sigma * to + style.mean((2, 3), keepdim=True), "AdaIN", {}, style=style)

# FilterResponseNorm2d: clipped at τ, known and of a new layer; γ and β known and unknown
for how, tau in [("new", None), ("given", True), ("unknown", None), ("unknown", True)]:
    x = torch.randn(4, 5, 6, 6)
    gamma, beta = (torch.ones(5), torch.zeros(5)) if how == "new" else weights(5)
    least = torch.randn(5) * 0.3 if tau else torch.zeros(5)
    y = torch.maximum(along(gamma, 4) * rms(x, [2, 3], 1e-6) + along(beta, 4), along(least, 4))
    known = {"weight": gamma, "bias": beta} if how == "given" else {}
    add(f"FilterResponseNorm2d, γ and β {how}", x, y, "FilterResponseNorm2d", {}, **known, **({"tau": least} if tau else {}))

# LocalResponseNorm of PyTorch: its defaults, and others
for shape, size, alpha, beta, k in [((2, 8, 5, 5), 5, 1e-4, 0.75, 1.0), ((2, 9, 12), 3, 0.02, 0.75, 2.0), ((3, 7, 4, 4), 2, 1.0, 0.5, 1.0), ((2, 8, 20), 4, 0.3, 1.2, 0.8)]:
    x = torch.randn(shape) * 3
    options = {"size": size, "alpha": alpha, "beta": beta, "k": k}
    add("LocalResponseNorm", x, F.local_response_norm(x, size, alpha, beta, k), "LocalResponseNorm", options)

# SwitchNorm2d of its authors: the variance of an instance is divided by n − 1
x = torch.randn(3, 4, 5, 6) * along(torch.rand(4) + 0.5, 4) + 0.4
gamma, beta = weights(4)
mix = torch.softmax(torch.ones(3), 0)
mean_in, var_in = x.mean((2, 3), keepdim=True), x.var((2, 3), keepdim=True)
both = var_in + mean_in**2
mean_ln = mean_in.mean(1, keepdim=True)
var_ln = both.mean(1, keepdim=True) - mean_ln**2
mean_bn = mean_in.mean(0, keepdim=True)
var_bn = both.mean(0, keepdim=True) - mean_bn**2
y = (x - (mix[0] * mean_in + mix[1] * mean_ln + mix[2] * mean_bn)) / torch.sqrt(mix[0] * var_in + mix[1] * var_ln + mix[2] * var_bn + 1e-5)
add("SwitchNorm2d", x, y, "SwitchNorm2d", {})
add("SwitchNorm2d, γ and β unknown", x, y * along(gamma, 4) + along(beta, 4), "SwitchNorm2d", {})

# EvoNorm: v known
for groups in (2, 3):
    x, v = torch.randn(3, 6, 5, 5), torch.rand(6) + 0.5
    gamma, beta = weights(6)
    std = torch.sqrt(x.reshape(3, groups, -1).var(2, unbiased=False) + 1e-5).repeat_interleave(6 // groups, 1)[..., None, None]
    y = x * torch.sigmoid(along(v, 4) * x) / std * along(gamma, 4) + along(beta, 4)
    add("EvoNorm2dS0", x, y, "EvoNorm2dS0", {"num_groups": groups}, v=v)
x, v = torch.randn(4, 5, 6, 6), torch.rand(5) + 0.5
gamma, beta = weights(5)
batch = torch.sqrt(x.var((0, 2, 3), unbiased=False, keepdim=True) + 1e-3)
own = along(v, 4) * x + torch.sqrt(x.var((2, 3), unbiased=False, keepdim=True) + 1e-3)
add("EvoNorm2dB0", x, x / torch.maximum(batch, own) * along(gamma, 4) + along(beta, 4), "EvoNorm2dB0", {}, v=v)

# Per head, and one factor for all
x, weight = torch.randn(3, 10, 12), torch.rand(4) + 0.5
add("QKNorm, γ known", x, (rms(x.reshape(3, 10, 3, 4), [-1], 1e-6) * weight).reshape(x.shape), "QKNorm", {"num_heads": 3}, weight=weight)
x, weight = torch.randn(3, 16, 12), torch.rand(3, 4) + 0.5
add("QKNorm, γ of each head unknown", x, (rms(x.reshape(3, 16, 3, 4), [-1], 1e-6) * weight).reshape(x.shape), "QKNorm", {"num_heads": 3, "per_head": True})
x = torch.randn(4, 6, 10)
add("ScaleNorm", x, 2.7 * F.normalize(x, dim=-1), "ScaleNorm", {})

# Nearly, but by no layer
x, z = torch.randn(3, 12, 16) + 0.3, torch.randn(3, 12, 16)
weight = torch.rand(16) + 0.5
add("a gate by sigmoid", x, rms(x * torch.sigmoid(z), [-1], 1e-5) * weight, gate=z, weight=weight)
add("a gate by GELU", x, rms(x, [-1], 1e-5) * weight * F.gelu(z), gate=z, weight=weight)
add("LayerNorm with a gate", x, F.layer_norm(x * F.silu(z), (16,), weight, eps=1e-5), gate=z)
add("another gate", x, gated(x, torch.randn(3, 12, 16), weight, 1, True), gate=z, weight=weight)
x = torch.randn(4, 30, 6)
gamma, beta = weights(6)
add("a hard tanh", x, (0.7 * x).clamp(-1, 1) * gamma + beta)
add("softsign", x, F.softsign(0.7 * x) * gamma + beta)
add("arctangent", x, torch.atan(0.7 * x) * gamma + beta)
add("SiLU", x, F.silu(x) * gamma + beta)
add("GELU", x, F.gelu(x) * gamma + beta)
add("tanh with α of each place", x, torch.tanh((torch.rand(6) + 0.5) * x) * gamma + beta)
add("noise on a tanh", x, torch.tanh(0.7 * x) + 1e-3 * torch.randn(4, 30, 6))
x = torch.randn(3, 6, 7, 5)
gamma, beta = weights(6)
add("a response over N", x, response(x, along(gamma, 4), along(beta, 4), (2, 3), 0))
add("a response of means", x, along(gamma, 4) * x * x.abs().mean((2, 3), keepdim=True) + along(beta, 4) + x)
add("squeeze and excitation", x, x * torch.sigmoid(x.mean((2, 3), keepdim=True)))
add("a maximum of neighbours", x, F.max_pool2d(x, 3, 1, 1))
add("a response of twice", x, F.local_response_norm(F.local_response_norm(x, 3, 0.5), 3, 0.5))
x = torch.randn(8, 5, 6)
shuffled = torch.cat([F.batch_norm(part, None, None, None, None, True) for part in (x[::2], x[1::2])])
back = torch.empty_like(x)
back[::2], back[1::2] = shuffled[:4], shuffled[4:]
add("chunks of every second sample", x, back)
x, mask = torch.randn(5, 4, 9) * 2 + 3, (torch.rand(5, 9) > 0.3).float()
taking = x.movedim(1, -1)[mask > 0]
mean, var = along(taking.mean(0), 3), along(taking.var(0, unbiased=False), 3)
add("zeros where the mask is 0", x, (x - mean) / torch.sqrt(var + 1e-5) * mask[:, None], mask=mask)

made = sum(pair["layer"] is not None for pair in index)
numpy.savez_compressed(OUT / "rows.npz", **arrays)
about = {"made_by": "test/parity/verify_rows.py", "torch": torch.__version__, "made": made, "pairs": index}
(OUT / "rows.json").write_text(json.dumps(about) + "\n")
print(made, len(index), (OUT / "rows.npz").stat().st_size)
