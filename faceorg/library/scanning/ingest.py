"""Folders -> analysed, indexed and grouped photos: the scan, from walk to clusters, resumable at any moment.

The walk writes PENDING rows, worker processes analyse, this process is the one writer. Whatever happens (Ctrl-C, kill,
power cut), at most the photos in flight are analysed again by the next scan.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from faceorg.catalog import clusters, faces
from faceorg.catalog.journal import derived_journal, journal
from faceorg.catalog.pictures import copies, photos, stacks
from faceorg.domain import EditId, ModelPack, Photo, PhotoId, PhotoState
from faceorg.edits import EVERYTHING, Changes
from faceorg.errors import Cancelled, InvalidInput
from faceorg.library.recognising import grouping, judgement, packs, weights
from faceorg.library.recognising.vectors import space_of
from faceorg.library.scanning import file_dates, sidecars
from faceorg.library.scanning import folders as folders_of
from faceorg.library.scanning.batch_writer import Batch, BatchWriter
from faceorg.library.scanning.exclusions import exclusion_of
from faceorg.library.scanning.inventory import Inventory, take_inventory, usable_folders
from faceorg.library.scanning.moved import MovedFolder, moved_folders
from faceorg.library.scanning.unfinished import left_in_cloud, to_open
from faceorg.library.workers.analysis import open_job_runner
from faceorg.library.workers.confinement import Reach
from faceorg.library.workers.engine_trial import try_engines
from faceorg.library.workers.photo_answers import PhotoAnalyses
from faceorg.library.workers.pool import Pool, WorkerPool
from faceorg.messages.codes import ProblemCode, TaskCode
from faceorg.messages.message import Message
from faceorg.progress import CancelToken, ProgressMeter, ProgressSink, no_progress
from faceorg.vision import engines

if TYPE_CHECKING:
    from faceorg.library.opening.library import Library
    from faceorg.matching.neighbours.cells import CompareCells

# People appear while the scan runs: the first look at new faces after this long, later ones ever more seldom, so that
# grouping on the way costs a small part of the scan.
FIRST_GROUPING_S = 8.0
GROUPING_SHARE = 0.05

ChangeSink = Callable[[Changes], None]


class Elsewhere(Protocol):
    """Other machines that do the work of a scan, see `library.cluster`."""

    def pool(self, pack: ModelPack) -> Pool:
        """What looks at photos with this pack."""
        ...

    @property
    def compare(self) -> CompareCells:
        """What compares the faces of a large library."""
        ...


def tell_nobody(_changes: Changes) -> None:
    """Swallow changes: for callers that read the catalogue when all is done."""


@dataclass(frozen=True)
class FailedFile:
    """A photo or folder that could not be read, and why."""

    path: Path
    reason: Message


@dataclass(frozen=True)
class ScanReport:
    """What one scan did.

    found : photo files in the folders = analyzed now + unchanged since the last scan + failed (now or before)
    missing : photos known in these folders that the walk did not come by, but for those that the user leaves out
    faces, clusters : in the library now; away : roots, and folders in them, that are not there at the moment
    empty : roots in which there is no photo, and was none
    failures : the photos of these folders that are FAILED, and folders that could not be read
    moved : folders that are gone and whose photos were found elsewhere: were they moved there?
    copies : photos of these folders that are true copies of another one [Note: Copies]
    in_cloud : photos that were to be looked at and whose content lies in the cloud: they were not opened
    stacked : photos of these folders that show nearly the same picture as another one [Note: Stacks]
    long_videos : videos of the library that are too long to be looked through unasked
    ending_early : photos of which this scan saw first that their files end before the picture does; they were analysed
    """

    found: int
    analyzed: int
    unchanged: int
    failed: int
    missing: int
    faces: int
    clusters: int
    seconds: float
    failures: tuple[FailedFile, ...]
    away: tuple[Path, ...] = ()
    empty: tuple[Path, ...] = ()
    moved: tuple[MovedFolder, ...] = ()
    copies: int = 0
    in_cloud: int = 0
    stacked: int = 0
    long_videos: int = 0
    ending_early: tuple[Path, ...] = ()


def scan(
    library: Library,
    folders: Sequence[Path] = (),
    *,
    pack: str | None = None,
    device: str | None = None,
    workers: int | None = None,
    retry_failed: bool = False,
    progress: ProgressSink = no_progress,
    cancel: CancelToken | None = None,
    on_changes: ChangeSink = tell_nobody,
    pool: Pool | None = None,
    moved_from: Path | None = None,
    elsewhere: Elsewhere | None = None,
) -> ScanReport:
    """Bring the library up to date with these folders (remembered as roots), or with all known roots if none is given.

    moved_from : where the one folder to be scanned lay before; elsewhere : the machines that do the work

    Raises NotFound or InvalidInput for a folder that cannot be scanned or a device that is not here, PackProblem,
    Cancelled.
    """
    started = time.monotonic()
    if device not in (None, "auto", "cpu"):  # the others may not be here, which is said even where nothing is new
        from faceorg.vision.sessions import providers_for

        providers_for(device)
    roots = usable_folders(folders, library.folder)
    chosen = packs.use_pack(library, pack) if pack else packs.pack_in_use(library)
    if not library.settings.analysis.pack:
        packs.choose_pack(library, chosen.id)
    if moved_from is not None:
        if len(roots) != 1:
            raise InvalidInput(ProblemCode.MOVED_WHERE)
        folders_of.folder_moved(library, moved_from, roots[0])
    folders_of.spell_roots(library)
    for root in roots:
        photos.add_root(library.catalog, root)
    roots = roots or [root.path for root in photos.roots(library.catalog)]
    if not roots:
        raise InvalidInput(ProblemCode.NO_FOLDERS_YET)
    inventory = take_inventory(library, roots, progress=progress, cancel=cancel)
    if retry_failed:
        photos.retry_failed(library.catalog)
    sidecars.follow(library, inventory.sidecars, progress, cancel)
    if library.settings.scan.videos == "all":
        photos.look_through_long(library.catalog)
    if file_dates.catch_up(library, progress=progress, cancel=cancel):
        judgement.assign_clear_faces(library, progress=progress, cancel=cancel)
    known_to_end_early = set(photos.ending_early(library.catalog))
    analyzed = analyze(
        library,
        device=device,
        workers=workers,
        progress=progress,
        cancel=cancel,
        on_changes=on_changes,
        pool=pool,
        elsewhere=elsewhere,
    )
    for root in roots:
        if root not in inventory.away:
            photos.root_scanned(library.catalog, root)
    inventory.in_cloud += left_in_cloud(library, chosen.id)
    ending_early = [path for path in photos.ending_early(library.catalog) if path not in known_to_end_early]
    return _report(library, roots, inventory, analyzed, ending_early, started)


def analyze(
    library: Library,
    *,
    device: str | None = None,
    workers: int | None = None,
    progress: ProgressSink = no_progress,
    cancel: CancelToken | None = None,
    on_changes: ChangeSink = tell_nobody,
    pool: Pool | None = None,
    elsewhere: Elsewhere | None = None,
) -> int:
    """Analyse every photo that waits for the pack in use, then index and group; return how many could be read."""
    pack = packs.pack_in_use(library)
    weights.follow_weights(library, pack)
    waiting = to_open(library, photos.to_analyze(library.catalog, pack.id))
    # What an edit that placed boxes brings about belongs to it [Note: A moved box and its undo].
    follows = journal.edit_behind(library.catalog, {photo_id for photo_id, _path in waiting})
    pool = pool or (_pool_for(library, pack, device, workers, elsewhere, progress, cancel) if waiting else None)
    analyzed = _look_at(library, pack, pool, waiting, progress, cancel, on_changes)
    not_here = set(photos.to_analyze(library.catalog, pack.id))  # on a disk that is away, or in the cloud
    _settle(library, follows, elsewhere, progress, cancel)
    # What had been drawn in a picture was drawn in the copies of it that came now [Note: Later copies].
    waits_now = photos.to_analyze(library.catalog, pack.id)
    drawn_in = to_open(library, [one for one in waits_now if one not in not_here])
    if drawn_in:
        pool = pool or _pool_for(library, pack, device, workers, elsewhere, progress, cancel)
        _look_at(library, pack, pool, drawn_in, progress, cancel, on_changes)
        _settle(library, None, elsewhere, progress, cancel)
    space_of(library).save(progress=progress, cancel=cancel)
    on_changes(EVERYTHING)
    return analyzed


def _pool_for(
    library: Library,
    pack: ModelPack,
    device: str | None,
    workers: int | None,
    elsewhere: Elsewhere | None,
    progress: ProgressSink,
    cancel: CancelToken | None,
) -> Pool:
    if elsewhere is not None:
        return elsewhere.pool(pack)
    settings = library.settings.analysis
    device = device or settings.device
    if device == "auto" and engines.wants_trial(pack):
        try_engines(pack, progress=progress, cancel=cancel)
    return WorkerPool(
        partial(open_job_runner, pack, device),
        PhotoAnalyses(pack.embedding_dim),
        processes=workers or settings.workers or None,
        reach=Reach.of_pack(pack, device),
    )


def _look_at(
    library: Library,
    pack: ModelPack,
    pool: Pool | None,
    waiting: Sequence[tuple[PhotoId, Path]],
    progress: ProgressSink,
    cancel: CancelToken | None,
    on_changes: ChangeSink,
) -> int:
    """Analyse these photos; return how many could be read. pool : None only where there are none"""
    if pool is None or not waiting:
        return 0
    writer = BatchWriter(library, pack)
    analyzed = _run(library, writer, pool, waiting, progress, cancel or CancelToken(), on_changes)
    if writer.again:
        _run(library, writer, pool, writer.again, progress, cancel or CancelToken(), on_changes)
    return analyzed


def _settle(
    library: Library,
    follows: EditId | None,
    elsewhere: Elsewhere | None,
    progress: ProgressSink,
    cancel: CancelToken | None,
) -> None:
    """Say which photos are copies, and bring what is derived up to date. follows : the edit that this belongs to"""
    copies.stand_in(library.catalog)  # copies that were looked at again, and are still the same picture
    shown_again = copies.find_copies(library.catalog)
    with derived_journal.following_whole(library.catalog, follows):
        compare = elsewhere.compare if elsewhere is not None else None
        grouping.settle(library, also=shown_again, compare=compare, progress=progress, cancel=cancel)


def _run(
    library: Library,
    writer: BatchWriter,
    pool: Pool,
    waiting: Sequence[tuple[PhotoId, Path]],
    progress: ProgressSink,
    cancel: CancelToken,
    on_changes: ChangeSink,
) -> int:
    """Analyse, committing as results come; return how many photos could be read."""
    analyzed = 0
    meter = ProgressMeter(TaskCode.FINDING_FACES, len(waiting), progress)
    batch = Batch()
    pause = _GroupingPause()
    with closing(pool.run(writer.jobs(waiting), cancel)) as results:
        try:
            for result in results:
                batch.results.append(result)
                analyzed += result.analysis is not None
                if batch.is_due:
                    due, batch = batch, Batch()
                    on_changes(writer.commit(due))
                    pause.group_if_due(library)
                meter.step()
        except Cancelled:
            writer.commit(batch)
            raise
    on_changes(writer.commit(batch))
    return analyzed


class _GroupingPause:
    """When to look at the new faces during a scan."""

    def __init__(self) -> None:
        self._due = time.monotonic() + FIRST_GROUPING_S

    def group_if_due(self, library: Library) -> None:
        started = time.monotonic()
        if started < self._due:
            return
        grouping.settle(library)
        cost = time.monotonic() - started
        self._due = time.monotonic() + max(FIRST_GROUPING_S, cost / GROUPING_SHARE)


def _report(
    library: Library,
    roots: Sequence[Path],
    inventory: Inventory,
    analyzed: int,
    ending_early: Sequence[Path],
    started: float,
) -> ScanReport:
    def in_state(state: PhotoState) -> list[Photo]:
        rows = photos.photos_in_state(library.catalog, state)
        return [photo for photo in rows if any(photo.path.is_relative_to(root) for root in roots)]

    failed, exclusion = in_state(PhotoState.FAILED), exclusion_of(library)
    missing = [
        photo
        for photo in in_state(PhotoState.MISSING)
        if not exclusion.covers_below(str(photo.path), [str(root) for root in roots])
    ]
    failures = [FailedFile(photo.path, photo.failure) for photo in failed if photo.failure is not None]
    return ScanReport(
        found=inventory.found,
        analyzed=analyzed,
        unchanged=max(0, inventory.found - analyzed - len(failed)),
        failed=len(failed),
        missing=len(missing),
        faces=faces.count_faces(library.catalog),
        clusters=len(clusters.clusters(library.catalog, min_faces=2)),
        seconds=time.monotonic() - started,
        failures=(*failures, *(FailedFile(path, why) for path, why in inventory.problems)),
        away=tuple(inventory.away),
        empty=tuple(inventory.empty),
        moved=tuple(moved_folders(library, inventory.moved)),
        in_cloud=inventory.in_cloud,
        copies=sum(copies.count_below(library.catalog, root) for root in roots),
        stacked=sum(stacks.count_below(library.catalog, root) for root in roots),
        long_videos=photos.long_videos(library.catalog),
        ending_early=tuple(ending_early),
    )
