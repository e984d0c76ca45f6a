"""Writes test/fixtures/random.json: what torch.manual_seed, rand and randn give on this machine's CPU.

    /usr/bin/python3 test/parity/torch_random.py

float32 and float64 values are stored as base64 of their little-endian bytes, long tensors as the SHA-256 of them.
Needs a CPU with AVX2: below that, PyTorch takes a scalar path with other last bits.
"""

import base64
import hashlib
import json
import pathlib
import re

import numpy
import torch

OUT = pathlib.Path(__file__).parent.parent / "fixtures" / "random.json"

DTYPES = {"float32": torch.float32, "float64": torch.float64}
SIZES = [1, 3, 5, 15, 16, 17, 31, 40, 150]
SEEDS = [0, 1, 42, 123456789, 2**32 - 1, 2**32 + 5, 2**53 - 1, -1]


def raw(x):
    return x.contiguous().numpy().astype(x.numpy().dtype.newbyteorder("<")).tobytes()


def draw(name, n, dtype):
    x = getattr(torch, name)(n, dtype=DTYPES[dtype])
    step = {"fn": name, "n": n, "dtype": dtype}
    if n > 256:
        step["sha256"] = hashlib.sha256(raw(x)).hexdigest()
    else:
        step["base64"] = base64.b64encode(raw(x)).decode()
    return step


def script(seed, steps):
    torch.manual_seed(seed)
    return {"seed": seed, "steps": [draw(*step) for step in steps]}


scripts = [script(seed, [("randn", n, "float32") for n in SIZES]) for seed in SEEDS]
scripts += [script(seed, [("rand", n, d) for n in (1, 5, 17) for d in DTYPES]) for seed in SEEDS]

# an odd small randn leaves a cached value, which outlives rand, a large randn and a change of dtype
scripts.append(
    script(
        7,
        [
            ("randn", 3, "float32"),
            ("rand", 5, "float32"),
            ("randn", 40, "float32"),
            ("randn", 1, "float64"),
            ("randn", 5, "float64"),
            ("randn", 17, "float64"),
            ("rand", 3, "float64"),
            ("randn", 1, "float32"),
            ("randn", 16, "float32"),
            ("randn", 15, "float32"),
        ],
    )
)
scripts.append(script(3, [("randn", n, "float64") for n in SIZES]))
scripts.append(script(11, [("randn", 1000, "float32"), ("rand", 1000, "float32"), ("rand", 1000, "float64")]))
scripts.append(script(2024, [("randn", 200000, "float32"), ("randn", 200009, "float32")]))

result = {
    "made_by": "test/parity/torch_random.py",
    "torch": torch.__version__,
    "numpy": numpy.__version__,
    "cpu_capability": re.search(r"CPU capability usage: (\S+)", torch.__config__.show()).group(1),
    "scripts": scripts,
}
OUT.parent.mkdir(exist_ok=True)
OUT.write_text(json.dumps(result, indent=1) + "\n")
print(OUT, len(scripts), "scripts", OUT.stat().st_size, "bytes")
