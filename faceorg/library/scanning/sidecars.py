"""Sidecars that came or changed since the last scan -> dates read again, and photos that they turn looked at again.

The photo itself is as it was, so nothing else would make a scan look. Which sidecars are news is told by the clock of
the file system they lie on (the newest time seen in each scanned folder), which need not agree with this computer's.
"""

from __future__ import annotations

import json
import os
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from faceorg.boxes import AS_FILED, ShownAs, mirrored_too
from faceorg.catalog import notes, written
from faceorg.catalog.pictures import photos, turns
from faceorg.catalog.storage.paths import path_to_text
from faceorg.domain import Photo, PhotoId
from faceorg.images.orient import shown_by
from faceorg.library.scanning import file_dates
from faceorg.metadata.readers import turn_beside
from faceorg.progress import CancelToken, ProgressSink

if TYPE_CHECKING:
    from faceorg.library.opening.library import Library

# XMP beside photos, and what Google Takeout says of them.
SIDECAR_SUFFIXES = frozenset((".xmp", ".json"))
_NEWEST_SEEN = "sidecars.newest"


def stamp_of(file: Path) -> int:
    """Return when a file was last written, or came here: nanoseconds by its file system's clock; 0 if it is gone."""
    try:
        facts = os.stat(file)
    except OSError:
        return 0
    return max(facts.st_mtime_ns, facts.st_ctime_ns)  # a copy keeps the time of its original


@dataclass
class SidecarNews:
    """arrived : sidecars that came or changed since the last scan; newest : by root, the newest time of any there"""

    arrived: list[Path] = field(default_factory=list)
    newest: dict[str, int] = field(default_factory=dict)

    def take_in(self, library: Library, root: Path, files: Iterable[Path]) -> None:
        """Sort out what is news of the sidecars below a root."""
        stamps, name = {file: stamp_of(file) for file in files}, path_to_text(root)
        before = _seen(library).get(name, _last_scan_ns(library, root))
        self.newest[name] = max(stamps.values(), default=0) if before is None else max(before, *stamps.values(), 0)
        if before is not None:
            self.arrived += [file for file, stamp in stamps.items() if stamp > before]


def _seen(library: Library) -> dict[str, int]:
    return notes.note_as(library.catalog, _NEWEST_SEEN, _read_stamps) or {}


def _read_stamps(text: str) -> dict[str, int]:
    return {str(root): int(stamp) for root, stamp in dict(json.loads(text)).items()}


def _last_scan_ns(library: Library, root: Path) -> int | None:
    """When an older faceorg scanned a root, which noted no sidecars; None: nobody has, and all photos are new."""
    ended = next((one.scanned_at for one in photos.roots(library.catalog) if one.path == root), None)
    return None if ended is None else int(ended.timestamp() * 1e9)


def follow(library: Library, news: SidecarNews, progress: ProgressSink, cancel: CancelToken | None) -> None:
    """Read the dates of the photos beside these again, and have those that lie otherwise by them looked at again."""
    beside = _photos_beside(library, news.arrived)
    if beside:
        file_dates.read_of(library, beside, progress=progress, cancel=cancel)
    beside += _whose_sidecar_went(library)
    if beside:
        shown = turns.shown_by_sidecars(library.catalog, [photo.id for photo in beside])
        other = [photo for photo in beside if photo.id in shown and _shown_beside(photo) != shown[photo.id]]
        photos.mark_changed(library.catalog, [(photo.id, photo.size_bytes, photo.mtime_ns) for photo in other])
    if (seen := _seen(library)) != (now := seen | news.newest):
        notes.take_note(library.catalog, _NEWEST_SEEN, json.dumps(now))


def _photos_beside(library: Library, sidecars: Collection[Path]) -> list[Photo]:
    """Return the analysed photos that these may belong to: photo.jpg.xmp, photo.jpg.json, photo.xmp."""
    names = {file.parent: set[str]() for file in sidecars}
    for file in sidecars:
        names[file.parent].add(file.stem.casefold())
    ids: list[PhotoId] = []
    for photo_id, path in written.analyzed_photos(library.catalog, sorted(names)):
        own = {path.name.casefold(), path.stem.casefold()}
        said = names.get(path.parent, set())
        # Takeout cuts and decorates names ("photo.jpg.supplemental-metadata.json"): what begins alike is asked.
        if not own.isdisjoint(said) or any(name.startswith(path.name.casefold()) for name in said):
            ids.append(photo_id)
    return photos.photos(library.catalog, ids)


def _whose_sidecar_went(library: Library) -> list[Photo]:
    """Return the photos that a sidecar turned or mirrored and that are there without one."""
    known = photos.photos(library.catalog, turns.photos_shown_by_sidecars(library.catalog))
    return [photo for photo in known if turn_beside(photo.path) is None and os.path.isfile(photo.path)]


def _shown_beside(photo: Photo) -> ShownAs:
    said = turn_beside(photo.path)
    own = mirrored_too(photo.orientation) if photo.mirrored else photo.orientation
    return AS_FILED if said is None else shown_by(said.orientation).after(shown_by(own))
