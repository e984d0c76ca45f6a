"""Writes test/fixtures/notebook.json: statistics and outputs of the notebook's two examples, by PyTorch.

    /usr/bin/python3 test/parity/notebook.py

The notebook prints the image example's input only in part and its output not at all; this is the rest of it.
"""

import json
import pathlib
import platform

import torch
from torch import nn

OUT = pathlib.Path(__file__).parent.parent / "fixtures" / "notebook.json"


def example(x, layer):
    dims = [d for d in range(x.dim()) if d != 1]
    y = layer(x)
    return {
        "layer": type(layer).__name__,
        "shape": list(x.shape),
        "input": x.flatten().tolist(),
        "mean": x.mean(dim=dims).tolist(),
        "variance": x.var(dim=dims, unbiased=False).tolist(),
        "output": y.flatten().tolist(),
        "running_mean": layer.running_mean.tolist(),
        "running_var": layer.running_var.tolist(),
    }


torch.manual_seed(42)
sentences = torch.randn(2, 5, 4)
images = torch.randn(2, 3, 5, 5)
fixture = {
    "made_by": "test/parity/notebook.py",
    "torch": torch.__version__,
    "python": platform.python_version(),
    "nlp": example(sentences, nn.BatchNorm1d(5)),
    "image": example(images, nn.BatchNorm2d(3)),
}
OUT.write_text(json.dumps(fixture, indent=1) + "\n")
