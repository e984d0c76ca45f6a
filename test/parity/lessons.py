"""The lessons' facts, by PyTorch: writes test/fixtures/lessons.json.

Run with Debian's python3-torch: /usr/bin/python3 test/parity/lessons.py
"""

import json
import math
import pathlib
import platform

import torch
from torch import nn

torch.manual_seed(42)
X = torch.randn(2, 5, 4).double()
IMG = torch.randn(2, 3, 5, 5).double()


def drawn(*shape):
    torch.manual_seed(42)
    return torch.randn(*shape).double()


def layer(module):
    return module.double()


def bn(features, **options):
    return layer(nn.BatchNorm1d(features, **options))


def ln(*shape, **options):
    return layer(nn.LayerNorm(shape, **options))


def diff(a, b):
    return (a - b).abs().max().item()


def over_channels(x, module):
    """Feeds (N, L, C) and gives (N, C, L) back."""
    return module(x.transpose(1, 2)).transpose(1, 2)


def filled():
    """In eval, with another mean and variance than those of a fresh layer."""
    module = bn(5).eval()
    module.running_mean.fill_(1.0)
    module.running_var.fill_(4.0)
    return module


facts = {}
running = {}


def remember(lesson, *modules):
    """What these layers remember after the lesson's batch, by channel."""
    for module in modules:
        module(X)
    running[lesson] = [{"mean": m.running_mean.tolist(), "var": m.running_var.tolist()} for m in modules]


square = drawn(2, 4, 4)
facts["squareTrap.difference"] = diff(bn(4)(square), over_channels(square, bn(4)))

group = layer(nn.GroupNorm(1, 5))(X)
facts["groupNormOne.withCL"] = diff(group, ln(5, 4)(X))
facts["groupNormOne.withC"] = diff(group, over_channels(X, ln(5)))

instance = layer(nn.InstanceNorm1d(5))(X)
facts["roleSwap.overL"] = diff(ln(4)(X), instance)
facts["roleSwap.overC"] = diff(over_channels(X, layer(nn.InstanceNorm1d(4))), over_channels(X, ln(5)))
facts["roleSwap.between"] = diff(ln(4)(X), over_channels(X, ln(5)))

lnc = ln(5)(X.permute(2, 0, 1)).permute(1, 2, 0)
facts["tokensAlone.difference"] = diff(over_channels(X, ln(5)), lnc)

one_hot = torch.tensor([[1.0], [0.0], [0.0], [0.0]]).double()
deviation = one_hot[0, 0] - one_hot.mean()
facts["biasAndEps.biased"] = bn(1)(one_hot)[0, 0].item()
facts["biasAndEps.unbiased"] = (deviation / torch.sqrt(one_hot.var(unbiased=True) + 1e-5)).item()
facts["biasAndEps.outside"] = (deviation / (one_hot.std(unbiased=False) + 0.1)).item()
facts["biasAndEps.inside"] = bn(1, eps=0.1)(one_hot)[0, 0].item()

module = bn(5, momentum=1.0)
module(X)
batch = X.var(dim=(0, 2), unbiased=False)[0].item()
facts["runningVariance.batch"] = batch
facts["runningVariance.running"] = module.running_var[0].item()
facts["runningVariance.ratio"] = module.running_var[0].item() / batch

facts["evalStillNormalizes.x"] = X[0, 0, 0].item()
facts["evalStillNormalizes.train"] = bn(5)(X)[0, 0, 0].item()
facts["evalStillNormalizes.fresh"] = bn(5).eval()(X)[0, 0, 0].item()
facts["evalStillNormalizes.trained"] = filled()(X)[0, 0, 0].item()

facts["kerasMomentum.batchMean"] = X.mean(dim=(0, 2))[0].item()
for name, momentum in (("torch", 0.1), ("same", 0.01), ("copied", 0.99)):
    module = bn(5, momentum=momentum)
    module(X)
    facts[f"kerasMomentum.{name}"] = module.running_mean[0].item()

bn(5)(drawn(1, 5, 4))
try:
    bn(5)(drawn(1, 5))
except ValueError as error:
    facts["batchOfOne.refused"] = str(error)

frozen = bn(5, affine=False)
facts["freezing.before"] = frozen.running_mean[0].item()
frozen(X)
facts["freezing.frozen"] = frozen.running_mean[0].item()
still = bn(5, affine=False).eval()
still(X)
facts["freezing.eval"] = still.running_mean[0].item()

facts["replicas.first"] = X[0, 0].mean().item()
facts["replicas.second"] = X[1, 0].mean().item()
facts["replicas.synced"] = X[:, 0].mean().item()
facts["replicas.difference"] = diff(bn(5)(X), torch.cat([bn(5)(X[:1]), bn(5)(X[1:])]))

padded = X.clone()
padded[1, :, 2:] = 0
facts["paddingLeak.batch"] = diff(bn(5)(X)[0], bn(5)(padded)[0])
facts["paddingLeak.layer"] = diff(over_channels(X, ln(5))[0], over_channels(padded, ln(5))[0])

spoiled = X.clone()
spoiled[0, 2, 1] = math.nan
facts["nanBlast.batch"] = int(bn(5)(spoiled).isnan().sum())
facts["nanBlast.layer"] = int(over_channels(spoiled, ln(5)).isnan().sum())

pair = drawn(2, 3)
facts["pairOfSamples.x"] = pair[0].tolist()
facts["pairOfSamples.y"] = bn(3)(pair)[0].tolist()
facts["pairOfSamples.partner"] = bn(3)(pair)[1].tolist()

remember("runningVariance", bn(5, momentum=1.0))
remember("evalStillNormalizes", bn(5), bn(5).eval(), filled())
remember("kerasMomentum", bn(5, momentum=0.1), bn(5, momentum=0.01), bn(5, momentum=0.99))
remember("freezing", bn(5, affine=False), bn(5, affine=False).eval())

out = pathlib.Path(__file__).parent.parent / "fixtures" / "lessons.json"
versions = {"torch": torch.__version__, "python": platform.python_version()}
out.write_text(json.dumps({"versions": versions, "facts": facts, "running": running}, indent=1) + "\n")
