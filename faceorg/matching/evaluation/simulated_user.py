"""TRUE NAMES -> WHAT REVIEW COSTS: a user who always tells the truth answers our questions, and every action counts.

[Note: Review cost] One action each: naming a group, dismissing a group of a stranger, one yes or no about two groups,
accepting or refusing a whole strip of suggestions, clicking one wrong face off, naming one single face. Of a page of
small groups the user names those whom he cares for and puts the others aside with one more action (none where nothing
is left); of a group so mixed that wrong faces cost more than its name settles, he names one face. In a strip, one click
takes off a group whose faces were suggested as a whole. A wrong face of somebody he cares for he names where he sees
it, which takes it off as well: one action, not two. The user goes on until TARGET of the faces of people with three
faces or more carry the right name. Strangers here are people with fewer. When no question promises more than a face an
action, the user names the first single face that he misses (they are shown best pictures first), and what the library
learns from it may be worth a question again.

The user of other programs' groups goes through them, largest first, names them and takes the wrong faces out, dismisses
strangers at the same price, then names single faces.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from faceorg.domain import Thresholds
from faceorg.matching.grouping.clustering import cluster_faces
from faceorg.matching.neighbours.similarity import Ids, unit_rows
from faceorg.matching.questions import (
    KNOWN_PRIOR,
    LEAST_RATE,
    PlannedKind,
    PlannedQuestion,
    chance_known,
    pages,
    ranked,
    share_named,
    strips,
    who_is_this,
)
from faceorg.matching.recognition.table import Recognition

TARGET = 0.95
LEAST_FACES = 3


@dataclass(frozen=True)
class ReviewCost:
    """See [Note: Review cost].

    per_person : actions by people with LEAST_FACES faces or more; per_1000 : by 1,000 faces of the library
    name_precision : share of the names given, automatic ones included, that are right
    curve : (actions, share of those people's faces rightly named), after every action
    """

    actions: int
    per_person: float
    per_1000: float
    name_precision: float
    curve: tuple[tuple[int, float], ...]
    by_kind: tuple[tuple[str, int], ...]


class User:
    """Keeps the truth, counts actions. quality : of the faces, which says in which order single ones are shown."""

    def __init__(self, truth: Ids, quality: NDArray[np.float32]) -> None:
        self.truth = truth
        self._shown = np.argsort(-quality, kind="stable")
        self.wanted = np.bincount(truth)[truth] >= LEAST_FACES
        self.goal = int(np.ceil(TARGET * self.wanted.sum()))
        self.names = np.full(len(truth), -1, np.int64)
        self.actions = 0
        self.curve: list[tuple[int, float]] = [(0, 0.0)]
        self.by_kind: dict[str, int] = {}

    def name_first_missed(self) -> int:
        """Name one single face, the first that lacks its right name; returns its row."""
        row = int(self._shown[(self.wanted & (self.names != self.truth))[self._shown]][0])
        self.names[row] = self.truth[row]
        self.pays("single face")
        return row

    def names_apart(self, rows: Ids) -> None:
        """Name faces where he sees them among others, one by one."""
        self.names[rows] = self.truth[rows]
        self.pays("single face", len(rows))

    def pays(self, kind: str, actions: int = 1) -> None:
        self.actions += actions
        if actions:
            self.by_kind[kind] = self.by_kind.get(kind, 0) + actions

    def rightly_named(self) -> int:
        return int((self.wanted & (self.names == self.truth)).sum())

    def marks(self) -> None:
        self.curve.append((self.actions, self.rightly_named() / max(int(self.wanted.sum()), 1)))

    @property
    def satisfied(self) -> bool:
        return self.rightly_named() >= self.goal

    def cost(self) -> ReviewCost:
        given = self.names >= 0
        people = len(np.unique(self.truth[self.wanted]))
        return ReviewCost(
            self.actions,
            self.actions / max(people, 1),
            1000 * self.actions / max(len(self.truth), 1),
            float((self.names[given] == self.truth[given]).mean()) if given.any() else 1.0,
            tuple(self.curve),
            tuple(sorted(self.by_kind.items())),
        )


def plain_review_cost(labels: Ids, truth: ArrayLike, *, apart: bool = False) -> ReviewCost:
    """Return what groups alone cost: name them largest first, take wrong faces out, then name single faces.

    The measure for other programs' groupings: a second group of one person costs an action again.
    apart : as if their users could name a wrong face where they see it
    """
    people = _numbers(truth)
    user = User(people, np.ones(len(people), np.float32))  # nothing is learned from it, so any order costs as much
    groups = [np.flatnonzero(labels == label) for label in np.unique(labels[labels >= 0])]
    for group in sorted(groups, key=lambda rows: (-len(rows), int(rows[0]))):
        if user.satisfied:
            break
        if answer_group(user, group, apart=apart) is None:
            user.pays("dismiss")
        user.marks()
    _name_singles(user)
    return user.cost()


def review_cost(
    embeddings: NDArray[np.floating],
    truth: ArrayLike,
    thresholds: Thresholds,
    *,
    quality: ArrayLike | None = None,
    photo_ids: ArrayLike | None = None,
    strictness: float = 0.5,
) -> ReviewCost:
    """Return what our questions cost; see [Note: Review cost]. Memory grows with faces x named people.

    embeddings : float (n, dim); truth : int or str (n,)
    strictness : of the groups asked about, as everywhere
    """
    return _Review(unit_rows(embeddings), _numbers(truth), thresholds, quality, photo_ids, strictness).run()


class _Review:
    """The library as far as review sees it: groups of unnamed faces and people that grow with the answers."""

    def __init__(
        self,
        vectors: NDArray[np.float32],
        truth: Ids,
        thresholds: Thresholds,
        quality: ArrayLike | None,
        photo_ids: ArrayLike | None,
        strictness: float,
    ) -> None:
        self.quality = np.ones(len(truth), np.float32) if quality is None else np.asarray(quality, np.float32)
        self.user = User(truth, self.quality)
        self.vectors, self.pack = vectors, thresholds
        self.photos = np.arange(len(truth)) if photo_ids is None else np.asarray(photo_ids, np.int64)
        self.confirmed = np.zeros(len(truth), bool)
        self.dismissed = np.zeros(len(truth), bool)
        self.answers = {size: [0, 0] for size in KNOWN_PRIOR}
        self.recognition = Recognition(vectors, self.quality, self.photos, thresholds)
        self.groups = self._group(quality, strictness)

    def run(self) -> ReviewCost:
        while not self.user.satisfied:
            found = ranked(self._questions())
            if found and found[0].rate >= LEAST_RATE:
                self._ask(found[0])
            else:
                self._name_one()
            self.user.marks()
        return self.user.cost()

    def _name_one(self) -> None:
        """Let the user name the first face he misses; what the library learns from it may be worth a question."""
        row = self.user.name_first_missed()
        self.confirmed[row] = True
        self._learn_from([int(self.user.names[row])])

    def _group(self, quality: ArrayLike | None, strictness: float) -> list[Ids]:
        """Group all faces by the pack, as the library does: a learned metric has never seen these people."""
        labels = cluster_faces(
            self.vectors, thresholds=self.pack, quality=quality, photo_ids=self.photos, strictness=strictness
        )
        return [np.flatnonzero(labels == label) for label in range(int(labels.max(initial=-1)) + 1)]

    def _questions(self) -> list[PlannedQuestion]:
        unnamed = (self.user.names < 0) & ~self.dismissed
        found = []
        for number, group in enumerate(self.groups):
            left = group[unnamed[group]]
            if len(left) >= 2:
                found.append(who_is_this(number, left.tolist(), [1.0] * len(left), self._known(len(left))))
        items = [left for group in self.groups if len(left := group[unnamed[group]])]
        grouped = np.concatenate([np.empty(0, np.int64), *self.groups])
        items += [np.array([row]) for row in np.setdiff1d(np.flatnonzero(unnamed), grouped).tolist()]
        people = len(np.unique(self.user.names[self.confirmed]))
        named = share_named(people, [len(question.faces) for question in found], self._known)
        return pages(found) + strips(*self.recognition.suggested(items, named))

    def _known(self, faces: int) -> float:
        """The chance that a group of so many faces is somebody whom the user cares for, after his answers so far."""
        return chance_known(faces, *self.answers[min(faces, max(KNOWN_PRIOR))])

    def _ask(self, question: PlannedQuestion) -> None:
        rows = np.array(question.faces, np.int64)
        subjects = np.array(question.subjects, np.int64)
        if question.kind is PlannedKind.IS_THIS:
            self._answer_strip(rows, subjects, np.array(question.tiles, np.int64))
        elif question.kind is PlannedKind.NAME_GROUP:
            if not self._name(rows):
                self.user.pays("dismiss")
        else:
            self._name_page([rows[subjects == group] for group in dict.fromkeys(question.subjects)])
        right = rows[self.user.names[rows] == self.user.truth[rows]]
        self.confirmed[right] = True
        if len(right):
            self._learn_from(np.unique(self.user.names[right]).tolist())

    def _name_page(self, groups: list[Ids]) -> None:
        """Let the user name one group after the other until he has enough, and put those of strangers aside."""
        strangers = False
        for rows in groups:
            strangers |= not self._name(rows)
            if self.user.satisfied:
                return
        if strangers:
            self.user.pays("dismiss page")

    def _name(self, rows: Ids) -> bool:
        """Let the user name a group; False if nobody in it is somebody he cares for."""
        person = _name_face_of(self.user, rows)
        if person is None:
            person = answer_group(self.user, rows, apart=True)
        self.answers[min(len(rows), max(KNOWN_PRIOR))][person is None] += 1
        if person is None:
            self.dismissed[rows] = True
            return False
        self.recognition.refuse(rows[self.user.truth[rows] != person], person)
        return True

    def _answer_strip(self, rows: Ids, people: Ids, tiles: Ids) -> None:
        right = self.user.truth[rows] == people
        self.user.pays("strip")
        if right.any():
            # Of a tile that is mostly right the wrong faces go one by one, of another all at once but the right ones.
            for tile in np.unique(tiles):
                own = right[tiles == tile]
                if len(own) == 1 and not own[0] and self.user.wanted[rows[tiles == tile]][0]:
                    self.user.names_apart(rows[tiles == tile])
                else:
                    self.user.pays("wrong face", min(int((~own).sum()), 1 + int(own.sum())))
            self.user.names[rows[right]] = people[right]
        for row, person in zip(rows[~right].tolist(), people[~right].tolist(), strict=True):
            self.recognition.refuse(np.array([row]), person)
        once = np.unique(tiles, return_index=True)[1]  # what holds for a group is one answer, however many faces
        self.recognition.heard(rows[once], right[once])

    def _learn_from(self, changed: list[int]) -> None:
        """Take the new confirmed faces of these people in; automatic names follow the evidence.

        No metric is trained: what it tells apart better is seldom asked about (age set, dev half: 1.71 actions a person
        with one, 1.70 without) and it takes seconds each time, so that the cost is that of a library without.
        """
        for person in changed:
            self.recognition.learn(person, np.flatnonzero(self.confirmed & (self.user.names == person)))
        self._assign()

    def _assign(self) -> None:
        free = ~self.confirmed & ~self.dismissed
        self.user.names[free] = -1
        found, people = self.recognition.clear(np.flatnonzero(free), self.user.names)
        self.user.names[found] = people


def answer_group(user: User, rows: Ids, *, apart: bool) -> int | None:
    """Let the user name a group for whom he cares for and sees most in it, wrong faces off; None: a stranger.

    apart : wrong faces of others he cares for get their names at once instead
    """
    cared = rows[user.wanted[rows]]
    if not len(cared):
        return None
    person = int(np.bincount(user.truth[cared]).argmax())
    right = user.truth[rows] == person
    user.pays("name group")
    user.names[rows[right]] = person
    others = rows[~right & user.wanted[rows]] if apart else rows[:0]
    user.names_apart(others)
    user.pays("wrong face", int((~right).sum()) - len(others))
    return person


def _name_face_of(user: User, rows: Ids) -> int | None:
    """Let the user name one face of a group, the first of whom he cares for and sees most in it, if names and wrong
    faces would cost him more than the group settles; None if not."""
    cared = rows[user.wanted[rows]]
    if not len(cared):
        return None
    person = int(np.bincount(user.truth[cared]).argmax())
    right = user.truth[rows] == person
    if right.sum() > (~right).sum():
        return None
    user.pays("single face")
    user.names[rows[right][0]] = person
    return person


def _name_singles(user: User) -> None:
    while not user.satisfied:
        user.name_first_missed()
        user.marks()


def _numbers(truth: ArrayLike) -> Ids:
    numbers: Ids = np.unique(np.asarray(truth), return_inverse=True)[1].reshape(-1).astype(np.int64)
    return numbers
