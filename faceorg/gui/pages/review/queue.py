"""Questions that wait -> the one to ask now, in parts that fit the screen; steps back after an undo. Qt-free."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace

from faceorg.domain import ClusterId, FaceId
from faceorg.library.review.question import Question, QuestionKind

# Faces asked about at once: one, a strip, a page.
AT_ONCE = {"one": 1, "strip": 8, "page": 24}


class ReviewQueue:
    """The questions in the order they are asked, and those answered here, newest last."""

    def __init__(self) -> None:
        self._waiting: list[Question] = []
        self._answered: list[Question] = []
        self._beyond = 0
        self.at_once = AT_ONCE["page"]
        # The page of groups that is being named, as it was before the first name; and those put off since the start.
        self._begun: Question | None = None
        self._later: list[Question] = []
        self._put_off_last: Question | None = None  # nothing was answered since

    def fill(self, questions: Iterable[Question], in_all: int | None = None) -> None:
        """Take the questions read anew, the first of `in_all`; the one being asked stays in front if it still waits.

        A page of groups stays the page it was, less what was settled: read anew it is filled up with groups that
        nobody has looked at yet, which must not be put aside with the others.
        """
        now = self.current()
        self._waiting = [_as_neighbours(question) for question in questions]
        if now is not None and now.kind is QuestionKind.WHO_ARE_THESE:
            page, others = _page_apart(self._page_of(now), self._waiting)
            self._waiting = [*page, *others]
        elif now is not None:
            for place, question in enumerate(self._waiting):
                if _same_data(question, now):
                    self._waiting.insert(0, self._waiting.pop(place))
                    break
        for put_off in self._later:
            if now is not None and not set(put_off.faces).isdisjoint(now.faces):
                continue  # its turn has come again
            page, others = _page_apart(put_off, self._waiting)
            self._waiting = [*others, *page]
        self._beyond = 0 if in_all is None else in_all - len(self._waiting)

    def __len__(self) -> int:
        """How many wait, those not read yet included."""
        return max(len(self._waiting) + self._beyond, min(len(self._waiting), 1))

    def all(self) -> Sequence[Question]:
        """Return the questions that were read, in the order they are asked."""
        return self._waiting

    def current(self) -> Question | None:
        """Return the question to ask, about as many faces as are wanted at once."""
        return self._cut(self._waiting[0]) if self._waiting else None

    def asks_about(self, faces: Iterable[FaceId]) -> bool:
        """Whether the current question is about some of these."""
        now = self.current()
        return now is not None and not set(now.faces).isdisjoint(faces)

    def following(self) -> Question | None:
        """Return what is likely asked next, so that it can be made ready."""
        if not self._waiting:
            return None
        rest = self._without(self._waiting[0], set(self._cut(self._waiting[0]).faces))
        if rest is not None and self._waiting[0].kind is QuestionKind.IS_THIS:
            return self._cut(rest)
        return self._cut(self._waiting[1]) if len(self._waiting) > 1 else None

    def settled_before(self, faces: Collection[FaceId]) -> bool:
        """Whether some of these faces got their names on the page of groups that is asked about now."""
        now = self.current()
        return now is not None and not set(faces).isdisjoint(set(self._page_of(now).faces) - set(now.faces))

    def is_begun(self) -> bool:
        """Whether the current question is a page of groups of which some are settled already."""
        now = self.current()
        return now is not None and len(self._page_of(now).faces) > len(now.faces)

    def answered(self, faces: Iterable[FaceId]) -> None:
        """The current question was answered for these faces; what is left of it is asked next."""
        asked = self._waiting.pop(0)
        self._put_off_last = None
        self._answered.append(asked)
        if asked.kind is QuestionKind.WHO_ARE_THESE:
            self._begun = self._page_of(asked)
            self._later = [page for page in self._later if set(page.faces).isdisjoint(asked.faces)]
        rest = (
            self._without(asked, set(faces))
            if asked.kind in (QuestionKind.IS_THIS, QuestionKind.WHO_ARE_THESE)
            else None
        )
        if rest is not None:
            self._waiting.insert(0, rest)

    def named_apart(self, face_id: FaceId) -> None:
        """One face of the current question got a name of its own: the same is asked about the others."""
        asked = self._waiting.pop(0)
        self._put_off_last = None
        self._answered.append(asked)
        rest = self._without(asked, {face_id})
        if rest is not None:
            self._waiting.insert(0, rest)

    def put_off(self) -> None:
        """Ask the current question after all others."""
        asked = self._waiting.pop(0)
        self._put_off_last = asked
        self._waiting.append(asked)
        if asked.kind is QuestionKind.WHO_ARE_THESE:
            self._begun = None
            self._later = [*(page for page in self._later if set(page.faces).isdisjoint(asked.faces)), asked]

    def take_up_again(self) -> bool:
        """Ask what was put off last, if nothing was answered since; return whether there is such a question."""
        asked, self._put_off_last = self._put_off_last, None
        if asked is None:
            return False
        still_waiting = [question for question in self._waiting if _same_data(question, asked)]
        if not still_waiting:
            return False
        self._waiting = [asked, *(question for question in self._waiting if question not in still_waiting)]
        self._later = [page for page in self._later if page != asked]
        return True

    def was_last_about(self, faces: Collection[FaceId]) -> bool:
        """Whether the last answer was about some of these."""
        return bool(self._answered) and not set(faces).isdisjoint(self._answered[-1].faces)

    def step_back(self) -> None:
        """The last answer was undone: ask again."""
        if self._answered:
            asked = self._answered.pop()
            self._waiting = [question for question in self._waiting if not _same_data(question, asked)]
            self._waiting.insert(0, asked)

    def _page_of(self, question: Question) -> Question:
        """The page of groups that a question is the rest of, itself if it is none."""
        begun = self._begun
        is_rest = (
            begun is not None
            and question.kind is QuestionKind.WHO_ARE_THESE
            and set(question.faces) <= set(begun.faces)
        )
        return begun if begun is not None and is_rest else question

    def _cut(self, question: Question) -> Question:
        """As much of a strip as is wanted at once, and no group of it in pieces if that can be."""
        if question.kind is not QuestionKind.IS_THIS or len(question.faces) <= self.at_once:
            return question
        groups, end = question.groups, self.at_once
        while groups and end and groups[end] is not None and groups[end - 1] == groups[end]:
            end -= 1
        return question.about(question.faces[: end or self.at_once])

    @staticmethod
    def _without(question: Question, faces: Iterable[FaceId]) -> Question | None:
        gone = set(faces)
        kept = [face_id for face_id in question.faces if face_id not in gone]
        if not kept:
            return None
        return question if len(kept) == len(question.faces) else question.about(kept)


def _same_data(one: Question, other: Question) -> bool:
    if one.kind is not other.kind or not set(one.faces) & set(other.faces):
        return False
    if (
        one.kind is QuestionKind.IS_THIS
    ):  # a face is suggested to be one person only; a part of a strip may be about fewer
        return True
    return (one.person_id, one.other_id, one.cluster_id) == (other.person_id, other.other_id, other.cluster_id)


def _as_neighbours(question: Question) -> Question:
    """Return a strip with those faces beside each other that stand and fall together, where the first of them is."""
    if question.kind is not QuestionKind.IS_THIS or not any(question.groups):
        return question
    first: dict[ClusterId | None, int] = {}
    for place, group in enumerate(question.groups):
        first.setdefault(group, place)
    places = range(len(question.faces))
    order = sorted(places, key=lambda at: (at if question.groups[at] is None else first[question.groups[at]], at))
    return replace(
        question,
        faces=tuple(question.faces[at] for at in order),
        probabilities=tuple(question.probabilities[at] for at in order),
        people=tuple(question.people[at] for at in order) if question.people else (),
        groups=tuple(question.groups[at] for at in order),
    )


def _page_apart(page: Question, questions: Sequence[Question]) -> tuple[list[Question], list[Question]]:
    """Return what still waits of a page of groups, in its order (empty if nothing), and the questions without that."""
    place_of = {face_id: place for place, face_id in enumerate(page.faces)}
    found: list[tuple[int, ClusterId, Question]] = []
    others: list[Question] = []
    for question in questions:
        gone: set[FaceId] = set()
        for group, faces in _groups(question):
            if at := [place_of[face_id] for face_id in faces if face_id in place_of]:
                found.append((min(at), group, question.about(faces)))
                gone.update(faces)
        left = [face_id for face_id in question.faces if face_id not in gone]
        if left:
            others.append(question.about(left) if gone else question)
    if not found:
        return [], others
    found.sort(key=lambda part: part[0])
    return [
        replace(
            page,
            faces=tuple(face_id for _at, _group, asked in found for face_id in asked.faces),
            probabilities=tuple(chance for _at, _group, asked in found for chance in asked.probabilities),
            groups=tuple(group for _at, group, asked in found for _face in asked.faces),
        )
    ], others


def _groups(question: Question) -> list[tuple[ClusterId, tuple[FaceId, ...]]]:
    """Return the groups without a name that a question asks about."""
    if question.kind is QuestionKind.WHO_IS_THIS and question.cluster_id is not None:
        return [(question.cluster_id, question.faces)]
    if question.kind is not QuestionKind.WHO_ARE_THESE:
        return []
    found: dict[ClusterId, list[FaceId]] = {}
    for face_id, group in zip(question.faces, question.groups, strict=True):
        if group is not None:
            found.setdefault(group, []).append(face_id)
    return [(group, tuple(faces)) for group, faces in found.items()]
