"""Writes test/fixtures/channels.json: the examples with unequal channels and their BatchNorm, by PyTorch.

    /usr/bin/python3 test/parity/channels.py
"""

import json
import pathlib
import platform

import torch
from torch import nn

OUT = pathlib.Path(__file__).parent.parent / "fixtures" / "channels.json"
MEANS = [-4.0, -1.0, 0.0, 2.0, 5.0, 8.0]
DEVIATIONS = [0.3, 1.0, 5.0, 0.5, 2.0, 3.0]


def example(shape, layer):
    torch.manual_seed(42)
    view = (1, -1) + (1,) * (len(shape) - 2)
    mean = torch.tensor(MEANS).view(view)
    std = torch.tensor(DEVIATIONS).view(view)
    x = torch.randn(*shape) * std + mean
    y = layer(x)
    return {
        "layer": type(layer).__name__,
        "shape": list(shape),
        "input": x.flatten().tolist(),
        "output": y.flatten().tolist(),
    }


fixture = {
    "made_by": "test/parity/channels.py",
    "torch": torch.__version__,
    "python": platform.python_version(),
    "channels": example((2, 6, 4), nn.BatchNorm1d(6)),
    "channelsImage": example((2, 6, 4, 4), nn.BatchNorm2d(6)),
}
OUT.write_text(json.dumps(fixture, indent=1) + "\n")
