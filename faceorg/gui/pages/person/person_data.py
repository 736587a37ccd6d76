"""A person -> what its page shows, in the order it is shown; for worker threads."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field

from faceorg.domain import Derived, FaceId, FaceRow, PersonId, PersonSummary
from faceorg.errors import InvalidInput
from faceorg.gui.pages.person import timeline
from faceorg.gui.tiles.grid_layout import Section
from faceorg.gui.words.i18n import percent
from faceorg.library.helper.verbs import LibraryVerbs
from faceorg.library.opening.library import Library
from faceorg.library.views import face_views, people_views, stack_views
from faceorg.messages.codes import ProblemCode

# Faces of the strip that are read: more than any screen shows; the rest follows when these are answered.
MOST_SUGGESTIONS = 60
# Above every fit (a cosine).
NOT_RANKED = 2.0


@dataclass(frozen=True)
class PersonData:
    """What the page shows. summary: None: the person is gone.

    faces : in the order shown; captions : how well each fits, when the order is by that; sections : else, the years
    absent_photos : of somebody without a face to show, how many are left out or deleted
    stacks : see `FaceTile.stack`; beside : by face, all faces of its stack, the one that stands for it first
    """

    summary: PersonSummary | None
    faces: Sequence[FaceRow] = ()
    suggested: Sequence[Derived] = ()
    captions: dict[FaceId, str] = field(default_factory=dict)
    sections: Sequence[Section] = ()
    stacks: Mapping[FaceId, str] = field(default_factory=dict)
    beside: Mapping[FaceId, Sequence[FaceRow]] = field(default_factory=dict)
    absent_photos: int = 0


def read_person(
    library: Library,
    helper: LibraryVerbs,
    person_id: PersonId,
    *,
    by_fit: bool,
    spread: AbstractSet[FaceId] = frozenset(),
) -> PersonData:
    """Read everything about one person; for a worker thread. spread : faces whose stacks are shown whole"""
    found = people_views.summaries(library, [person_id])
    if not found:
        return PersonData(None)
    faces = face_views.rows_of_person(library, person_id)
    suggested = people_views.suggested_faces(library, person_id, MOST_SUGGESTIONS)
    fits = _fits(helper, person_id) if by_fit else {}
    if fits:
        # Those that the pack has not seen, or cannot see any more, come last: no face of the person is left out.
        faces = sorted(faces, key=lambda face_row: fits.get(face_row.face_id, NOT_RANKED))
    shown, stacks, beside = _folded(library, faces, spread)
    captions = {face_id: percent(max(0.0, fit)) for face_id, fit in fits.items()}
    # A copy that was saved in another year is spread in the year of the picture that stands for it.
    dated = [beside[row.face_id][0] if row.face_id in beside else row for row in shown]
    sections = () if fits else timeline.years(dated, found[0].person.born_on)
    absent = 0 if shown else people_views.absent_photos(library, person_id)
    return PersonData(found[0], shown, suggested, captions, sections, stacks, beside, absent)


def _folded(
    library: Library, faces: Sequence[FaceRow], spread: AbstractSet[FaceId]
) -> tuple[list[FaceRow], dict[FaceId, str], dict[FaceId, list[FaceRow]]]:
    """Leave out faces that another one stands for, but those of spread stacks, which come behind that one."""
    leads = stack_views.leads_of(library, [row.face_id for row in faces])
    stacks: dict[FaceId, list[FaceRow]] = {}
    for row in faces:
        stacks.setdefault(leads.get(row.face_id, row.face_id), []).append(row)
    for of, rows in stacks.items():
        rows.sort(key=lambda row: row.face_id != of)
    shown: list[FaceRow] = []
    marks: dict[FaceId, str] = {}
    for row in faces:
        rows = stacks[leads.get(row.face_id, row.face_id)]
        if row is not rows[0]:
            continue
        is_spread = not spread.isdisjoint(one.face_id for one in rows)
        shown += rows if is_spread else rows[:1]
        if len(rows) > 1 and is_spread:
            marks.update({one.face_id: f"{place}/{len(rows)}" for place, one in enumerate(rows, 1)})
        elif len(rows) > 1:
            marks[row.face_id] = str(len(rows))
    beside = {row.face_id: rows for rows in stacks.values() if len(rows) > 1 for row in rows}
    return shown, marks, beside


def _fits(helper: LibraryVerbs, person_id: PersonId) -> dict[FaceId, float]:
    """Return how well each face fits the others; empty where too few can be compared."""
    try:
        return dict(helper.outliers(person_id))
    except InvalidInput as problem:
        if problem.code is not ProblemCode.TOO_FEW_FACES_TO_RANK:
            raise
        return {}
