"""Check that a library is sound, remake everything derived, wipe all biometric data."""

from __future__ import annotations

import os
import shutil
import stat
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from faceorg import log
from faceorg.atomic import NEW_SUFFIX
from faceorg.catalog import clusters, faces, health, photos, vectors
from faceorg.catalog.connection import CATALOG_FILE, EMBEDDINGS_FILE, THUMBNAILS_FILE
from faceorg.domain import PhotoState
from faceorg.errors import LibraryProblem
from faceorg.library.opening.backups import BACKUPS_FOLDER
from faceorg.library.opening.locking import LOCK_FILE, EditLock
from faceorg.library.recognising import grouping, packs
from faceorg.library.recognising.vectors import INDEX_FOLDER, forget_space, space_of
from faceorg.library.scanning import ingest
from faceorg.library.scanning.moved import hash_file
from faceorg.library.scanning.samples import SAMPLES_FOLDER
from faceorg.library.workers import confinement
from faceorg.messages.codes import FindingCode, ProblemCode, TaskCode
from faceorg.messages.message import Message
from faceorg.progress import CancelToken, ProgressMeter, ProgressSink, no_progress

if TYPE_CHECKING:
    from faceorg.library.opening.library import Library

# Float16 in the catalogue, float32 in the index: more than this between them is another vector, not rounding.
VECTOR_TOLERANCE = 1e-3


@dataclass(frozen=True)
class CheckFinding:
    """Something that is not as it should be. message : what, and what to do; path : the file it is about."""

    message: Message
    path: Path | None = None


@dataclass(frozen=True)
class CheckReport:
    """What a check looked at and found. decoding : what processes that decode photos are kept from here;
    index : how large the search index is, and which share its searches find"""

    photos: int
    faces: int
    embeddings: int
    findings: tuple[CheckFinding, ...]
    decoding: Message | None = None
    index: Message | None = None


def check(
    library: Library,
    *,
    deep: bool = False,
    progress: ProgressSink = no_progress,
    cancel: CancelToken | None = None,
) -> CheckReport:
    """Prove that catalogue, embeddings and index agree and that the photos are readable.

    deep : also read every photo whole and compare its content with what was scanned
    """
    cancel = cancel or CancelToken()
    findings = [CheckFinding(problem) for problem in health.integrity_problems(library.catalog)]
    findings += _catalog_findings(library)
    findings += _index_findings(library)
    findings += _rights_findings(library.folder)
    findings += list(_photo_findings(library, deep, progress, cancel))
    counts = photos.counts_by_state(library.catalog)
    embeddings = vectors.count_embeddings(library.catalog, packs.pack_id(library))
    decoding = confinement.described(confinement.offered())
    index = space_of(library).report()
    seen = faces.count_faces(library.catalog)
    return CheckReport(sum(counts.values()), seen, embeddings, tuple(findings), decoding, index)


def _catalog_findings(library: Library) -> Iterator[CheckFinding]:
    catalog = library.catalog
    lacking = len(vectors.faces_without_embedding(catalog, packs.pack_id(library)))
    if lacking:
        yield CheckFinding(Message(FindingCode.FACES_WITHOUT_EMBEDDING, count=lacking))
    orphans = health.orphan_embeddings(catalog)
    if orphans:
        yield CheckFinding(Message(FindingCode.ORPHAN_EMBEDDINGS, count=orphans))
    if not health.journal_is_closed(catalog):
        yield CheckFinding(Message(FindingCode.JOURNAL_LEFT_OPEN))
    wrong = health.derived_against_decided(catalog)
    if wrong:
        yield CheckFinding(Message(FindingCode.GUESSES_AGAINST_DECISIONS, count=wrong))


def _index_findings(library: Library) -> Iterator[CheckFinding]:
    """Compare the index with the catalogue, vector by vector."""
    space = space_of(library)
    batch = vectors.embeddings_after(library.catalog, packs.pack_id(library))
    if set(space.ids().tolist()) != set(batch.face_ids.tolist()):
        yield CheckFinding(Message(FindingCode.INDEX_OF_OTHER_FACES))
        return
    _ids, indexed = space.vectors_of(batch.face_ids)
    if len(indexed) and float(np.abs(indexed - batch.vectors).max()) > VECTOR_TOLERANCE:
        yield CheckFinding(Message(FindingCode.INDEX_OF_OTHER_EMBEDDINGS))


def _rights_findings(folder: Path) -> Iterator[CheckFinding]:
    if sys.platform == "win32":  # rights are inherited from the user's profile there
        return
    for path in [folder, *folder.rglob("*")]:
        if "packs" not in path.relative_to(folder).parts and stat.S_IMODE(path.lstat().st_mode) & 0o077:
            yield CheckFinding(Message(FindingCode.READABLE_BY_OTHERS, file=path), path)


def _photo_findings(
    library: Library, deep: bool, progress: ProgressSink, cancel: CancelToken
) -> Iterator[CheckFinding]:
    """Report photos that cannot be read now. MISSING ones were reported by the scan that missed them."""
    every = [photo for photo in photos.all_photos(library.catalog) if photo.state is not PhotoState.MISSING]
    meter = ProgressMeter(TaskCode.CHECKING_PHOTOS, len(every), progress)
    for photo in every:
        cancel.raise_if_cancelled()
        meter.step()
        if not os.access(photo.path, os.R_OK):
            code = FindingCode.PHOTO_NOT_READABLE if photo.path.exists() else FindingCode.PHOTO_NOT_THERE
            yield CheckFinding(Message(code, file=photo.path), photo.path)
        elif deep and photo.content_hash and hash_file(photo.path) != photo.content_hash:
            yield CheckFinding(Message(FindingCode.PHOTO_CHANGED, file=photo.path), photo.path)


def rebuild(
    library: Library, *, progress: ProgressSink = no_progress, cancel: CancelToken | None = None
) -> CheckReport:
    """Drop everything derived and make it again: thumbnails, embeddings, index, clusters, automatic assignments.

    What was derived from photos that are not there now is kept: it could not be remade.
    """
    present = [
        photo.id
        for photo in photos.all_photos(library.catalog)
        if photo.state is PhotoState.ANALYZED and photo.path.is_file()
    ]
    vectors.forget_photos(library.catalog, present)
    vectors.drop_unreferenced(library.catalog)
    clusters.drop_all(library.catalog)
    shutil.rmtree(library.folder / INDEX_FOLDER, ignore_errors=True)
    forget_space(library)
    grouping.start_over(library)
    ingest.analyze(library, progress=progress, cancel=cancel)
    return check(library)


def wipe(folder: Path) -> list[Path]:
    """Delete all biometric data of a library: catalogue, embeddings, thumbnails, index, backups, log. Never a photo,
    but for the library's own copy of the shipped samples.

    Model packs and settings stay; they hold nothing about anybody. Returns what was deleted.
    Raises LibraryLocked while another process edits it, LibraryProblem when a file resists.
    """
    deleted: list[Path] = []
    lock = EditLock(folder, "faceorg wipe")
    try:
        for name in (CATALOG_FILE, EMBEDDINGS_FILE, THUMBNAILS_FILE):
            deleted += [path for path in sorted(folder.glob(f"*{name}*")) if path.is_file()]
        deleted += sorted(folder.glob(f".*{NEW_SUFFIX}*"))  # a killed run may have left a copy of the catalogue
        deleted += log.files_of(folder)
        for path in deleted:
            path.unlink()
        for name in (INDEX_FOLDER, BACKUPS_FOLDER, SAMPLES_FOLDER):
            if (folder / name).is_dir():
                shutil.rmtree(folder / name)
                deleted.append(folder / name)
    except OSError as error:
        raise LibraryProblem(ProblemCode.FILE_NOT_DELETED, file=error.filename, why=error) from error
    finally:
        lock.release()
    (folder / LOCK_FILE).unlink(missing_ok=True)
    return deleted
