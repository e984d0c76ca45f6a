"""Writes test/fixtures/torch/zip64.pt: a state_dict whose archive says every size and place in its zip64 parts, as those of more than 4 GiB do.
PyTorch reads it back before it is kept.

    /usr/bin/python3 test/parity/zip64.py
"""

import io
import json
import pathlib
import struct
import zipfile
import zlib

import torch

OUT = pathlib.Path(__file__).parent.parent / "fixtures" / "torch"
ALL = 0xFFFFFFFF


def zip64(entries):
    """A zip of stored entries: 32-bit fields say "see zip64" throughout."""
    body, directory = io.BytesIO(), io.BytesIO()
    for name, data in entries:
        at, encoded, crc = body.tell(), name.encode(), zlib.crc32(data)
        sizes = struct.pack("<HHQQ", 1, 16, len(data), len(data))
        body.write(struct.pack("<IHHHHHIIIHH", 0x04034B50, 45, 0, 0, 0, 33, crc, ALL, ALL, len(encoded), len(sizes)))
        body.write(encoded + sizes + data)
        extra = struct.pack("<HHQQQ", 1, 24, len(data), len(data), at)
        directory.write(struct.pack("<IHHHHHHIIIHHHHHII", 0x02014B50, 45, 45, 0, 0, 0, 33, crc, ALL, ALL, len(encoded), len(extra), 0, 0, 0, 0, ALL))
        directory.write(encoded + extra)
    start, listed = body.tell(), directory.getvalue()
    end = start + len(listed)
    tail = struct.pack("<IQHHIIQQQQ", 0x06064B50, 44, 45, 45, 0, 0, len(entries), len(entries), len(listed), start)
    tail += struct.pack("<IIQI", 0x07064B50, 0, end, 1)
    tail += struct.pack("<IHHHHIIH", 0x06054B50, 0, 0, 0xFFFF, 0xFFFF, ALL, ALL, 0)
    return body.getvalue() + listed + tail


torch.manual_seed(5)
state = {"bn.weight": torch.randn(6), "bn.bias": torch.randn(6), "w": torch.randn(3, 4).t()}
plain = io.BytesIO()
torch.save(state, plain)
with zipfile.ZipFile(plain) as archive:
    entries = [(name, archive.read(name)) for name in archive.namelist()]
(OUT / "zip64.pt").write_bytes(zip64(entries))
again = torch.load(OUT / "zip64.pt")
assert all(torch.equal(again[name], state[name]) for name in state)
(OUT / "zip64.json").write_text(
    json.dumps(
        {
            "made_by": "test/parity/zip64.py",
            "torch": torch.__version__,
            "tensors": [
                {"name": name, "shape": list(x.shape), "values": x.double().flatten().tolist()}
                for name, x in state.items()
            ],
        },
        indent=1,
    )
    + "\n"
)
