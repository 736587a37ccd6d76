"""A library -> its people with their counts, and who somebody without a name may be."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from faceorg.catalog import clusters, face_rows, people
from faceorg.domain import Derived, FaceId, PeopleCounts, PersonId, PersonSummary
from faceorg.library.opening.library import Library
from faceorg.library.people.names import clean_name


def summaries(library: Library, person_ids: Sequence[PersonId] | None = None) -> list[PersonSummary]:
    """Return these people (None: everybody, hidden ones too) with their counts; ids of nobody are left out."""
    return people.summaries(library.catalog, person_ids)


def names(library: Library) -> dict[PersonId, str]:
    """Return everybody's name."""
    return {person.id: person.name for person in people.people(library.catalog)}


def labels(library: Library) -> dict[PersonId, str]:
    """Return everybody's name, for somebody to read; with the id ("Anna (#7)") where another person has the name."""
    known = names(library)
    taken = Counter(name.casefold() for name in known.values())
    return {who: f"{name} (#{who})" if taken[name.casefold()] > 1 else name for who, name in known.items()}


def namesakes(library: Library, name: str, besides: PersonId) -> list[PersonSummary]:
    """Return everybody else who has this name, in any case. Raises InvalidInput for what can be nobody's name."""
    found = [person.id for person in people.people_named(library.catalog, clean_name(name))]
    return people.summaries(library.catalog, [person_id for person_id in found if person_id != besides])


def counts(library: Library) -> PeopleCounts:
    """Return how many people there are, and how many groups wait for a name."""
    return face_rows.counts(library.catalog)


def absent_photos(library: Library, person_id: PersonId) -> int:
    """Return how many photos of a person are left out or deleted."""
    return people.absent_photos(library.catalog, person_id)


def suggested_faces(library: Library, person_id: PersonId, limit: int | None = None) -> list[Derived]:
    """Return the faces that may be this person and wait for an answer, surest first."""
    return clusters.derived(library.catalog, "suggestions", person_id)[:limit]


def likely_people(library: Library, face_ids: Iterable[FaceId]) -> list[PersonId]:
    """Return whom these faces may be by what is suggested for them, the one suggested most first."""
    return face_rows.likely_people(library.catalog, face_ids)
