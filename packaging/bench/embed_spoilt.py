"""Spoil photos in all degrees and embed them: what an embedder makes of bad pictures, once, as an .npz.

    python packaging/bench/embed_spoilt.py OUT.npz --root ../shared \
        --people ../shared/labelled/lfw --chips ../shared/unlabelled/utkface

Of every photo of --people (one sub-folder a person, the dev half of grouping_lfw.py alone) and every third of
--chips (tight chips, which get a border) come itself and a few spoilt copies: a face of 18 to 110 pixels with up to
three of make_hard.py's harms, as JPEG. Those in which no face is found are left out. The .npz has embeddings float16
(n, dim), quality float32 (n,) as embed_folder.py gives it, likeness float32 (n,): the similarity to the photo that was
not spoilt, 1 for that itself.
"""

from __future__ import annotations

import argparse
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path
from typing import Any

import cv2
import numpy as np
from embed_folder import central_face, open_analysis, padded, quality
from grouping_lfw import half_of
from make_hard import harmed

FACE_PX = (18, 110)
JPEG_QUALITY = (30, 96)
CHIP_BORDER_PX = 60
COPIES_OF_PEOPLE, COPIES_OF_CHIPS = 3, 2
_SHARE = 64  # photos a process embeds at a time


def spoilt(pixels: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """A smaller, harmed copy of an upright portrait, as a JPEG decoder gives it back."""
    face_px = float(np.exp(rng.uniform(*np.log(FACE_PX))))
    pixels = harmed(pixels, face_px, int(rng.integers(0, 4)), rng)
    _, coded = cv2.imencode(".jpg", pixels, [cv2.IMWRITE_JPEG_QUALITY, int(rng.integers(*JPEG_QUALITY))])
    return cv2.imdecode(coded, cv2.IMREAD_COLOR)


def embed(paths: list[Path], *, seed: int, copies: int, border_px: int, root: Path, pack: str) -> list[Any]:
    """(embedding, quality, likeness) of each photo and its copies."""
    cv2.setNumThreads(1)
    analysis = open_analysis(root, pack)
    found, rng = [], np.random.default_rng(seed)
    for path in paths:
        pixels = cv2.copyMakeBorder(cv2.imread(str(path)), *[border_px] * 4, cv2.BORDER_REPLICATE)
        pictures = [padded(picture) for picture in (pixels, *(spoilt(pixels, rng) for _ in range(copies)))]
        own, *others = (central_face(analysis, picture) for picture in pictures)
        if own is None:
            continue  # nothing to compare its copies with
        for picture, face in zip(pictures, (own, *others), strict=True):
            if face is not None:
                likeness = float(face.normed_embedding @ own.normed_embedding)
                found.append((face.normed_embedding.astype(np.float16), quality(picture, face), likeness))
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out", type=Path)
    parser.add_argument("--root", type=Path, required=True, help="folder that holds models/PACK")
    parser.add_argument("--people", type=Path, required=True)
    parser.add_argument("--chips", type=Path, required=True)
    parser.add_argument("--pack", default="edgeface_xs")
    asked = parser.parse_args()
    portraits = sorted(asked.people.glob("*/*"))
    dev = half_of(np.array([path.parent.name for path in portraits]), "dev")
    portraits = [path for path, chosen in zip(portraits, dev, strict=True) if chosen]
    chips = sorted(asked.chips.iterdir())[::3]
    one = partial(embed, root=asked.root, pack=asked.pack)
    rows: list[Any] = []
    with ProcessPoolExecutor() as pool:
        shares = [
            pool.submit(one, paths[start : start + _SHARE], seed=start, copies=copies, border_px=border_px)
            for paths, copies, border_px in (
                (portraits, COPIES_OF_PEOPLE, 0),
                (chips, COPIES_OF_CHIPS, CHIP_BORDER_PX),
            )
            for start in range(0, len(paths), _SHARE)
        ]
        for done, share in enumerate(shares, 1):
            rows += share.result()
            print(f"\r{done} of {len(shares)}, {len(rows)} faces", end="", flush=True)
    embeddings, values, likeness = zip(*rows, strict=True)
    np.savez(
        asked.out,
        embeddings=np.array(embeddings),
        quality=np.array(values, np.float32),
        likeness=np.array(likeness, np.float32),
    )
    print(f"\n{len(rows)} faces in {asked.out}")


if __name__ == "__main__":
    main()
