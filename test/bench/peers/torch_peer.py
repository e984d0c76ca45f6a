"""PyTorch, or NumPy's copy, as a peer of the bench: servePeer.mjs's protocol on stdin and stdout.

Usage: torch_peer.py torch THREADS | torch_peer.py copy
"""

import json
import math
import sys
import time

WARM_UP = 0.25
FIRST_WARM_UP = 2
SHORTEST_SAMPLE = 1e-3
EPS = 1e-5


def parameters(size):
    return [1 + (i % 7) / 8 for i in range(size)], [(i % 5) / 4 - 0.5 for i in range(size)]


class Torch:
    def __init__(self, threads):
        import numpy
        import torch

        torch.set_num_threads(threads)
        torch.set_grad_enabled(False)
        self.torch, self.numpy = torch, numpy
        self.versions = {"PyTorch": torch.__version__, "Python": sys.version.split()[0]}

    def prepare(self, one, file, pairs):
        torch, numpy = self.torch, self.numpy
        functional = torch.nn.functional
        size = one["shape"][one["channel"]]
        dtype = getattr(torch, one["type"])
        # Statistics of halves are float32, as in mixed precision.
        wide = torch.float64 if one["type"] == "float64" else torch.float32
        own = dtype if one["norm"] == "layer" else wide
        weight, bias = (torch.tensor(values, dtype=own) for values in parameters(size))
        running = [torch.zeros(size, dtype=wide), torch.ones(size, dtype=wide)]
        data = numpy.fromfile(file, dtype=numpy.float32, count=one["values"])
        tiled = numpy.resize(data, one["values"]).reshape(one["shape"])
        self.inputs = [torch.from_numpy(tiled.copy()).to(dtype) for _ in range(pairs)]
        self.last = one["norm"] in ("batch", "instance") and one["channel"] == 3
        gate = self.inputs[0].clone() if one["norm"] == "gate" else None

        def squares(x, axis):
            return torch.rsqrt(x.square().mean(axis, keepdim=True) + EPS)

        def gated(x):
            entering = x * functional.silu(gate)
            return entering * squares(entering, -1) * weight

        def compared(x):
            length = x.norm(dim=(1, 2), keepdim=True)
            return torch.addcmul(bias, weight, x * (length / (length.mean(-1, keepdim=True) + EPS))) + x

        if self.last:
            # The same memory, named (N, C, H, W): PyTorch's channels_last format.
            self.inputs = [x.permute(0, 3, 1, 2) for x in self.inputs]
        # As many outputs as inputs stay alive, so that neither is in a cache.
        self.outputs = [None] * pairs
        self.forward = {
            "batch": lambda x: functional.batch_norm(x, *running, weight, bias, True, 0.1, EPS),
            "layer": lambda x: functional.layer_norm(x, (size,), weight, bias, EPS),
            "instance": lambda x: functional.instance_norm(x, None, None, weight, bias, True, 0.1, EPS),
            "group": lambda x: functional.group_norm(x, one["groups"], weight, bias, EPS),
            "rms": lambda x: x * squares(x, -1) * weight,
            "layer2d": lambda x: functional.layer_norm(x.permute(0, 2, 3, 1), (size,), weight, bias, EPS).permute(0, 3, 1, 2),
            "pixel": lambda x: x * squares(x, 1),
            "response": lambda x: functional.local_response_norm(x, 5),
            "tanh": lambda x: torch.tanh(0.5 * x) * weight + bias,
            "erf": lambda x: torch.erf(0.5 * x) * weight + bias,
            "gate": gated,
            "global": compared,
        }[one["norm"]]

    def run(self, i):
        self.outputs[i] = self.forward(self.inputs[i])

    def output(self):
        y = self.outputs[0]
        return (y.permute(0, 2, 3, 1) if self.last else y).contiguous().float().numpy()


class Copy:
    def __init__(self):
        import numpy

        self.numpy = numpy
        self.versions = {"NumPy": numpy.__version__}

    def prepare(self, one, file, pairs):
        numpy = self.numpy
        data = numpy.fromfile(file, dtype=numpy.float32, count=one["values"])
        self.inputs = [numpy.resize(data, one["values"]).copy() for _ in range(pairs)]
        self.outputs = [numpy.ones_like(x) for x in self.inputs]

    def run(self, i):
        self.numpy.copyto(self.outputs[i], self.inputs[i])

    def output(self):
        return self.outputs[0]


class Loop:
    def __init__(self, peer):
        self.peer = peer
        self.turn = 0
        self.warm_up = FIRST_WARM_UP

    def sample(self):
        start = time.perf_counter()
        for _ in range(self.calls):
            self.peer.run(self.turn % self.pairs)
            self.turn += 1
        return (time.perf_counter() - start) / self.calls

    def answer(self, command):
        what = command["do"]
        if what == "hello":
            return {"versions": self.peer.versions}
        if what == "prepare":
            self.pairs, self.calls = command["pairs"], 1
            self.peer.prepare(command["workload"], command["file"], self.pairs)
            start, ran = time.perf_counter(), 0
            while ran < 2 or time.perf_counter() - start < self.warm_up:
                self.sample()
                ran += 1
            self.warm_up = WARM_UP
            once = self.sample()
            self.calls = max(1, math.ceil(SHORTEST_SAMPLE / once))
            wanted = command["batch"] / 1000 / (once * self.calls)
            self.samples = max(1, min(50, round(wanted)))
        elif what == "output":
            self.peer.run(0)
            self.peer.output().tofile(command["file"])
        elif what == "measure":
            return {"micros": [self.sample() * 1e6 for _ in range(self.samples)]}
        elif what == "release":
            self.peer.inputs = self.peer.outputs = None
        return {}


def main():
    kind = sys.argv[1]
    try:
        loop = Loop(Torch(int(sys.argv[2])) if kind == "torch" else Copy())
    except ImportError as error:
        loop = None
        problem = f"/usr/bin/python3: {error}"
    for line in sys.stdin:
        try:
            answer = {"reply": loop.answer(json.loads(line))} if loop else {"problem": problem}
        except Exception as error:  # the runner shows it beside the peer's name
            answer = {"problem": str(error).split("\n")[0]}
        print(json.dumps(answer), flush=True)


main()
