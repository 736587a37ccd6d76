"""Turns training faces into draws: how often each is shown, and with whom it is mixed into a new one."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from chips import is_chip

# With whom a face is mixed, shares of samples: one of its neighbours by the teacher, where mixtures are the hardest
# strangers; one of its own age and group; anybody. A mixture of two kinds is no kind.
NEIGHBOUR, SAME_CELL = 0.3, 0.3
NEIGHBOURS = 12
SAME_PERSON = 0.6  # the teacher's similarity above which a neighbour is the same person, or as good as: no stranger
PHOTOS_SHARE = 0.55  # of the samples: photos are what the pack is for; chips have the ages and origins
EVEN = 0.5  # cells of n chips are drawn as often as n ** EVEN: between as they come (1) and all alike (0)


@dataclass(frozen=True)
class Faces:
    """The training faces.

    crops : uint8 (n, 128, 128, 3); cells : int (n,), `chips.cell_of`; chances : float64 (n,), how often each is drawn;
    neighbours : int (n, NEIGHBOURS), the most similar strangers of each by the teacher
    """

    crops: np.ndarray
    cells: np.ndarray
    chances: np.ndarray
    neighbours: np.ndarray


def partners(first: np.ndarray, faces: Faces, random: np.random.Generator) -> np.ndarray:
    """Return with whom each drawn face is mixed: a neighbour, one of its age and group, or anybody."""
    second = random.choice(len(faces.crops), len(first), p=faces.chances)
    ways = random.random(len(first))
    ranks = random.integers(NEIGHBOURS, size=len(first))
    near = ways < NEIGHBOUR
    second[near] = faces.neighbours[first[near], ranks[near]]
    for i in np.flatnonzero(~near & (ways < NEIGHBOUR + SAME_CELL)):
        second[i] = random.choice(np.flatnonzero(faces.cells == faces.cells[first[i]]))
    return second


def chances(files: list[str], cells: np.ndarray) -> np.ndarray:
    """Return how often each training face is drawn: photos alike, chips balanced over ages and groups."""
    chip = np.array([is_chip(file) for file in files])
    members = np.bincount(cells[chip])
    evened = np.where(chip, members.astype(float).clip(1)[cells.clip(max=len(members) - 1)] ** (EVEN - 1), 0)
    return np.where(chip, evened / evened.sum() * (1 - PHOTOS_SHARE), PHOTOS_SHARE / (~chip).sum())


def neighbours(taught: np.ndarray, number: int = NEIGHBOURS) -> np.ndarray:
    """Return int (n, number): the most similar strangers of each face; taught is float32 (n, dim), L2-normalised."""
    found = []
    for start in range(0, len(taught), 1024):
        likeness = taught[start : start + 1024] @ taught.T
        likeness[likeness > SAME_PERSON] = -1
        found.append(np.argpartition(-likeness, number, axis=1)[:, :number])
    return np.concatenate(found)
