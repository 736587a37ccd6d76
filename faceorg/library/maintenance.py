"""Check that a library is sound; remake everything derived."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import numpy as np

from faceorg.catalog import clusters, faces, people, vectors
from faceorg.catalog.pictures import missing, photos
from faceorg.catalog.storage import derived_files, health, soundness
from faceorg.catalog.storage.faults import DERIVED_FILES, disk_faults
from faceorg.catalog.storage.lost import made_backups_folder
from faceorg.domain import PhotoState
from faceorg.errors import LibraryDamaged, LibraryProblem, NotFound, PackProblem
from faceorg.files.rights import disk_keeps_rights, is_open_to_others
from faceorg.images.cloud import lies_in_cloud
from faceorg.library.opening import omissions
from faceorg.library.opening.backups import every_backup, folder_of
from faceorg.library.opening.index_files import folder_name, kept_files
from faceorg.library.opening.index_place import taken_place
from faceorg.library.recognising import grouping, packs
from faceorg.library.recognising.vectors import delete_index, space_of
from faceorg.library.scanning import ingest, whereabouts
from faceorg.library.scanning.moved import hash_file
from faceorg.library.workers import confinement
from faceorg.messages.codes import FindingCode, TaskCode
from faceorg.messages.message import Message
from faceorg.progress import CancelToken, ProgressMeter, ProgressSink, no_progress
from faceorg.vision import engines

if TYPE_CHECKING:
    from faceorg.library.opening.library import Library

T = TypeVar("T")

# Float16 in the catalogue, float32 in the index: more than this between them is another vector, not rounding.
VECTOR_TOLERANCE = 1e-3


@dataclass(frozen=True)
class CheckFinding:
    """Something that is not as it should be. message : what, and what to do; path : the file it is about."""

    message: Message
    path: Path | None = None


@dataclass(frozen=True)
class CheckReport:
    """What a check looked at and found. decoding : what processes that decode photos are kept from here, None where
    that could not be told;
    index : how large the search index is, and which share its searches find; engine : what runs the networks, where
    there is a choice"""

    photos: int
    faces: int
    embeddings: int
    findings: tuple[CheckFinding, ...]
    decoding: Message | None = None
    index: Message | None = None
    engine: Message | None = None


def check(
    library: Library,
    *,
    deep: bool = False,
    progress: ProgressSink = no_progress,
    cancel: CancelToken | None = None,
) -> CheckReport:
    """Prove that catalogue, embeddings and index agree and that the photos are readable.

    Damage ends no check: what a damaged file would say is left out, and everything else is looked at.

    deep : also read every photo whole and compare its content with what was scanned
    """
    cancel = cancel or CancelToken()
    catalog, index = library.catalog, None
    findings = [CheckFinding(problem) for problem in _told(health.catalog_file_problems(catalog))]
    if not findings:
        damaged = {alias: list(_told(health.derived_file_problems(catalog, alias))) for alias in DERIVED_FILES}
        findings += [CheckFinding(problem) for problems in damaged.values() for problem in problems]
        findings += [CheckFinding(problem) for problem in _told(_row_findings(library))]
        findings += [CheckFinding(problem) for problem in _not_read(library)]
        if not damaged["emb"]:
            findings += [CheckFinding(problem) for problem in _told(_embedding_findings(library))]
            index = _answered(lambda: space_of(library).report())
        if not damaged["thumbs"]:
            findings += [CheckFinding(problem) for problem in _told(_thumbnail_findings(library))]
        cancel.raise_if_cancelled()
        findings += _photo_findings(library, deep, progress, cancel)
    findings += list(_backup_findings(library.folder, cancel))
    findings += _rights_findings(library.folder)
    offered = confinement.offered()
    decoding = None if offered is None else confinement.described(offered)
    return CheckReport(*_counts(library), tuple(dict.fromkeys(findings)), decoding, index, _engine(library))


def _engine(library: Library) -> Message | None:
    if library.settings.analysis.device != "auto":
        return None  # the user has chosen
    try:
        return engines.described(packs.pack_in_use(library))
    except (NotFound, PackProblem):
        return None


def _told(findings: Iterator[Message]) -> Iterator[Message]:
    """Pass findings on; a problem that ends one part of the check is a finding itself."""
    try:
        yield from findings
    except LibraryProblem as problem:
        yield problem.message


def _counts(library: Library) -> tuple[int, int, int]:
    """Return how many photos, faces and embeddings there are; 0 of what does not read."""
    catalog = library.catalog
    return (
        _answered(lambda: sum(photos.counts_by_state(catalog).values())) or 0,
        _answered(lambda: faces.count_faces(catalog)) or 0,
        _answered(lambda: vectors.count_embeddings(catalog, packs.pack_id(library))) or 0,
    )


def _answered(question: Callable[[], T]) -> T | None:
    """Return the answer, None where something is in the way: that is told as a finding."""
    try:
        return question()
    except LibraryProblem:
        return None


def _row_findings(library: Library) -> Iterator[Message]:
    catalog = library.catalog
    yield from health.row_problems(catalog)
    wrong = health.derived_against_decided(catalog)
    if wrong:
        yield Message(FindingCode.GUESSES_AGAINST_DECISIONS, count=wrong)
    counts = photos.counts_by_state(catalog)
    failed = counts[PhotoState.FAILED]
    if failed and not counts[PhotoState.ANALYZED]:
        yield Message(FindingCode.EVERY_PHOTO_FAILED, count=failed)


def _not_read(library: Library) -> Iterator[Message]:
    """Yield what keeps verbs from rows that nothing above has read: each of these is asked by a verb of its own."""
    catalog = library.catalog
    for question in (
        lambda: photos.roots(catalog),
        lambda: people.people(catalog),
        lambda: missing.missing_photos(catalog),
        lambda: omissions.omissions(library),
        lambda: whereabouts.mounts_below(library, Path(os.sep)),
    ):
        try:
            question()
        except LibraryProblem as problem:
            yield problem.message


def _embedding_findings(library: Library) -> Iterator[Message]:
    catalog, pack_id = library.catalog, packs.pack_id(library)
    unusable = vectors.unusable(catalog)
    if unusable:
        yield Message(FindingCode.VECTORS_UNUSABLE, count=len(unusable))
    lacking = len(vectors.faces_without_embedding(catalog, pack_id))
    if lacking:
        yield Message(FindingCode.FACES_WITHOUT_EMBEDDING, count=lacking)
    orphans = health.orphan_embeddings(catalog)
    if orphans:
        yield Message(FindingCode.ORPHAN_EMBEDDINGS, count=orphans)
    yield from _index_findings(library)


def _thumbnail_findings(library: Library) -> Iterator[Message]:
    lacking = vectors.faces_without_thumbnail(library.catalog)
    if lacking:
        yield Message(FindingCode.FACES_WITHOUT_PICTURE, count=lacking)
    damaged = vectors.damaged_pictures(library.catalog)
    if damaged:
        yield Message(FindingCode.PICTURES_DAMAGED, count=damaged)
    orphans = vectors.thumbnails_of_nobody(library.catalog)
    if orphans:
        yield Message(FindingCode.PICTURES_OF_NO_FACE, count=orphans)


def _backup_findings(folder: Path, cancel: CancelToken) -> Iterator[CheckFinding]:
    try:
        with disk_faults(folder):
            made_backups_folder(folder)
    except LibraryProblem as problem:
        yield CheckFinding(problem.message, folder_of(folder))
    try:
        found = every_backup(folder)
    except LibraryProblem as problem:
        yield CheckFinding(problem.message, folder_of(folder))
        return
    for backup in found:
        cancel.raise_if_cancelled()
        fault = soundness.fault_of(backup.file)
        if fault is not None:
            yield CheckFinding(Message(FindingCode.BACKUP_DAMAGED, file=backup.file, why=fault), backup.file)


def _index_findings(library: Library) -> Iterator[Message]:
    """Compare the index with the catalogue, vector by vector."""
    pack_id = packs.pack_id(library)
    if (taken := taken_place(library, folder_name(pack_id), kept_files(pack_id))) is not None:
        yield Message(FindingCode.INDEX_PLACE_TAKEN, file=taken)
    space = space_of(library)
    batch = vectors.embeddings_after(library.catalog, packs.pack_id(library))
    if set(space.ids().tolist()) != set(batch.face_ids.tolist()):
        yield Message(FindingCode.INDEX_OF_OTHER_FACES)
        return
    _ids, indexed = space.vectors_of(batch.face_ids)
    if len(indexed) and float(np.abs(indexed - space.as_compared(batch.vectors)).max()) > VECTOR_TOLERANCE:
        yield Message(FindingCode.INDEX_OF_OTHER_EMBEDDINGS)


def _rights_findings(folder: Path) -> Iterator[CheckFinding]:
    if sys.platform == "win32":  # rights are inherited from the user's profile there
        return
    open_to_others = []
    for path in [folder, *folder.rglob("*")]:
        if "packs" in path.relative_to(folder).parts:
            continue
        if path != folder and os.path.islink(path):  # its own rights say nothing: they are 0777 everywhere
            if path == folder_of(folder):
                continue  # told among the backups
            yield CheckFinding(Message(FindingCode.LINK_IN_LIBRARY, file=path, target=os.readlink(path)), path)
        elif is_open_to_others(path):
            open_to_others.append(path)
    if open_to_others and not disk_keeps_rights(folder):  # no file's own fault, and none can be mended
        yield CheckFinding(Message(FindingCode.DISK_WITHOUT_RIGHTS, folder=folder), folder)
        return
    for path in open_to_others:
        yield CheckFinding(Message(FindingCode.READABLE_BY_OTHERS, file=path), path)


def _photo_findings(
    library: Library, deep: bool, progress: ProgressSink, cancel: CancelToken
) -> Iterator[CheckFinding]:
    """Report photos that cannot be read now. MISSING ones were reported by the scan that missed them."""
    try:
        every = [photo for photo in photos.all_photos(library.catalog) if photo.state is not PhotoState.MISSING]
    except LibraryDamaged as problem:
        yield CheckFinding(problem.message)
        return
    meter = ProgressMeter(TaskCode.CHECKING_PHOTOS, len(every), progress)
    for photo in every:
        cancel.raise_if_cancelled()
        meter.step()
        if lies_in_cloud(photo.path):  # it is there, and a check fetches nothing
            continue
        if not os.access(photo.path, os.R_OK):
            code = FindingCode.PHOTO_NOT_READABLE if os.path.exists(photo.path) else FindingCode.PHOTO_NOT_THERE
            yield CheckFinding(Message(code, file=photo.path), photo.path)
        elif deep and photo.content_hash and hash_file(photo.path) != photo.content_hash:
            yield CheckFinding(Message(FindingCode.PHOTO_CHANGED, file=photo.path), photo.path)


def rebuild(
    library: Library,
    *,
    progress: ProgressSink = no_progress,
    cancel: CancelToken | None = None,
    on_changes: ingest.ChangeSink = ingest.tell_nobody,
) -> CheckReport:
    """Drop everything derived and make it again: thumbnails, embeddings, index, clusters, automatic assignments.

    What was derived from photos that are not there now is kept: it could not be remade. A derived file that is damaged
    is emptied whole, and what is missing in the catalogue that is no fact (triggers, counters) is made again.
    """
    health.mend(library.catalog)
    for alias in derived_files.damaged(library.folder):
        derived_files.empty(library.folder, alias)
    vectors.drop_unusable(library.catalog)
    vectors.drop_damaged_pictures(library.catalog)
    present = [
        photo.id
        for photo in photos.all_photos(library.catalog)
        if photo.state is PhotoState.ANALYZED and os.path.isfile(photo.path)
    ]
    vectors.forget_photos(library.catalog, present)
    vectors.drop_unreferenced(library.catalog)
    clusters.drop_all(library.catalog)
    delete_index(library)
    grouping.start_over(library)
    ingest.analyze(library, progress=progress, cancel=cancel, on_changes=on_changes)
    return check(library)
