"""Writes test/fixtures/printing.json: what print(tensor) and str.format give.

    /usr/bin/python3 test/parity/printing.py
"""

import json
import pathlib
import struct

import torch

OUT = pathlib.Path(__file__).parent.parent / "fixtures" / "printing.json"
inf, nan = float("inf"), float("nan")


def bits(values):
    return struct.pack(f">{len(values)}d", *values).hex()


def case(x):
    return {
        "dtype": str(x.dtype)[6:],
        "shape": list(x.shape),
        "hex": bits(x.double().reshape(-1).tolist()),
        "text": str(x),
    }


def long_case(shape, dtype=torch.float32):
    """A tensor whose values the test computes: (37 i mod 201 - 100) / 32, exact in float32."""
    i = torch.arange(torch.Size(shape).numel())
    x = ((37 * i % 201 - 100) / 32).to(dtype).reshape(shape)
    return {"dtype": str(dtype)[6:], "shape": list(shape), "text": str(x)}


cases = []
for values in (
    [1.5],
    [0.0, -0.0, inf, -inf, nan],
    [0.0, 0.0],
    [nan, -inf],
    [1.0, 2.0, -3.0],
    [1.0, -20.0, nan, inf],
    [1.0, 1000.0],
    [1.0, 1001.0],
    [1.0, nan, 1001.0, -inf],
    [1e8],
    [1.5e8, 2.5e8],
    [0.5, 500.0],
    [0.5, 501.0, -0.0],
    [1e-4, 2e-4],
    [9.9e-5, 2e-4],
    [0.03125, 0.09375, -0.03125, 0.15625],
    [0.00625, 0.99995, 9.99995, 99.99995],
    [100005.0, 100015.0, 1.0],
    [1e-30, 1e30, 1.0],
    [1e-38, 3e38],
    [-0.0, 0.25],
    [12.5, -0.001],
    [100.0, 99.5, -100.25],
):
    for dtype in (torch.float32, torch.float64):
        cases.append(case(torch.tensor(values, dtype=dtype)))
cases.append(case(torch.tensor([1e-310, 1e300, 5e-324], dtype=torch.float64)))
for value in (1.25, 3.0, -0.0, nan, -inf, 1e-5, 123456789.0):
    cases.append(case(torch.tensor(value)))

torch.manual_seed(0)
for shape in (
    (0,),
    (0, 3),
    (2, 0),
    (7,),
    (8,),
    (40,),
    (3, 40),
    (1, 1),
    (2, 3, 4),
    (1, 2, 1, 3),
    (2, 2, 2, 2, 2),
):
    cases.append(case(torch.randn(shape)))
for shape in ((1000,), (1001,), (10, 101), (6, 200), (7, 200), (2, 7, 100), (8, 3, 9, 8), (5, 6, 7, 8)):
    cases.append(long_case(shape))
cases.append(long_case((12, 100), torch.float64))
cases.append(case(torch.randn(3, 9, dtype=torch.float64)))
cases.append(case(torch.randn(0, 3, dtype=torch.float64)))
cases.append(case(torch.randn(4, 5) * 10.0 ** torch.arange(-3, 2.0)))
# the suffix needs a line of its own when the last line is full
for n in range(5, 12):
    cases.append(case(torch.arange(n, dtype=torch.float64) + 0.5))

numbers = [0.0, -0.0, 0.5, 1.5, 2.5, -2.5, 0.125, 0.375, 1e21, 123456789012345680000.0, 1e300, 5e-324, 0.1, 1 / 3]
numbers += [100005.0, 100015.0, 9.99995, 99999.5, 999995.0, 1.0000500000000001, 2.0**-20, 2.0**60 + 2.0**8]
formats = [
    {"hex": bits([v]), "fixed": [f"{v:.{d}f}" for d in (0, 1, 2, 4, 8)], "scientific": [f"{v:.{d}e}" for d in (0, 1, 2, 4, 8)]}
    for v in numbers
]

result = {"made_by": "test/parity/printing.py", "torch": torch.__version__, "cases": cases, "formats": formats}
OUT.write_text(json.dumps(result, indent=1) + "\n")
print(OUT, len(cases), "cases", OUT.stat().st_size, "bytes")
