"""Which pictures are taken for one? All pairs of a folder of photos, by their looks alone.

    python packaging/bench/stacks.py FOLDER... [--out PAIRS.tsv]

Compares the signature of every photo with that of every other (a minute for 30,000) and writes the pairs within the
limits of `matching.same_picture`, to be looked at one by one; faces, which are asked as well, are left out here: what
this finds is the most that could ever be stacked. Then every hundredth photo is resized and saved again in eight ways:
printed is how many of these are found to be the same, and found at all among the others.
"""

from __future__ import annotations

import argparse
import io
import time
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from faceorg.errors import PhotoProblem
from faceorg.formats import HEAD_BYTES, sniff_format
from faceorg.images.decode import decode_photo
from faceorg.images.signature import SIGNATURE_PX, picture_signature
from faceorg.matching.same_picture import (
    FULL_CONTRAST,
    LEAST_CONTRAST,
    SAME_MOST,
    SAME_RMS,
    SAME_SHAPE,
    STRICT_MOST,
    STRICT_RMS,
    alike_by_hash,
    hashes_of,
)

DECODED_PX = 1600
SHARES, QUALITIES = (0.33, 0.5, 0.8, 1.3), (75, 92)
EVERY = 100
# Smaller ones (icons, faces cut out) lose half of what they show when they are resized.
SMALLEST_PX = 200
BLOCK = 1000


def greys_of(source: Path | bytes) -> tuple[NDArray[np.uint8], float] | None:
    """The signature of a photo and its width by its height; None where it does not decode."""
    try:
        image = decode_photo(source, target_px=DECODED_PX)
    except PhotoProblem:
        return None
    made = np.frombuffer(picture_signature(image.pixels, image.profile), np.uint8)
    return made, image.full_width / image.full_height


def photos_in(folders: list[Path]) -> list[Path]:
    files = [file for folder in folders for file in sorted(folder.rglob("*")) if file.is_file()]
    return [file for file in files if sniff_format(file.open("rb").read(HEAD_BYTES)) is not None]


def alike(greys: NDArray[np.uint8], shapes: NDArray[np.float64]) -> list[tuple[int, int, float, float]]:
    """All pairs within the wider limits: (row, row, root mean square, most)."""
    flat = greys.astype(np.float32)
    squares, contrast = (flat**2).sum(1), flat.std(1)
    found = []
    for start in range(0, len(flat), BLOCK):
        near = squares[start : start + BLOCK, None] + squares[None] - 2 * flat[start : start + BLOCK] @ flat.T
        for a, b in np.argwhere(near <= SAME_RMS**2 * flat.shape[1]).tolist():
            a += start
            most = float(np.abs(flat[a] - flat[b]).max())
            same_shape = abs(shapes[a] / shapes[b] - 1) <= SAME_SHAPE
            least = float(min(contrast[a], contrast[b]))
            if a < b and least >= LEAST_CONTRAST and same_shape:
                # Held against the limits as they are for pictures of full contrast.
                share = min(1.0, least / FULL_CONTRAST)
                rms = float(np.sqrt(np.mean((flat[a] - flat[b]) ** 2)))
                if rms <= share * SAME_RMS and most <= share * SAME_MOST:
                    found.append((a, b, rms / share, most / share))
    return found


def saved_again(file: Path) -> list[NDArray[np.uint8]]:
    """A photo resized and saved again in every way."""
    pixels = decode_photo(file).pixels
    if min(pixels.shape[:2]) < SMALLEST_PX:
        return []
    picture, made = Image.fromarray(pixels), []
    for share in SHARES:
        for quality in QUALITIES:
            data = io.BytesIO()
            size = round(picture.width * share), round(picture.height * share)
            picture.resize(size, Image.Resampling.BICUBIC).save(data, "JPEG", quality=quality)
            known = greys_of(data.getvalue())
            made += [known[0]] if known else []
    return made


def is_hashed_alike(one: NDArray[np.uint8], other: NDArray[np.uint8]) -> bool:
    hashes = hashes_of(np.stack([one, other]).reshape(2, SIGNATURE_PX, SIGNATURE_PX))
    return bool(alike_by_hash(np.array([1, 2]), hashes, np.array([1])))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--out", type=Path, default=Path("stacks.tsv"))
    args = parser.parse_args()
    started = time.monotonic()
    known = [(file, found) for file in photos_in(args.folders) if (found := greys_of(file)) is not None]
    greys = np.stack([found[0] for _file, found in known])
    pairs = alike(greys, np.array([found[1] for _file, found in known]))
    strict = [pair for pair in pairs if pair[2] <= STRICT_RMS and pair[3] <= STRICT_MOST]
    lines = (f"{known[a][0]}\t{known[b][0]}\t{rms:.2f}\t{most:.0f}" for a, b, rms, most in pairs)
    args.out.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(f"{len(known):,} photos, {len(pairs):,} pairs that look alike, {len(strict):,} nearly the same: {args.out}")
    differences, hashed = [], []
    for at in range(0, len(known), EVERY):
        for other in saved_again(known[at][0]):
            difference = greys[at].astype(np.float32) - other
            differences.append((np.sqrt(np.mean(difference**2)), np.abs(difference).max()))
            hashed.append(is_hashed_alike(greys[at], other))
    if differences:
        rms, most = np.array(differences).T
        same, sure = (rms <= SAME_RMS) & (most <= SAME_MOST), (rms <= STRICT_RMS) & (most <= STRICT_MOST)
        print(f"{len(rms):,} saved again: {same.mean():.1%} the same, {sure.mean():.1%} without faces,", end=" ")
        print(f"{np.mean(hashed):.1%} compared at all ({time.monotonic() - started:.0f} s)")


if __name__ == "__main__":
    main()
