"""Turns the distilled embedder into a sharper one by a linear step, folded into its head.

A small student still carries pose and light in its answer. Within-class covariance normalisation (Hatch, Kajarekar and
Stolcke 2006) divides by how much photos of one person differ in each direction. Who is one person is what the teacher
says about training faces: no names are used. The step can be undone exactly (`Step.undone`), which is how the cosine
to the teacher is still measured.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from bank import teacher_basis
from embedder_net import EmbedderNet, ShippedEmbedder
from onnx_files import sha256
from places import WORK
from teacher import centre

ONE_PERSON = 0.45  # the teacher's similarity: one pair of strangers in a million reaches it
CAUTION = 0.5  # share of the average variance added everywhere: 0.3 to 1 made no difference


@dataclass(frozen=True)
class Step:
    """What was done to the answers: sharpened = (answer - middle) @ matrix.

    matrix : float32 (192, 192); middle : float32 (192,)
    """

    matrix: np.ndarray
    middle: np.ndarray

    def keep(self, embedder_file: Path) -> None:
        """Keep the step of this file in the work folder."""
        np.savez(_kept(embedder_file), matrix=self.matrix, middle=self.middle)

    @staticmethod
    def of(embedder_file: Path) -> Step | None:
        """Return the step of this file; None where it was exported with another work folder."""
        if not _kept(embedder_file).exists():
            return None
        with np.load(_kept(embedder_file)) as stored:
            return Step(stored["matrix"], stored["middle"])

    def undone(self, answers: np.ndarray) -> np.ndarray:
        """Return the pack's raw answers, float32 (n, 192), back in the teacher's space, L2-normalised."""
        before = answers @ np.linalg.inv(self.matrix) + self.middle
        return before / np.linalg.norm(before, axis=1, keepdims=True)


def _kept(embedder_file: Path) -> Path:
    return WORK / f"sharpening.{sha256(embedder_file)[:12]}.npz"


def sharpen(net: EmbedderNet) -> Step:
    """Change the head of the network, and return the step."""
    answers, taught = _training_photos(net)
    matrix, middle = _step(answers, taught)
    with torch.no_grad():
        turn = torch.from_numpy(matrix.T.copy())
        net.head.weight.copy_(turn @ net.head.weight)
        # the pack adds two views, so each carries half of the middle
        net.head.bias.copy_(turn @ (net.head.bias - torch.from_numpy(middle) / 2))
    return Step(matrix, middle)


def _step(answers: np.ndarray, taught: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return the matrix (192, 192) and the middle (192,): sharpened = (answer - middle) @ matrix."""
    first, second = np.where(np.triu(taught @ taught.T > ONE_PERSON, 1))
    photos = np.bincount(np.concatenate([first, second]), minlength=len(answers))
    weights = 1 / np.sqrt(photos[first] * photos[second])  # nobody counts by the square of the number of photos
    apart = answers[first] - answers[second]
    within = (apart * weights[:, None]).T @ apart / weights.sum() / 2
    average = np.trace(within) / len(within)
    strengths, directions = np.linalg.eigh(within + CAUTION * average * np.eye(len(within)))
    matrix = directions * np.sqrt(average / strengths)
    return matrix.astype(np.float32), answers.mean(0).astype(np.float32)


@torch.no_grad()
def _training_photos(net: EmbedderNet) -> tuple[np.ndarray, np.ndarray]:
    """Return raw answers and the teacher's for training faces from photos; UTKFace shows few people twice."""
    sources = json.loads((WORK / "faces.json").read_text())
    rows = [i for i, s in enumerate(sources) if s["part"] == "train" and not s["file"].startswith("unlabelled/")]
    crops = centre(np.load(WORK / "faces.npy", mmap_mode="r")[rows])
    shipped = ShippedEmbedder(net).eval()
    answers = []
    for start in range(0, len(crops), 64):
        pixels = torch.from_numpy(np.ascontiguousarray(crops[start : start + 64])).permute(0, 3, 1, 2)
        answers.append(shipped((pixels.float() - 127.5) / 127.5).numpy())
    return np.concatenate(answers), np.load(WORK / "teacher.npy")[rows] @ teacher_basis()
