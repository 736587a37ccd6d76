"""A person -> what its page shows, in the order it is shown; for worker threads."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from faceorg.domain import Derived, FaceId, FaceRow, PersonId, PersonSummary
from faceorg.errors import InvalidInput
from faceorg.gui.pages.person import timeline
from faceorg.gui.tiles.grid_layout import Section
from faceorg.gui.words.i18n import percent
from faceorg.library.helper.verbs import LibraryVerbs
from faceorg.library.opening.library import Library
from faceorg.library.views import face_views, people_views
from faceorg.messages.codes import ProblemCode

# Faces of the strip that are read: more than any screen shows; the rest follows when these are answered.
MOST_SUGGESTIONS = 60
# Above every fit (a cosine).
NOT_RANKED = 2.0


@dataclass(frozen=True)
class PersonData:
    """What the page shows. summary: None: the person is gone.

    faces : in the order shown; captions : how well each fits, when the order is by that; sections : else, the years
    """

    summary: PersonSummary | None
    faces: Sequence[FaceRow] = ()
    suggested: Sequence[Derived] = ()
    captions: dict[FaceId, str] = field(default_factory=dict)
    sections: Sequence[Section] = ()


def read_person(library: Library, helper: LibraryVerbs, person_id: PersonId, *, by_fit: bool) -> PersonData:
    """Read everything about one person; for a worker thread."""
    found = people_views.summaries(library, [person_id])
    if not found:
        return PersonData(None)
    faces = face_views.rows_of_person(library, person_id)
    suggested = people_views.suggested_faces(library, person_id, MOST_SUGGESTIONS)
    if by_fit and (fits := _fits(helper, person_id)):
        # Those that the pack has not seen, or cannot see any more, come last: no face of the person is left out.
        ordered = sorted(faces, key=lambda face_row: fits.get(face_row.face_id, NOT_RANKED))
        captions = {face_id: percent(max(0.0, fit)) for face_id, fit in fits.items()}
        return PersonData(found[0], ordered, suggested, captions)
    return PersonData(found[0], faces, suggested, sections=timeline.years(faces, found[0].person.born_on))


def _fits(helper: LibraryVerbs, person_id: PersonId) -> dict[FaceId, float]:
    """Return how well each face fits the others; empty where too few can be compared."""
    try:
        return dict(helper.outliers(person_id))
    except InvalidInput as problem:
        if problem.code is not ProblemCode.TOO_FEW_FACES_TO_RANK:
            raise
        return {}
