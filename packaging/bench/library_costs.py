"""What a library costs by its size: disk, walk, writing, and what the window reads; for `results/ten_million.md`.

    python packaging/bench/make_library.py FOLDER --photos 40000 --faces 120000 --pack starter
    python packaging/bench/library_costs.py FOLDER [FOLDER...]

Times are processor time, which other programs on the machine lengthen little. Each library is opened in a process of
its own, so that the peak memory is its own. Writing adds 1,000 photos of three faces to the library.
"""

from __future__ import annotations

import argparse
import resource
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

import numpy as np

from faceorg.boxes import Box
from faceorg.catalog.pictures import photos
from faceorg.dates import Dated, DateSource, Span
from faceorg.domain import Detection, FaceObservation, PersonId, PhotoFilter, PhotoId, Quality
from faceorg.library.opening.open_library import open_library
from faceorg.library.recognising import packs
from faceorg.library.scanning.batch_writer import COMMIT_PHOTOS, Batch, BatchWriter
from faceorg.library.scanning.inventory import take_inventory
from faceorg.library.views import face_views, group_views, people_views, photo_views
from faceorg.library.workers.analysis import PhotoAnalysis
from faceorg.library.workers.pool import JobResult
from faceorg.metadata.dates import DatesInside

WRITTEN, FACES_EACH = 1_000, 3


def peak_mib() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


@contextmanager
def told(what: str) -> Iterator[None]:
    spent, peak = time.process_time(), peak_mib()
    yield
    print(
        f"  {what}: {time.process_time() - spent:.3f} s, peak {peak_mib():.0f} MiB (+{peak_mib() - peak:.0f})",
        flush=True,
    )


def disk(folder: Path) -> None:
    sizes: dict[str, int] = defaultdict(int)
    for file in folder.rglob("*"):
        if file.is_file():
            sizes[file.relative_to(folder).parts[0]] += file.stat().st_size
    for name, size in sorted(sizes.items(), key=lambda entry: -entry[1])[:6]:
        print(f"  {name}: {size / 2**20:.1f} MiB")


def analyses(pending: list[tuple[PhotoId, Path]], dim: int) -> Iterator[JobResult[PhotoAnalysis]]:
    chance = np.random.default_rng(3)
    for photo_id, _path in pending:
        rows = chance.standard_normal((FACES_EACH, dim), dtype=np.float32)
        seen = tuple(
            FaceObservation(
                Detection(Box(0.1 + 0.3 * at, 0.2, 0.1, 0.1), np.zeros((5, 2), np.float32), 0.9),
                Quality(0.8, 100.0, 0.8, 0.0, 0.0, 0.0),
                row / np.linalg.norm(row),
                b"\xff\xd8" + bytes(3000),
            )
            for at, row in enumerate(rows)
        )
        content = f"{int(chance.integers(1 << 62)):064x}"
        dates = DatesInside(Dated(Span.moment(datetime(2020, 1, 1)), DateSource.EXIF), None)
        yield JobResult(photo_id, PhotoAnalysis(content, 5_000_000, 1, 4000, 3000, dates, "jpeg", seen), None)


def measure(folder: Path) -> None:
    with told("open"):
        library = open_library(folder / "library", program="library_costs")
    with library:
        catalog = library.catalog
        count = sum(photos.counts_by_state(catalog).values())
        with told(f"walk and compare {count:,} files, of which none is new"):
            take_inventory(library, [folder / "photos"])
        facts = [(folder / "photos" / f"new-{time.time_ns()}-{at}.jpg", 5_000_000, 1) for at in range(WRITTEN)]
        with catalog.atomic():
            photos.add_pending(catalog, facts)
        pack = packs.pack_in_use(library)
        names = {path for path, _size, _time in facts}
        waiting = [one for one in photos.to_analyze(catalog, pack.id) if one[1] in names]
        writer = BatchWriter(library, pack)
        ready = list(analyses(waiting, pack.embedding_dim))
        with told(f"write {len(waiting):,} photos with {FACES_EACH} faces each"):
            for _ in writer.jobs(waiting):
                pass
            for start in range(0, len(ready), COMMIT_PHOTOS):
                writer.commit(Batch(ready[start : start + COMMIT_PHOTOS]))
        with told("read: every photo in order of time (the Photos page)"):
            photo_views.timeline(library, PhotoFilter())
        with told("read: everybody with counts (the People page)"):
            people_views.summaries(library)
        with told("read: the 200 largest groups"):
            group_views.groups(library, min_faces=2, limit=200)
        with told("read: one person's faces"):
            face_views.rows_of_person(library, PersonId(1))
        with told("read: the photos before and after one"):
            photo_views.neighbours(library, PhotoId(count // 2))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--inside", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    for folder in options.folders:
        if options.inside:
            measure(folder)
        else:
            print(folder.name, flush=True)
            disk(folder / "library")
            subprocess.run([sys.executable, __file__, "--inside", str(folder)], check=True)


if __name__ == "__main__":
    main()
