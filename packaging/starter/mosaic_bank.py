"""Turns scenes into a bank of mosaics on disk, which the detector's training reads again and again.

    python packaging/starter/mosaic_bank.py [--chunks 400] [--workers 1] [--worker 0]

Chunk i is always made of the same random numbers. Three of four chunks hold 64 pictures of 320 px, the fourth 16 of
640 px, where the largest faces fit.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import cv2
import numpy as np
from mosaics import Labels, Scenes
from places import SEED, WORK

MOSAICS = WORK / "mosaics"
SMALL_PX, SMALL_COUNT = 320, 64
LARGE_PX, LARGE_COUNT = 640, 16


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--chunks", type=int, default=400, help="how many chunks the bank shall have in the end")
    parser.add_argument("--workers", type=int, default=1, help="how many processes share the work")
    parser.add_argument("--worker", type=int, default=0, help="which of them this is, from 0")
    chosen = parser.parse_args()
    cv2.setNumThreads(1)
    MOSAICS.mkdir(parents=True, exist_ok=True)
    scenes = Scenes()
    for index in range(chosen.worker, chosen.chunks, chosen.workers):
        if not labels_path(index).exists():
            make_chunk(index, scenes)
            if index % 20 == 0:
                print("chunk", index, flush=True)


def make_chunk(index: int, scenes: Scenes) -> None:
    random = np.random.default_rng([SEED, 7, index])
    side, count = (LARGE_PX, LARGE_COUNT) if index % 4 == 3 else (SMALL_PX, SMALL_COUNT)
    pictures, labels = zip(*(scenes.picture(side, random) for _ in range(count)), strict=True)
    np.save(pictures_path(index), np.stack(pictures))
    joined = Labels.joined(list(labels))
    partial = labels_path(index).with_suffix(".partial.npz")
    counts = np.array([len(part.sure) for part in labels])
    np.savez(partial, counts=counts, boxes=joined.boxes, landmarks=joined.landmarks, sure=joined.sure)
    partial.rename(labels_path(index))  # its presence says that the chunk is whole


def read_labels(index: int) -> list[Labels]:
    """Return the labels of each picture of a chunk."""
    with np.load(labels_path(index)) as stored:
        edges = np.cumsum(stored["counts"])[:-1]
        parts = [np.split(stored[name], edges) for name in ("boxes", "landmarks", "sure")]
    return [Labels(*part) for part in zip(*parts, strict=True)]


def pictures_path(index: int) -> Path:
    return MOSAICS / f"{index:04}.pictures.npy"


def labels_path(index: int) -> Path:
    return MOSAICS / f"{index:04}.labels.npz"


if __name__ == "__main__":
    main()
