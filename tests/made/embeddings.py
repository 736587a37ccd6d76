"""People who do not exist -> embeddings of their faces, as alike as a test wants them."""

from __future__ import annotations

import numpy as np

DIM = 64


def many_people(faces: list[int], *, seed: int = 0, spread: float = 0.6) -> tuple[np.ndarray, np.ndarray]:
    """Return embeddings, float32 (n, DIM) with unit rows, and whose each is, int64 (n,).

    faces : of each person; spread : the similarity of one person's faces is about 1 / (1 + spread ** 2)
    """
    rng = np.random.default_rng(seed)
    truth = np.repeat(np.arange(len(faces)), faces)
    rows = rng.normal(size=(len(faces), DIM))[truth] + spread * rng.normal(size=(len(truth), DIM))
    return (rows / np.linalg.norm(rows, axis=1, keepdims=True)).astype(np.float32), truth
