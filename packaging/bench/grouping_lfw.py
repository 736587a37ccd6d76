"""Measure grouping, review cost and calibration on people held back, beside the rules of other programs.

    python packaging/bench/embed_folder.py ../shared/labelled/lfw CACHE/lfw.npz --root ../shared
    python packaging/bench/grouping_lfw.py CACHE/lfw.npz                       # ours, held half
    python packaging/bench/grouping_lfw.py CACHE/lfw.npz --half all            # all people
    python packaging/bench/grouping_lfw.py ../shared/labelled/ages.edgeface_xs.npz --rivals --review
    python packaging/bench/grouping_lfw.py CACHE/lfw_hard.npz --rivals --review

Takes any .npz with embeddings (n, dim) and labels (n,), and quality (n,) if there is one. Constants in faceorg.matching
were chosen on --half dev; --half held are the others. The embeddings are as edgeface_xs gives them: from ours its
nuisance directions are taken off, as a library does; the others' rules get them as they are. Prints BCubed F over the
faces of people with three photos or more (min3) and over all faces, the share of groups that mix people, and the
actions a person that the groups alone would cost (plain; in brackets, if a wrong face could be named where it is seen,
as in our review), and that our review costs; then the same with the double labels of LFW corrected
(lfw_double_labels.py), where the file's labels are LFW's names.
"""

from __future__ import annotations

import argparse
import time
import zlib
from collections.abc import Mapping
from pathlib import Path

import numpy as np
from lfw_double_labels import corrected
from rivals import RIVALS

from faceorg.domain import Thresholds
from faceorg.matching.evaluation.measures import clustering_score, pair_counts, reliability_by_quality, verification
from faceorg.matching.evaluation.simulated_user import plain_review_cost, review_cost
from faceorg.matching.grouping.clustering import cluster_faces
from faceorg.matching.neighbours.similarity import unit_rows
from faceorg.vision.clarity import clarity_of
from faceorg.vision.nuisance import without_nuisance
from faceorg.vision.packs.registry import registry

_NETWORK = next(known for known in registry().networks_by_sha256.values() if known.id == "edgeface_xs")
assert _NETWORK.thresholds is not None
THRESHOLDS: Thresholds = _NETWORK.thresholds


def as_in_a_library(arrays: Mapping[str, np.ndarray], chosen: np.ndarray) -> tuple[np.ndarray, np.ndarray | None]:
    """Unit rows of edgeface_xs without its nuisance directions, and the quality of the faces: from the embeddings,
    and from the pictures where the file tells it."""
    raw = unit_rows(arrays["embeddings"][chosen])
    measured = arrays["quality"][chosen] if "quality" in arrays else None
    return without_nuisance(raw, _NETWORK.nuisance), clarity_of(raw, _NETWORK.clarity, measured)


def half_of(labels: np.ndarray, which: str) -> np.ndarray:
    """bool (n,): the faces of one half of the people: "dev", "held", or "all" of them.

    By the name alone, so that a person is in the same half of every file that he is in.
    """
    people, whose = np.unique(labels, return_inverse=True)
    held = np.array([zlib.crc32(str(person).encode()) & 1 for person in people.tolist()], bool)[whose]
    return {"dev": ~held, "held": held, "all": np.ones(len(labels), bool)}[which]


def line(name: str, labels: np.ndarray, truth: np.ndarray, seconds: float) -> str:
    score, cost = clustering_score(labels, truth), plain_review_cost(labels, truth)
    apart = plain_review_cost(labels, truth, apart=True)
    return (
        f"{name:42s} min3 P {score.bcubed_min3.precision:.4f} R {score.bcubed_min3.recall:.4f} "
        f"F {score.bcubed_min3.f:.4f}  all F {score.bcubed.f:.4f}  mixed {score.mixed_share:.4f} of {score.groups}  "
        f"plain {cost.per_person:.3f} ({apart.per_person:.3f})  {seconds:.1f} s"
    )


def report(name: str, labels: np.ndarray, truth: np.ndarray, right: np.ndarray | None, seconds: float) -> None:
    """Print one line for the labels as they are and, where there are any, one for corrected ones (`right`)."""
    print(line(name, labels, truth, seconds), flush=True)
    if right is not None:
        print(line("    double labels corrected", labels, right, seconds), flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("embeddings", type=Path)
    parser.add_argument("--half", choices=["dev", "held", "all"], default="held")
    parser.add_argument("--rivals", action="store_true", help="measure the other rules too, at all their settings")
    parser.add_argument("--review", action="store_true", help="simulate our review")
    parser.add_argument(
        "--embeddings-only", action="store_true", help="do as if nobody had looked at the pictures' quality"
    )
    parser.add_argument("--strictness", type=float, nargs="+", default=[0.5])
    asked = parser.parse_args()
    arrays = np.load(asked.embeddings)
    truth = np.unique(arrays["labels"], return_inverse=True)[1]
    chosen = half_of(arrays["labels"], asked.half)
    right = None
    if arrays["labels"].dtype.kind == "U" and "photos" in arrays:
        right = corrected(arrays["labels"], arrays["photos"])[chosen]
    raw, truth = unit_rows(arrays["embeddings"][chosen]), truth[chosen]
    if asked.embeddings_only:
        arrays = {"embeddings": arrays["embeddings"]}
    rows, quality = as_in_a_library(arrays, chosen)
    assert quality is not None  # its embedder's clarity is known
    print(f"{len(rows)} faces of {len(np.unique(truth))} people ({asked.half})")
    for strictness in asked.strictness:
        started = time.perf_counter()
        labels = cluster_faces(rows, thresholds=THRESHOLDS, quality=quality, strictness=strictness)
        report(f"faceorg, strictness {strictness}", labels, truth, right, time.perf_counter() - started)
        if asked.review:
            cost = review_cost(rows, truth, THRESHOLDS, quality=quality, strictness=strictness)
            print(
                f"    review: {cost.per_person:.3f} actions a person, {cost.per_1000:.1f} a 1,000 faces, names right "
                f"{cost.name_precision:.4f}, {dict(cost.by_kind)}",
                flush=True,
            )
    figures = verification(pair_counts(rows, truth))
    error = reliability_by_quality(rows, truth, THRESHOLDS, quality).ece
    print(f"verification {figures.accuracy:.4f}, TAR {figures.tar}, calibration error {error:.4f}", flush=True)
    for rival in RIVALS if asked.rivals else ():
        for setting in sorted({rival.published, *rival.tried}):
            started = time.perf_counter()
            labels = rival.group(raw, setting)
            mark = "*" if setting == rival.published else " "
            report(f"{rival.name} {setting}{mark}", labels, truth, right, time.perf_counter() - started)


if __name__ == "__main__":
    main()
