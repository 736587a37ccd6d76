"""Make embeddings of a library of any size, with the traps that real ones hold.

Long-tailed people, 40 % strangers who appear once, pairs of siblings, blurred "hub" faces that resemble everybody,
look-alike babies, and people with up to 10,000 faces. The geometry follows edgeface_xs on lfw: good faces of one person
are 0.67 similar, strangers 0.01 (sd 0.076, as in about 170 free dimensions).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

DIM, FREE_DIM = 512, 170
STRANGER_SHARE, SIBLING_SHARE, BABY_SHARE, HUB_SHARE = 0.4, 0.1, 0.03, 0.02
SIBLING_SIMILARITY, BABY_SIMILARITY, HUB_SIMILARITY = 0.35, 0.40, 0.45
LARGEST_PERSON = 10_000
MEAN_FACES = 40  # of people who are no strangers


@dataclass(frozen=True)
class Synthetic:
    """embeddings float16 (n, DIM), labels int64 (n,), quality float32 (n,), siblings int64 (pairs, 2) of labels."""

    embeddings: NDArray[np.float16]
    labels: NDArray[np.int64]
    quality: NDArray[np.float32]
    siblings: NDArray[np.int64]


def _unit(rows: NDArray[np.float32]) -> NDArray[np.float32]:
    return rows / np.linalg.norm(rows, axis=-1, keepdims=True)


def _sizes(faces: int, rng: np.random.Generator) -> NDArray[np.int64]:
    """Faces of each person: strangers first (one each), then a long tail capped at LARGEST_PERSON."""
    strangers = int(faces * STRANGER_SHARE)
    sizes, left = [], faces - strangers
    while left > 0:
        size = int(min(2 + rng.pareto(1.1) * MEAN_FACES / 4, LARGEST_PERSON, left))
        sizes.append(size)
        left -= size
    return np.concatenate([np.ones(strangers, np.int64), np.array(sizes, np.int64)])


def _shared(directions: NDArray[np.float32], with_rows: NDArray[np.float32], similarity: float) -> NDArray[np.float32]:
    return _unit(np.sqrt(similarity) * with_rows + np.sqrt(1 - similarity) * directions)


def make_synthetic(faces: int, seed: int = 0) -> Synthetic:
    """Return a library of so many faces, in random order."""
    rng = np.random.default_rng(seed)
    sizes = _sizes(faces, rng)
    people = len(sizes)
    identity = _unit(rng.normal(size=(people, FREE_DIM)).astype(np.float32))
    regulars = np.flatnonzero(sizes > 1)
    chosen = rng.permutation(regulars)[: int(len(regulars) * SIBLING_SHARE) // 2 * 2].reshape(-1, 2)
    family = _unit(rng.normal(size=(len(chosen), FREE_DIM)).astype(np.float32))
    for child in (0, 1):
        identity[chosen[:, child]] = _shared(identity[chosen[:, child]], family, SIBLING_SIMILARITY)
    babies = rng.permutation(people)[: int(people * BABY_SHARE)]
    baby = _unit(rng.normal(size=(1, FREE_DIM)).astype(np.float32))
    identity[babies] = _shared(identity[babies], baby, BABY_SIMILARITY)
    labels = rng.permutation(np.repeat(np.arange(people), sizes))
    quality = np.clip(rng.beta(8, 1.2, faces), 0.05, 1).astype(np.float32)
    hubs = rng.random(faces) < HUB_SHARE
    quality[hubs] = rng.uniform(0.05, 0.3, int(hubs.sum()))
    blur = _unit(rng.normal(size=(1, FREE_DIM)).astype(np.float32))
    turn = np.linalg.qr(rng.normal(size=(DIM, FREE_DIM)))[0].astype(np.float32).T
    embeddings = np.empty((faces, DIM), np.float16)
    for start in range(0, faces, 50_000):
        part = slice(start, min(start + 50_000, faces))
        noise = _unit(rng.normal(size=(part.stop - part.start, FREE_DIM)).astype(np.float32))
        kept = np.sqrt(0.70 * quality[part])[:, None]  # share of the identity that a face of this quality keeps
        rows = kept * identity[labels[part]] + np.sqrt(1 - kept**2) * noise
        rows[hubs[part]] = _shared(_unit(rows[hubs[part]]), blur, HUB_SIMILARITY)
        embeddings[part] = (_unit(rows) @ turn).astype(np.float16)
    return Synthetic(embeddings, labels, quality, chosen)
