"""A photo's files -> when it was taken: as the last resort the file's own time; and all of it read again on request."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from faceorg.catalog import notes, written
from faceorg.catalog.pictures import photo_dates, photos
from faceorg.dates import Dated, DateSource, Span, is_credible
from faceorg.domain import Photo
from faceorg.images.cloud import lies_in_cloud
from faceorg.messages.codes import TaskCode
from faceorg.metadata.dates import date_of
from faceorg.progress import CancelToken, ProgressMeter, ProgressSink, no_progress

if TYPE_CHECKING:
    from faceorg.library.opening.library import Library

# Photos whose dates are written in one transaction.
DATES_A_COMMIT = 64
# Noted once the photos of an older library, which knew EXIF alone, were asked for their other dates.
_CAUGHT_UP = "dates.caught_up"


def date_of_file_time(mtime_ns: int) -> Dated | None:
    """The local time of a file's last change; None where no photo can be of that time: it is 1970, 1980 or to come."""
    try:
        span = Span.moment(datetime.fromtimestamp(mtime_ns / 1e9))
        in_greenwich = Span.moment(
            datetime.fromtimestamp(mtime_ns / 1e9, UTC)
        )  # where clocks that were never set begin
    except (ValueError, OverflowError, OSError):  # beyond the calendar; on Windows, before 1970
        return None
    return Dated(span, DateSource.FILE) if is_credible(span) and is_credible(in_greenwich) else None


def read_dates_again(
    library: Library,
    folders: Sequence[Path] = (),
    *,
    progress: ProgressSink = no_progress,
    cancel: CancelToken | None = None,
) -> int:
    """Read the dates of all analysed photos (below these folders) again, after sidecars or Takeout's files came.

    Returns how many have another date now; what the user said stays. Raises Cancelled.
    """
    ids = [photo_id for photo_id, _path in written.analyzed_photos(library.catalog, folders)]
    return _read(library, photos.photos(library.catalog, ids), progress, cancel)


def read_of(
    library: Library,
    asked: Iterable[Photo],
    *,
    progress: ProgressSink = no_progress,
    cancel: CancelToken | None = None,
) -> int:
    """Read the dates of just these photos again; returns and raises as `read_dates_again`."""
    return _read(library, asked, progress, cancel)


def catch_up(library: Library, *, progress: ProgressSink = no_progress, cancel: CancelToken | None = None) -> bool:
    """Once in a library: ask the photos that have no date in EXIF for the others. Raises Cancelled.

    Returns whether there were any: who is in them is to be judged again, as file times exclude nobody any more.
    """
    if notes.note(library.catalog, _CAUGHT_UP) is not None:
        return False
    ids = photo_dates.dated_by_file(library.catalog)
    _read(library, photos.photos(library.catalog, ids), progress, cancel)
    notes.take_note(library.catalog, _CAUGHT_UP, "1")
    return bool(ids)


def _read(library: Library, asked: Iterable[Photo], progress: ProgressSink, cancel: CancelToken | None) -> int:
    from_cloud = library.settings.scan.from_cloud
    asked = [photo for photo in asked if os.path.isfile(photo.path) and (from_cloud or not lies_in_cloud(photo.path))]
    meter = ProgressMeter(TaskCode.READING_DATES, len(asked), progress)
    changed = 0
    for start in range(0, len(asked), DATES_A_COMMIT):
        part = asked[start : start + DATES_A_COMMIT]
        if cancel:
            cancel.raise_if_cancelled()
        found = [(photo.id, date_of(photo.path) or date_of_file_time(photo.mtime_ns)) for photo in part]
        changed += photo_dates.found(library.catalog, found)
        meter.step(len(part))
    return changed
