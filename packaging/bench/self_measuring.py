"""A folder of photos -> what measuring its own pack costs a library beside the scan, and that a small one is no worse.

    python packaging/bench/self_measuring.py FOLDER [--pack starter]            cost: FOLDER is scanned, then measured
    python packaging/bench/self_measuring.py FOLDER --small [--photos 20]       FOLDER holds a folder a person

Cost is processor time, of this process and those it starts: what else the machine does lengthens it little. At most 3 %
of the scan's was asked for; from 2,500 photos on faces are spoilt and seen again, fewer measure their strangers alone.
`--small` groups the same few photos with self-measuring switched on and off: BCubed F and the groups of both.
"""

from __future__ import annotations

import argparse
import shutil
import tempfile
from itertools import chain, zip_longest
from pathlib import Path

import numpy as np
import psutil
from library_quality import labelled_faces

from faceorg.catalog import clusters
from faceorg.formats import PICTURE_SUFFIXES
from faceorg.library.opening import preferences
from faceorg.library.opening.open_library import open_library
from faceorg.library.recognising import measured, measuring
from faceorg.library.scanning import ingest
from faceorg.matching.evaluation.measures import clustering_score

AT_MOST = 0.03


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--pack", default="starter")
    parser.add_argument("--small", action="store_true")
    parser.add_argument("--photos", type=int, default=20, help="of a small library")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        if chosen.small:
            _small(_drawn(chosen.folder, chosen.photos, Path(place) / "photos"), chosen.pack, Path(place))
        else:
            _cost(chosen.folder, chosen.pack, Path(place) / "library")


def _cost(folder: Path, pack: str, place: Path) -> None:
    with open_library(place) as library:
        began = _processor_s()
        report = ingest.scan(library, [folder], pack=pack)
        scanned = _processor_s()
        found = measuring.measure(library)
        spent = _processor_s() - scanned
    share = spent / (scanned - began)
    print(f"{report.found:,} photos, {report.faces:,} faces: scan {scanned - began:.1f} s, measuring {spent:.1f} s")
    print(f"{found.pairs:,} pairs of strangers, {found.spoilt:,} spoilt faces; {share:.1%} of the scan's time", end="")
    print("" if share <= AT_MOST else f", more than {AT_MOST:.0%}")


def _processor_s() -> float:
    """Processor time of this process and of those it has started that are gone."""
    spent = psutil.Process().cpu_times()
    return float(spent.user + spent.system + spent.children_user + spent.children_system)


def _small(folder: Path, pack: str, place: Path) -> None:
    found = []
    for switch in ("on", "off"):
        with open_library(place / switch) as library:
            preferences.learn_from_answers(library, switch == "on")
            ingest.scan(library, [folder], pack=pack, workers=1)
            measuring.measure_if_due(library)
            chosen, people = labelled_faces(library, folder.resolve())
            group_of = clusters.membership_of(library.catalog, [face.id for face in chosen])
            version = measured.measurement_in_use(library, pack)
        labels = np.array([group_of.get(face.id, -1) for face in chosen])
        score = clustering_score(labels, people)
        print(f"measuring {switch}: {len(people)} faces of {len(set(people))} people, {score.groups} groups, ", end="")
        print(f"BCubed F {score.bcubed.f:.4f}, {'nothing measured' if not version else f'measurement {version}'}")
        found.append(score.bcubed.f)
    print("no worse" if found[0] >= found[1] else "WORSE")


def _drawn(folder: Path, count: int, to: Path) -> Path:
    """Copy so many photos, one of each person, then a second one of each: of people who have several."""
    people = [
        sorted(file for file in one.iterdir() if file.suffix.lower() in PICTURE_SUFFIXES) for one in _folders(folder)
    ]
    several = [files for files in people if len(files) > 2][: max(count // 4, 1)]
    for file in [file for file in chain.from_iterable(zip_longest(*several)) if file is not None][:count]:
        (to / file.parent.name).mkdir(parents=True, exist_ok=True)
        shutil.copyfile(file, to / file.parent.name / file.name)
    return to


def _folders(folder: Path) -> list[Path]:
    return sorted(one for one in folder.iterdir() if one.is_dir())


if __name__ == "__main__":
    main()
