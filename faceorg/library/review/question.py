"""What is asked, as values: kinds of questions, one question with its faces, how much is left."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from enum import StrEnum

from faceorg.domain import ClusterId, FaceId, PersonId


class QuestionKind(StrEnum):
    """What is asked."""

    IS_THIS = "is_this"  # are these faces this person, or each the one it is suggested to be?
    WHO_IS_THIS = "who_is_this"  # who is this group?
    WHO_ARE_THESE = "who_are_these"  # who are these small groups, each?
    ARE_THEY_ONE = "are_they_one"  # are these two people one?
    NOT_THIS = "not_this"  # does this face not belong to its person?


@dataclass(frozen=True)
class Question:
    """One question.

    faces : what is asked about, surest first; probabilities : of a yes for each of them, 0-1
    person_id : whom the question is about, None for a strip of several people; other_id : the second of ARE_THEY_ONE
    cluster_id : the group of WHO_IS_THIS
    groups : the group of each face: of WHO_ARE_THESE, and of IS_THIS where it was suggested with its whole group (such
        faces stand and fall together); None for a face on its own, empty where there is none
    settles : faces that an answer is expected to settle; actions : what it is expected to cost, see matching.questions
    people : whom each face of IS_THIS may be
    """

    kind: QuestionKind
    faces: tuple[FaceId, ...]
    probabilities: tuple[float, ...]
    settles: float
    person_id: PersonId | None = None
    other_id: PersonId | None = None
    cluster_id: ClusterId | None = None
    actions: float = 1.0
    people: tuple[PersonId, ...] = ()
    groups: tuple[ClusterId | None, ...] = ()

    @property
    def asks_apart(self) -> bool:
        """Whether each face is asked to be somebody else."""
        return self.kind is QuestionKind.IS_THIS and self.person_id is None

    def who(self, face_id: FaceId) -> PersonId:
        """Return whom this face of an IS_THIS or NOT_THIS is asked to be."""
        found = self.person_id if self.person_id is not None else self.people[self.faces.index(face_id)]
        assert found is not None
        return found

    def by_group(self) -> dict[ClusterId, tuple[FaceId, ...]]:
        """Return the faces of each group in the question, in its order."""
        found: dict[ClusterId, tuple[FaceId, ...]] = {}
        for face_id, group in zip(self.faces, self.groups, strict=bool(self.groups)):
            if group is not None:
                found[group] = (*found.get(group, ()), face_id)
        return found

    def together_with(self, face_id: FaceId) -> tuple[FaceId, ...]:
        """Return the faces that stand and fall with this one, itself among them."""
        return next((those for those in self.by_group().values() if face_id in those), (face_id,))

    def about(self, face_ids: Collection[FaceId]) -> Question:
        """Return the same question about these of its faces alone."""
        kept = [place for place, face_id in enumerate(self.faces) if face_id in face_ids]
        whom = {self.people[place] for place in kept} if self.people else {self.person_id}
        return replace(
            self,
            person_id=whom.pop() if len(whom) == 1 else None,
            faces=tuple(self.faces[place] for place in kept),
            probabilities=tuple(self.probabilities[place] for place in kept),
            people=tuple(self.people[place] for place in kept) if self.people else (),
            groups=tuple(self.groups[place] for place in kept) if self.groups else (),
        )

    @property
    def key(self) -> str:
        """The same for the same question about the same faces."""
        return f"{self.kind}:{self.person_id}:{self.other_id}:{','.join(map(str, sorted(self.faces)))}"


@dataclass(frozen=True)
class Waiting:
    """How much is left: questions, and about how many minutes of answers."""

    questions: int
    minutes: float
