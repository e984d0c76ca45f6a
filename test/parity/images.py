"""Writes test/fixtures/images: pictures by Pillow, and the tensors that the program's lines make of them.

    /usr/bin/python3 test/parity/images.py
"""

import json
import os
import pathlib
import platform

import numpy as np
import PIL
import torch
from PIL import Image

OUT = pathlib.Path(__file__).parent.parent / "fixtures" / "images"
OPEN = "from PIL import Image, ImageOps\nimages = [ImageOps.exif_transpose(Image.open(f)) for f in {files}]\n"
WHITE = 'images = [Image.alpha_composite(Image.new("RGBA", i.size, "white"), i.convert("RGBA")) for i in images]\n'
SIZE = 'images = [i.convert("{mode}").resize(({width}, {height}), Image.BILINEAR) for i in images]\nx = torch.from_numpy(np.stack([np.asarray(i) for i in images]))\n'
COLOUR = "x = x.permute(0, 3, 1, 2).contiguous().float() / 255"
GREY = "x = x.unsqueeze(1).float() / 255"
IMAGENET = "\nx = (x - torch.tensor([0.485, 0.456, 0.406]).view(1, -1, 1, 1)) / torch.tensor([0.229, 0.224, 0.225]).view(1, -1, 1, 1)"


def pictures():
    random = np.random.default_rng(0)
    noise = lambda *shape: (random.random(shape) * 255).astype("uint8")
    # Smooth, so that the lossy formats have something to keep.
    y, x = np.mgrid[0:30, 0:46]
    smooth = np.dstack([x * 5, y * 8, (x + y) * 3]).astype("uint8")
    turned = Image.Exif()
    turned[0x112] = 6
    upside = Image.Exif()
    upside[0x112] = 3
    Image.fromarray(noise(5, 7, 3)).save(OUT / "colour.png")
    Image.fromarray(noise(9, 6)).save(OUT / "grey.png")
    Image.fromarray(smooth).save(OUT / "turned.jpg", exif=turned, quality=90)
    Image.fromarray(noise(5, 7, 3)).save(OUT / "turned.png", exif=turned)
    Image.fromarray(smooth).save(OUT / "upside.webp", exif=upside, lossless=True)
    Image.fromarray(smooth).save(OUT / "lossy.webp", quality=80)
    Image.fromarray(smooth).save(OUT / "frames.webp", save_all=True, append_images=[Image.fromarray(255 - smooth)], lossless=True)
    Image.fromarray(noise(5, 7, 4), "RGBA").save(OUT / "alpha.png")
    Image.fromarray((noise(4, 4).astype("uint16") << 8) | 0x55).save(OUT / "deep.png")


def case(files, width, height, scale="unit", mode="RGB", white=False, exact=True):
    script = OPEN.format(files=json.dumps(files)) + (WHITE if white else "") + SIZE.format(mode=mode, width=width, height=height)
    script += (GREY if mode == "L" else COLOUR) + (IMAGENET if scale == "imagenet" else "")
    scope = {"torch": torch, "np": np}
    exec(script, scope)
    return {
        "files": files,
        "spec": {"width": width, "height": height, "scale": scale},
        "script": script,
        "exact": exact,
        "shape": list(scope["x"].shape),
        "values": scope["x"].double().flatten().tolist(),
    }


OUT.mkdir(exist_ok=True)
pictures()
os.chdir(OUT)
deep = np.asarray(Image.open("deep.png")).astype("uint16") >> 8
fixture = {
    "made_by": "test/parity/images.py",
    "torch": torch.__version__,
    "pillow": PIL.__version__,
    "python": platform.python_version(),
    "cases": [
        case(["colour.png"], 7, 5),
        case(["colour.png"], 4, 3, "imagenet"),
        case(["colour.png"], 11, 9),
        case(["grey.png"], 4, 5, mode="L"),
        case(["colour.png", "grey.png", "turned.jpg"], 8, 8),
        case(["turned.png"], 5, 7),
        case(["upside.webp"], 6, 4),
        case(["lossy.webp"], 9, 6),
        case(["frames.webp"], 6, 6),
        case(["alpha.png"], 7, 5, white=True, exact=False),
    ],
    # Pillow has no 8 bits of 16: the upper ones by hand.
    "deep": (torch.from_numpy(deep.astype("float32")) / 255).flatten().tolist(),
}
(OUT / "images.json").write_text(json.dumps(fixture, indent=1) + "\n")
