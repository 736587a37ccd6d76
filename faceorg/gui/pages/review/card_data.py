"""A question -> what its card shows: the faces, what speaks for it, and who it may be instead; for worker threads."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from faceorg.domain import FaceId, FaceRow, Match, PersonId
from faceorg.gui.sheets.merge import telling_faces
from faceorg.library.helper.verbs import LibraryVerbs
from faceorg.library.opening.library import Library
from faceorg.library.recognising.chances import WORTH_SHOWING
from faceorg.library.review.question import Question, QuestionKind
from faceorg.library.views import face_views, people_views

if TYPE_CHECKING:
    from faceorg.matching.recognition.identification import Identification

# Faces of a strip that are asked who else they may be.
FACES_ASKED = 4


@dataclass(frozen=True)
class Evidence:
    """A confirmed face beside the one asked about. year: "" if unknown."""

    face_id: FaceId
    similarity: float
    year: str


@dataclass(frozen=True)
class Other:
    """Somebody it may be instead, and how likely that is (0-1); of several faces the mean."""

    person_id: PersonId
    chance: float


@dataclass(frozen=True)
class CardData:
    """What is read for one question.

    others : people it may be instead, likeliest first; none who are unlikely
    reference : what the person asked about is known by: its cover, unless that is the very face asked about
    """

    question: Question
    faces: Sequence[FaceRow]
    evidence: Sequence[Evidence] = ()
    others: tuple[Other, ...] = ()
    telling: tuple[tuple[FaceId, ...], tuple[FaceId, ...]] = ((), ())
    reference: FaceId | None = None

    def without(self, face_id: FaceId) -> CardData | None:
        """Return the same without one of several faces, None where it was the last."""
        others = [face_row for face_row in self.faces if face_row.face_id != face_id]
        if not others:
            return None
        left = replace(self, question=self.question.about([face_row.face_id for face_row in others]), faces=others)
        # What speaks for the first face was read; of another one nothing was.
        return left if others[0] == self.faces[0] else replace(left, evidence=(), others=())


def read_card(library: Library, helper: LibraryVerbs, question: Question) -> CardData:
    """Read it; for a worker thread."""
    if question.kind is QuestionKind.WHO_ARE_THESE:
        return CardData(question, ())  # rows of faces, and of each row it is read when it is current who it may be
    faces = face_views.rows(library, question.faces)
    if question.kind is QuestionKind.ARE_THEY_ONE:
        assert question.person_id is not None and question.other_id is not None
        telling = (telling_faces(library, question.person_id), telling_faces(library, question.other_id))
        return CardData(question, faces, telling=telling)
    found = helper.why(question.faces[0]) if question.faces and not question.asks_apart else None
    reference = _reference(library, question)
    if found is None:
        return CardData(question, faces, reference=reference)
    others = _others(helper, question, found)
    shown = found.evidence if found.candidate == question.person_id else ()
    evidence = [match for match in shown if match.face_id not in question.faces]  # no face is evidence for itself
    return CardData(question, faces, _dated(library, evidence), others, reference=reference)


def _others(helper: LibraryVerbs, question: Question, first: Identification) -> tuple[Other, ...]:
    """Return whom a digit may give the faces to; of several faces some are asked, spread over all of them."""
    step = max(1, len(question.faces) // FACES_ASKED)
    rest = [helper.why(face_id) for face_id in question.faces[step::step][: FACES_ASKED - 1]]
    asked = [first, *(found for found in rest if found is not None)]
    sums: dict[PersonId, float] = {}
    for found in asked:
        for who, chance in ((found.candidate, found.probability), (found.runner_up, found.runner_up_probability)):
            if who is not None and who != question.person_id:
                sums[who] = sums.get(who, 0.0) + chance
    means = [Other(who, total / len(asked)) for who, total in sums.items()]
    return tuple(sorted((other for other in means if other.chance >= WORTH_SHOWING), key=lambda other: -other.chance))


def _reference(library: Library, question: Question) -> FaceId | None:
    """Return the cover of the person asked about, or its best other face where the cover is what is asked about."""
    found = people_views.summaries(library, [question.person_id]) if question.person_id is not None else []
    if not found or found[0].person.cover_face_id not in question.faces:
        return found[0].person.cover_face_id if found else None
    others = [
        row for row in face_views.rows_of_person(library, found[0].person.id) if row.face_id not in question.faces
    ]
    best = max(others, key=lambda row: (not row.automatic, row.quality), default=None)
    return best.face_id if best is not None else None


def _dated(library: Library, matches: Sequence[Match]) -> list[Evidence]:
    known = {found.face_id: found for found in face_views.rows(library, [match.face_id for match in matches])}
    return [
        Evidence(match.face_id, match.similarity, (known[match.face_id].taken_at or "")[:4])
        for match in matches
        if match.face_id in known
    ]
