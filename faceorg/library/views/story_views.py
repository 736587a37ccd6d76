"""A person -> what one would tell of them: their best face of each year, first and last photo, with whom most often.

Of nearly the same pictures one speaks for all [Note: Stacks], and what the user confirmed comes before what faceorg
thinks, so that nobody's album begins with somebody else.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from faceorg.catalog import face_rows, people
from faceorg.catalog.pictures import stacks
from faceorg.domain import FaceRow, PersonId, PersonSummary, PhotoId, Timeline
from faceorg.library.opening.library import Library

MOST_COMPANIONS = 8


@dataclass(frozen=True)
class Companion:
    """Somebody who is often in the same photos. photos : how many"""

    person: PersonSummary
    photos: int


@dataclass(frozen=True)
class Story:
    """What there is to tell of a person; faces without a date are in none of it but `best`.

    years : the best face of each year, oldest first; first, last : the oldest and the newest, None without dates
    best : the best of all from different photos, as many as were asked for, oldest first
    """

    person: PersonSummary
    years: tuple[FaceRow, ...] = ()
    first: FaceRow | None = None
    last: FaceRow | None = None
    companions: tuple[Companion, ...] = ()
    best: tuple[FaceRow, ...] = ()


def story(library: Library, person_id: PersonId, *, best: int = 0) -> Story | None:
    """Return what there is to tell of a person, None where there is no such person. best : how many of the best"""
    found = people.summaries(library.catalog, [person_id])
    if not found:
        return None
    rows = _one_a_stack(library, face_rows.of_person(library.catalog, person_id))
    dated = sorted((row for row in rows if row.taken_at), key=lambda row: (row.taken_at or "", row.face_id))
    return Story(
        found[0],
        tuple(_best_of_years(dated)),
        dated[0] if dated else None,
        dated[-1] if dated else None,
        _companions(library, person_id),
        tuple(_best(rows, best)),
    )


def oldest_first(timeline: Timeline) -> list[PhotoId]:
    """Return the photos of a timeline from the oldest on, as one tells; undated ones last, as there."""
    undated = next((month.first for month in timeline.months if month.year is None), len(timeline.photo_ids))
    order = [*reversed(timeline.photo_ids[:undated]), *timeline.photo_ids[undated:]]
    return [PhotoId(photo_id) for photo_id in order]


def year_of(row: FaceRow) -> int:
    """Return the year of a face that has a date."""
    return int((row.taken_at or "0")[:4])


def _one_a_stack(library: Library, rows: Sequence[FaceRow]) -> list[FaceRow]:
    leads = stacks.leads_of(library.catalog, [row.face_id for row in rows])
    there = {row.face_id for row in rows}
    return [
        row for row in rows if leads.get(row.face_id, row.face_id) == row.face_id or leads[row.face_id] not in there
    ]


def _worth(row: FaceRow) -> tuple[bool, float, int]:
    return not row.automatic, row.quality, -row.face_id


def _best_of_years(dated: Iterable[FaceRow]) -> list[FaceRow]:
    of_year: dict[int, FaceRow] = {}
    for row in dated:
        known = of_year.get(year_of(row))
        if known is None or _worth(row) > _worth(known):
            of_year[year_of(row)] = row
    return [of_year[year] for year in sorted(of_year)]


def _best(rows: Sequence[FaceRow], count: int) -> list[FaceRow]:
    """Return the best from different photos: first one of every year, then a second one, until there are so many."""
    by_year: dict[str, list[FaceRow]] = {}
    seen: set[int] = set()
    for row in sorted(rows, key=_worth, reverse=True):
        if row.photo_id not in seen:
            seen.add(row.photo_id)
            by_year.setdefault((row.taken_at or "")[:4], []).append(row)
    chosen: list[FaceRow] = []
    while by_year and len(chosen) < count:
        turn = [of_year.pop(0) for of_year in by_year.values()]
        by_year = {year: left for year, left in by_year.items() if left}
        chosen += sorted(turn, key=_worth, reverse=True)[: count - len(chosen)]
    return sorted(chosen, key=lambda row: (not row.taken_at, row.taken_at or "", row.face_id))


def _companions(library: Library, person_id: PersonId) -> tuple[Companion, ...]:
    counted = people.together(library.catalog, person_id, MOST_COMPANIONS)
    known = {found.person.id: found for found in people.summaries(library.catalog, [who for who, _photos in counted])}
    return tuple(Companion(known[who], photos) for who, photos in counted if who in known)
