"""WHAT IS KNOWN -> WHICH QUESTION NEXT: the one whose answer settles most faces for the user's attention.

A question has a price in user actions: one to answer it, and one for each wrong face to be clicked off first. It
settles the faces that it is right about. Questions are asked by faces settled per action, so that twenty sure faces
come before one, and a strip stops where the next face would probably have to be clicked off. Somebody of whom many
faces are suggested has a strip of his own; the few of everybody else share one, each face beside its person: one look,
one answer. Pure: faces and people are numbers here; `library.review` and the simulated user of an evaluation put
meaning to them, so that what is measured is what is asked.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

import numpy as np
from numpy.typing import ArrayLike

# Faces of one strip: what fits a page and can be checked at a glance.
LONGEST_STRIP = 24
# From so many suggested faces on, a person has a strip alone: one name is easier to check than many.
OWN_STRIP = 8
# Chance that a group is somebody the user cares for, by faces in the group: pseudo-counts (yes, no) to which his
# answers may be added. Pairs are often passers-by. (Asking pairs in the order of how much they seem to have a partner
# elsewhere was tried and saved nothing.)
KNOWN_PRIOR = {2: (6.0, 3.0), 3: (6.0, 2.0), 4: (8.0, 1.0)}
# Asking beats letting the user name a single face himself above this rate: one action, one face, and what the library
# learns from it. Best of 1.0 to 2.0 on one half of the people of the age set and of the hard copy of lfw.
LEAST_RATE = 1.4


class Kind(StrEnum):
    """What is asked."""

    NAME_GROUP = "name_group"  # who are these?
    SAME_PERSON = "same_person"  # are these two groups one person?
    IS_THIS = "is_this"  # are these faces X?
    NOT_THIS = "not_this"  # does this face not belong to X?


@dataclass(frozen=True)
class Question:
    """A question and what is expected of it.

    faces : what is asked about, surest first; chances : that each is what the question supposes, 0-1
    subjects : NAME_GROUP: the group; SAME_PERSON: both groups; IS_THIS: the person of each face; NOT_THIS: the person
    settles : faces that the answer is expected to settle; actions : expected price, at least 1
    """

    kind: Kind
    faces: tuple[int, ...]
    chances: tuple[float, ...]
    subjects: tuple[int, ...]
    settles: float
    actions: float

    @property
    def rate(self) -> float:
        """Faces settled per action."""
        return self.settles / self.actions


def ranked(questions: Iterable[Question]) -> list[Question]:
    """Return the questions in the order to ask them; ties in an order that does not depend on the input's."""
    return sorted(questions, key=lambda q: (*urgency(q), q.kind, q.subjects, q.faces))


class Priced(Protocol):
    """Whatever settles faces for actions."""

    @property
    def settles(self) -> float: ...

    @property
    def actions(self) -> float: ...


def urgency(question: Priced) -> tuple[float]:
    """Return the first part of a sorting key: what settles most faces an action comes first."""
    return (-question.settles / question.actions,)


def chance_known(faces: int, named: int = 0, dismissed: int = 0) -> float:
    """Return the chance that a group of so many faces is somebody the user cares for, no passer-by.

    named, dismissed : groups of that size that he has named, and put aside as strangers
    """
    yes, no = KNOWN_PRIOR[min(max(faces, min(KNOWN_PRIOR)), max(KNOWN_PRIOR))]
    return (yes + named) / (yes + no + named + dismissed)


def name_group(group: int, faces: Sequence[int], chances: Sequence[float], known: float) -> Question:
    """Ask who a group is.

    chances : that each face is the group's main person; known : chance that the user cares who that is (no stranger)
    """
    right = float(sum(chances))
    actions = 1 + known * (len(faces) - right)
    return Question(Kind.NAME_GROUP, tuple(faces), tuple(chances), (group,), known * right, actions)


def suggestions(
    faces: ArrayLike, people: ArrayLike, chances: ArrayLike, longest: int = LONGEST_STRIP
) -> Question | None:
    """Ask whether faces are the people suggested: the surest ones, as many as give the best rate; None without any.

    faces : int (n,); people : int (n,), who each may be; chances : float (n,), that it is so
    """
    names, chance = np.asarray(faces), np.asarray(chances, np.float64)
    order = np.lexsort((names, -chance))[:longest]
    if not len(order):
        return None
    settles, actions = np.cumsum(chance[order]), 1 + np.cumsum(1 - chance[order])
    best = int(np.argmax(settles / actions))
    chosen = order[: best + 1]
    return Question(
        Kind.IS_THIS,
        tuple(names[chosen].tolist()),
        tuple(chance[chosen].tolist()),
        tuple(np.asarray(people)[chosen].tolist()),
        float(settles[best]),
        float(actions[best]),
    )


def strips(faces: ArrayLike, people: ArrayLike, chances: ArrayLike) -> list[Question]:
    """Cut all suggestions into strips: those of one person together where there are many, the others shared.

    faces : int (n,); people : int (n,), who each may be; chances : float (n,), that it is so
    """
    names, owners = np.asarray(faces, np.int64), np.asarray(people, np.int64)
    chance = np.asarray(chances, np.float64)
    _, numbers, counts = np.unique(owners, return_inverse=True, return_counts=True)
    shared = counts[numbers] < OWN_STRIP if len(names) else np.empty(0, bool)
    parts = [np.flatnonzero(shared), *(np.flatnonzero(numbers == own) for own in np.flatnonzero(counts >= OWN_STRIP))]
    found = []
    for left in parts:
        while (strip := suggestions(names[left], owners[left], chance[left])) is not None:
            found.append(strip)
            left = left[~np.isin(names[left], strip.faces)]
    return found


def same_person(groups: tuple[int, int], sizes: tuple[int, int], chance: float) -> Question:
    """Ask whether two groups or people are one: a yes settles the smaller, a no nothing."""
    return Question(Kind.SAME_PERSON, (), (), groups, chance * min(sizes), 1.0)


def not_this(person: int, face: int, chance_wrong: float) -> Question:
    """Ask whether a face does not belong to its person."""
    return Question(Kind.NOT_THIS, (face,), (chance_wrong,), (person,), chance_wrong, 1.0)
