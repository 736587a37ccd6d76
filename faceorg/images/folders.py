"""A folder -> the folders below it with the time of their last change: enough to notice that photos were added.

A folder's own time changes when a file in it is added, removed or renamed. Reading only folders' times costs a
hundredth of reading every file's, so it can be done again and again, also on slow disks, without any watch of the
system's, which run out on large trees (inotify: 8,192 folders by default on older systems).
"""

from __future__ import annotations

import os
from collections.abc import Collection
from pathlib import Path

from faceorg.images.exclusion import NO_MEDIA, NOTHING, Exclusion
from faceorg.images.walk import ORIGINALS_IN_BUNDLE, SKIPPED_BUNDLES, SKIPPED_NAMES
from faceorg.progress import CancelToken


def folder_times(
    root: Path,
    *,
    exclude: Collection[Path] = (),
    exclusion: Exclusion = NOTHING,
    cancel: CancelToken | None = None,
) -> dict[str, int]:
    """Return mtime_ns of the root and every folder below it that a scan would look into; empty when root is away.

    Links to folders are not followed: what lies behind them is noticed by the next full scan. Raises Cancelled.
    """
    cancel = cancel or CancelToken()
    left_out = {os.path.abspath(path) for path in exclude}
    times: dict[str, int] = {}
    top = os.path.abspath(root)
    waiting = [top]
    while waiting:
        cancel.raise_if_cancelled()
        folder = waiting.pop()
        try:
            times[folder] = os.stat(folder).st_mtime_ns
            with os.scandir(folder) as listing:
                entries = list(listing)
            below = [entry for entry in entries if entry.is_dir(follow_symlinks=False)]
        except OSError:  # away, gone meanwhile, or not to be read: the scan is the one to say so
            continue
        if folder != top and any(entry.name == NO_MEDIA for entry in entries):
            continue
        allowed = ORIGINALS_IN_BUNDLE.get(os.path.splitext(folder)[1].lower())
        waiting += [
            entry.path
            for entry in below
            if _is_scanned(entry.name, allowed)
            and entry.path not in left_out
            and not (exclusion and exclusion.covers(entry.path, entry.name))
        ]
    return times


def _is_scanned(name: str, allowed: frozenset[str] | None) -> bool:
    lower = name.lower()
    if name.startswith(".") or lower in SKIPPED_NAMES or os.path.splitext(lower)[1] in SKIPPED_BUNDLES:
        return False
    return allowed is None or lower in allowed
