"""A filter over people, days and folders -> the photos that fit."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from datetime import date
from functools import partial
from pathlib import Path

from faceorg.catalog.pictures import turns
from faceorg.catalog.storage.batches import in_turns
from faceorg.catalog.storage.connection import Catalog
from faceorg.catalog.storage.paths import below, text_to_path
from faceorg.catalog.storage.rows import value_of, values_of
from faceorg.domain import Month, PersonId, PhotoFilter, PhotoId, Timeline
from faceorg.paths import resolved

# Differs from every month, and from None, which stands for no date.
_NO_MONTH = object()


def timeline(catalog: Catalog, wanted: PhotoFilter) -> Timeline:
    """Return the photos that fit, newest first, by months."""
    conditions, values = _conditions(wanted)
    where = " AND ".join(conditions) or "1"
    rows = catalog.connection.execute(
        f"{_HAS} SELECT p.id, substr(p.taken_at, 1, 7) FROM photos p WHERE {where} ORDER BY p.taken_at DESC, p.id DESC",
        values,
    )
    months: list[Month] = []
    photo_ids = array("q")
    before: object = _NO_MONTH
    for photo_id, text in in_turns(rows):
        if text != before:
            before = text
            year, month = (int(text[:4]), int(text[5:7])) if text else (None, None)
            months.append(Month(year, month, len(photo_ids)))
        photo_ids.append(photo_id)
    return Timeline(photo_ids, tuple(months))


def neighbours(catalog: Catalog, photo_id: PhotoId) -> tuple[PhotoId | None, ...]:
    """Return the photo before and the one after in the timeline of all photos (newer, older), None at its ends."""
    row = catalog.connection.execute("SELECT taken_at FROM photos WHERE id = ?", (photo_id,)).fetchone()
    if row is None:
        return None, None
    # Undated photos stand behind all others. Each question is one step along photos_by_date.
    if row[0] is None:
        newer = _next_to(catalog, "p.taken_at IS NULL AND p.id > ?", "ASC", photo_id)
        older = _next_to(catalog, "p.taken_at IS NULL AND p.id < ?", "DESC", photo_id)
        return newer or _next_to(catalog, "p.taken_at IS NOT NULL", "ASC"), older
    newer = _next_to(catalog, "(p.taken_at, p.id) > (?, ?)", "ASC", row[0], photo_id)
    older = _next_to(catalog, "(p.taken_at, p.id) < (?, ?)", "DESC", row[0], photo_id)
    return newer, older or _next_to(catalog, "p.taken_at IS NULL", "DESC")


def _next_to(catalog: Catalog, condition: str, order: str, *values: object) -> PhotoId | None:
    """Return the first photo of the timeline in this direction, of those that fit."""
    where = " AND ".join([condition, *_conditions(PhotoFilter())[0]])
    row = catalog.connection.execute(
        f"SELECT p.id FROM photos p INDEXED BY photos_by_date WHERE {where} "
        f"ORDER BY p.taken_at {order}, p.id {order} LIMIT 1",
        values,
    ).fetchone()
    return PhotoId(row[0]) if row else None


def photos_that_fit(catalog: Catalog, wanted: PhotoFilter) -> list[PhotoId]:
    """Return the photos that fit, in the order of their dates."""
    conditions, values = _conditions(wanted)
    where = " AND ".join(conditions) or "1"
    rows = catalog.connection.execute(
        f"{_HAS} SELECT p.id FROM photos p WHERE {where} ORDER BY p.taken_at, p.path", values
    )
    return [PhotoId(row[0]) for row in rows]


def photos_named(catalog: Catalog, text: str, limit: int) -> list[PhotoId]:
    """Return photos whose file name holds this text, in any case, newest first: a pass over all paths."""
    wanted, found = text.casefold(), list[PhotoId]()
    rows = catalog.connection.execute(
        "SELECT id, path FROM photos WHERE state NOT IN ('failed', 'missing') ORDER BY taken_at DESC, id DESC"
    )
    for photo_id, path in in_turns(rows):
        if wanted in value_of("photos", photo_id, partial(text_to_path, path)).name.casefold():
            found.append(PhotoId(photo_id))
            if len(found) == limit:
                break
    return found


def folders(catalog: Catalog) -> list[Path]:
    """Return the folders in which photos lie, in no order: a pass over all paths, about 1 s for a million."""
    # What is left of a path once all but separators is cut from its end: the folder, with its last separator.
    rows = catalog.connection.execute(
        "SELECT DISTINCT rtrim(path, replace(replace(path, '/', ''), '\\', '')) FROM photos WHERE state <> 'missing'"
    )
    return list(values_of("photos", rows, lambda row: text_to_path(row[0])))


_HAS = "WITH has AS (SELECT face_id, person_id FROM assignments UNION ALL SELECT face_id, person_id FROM automatic)"
_WITH_PERSON = (
    "p.id IN (SELECT f.photo_id FROM has h JOIN faces f ON f.id = h.face_id WHERE f.gone = 0 AND h.person_id IN ({}))"
)


def _conditions(wanted: PhotoFilter) -> tuple[list[str], list[object]]:
    conditions: list[str] = []
    values: list[object] = []
    for person_id in wanted.all_of:
        conditions.append(_WITH_PERSON.format(int(person_id)))
    if wanted.any_of:
        conditions.append(_WITH_PERSON.format(_listed(wanted.any_of)))
    if wanted.none_of:
        conditions.append("NOT " + _WITH_PERSON.format(_listed(wanted.none_of)))
    if wanted.only:
        allowed = _listed((*wanted.all_of, *wanted.any_of))
        conditions.append(
            "NOT EXISTS (SELECT 1 FROM seen_faces s WHERE s.photo_id = p.id AND s.ignored IS NOT 'not_a_face' "
            f"AND (s.person_id IS NULL OR s.person_id NOT IN ({allowed or -1})))"
        )
    if wanted.unnamed:
        conditions.append(
            "EXISTS (SELECT 1 FROM seen_faces s WHERE s.photo_id = p.id AND s.person_id IS NULL AND s.ignored IS NULL)"
        )
    if wanted.lying:
        conditions.append(turns.LYING)
    if wanted.since:
        conditions.append("p.taken_at >= ?")
        values.append(wanted.since.isoformat())
    if wanted.until:
        conditions.append("p.taken_at < ?")
        values.append(_day_after(wanted.until))
    if wanted.folder:
        conditions.append("p.path >= ? AND p.path < ?")
        values += below(resolved(wanted.folder))
    conditions.append("p.state = ?" if wanted.state else "p.state NOT IN ('failed', 'missing')")
    values += [wanted.state.value] if wanted.state else []
    return conditions, values


def _listed(ids: Sequence[PersonId]) -> str:
    return ",".join(str(int(person_id)) for person_id in ids)


def _day_after(day: date) -> str:
    return date.fromordinal(day.toordinal() + 1).isoformat() if day < date.max else "9999-12-31T99"
