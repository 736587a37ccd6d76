"""The thresholds of a model pack, measured on a labelled folder: what resources/packs/registry.toml cites as [lfw].

    FACEORG_PACKS=../shared/models python packaging/bench/thresholds.py mobilefacenet_y1 ../shared/labelled/lfw

The folder has one sub-folder a person. Photos go the way of a scan (decoded, detected, aligned, embedded by faceorg);
the face nearest to the centre counts. Printed: how many faces, the mean similarity of one person and of strangers, true
accept rate and similarity at false accept rates 1e-2 to 1e-4 (`match` is that at 1e-3, `strict` at 1e-4), and BCubed F
of the groups for a row of cluster thresholds (people with three photos or more).
"""

from __future__ import annotations

import argparse
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from faceorg.domain import FaceObservation, ModelPack, Thresholds
from faceorg.images.decode import decode_photo
from faceorg.matching.evaluation.measures import clustering_score, pair_counts, verification
from faceorg.matching.grouping.clustering import cluster_faces
from faceorg.vision.analyzer import Analyzer
from faceorg.vision.packs.installed import load_pack


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("pack", help="id or folder of a pack")
    parser.add_argument("folder", type=Path, help="one sub-folder a person")
    parser.add_argument("--every", type=int, default=1, help="take every n-th person only")
    options = parser.parse_args()
    pack = load_pack(options.pack)
    embeddings, people = embedded(Analyzer(pack, device="cpu"), options.folder, options.every)
    print(f"{pack.id}: {len(people)} faces of {people[-1] + 1} people")
    measured = print_pairs(embeddings, people)
    print_groups(pack, embeddings, people, measured)


def embedded(analyzer: Analyzer, folder: Path, every: int) -> tuple[NDArray[np.float32], NDArray[np.int64]]:
    """Embed the central face of every photo: float32 (n, dim), and the person's number of each, int64 (n,)."""
    rows, people = [], []
    for person, place in enumerate(sorted(path for path in folder.iterdir() if path.is_dir())[::every]):
        for photo in sorted(place.iterdir()):
            faces = analyzer.analyze(decode_photo(photo).pixels)
            if faces:
                rows.append(min(faces, key=distance_to_centre).embedding)
                people.append(person)
            print(f"\r{len(rows)} faces", end="", file=sys.stderr)
    print(file=sys.stderr)
    return np.stack(rows), np.array(people)


def distance_to_centre(face: FaceObservation) -> float:
    box = face.detection.box
    return abs(box.x + box.width / 2 - 0.5) + abs(box.y + box.height / 2 - 0.5)


def print_pairs(embeddings: NDArray[np.float32], people: NDArray[np.int64]) -> Thresholds:
    counts = pair_counts(embeddings, people)
    for name, weights in (("one person", counts.same), ("strangers", counts.different)):
        mean = np.average(counts.edges, weights=weights)
        spread = np.sqrt(np.average((counts.edges - mean) ** 2, weights=weights))
        print(f"similarity of {name}: {mean:.3f}, sd {spread:.3f}")
    figures = verification(counts)
    for rate, share in figures.tar.items():
        print(f"FAR {rate}: TAR {share:.4f} at {figures.at[rate]:.3f}")
    return Thresholds(figures.at["1e-3"], figures.at["1e-4"], figures.at["1e-4"])


def print_groups(
    pack: ModelPack, embeddings: NDArray[np.float32], people: NDArray[np.int64], measured: Thresholds
) -> None:
    unit = measured.strict - measured.match
    for cluster in np.arange(measured.match - unit, measured.strict + 3 * unit, unit / 2):
        groups = cluster_faces(embeddings, thresholds=replace(measured, cluster=float(cluster)))
        score = clustering_score(groups, people)
        print(
            f"cluster {cluster:.3f}: BCubed F {score.bcubed_min3.f:.4f} (precision {score.bcubed_min3.precision:.4f}, "
            f"recall {score.bcubed_min3.recall:.4f}), groups that mix people {score.mixed_share:.3f}"
        )


if __name__ == "__main__":
    main()
