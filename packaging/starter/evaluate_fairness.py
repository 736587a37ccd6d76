"""Turns chips kept out of training into how alike strangers are to the pack: by origin, and among small children.

Strangers here are pairs that the teacher calls so: names are not known, and a few chips show one person twice. Of small
children the curve is given whole, with the thresholds that would hold for them, and how well a direction in the pack's
own space tells them from others: with it a program can know where the pack must not decide.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np
from chips import GROUPS, SMALL_CHILD_YEARS, chip_facts, is_chip
from places import SEED, WORK
from teacher import Embedder, centre

if TYPE_CHECKING:
    from numpy.typing import NDArray

STRANGERS = 0.2  # the teacher's similarity below which a pair of chips surely shows two people
SHARES = (0.1, 0.01, 0.001)  # of pairs of strangers, for the curves
TRAINING_CHIPS = 4000  # to fit the direction of age
RIDGE = 1e-3  # of the answers' mean variance


def fairness_report(student: Embedder, thresholds: dict[str, float]) -> Iterator[str]:
    """Yield the lines of the report."""
    answers, taught, files = _chips(student, "slice")
    facts = [chip_facts(file) for file in files]
    groups = np.array([group for _, group in facts])
    tops = {}
    for number, name in enumerate(GROUPS):
        similarities = _strangers(answers[groups == number], taught[groups == number])
        tops[name] = float(np.quantile(similarities, 1 - SHARES[-1]))
        passed = (similarities >= thresholds["match"]).mean()
        words = f"one pair of strangers in 1,000 reaches {tops[name]:.3f}, {tops[name] - tops['White']:+.3f} to White"
        yield f"fair, group {name}: {words}; {passed:.2%} above match ({len(similarities)} pairs)"
    small = np.array([age <= SMALL_CHILD_YEARS for age, _ in facts])
    yield from _small_children(answers[small], taught[small], thresholds["match"])
    yield _direction_of_age(student, answers, small)


def _small_children(answers: NDArray[np.float32], taught: NDArray[np.float32], match: float) -> Iterator[str]:
    strangers, everyone = _strangers(answers, taught), _pairs(answers)
    for words, similarities in (("strangers to the teacher", strangers), ("all pairs", everyone)):
        curve = ", ".join(f"{share:.1%} reach {np.quantile(similarities, 1 - share):.3f}" for share in SHARES)
        above = (similarities >= match).mean()
        yield f"small children, {words}: {curve}; {above:.1%} above the usual match ({len(similarities)} pairs)"
    half = np.random.default_rng(SEED).permutation(len(answers)) % 2 == 0
    for ours, theirs in ((half, ~half), (~half, half)):
        own = np.quantile(_pairs(answers[ours]), 1 - SHARES[1])
        passed = (_pairs(answers[theirs]) >= own).mean()
        yield f"  a match threshold of their own, {own:.3f} of one half: {passed:.2%} of the other half's pairs pass"


def _direction_of_age(student: Embedder, answers: NDArray[np.float32], small: NDArray[np.bool_]) -> str:
    """Fit on training chips, measured on the slices: how many small children it finds, and how many others."""
    known, _, files = _chips(student, "train", TRAINING_CHIPS)
    is_small = np.array([chip_facts(file)[0] <= SMALL_CHILD_YEARS for file in files])
    weights = np.where(is_small, 0.5 / is_small.sum(), 0.5 / (~is_small).sum())
    middle = weights @ known
    apart = known - middle
    spread = (apart * weights[:, None]).T @ apart
    spread += RIDGE * np.trace(spread) / len(spread) * np.eye(len(spread))
    direction = np.linalg.solve(spread, (apart * weights[:, None]).T @ np.where(is_small, 1.0, -1.0))
    said = (answers - middle) @ direction
    found = [(said[small] >= limit).mean() for limit in np.quantile(said[~small], [0.95, 0.99])]
    return f"a direction of age finds {found[0]:.1%} of small children with 5 % of the others, {found[1]:.1%} with 1 %"


def _strangers(answers: NDArray[np.float32], taught: NDArray[np.float32]) -> NDArray[np.float32]:
    return _pairs(answers)[_pairs(taught) < STRANGERS]


def _pairs(embeddings: NDArray[np.float32]) -> NDArray[np.float32]:
    return (embeddings @ embeddings.T)[np.triu_indices(len(embeddings), 1)]


def _chips(student: Embedder, part: str, most: int = 0) -> tuple[NDArray[np.float32], NDArray[np.float32], list[str]]:
    """Return the pack's answers to the chips of a part, the teacher's, and their files; by chance, where fewer do."""
    sources = json.loads((WORK / "faces.json").read_text())
    rows = np.array([i for i, s in enumerate(sources) if s["part"] == part and is_chip(s["file"])])
    if most:
        rows = np.sort(np.random.default_rng(SEED).choice(rows, most, replace=False))
    crops = np.ascontiguousarray(centre(np.load(WORK / "faces.npy", mmap_mode="r")[rows]))
    taught = np.load(WORK / "teacher.npy")[rows]
    return student(crops), taught, [sources[i]["file"] for i in rows]
