"""How right the groups of a scanned library are: BCubed F and the share of groups that mix two people.

    FACEORG_PACKS=../shared/models python packaging/bench/library_quality.py ../shared/labelled/lfw [--pack edgeface_xs]

The whole program is measured: a scan of a folder with one sub-folder a person, then the groups as the catalogue holds
them. The label belongs to the most central face of a photo (as LFW defines it), bystanders are left out; a face without
a group is a group of one. Printed: BCubed over people with three or more photos, mixed groups among groups of two and
more labelled faces, photos a second.
"""

from __future__ import annotations

import argparse
import tempfile
from collections import Counter
from pathlib import Path

import numpy as np

from faceorg.catalog import clusters, faces
from faceorg.catalog.pictures import photos
from faceorg.domain import Face
from faceorg.library.opening.library import Library
from faceorg.library.opening.open_library import open_library
from faceorg.library.scanning import ingest
from faceorg.matching.evaluation.measures import clustering_score


def off_centre(face: Face) -> float:
    """Distance of a face's middle from the photo's, less half its size: large central faces win."""
    x, y = face.box.x + face.box.width / 2, face.box.y + face.box.height / 2
    return float(np.hypot(x - 0.5, y - 0.5) - face.box.width / 2)


def labelled_faces(library: Library, root: Path) -> tuple[list[Face], list[str]]:
    """Return the labelled face of every photo with its person."""
    by_photo: dict[int, list[Face]] = {}
    for face in faces.all_faces(library.catalog):
        by_photo.setdefault(face.photo_id, []).append(face)
    chosen, people = [], []
    for photo in photos.all_photos(library.catalog):
        if photo.id in by_photo:
            chosen.append(min(by_photo[photo.id], key=off_centre))
            people.append(photo.path.relative_to(root).parts[0])
    return chosen, people


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--pack", default="edgeface_xs")
    parser.add_argument("--library", type=Path, help="keep the library here; a passing one by default")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="faceorg-quality-") as passing:
        folder = options.library or Path(passing) / "library"
        with open_library(folder) as library:
            report = ingest.scan(library, [options.folder], pack=options.pack)
            chosen, people = labelled_faces(library, options.folder.resolve())
            member = clusters.membership_of(library.catalog, [face.id for face in chosen])
    labels = np.array([member.get(face.id, -1) for face in chosen])
    frequent = Counter(people)
    score = clustering_score(labels, people)
    rate = report.analyzed / report.seconds
    often = sum(count >= 3 for count in frequent.values())
    found = score.bcubed_min3
    print(f"{report.found} photos, {rate:.0f} photos/s, {report.faces} faces, pack {options.pack}")
    print(f"labelled faces {len(chosen)}, people {len(frequent)}, with three photos or more {often}")
    print(f"BCubed of those: F {found.f:.4f}, precision {found.precision:.4f}, recall {found.recall:.4f}")
    print(f"groups that mix two people: {score.mixed_share:.2%} of {score.groups}")


if __name__ == "__main__":
    main()
