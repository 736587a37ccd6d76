"""Questions that wait -> the one to ask now, in parts that fit the screen; steps back after an undo. Qt-free."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from faceorg.domain import FaceId
from faceorg.library.review import Kind, Question

# Faces asked about at once: one, a strip, a page.
AT_ONCE = {"one": 1, "strip": 8, "page": 24}


class ReviewQueue:
    """The questions in the order they are asked, and those answered here, newest last."""

    def __init__(self) -> None:
        self._waiting: list[Question] = []
        self._answered: list[Question] = []
        self._beyond = 0
        self.at_once = AT_ONCE["page"]

    def fill(self, questions: Iterable[Question], in_all: int | None = None) -> None:
        """Take the questions read anew, the first of `in_all`; the one being asked stays in front if it still waits."""
        now = self.current()
        self._waiting = list(questions)
        self._beyond = 0 if in_all is None else in_all - len(self._waiting)
        if now is not None:
            for place, question in enumerate(self._waiting):
                if _same_matter(question, now):
                    self._waiting.insert(0, self._waiting.pop(place))
                    break

    def __len__(self) -> int:
        """How many wait, those not read yet included."""
        return len(self._waiting) + self._beyond

    def all(self) -> Sequence[Question]:
        """Return the questions that were read, in the order they are asked."""
        return self._waiting

    def current(self) -> Question | None:
        """Return the question to ask, about as many faces as are wanted at once."""
        return self._cut(self._waiting[0]) if self._waiting else None

    def following(self) -> Question | None:
        """Return what is likely asked next, so that it can be made ready."""
        if not self._waiting:
            return None
        rest = self._without(self._waiting[0], set(self._cut(self._waiting[0]).faces))
        if rest is not None and self._waiting[0].kind is Kind.IS_THIS:
            return self._cut(rest)
        return self._cut(self._waiting[1]) if len(self._waiting) > 1 else None

    def answered(self, faces: Iterable[FaceId]) -> None:
        """The current question was answered for these faces; what is left of it is asked next."""
        asked = self._waiting.pop(0)
        self._answered.append(asked)
        rest = self._without(asked, set(faces)) if asked.kind is Kind.IS_THIS else None
        if rest is not None:
            self._waiting.insert(0, rest)

    def put_off(self) -> None:
        """Ask the current question after all others."""
        self._waiting.append(self._waiting.pop(0))

    def step_back(self) -> None:
        """The last answer was undone: ask again."""
        if self._answered:
            asked = self._answered.pop()
            self._waiting = [question for question in self._waiting if not _same_matter(question, asked)]
            self._waiting.insert(0, asked)

    def _cut(self, question: Question) -> Question:
        if question.kind is not Kind.IS_THIS or len(question.faces) <= self.at_once:
            return question
        return question.about(question.faces[: self.at_once])

    @staticmethod
    def _without(question: Question, faces: Iterable[FaceId]) -> Question | None:
        gone = set(faces)
        kept = [face_id for face_id in question.faces if face_id not in gone]
        if not kept:
            return None
        return question if len(kept) == len(question.faces) else question.about(kept)


def _same_matter(one: Question, other: Question) -> bool:
    if one.kind is not other.kind or not set(one.faces) & set(other.faces):
        return False
    if one.kind is Kind.IS_THIS:  # a face is suggested to be one person only; a part of a strip may be about fewer
        return True
    return (one.person_id, one.other_id, one.cluster_id) == (other.person_id, other.other_id, other.cluster_id)
