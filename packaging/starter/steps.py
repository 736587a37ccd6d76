"""Turns linear steps behind a distilled embedder into one that can be undone: for its cosine to the teacher.

The steps themselves are folded into the pack's head; beside the checkpoints each file's step is kept by its checksum.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from checksum import sha256
from places import WORK

VIEWS = 3  # of a face, whose answers the pack adds up: of what a step takes off, each carries its part


@dataclass(frozen=True)
class Step:
    """What was done to the answers: (answer - middle) @ matrix.

    matrix : float32 (dim, dim); middle : float32 (dim,)
    """

    matrix: np.ndarray
    middle: np.ndarray

    @staticmethod
    def of(embedder_file: Path) -> Step | None:
        """Return the step of this file; None where it was exported with another work folder."""
        if not _kept(embedder_file).exists():
            return None
        with np.load(_kept(embedder_file)) as stored:
            return Step(stored["matrix"], stored["middle"])

    @staticmethod
    def fitted_back(answers: np.ndarray, said: np.ndarray) -> Step:
        """Return the step whose undoing brings raw answers nearest to the teacher's, both float (n, dim)."""
        back, *_ = np.linalg.lstsq(np.column_stack([answers, np.ones(len(answers))]), said, rcond=None)
        return Step(np.linalg.inv(back[:-1]), back[-1])

    def keep(self, embedder_file: Path) -> None:
        """Keep the step of this file in the work folder."""
        np.savez(_kept(embedder_file), matrix=self.matrix, middle=self.middle)

    def then(self, later: Step) -> Step:
        """Return one step that does this one and then another."""
        return Step(self.matrix @ later.matrix, self.middle + later.middle @ np.linalg.inv(self.matrix))

    def done(self, answers: np.ndarray) -> np.ndarray:
        """Return the answers after the step, not normalised."""
        return (answers - self.middle) @ self.matrix

    def undone(self, answers: np.ndarray) -> np.ndarray:
        """Return the pack's raw answers, float32 (n, dim), back in the teacher's space, L2-normalised."""
        before = answers @ np.linalg.inv(self.matrix) + self.middle
        return before / np.linalg.norm(before, axis=1, keepdims=True)


def _kept(embedder_file: Path) -> Path:
    return WORK / f"step.{sha256(embedder_file)[:12]}.npz"
