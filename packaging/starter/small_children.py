"""Turns chips of known ages into the direction of the starter's embeddings that tells small children's faces.

    PYTHONPATH=. python packaging/starter/small_children.py [--write]

Training chips of UTKFace fit it; the 1,500 that were kept out of training say what it is worth; photos of LFW, which
are of adults but for a few, say how often it is wrong on ordinary photos. All go through the whole program, as photos
of a library do: detector, alignment, embedder. `vision/small_children.py` says what it is for. To be run again for
other weights: registry.toml names the checksum of the embedder that it belongs to.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from chips import SMALL_CHILD_YEARS, chip_facts
from faces import all_chips
from numpy.typing import NDArray
from places import LFW, PACK, SEED

from faceorg.errors import PhotoProblem
from faceorg.images.decode import decode_photo
from faceorg.vision.analyzer import Analyzer
from faceorg.vision.packs.installed import load_pack

CHIPS, PHOTOS = 4000, 300  # to fit it, and of LFW, by lot
BORDER, GREY = 0.35, 127  # chips are cut tight: a border, in sides of the chip, gives the detector what it expects
RIDGE = 1e-3  # of the embeddings' mean variance
OTHERS = 0.01  # the share of others that may be taken for small children
AGES = ((0, 2), (3, 7), (8, 12), (13, 19), (20, 39), (40, 116))
FILE = PACK.parent / "small_children" / "starter.npy"


@dataclass(frozen=True)
class Faces:
    """embeddings : float32 (n, dim), unit rows; ages : int (n,), years"""

    embeddings: NDArray[np.float32]
    ages: NDArray[np.int64]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true", help=f"write {FILE.name}")
    chosen = parser.parse_args()
    analyzer = Analyzer(load_pack(PACK))
    chips, kept = all_chips()
    known, unseen = _chips(analyzer, _drawn(set(chips) - kept, CHIPS)), _chips(analyzer, sorted(kept))
    direction = fitted(known.embeddings, known.ages <= SMALL_CHILD_YEARS)
    along = unseen.embeddings @ direction
    limit = float(np.quantile(along[unseen.ages > SMALL_CHILD_YEARS], 1 - OTHERS))
    for first, last in AGES:
        there = (unseen.ages >= first) & (unseen.ages <= last)
        print(f"{first} to {last} years: {(along[there] > limit).mean():.1%} of {there.sum()} faces")
    adults = np.stack([embedding for embedding, _file in _faces(analyzer, _drawn(LFW.glob("*/*.jpg"), PHOTOS))])
    print(f"LFW: {(adults @ direction > limit).mean():.1%} of {len(adults)} faces")
    if chosen.write:
        FILE.parent.mkdir(exist_ok=True)
        np.save(FILE, np.append(direction, limit).astype(np.float32))


def fitted(embeddings: NDArray[np.float32], is_small: NDArray[np.bool_]) -> NDArray[np.float64]:
    """Return Fisher's discriminant, float (dim,): small children and others count as much, however many they are."""
    weights = np.where(is_small, 0.5 / is_small.sum(), 0.5 / (~is_small).sum())
    apart = embeddings - weights @ embeddings
    spread = (apart * weights[:, None]).T @ apart
    spread += RIDGE * np.trace(spread) / len(spread) * np.eye(len(spread))
    return np.linalg.solve(spread, (apart * weights[:, None]).T @ np.where(is_small, 1.0, -1.0))


def _chips(analyzer: Analyzer, files: list[Path]) -> Faces:
    found = list(_faces(analyzer, files, BORDER))
    ages = [chip_facts(file.name)[0] for _embedding, file in found]
    return Faces(np.stack([embedding for embedding, _file in found]), np.array(ages))


def _drawn(files: Iterable[Path], most: int) -> list[Path]:
    there = sorted(files)
    return [there[at] for at in np.sort(np.random.default_rng(SEED).permutation(len(there))[:most])]


def _faces(
    analyzer: Analyzer, files: Iterable[Path], border: float = 0.0
) -> Iterator[tuple[NDArray[np.float32], Path]]:
    """The largest face of each picture that shows one."""
    for file in files:
        try:
            pixels = decode_photo(file).pixels
        except PhotoProblem:
            continue
        edge = round(border * max(pixels.shape[:2]))
        pixels = np.pad(pixels, ((edge, edge), (edge, edge), (0, 0)), constant_values=GREY)
        seen = analyzer.analyze(np.ascontiguousarray(pixels))
        if seen:
            largest = max(seen, key=lambda one: one.detection.box.width * one.detection.box.height)
            if largest.embedding is not None:
                yield largest.embedding, file


if __name__ == "__main__":
    main()
