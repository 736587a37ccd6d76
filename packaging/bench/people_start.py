"""How soon `faceorg people` answers on a library of 100,000 faces, against `python -c "import sqlite3, numpy"`.

    python packaging/bench/people_start.py [--faces 100000] [--rounds 9]

Both commands take turns; medians. The promise: less than twice the imports plus 0.3 s.
"""

from __future__ import annotations

import argparse
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from faceorg.catalog import faces, people
from faceorg.catalog.journal import journal
from faceorg.catalog.pictures import photos
from faceorg.domain import FaceId, PhotoId
from faceorg.edits import EditFacts, EditKind
from faceorg.library.opening.open_library import open_library

PEOPLE = 500
FACES_A_PHOTO = 2


def fill(folder: Path, count: int) -> None:
    """Make a library of `count` faces in half as many photos; four fifths of the faces are named."""
    with open_library(folder) as library:
        catalog = library.catalog
        photos.add_pending(
            catalog, [(Path(f"/photos/{n // 1000}/{n}.jpg"), n, n) for n in range(count // FACES_A_PHOTO)]
        )
        with catalog.atomic() as connection:
            for n in range(count):
                values = (0.1, 0.1, 0.2, 0.2, None, 0.9, (n % 97) / 97, 80.0, 0.5, 0.0, 0.0, 0.0)
                faces.insert_face(connection, PhotoId(1 + n // FACES_A_PHOTO), values, drawn=False)
        with journal.edit(catalog, EditFacts(EditKind.OTHER, text="everyone")):
            for person in range(PEOPLE):
                person_id = people.insert_person(catalog.connection, f"Person {person}")
                own = range(1 + person, count * 4 // 5, PEOPLE)
                people.assign(catalog.connection, [FaceId(n) for n in own], person_id)


def seconds(command: list[str]) -> float:
    started = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - started


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--faces", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=9)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="faceorg-people-") as folder:
        fill(Path(folder) / "library", options.faces)
        ours = [sys.executable, "-m", "faceorg", "people", "--library", str(Path(folder) / "library")]
        imports = [sys.executable, "-c", "import sqlite3, numpy"]
        runs = [(seconds(imports), seconds(ours)) for _ in range(options.rounds + 1)][1:]
    base, answer = (statistics.median(column) for column in zip(*runs, strict=True))
    allowed = 2 * base + 0.3
    print(f"imports {base:.3f} s, faceorg people {answer:.3f} s: {answer / base:.2f} times, allowed {allowed:.3f} s")
    return 0 if answer < allowed else 1


if __name__ == "__main__":
    sys.exit(main())
