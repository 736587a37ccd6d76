"""Have photos been added to the scanned folders? Asked again and again while a window is open; writes nothing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from faceorg.catalog.pictures import photos
from faceorg.progress import CancelToken

if TYPE_CHECKING:
    from faceorg.library.opening.library import Library


@dataclass(frozen=True)
class FolderState:
    """The folders below all roots with their times; newer: some changed after their root was last scanned."""

    times: dict[str, int]
    newer: bool


def folder_state(library: Library, cancel: CancelToken | None = None) -> FolderState:
    """Look at every folder's time. Roots that are away count as unchanged. Raises Cancelled."""
    from faceorg.images.folders import folder_times
    from faceorg.library.scanning.exclusions import exclusion_of

    times: dict[str, int] = {}
    newer = False
    for root in photos.roots(library.catalog):
        found = folder_times(root.path, exclude=[library.folder], exclusion=exclusion_of(library), cancel=cancel)
        times.update(found)
        if root.scanned_at is None:
            newer = newer or bool(found)
        else:
            scanned_ns = int(root.scanned_at.timestamp() * 1e9)
            newer = newer or any(time > scanned_ns for time in found.values())
    return FolderState(times, newer)


def has_changed(before: FolderState | None, now: FolderState) -> bool:
    """Whether a scan may find something: against the last look, or, at the first look, against the last scan.

    A folder that went away with its disk is no change; it is one when it comes back.
    """
    if before is None:
        return now.newer
    return any(before.times.get(folder) != time for folder, time in now.times.items())
