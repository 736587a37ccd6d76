r"""What the learned metric is worth: true accepts at one false accept in a thousand, without and with it.

    python packaging/bench/embed_folder.py ../shared/labelled/lfw CACHE/lfw.npz --root ../shared
    python packaging/bench/metric_gain.py CACHE/lfw.npz ../shared/labelled/ages.edgeface_xs.npz --siblings --seeds 1 2 3

Embeddings of edgeface_xs are taken as a library compares them, without the pack's nuisance directions, and, marked
"raw", as the network gives them: the pack has taken off already part of what a metric would find.
Half of the people are the library's: half of the faces of each are confirmed and teach the metric, the others are held
out. The other half of the people it never sees. Printed for each: true accepts at FAR 1e-3 among *look-alikes* (false
pairs are those of the 1 % of pairs of people that are most alike, chosen on other faces than they are measured on; of
the siblings, in synthetic sets) and among everybody. "off" is what learn_metric says of a set where it does not help.

With --losses instead a table (Markdown) of every loss of `matching.learning.losses`, each with the same pull, of a
similarity trained on the differences of two faces instead (logistic regression on |x - y|, as DeepFace), of the loss
that each library would take, and of cosine and L2 on rows of length one and as the network gives them.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import synthetic
from grouping_lfw import as_in_a_library

from faceorg.matching.learning.losses import LossName
from faceorg.matching.learning.metric import PULLS, fit, learn_metric
from faceorg.matching.neighbours.similarity import unit_rows

# Share of the pairs of people that count as look-alikes where nobody knows who is related.
ALIKE_SHARE = 0.01
# Faces of a person that are used at most: a president's 500 would decide everything.
MOST_FACES = 40
SYNTHETIC_FACES, SIBLING_SHARE = 20_000, 0.6
FALSE_ACCEPTS = 1e-3


@dataclass(frozen=True)
class Faces:
    """rows float32 (n, dim) unit rows; people int64 (n,); kin: pairs of related people, None where unknown.

    compare : rows -> similarity of each with each, float (m, m); cosine by default
    """

    rows: np.ndarray
    people: np.ndarray
    kin: np.ndarray | None
    compare: Callable[[np.ndarray], np.ndarray] = lambda rows: rows @ rows.T

    def similarity(self, at: np.ndarray) -> np.ndarray:
        return self.compare(self.rows[at])


@dataclass(frozen=True)
class Parts:
    """Rows of faces: confirmed and held_out of the library's people; one and two, the halves of all others."""

    confirmed: np.ndarray
    held_out: np.ndarray
    one: np.ndarray
    two: np.ndarray


def read(path: Path, raw: bool) -> Faces:
    arrays = np.load(path)
    people = np.unique(arrays["labels"], return_inverse=True)[1]
    if raw:
        return Faces(unit_rows(arrays["embeddings"].astype(np.float32)), people, None)
    return Faces(as_in_a_library(arrays, np.ones(len(people), bool))[0], people, None)


def siblings(similarity: float, seed: int) -> Faces:
    synthetic.SIBLING_SHARE, synthetic.SIBLING_SIMILARITY = SIBLING_SHARE, similarity
    made = synthetic.make_synthetic(SYNTHETIC_FACES, seed)
    return Faces(unit_rows(made.embeddings.astype(np.float32)), made.labels, made.siblings)


def parted(faces: Faces, seed: int) -> Parts:
    """Divide people in two, siblings together, and the faces of each in two."""
    rng = np.random.default_rng(seed)
    family = np.arange(faces.people.max() + 1)
    if faces.kin is not None:
        family[faces.kin[:, 1]] = faces.kin[:, 0]
    able = np.flatnonzero(np.bincount(faces.people) >= 2)
    families = rng.permutation(np.unique(family[able]))
    ours = np.isin(family[able], families[: len(families) // 2])
    halves: list[np.ndarray] = []
    for group in (able[ours], able[~ours]):
        rows = [rng.permutation(np.flatnonzero(faces.people == person))[:MOST_FACES] for person in group]
        halves.append(np.concatenate([own[: (len(own) + 1) // 2] for own in rows]))
        halves.append(np.concatenate([own[(len(own) + 1) // 2 :] for own in rows]))
    return Parts(*halves)


def alike(faces: Faces, chosen_on: np.ndarray) -> np.ndarray:
    """Pairs of people, int64 (pairs, 2): the siblings, else those most alike on these faces."""
    present = np.unique(faces.people[chosen_on])
    if faces.kin is not None:
        return faces.kin[np.isin(faces.kin, present).all(axis=1)]
    means = unit_rows(np.stack([faces.rows[chosen_on[faces.people[chosen_on] == p]].mean(axis=0) for p in present]))
    first, second = np.triu_indices(len(present), 1)
    nearest = np.argsort(-(means @ means.T)[first, second])[: int(ALIKE_SHARE * len(first))]
    return np.stack([present[first[nearest]], present[second[nearest]]], axis=1)


def accepts(faces: Faces, rows: np.ndarray, pairs: np.ndarray | None) -> np.ndarray:
    """True accept rate of each person at FAR 1e-3, float (people,). pairs : who is mistaken for whom; None: anybody."""
    numbers = np.unique(faces.people[rows], return_inverse=True)[1]
    names = faces.people[rows][np.unique(numbers, return_index=True)[1]]
    rivals = np.ones((len(names),) * 2, bool)
    if pairs is not None:
        place = np.searchsorted(names, pairs[np.isin(pairs, names).all(axis=1)])
        rivals[:] = False
        rivals[place[:, 0], place[:, 1]] = rivals[place[:, 1], place[:, 0]] = True
    near = faces.similarity(rows)
    same = numbers[:, None] == numbers[None]
    false = near[~same & rivals[numbers[:, None], numbers[None]]]
    level = -np.partition(-false, int(FALSE_ACCEPTS * len(false)))[int(FALSE_ACCEPTS * len(false))]
    np.fill_diagonal(same, False)
    asked = np.bincount(numbers, same.sum(axis=1)) * rivals.any(axis=1)
    found = np.bincount(numbers, ((near >= level) & same).sum(axis=1))
    return found[asked > 0] / asked[asked > 0]


def gains(faces: Faces, seed: int) -> dict[str, np.ndarray] | None:
    """By kind of question: (without, with) rates of each person, float (2, people); None where the metric stays off."""
    parts = parted(faces, seed)
    metric = learn_metric(faces.rows[parts.confirmed], faces.people[parts.confirmed])
    if metric is None:
        return None
    mapped = Faces(metric.apply(faces.rows), faces.people, faces.kin)
    asked = questions(faces, parts)
    print(f"    {metric.explanation()} Similarities of strangers x {metric.scale:.2f}")
    return {kind: np.stack([accepts(one, *what) for one in (faces, mapped)]) for kind, what in asked.items()}


def questions(faces: Faces, parts: Parts) -> dict[str, tuple[np.ndarray, np.ndarray | None]]:
    """By kind of question: rows that are compared, and who is mistaken for whom."""
    return {
        "look-alikes of the library": (parts.held_out, alike(faces, parts.confirmed)),
        "look-alikes never seen": (parts.two, alike(faces, parts.one)),
        "everybody of the library": (parts.held_out, None),
        "everybody never seen": (np.concatenate([parts.one, parts.two]), None),
    }


# ---------------------------------------------------------------- losses side by side
def by_loss(faces: Faces, seed: int) -> dict[str, dict[str, np.ndarray]]:
    """For each way to learn, by kind of question: rates of each person, float (people,)."""
    parts = parted(faces, seed)
    vectors, people = faces.rows[parts.confirmed], faces.people[parts.confirmed]
    ways = {"as the pack is (cosine)": faces, "L2, rows of length one": replace(faces, compare=minus_squares)}
    for loss in LossName:
        ways[loss.value] = replace(faces, rows=unit_rows(faces.rows @ fit(vectors, people, PULLS[0], loss)))
    taken = learn_metric(vectors, people)
    if taken is not None:
        print(f"    seed {seed}: {taken.loss}", flush=True)
    ways["what the library takes"] = faces if taken is None else replace(faces, rows=taken.apply(faces.rows))
    ways["logistic on |x - y|"] = replace(faces, compare=trained_similarity(vectors, people, seed))
    asked = questions(faces, parts)
    return {way: {kind: accepts(one, *what) for kind, what in asked.items()} for way, one in ways.items()}


def minus_squares(rows: np.ndarray) -> np.ndarray:
    """Minus the squared distance of each with each."""
    squares = (rows * rows).sum(axis=1)
    return 2 * rows @ rows.T - squares[:, None] - squares[None]


def trained_similarity(vectors: np.ndarray, people: np.ndarray, seed: int) -> Callable[[np.ndarray], np.ndarray]:
    """Weights of |x - y| by logistic regression over all pairs of one person and as many of two (Taigman 2014)."""
    from sklearn.linear_model import LogisticRegression

    one, other = np.triu_indices(len(people), 1)
    same = people[one] == people[other]
    strangers = np.random.default_rng(seed).permutation(np.flatnonzero(~same))[: same.sum()]
    pairs = np.concatenate([np.flatnonzero(same), strangers])
    differences = np.abs(vectors[one[pairs]] - vectors[other[pairs]])
    weights = LogisticRegression(C=1.0, max_iter=500).fit(differences, same[pairs]).coef_[0].astype(np.float32)

    def compare(rows: np.ndarray) -> np.ndarray:
        return np.stack([np.abs(rows - row) @ weights for row in rows])

    return compare


def tell_losses(name: str, found: list[dict[str, dict[str, np.ndarray]]]) -> None:
    """A row a way: means over the seeds, and the gain over the pack with its standard error over the seeds."""
    kinds = list(found[0]["as the pack is (cosine)"])
    print(f"\n{name}, {len(found)} seeds\n\n| | {' | '.join(kinds)} |\n|---|{'---:|' * len(kinds)}")
    for way in found[0]:
        cells = []
        for kind in kinds:
            rates = np.array([one[way][kind].mean() for one in found])
            gains = rates - [one["as the pack is (cosine)"][kind].mean() for one in found]
            error = gains.std(ddof=1) / np.sqrt(len(gains)) if len(gains) > 1 else 0.0
            cells.append(f"{rates.mean():.3f} ({gains.mean():+.3f} ± {error:.3f})")
        print(f"| {way} | {' | '.join(cells)} |", flush=True)


def tell_distances(name: str, path: Path) -> None:
    """How often cosine and L2 name the same nearest face, on rows of length one and as the network gives them."""
    with np.load(path) as arrays:
        raw = unit_rows(arrays["embeddings"].astype(np.float32))
        lengths = arrays["lengths"] if "lengths" in arrays else np.ones(len(raw), np.float32)
    raw *= lengths[:, None]
    cosine = unit_rows(raw) @ unit_rows(raw).T
    for rows, kind in ((unit_rows(raw), "rows of length one"), (raw, "rows as the network gives them")):
        distance = minus_squares(rows)
        for near in (cosine, distance):
            np.fill_diagonal(near, -np.inf)
        alike_share = (cosine.argmax(axis=1) == distance.argmax(axis=1)).mean()
        spread = lengths.std() / lengths.mean()
        print(f"{name}, {kind} (lengths vary by {spread:.1%}): nearest face alike {alike_share:.1%}")


def tell(name: str, found: list[dict[str, np.ndarray]]) -> None:
    """Means over the seeds, and the standard error of the gain over people."""
    for kind in found[0]:
        before, after = (float(np.mean([one[kind][way].mean() for one in found])) for way in (0, 1))
        steps = [one[kind][1] - one[kind][0] for one in found]
        error = float(np.mean([step.std(ddof=1) / np.sqrt(len(step)) for step in steps]))
        print(
            f"{name:28s} {kind:28s} {before:.4f} -> {after:.4f}  ({after - before:+.4f}, noise {error:.4f})", flush=True
        )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("embeddings", type=Path, nargs="*", help=".npz of embeddings and labels")
    parser.add_argument("--siblings", type=float, nargs="*", default=None, help="similarity; 0.35 and 0.6 by default")
    parser.add_argument("--seeds", type=int, nargs="+", default=[1])
    parser.add_argument("--losses", action="store_true", help="the table of losses")
    asked = parser.parse_args()
    sets = [
        (path.name + " raw" * raw, lambda _seed, path=path, raw=raw: read(path, raw))
        for path in asked.embeddings
        for raw in (False, True)
    ]
    for likeness in asked.siblings or ([0.35, 0.6] if asked.siblings is not None else []):
        sets.append((f"siblings {likeness}", lambda seed, likeness=likeness: siblings(likeness, seed)))
    if asked.losses:
        for name, make in sets:
            tell_losses(name, [by_loss(make(seed), seed) for seed in asked.seeds])
        for path in asked.embeddings:
            tell_distances(path.name, path)
        return
    for name, make in sets:
        started = time.process_time()
        found = [one for seed in asked.seeds if (one := gains(make(seed), seed)) is not None]
        spent = (time.process_time() - started) / len(asked.seeds)
        print(f"{name}: adopted in {len(found)} of {len(asked.seeds)}, {spent:.1f} s of one core each")
        if found:
            tell(name, found)


if __name__ == "__main__":
    main()
