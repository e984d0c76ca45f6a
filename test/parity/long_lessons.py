"""The numbers of the long lessons' scenes, by PyTorch: writes test/fixtures/longLessons.json.

    for id in notebook images four layout trainEval oneName batchToAda withoutStatistics paddingDone qkNorm; do
      npm run --silent cli -- lesson $id --json $id.json; done
    /usr/bin/python3 test/parity/long_lessons.py notebook.json images.json four.json layout.json trainEval.json \\
        oneName.json batchToAda.json withoutStatistics.json paddingDone.json qkNorm.json

Only runs, the followed cell and what the facts ask for are read from the documents. Which cells share a statistic is
found by changing the input; it comes from no plan.
"""

import json
import pathlib
import platform
import sys

import torch
from torch import nn

OUT = pathlib.Path(__file__).parent.parent / "fixtures" / "longLessons.json"


def examples():
    torch.manual_seed(42)
    nlp, image = torch.randn(2, 5, 4), torch.randn(2, 3, 5, 5)
    torch.manual_seed(42)
    square = torch.randn(2, 4, 4)
    torch.manual_seed(42)
    mean = torch.tensor([-4.0, -1.0, 0.0, 2.0, 5.0, 8.0]).view(1, -1, 1)
    std = torch.tensor([0.3, 1.0, 5.0, 0.5, 2.0, 3.0]).view(1, -1, 1)
    channels = torch.randn(2, 6, 4) * std + mean
    return {"nlp": nlp, "image": image, "square": square, "channels": channels}


EXAMPLES = examples()
AXES = {3: ["N", "C", "L"], 4: ["N", "C", "H", "W"]}


class ByHand(nn.Module):
    def __init__(self, axes):
        super().__init__()
        self.axes = axes

    def forward(self, x):
        mean = x.mean(self.axes, keepdim=True)
        variance = ((x - mean) ** 2).mean(self.axes, keepdim=True)
        return (x - mean) / torch.sqrt(variance + 1e-5)


class Formula(nn.Module):
    """Layers that torch 1.13 does not have, by their formula."""

    def __init__(self, spec, state):
        super().__init__()
        self.name, self.options, self.state = spec["layer"], spec["options"], state or {}

    def forward(self, x):
        options = self.options
        weight, bias = (torch.tensor(self.state[key]).double() if key in self.state else None for key in ("weight", "bias"))
        if self.name == "RMSNorm":
            eps = options.get("eps", torch.finfo(torch.float32).eps)
            y = x / torch.sqrt((x**2).mean(-1, keepdim=True) + eps)
            zero = options.get("zero_centered_gamma", False)
            return y if weight is None else y * (weight + zero)
        if self.name == "QKNorm":
            seen = x.reshape(*x.shape[:-1], options["num_heads"], -1)
            return (seen / torch.sqrt((seen**2).mean(-1, keepdim=True) + 1e-6)).reshape(x.shape)
        if self.name == "UnbiasedBatchNorm":
            return (x - x.mean((0, 2), keepdim=True)) / torch.sqrt(x.var((0, 2), keepdim=True) + 1e-5)
        if self.name == "AdaLayerNorm":
            y = nn.functional.layer_norm(x, x.shape[-1:], eps=1e-6)
            return y * (1 + weight.reshape(x.shape[0], 1, -1)) + bias.reshape(x.shape[0], 1, -1)
        if self.name == "DynamicTanh":
            return torch.tanh(0.5 * x)
        mask = torch.tensor(self.state["inputs"]["mask"]["values"]).reshape(x.shape[0], x.shape[2]).bool()
        valid = x.permute(1, 0, 2)[:, mask]
        mean, variance = valid.mean(1), valid.var(1, unbiased=False)
        return (x - mean[:, None]) / torch.sqrt(variance[:, None] + 1e-5)


FORMULAS = ("RMSNorm", "QKNorm", "UnbiasedBatchNorm", "AdaLayerNorm", "DynamicTanh", "MaskedBatchNorm1d")


def layer_of(spec, channels, state):
    options = dict(spec["options"])
    name = spec["layer"]
    if name in FORMULAS:
        return Formula(spec, state)
    if name == "Custom":
        return ByHand(options["axes"])
    if name.startswith(("BatchNorm", "InstanceNorm")):
        options.setdefault("num_features", channels)
    if name == "GroupNorm":
        options["num_channels"] = channels
    layer = getattr(nn, name)(**options).double()
    if state and "runningMean" in state:
        layer.running_mean[:] = torch.tensor(state["runningMean"])
        layer.running_var[:] = torch.tensor(state["runningVar"])
    return layer.eval() if spec["mode"] == "eval" else layer.train()


class Run:
    def __init__(self, run):
        stored = EXAMPLES[run["tensor"]["id"]].double()
        for cell, value in run.get("edits", []):
            stored.view(-1)[cell] = value
        axes = AXES[stored.dim()]
        self.order = [axes.index(a) for a in run.get("layout", axes)]
        self.back = [self.order.index(i) for i in range(stored.dim())]
        self.stored = stored
        self.spec, self.state = run["spec"], run.get("state")
        self.layer = layer_of(self.spec, stored.shape[1], self.state)
        self.before = getattr(self.layer, "running_mean", None)
        self.before = None if self.before is None else self.before.clone()
        self.error = None
        try:
            self.y = self.apply(self.layer, stored)
        except (ValueError, RuntimeError) as error:
            self.error = str(error)

    def apply(self, layer, x):
        """The output with its axes as the input is stored."""
        return layer(x.permute(self.order)).permute(self.back)

    def group(self, cell):
        """Cells that change when one does, in train mode."""
        layer = layer_of({**self.spec, "mode": "train"}, self.stored.shape[1], None)
        changed = self.stored.clone()
        changed.view(-1)[cell] += 0.37
        apart = (self.apply(layer, changed) - self.apply(layer, self.stored)).abs()
        return (apart.reshape(-1) > 1e-9).nonzero().view(-1)

    def statistics(self, cell):
        values = self.stored.reshape(-1)[self.group(cell)]
        channel = cell // self.stored[0, 0].numel() % self.stored.shape[1]
        if self.spec["mode"] == "eval" and getattr(self.layer, "running_mean", None) is not None:
            mean = self.layer.running_mean[channel].item()
            variance = self.layer.running_var[channel].item()
        else:
            mean, variance = values.mean().item(), values.var(unbiased=False).item()
        return {
            "mean": mean,
            "variance": variance,
            "unbiased": values.var().item() if len(values) > 1 else None,
            "channel": channel,
            "size": len(values),
            "groups": self.stored.numel() // len(values),
        }


def number(fact, runs):
    run = runs[fact["run"]]
    cell = fact.get("cell", fact.get("at", 0))
    of = fact["of"]
    if of == "refusal":
        return run.error
    if of == "reduced":
        axes = AXES[run.stored.dim()]
        shape = run.stored.shape
        cells = [[int(c) // run.stored.stride(d) % shape[d] for d in range(len(shape))] for c in run.group(0)]
        return [name for d, name in enumerate(axes) if len({c[d] for c in cells}) > 1]
    if of == "difference":
        return (run.y - runs[fact["other"]].y).abs().max().item()
    if of in ("x", "y"):
        return (run.stored if of == "x" else run.y).reshape(-1)[cell].item()
    own = run.statistics(cell)
    if of in own:
        return own[of]
    channel = own["channel"]
    if of == "runningMeanBefore":
        return run.before[channel].item()
    if of == "runningMean":
        return run.layer.running_mean[channel].item()
    if of == "runningVar":
        return run.layer.running_var[channel].item()
    if of == "ratio":
        return run.layer.running_var[channel].item() / own["variance"]
    raise ValueError(of)


def numbers(scene):
    runs = [Run(run) for run in scene["runs"]]
    found = {fact["id"]: number(fact, runs) for fact in scene.get("facts", [])}
    cell, first = scene.get("pinned"), runs[0]
    if cell is not None:
        own = first.statistics(cell)
        x = first.stored.reshape(-1)[cell].item()
        y = first.y.reshape(-1)[cell].item()
        found |= {key: own[key] for key in ("mean", "variance", "unbiased")}
        found |= {"x": x, "y": y, "deviation": x - own["mean"]}
        found |= {"n": own["size"], "groups": own["groups"]}
    return {key: value for key, value in found.items() if value is not None}


lessons = {}
for name in sys.argv[1:]:
    document = json.loads(pathlib.Path(name).read_text())
    lessons[document["id"]] = [numbers(scene) for scene in document["scenes"]]
fixture = {
    "made_by": "test/parity/long_lessons.py",
    "torch": torch.__version__,
    "python": platform.python_version(),
    "lessons": lessons,
}
OUT.write_text(json.dumps(fixture, indent=1) + "\n")
