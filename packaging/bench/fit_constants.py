r"""Fit again the constants of faceorg.matching that were learned from data, on one half of the people.

    python packaging/bench/fit_constants.py --lfw CACHE/lfw.npz --hard CACHE/lfw_hard.npz \
        --ages ../shared/labelled/ages.edgeface_xs.npz --second-hard CACHE/lfw_hard2.npz

The .npz come from embed_folder.py (hard: of the folder that make_hard.py wrote; second-hard: with --seed 2). Prints,
beside the values in the code: the weights of `evidence` (a logistic regression with a prior for each set, so that the
sets share the evidence and not the prior), the curves of `calibration` (logistic regression on as many pairs of one
person as of two), the odds of `guesses`, and the gain of `metric` at several pulls on the other half of the age set.
"""

from __future__ import annotations

import argparse
from dataclasses import fields
from pathlib import Path

import numpy as np
from grouping_lfw import THRESHOLDS, as_in_a_library, half_of

from faceorg.matching.evaluation.measures import pair_counts, verification
from faceorg.matching.grouping import clustering
from faceorg.matching.grouping import evidence as evidence_room
from faceorg.matching.grouping.linkage import Facts
from faceorg.matching.learning import calibration, metric
from faceorg.matching.neighbours.similarity import decade, unit_rows
from faceorg.matching.recognition import guesses
from faceorg.matching.recognition.table import Recognition

UNIT = decade(THRESHOLDS)
# The age set is a tenth of the others: it counts three times.
WEIGHTS = {"lfw": 1.0, "hard": 1.0, "ages": 3.0}
# Of the curve by quality. Good pictures of one person are far more alike taken in one year than decades apart, and a
# pair does not tell which it is: with 0, 0.5 and 1 for ages the error there is 0.11, 0.07 and 0.05 (lfw 0.01, 0.02,
# 0.03).
PAIR_WEIGHTS = {"lfw": 1.0, "hard": 1.0, "ages": 0.5}


def read(path: Path, half: str) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Unit rows, people and quality of one half of the people, as a library has them."""
    arrays = np.load(path)
    truth = np.unique(arrays["labels"], return_inverse=True)[1]
    chosen = half_of(arrays["labels"], half)
    rows, quality = as_in_a_library(arrays, chosen)
    assert quality is not None
    return rows, truth[chosen], quality


def evidence(rows: np.ndarray, truth: np.ndarray, quality: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """What pieces sees after average linkage: its evidence (evidence.evidence_of_pieces), and if it is right."""
    nothing = np.empty((0, 2), np.int64)
    cores = clustering.find_cores(rows, quality, Facts(nothing, nothing, np.arange(len(rows))), THRESHOLDS, 0.5)
    members = cores.linkage.members
    groups = np.array(sorted(members), np.int64)
    near = evidence_room.nearest_pieces(cores.linkage, cores.edges, groups, match=THRESHOLDS.match, unit=UNIT)
    person = np.array([np.bincount(truth[members[group]]).argmax() for group in groups.tolist()])
    some = near.place >= 0
    return evidence_room.evidence_of_pieces(near)[some], (person == person[near.place])[some]


def fit_evidence(files: dict[str, Path], graded: bool) -> None:
    """The weights of `evidence`; graded : with the quality of the faces, or as if nobody knew it."""
    from sklearn.linear_model import LogisticRegression

    found = {}
    for name, path in files.items():
        rows, truth, quality = read(path, "dev")
        found[name] = evidence(rows, truth, quality if graded else np.ones_like(quality))
    columns = np.arange(7) if graded else np.array([0, 1, 2, 3, 6])  # without quality, two are the same for all
    features = np.concatenate([one for one, _ in found.values()])[:, columns]
    # A constant for each set, five times as strong so that regularisation leaves it alone.
    which = 5 * np.repeat(np.eye(len(found)), [len(right) for _, right in found.values()], axis=0)
    right = np.concatenate([right for _, right in found.values()])
    weights = np.repeat([WEIGHTS[name] for name in found], [len(right) for _, right in found.values()])
    model = LogisticRegression(C=5, max_iter=9000, fit_intercept=False)
    fitted = model.fit(np.hstack([features, which]), right, sample_weight=weights).coef_[0]
    shares = np.array([right.mean() for _, right in found.values()])
    constants = 5 * fitted[len(columns) :] - np.log(shares / (1 - shares))
    names = [field.name for field in fields(evidence_room.Weights)]
    weighed = dict(zip([names[column] for column in columns], fitted.round(2).tolist(), strict=False))
    print(f"evidence: fitted {weighed}, even {constants.mean():.2f}")
    print(f"          in the code {evidence_room.GRADED if graded else evidence_room.UNGRADED}")
    print(f"          the constant by set: {dict(zip(found, constants.round(2).tolist(), strict=True))}")


def fit_calibration(path: Path) -> None:
    from sklearn.linear_model import LogisticRegression

    rows, truth, _ = read(path, "dev")
    counts = pair_counts(rows, truth)
    held = (counts.same > 0) | (counts.different > 0)
    similarities = np.concatenate([counts.edges[held]] * 2)[:, None]
    same = np.repeat([True, False], int(held.sum()))
    weights = np.concatenate([counts.same[held] / counts.same.sum(), counts.different[held] / counts.different.sum()])
    model = LogisticRegression(C=1e9, max_iter=9000).fit(similarities, same, sample_weight=weights * 10_000)
    slope, centre = model.coef_[0, 0], -model.intercept_[0] / model.coef_[0, 0]
    print(
        f"calibration: fitted CENTRE {(centre - THRESHOLDS.match) / UNIT:.2f} WIDTH {1 / (slope * UNIT):.2f}, "
        f"in the code {calibration.CENTRE} {calibration.WIDTH}"
    )


def fit_quality_curve(files: dict[str, Path]) -> None:
    """The curve of `calibration` where the quality of the poorer picture is known; sampled pairs, as many of each."""
    from sklearn.linear_model import LogisticRegression

    parts = [sampled_pairs(*read(path, "dev"), seed=0) for path in files.values()]
    near, poorer, same = (np.concatenate(part) for part in zip(*parts, strict=True))
    features = np.stack([near, poorer, near * poorer], axis=1)
    weights = np.repeat([PAIR_WEIGHTS[name] for name in files], [len(part[0]) for part in parts])
    model = LogisticRegression(C=1e9, max_iter=9000).fit(features, same, sample_weight=weights)
    rise, level, rise_by_quality = model.coef_[0]
    print(
        f"calibration by quality: fitted AT_MATCH {model.intercept_[0]:.2f} {level:.2f} PER_DECADE {rise:.2f} "
        f"{rise_by_quality:.2f}, in the code {calibration.AT_MATCH} {calibration.AT_MATCH_PER_QUALITY} "
        f"{calibration.PER_DECADE} {calibration.PER_DECADE_PER_QUALITY}"
    )


def sampled_pairs(
    rows: np.ndarray, truth: np.ndarray, quality: np.ndarray, seed: int, count: int = 40_000
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Decades above `match`, the quality of the poorer picture, and if it is one person; people count alike.

    count : pairs of one person, and as many of two
    """
    random = np.random.default_rng(seed)
    order = np.argsort(truth, kind="stable")
    _people, starts, sizes = np.unique(truth[order], return_index=True, return_counts=True)
    drawn = random.choice(np.flatnonzero(sizes > 1), count)
    first = random.integers(0, sizes[drawn])
    second = (first + random.integers(1, sizes[drawn])) % sizes[drawn]
    left, right = order[starts[drawn] + first], order[starts[drawn] + second]
    one, other = random.integers(0, len(truth), (2, 2 * count))
    apart = np.flatnonzero(truth[one] != truth[other])[:count]
    left, right = np.concatenate([left, one[apart]]), np.concatenate([right, other[apart]])
    near = (np.einsum("ij,ij->i", rows[left], rows[right]) - THRESHOLDS.match) / UNIT
    return near, np.minimum(quality[left], quality[right]), truth[left] == truth[right]


def fit_guesses(files: dict[str, Path]) -> None:
    """The odds of `guesses`: of faces that no group took, when everybody who has a group is named."""
    from sklearn.linear_model import LogisticRegression

    found = [lone_faces(*read(path, "dev")) for path in files.values()]
    features, right = (np.concatenate(part) for part in zip(*found, strict=True))
    weights = np.repeat([WEIGHTS[name] for name in files], [len(part) for _, part in found])
    model = LogisticRegression(C=1e3, max_iter=9000).fit(features, right, sample_weight=weights)
    rise, crowd, level = model.coef_[0]
    print(
        f"guesses: fitted PER_DECADE {rise:.2f} PER_CROWD {crowd:.2f} PER_QUALITY {level:.2f} "
        f"AT_MATCH {model.intercept_[0]:.2f}, in the code {guesses.PER_DECADE} {guesses.PER_CROWD} "
        f"{guesses.PER_QUALITY} {guesses.AT_MATCH}"
    )


def lone_faces(rows: np.ndarray, truth: np.ndarray, quality: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The evidence of `guesses` for each face without a group and its nearest named person, and if it is that one."""
    labels = clustering.cluster_faces(rows, thresholds=THRESHOLDS, quality=quality)
    people_cache = Recognition(rows, quality, np.arange(len(rows)), THRESHOLDS)
    for label in range(int(labels.max()) + 1):
        own = np.flatnonzero(labels == label)
        if len(own) > 2:
            person = int(np.bincount(truth[own]).argmax())
            people_cache.learn(person, own[truth[own] == person])
    alone = np.flatnonzero(labels < 0)
    person, near, crowd = people_cache.nearest([np.array([row]) for row in alone.tolist()])
    near = near - guesses.few_faces(THRESHOLDS, 1)
    return guesses.evidence_of_guesses(THRESHOLDS, near, crowd, quality[alone]), person == truth[alone]


def fit_group_guesses(files: dict[str, Path]) -> None:
    """The odds of `guesses` for groups, a constant for each set; lfw has no second groups of anybody to learn from, and
    a hard copy so few that there are two."""
    from sklearn.linear_model import LogisticRegression

    found = {name: second_groups(*read(files[name], "dev")) for name in ("ages", "hard", "second_hard")}
    features = np.concatenate([one for one, _ in found.values()])
    right = np.concatenate([one for _, one in found.values()])
    which = 5 * np.repeat(np.eye(len(found)), [len(one) for _, one in found.values()], axis=0)
    model = LogisticRegression(C=5, max_iter=9000, fit_intercept=False).fit(np.hstack([features, which]), right)
    rise, crowd, level = model.coef_[0][:3]
    shares = np.array([one.mean() for _, one in found.values()])
    constants = 5 * model.coef_[0][3:] - np.log(shares / (1 - shares))
    # As the sets have cases to learn from: a few of a hard copy's groups have a partner, a quarter of those of ages.
    even = float(np.average(constants, weights=[one.sum() for _, one in found.values()]))
    print(
        f"guesses of groups: fitted GROUP_PER_DECADE {rise:.2f} GROUP_PER_CROWD {crowd:.2f} GROUP_PER_QUALITY "
        f"{level:.2f} GROUP_AT_MATCH {even:.2f} ({constants.round(2).tolist()}), in the code "
        f"{guesses.GROUP_PER_DECADE} {guesses.GROUP_PER_CROWD} {guesses.GROUP_PER_QUALITY} {guesses.GROUP_AT_MATCH}"
    )


def second_groups(rows: np.ndarray, truth: np.ndarray, quality: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The evidence of `guesses` for each group and its nearest person, when everybody with three faces or more has the
    name of his largest group; and if it is that person."""
    labels = clustering.cluster_faces(rows, thresholds=THRESHOLDS, quality=quality)
    people_cache = Recognition(rows, quality, np.arange(len(rows)), THRESHOLDS)
    wanted, known, second = np.bincount(truth) >= 3, set(), []
    for label in range(int(labels.max()) + 1):  # the largest first
        own = np.flatnonzero(labels == label)
        person = int(np.bincount(truth[own]).argmax())
        if wanted[person] and person not in known:
            known.add(person)
            people_cache.learn(person, own[truth[own] == person])
        else:
            second.append((own, person))
    people, near, crowd = people_cache.nearest([own for own, _ in second])
    near = near - guesses.few_faces(THRESHOLDS, np.array([len(own) for own, _ in second]))
    good = np.array([quality[own].mean() for own, _ in second])
    evidence = guesses.evidence_of_guesses(THRESHOLDS, near, crowd, good)
    return evidence, people == np.array([person for _, person in second])


def fit_metric(path: Path) -> None:
    rows, truth, _ = read(path, "dev")
    others, people, _ = read(path, "held")
    print(f"metric: TAR at FAR 1e-3 without {verification(pair_counts(others, people)).tar['1e-3']:.4f}", end="")
    for pull in (*metric.BOLD_PULLS, *metric.PULLS):
        mapped = unit_rows(others @ metric.fit(rows, truth, pull))
        print(f", pull {pull:.0f} {verification(pair_counts(mapped, people)).tar['1e-3']:.4f}", end="")
    print(f"; in the code {metric.BOLD_PULLS + metric.PULLS}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in WEIGHTS:
        parser.add_argument(f"--{name}", type=Path, required=True)
    parser.add_argument("--second-hard", type=Path, required=True)
    every = vars(parser.parse_args())
    files = {name: every[name] for name in WEIGHTS}
    for graded in (True, False):
        fit_evidence(files, graded)
    fit_calibration(files["hard"])
    fit_quality_curve(files)
    fit_guesses(files)
    fit_group_guesses(every)
    fit_metric(files["ages"])


if __name__ == "__main__":
    main()
