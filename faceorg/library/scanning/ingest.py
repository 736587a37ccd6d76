"""Folders -> analysed, indexed and grouped photos: the scan, from walk to clusters, resumable at any moment.

The walk writes PENDING rows, worker processes analyse, this process is the one writer. Whatever happens (Ctrl-C, kill,
power cut), at most the photos in flight are analysed again by the next scan.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from faceorg.catalog import clusters, faces, photos, vectors
from faceorg.catalog.journal import derived_journal, journal
from faceorg.domain import Box, Face, FaceId, FaceObservation, ModelPack, Photo, PhotoId, PhotoState
from faceorg.edits import EVERYTHING, Changes
from faceorg.errors import Cancelled, InvalidInput
from faceorg.library.recognising import grouping, packs, weights
from faceorg.library.recognising.vectors import space_of
from faceorg.library.scanning.face_matching import match_faces
from faceorg.library.scanning.inventory import Inventory, take_inventory, usable_folders
from faceorg.library.workers.analysis import AnalysisTask, PhotoAnalysis, open_job_runner
from faceorg.library.workers.photo_answers import PhotoAnalyses
from faceorg.library.workers.pool import JobResult, WorkerPool
from faceorg.messages.codes import ProblemCode, TaskCode
from faceorg.messages.message import Message
from faceorg.progress import CancelToken, ProgressMeter, ProgressSink, no_progress

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from faceorg.library.opening.library import Library

# Photos a transaction: a commit with fsync costs about as much as analysing one photo.
COMMIT_PHOTOS = 32
COMMIT_EVERY_S = 1.0
# People appear while the scan runs: the first look at new faces after this long, later ones ever more seldom, so that
# grouping on the way costs a small part of the scan.
FIRST_GROUPING_S = 8.0
GROUPING_SHARE = 0.05

ChangeSink = Callable[[Changes], None]


class Pool(Protocol):
    """What a scan needs of `workers.pool.WorkerPool`; tests bring their own."""

    def run(
        self, jobs: Iterable[AnalysisTask], cancel: CancelToken | None = None
    ) -> Generator[JobResult[PhotoAnalysis], None, None]: ...


def _nobody(_changes: Changes) -> None:
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
    missing : photos known in these folders whose file is gone
    faces, clusters : in the library now; away : roots that are not there at the moment
    failures : the photos of these folders that are FAILED, and folders that could not be read
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


@dataclass
class _Batch:
    """Results that wait for their commit."""

    results: list[JobResult[PhotoAnalysis]] = field(default_factory=list)
    since: float = field(default_factory=time.monotonic)

    @property
    def is_due(self) -> bool:
        return len(self.results) >= COMMIT_PHOTOS or time.monotonic() - self.since > COMMIT_EVERY_S


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
    on_changes: ChangeSink = _nobody,
    pool: Pool | None = None,
) -> ScanReport:
    """Bring the library up to date with these folders (remembered as roots), or with all known roots if none is given.

    Raises NotFound or InvalidInput for a folder that cannot be scanned, PackProblem, Cancelled.
    """
    started = time.monotonic()
    roots = usable_folders(folders, library.folder)
    chosen = packs.use_pack(library, pack) if pack else packs.pack_in_use(library)
    if not library.settings.analysis.pack:
        packs.choose_pack(library, chosen.id)
    for root in roots:
        photos.add_root(library.catalog, root)
    roots = roots or [root.path for root in photos.roots(library.catalog)]
    if not roots:
        raise InvalidInput(ProblemCode.NO_FOLDERS_YET)
    inventory = take_inventory(library, roots, progress=progress, cancel=cancel)
    if retry_failed:
        photos.retry_failed(library.catalog)
    analyzed = analyze(
        library,
        device=device,
        workers=workers,
        progress=progress,
        cancel=cancel,
        on_changes=on_changes,
        pool=pool,
    )
    for root in roots:
        if root not in inventory.away:
            photos.root_scanned(library.catalog, root)
    return _report(library, roots, inventory, analyzed, started)


def analyze(
    library: Library,
    *,
    device: str | None = None,
    workers: int | None = None,
    progress: ProgressSink = no_progress,
    cancel: CancelToken | None = None,
    on_changes: ChangeSink = _nobody,
    pool: Pool | None = None,
) -> int:
    """Analyse every photo that waits for the pack in use, then index and group; return how many could be read."""
    pack = packs.pack_in_use(library)
    weights.follow_weights(library, pack)
    waiting = photos.to_analyze(library.catalog, pack.id)
    # What an edit that placed boxes brings about belongs to it [Note: A moved box and its undo].
    follows = journal.edit_behind(library.catalog, {photo_id for photo_id, _path in waiting})
    analyzed = 0
    if waiting:
        settings = library.settings.analysis
        opener = partial(open_job_runner, pack, device or settings.device)
        form = PhotoAnalyses(pack.embedding_dim)
        pool = pool or WorkerPool(opener, form, processes=workers or settings.workers or None)
        analyzed = _run(library, pack, pool, waiting, progress, cancel or CancelToken(), on_changes)
    with derived_journal.following_whole(library.catalog, follows):
        grouping.settle(library, progress=progress, cancel=cancel)
    space_of(library).save(progress=progress, cancel=cancel)
    on_changes(EVERYTHING)
    return analyzed


def _run(
    library: Library,
    pack: ModelPack,
    pool: Pool,
    waiting: Sequence[tuple[PhotoId, Path]],
    progress: ProgressSink,
    cancel: CancelToken,
    on_changes: ChangeSink,
) -> int:
    """Analyse, committing as results come; return how many photos could be read."""
    analyzed = 0
    meter = ProgressMeter(TaskCode.FINDING_FACES, len(waiting), progress)
    writer = BatchWriter(library, pack)
    batch = _Batch()
    pause = _GroupingPause()
    with closing(pool.run(writer.jobs(waiting), cancel)) as results:
        try:
            for result in results:
                batch.results.append(result)
                analyzed += result.analysis is not None
                if batch.is_due:
                    due, batch = batch, _Batch()
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


class BatchWriter:
    """Makes the jobs of a scan and writes their results, matched to the faces known when each job was made."""

    def __init__(self, library: Library, pack: ModelPack) -> None:
        self._library = library
        self._catalog = library.catalog
        self._pack = pack
        self._in_flight: dict[PhotoId, tuple[Path, list[Face]]] = {}

    def jobs(self, waiting: Iterable[tuple[PhotoId, Path]]) -> Iterator[AnalysisTask]:
        for photo_id, path in waiting:
            known = faces.known_faces(self._catalog, photo_id)
            self._in_flight[photo_id] = path, known
            yield AnalysisTask(photo_id, path, tuple(face.box for face in known))

    def commit(self, batch: _Batch) -> Changes:
        """Write a batch as one transaction."""
        touched: list[FaceId] = []
        with self._catalog.atomic():
            for result in batch.results:
                path, known = self._in_flight.pop(result.photo_id)
                if result.analysis is None and not path.exists():
                    continue  # its disk went away meanwhile: stays PENDING, the next scan sees whether it is back
                if result.analysis is None:
                    why = result.failure or Message(ProblemCode.PHOTO_NOT_ANALYSED)
                    photos.mark_failed(self._catalog, result.photo_id, why)
                else:
                    touched += self._save(result.photo_id, known, result.analysis)
        return Changes(photos=frozenset(result.photo_id for result in batch.results), faces=frozenset(touched))

    def _save(self, photo_id: PhotoId, known: Sequence[Face], analysis: PhotoAnalysis) -> list[FaceId]:
        """Write one photo's analysis under the ids of the faces it is known to have [Note: Stable face ids]."""
        same_content = photos.photo(self._catalog, photo_id).content_hash == analysis.content_hash
        taken_at, taken_from = analysis.taken_at, "exif"
        if taken_at is None:
            taken_at, taken_from = file_time(analysis.mtime_ns), "file"
        facts = faces.AnalyzedPhoto(
            photo_id, analysis.content_hash, analysis.width, analysis.height, taken_at, taken_from
        )
        observed, gone = self._identify(photo_id, known, analysis, same_content=same_content)
        edited_meanwhile = _places(faces.known_faces(self._catalog, photo_id)) != _places(known)
        ids = faces.save_analysis(self._catalog, self._pack.id, facts, observed, gone)
        if edited_meanwhile:  # the user drew or moved a face while the worker looked: look again
            vectors.forget_photo(self._catalog, photo_id)
        return ids

    def _identify(
        self, photo_id: PhotoId, known: Sequence[Face], analysis: PhotoAnalysis, *, same_content: bool
    ) -> tuple[list[tuple[FaceId | None, FaceObservation]], list[FaceId]]:
        """Return the observations with their known faces, and the known faces that are gone."""
        candidates = [*known, *faces.known_faces(self._catalog, photo_id, gone=True)]
        embeddings = {} if same_content else self._embeddings_of(candidates)
        ids = match_faces(candidates, analysis.observations, embeddings, self._pack.thresholds.match)
        placed = {face.id for face in known if face.drawn}
        # A box that the user placed is embedded where the user placed it, whatever the detector says.
        observed = [
            (face_id, seen) for face_id, seen in zip(ids, analysis.observations, strict=True) if face_id not in placed
        ]
        found = {face_id for face_id, _seen in observed}
        gone = []
        for face, seen in zip(known, analysis.known, strict=True):
            if face.id in placed or (same_content and face.id not in found):
                observed.append((face.id, seen))
            elif face.id not in found:
                gone.append(face.id)
        return observed, gone

    def _embeddings_of(self, those: Sequence[Face]) -> dict[FaceId, NDArray[np.float32]]:
        batch = vectors.embeddings_of(self._catalog, self._pack.id, [face.id for face in those])
        return {FaceId(int(face_id)): vector for face_id, vector in zip(batch.face_ids, batch.vectors, strict=True)}


def file_time(mtime_ns: int) -> datetime | None:
    """The local time of a file's last change; None where the calendar does not reach there."""
    try:
        return datetime.fromtimestamp(mtime_ns / 1e9)
    except (ValueError, OverflowError, OSError):  # Windows: before 1970
        return None


def _places(known: Sequence[Face]) -> list[tuple[FaceId, bool, Box]]:
    return [(face.id, face.drawn, face.box) for face in known]


def _report(library: Library, roots: Sequence[Path], inventory: Inventory, analyzed: int, started: float) -> ScanReport:
    def in_state(state: PhotoState) -> list[Photo]:
        rows = photos.photos_in_state(library.catalog, state)
        return [photo for photo in rows if any(photo.path.is_relative_to(root) for root in roots)]

    failed = in_state(PhotoState.FAILED)
    failures = [FailedFile(photo.path, photo.failure) for photo in failed if photo.failure is not None]
    return ScanReport(
        found=inventory.found,
        analyzed=analyzed,
        unchanged=max(0, inventory.found - analyzed - len(failed)),
        failed=len(failed),
        missing=len(in_state(PhotoState.MISSING)),
        faces=faces.count_faces(library.catalog),
        clusters=len(clusters.clusters(library.catalog, min_faces=2)),
        seconds=time.monotonic() - started,
        failures=(*failures, *(FailedFile(path, why) for path, why in inventory.problems)),
        away=tuple(inventory.away),
    )
