"""WHAT IS KNOWN -> WHICH QUESTION NEXT: the one whose answer settles most faces for the user's attention.

A question has a price in user actions: one to answer it, and one for each wrong face to be clicked off first. It
settles the faces that it is right about, and some of the wrong ones, which get their name where they are seen.
Questions are asked by faces settled per action, so that twenty sure faces come before one, and a strip stops where the
next face would cost more than it settles. Somebody of whom many faces are suggested has a strip of his own; the few of
everybody else share one, each face beside its person: one look, one answer. Faces of one group stand and fall together
in a strip: a click takes all of them off. Small groups are asked about a page at a time: the user names those he knows,
and one answer puts the others aside. Pure: faces and people are numbers here; `library.review` and the simulated user
of an evaluation put meaning to them, so that what is measured is what is asked.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

import numpy as np
from numpy.typing import ArrayLike

# Faces of one strip: what fits a page and can be checked at a glance.
LONGEST_STRIP = 24
# Groups of at most so many faces are asked about a page at a time (larger ones want a larger look), so many together.
SMALL_GROUP, LONGEST_PAGE = 5, 24
# From so many suggested faces on, a person has a strip alone: one name is easier to check than many.
OWN_STRIP = 8
# Chance that a group is somebody the user cares for, by faces in the group: pseudo-counts (yes, no) to which his
# answers may be added. Pairs are often passers-by. (Asking pairs in the order of how much they seem to have a partner
# elsewhere was tried and saved nothing.)
KNOWN_PRIOR = {2: (6.0, 3.0), 3: (6.0, 2.0), 4: (8.0, 1.0)}
# Suggestions below this chance are not asked about. A group that is suggested rightly saves the user one name; a wrong
# one costs a click, and a name after all; and the strip has a price: of two each must be 0.75 sure, of four 0.63.
LEAST_CHANCE, LEAST_CHANCE_OF_A_GROUP = 0.45, 0.7
# Chance that a face which is not who it was suggested to be is somebody else the user cares for: he names it where he
# sees it, so that its click is not lost.
CARED_FOR = 0.4
# The share of people who have a name is taken to be no less: not everybody who has a group gets one in the end.
LEAST_NAMED = 0.3
# Asking beats letting the user name a single face himself above this rate: one action, one face, and hardly anything
# is learned from it. From 1.0 to 1.2 all costs the same within 2 % (dev halves of two hard copies of lfw).
LEAST_RATE = 1.1


class PlannedKind(StrEnum):
    """What is asked."""

    NAME_GROUP = "name_group"  # who is this?
    NAME_GROUPS = "name_groups"  # who are these small groups, each?
    SAME_PERSON = "same_person"  # are these two groups one person?
    IS_THIS = "is_this"  # are these faces X?
    NOT_THIS = "not_this"  # does this face not belong to X?


@dataclass(frozen=True)
class PlannedQuestion:
    """A question and what is expected of it.

    faces : what is asked about, surest first; chances : that each is what the question supposes, 0-1
    subjects : NAME_GROUP: the group; NAME_GROUPS: the group of each face; SAME_PERSON: both groups; IS_THIS: the person
        of each face; NOT_THIS: the person
    tiles : IS_THIS: for each face a number that those which one click takes off share; empty where each stands alone
    settles : faces that the answer is expected to settle; actions : expected price, at least 1
    """

    kind: PlannedKind
    faces: tuple[int, ...]
    chances: tuple[float, ...]
    subjects: tuple[int, ...]
    settles: float
    actions: float
    tiles: tuple[int, ...] = ()

    @property
    def rate(self) -> float:
        """Faces settled per action."""
        return self.settles / self.actions


def ranked(questions: Iterable[PlannedQuestion]) -> list[PlannedQuestion]:
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


def share_named(people: int, groups: Iterable[int], known: Callable[[int], float] = chance_known) -> float:
    """Return the share of the people whom the user cares for that have a name already, LEAST_NAMED-1.

    people : with a name; groups : faces of each group without one; known : chance_known with what he has answered
    """
    waiting = sum(known(faces) for faces in groups)
    return max(people / max(people + waiting, 1), LEAST_NAMED)


def chance_while_naming(chance: float, named: float) -> float:
    """Return the chance of a guess while only this share of people (0-1) has a name.

    A guess is that of a time when everybody who has a group is named. Before, its odds are as much smaller (Bayes'
    rule; most faces that no group took are strangers, so that the prior is nearly its own odds).
    """
    return chance * named / (1 - chance + chance * named)


def who_is_this(group: int, faces: Sequence[int], chances: Sequence[float], known: float) -> PlannedQuestion:
    """Ask who a group is.

    chances : that each face is the group's main person; known : chance that the user cares who that is (no stranger)
    """
    right = float(sum(chances))
    actions = 1 + known * (len(faces) - right)
    return PlannedQuestion(PlannedKind.NAME_GROUP, tuple(faces), tuple(chances), (group,), known * right, actions)


def who_are_these(groups: Sequence[PlannedQuestion]) -> PlannedQuestion:
    """Ask who the groups of several NAME_GROUP questions are, at once: one action for each name, one for the others."""
    found = [(face, chance, group.subjects[0]) for group in groups for face, chance in _rows(group)]
    names = sum(group.settles / max(sum(group.chances), 1e-9) for group in groups)
    return PlannedQuestion(
        PlannedKind.NAME_GROUPS,
        tuple(face for face, _, _ in found),
        tuple(chance for _, chance, _ in found),
        tuple(group for _, _, group in found),
        sum(group.settles for group in groups),
        1 + names,
    )


def pages(groups: Iterable[PlannedQuestion]) -> list[PlannedQuestion]:
    """Put the small groups among NAME_GROUP questions on pages, most settling first; a page of one is asked alone."""
    found = list(groups)
    small = ranked(group for group in found if len(group.faces) <= SMALL_GROUP)
    parts = [small[start : start + LONGEST_PAGE] for start in range(0, len(small), LONGEST_PAGE)]
    large = [group for group in found if len(group.faces) > SMALL_GROUP]
    return large + [part[0] if len(part) == 1 else who_are_these(part) for part in parts]


def _rows(group: PlannedQuestion) -> Iterable[tuple[int, float]]:
    return zip(group.faces, group.chances, strict=True)


def suggestions(
    faces: ArrayLike,
    people: ArrayLike,
    chances: ArrayLike,
    tiles: ArrayLike | None = None,
) -> PlannedQuestion | None:
    """Ask whether faces are the people suggested: the surest ones, as many as give the best rate; None without any.

    At most LONGEST_STRIP faces, more only where the first tile has more.

    faces : int (n,); people : int (n,), who each may be; chances : float (n,), that it is so
    tiles : int (n,), faces with the same number stand and fall together; None where each stands alone
    """
    names, chance = np.asarray(faces), np.asarray(chances, np.float64)
    if not len(names):
        return None
    _, of_tile, sizes = np.unique(names if tiles is None else tiles, return_inverse=True, return_counts=True)
    gained = chance + (1 - chance) * np.where(sizes == 1, CARED_FOR, 0.0)[of_tile]
    # What a tile settles against what it may cost: of two as sure, the larger first.
    worth = sizes[of_tile] * gained / np.maximum(1 - chance, 1e-9)
    order = np.lexsort((names, of_tile, -worth))
    last = np.append(of_tile[order][1:] != of_tile[order][:-1], True)  # the last face of its tile
    settles = np.cumsum(gained[order])[last]
    actions = 1 + np.cumsum(((1 - chance) / sizes[of_tile])[order])[last]
    ends = np.flatnonzero(last) + 1
    fitting = max(int(np.searchsorted(ends, LONGEST_STRIP, side="right")), 1)
    best = int(np.argmax((settles / actions)[:fitting]))
    chosen = order[: ends[best]]
    return PlannedQuestion(
        PlannedKind.IS_THIS,
        tuple(names[chosen].tolist()),
        tuple(chance[chosen].tolist()),
        tuple(np.asarray(people)[chosen].tolist()),
        float(settles[best]),
        float(actions[best]),
        () if tiles is None else tuple(np.asarray(tiles)[chosen].tolist()),
    )


def strips(
    faces: ArrayLike, people: ArrayLike, chances: ArrayLike, tiles: ArrayLike | None = None
) -> list[PlannedQuestion]:
    """Cut all suggestions into strips: those of one person together where there are many, the others shared.

    faces, people, chances, tiles : as `suggestions` takes them; one tile has one person
    """
    names, owners = np.asarray(faces, np.int64), np.asarray(people, np.int64)
    chance = np.asarray(chances, np.float64)
    together = None if tiles is None else np.asarray(tiles, np.int64)
    _, numbers, counts = np.unique(owners, return_inverse=True, return_counts=True)
    shared = counts[numbers] < OWN_STRIP if len(names) else np.empty(0, bool)
    parts = [np.flatnonzero(shared), *(np.flatnonzero(numbers == own) for own in np.flatnonzero(counts >= OWN_STRIP))]
    found = []
    for left in parts:
        while (
            strip := suggestions(
                names[left], owners[left], chance[left], tiles=None if together is None else together[left]
            )
        ) is not None:
            found.append(strip)
            left = left[~np.isin(names[left], strip.faces)]
    return found


def same_person(groups: tuple[int, int], sizes: tuple[int, int], chance: float) -> PlannedQuestion:
    """Ask whether two groups or people are one: a yes settles the smaller, a no nothing."""
    return PlannedQuestion(PlannedKind.SAME_PERSON, (), (), groups, chance * min(sizes), 1.0)


def not_this(person: int, face: int, chance_wrong: float) -> PlannedQuestion:
    """Ask whether a face does not belong to its person."""
    return PlannedQuestion(PlannedKind.NOT_THIS, (face,), (chance_wrong,), (person,), chance_wrong, 1.0)
