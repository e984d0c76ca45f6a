"""Writes test/fixtures/npy/: small files as NumPy and PyTorch write them, and what they hold.

    /usr/bin/python3 test/parity/npy.py

index.json lists, for every file, the values that x.float() (or x.double() for float64) has, as hex of their bits.
Safetensors files are put together by hand from the format's description, because the library is not in Debian.
"""

import io
import json
import pathlib
import struct

import numpy
import torch

OUT = pathlib.Path(__file__).parent.parent / "fixtures" / "npy"
OUT.mkdir(parents=True, exist_ok=True)
for old in OUT.iterdir():
    old.unlink()

index = {"made_by": "test/parity/npy.py", "numpy": numpy.__version__, "torch": torch.__version__, "files": []}


def expected(x):
    wide = x.dtype.kind == "f" and x.dtype.itemsize == 8
    if x.dtype.kind in "iu" and x.dtype.name in ("uint16", "uint32", "uint64"):
        y = x.astype("float32")  # torch 1.13 has no such types
    else:
        native = numpy.ascontiguousarray(x.astype(x.dtype.newbyteorder("=")))
        t = torch.from_numpy(native.reshape(x.shape))
        y = (t.double() if wide else t.float()).numpy()
    y = numpy.ascontiguousarray(y).astype(">f8" if wide else ">f4")
    return {"dtype": "float64" if wide else "float32", "shape": list(x.shape), "hex": y.tobytes().hex()}


def entry(name, x, **more):
    index["files"].append({"file": name, "descr": x.dtype.str, "fortran": bool(x.flags.fnc), **expected(x), **more})


def save(name, x, version=None):
    stream = io.BytesIO()
    if version is None:
        numpy.save(stream, x)
    else:
        numpy.lib.format.write_array(stream, x, version=version)
    (OUT / name).write_bytes(stream.getvalue())
    entry(name, x, rewritten=version is None and x.dtype.str in ("<f4", "<f8") and not x.flags.fnc)


rng = numpy.random.default_rng(1)
x = rng.normal(size=(2, 3, 4))
special = numpy.array([0.0, -0.0, numpy.inf, -numpy.inf, numpy.nan, 6e-8, -65504.0, 1.5])

for descr in ("<f2", ">f2", "<f4", ">f4", "<f8", ">f8"):
    name = descr.replace("<", "little-").replace(">", "big-")
    save(f"{name}.npy", x.astype(descr))
    save(f"{name}-fortran.npy", numpy.asfortranarray(x.astype(descr)))
    save(f"{name}-special.npy", special.astype(descr))
for descr in ("|i1", "<i2", ">i2", "<i4", ">i4", "<i8", ">i8"):
    info = numpy.iinfo(descr)
    values = [0, 1, -1, 100, info.min, info.max]
    if info.bits == 64:
        # near ties of float32 whose deciding bit is below float64's 53
        values += [2**62 + 2**38, 2**62 + 2**38 + 1, -(2**62) - 2**38 - 1, 2**24 + 1, 2**53 + 1]
    save(f"int-{descr[1:]}-{'big' if descr[0] == '>' else 'little'}.npy", numpy.array(values, dtype=descr))
for descr in ("|u1", "<u2", "<u4", ">u4", "<u8", ">u8"):
    values = [0, 1, 200, numpy.iinfo(descr).max]
    if descr[1:] == "u8":
        values += [2**63 + 2**39, 2**63 + 2**39 + 1]
    save(f"int-{descr[1:]}-{'big' if descr[0] == '>' else 'little'}.npy", numpy.array(values, dtype=descr))
save("int-bool.npy", numpy.array([[True, False], [False, True]]))

save("scalar.npy", numpy.float32(1.25).reshape(()))
save("empty.npy", numpy.zeros((0, 3), "<f4"))
save("one.npy", numpy.array([3.5], "<f8"))
save("rank5.npy", rng.normal(size=(1, 2, 1, 3, 2)).astype("<f4"))
save("rank9.npy", rng.normal(size=(1, 1, 1, 1, 2, 1, 1, 1, 1)).astype("<f4"))
# headers of every length around the padding's block
for rank in range(10, 20):
    save(f"rank{rank}.npy", numpy.zeros((1,) * rank, "<f4"))
save("version2.npy", x.astype("<f4"), (2, 0))
save("version3.npy", x.astype("<f4"), (3, 0))

# refused
numpy.save(OUT / "bad-object.npy", numpy.array([{"a": 1}, None], dtype=object))
numpy.save(OUT / "bad-structured.npy", numpy.zeros(2, [("a", "<f4"), ("b", "<i4")]))
numpy.save(OUT / "bad-complex.npy", numpy.zeros(2, "<c8"))
numpy.save(OUT / "bad-dtype.npy", numpy.array(["ab", "c"]))
numpy.save(OUT / "bad-longdouble.npy", numpy.zeros(2, numpy.longdouble))
numpy.save(OUT / "bad-date.npy", numpy.zeros(2, "<M8[ns]"))

numpy.savez(OUT / "stored.npz", x=x.astype("<f4"), label=numpy.arange(3))
numpy.savez_compressed(OUT / "deflated.npz", **{"a/b": numpy.zeros((4, 50), "<f4") + 0.5, "y": x})
numpy.savez_compressed(OUT / "single.npz", numpy.asfortranarray(x.astype("<f4")))
index["npz"] = {"x32": expected(x.astype("<f4")), "x64": expected(x)}


def safetensors(name, tensors):
    header, data = {"__metadata__": {"format": "pt"}}, b""
    for key, dtype, shape, raw in tensors:
        header[key] = {"dtype": dtype, "shape": list(shape), "data_offsets": [len(data), len(data) + len(raw)]}
        data += raw
    text = json.dumps(header, separators=(",", ":"), ensure_ascii=False).encode()
    text += b" " * (-len(text) % 8)
    (OUT / name).write_bytes(struct.pack("<Q", len(text)) + text + data)


bf16 = torch.from_numpy(x).bfloat16()
raw_bf16 = bf16.float().numpy().view("<u4").__rshift__(16).astype("<u2").tobytes()
safetensors(
    "four.safetensors",
    [
        ("weight", "F32", x.shape, x.astype("<f4").tobytes()),
        ("running/평균", "F64", x.shape, x.tobytes()),
        ("half", "F16", x.shape, x.astype("<f2").tobytes()),
        ("brain", "BF16", x.shape, raw_bf16),
        ("count", "I64", (), struct.pack("<q", 7)),
        ("tiny", "F8_E4M3", (3,), b"\x00\x01\x02"),
    ],
)
index["safetensors"] = {
    "weight": expected(x.astype("<f4")),
    "running/평균": expected(x),
    "half": expected(x.astype("<f2")),
    "brain": expected(bf16.float().numpy()),
    "count": expected(numpy.array(7)),
}

(OUT / "index.json").write_text(json.dumps(index, indent=1, ensure_ascii=False) + "\n")
print(OUT, len(list(OUT.iterdir())), "files", sum(f.stat().st_size for f in OUT.iterdir()), "bytes")
