"""Writes test/fixtures/checkpoints/: five healthy checkpoints, and twenty with one planted fault each.

    /usr/bin/python3 test/parity/checkpoints.py

index.json: of each damaged file the layer, the code of the finding and its channels, and the file it is compared with where it takes two.
"""

import json
import pathlib

import torch
from torch import nn

OUT = pathlib.Path(__file__).parent.parent / "fixtures" / "checkpoints"
OUT.mkdir(parents=True, exist_ok=True)
torch.manual_seed(7)
EPS = 1e-5


class Small(nn.Module):
    """Two convolutions with BatchNorm, as small as tells something."""

    def __init__(self):
        super().__init__()
        self.conv1, self.bn1 = nn.Conv2d(3, 8, 3, bias=False), nn.BatchNorm2d(8)
        self.conv2, self.bn2 = nn.Conv2d(8, 12, 3, bias=False), nn.BatchNorm2d(12)
        self.head = nn.Linear(12, 4)

    def forward(self, x):
        x = torch.relu(self.bn1(self.conv1(x)))
        return self.head(torch.relu(self.bn2(self.conv2(x))).mean((2, 3)))


def train(model, inputs, steps):
    optimizer = torch.optim.SGD(model.parameters(), 0.05, momentum=0.9)
    for _ in range(steps):
        x = inputs()
        loss = nn.functional.cross_entropy(model(x), (x.flatten(1).sum(1) > 0).long())
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    return model


def images():
    return torch.randn(8, 3, 10, 10) * torch.tensor([1.0, 0.3, 3.0]).view(3, 1, 1) + 0.5


class Block(nn.Module):
    def __init__(self):
        super().__init__()
        self.ln_1, self.mlp, self.ln_f = nn.LayerNorm(16), nn.Linear(16, 16), nn.LayerNorm(16)
        self.out = nn.Linear(16, 2)

    def forward(self, x):
        return self.out(self.ln_f(x + torch.relu(self.mlp(self.ln_1(x)))))


class Groups(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv, self.gn, self.inorm = nn.Conv1d(3, 8, 3), nn.GroupNorm(2, 8), nn.InstanceNorm1d(8, affine=True)
        self.head = nn.Linear(8, 2)

    def forward(self, x):
        return self.head(torch.relu(self.inorm(self.gn(self.conv(x)))).mean(2))


cnn = train(Small(), images, 150).state_dict()
llama = {
    f"model.layers.{i}.{name}.weight": (torch.rand(32) * 0.6 + 0.2)
    for i in range(2)
    for name in ("input_layernorm", "post_attention_layernorm")
}
llama["model.norm.weight"] = torch.rand(32) * 2 + 1
healthy = {
    "cnn": cnn,
    "transformer": train(Block(), lambda: torch.randn(16, 16), 60).state_dict(),
    "llama": llama,
    "groups": train(Groups(), lambda: torch.randn(8, 3, 12), 60).state_dict(),
    "half": {"epoch": 3, "state_dict": {k: v.half() if v.is_floating_point() else v for k, v in cnn.items()}},
}
for name, value in healthy.items():
    torch.save(value, OUT / f"healthy-{name}.pt")

faults = []


def copy(of):
    return {k: v.clone() for k, v in of.items()}


def plant(name, layer, code, channels=None, of=cnn, against=None):
    """Gives a copy to damage; what is damaged is saved when the next one is asked for, or at the end."""
    made = copy(of)
    faults.append((name, made, layer, code, channels, against))
    return made


d = plant("never-trained", "bn2", "untrained")
d["bn2.running_mean"].zero_(), d["bn2.running_var"].fill_(1), d["bn2.num_batches_tracked"].zero_()
d = plant("buffers-not-loaded", "bn1", "untrained")
d["bn1.running_mean"].zero_(), d["bn1.running_var"].fill_(1), d.pop("bn1.num_batches_tracked")
d = plant("nan-mean", "bn1", "not-finite", [3])
d["bn1.running_mean"][3] = float("nan")
d = plant("inf-variance", "bn2", "not-finite", [0, 5])
d["bn2.running_var"][[0, 5]] = float("inf")
d = plant("nan-weight", "ln_1", "not-finite", [9], healthy["transformer"])
d["ln_1.weight"][9] = float("nan")
d = plant("negative-variance", "bn2", "negative-variance", [7])
d["bn2.running_var"][7] = -3e-4
d = plant("dead-channel", "bn1", "dead-channel", [2])
d["bn1.running_var"][2] = 1e-9
d = plant("dead-channels", "bn2", "dead-channel", [1, 4, 11])
d["bn2.running_var"][[1, 4, 11]] = 0
d = plant("loud-channel", "bn2", "gain-outlier", [6])
d["bn2.weight"][6] *= 100
d = plant("silent-channel", "bn1", "gain-outlier", [5])
d["bn1.weight"][5] = 1e-5
d = plant("one-plus-weight", "model.norm", "centred-weight", of=llama)
d["model.norm.weight"] = torch.randn(32) * 0.2
d = plant("zero-centred-layernorm", "ln_f", "centred-weight", of=healthy["transformer"])
d["ln_f.weight"] -= 1
d = plant("few-batches", "bn1", "few-batches")
d["bn1.num_batches_tracked"].fill_(5)
d = plant("variance-missing", "bn2", "incomplete-buffers")
d.pop("bn2.running_var")
d = plant("frozen-but-moving", "bn1", "statistics-moved", list(range(8)), against="healthy-cnn.pt")
d["bn1.running_mean"] += torch.rand(8) * 0.5 + 0.1
d["bn1.running_var"] *= torch.rand(8) + 1.5
d["bn1.num_batches_tracked"] += 40
d = plant("weight-plus-one", "model.norm", "weight-plus-one", of=llama, against="healthy-llama.pt")
d["model.norm.weight"] += 1
d = plant("biased-variance", "bn2", "variance-ratio", against="healthy-cnn.pt")
d["bn2.running_var"] *= 287 / 288
d = plant("eps-folded", "bn1", "eps-folded", against="healthy-cnn.pt")
d["bn1.running_var"] += 1e-3
order = torch.tensor([0, 1, 5, 3, 4, 2, 6, 7])
d = plant("permuted", "bn1", "permuted", [2, 5], against="healthy-cnn.pt")
for part in ("weight", "bias", "running_mean"):
    d[f"bn1.{part}"] = d[f"bn1.{part}"][order]
d = plant("buffers-missing", "bn2", "buffers-missing", against="healthy-cnn.pt")
for part in ("running_mean", "running_var", "num_batches_tracked"):
    d.pop(f"bn2.{part}")

index = {"made_by": "test/parity/checkpoints.py", "torch": torch.__version__, "damaged": []}
for number, (name, made, layer, code, channels, against) in enumerate(faults):
    file = f"damaged-{name}.pth"
    torch.save(made, OUT / file, _use_new_zipfile_serialization=number % 2 == 0)
    index["damaged"].append({"file": file, "layer": layer, "code": code, "channels": channels, "against": against})
index["healthy"] = [f"healthy-{name}.pt" for name in healthy]

# Folding, by PyTorch's own function.
conv, bn = nn.Conv2d(3, 8, 3), nn.BatchNorm2d(8)
bn.load_state_dict({k[4:]: v for k, v in cnn.items() if k.startswith("bn1.")})
fused = nn.utils.fusion.fuse_conv_bn_eval(conv.eval(), bn.eval())
index["fold"] = {
    "weight": conv.weight.flatten().tolist(),
    "bias": conv.bias.tolist(),
    "layer": {k: v.flatten().tolist() for k, v in bn.state_dict().items()},
    "fusedWeight": fused.weight.flatten().tolist(),
    "fusedBias": fused.bias.tolist(),
}
(OUT / "index.json").write_text(json.dumps(index) + "\n")
print(len(faults), sum(f.stat().st_size for f in OUT.iterdir()))
