"""People, and groups without a name -> what a merge would make one, and what speaks against it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

from faceorg.catalog import faces, people
from faceorg.domain import Cluster, Person, PersonId, PhotoId
from faceorg.library.opening.library import Library


@dataclass(frozen=True)
class MergeSide:
    """A person (with its cover), or a group without a name, with how many faces it has; one of the two is None."""

    person: Person | None
    group: Cluster | None
    faces: int


@dataclass(frozen=True)
class Against:
    """Why two of the sides (by their places) may be two people. shared_photos: both are in these photos.

    separated : the user once said that they are two people
    """

    first: int
    second: int
    shared_photos: tuple[PhotoId, ...]
    separated: bool


@dataclass(frozen=True)
class MergePreview:
    """All sides of a merge, and for each two of them what speaks against it."""

    sides: tuple[MergeSide, ...]
    against: tuple[Against, ...]


def merge_preview(library: Library, those: Sequence[PersonId], groups: Sequence[Cluster] = ()) -> MergePreview:
    """Show what would be one, before it is: people in their order, then groups. Raises NotFound."""
    counted = {found.person.id: found for found in people.summaries(library.catalog, those)}
    asked = [people.person(library.catalog, person_id) for person_id in those]
    sides = [MergeSide(counted[person.id].person, None, counted[person.id].faces) for person in asked]
    sides += [MergeSide(None, group, len(group.face_ids)) for group in groups]
    photos = people.photos_of_people(library.catalog, those)
    of_side = [photos.get(person_id, frozenset()) for person_id in those]
    of_side += [frozenset(face.photo_id for face in faces.faces(library.catalog, group.face_ids)) for group in groups]
    apart = {frozenset((row.person_a, row.person_b)) for row in people.separations(library.catalog)}
    against = []
    for first, second in combinations(range(len(sides)), 2):
        shared = tuple(sorted(of_side[first] & of_side[second]))
        pair = frozenset(side.person.id for side in (sides[first], sides[second]) if side.person is not None)
        if shared or pair in apart:
            against.append(Against(first, second, shared, pair in apart))
    return MergePreview(tuple(sides), tuple(against))
