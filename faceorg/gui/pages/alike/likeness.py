"""A face of the library, or a picture from outside -> the faces most like it, with the line where "the same" ends.

The search itself is `faceorg.library.recognising.likeness`; here its answer gets what a grid paints of each face.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from faceorg.domain import FaceId, FaceRow, PersonId
from faceorg.errors import LibraryProblem
from faceorg.library.helper.verbs import LibraryVerbs
from faceorg.library.opening.library import Library
from faceorg.library.views import face_views
from faceorg.messages.message import Message
from faceorg.progress import CancelToken

if TYPE_CHECKING:
    from faceorg.library.recognising.likeness import Likeness


@dataclass(frozen=True)
class LikeFaces:
    """What is like one probe, best first.

    face_rows : the faces; probabilities : of each being the same person; above : how many are above the line
    likely : how many are shown before somebody asks for unlikely ones
    """

    face_rows: tuple[FaceRow, ...]
    probabilities: tuple[float, ...]
    above: int
    likely: int


@dataclass(frozen=True)
class Probe:
    """A face that is searched by: face_id, of the library, or jpeg, a crop from elsewhere. person_id: who it is."""

    face_id: FaceId | None
    jpeg: bytes | None
    person_id: PersonId | None
    probability: float | None
    alike: LikeFaces


def by_face(library: Library, helper: LibraryVerbs, face_id: FaceId) -> list[Probe]:
    """Search by a face of the library; for a worker thread. Raises NotFound, InvalidInput."""
    found = helper.like_face(face_id)
    own = face_views.rows(library, [face_id])
    return [Probe(face_id, None, own[0].person_id if own else None, None, _alike(library, found))]


def by_picture(library: Library, helper: LibraryVerbs, picture: Path, cancel: CancelToken) -> list[Probe]:
    """Search by every face of a picture, left to right; for a worker thread: a worker process looks at it first.

    Raises NotFound, PhotoProblem when it cannot be read or shows no face, Cancelled.
    """
    return [
        Probe(None, seen.jpeg, seen.person_id, seen.probability, _alike(library, seen.likeness))
        for seen in helper.like_picture(picture, cancel=cancel)
    ]


def or_why_not(search: Callable[[], list[Probe]]) -> list[Probe] | Message:
    """Return what a search found, or why there is nothing to search by: the page says so in its place."""
    try:
        return search()
    except LibraryProblem as problem:
        return problem.message


def probes_as_now(library: Library, probes: Sequence[Probe]) -> list[Probe]:
    """Return the same faces as found, by whoever they are now, without those that are gone; for a worker thread."""
    wanted = {face_row.face_id for probe in probes for face_row in probe.alike.face_rows}
    now = {face_row.face_id: face_row for face_row in face_views.rows(library, wanted)}
    return [replace(probe, alike=_as_now(probe.alike, now)) for probe in probes]


def _as_now(alike: LikeFaces, now: Mapping[FaceId, FaceRow]) -> LikeFaces:
    kept = [place for place, face_row in enumerate(alike.face_rows) if face_row.face_id in now]
    return LikeFaces(
        tuple(now[alike.face_rows[place].face_id] for place in kept),
        tuple(alike.probabilities[place] for place in kept),
        sum(place < alike.above for place in kept),
        sum(place < alike.likely for place in kept),
    )


def _alike(library: Library, found: Likeness) -> LikeFaces:
    rows = {face_row.face_id: face_row for face_row in face_views.rows(library, found.face_ids)}
    kept = [place for place, face_id in enumerate(found.face_ids) if face_id in rows]
    return LikeFaces(
        tuple(rows[found.face_ids[place]] for place in kept),
        tuple(found.probabilities[place] for place in kept),
        sum(place < found.above for place in kept),
        sum(place < found.likely for place in kept),
    )
