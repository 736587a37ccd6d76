"""Folders that nobody has scanned yet -> how long a scan of them takes here, with the pack in use and with others.

Nothing is written, and no photo is remembered. The files are counted, and a few of them are looked at with the pack
that is here. A pack that is not here yet costs as much more as its networks are heavier (`KnownNetwork.work`): reading
and decoding stay what they are. It is an estimate, and is called one: folders differ, and machines have other things
to do.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from faceorg.catalog.pictures import photos
from faceorg.domain import PhotoId, PhotoState
from faceorg.formats import PICTURE_SUFFIXES
from faceorg.images.walk import FoundFile, walk_photos
from faceorg.library.recognising import packs
from faceorg.library.scanning.exclusions import exclusion_of
from faceorg.library.scanning.inventory import outermost, usable_folders
from faceorg.library.workers.analysis import AnalysisTask
from faceorg.library.workers.confinement import Reach
from faceorg.library.workers.pool import WorkerPool, default_processes
from faceorg.library.workers.timed_look import TimedLook, TimedLooks, open_timed_look
from faceorg.progress import CancelToken

if TYPE_CHECKING:
    from faceorg.library.opening.library import Library

# Photos that are looked at, from all over the folders; the first one twice, since a first picture takes longer.
TRIED = 6
# Counting ends after this long: the number that is shown is then the least that there are.
COUNT_S = 20.0


@dataclass(frozen=True)
class Forecast:
    """What a scan has before it.

    photos : in the folders, and those of the library, which another pack looks at again; counted_all : False where
        counting took too long, and there are more
    tried : photos that were looked at; the seconds are their means in one process (see `TimedLook`)
    processes : how many of these a scan has
    """

    photos: int
    counted_all: bool
    tried: int
    whole_s: float
    detecting_s: float
    embedding_s: float
    processes: int

    def seconds(self, detection_work: float = 1.0, recognition_work: float = 1.0) -> float:
        """Return how long all photos take with networks that take so many times as long as the starter's."""
        heavier = self.detecting_s * (detection_work - 1) + self.embedding_s * (recognition_work - 1)
        return self.photos * max(self.whole_s + heavier, 0.0) / self.processes


def forecast(library: Library, folders: Sequence[Path], *, cancel: CancelToken | None = None) -> Forecast | None:
    """Try the starter on photos of these folders; None where another pack is in use, or no photo is found.

    Raises NotFound or InvalidInput for a folder that cannot be scanned, PackProblem, Cancelled.
    """
    pack = packs.pack_in_use(library)
    if pack.id != packs.STARTER_PACK:
        return None
    cancel = cancel or CancelToken()
    files, counted_all = _pictures(library, usable_folders(folders, library.folder), cancel)
    here = [file.path for file in files if not file.in_cloud]
    if not here:
        return None
    tried = min(TRIED, len(here))
    chosen = [here[at * (len(here) - 1) // max(tried - 1, 1)] for at in range(tried)]
    settings = library.settings.analysis
    pool = WorkerPool(
        partial(open_timed_look, pack, settings.device),
        TimedLooks(),
        processes=1,
        reach=Reach.of_pack(pack, settings.device),
    )
    jobs = [AnalysisTask(PhotoId(number), path) for number, path in enumerate([chosen[0], *chosen])]
    with closing(pool.run(jobs, cancel)) as results:
        looks = [result.analysis for result in results if result.photo_id and result.analysis is not None]
    if not looks:
        return None
    known = photos.counts_by_state(library.catalog)[PhotoState.ANALYZED]
    return _forecast(looks, len(files) + known, counted_all, settings.workers or default_processes())


def _forecast(looks: Sequence[TimedLook], count: int, counted_all: bool, processes: int) -> Forecast:
    whole, detecting, embedding = (
        sum(seconds) / len(looks)
        for seconds in zip(*((look.whole_s, look.detecting_s, look.embedding_s) for look in looks), strict=True)
    )
    return Forecast(count, counted_all, len(looks), whole, detecting, embedding, processes)


def _pictures(library: Library, roots: Sequence[Path], cancel: CancelToken) -> tuple[list[FoundFile], bool]:
    """The files that call themselves pictures; whether these are all of them. None is opened."""
    until, found = time.monotonic() + COUNT_S, []
    for file in _below(library, roots, cancel):
        if file.path.suffix.lower() in PICTURE_SUFFIXES:
            found.append(file)
        if time.monotonic() > until:
            return found, False
    return found, True


def _below(library: Library, roots: Sequence[Path], cancel: CancelToken) -> Iterator[FoundFile]:
    for root in outermost(roots):
        yield from walk_photos(root, exclude=[library.folder], exclusion=exclusion_of(library), cancel=cancel)
