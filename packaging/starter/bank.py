"""Turns face crops into a bank of training samples with the teacher's answers, so that the teacher runs once a sample.

    python packaging/starter/bank.py [--chunks 200] [--workers 1] [--worker 0]

Chunk i is always made of the same random numbers, so runs can be stopped, resumed and shared out among workers. The
training reads whatever chunks exist and may start beside it. A chunk: 2,048 crops (uint8, 112 x 112 RGB, 77 MB) and
targets (float16, 192): the teacher's embedding in the basis of its 192-dimensional space.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import cv2
import numpy as np
from augment import sample
from embedder_net import DIM
from places import SEED, WORK
from teacher import Embedder

CHUNK = 2048
BANK = WORK / "bank"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--chunks", type=int, default=200, help="how many chunks the bank shall have in the end")
    parser.add_argument("--workers", type=int, default=1, help="how many processes share the work")
    parser.add_argument("--worker", type=int, default=0, help="which of them this is, from 0")
    chosen = parser.parse_args()
    cv2.setNumThreads(1)
    BANK.mkdir(parents=True, exist_ok=True)
    faces, often = training_faces()
    teacher, basis = Embedder(), teacher_basis()
    for index in range(chosen.worker, chosen.chunks, chosen.workers):
        if not targets_path(index).exists():
            make_chunk(index, faces, often, teacher, basis)
            print("chunk", index, flush=True)


def make_chunk(index: int, faces: np.ndarray, often: np.ndarray, teacher: Embedder, basis: np.ndarray) -> None:
    random = np.random.default_rng([SEED, index])
    drawn = random.choice(len(faces), (CHUNK, 2), p=often)
    crops = np.stack([sample(faces[a], faces[b], random) for a, b in drawn])
    targets = (teacher(crops) @ basis).astype(np.float16)
    np.save(crops_path(index), crops)
    partial = targets_path(index).with_suffix(".partial.npy")
    np.save(partial, targets)
    partial.rename(targets_path(index))  # its presence says that the chunk is whole


def training_faces() -> tuple[np.ndarray, np.ndarray]:
    """Return uint8 (n, 128, 128, 3), the crops of the part "train", and their chances: float64 (n,)."""
    sources = json.loads((WORK / "faces.json").read_text())
    chosen = np.array([source["part"] == "train" for source in sources])
    return np.load(WORK / "faces.npy")[chosen], chances([s for s in sources if s["part"] == "train"])


def chances(sources: list[dict]) -> np.ndarray:
    """Return how often each training face is drawn: photos of people as often as the twice as many UTKFace chips.

    The chips are easy (the teacher's answers to them are more alike); photos are what the pack is for.
    """
    is_chip = np.array([source["file"].startswith("unlabelled/") for source in sources])
    weights = np.where(is_chip, 1 / is_chip.sum(), 1 / (~is_chip).sum())
    return weights / weights.sum()


def teacher_basis() -> np.ndarray:
    """Return float32 (512, 192): orthonormal columns that span the teacher's embeddings and keep every cosine."""
    path = WORK / "basis.npy"
    if not path.exists():
        embeddings = np.load(WORK / "teacher.npy")
        _, strengths, rows = np.linalg.svd(embeddings, full_matrices=False)
        print("energy outside of 192 dimensions:", float((strengths[DIM:] ** 2).sum() / (strengths**2).sum()))
        np.save(path, rows[:DIM].T.astype(np.float32))
    return np.load(path)


def crops_path(index: int) -> Path:
    return BANK / f"{index:04}.crops.npy"


def targets_path(index: int) -> Path:
    return BANK / f"{index:04}.targets.npy"


if __name__ == "__main__":
    main()
