"""Writes test/fixtures/verify/: pairs of x and y that a layer made, and pairs that none made.

    /usr/bin/python3 test/parity/verify_pairs.py

pairs.npz: x and y of every pair, γ, β and running statistics where the one who asks knows them; pairs.json: what made y. hard.npz and
hard.json: the same of pairs that were told wrongly once, each of which has to be right.
"""

import json
import pathlib

import numpy
import torch
from torch import nn
from torch.nn import functional as F

OUT = pathlib.Path(__file__).parent.parent / "fixtures" / "verify"
OUT.mkdir(parents=True, exist_ok=True)
torch.manual_seed(11)
rng = numpy.random.default_rng(11)
arrays, index = {}, []
SHAPES = {2: [(16, 6), (9, 12)], 3: [(4, 6, 8), (3, 8, 10), (5, 4, 7)], 4: [(3, 4, 5, 6), (2, 8, 4, 5)]}


def data(shape):
    scale = torch.rand(shape[1] if len(shape) > 1 else 1) * 2 + 0.3
    kind = rng.integers(3)
    x = torch.randn(shape) * scale.view([1, -1] + [1] * (len(shape) - 2))
    return x + (rng.normal() * 2 if kind == 1 else 0) if kind < 2 else x * 3 - 0.5


def add(what, x, y, expected=None, **known):
    number = f"{len(index):03d}"
    arrays[f"x{number}"], arrays[f"y{number}"] = x.detach().numpy(), y.detach().numpy()
    for name, value in known.items():
        arrays[f"{name}{number}"] = value.detach().numpy()
    index.append({"id": number, "what": what, "expected": expected, "known": sorted(known)})


def pick(values):
    return values[rng.integers(len(values))]


def shape_of(*ranks):
    return pick(SHAPES[pick(ranks)])


def randomize(layer):
    if getattr(layer, "weight", None) is not None:
        nn.init.uniform_(layer.weight, 0.4, 1.8)
    if getattr(layer, "bias", None) is not None:
        nn.init.normal_(layer.bias)
    return layer


def affine_of(layer, choice):
    """none: γ 1 and β 0; given: known beside the pair; fitted: not known."""
    if choice == "none":
        return {}
    randomize(layer)
    known = {"weight": layer.weight} if choice == "given" else {}
    return {**known, "bias": layer.bias} if choice == "given" and layer.bias is not None else known


def moments(x, dims, unbiased=False):
    return x.mean(dims, keepdim=True), x.var(dims, unbiased=unbiased, keepdim=True)


def expected(kind, reduced, mode="train", groups=None, variance="biased", place="inside", eps=1e-5):
    made = {"kind": kind, "reducedDims": list(reduced), "mode": mode, "variance": variance, "epsPlacement": place, "eps": eps}
    return {**made, "numGroups": groups} if groups else made


BATCH = {2: nn.BatchNorm1d, 3: nn.BatchNorm1d, 4: nn.BatchNorm2d}
INSTANCE = {3: nn.InstanceNorm1d, 4: nn.InstanceNorm2d}
AFFINE = ["none", "given", "fitted"]

for i in range(16):
    shape, eps = shape_of(2, 3, 4), pick([1e-5, 1e-3])
    layer, x = BATCH[len(shape)](shape[1], eps=eps), data(shape)
    known = affine_of(layer, AFFINE[i % 3])
    dims = [d for d in range(len(shape)) if d != 1]
    # Fitted γ takes in what is divided by: eps is not to be told.
    add("BatchNorm", x, layer(x), expected("BatchNorm", dims, eps=eps if i % 3 < 2 else None), **known)
for i in range(8):
    shape = shape_of(3, 4)
    x = data(shape)
    y = BATCH[len(shape)](shape[-1])(x.movedim(-1, 1)).movedim(1, -1)
    add("BatchNorm over channels-last", x, y, expected("BatchNorm", range(len(shape) - 1)))
for i in range(14):
    shape, eps = shape_of(2, 3, 4), pick([1e-5, 1e-6, 1e-12, 1e-3])
    count = 1 + i % min(3, len(shape) - 1)
    layer, x = nn.LayerNorm(shape[-count:], eps=eps), data(shape)
    choice = AFFINE[i % 3] if len(shape) - count > 0 and numpy.prod(shape[:-count]) > 3 else "none"
    known = affine_of(layer, choice)
    add(f"LayerNorm over {count}", x, layer(x), expected("LayerNorm", range(len(shape) - count, len(shape)), eps=eps), **known)
for i in range(10):
    shape = shape_of(3, 4)
    layer, x = INSTANCE[len(shape)](shape[1], affine=i % 3 > 0), data(shape)
    known = affine_of(layer, AFFINE[i % 3]) if i % 3 else {}
    add("InstanceNorm", x, layer(x), expected("InstanceNorm", range(2, len(shape))), **known)
for i in range(10):
    shape = shape_of(3, 4)
    groups = 2 if shape[1] != 8 else pick([2, 4])
    layer, x = nn.GroupNorm(groups, shape[1]), data(shape)
    known = affine_of(layer, AFFINE[i % 3])
    add("GroupNorm", x, layer(x), expected("GroupNorm", range(1, len(shape)), groups=groups), **known)
for i in range(10):
    shape, eps = shape_of(2, 3), pick([1e-6, 1e-5, 2**-23])
    x, weight = data(shape) + 0.3, torch.rand(shape[-1]) * 1.5 + 0.3
    offset = i % 4 == 3
    y = x / torch.sqrt(x.pow(2).mean(-1, keepdim=True) + eps)
    y = y if i % 3 == 0 and not offset else y * (1 + weight if offset else weight)
    known = {"weight": weight} if offset or i % 3 == 1 else {}
    add("RMSNorm", x, y, expected("RMSNorm", [len(shape) - 1], variance="mean square", eps=eps), **known)
for i in range(8):
    shape = shape_of(2, 3, 4)
    x = data(shape)
    dims = [d for d in range(len(shape)) if d != 1] if i % 2 else [len(shape) - 1]
    mean, var = moments(x, dims, unbiased=True)
    y = (x - mean) / torch.sqrt(var + 1e-5)
    add("unbiased", x, y, expected("BatchNorm" if i % 2 else "LayerNorm", dims, variance="unbiased"))
for i in range(8):
    shape, eps = shape_of(2, 3, 4), pick([1e-3, 1e-5])
    x = data(shape)
    dims = [d for d in range(len(shape)) if d != 1] if i % 2 else [len(shape) - 1]
    mean, var = moments(x, dims)
    y = (x - mean) / (torch.sqrt(var) + eps)
    add("eps outside", x, y, expected("BatchNorm" if i % 2 else "LayerNorm", dims, place="outside", eps=eps))
for i in range(10):
    shape = shape_of(2, 3, 4)
    layer, x = BATCH[len(shape)](shape[1]), data(shape)
    for _ in range(3):
        layer(data(shape) * 2 + 1)
    randomize(layer)
    layer.eval()
    known = {}
    if i % 2:
        known = {"running_mean": layer.running_mean, "running_var": layer.running_var, "weight": layer.weight, "bias": layer.bias}
    dims = [d for d in range(len(shape)) if d != 1]
    add("BatchNorm in eval", x, layer(x), expected("BatchNorm", dims, mode="eval", eps=None), **known)
for i in range(6):
    shape = shape_of(3, 4)
    x = data(shape)
    y = BATCH[len(shape)](shape[1])(x)
    dims = [d for d in range(len(shape)) if d != 1]
    if i < 2:
        y = y.movedim(1, -1).contiguous()
    elif i < 4:
        y = y.transpose(-1, -2).contiguous()
    elif i < 5:
        y = y.half()
    else:
        y = y.bfloat16().float()
    add("another layout or type", x, y, expected("BatchNorm", dims, eps=None))

made = len(index)
for shape in [(6, 8), (4, 6, 8), (3, 4, 5, 6)]:
    x = torch.randn(shape) + 0.2
    batch = BATCH[len(shape)](shape[1])(x)
    normed = F.layer_norm(x, shape[-1:])
    # which is DynamicTanh with α 1, without γ and β
    add("tanh", x, torch.tanh(x), expected("DynamicTanh", [], variance="none", eps=None))
    add("softmax", x, torch.softmax(x, -1))
    add("log softmax", x, torch.log_softmax(x, 1))
    add("sorted", x, torch.sort(batch, 0).values)
    add("noise on a BatchNorm", x, batch + 0.02 * torch.randn(shape))
    add("ReLU of a LayerNorm", x, torch.relu(normed))
    add("two norms in a row", x, F.layer_norm(batch, shape[-1:]))
    add("two norms the other way", x, BATCH[len(shape)](shape[1])(normed))
    add("noise alone", x, torch.randn(shape))
    add("GELU", x, F.gelu(x))
    add("L2 norm of a tanh", x, F.normalize(torch.tanh(x), dim=-1))
    add("a square", x, batch**2)



def write(name, **more):
    numpy.savez_compressed(OUT / f"{name}.npz", **arrays)
    about = {"made_by": "test/parity/verify_pairs.py", "torch": torch.__version__, **more, "pairs": index}
    (OUT / f"{name}.json").write_text(json.dumps(about) + "\n")
    print(name, len(index), (OUT / f"{name}.npz").stat().st_size)


write("pairs", made=made)
arrays.clear(), index.clear()
# Beside means near 0 what is left of y is the rounding of the mean.
x = torch.randn(4, 8, 6, 6)
add("GroupNorm with a group a channel", x, nn.GroupNorm(8, 8)(x), expected("GroupNorm", [2, 3]))
x = torch.randn(2, 16, 8, 8)
add("BatchNorm fed channels first", x, nn.BatchNorm2d(2)(x.transpose(0, 1)).transpose(0, 1), expected("BatchNorm", [1, 2, 3]))
# PyTorch rounds the statistics of bfloat16, too.
for shape, layer, kind, dims in [
    ((32, 16), nn.LayerNorm(16), "LayerNorm", [1]),
    ((6, 12, 5), nn.LayerNorm(5), "LayerNorm", [2]),
    ((2, 3, 64), nn.GroupNorm(3, 3), "GroupNorm", [2]),
]:
    x = (torch.randn(shape) * 2 + 1).bfloat16()
    add("bfloat16 throughout", x.float(), layer.bfloat16()(x).float(), expected(kind, dims, eps=None))
x = torch.randn(3, 6, 12)
add("an eps that is on no list", x, nn.BatchNorm1d(6, eps=7e-3)(x), expected("BatchNorm", [0, 2], eps=7e-3))
# In a row: the second one has γ and β of neither, or an eps that nobody types.
for shape in [(12, 9), (16, 8)]:
    x = torch.randn(shape) + 0.3
    batch = nn.BatchNorm1d(shape[1])(x)
    add("RMSNorm of a BatchNorm", x, batch / torch.sqrt(batch.pow(2).mean(-1, keepdim=True) + 1e-6))
for shape in [(3, 8, 7), (2, 6, 5, 7)]:
    x = torch.randn(shape) + 0.3
    add("LayerNorm over all of a BatchNorm", x, F.layer_norm(BATCH[len(shape)](shape[1])(x), shape[1:]))
x = torch.randn(8, 4, 16) * 1.3 + 0.3
batch = nn.BatchNorm1d(4)(x)
add("LayerNorm of a BatchNorm of alike channels", x, F.layer_norm(batch, (16,)))
add("BatchNorm twice", x, nn.BatchNorm1d(4)(batch))
add("InstanceNorm of a LayerNorm over all", x, nn.InstanceNorm1d(4)(F.layer_norm(x, (4, 16))))
x = torch.randn(3, 8, 7) * 5 + 50
add("BatchNorm of a LayerNorm far from 0", x, nn.BatchNorm1d(8)(F.layer_norm(x, (7,))))
write("hard")
