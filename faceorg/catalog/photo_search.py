"""A filter over people, days and folders -> the photos that fit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from faceorg.catalog.connection import Catalog
from faceorg.catalog.paths import below
from faceorg.domain import PersonId, PhotoId, PhotoState


@dataclass(frozen=True)
class PhotoFilter:
    """Which photos: with all of, any of and none of these people; `only` them; of these days; below this folder.

    since, until : days, inclusive; unnamed : with a face that has no name; state : None for all that can be seen
    """

    all_of: tuple[PersonId, ...] = ()
    any_of: tuple[PersonId, ...] = ()
    none_of: tuple[PersonId, ...] = ()
    only: bool = False
    since: date | None = None
    until: date | None = None
    folder: Path | None = None
    unnamed: bool = False
    state: PhotoState | None = None


def photos_that_fit(catalog: Catalog, wanted: PhotoFilter, limit: int | None = None) -> list[PhotoId]:
    """Return the photos that fit, in the order of their dates."""
    conditions, values = _conditions(wanted)
    where = " AND ".join(conditions) or "1"
    rows = catalog.connection.execute(
        "WITH has AS (SELECT face_id, person_id FROM assignments UNION ALL SELECT face_id, person_id FROM automatic) "
        f"SELECT p.id FROM photos p WHERE {where} ORDER BY p.taken_at, p.path LIMIT ?",
        (*values, -1 if limit is None else limit),
    )
    return [PhotoId(row[0]) for row in rows]


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
    if wanted.since:
        conditions.append("p.taken_at >= ?")
        values.append(wanted.since.isoformat())
    if wanted.until:
        conditions.append("p.taken_at < ?")
        values.append(_day_after(wanted.until))
    if wanted.folder:
        conditions.append("p.path >= ? AND p.path < ?")
        values += below(wanted.folder.expanduser().resolve())
    conditions.append("p.state = ?" if wanted.state else "p.state <> 'failed'")
    values += [wanted.state.value] if wanted.state else []
    return conditions, values


def _listed(ids: Sequence[PersonId]) -> str:
    return ",".join(str(int(person_id)) for person_id in ids)


def _day_after(day: date) -> str:
    return date.fromordinal(day.toordinal() + 1).isoformat() if day < date.max else "9999-12-31T99"
