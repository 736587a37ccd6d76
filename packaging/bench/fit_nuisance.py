"""What embeddings say of age and of bad pictures rather than of the person: nuisance directions, for `fit_pack.py`.

Directions are the first singular vectors of differences between two pictures of one person: the mean of the adult's
faces less that of the child's, and a spoilt photo's face less that of the clean photo.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np

from faceorg.matching.neighbours.similarity import unit_rows

# Chosen in five folds of the dev half: from the fourth direction of age on true accepts at FAR 1e-3 stay the same
# (0.541, 0.543, 0.546, 0.548 for 1, 2, 3, 5), from the second of bad pictures on lfw loses what its
# hard copy gains.
AGE, PICTURE = 3, 1
# Two embeddings of a photo that was not spoilt differ by rounding alone.
LEAST_DIFFERENCE = 0.05


def age_differences(rows: np.ndarray, people: np.ndarray, young: np.ndarray) -> np.ndarray:
    """float (m, dim): for everybody known as a child and as an adult, how the means differ."""
    differences = []
    for person in np.unique(people):
        then, now = rows[(people == person) & young], rows[(people == person) & ~young]
        if len(then) and len(now):
            differences.append(now.mean(axis=0) - then.mean(axis=0))
    return np.array(differences)


def same_photos(hard: dict, clean: dict) -> tuple[np.ndarray, np.ndarray]:
    """int (m,), (m,): rows of the hard copy whose clean photo is known, and the rows of those."""
    place = {Path(str(photo)).name: row for row, photo in enumerate(clean["photos"])}
    pairs = [(row, place.get(Path(str(photo)).name)) for row, photo in enumerate(hard["photos"])]
    rows, others = np.array([pair for pair in pairs if pair[1] is not None]).T
    return rows, others


def picture_differences(hard: dict, clean: dict, chosen: np.ndarray) -> np.ndarray:
    """float (m, dim): what spoiling did to each of the chosen photos of which both embeddings are known."""
    rows, others = same_photos(hard, clean)
    rows, others = rows[chosen[rows]], others[chosen[rows]]
    found = unit_rows(hard["embeddings"])[rows] - unit_rows(clean["embeddings"])[others]
    return found[np.linalg.norm(found, axis=1) > LEAST_DIFFERENCE]


def first_directions(differences: np.ndarray, count: int) -> np.ndarray:
    return np.linalg.svd(differences, full_matrices=False)[2][:count]
