"""Turns face crops into a bank of training samples with the teacher's answers, so that the teacher runs once a sample.

    python packaging/starter/bank.py [--chunks 200] [--workers 1] [--worker 0]

Chunk i is always made of the same random numbers, so runs can be stopped, resumed and shared out among workers. The
training reads whatever chunks exist and may start beside it. A chunk: 2,048 crops (uint8, 126 x 126 RGB, 98 MB),
targets (float16, 192): both teachers' answers to the middle 112 px, averaged in angle, in the basis of the 192
directions that hold most of them; and kinds (uint8): whom the sample shows, as `chips.kind_of` says, so that the
training can set alike faces side by side.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import cv2
import numpy as np
from augment import sample
from chips import cell_of, kind_of
from draws import Faces, chances, neighbours, partners
from embedder_net import DIM
from places import SEED, WORK
from teacher import Teachers, centre, side_by_side

CHUNK = 2048
BANK = WORK / "bank3"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--chunks", type=int, default=200, help="how many chunks the bank shall have in the end")
    parser.add_argument("--workers", type=int, default=1, help="how many processes share the work")
    parser.add_argument("--worker", type=int, default=0, help="which of them this is, from 0")
    chosen = parser.parse_args()
    cv2.setNumThreads(1)
    BANK.mkdir(parents=True, exist_ok=True)
    faces = training_faces()
    teachers, basis = Teachers(), teacher_basis()
    for index in range(chosen.worker, chosen.chunks, chosen.workers):
        if not targets_path(index).exists():
            make_chunk(index, faces, teachers, basis)
            print("chunk", index, flush=True)


def make_chunk(index: int, faces: Faces, teachers: Teachers, basis: np.ndarray) -> None:
    random = np.random.default_rng([SEED, index])
    first = random.choice(len(faces.crops), CHUNK, p=faces.chances)
    second = partners(first, faces, random)
    crops = np.stack([sample(faces.crops[a], faces.crops[b], random) for a, b in zip(first, second, strict=True)])
    targets = in_basis(teachers(np.ascontiguousarray(centre(crops))), basis).astype(np.float16)
    kinds = np.array([kind_of(cell) for cell in faces.cells], np.uint8)
    np.save(crops_path(index), crops)
    np.save(kinds_path(index), np.where(kinds[first] == kinds[second], kinds[first], 0).astype(np.uint8))
    partial = targets_path(index).with_suffix(".partial.npy")
    np.save(partial, targets)
    partial.rename(targets_path(index))  # its presence says that the chunk is whole


def training_faces() -> Faces:
    """Return the faces of the part "train"."""
    sources = json.loads((WORK / "faces.json").read_text())
    rows = np.array([i for i, source in enumerate(sources) if source["part"] == "train"])
    files = [sources[i]["file"] for i in rows]
    cells = np.array([cell_of(file) for file in files])
    said = np.load(WORK / "teacher.npy")[rows]
    return Faces(np.load(WORK / "faces.npy")[rows], cells, chances(files, cells), neighbours(said))


def teacher_basis() -> np.ndarray:
    """Return float32 (640, 192): orthonormal columns that hold most of both teachers' answers."""
    path = WORK / "basis.npy"
    if not path.exists():
        _, strengths, rows = np.linalg.svd(_both_answers(slice(None)), full_matrices=False)
        print("energy outside of 192 dimensions:", float((strengths[DIM:] ** 2).sum() / (strengths**2).sum()))
        np.save(path, rows[:DIM].T.astype(np.float32))
    return np.load(path)


def taught(rows: np.ndarray | slice) -> np.ndarray:
    """Return what the student shall answer to these rows of faces.npy, float32 (n, 192), L2-normalised."""
    return in_basis(_both_answers(rows), teacher_basis())


def in_basis(answers: np.ndarray, basis: np.ndarray) -> np.ndarray:
    """Return both teachers' answers, (n, 640), in the basis, L2-normalised."""
    within = answers @ basis
    return within / np.linalg.norm(within, axis=1, keepdims=True)


def _both_answers(rows: np.ndarray | slice) -> np.ndarray:
    return side_by_side(np.load(WORK / "teacher.npy")[rows], np.load(WORK / "second.npy")[rows])


def crops_path(index: int) -> Path:
    return BANK / f"{index:04}.crops.npy"


def kinds_path(index: int) -> Path:
    return BANK / f"{index:04}.kinds.npy"


def targets_path(index: int) -> Path:
    return BANK / f"{index:04}.targets.npy"


if __name__ == "__main__":
    main()
