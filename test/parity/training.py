"""Running statistics over many batches, by PyTorch: writes test/fixtures/training.json.

Run with Debian's python3-torch: /usr/bin/python3 test/parity/training.py
"""

import json
import pathlib
import platform

import torch
from torch import nn

MEAN = torch.tensor([2.0, -1.0, 0.5])
STD = torch.tensor([1.5, 0.5, 3.0])
BATCHES = 30

torch.manual_seed(7)
batches = [torch.randn(8, 3) * STD + MEAN for _ in range(BATCHES + 1)]


def run(momentum, freeze_from=None):
    layer = nn.BatchNorm1d(3, momentum=momentum).double()
    means, variances = [], []
    for index, batch in enumerate(batches[:BATCHES]):
        layer.train(freeze_from is None or index < freeze_from)
        layer(batch.double())
        means.append(layer.running_mean.tolist())
        variances.append(layer.running_var.tolist())
    fresh = batches[BATCHES].double()
    evaluated = layer.eval()(fresh)
    trained = nn.BatchNorm1d(3).double()(fresh)
    return {
        "mean": means,
        "var": variances,
        "train": trained[0].tolist(),
        "eval": evaluated[0].tolist(),
        "largest": (trained - evaluated).abs().max().item(),
    }


fixture = {
    "versions": {"torch": torch.__version__, "python": platform.python_version()},
    "momentum": run(0.1),
    "cumulative": run(None),
    "frozen": run(0.1, freeze_from=10),
}
out = pathlib.Path(__file__).parent.parent / "fixtures" / "training.json"
out.write_text(json.dumps(fixture) + "\n")
