"""A large library out of nothing -> what the window is measured on: 100,000 photos with 300,000 faces of many people.

    python packaging/bench/make_library.py FOLDER [--photos 100000] [--faces 300000] [--pack starter]

Everything is written by the same functions a scan and a user's edits use, so it is a library like any other. Faces
are random unit vectors around the centre of their person; pictures are a few dozen synthetic ones under many names.
People's sizes fall off as in real libraries; two have 10,000 faces each, for the merge.
"""

from __future__ import annotations

import argparse
import io
import os
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from faceorg.boxes import Box
from faceorg.catalog import clusters, faces
from faceorg.catalog.pictures import photos
from faceorg.dates import Dated, DateSource, Span
from faceorg.domain import Derived, Detection, FaceId, FaceObservation, PersonId, PhotoId, Quality
from faceorg.library.opening.library import Library
from faceorg.library.opening.open_library import open_library
from faceorg.library.people import edits
from faceorg.library.recognising import packs, weights
from faceorg.library.recognising.vectors import space_of

PICTURES = 60  # different photo files; each bears many names
CROPS = 240  # different face crops
PHOTO_SIZE = (1024, 768)
CROP_PX = 64
PHOTOS_A_COMMIT = 500
LARGE_PEOPLE = 2
LARGE_FACES = 10_000
NAMED_PEOPLE = 1_500
UNNAMED_GROUPS = 6_000
# Similarity of a face to the centre of its person: pairs of one person then reach about its square.
TO_CENTRE = 0.8
AUTOMATIC_SHARE, SUGGESTED = 0.15, 4_000
GIVEN = "Anna Ben Clara David Emma Felix Grace Hans Ida Jan Karla Leo Mia Noah Olga Paul Rosa Sven Tina Urs Vera Will"
FAMILY = "Abel Baker Costa Dietz Evans Fuchs Garcia Huber Ito Jansen Keller Lopez Meyer Novak Okoye Price Ritter Sato"


@dataclass
class Plan:
    """Who is on each face: person_of int64 (n,): 0..NAMED-1 named, then unnamed groups, -1 strangers."""

    person_of: NDArray[np.int64]
    photo_of: NDArray[np.int64]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--photos", type=int, default=100_000)
    parser.add_argument("--faces", type=int, default=300_000)
    parser.add_argument("--pack", default="starter", help="an installed pack; its embedding size is used")
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    started = time.monotonic()
    with open_library(asked.folder / "library", program="make_library") as library:
        packs.choose_pack(library, asked.pack)
        # As a scan notes it first; else the next one drops all embeddings and looks at every photo again.
        weights.follow_weights(library, packs.pack_in_use(library))
        make(library, asked.folder / "photos", asked.photos, asked.faces, np.random.default_rng(asked.seed))
        print(f"index … {time.monotonic() - started:.0f} s", flush=True)
        space_of(library).save()
    print(f"{asked.photos:,} photos with {asked.faces:,} faces in {time.monotonic() - started:.0f} s")


def make(library: Library, folder: Path, n_photos: int, n_faces: int, random: np.random.Generator) -> None:
    """Write photos and faces, then decide and derive."""
    plan = make_plan(n_photos, n_faces, random)
    photo_ids = write_photos(library, folder, n_photos, random)
    face_ids = write_faces(library, photo_ids, plan, packs.pack_in_use(library).embedding_dim, random)
    decide(library, face_ids, plan, random)


def make_plan(n_photos: int, n_faces: int, random: np.random.Generator) -> Plan:
    """Deal faces to people: two large ones, others by Zipf's law, a fifth to strangers seen once."""
    large = min(LARGE_FACES, n_faces // 10)
    groups = NAMED_PEOPLE + UNNAMED_GROUPS
    weights = 1.0 / np.arange(2, groups + 2 - LARGE_PEOPLE) ** 0.9
    rest = n_faces - LARGE_PEOPLE * large
    dealt = random.choice(np.arange(LARGE_PEOPLE, groups), rest, p=weights / weights.sum())
    dealt[random.random(rest) < 0.2] = -1
    person_of = np.concatenate([np.repeat(np.arange(LARGE_PEOPLE), large), dealt])
    return Plan(random.permutation(person_of), np.sort(random.integers(0, n_photos, n_faces)))


def write_photos(library: Library, folder: Path, count: int, random: np.random.Generator) -> list[PhotoId]:
    """Make the files (a few pictures under many names) and their rows."""
    folder.mkdir(parents=True, exist_ok=True)
    sources = [folder / f"source-{number}.jpg" for number in range(PICTURES)]
    for source in sources:
        source.write_bytes(jpeg(PHOTO_SIZE, random))
    rows: list[tuple[Path, int, int]] = []
    for number in range(count):
        if number % 1000 == 0:
            below = folder / f"{number // 1000:03d}"
            below.mkdir(exist_ok=True)
        path = below / f"IMG_{number:06d}.jpg"
        if not path.exists():
            os.link(sources[number % PICTURES], path)
        facts = path.stat()
        rows.append((path, facts.st_size, facts.st_mtime_ns))
    photos.add_pending(library.catalog, rows)
    found = library.catalog.connection.execute("SELECT id FROM photos ORDER BY id")
    return [PhotoId(row[0]) for row in found][-count:]


def write_faces(
    library: Library, photo_ids: list[PhotoId], plan: Plan, dim: int, random: np.random.Generator
) -> list[FaceId]:
    """Write every photo's analysis as a scan would."""
    crops = [jpeg((CROP_PX, CROP_PX), random) for _ in range(CROPS)]
    centres = unit(random.standard_normal((NAMED_PEOPLE + UNNAMED_GROUPS, dim), dtype=np.float32))
    begin = datetime(2005, 1, 1)
    ends = np.searchsorted(plan.photo_of, np.arange(len(photo_ids)), side="right")
    ids: list[FaceId] = []
    first = 0
    for start in range(0, len(photo_ids), PHOTOS_A_COMMIT):
        with library.catalog.atomic():
            for at in range(start, min(start + PHOTOS_A_COMMIT, len(photo_ids))):
                own = plan.person_of[first : ends[at]]
                first = int(ends[at])
                seen = [(None, face) for face in _observations(own, centres, crops, random)]
                taken = begin + timedelta(minutes=100 * at)
                dated = Dated(Span(taken, taken), DateSource.EXIF)
                facts = faces.AnalyzedPhoto(photo_ids[at], f"{at:064x}", *PHOTO_SIZE, dated)
                ids += faces.save_analysis(library.catalog, packs.pack_id(library), facts, seen, ())
        if start % 20_000 == 0:
            print(f"{start:,} photos", flush=True)
    return ids


def _observations(
    people_there: NDArray[np.int64], centres: NDArray[np.float32], crops: list[bytes], random: np.random.Generator
) -> Iterator[FaceObservation]:
    for place, person in enumerate(people_there.tolist()):
        noise = unit(random.standard_normal((1, centres.shape[1]), dtype=np.float32))[0]
        vector = noise if person < 0 else TO_CENTRE * centres[person] + (1 - TO_CENTRE**2) ** 0.5 * noise
        box = Box(min(0.05 + 0.2 * place, 0.85), 0.2, 0.12, 0.16)
        landmarks = np.zeros((5, 2), np.float32)
        quality = Quality(float(random.uniform(0.3, 1)), 120.0, 0.8, 0.0, 0.0, 0.0)
        crop = crops[(person * 7 + place) % CROPS]
        yield FaceObservation(Detection(box, landmarks, 0.9), quality, unit(vector[None])[0], crop)


def decide(library: Library, face_ids: list[FaceId], plan: Plan, random: np.random.Generator) -> None:
    """Name people, leave some faces to guesses and questions, group the rest."""
    ids = np.array(face_ids)
    automatic: list[Derived] = []
    given, family = GIVEN.split(), FAMILY.split()
    for person in range(NAMED_PEOPLE):
        own = ids[plan.person_of == person]
        if len(own) == 0:
            continue
        guesses = random.random(len(own)) < AUTOMATIC_SHARE
        guesses[0] = False
        name = f"{given[person % len(given)]} {family[person // len(given) % len(family)]} {person}"
        made = edits.name_faces(library, [FaceId(int(face)) for face in own[~guesses]], name, new=True)
        assert made.person_id is not None
        automatic += [Derived(FaceId(int(face)), made.person_id, 0.6, 0.3, 0.97) for face in own[guesses]]
    clusters.replace_derived(library.catalog, "automatic", automatic)
    groups = [ids[plan.person_of == group] for group in range(NAMED_PEOPLE, NAMED_PEOPLE + UNNAMED_GROUPS)]
    new = [[FaceId(int(face)) for face in group] for group in groups if len(group) > 1]
    clusters.replace_clusters(library.catalog, packs.pack_id(library), (), {}, new)
    strangers = ids[plan.person_of < 0][:SUGGESTED]
    suggested = [
        Derived(FaceId(int(face)), PersonId(1 + at % NAMED_PEOPLE), 0.4, 0.1, 0.7) for at, face in enumerate(strangers)
    ]
    clusters.replace_derived(library.catalog, "suggestions", suggested)


def jpeg(size: tuple[int, int], random: np.random.Generator) -> bytes:
    """A soft picture of random colours: about as large and as costly to decode as a photo of that size."""
    from PIL import Image

    coarse = random.integers(0, 255, (size[1] // 16, size[0] // 16, 3), dtype=np.uint8)
    out = io.BytesIO()
    Image.fromarray(coarse).resize(size, Image.Resampling.BICUBIC).save(out, "JPEG", quality=80)
    return out.getvalue()


def unit(rows: NDArray[np.float32]) -> NDArray[np.float32]:
    return rows / np.linalg.norm(rows, axis=-1, keepdims=True)


if __name__ == "__main__":
    main()
