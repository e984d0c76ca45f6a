"""Writes test/fixtures/torch/: files of torch.save, as the PyTorch that runs this writes them, and what is in them.

    /usr/bin/python3 test/parity/torch_files.py      (PyTorch 1.13)
    python test/parity/torch_files.py                (a newer one, which also writes float8)

<version>-<file>: zip, legacy, protocol 4 and others; index-<version>.json: of each tensor the shape, the type and every value as
big-endian bits (float32, or float64 for float64), and the names of what is not shown.
"""

import collections
import json
import os
import pathlib
import warnings

import numpy
import torch

OUT = pathlib.Path(__file__).parent.parent / "fixtures" / "torch"
OUT.mkdir(parents=True, exist_ok=True)
VERSION = ".".join(torch.__version__.split(".")[:2])
warnings.simplefilter("ignore")
torch.manual_seed(0)


class Net:
    """A class of somebody's own, of which a file holds an object."""


class Runs:
    """What would run a command when it is loaded by pickle."""

    def __reduce__(self):
        return (os.system, ("touch /tmp/normscope-must-not-exist",))


base = torch.randn(4, 6)
tied = torch.randn(3, 2)
model = torch.nn.Sequential(
    collections.OrderedDict(
        conv=torch.nn.Conv2d(2, 3, 2), bn=torch.nn.BatchNorm2d(3), head=torch.nn.Sequential(torch.nn.LayerNorm(3))
    )
)
model(torch.randn(4, 2, 3, 4))
nested = {
    "model": model.state_dict(),
    "list": [torch.arange(3.0), (torch.tensor(7.5), {"deep": torch.full((1, 2), -0.0)})],
    "views": {
        "row": base[1],
        "column": base[:, 2],
        "transposed": base.t(),
        "every other": base[::2, 1::3],
        "permuted": torch.randn(2, 3, 4).permute(2, 0, 1),
        "expanded": torch.randn(3, 1).expand(3, 4),
    },
    "tied": {"embed": tied, "head": tied, "parameter": torch.nn.Parameter(tied)},
    "types": {
        "half": torch.tensor([1.5, -0.0, 65504, 6e-8, float("inf"), float("nan")]).half(),
        "bfloat16": torch.randn(5).bfloat16(),
        "double": torch.randn(3).double(),
        "int64": torch.tensor([-(2**53), 2**40 + 1, 3]),
        "int32": torch.tensor([-5, 2**24 + 1], dtype=torch.int32),
        "int16": torch.tensor([-3, 300], dtype=torch.int16),
        "int8": torch.tensor([-3, 100], dtype=torch.int8),
        "uint8": torch.tensor([200, 0], dtype=torch.uint8),
        "bool": torch.tensor([True, False]),
        "empty": torch.zeros(0, 3),
        "scalar": torch.tensor(2.5),
    },
    7: torch.ones(2),
    "numpy": {"c": numpy.arange(6, dtype=">f4").reshape(2, 3), "fortran": numpy.asfortranarray(numpy.eye(3, 2))},
    "epoch": 12,
    "lr": numpy.float64(0.1),
    "device": torch.device("cpu"),
    "size": torch.Size([1, 2]),
    "names": {"a", "b"},
    "default": collections.defaultdict(int, {"count": 3}),
}
if hasattr(torch, "float8_e4m3fn"):
    nested["types"]["e4m3"] = torch.tensor([0.5, -448.0, 2**-9, float("nan")]).to(torch.float8_e4m3fn)
    nested["types"]["e5m2"] = torch.tensor([0.5, -57344.0, 2**-16, float("inf")]).to(torch.float8_e5m2)
    nested["types"]["uint16"] = torch.tensor([1, 65535], dtype=torch.uint16)
others = {
    "x": torch.randn(2, 3),
    "complex": torch.zeros(2, dtype=torch.complex64),
    "sparse": torch.eye(2).to_sparse(),
    "quantized": torch.quantize_per_tensor(torch.randn(2), 0.1, 0, torch.qint8),
    "meta": torch.zeros(2, device="meta"),
    "net": Net(),
    "runs": Runs(),
}


def walk(value, name, found):
    if isinstance(value, (torch.Tensor, numpy.ndarray)):
        found[name] = value
    elif isinstance(value, dict):
        for key, entry in value.items():
            walk(entry, f"{name}.{key}" if name else str(key), found)
    elif isinstance(value, (list, tuple)):
        for i, entry in enumerate(value):
            walk(entry, f"{name}.{i}" if name else str(i), found)
    return found


def described(x):
    if isinstance(x, numpy.ndarray):
        kind, values = x.dtype.name, numpy.ascontiguousarray(x)
    else:
        kind = str(x.dtype).replace("torch.", "")
        wide = x.dtype in (torch.float64, torch.int64)
        values = x.detach().to(torch.float64 if wide else torch.float32).contiguous().numpy()
    if values.dtype.kind == "f":
        # which NaN it is depends on who converts it
        values = numpy.where(numpy.isnan(values), numpy.array(numpy.nan, values.dtype), values)
    stored = "float64" if kind == "float64" else "float32"
    bits = values.astype(">f8" if stored == "float64" else ">f4").tobytes().hex()
    return {"dtype": kind, "stored": stored, "shape": list(x.shape), "hex": bits}


index = {"made_by": "test/parity/torch_files.py", "torch": torch.__version__, "numpy": numpy.__version__, "files": {}}


def save(name, value, shown=None, **options):
    path = OUT / f"{VERSION}-{name}"
    torch.save(value, path, **options)
    found = walk(value, "", {}) if shown is None else shown
    index["files"][path.name] = {key: described(x) for key, x in found.items()}


save("zip.pt", nested)
save("legacy.pth", nested, _use_new_zipfile_serialization=False)
save("protocol4.ckpt", nested, pickle_protocol=4)
save("one.bin", torch.randn(2, 5).t())
save("others.pt", others, {"x": others["x"]})
save("objects.pt", {"net": Net(), "runs": Runs()}, {})
index["sharing"] = {"tied.head": "tied.embed", "tied.parameter": "tied.embed", "views.column": "views.row"}
index["refused"] = {
    "complex": "complex64",
    "sparse": "sparse",
    "quantized": "quantized",
    "meta": "meta",
    "net": "__main__.Net",
    "runs": "posix.system",
}
(OUT / f"index-{VERSION}.json").write_text(json.dumps(index, indent=1) + "\n")
print(VERSION, [(f.name, f.stat().st_size) for f in sorted(OUT.iterdir())])
