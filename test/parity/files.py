"""Writes test/fixtures/files/: what NumPy says about type strings and archives.

    /usr/bin/python3 test/parity/files.py

types.json: for many descr of a .npy header the type that NumPy reads, and the values of 24 bytes as it reads them; null where it
refuses, or where what it reads is no plain number.
members.npz: members without ".npy", names that are there twice, what macOS adds, and types that cannot be normalized;
members.json: what numpy.load makes of every name.
"""

import io
import json
import pathlib
import struct
import warnings
import zipfile

import numpy

OUT = pathlib.Path(__file__).parent.parent / "fixtures" / "files"
OUT.mkdir(parents=True, exist_ok=True)
warnings.simplefilter("ignore")

NAMES = """? e f d g b B h H i I l L q Q p P f2 f4 f8 f16 i1 i2 i4 i8 u1 u2 u4 u8 b1 b2 f3 float16 float32 float64 float half single
double int uint int8 int16 int32 int64 uint8 uint16 uint32 uint64 bool bool_ int_ longlong short ushort intc uintc byte ubyte intp
Float32 floating O object c8 F D complex64 S3 U2 M8[ns] m8 V4 str""".split()
WHOLE = ["<f4,<f4", "<f4abc", "<f4 ", " <f4", "(2,)f4", "2f4", "f4:f8", "", "<", "f8,i4", "<4f"]
RAW = bytes(range(24))


def header(descr):
    text = repr({"descr": descr, "fortran_order": False, "shape": (2,)}).encode()
    text += b" " * (-(len(text) + 11) % 64) + b"\n"
    return b"\x93NUMPY\x01\x00" + struct.pack("<H", len(text)) + text


def read(descr):
    try:
        dtype = numpy.dtype(descr)
    except TypeError:
        return None
    if dtype.kind not in "fiub" or dtype.itemsize > 8 or dtype.shape:
        return None
    data = RAW[: 2 * dtype.itemsize]
    x = numpy.load(io.BytesIO(header(descr) + data))
    wide = x.dtype.kind == "f" and x.dtype.itemsize == 8
    values = x.astype(">f8" if wide else ">f4").tobytes().hex()
    return {"name": x.dtype.name, "hex": values, "dtype": "float64" if wide else "float32", "shape": [2]}


types = {descr: read(descr) for descr in WHOLE + [order + name for order in ("", "<", ">", "=", "|") for name in NAMES]}
(OUT / "types.json").write_text(
    json.dumps({"made_by": "test/parity/files.py", "numpy": numpy.__version__, "types": types}, indent=1) + "\n"
)


def npy(x):
    stream = io.BytesIO()
    numpy.save(stream, x)
    return stream.getvalue()


f4 = lambda *values: numpy.array(values, "<f4")
members = [
    ("first.npy", npy(f4(9, 9))),
    ("bare", npy(f4(1, 2))),
    ("both", npy(f4(3))),
    ("both.npy", npy(f4(4))),
    ("first.npy", npy(f4(5, 6))),
    ("folder/inner.npy", npy(f4(7))),
    ("text.npy", npy(numpy.array(["a", "b"]))),
    ("object.npy", npy(numpy.array([None]))),
    ("complex.npy", npy(numpy.zeros(2, "<c8"))),
    ("day.npy", npy(numpy.zeros(2, "<M8[D]"))),
    ("fields.npy", npy(numpy.zeros(2, [("a", "<f4")]))),
    ("count.npy", npy(numpy.arange(3))),
    ("readme.txt", b"not an array"),
    ("__MACOSX/._first.npy", b"\x00\x05\x16\x07Mac OS X        " + bytes(60)),
]
path = OUT / "members.npz"
with zipfile.ZipFile(path, "w") as archive:
    for name, content in members:
        archive.writestr(zipfile.ZipInfo(name, (2020, 1, 1, 0, 0, 0)), content)
loaded = {}
with numpy.load(path) as archive:
    names = list(dict.fromkeys([*archive.files, "both.npy"]))
    for name in names:
        try:
            value = archive[name]
        except ValueError:
            continue
        if isinstance(value, numpy.ndarray) and value.dtype.kind == "f":
            loaded[name] = value.tolist()
(OUT / "members.json").write_text(json.dumps({"numpy": numpy.__version__, "loaded": loaded}, indent=1) + "\n")
print(OUT, [(f.name, f.stat().st_size) for f in OUT.iterdir()], loaded)
