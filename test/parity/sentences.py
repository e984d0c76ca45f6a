"""Writes test/fixtures/sentences.json: sentences as random embeddings by PyTorch, by the lines that the program gives.

    /usr/bin/python3 test/parity/sentences.py
"""

import json
import pathlib
import platform

import torch

OUT = pathlib.Path(__file__).parent.parent / "fixtures" / "sentences.json"
LINES = """# random embeddings of {words}; -1 is padding
torch.manual_seed({seed})
embedding = torch.randn({count}, {channels})
ids = torch.tensor({ids})
x = embedding[ids.clamp(min=0)].masked_fill((ids < 0).unsqueeze(-1), 0)
x = x.permute(0, 2, 1).contiguous()"""
CASES = [
    (["the cat sat", "the dog"], "words", 5, 0, ["the", "cat", "sat", "dog"], [[0, 1, 2], [0, 3, -1]]),
    (["가나", "나"], "characters", 16, 9, ["가", "나"], [[0, 1], [1, -1]]),
]


def made(sentences, tokens, channels, seed, words, ids):
    script = LINES.format(
        words=json.dumps(words, ensure_ascii=False, separators=(",", ":")),
        seed=seed, count=len(words), channels=channels, ids=ids,
    )
    scope = {"torch": torch}
    exec(script, scope)
    return {
        "spec": {"sentences": sentences, "tokens": tokens, "channels": channels, "seed": seed},
        "script": script,
        "shape": list(scope["x"].shape),
        "values": scope["x"].double().flatten().tolist(),
    }


OUT.write_text(
    json.dumps(
        {
            "made_by": "test/parity/sentences.py",
            "torch": torch.__version__,
            "python": platform.python_version(),
            "cases": [made(*case) for case in CASES],
        },
        indent=1,
        ensure_ascii=False,
    )
    + "\n"
)
