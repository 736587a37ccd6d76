r"""Fit again the constants of faceorg.matching that were learned from data, on one half of the people.

    python packaging/bench/fit_constants.py --lfw CACHE/lfw.npz --hard CACHE/lfw_hard.npz \
        --ages ../shared/labelled/ages.edgeface_xs.npz

The .npz come from embed_folder.py (hard: of the folder that make_hard.py wrote). Prints, beside the values in the code:
the evidence of `pieces` (a logistic regression with a prior for each set, so that the sets share the evidence and not
the prior), the curve of `calibration` (logistic regression on as many pairs of one person as of two), and the gain of
`metric` at several pulls on the other half of the age set.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np
from grouping_lfw import THRESHOLDS, half_of

from faceorg.matching import calibration, clustering, metric, pieces
from faceorg.matching.evaluation import pair_counts, verification
from faceorg.matching.graph import nearest_edges
from faceorg.matching.linkage import Facts, Linkage
from faceorg.matching.similarity import decade, unit_rows

UNIT = decade(THRESHOLDS)
# The age set is a tenth of the others: it counts three times.
WEIGHTS = {"lfw": 1.0, "hard": 1.0, "ages": 3.0}


def read(path: Path, half: str) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Unit rows, people and quality (1 where the file has none) of one half of the people."""
    arrays = np.load(path)
    truth = np.unique(arrays["labels"], return_inverse=True)[1]
    chosen = half_of(truth, half)
    quality = arrays["quality"] if "quality" in arrays else np.ones(len(truth), np.float32)
    return unit_rows(arrays["embeddings"][chosen]), truth[chosen], quality[chosen]


def evidence(rows: np.ndarray, truth: np.ndarray, quality: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """What pieces sees after average linkage: (similarity, lead, return, both) of each, and whether it is right."""
    nothing = np.empty((0, 2), np.int64)
    weights = np.clip(quality, clustering.LEAST_WEIGHT, 1)
    linkage = Linkage(rows, weights, Facts(nothing, nothing, np.arange(len(rows))), clustering.EVIDENCE * UNIT)
    floor = pieces.least_similarity(THRESHOLDS, len(rows))
    edges = nearest_edges(rows, k=clustering.NEIGHBOURS, floor=floor)
    threshold = clustering.threshold_of(THRESHOLDS, 0.5)
    linkage.join(clustering.select_edges(edges, edges.similarities >= threshold), threshold)
    groups = np.array(sorted(linkage.members), np.int64)
    near = pieces.nearest_pieces(linkage, edges, groups, match=THRESHOLDS.match, unit=UNIT)
    person = np.array([np.bincount(truth[linkage.members[group]]).argmax() for group in groups.tolist()])
    lead = np.minimum(near.lead, pieces.MOST_LEAD)
    back = np.clip(near.back, pieces.LEAST_RETURN, pieces.MOST_LEAD)
    some = near.place >= 0
    features = np.stack([near.similarity, lead, back, np.minimum(lead, back)], axis=1)
    return features[some], (person == person[near.place])[some]


def fit_pieces(files: dict[str, Path]) -> None:
    from sklearn.linear_model import LogisticRegression

    found = {name: evidence(*read(path, "dev")) for name, path in files.items()}
    features = np.concatenate([one for one, _ in found.values()])
    which = np.repeat(np.eye(len(found)), [len(right) for _, right in found.values()], axis=0)
    right = np.concatenate([right for _, right in found.values()])
    weights = np.repeat([WEIGHTS[name] for name in found], [len(right) for _, right in found.values()])
    model = LogisticRegression(C=30, max_iter=9000, fit_intercept=False)
    fitted = model.fit(np.hstack([features, which]), right, sample_weight=weights).coef_[0]
    shares = np.array([right.mean() for _, right in found.values()])
    constants = fitted[4:] - np.log(shares / (1 - shares))
    now = (pieces.PER_DECADE, pieces.PER_LEAD, pieces.PER_RETURN, pieces.PER_BOTH, pieces.EVEN)
    print(f"pieces: fitted {np.append(fitted[:4], constants.mean()).round(2)}, in the code {now}")
    print(f"        the constant by set: {dict(zip(found, constants.round(2).tolist(), strict=True))}")


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


def fit_metric(path: Path) -> None:
    rows, truth, _ = read(path, "dev")
    others, people, _ = read(path, "held")
    print(f"metric: TAR at FAR 1e-3 without {verification(pair_counts(others, people)).tar['1e-3']:.4f}", end="")
    for pull in (10.0, *metric.PULLS, 300.0):
        mapped = unit_rows(others @ metric.fit(rows, truth, pull))
        print(f", pull {pull:.0f} {verification(pair_counts(mapped, people)).tar['1e-3']:.4f}", end="")
    print(f"; in the code {metric.PULLS}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in WEIGHTS:
        parser.add_argument(f"--{name}", type=Path, required=True)
    files = {name: path for name, path in vars(parser.parse_args()).items()}
    fit_pieces(files)
    fit_calibration(files["hard"])
    fit_metric(files["ages"])


if __name__ == "__main__":
    main()
