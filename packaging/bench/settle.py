"""A hundred new faces in a large library -> how long until each is recognised, placed in a group, or left alone.

    python packaging/bench/make_library.py /tmp/large --photos 300000 --faces 1000000      # once
    python packaging/bench/settle.py /tmp/large [--faces 100] [--rounds 5]

Each round writes new photos as a scan would (half of the faces are of people who are there, half of strangers) and
settles them, as a scan does at its end. The library keeps them. The first round after a start opens the index, reads
everybody's confirmed faces and the codes of all faces; what it made is kept, and each later round begins by an edit
(one confirmed face is taken off its person and given back), so that the kept gallery has to follow one. The baseline is
one exact search of the same faces through all embeddings. Processor time is of both cores together.
"""

from __future__ import annotations

import argparse
import resource
import time
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from statistics import median

import numpy as np
from make_library import CROP_PX, PHOTO_SIZE, TO_CENTRE, jpeg, unit

from faceorg.boxes import Box
from faceorg.catalog import faces
from faceorg.catalog.pictures import photos
from faceorg.dates import Dated, DateSource, Span
from faceorg.domain import Detection, FaceId, FaceObservation, PersonId, Quality
from faceorg.library.opening.library import Library
from faceorg.library.opening.open_library import open_library
from faceorg.library.people import edits as people
from faceorg.library.recognising import enrolment, grouping, packs
from faceorg.library.recognising.vectors import space_of

FACES_A_PHOTO = 2
TAKEN = Dated(Span.moment(datetime(2026, 1, 1)), DateSource.EXIF)


def add_faces(library: Library, folder: Path, count: int, random: np.random.Generator) -> np.ndarray:
    """Write photos with so many new faces; returns their embeddings, float32 (count, dim)."""
    known = library.catalog.connection.execute("SELECT id FROM faces ORDER BY random() LIMIT ?", (count // 2,))
    _ids, vectors = space_of(library).vectors_of([row[0] for row in known])
    noise = unit(random.standard_normal((count, vectors.shape[1]), dtype=np.float32))
    new = noise.copy()
    new[: len(vectors)] = unit(TO_CENTRE * vectors + (1 - TO_CENTRE**2) ** 0.5 * noise[: len(vectors)])
    folder.mkdir(parents=True, exist_ok=True)
    stamp = time.time_ns()
    paths = [folder / f"new-{stamp}-{number}.jpg" for number in range(-(-count // FACES_A_PHOTO))]
    picture, crop = jpeg(PHOTO_SIZE, random), jpeg((CROP_PX, CROP_PX), random)
    for path in paths:
        path.write_bytes(picture)
    photos.add_pending(library.catalog, [(path, len(picture), stamp) for path in paths])
    with library.catalog.atomic():
        for number, path in enumerate(paths):
            photo = photos.photo_at(library.catalog, path)
            assert photo is not None
            own = new[number * FACES_A_PHOTO : (number + 1) * FACES_A_PHOTO]
            seen = [(None, observation(place, vector, crop)) for place, vector in enumerate(own)]
            facts = faces.AnalyzedPhoto(photo.id, f"{stamp + number:064x}", *PHOTO_SIZE, TAKEN)
            faces.save_analysis(library.catalog, packs.pack_id(library), facts, seen, ())
    return new


def observation(place: int, vector: np.ndarray, crop: bytes) -> FaceObservation:
    detection = Detection(Box(0.1 + 0.4 * place, 0.2, 0.1, 0.1), np.zeros((5, 2), np.float32), 0.9)
    return FaceObservation(detection, Quality(0.8, 120.0, 0.8, 0.0, 0.0, 0.0), vector, crop)


def exact_search_s(library: Library, new: np.ndarray) -> float:
    """Seconds of one product of the new faces with all embeddings, block by block."""
    ids = space_of(library).ids()
    began, best = time.perf_counter(), np.full(len(new), -1.0, np.float32)
    for start in range(0, len(ids), 8192):
        _ids, rows = space_of(library).vectors_of(ids[start : start + 8192])
        best = np.maximum(best, (new @ rows.T).max(axis=1))
    return time.perf_counter() - began


@dataclass(frozen=True)
class Round:
    """Seconds of one settling: on the clock, and of processor time."""

    passed_s: float
    worked_s: float


def settled(library: Library) -> Round:
    began, worked = time.perf_counter(), time.process_time()
    grouping.settle(library)
    return Round(time.perf_counter() - began, time.process_time() - worked)


def edit_somebody(library: Library) -> Round:
    """Take a face off a person and give it back, as a user does; returns what following both edits took."""
    ids = library.catalog.connection.execute("SELECT face_id, person_id FROM assignments ORDER BY random() LIMIT 1")
    face_id, person_id = ids.fetchone()
    edits = [people.reject_faces(library, [FaceId(face_id)], PersonId(person_id))]
    edits.append(people.assign_faces(library, [FaceId(face_id)], PersonId(person_id)))
    began, worked = time.perf_counter(), time.process_time()
    for edit in edits:
        grouping.after_edit(library, edit)
    return Round(time.perf_counter() - began, time.process_time() - worked)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("folder", type=Path, help="what make_library.py made")
    parser.add_argument("--faces", type=int, default=100)
    parser.add_argument("--rounds", type=int, default=5)
    asked = parser.parse_args()
    random = np.random.default_rng(time.time_ns())
    with open_library(asked.folder / "library", program="settle") as library:
        new = add_faces(library, asked.folder / "photos" / "settle", asked.faces, random)
        first = settled(library)
        exact = exact_search_s(library, new)
        tell(f"first {asked.faces} faces after a start among {len(space_of(library)):,}", first, exact)
        later = []
        for _ in range(asked.rounds):
            tell("an edit undone by another", edit_somebody(library), exact)
            add_faces(library, asked.folder / "photos" / "settle", asked.faces, random)
            later.append(settled(library))
            tell(f"{asked.faces} more", later[-1], exact)
        middle = Round(median(one.passed_s for one in later), median(one.worked_s for one in later))
        tell(f"median of {len(later)} rounds", middle, exact)
        gallery = enrolment.gallery_of(library)
        most_mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10
        print(
            f"kept gallery: {len(gallery):,} people, {len(gallery.exemplars):,} exemplars, "
            f"{gallery.size_bytes / 1e6:.0f} MB; most memory of the process {most_mb} MB"
        )


def tell(what: str, took: Round, exact_s: float) -> None:
    print(
        f"{what:45} {took.passed_s:6.2f} s, {took.worked_s:6.2f} s of processor time, "
        f"{took.passed_s / exact_s:5.2f} times one exact search",
        flush=True,
    )


if __name__ == "__main__":
    main()
