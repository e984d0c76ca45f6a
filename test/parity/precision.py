"""Variances of values with an offset, by numpy, fractions and PyTorch: writes test/fixtures/precision.json
and core/explain/torchPrecision.ts, what PyTorch's float32 BatchNorm1d finds on two of the examples.

Run with Debian's python3-torch: /usr/bin/python3 test/parity/precision.py
"""

import json
import pathlib
import platform
from fractions import Fraction

import numpy
import torch
from torch import nn

ROOT = pathlib.Path(__file__).parents[2]
OFFSETS = [0, 1, 10, 100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000]
EPS = 1e-5
F = numpy.float32
# The sums depend on the order of the threads and on the vector width.
torch.set_num_threads(1)


def naive(values):
    """E[x²] − E[x]², one float32 operation after the other."""
    total, squares = F(0), F(0)
    for value in values:
        total = total + value
        squares = squares + value * value
    mean = total / F(len(values))
    return mean, squares / F(len(values)) - mean * mean


def welford(values):
    mean, squares = F(0), F(0)
    for count, value in enumerate(values, 1):
        before = value - mean
        mean = mean + before / F(count)
        squares = squares + before * (value - mean)
    return mean, squares / F(len(values))


def normalized(mean, variance, cell):
    with numpy.errstate(invalid="ignore", divide="ignore"):
        rstd = F(1) / numpy.sqrt(variance + F(EPS))
        return rstd, (cell - mean) * rstd


def exact(values):
    """Mean and variance without any rounding but the last one."""
    numbers = [Fraction(float(value)) for value in values]
    mean = sum(numbers) / len(numbers)
    return float(mean), float(sum((x - mean) ** 2 for x in numbers) / len(numbers))


def plain(value):
    """JSON has no NaN and no infinity: they are written by name."""
    number = float(value)
    return number if numpy.isfinite(number) else str(number)


def in_float32(formula, values):
    mean, variance = formula(values)
    rstd, xhat = normalized(mean, variance, values[0])
    return [plain(each) for each in (mean, variance, rstd, xhat)]


torch.manual_seed(42)
nlp = torch.randn(2, 5, 4)
torch.manual_seed(42)
far = torch.randn(4, 3, 8) * 0.01 + 10_000

cases, recorded = [], {}
for name, tensor in {"nlp": nlp, "offset": far}.items():
    channels = tensor.shape[1]
    recorded[name] = [[] for _ in range(channels)]
    for offset in OFFSETS:
        x = tensor + offset
        y, mean, rstd = torch.native_batch_norm(x, None, None, None, None, True, 0.1, EPS)
        layer = nn.BatchNorm1d(channels, momentum=1.0)
        assert torch.equal(layer(x).detach(), y)
        size = x.numel() // channels
        for channel in range(channels):
            values = x[:, channel].reshape(-1).numpy()
            true_mean, true_variance = exact(values)
            torch_variance = float(layer.running_var[channel]) * (size - 1) / size
            outputs = y[:, channel].reshape(-1).tolist()
            cases.append(
                {
                    "tensor": name,
                    "channel": channel,
                    "offset": offset,
                    "values": [float(value) for value in values],
                    "exact": [true_mean, true_variance],
                    "naive": in_float32(naive, values),
                    "welford": in_float32(welford, values),
                    "torch": [float(mean[channel]), torch_variance, float(rstd[channel])],
                    "torchOutputs": outputs,
                }
            )
            recorded[name][channel].append(
                [float(mean[channel]), float(F(torch_variance)), float(rstd[channel])]
            )

fixture = {
    "made": {
        "torch": torch.__version__,
        "numpy": numpy.__version__,
        "python": platform.python_version(),
    },
    "eps": EPS,
    "offsets": OFFSETS,
    "cases": cases,
}
(ROOT / "test/fixtures/precision.json").write_text(json.dumps(fixture) + "\n")


def short(value):
    """Fewest digits that give the same float32 again."""
    return numpy.format_float_positional(F(value), unique=True, trim="-")


lines = [
    "/** What PyTorch's BatchNorm1d (float32, CPU) found for one channel: what it saves for the backward pass. */",
    "export type Recorded = readonly [mean: number, variance: number, rstd: number];",
    "",
    "/** Offsets that were recorded, in the order of the rows. */",
    f"export const TORCH_OFFSETS: readonly number[] = {json.dumps(OFFSETS)};",
    "",
    f"export const TORCH_VERSION = {json.dumps('.'.join(torch.__version__.split('.')[:2]))};",
    "",
    "/**",
    " * One row a channel of an example, one entry an offset.",
    " * @source written by test/parity/precision.py",
    " */",
    "export const TORCH_PRECISION: Readonly<Record<string, readonly (readonly Recorded[])[]>> = {",
]
for name, channels in recorded.items():
    lines.append(f"  {name}: [")
    for row in channels:
        entries = ", ".join(f"[{', '.join(short(each) for each in entry)}]" for entry in row)
        lines.append(f"    [{entries}],")
    lines.append("  ],")
lines.append("};")
(ROOT / "core/explain/torchPrecision.ts").write_text("\n".join(lines) + "\n")
