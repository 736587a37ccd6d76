"""Folders -> what is new, changed, vanished, moved or back: the first half of a scan, which opens hardly any file.

[Note: Away is not gone] A root that is not mounted, or shows up empty although photos are known in it (a mount point
without its disk), is *away*: nothing in it is touched. So is everything below a folder that cannot be read right now,
or in which another disk was or to which a link leads that is not there [Note: Gone is looked for].
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from faceorg.catalog.pictures import copies, photos
from faceorg.catalog.pictures.photos import KnownFile
from faceorg.catalog.storage.paths import path_to_text
from faceorg.domain import Absence, PhotoId, PhotoState
from faceorg.errors import InvalidInput, NotFound, PhotoProblem
from faceorg.formats import PICTURE_SUFFIXES, can_read_videos, format_of_file, is_video
from faceorg.images.walk import FoundFile, is_walked, walk_photos
from faceorg.library.scanning.exclusions import exclusion_of
from faceorg.library.scanning.moved import (
    ChangedFile,
    Exchange,
    edited_on_the_way,
    exchanged,
    find_moved,
    hash_of_changed,
)
from faceorg.library.scanning.samples import SAMPLES_FOLDER
from faceorg.library.scanning.sidecars import SIDECAR_SUFFIXES, SidecarNews
from faceorg.library.scanning.whereabouts import Disk, folder_identity, mounts_below, note_mounts
from faceorg.messages.codes import ProblemCode, TaskCode
from faceorg.messages.message import Message
from faceorg.paths import expanded, resolved
from faceorg.progress import CancelToken, ProgressMeter, ProgressSink, no_progress

if TYPE_CHECKING:
    from faceorg.library.opening.library import Library


@dataclass
class Inventory:
    """What a walk over the roots found.

    found : photo files seen; unchanged : of these, known and the same
    problems : (path, why) of folders and files that could not be read
    away : roots, and folders in them, that are not there at the moment
    empty : roots in which there is no photo, and was none
    moved : (where it was, where it is) of photos that were found in another place
    in_cloud : photo files that are new or changed, and were not opened because their content lies in the cloud
    """

    found: int = 0
    unchanged: int = 0
    problems: list[tuple[Path, Message]] = field(default_factory=list)
    away: list[Path] = field(default_factory=list)
    empty: list[Path] = field(default_factory=list)
    moved: list[tuple[Path, Path]] = field(default_factory=list)
    in_cloud: int = 0
    _new: list[FoundFile] = field(default_factory=list)
    _linked: list[FoundFile] = field(default_factory=list)
    _identities: set[tuple[int, int]] = field(default_factory=set)
    _broken: list[tuple[FoundFile, Message]] = field(default_factory=list)
    _differing: list[tuple[KnownFile, FoundFile]] = field(default_factory=list)
    _vanished: list[PhotoId] = field(default_factory=list)
    sidecars: SidecarNews = field(default_factory=SidecarNews)

    @property
    def holds_any(self) -> bool:
        """Whether there is any photo, be it broken, linked or in the cloud."""
        return bool(self.found or self.in_cloud or self._new or self._broken or self._linked)

    def take_in(self, other: Inventory) -> None:
        """Add what was found in one root."""
        self.found += other.found
        self.unchanged += other.unchanged
        self.in_cloud += other.in_cloud
        self._new += other._new
        self._broken += other._broken
        self._differing += other._differing
        self._linked += other._linked
        self._identities |= other._identities


def take_inventory(
    library: Library,
    folders: Iterable[Path],
    *,
    progress: ProgressSink = no_progress,
    cancel: CancelToken | None = None,
) -> Inventory:
    """Compare the roots with the catalogue and write what changed. No analysis yet: new photos become PENDING."""
    cancel = cancel or CancelToken()
    inventory = Inventory()
    meter = ProgressMeter(TaskCode.LOOKING_FOR_PHOTOS, None, progress)
    for root in outermost(folders):
        _walk_root(library, root, inventory, meter, cancel)
    _sort_linked(library, inventory, meter)
    _record(library, inventory, progress, cancel)
    return inventory


def usable_folders(folders: Sequence[Path], library_folder: Path) -> list[Path]:
    """Return absolute folders to scan. Raises NotFound or InvalidInput for one that cannot be a root."""
    usable = []
    for folder in folders:
        path = expanded(folder).absolute()
        if not os.path.exists(path):
            raise NotFound(ProblemCode.NO_SUCH_FOLDER, folder=path)
        if not os.path.isdir(path):
            raise InvalidInput(ProblemCode.FILE_INSTEAD_OF_FOLDER, file=path)
        if not os.access(path, os.R_OK | os.X_OK):
            raise InvalidInput(ProblemCode.FOLDER_MAY_NOT_BE_READ, folder=path)
        path = resolved(path)
        own = resolved(library_folder)
        if path.is_relative_to(own) and path != own / SAMPLES_FOLDER:
            raise InvalidInput(ProblemCode.FOLDER_OF_THE_LIBRARY, folder=path)
        usable.append(path)
    return usable


def outermost(folders: Iterable[Path]) -> list[Path]:
    """Leave out folders that lie in others of the list."""
    ordered = sorted(set(folders))
    return [
        folder for folder in ordered if not any(folder != other and folder.is_relative_to(other) for other in ordered)
    ]


def _walk_root(library: Library, root: Path, inventory: Inventory, meter: ProgressMeter, cancel: CancelToken) -> None:
    known = photos.known_below(library.catalog, root)
    unreadable: list[Path] = []

    def on_problem(path: Path, why: Message) -> None:
        unreadable.append(path)
        inventory.problems.append((path, why))

    identity = folder_identity(root)
    if identity is None:
        inventory.away.append(root)
        return
    folders: set[str] = set()
    beside: list[Path] = []
    found, videos = Inventory(), wants_videos(library)  # asked once: looking for a module takes as long as a file
    try:
        for file in walk_photos(
            root, exclude=[library.folder], exclusion=exclusion_of(library), cancel=cancel, on_problem=on_problem
        ):
            folders.add(os.path.dirname(file.path))
            before = known.pop(path_to_text(file.path), None)
            if before is None and file.path.suffix.lower() in SIDECAR_SUFFIXES:
                beside.append(file.path)
            if _stays_in_cloud(library, file):
                _leave_in_cloud(file, before, found)
            else:
                _sort(file, before, found, meter, videos=videos)
    except (NotFound, InvalidInput) as problem:
        inventory.away.append(root)
        inventory.problems.append((root, problem.message))
        return
    here = [file for file in known.values() if file.state is not PhotoState.MISSING]
    unseen = [file for file in here if not any(file.path.is_relative_to(path) for path in unreadable)]
    disk = Disk(root, mounts_below(library, root))
    away = [file for file in unseen if disk.look(file.path) is Absence.AWAY]
    # What was walked until a disk was pulled out, or a share went away, says nothing about the rest.
    if (not folders and here) or folder_identity(root) != identity:
        inventory.away.append(root)
        return
    note_mounts(library, root, map(Path, folders))
    inventory.sidecars.take_in(library, root, beside)
    inventory.take_in(found)
    if not (here or unreadable or found.holds_any):
        inventory.empty.append(root)
    inventory.away += sorted({disk.away_folder(file.path) for file in away})
    inventory._vanished += {file.id for file in unseen} - {file.id for file in away}


def _leave_in_cloud(file: FoundFile, known: KnownFile | None, inventory: Inventory) -> None:
    """A file that only fetching could open: a known photo is what it was, a new one waits until its content is here."""
    if known is None:
        if not file.is_backup and file.path.suffix.lower() in PICTURE_SUFFIXES:
            inventory._new.append(file)
        return
    inventory.found += 1
    same_facts = file.is_stub or (known.size_bytes, known.mtime_ns) == (file.size_bytes, file.mtime_ns)
    inventory.in_cloud += not same_facts
    if known.state is PhotoState.MISSING:  # back, as it was; what changed meanwhile shows once its content is here
        as_it_was = replace(file, size_bytes=known.size_bytes, mtime_ns=known.mtime_ns)
        inventory._differing.append((known, as_it_was))
    else:
        inventory.unchanged += 1


def wants_videos(library: Library) -> bool:
    """Whether new videos are taken in: PyAV is there, and the user has not said no."""
    return library.settings.scan.videos != "none" and can_read_videos()


def _sort(
    file: FoundFile, known: KnownFile | None, inventory: Inventory, meter: ProgressMeter, *, videos: bool
) -> None:
    if known is None and (file.is_backup or file.identity is not None):
        if not file.is_backup:
            inventory._linked.append(file)
        return
    if known is not None and file.identity is not None:
        inventory._identities.add(file.identity)
    if known is None:
        try:
            if format_of_file(file.path) is None and not (videos and is_video(file.path)):
                return
            inventory._new.append(file)
        except PhotoProblem as problem:
            inventory._broken.append((file, problem.message))
    elif known.state is PhotoState.MISSING or (known.size_bytes, known.mtime_ns) != (file.size_bytes, file.mtime_ns):
        inventory._differing.append((known, file))
    else:
        inventory.unchanged += 1
    inventory.found += 1
    meter.step()


def _sort_linked(library: Library, inventory: Inventory, meter: ProgressMeter) -> None:
    """New names of files that may have others: a file is one photo, under the first of its names that is known or real.

    A photo that has been known by a second name since before stays one: names may have been given in it.
    """
    roots = [root.path for root in photos.roots(library.catalog)]
    sizes = photos.known_of_sizes(library.catalog, (file.size_bytes for file in inventory._linked))
    known: dict[tuple[int, int], list[KnownFile]] = {}
    for one in sizes:
        known.setdefault((one.size_bytes, one.mtime_ns), []).append(one)
    videos = wants_videos(library)
    for file in sorted(inventory._linked, key=lambda file: file.target is not None):
        same = known.get((file.size_bytes, file.mtime_ns), ())
        if file.target is not None and is_walked(file.target, roots):
            continue
        if file.identity in inventory._identities or any(_is_same_file(one.path, file.path) for one in same):
            continue
        assert file.identity is not None, "only such files wait here"
        inventory._identities.add(file.identity)
        _sort(replace(file, identity=None), None, inventory, meter, videos=videos)


def _is_same_file(one: Path, other: Path) -> bool:
    try:
        return os.path.samefile(one, other)
    except OSError:  # one is not there
        return False


def _record(library: Library, inventory: Inventory, progress: ProgressSink, cancel: CancelToken) -> None:
    catalog = library.catalog
    photos.mark_missing(catalog, inventory._vanished)
    _record_differing(library, inventory, progress, cancel)
    _record_moved(library, inventory, progress, cancel)
    copies.stand_in(catalog)  # once it is known which copies are unchanged, and what was lost came to light elsewhere
    photos.add_pending(catalog, [(file.path, file.size_bytes, file.mtime_ns) for file in inventory._new])
    _record_broken(library, inventory)


def _record_moved(library: Library, inventory: Inventory, progress: ProgressSink, cancel: CancelToken) -> None:
    """New files that are known photos in another place."""
    catalog = library.catalog
    moved = find_moved(library, inventory._new, progress, cancel)
    here = [file for file in inventory._new if not _stays_in_cloud(library, file)]
    edited = edited_on_the_way(library, moved, here)
    followed = [*moved, *edited]
    with catalog.atomic():
        photos.mark_returned(
            catalog, [(known.id, file.path, file.size_bytes, file.mtime_ns) for known, file in followed]
        )
        photos.mark_changed(catalog, [(known.id, file.size_bytes, file.mtime_ns) for known, file in edited])
    inventory.unchanged += len(moved)
    inventory.moved = [(known.path, file.path) for known, file in followed]
    taken = {file.path for _known, file in followed}
    inventory._new = [file for file in inventory._new if file.path not in taken]
    waiting = len(inventory._new)
    inventory._new = [file for file in inventory._new if not _stays_in_cloud(library, file)]
    inventory.in_cloud += waiting - len(inventory._new)


def _stays_in_cloud(library: Library, file: FoundFile) -> bool:
    return file.is_stub or (file.in_cloud and not library.settings.scan.from_cloud)


def _record_differing(library: Library, inventory: Inventory, progress: ProgressSink, cancel: CancelToken) -> None:
    """A known file that was away, or has another size or time: the same content needs no second analysis."""
    changed, returned = [], []
    meter = ProgressMeter(TaskCode.COMPARING_CHANGED_PHOTOS, len(inventory._differing), progress)
    for known, file in inventory._differing:
        cancel.raise_if_cancelled()
        same_facts = (known.size_bytes, known.mtime_ns) == (file.size_bytes, file.mtime_ns)
        content, picture = known.content_hash, None
        if not same_facts and content is not None:
            content, picture = hash_of_changed(file.path)
        same = same_facts or (content is not None and content == known.content_hash)
        if same and known.state is not PhotoState.FAILED:
            returned.append((known.id, file.path, file.size_bytes, file.mtime_ns))
            inventory.unchanged += 1
        else:
            changed.append(ChangedFile(known, file, None if same else content, picture))
        meter.step()
    photos.mark_returned(library.catalog, returned)
    new = [file for file in inventory._new if not _stays_in_cloud(library, file)]
    _record_exchanged(library, inventory, exchanged(library, changed, new))


def _record_exchanged(library: Library, inventory: Inventory, sorted_: Exchange) -> None:
    catalog = library.catalog
    with catalog.atomic():
        photos.mark_changed(
            catalog, [(one.known.id, one.file.size_bytes, one.file.mtime_ns) for one in sorted_.changed]
        )
        placed = [*sorted_.returned, *sorted_.edited]
        photos.give_up_places(catalog, [*sorted_.gone, *(photo_id for photo_id, _file in placed)])
        photos.mark_returned(
            catalog, [(photo_id, file.path, file.size_bytes, file.mtime_ns) for photo_id, file in placed]
        )
        photos.mark_changed(catalog, [(one, file.size_bytes, file.mtime_ns) for one, file in sorted_.edited])
    inventory.unchanged += len(sorted_.returned)
    inventory._new += sorted_.fresh


def _record_broken(library: Library, inventory: Inventory) -> None:
    """Files that call themselves pictures and are none: kept as FAILED rows with the reason."""
    catalog = library.catalog
    with catalog.atomic():
        photos.add_pending(catalog, [(file.path, file.size_bytes, file.mtime_ns) for file, _ in inventory._broken])
        for file, reason in inventory._broken:
            row = photos.photo_at(catalog, file.path)
            if row is not None:
                photos.mark_failed(catalog, row.id, reason)
