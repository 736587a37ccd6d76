"""What a random walk decided on purpose -> what a library must say: every other change was not meant, or is a loss.

Before each step the walk says what the step means by what the window shows (`roam_eyes`): at most a few `Meant`. After
it `Model.compare` reads every decided row and the journal, and reports what differs from that.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from faceorg.catalog.journal.triggers import DECIDED_TABLES
from faceorg.catalog.pictures import stacks
from faceorg.domain import EditId, FaceId, PersonId
from faceorg.edits import Edit, EditKind
from faceorg.library.opening import history
from faceorg.library.opening.library import Library

# The columns that name a row of each decided table, and the tables whose rows are about a face.
TABLES = {table: key for table, (key, _rest) in DECIDED_TABLES.items()}
OF_FACES = {table for table, key in TABLES.items() if key[0] == "face_id"}
Key = tuple[str, tuple[Any, ...]]
Decided = dict[Key, tuple[Any, ...]]
# Edits whose state before is kept: who undoes more than these at once is believed without a look.
STATES_KEPT = 60
# How far back the history is read.
EDITS_READ = 400


@dataclass(frozen=True)
class Meant:
    """One edit that a step means.

    kinds : what it may be called in the history
    faces : those it is about: a name goes to all of them and to no other; None: it is about no faces, or any
    beside : faces that it may also touch (those clicked off get rejected)
    name, person : who they are to be, where it is a name; people : whom else it may change; None: anybody
    must : the window said that it would happen, so it has to
    """

    kinds: frozenset[EditKind]
    faces: frozenset[FaceId] | None = None
    beside: frozenset[FaceId] = frozenset()
    name: str | None = None
    person: PersonId | None = None
    people: frozenset[PersonId] | None = None
    must: bool = True


@dataclass(frozen=True)
class Steps:
    """Steps back (negative) or forth in the history that a step means; must: it has to happen."""

    count: int
    must: bool = True


@dataclass(frozen=True)
class Fault:
    """kind: "not meant", "lost", "exception", "focus", "selection", "draft"; said: what was seen."""

    kind: str
    said: str


@dataclass
class Model:
    """What the library said after the last step, and before each of the last edits."""

    library: Library
    decided: Decided = field(default_factory=dict)
    edits: dict[EditId, Edit] = field(default_factory=dict)
    before: dict[EditId, Decided] = field(default_factory=dict)
    newest: EditId = field(default=EditId(0))

    def __post_init__(self) -> None:
        self.decided, self.edits = read(self.library), read_edits(self.library)
        self.newest = max(self.edits, default=EditId(0))

    def compare(self, meant: Sequence[Meant | Steps], *, refused: bool = False) -> tuple[list[Fault], list[Edit]]:
        """Return the faults since the last call, and the edits that were made. refused: whether the user was told so"""
        was, were = self.decided, self.edits
        now, edits = read(self.library), read_edits(self.library)
        new = sorted((edit for edit in edits.values() if edit.id > self.newest), key=lambda edit: edit.id)
        gone = [edit for edit in were.values() if new and edit.id not in edits and not edit.undone]  # undone before
        turned = [edit for edit in edits.values() if edit.id in were and were[edit.id].undone != edit.undone]
        is_cut = len(edits) >= EDITS_READ  # what is older is not read any more, and not gone
        turned += [replace(edit, undone=True) for edit in gone if not is_cut or edit.id > min(edits)]
        faults: list[Fault] = []
        state = was
        for edit in sorted((e for e in turned if e.undone), key=lambda e: -e.id):
            state = self.before.get(edit.id, state)
        if turned and not new:
            faults += self._replayed(turned, now, meant)
        expected = [self._whole(m) for m in meant if isinstance(m, Meant)]
        expected = [
            replace(m, must=m.must and not is_so(m, was) and not said_before(m, expected[:at], refused=refused))
            for at, m in enumerate(expected)
        ]
        for edit in new:
            rows = rows_of(self.library, edit.id)
            self.before[edit.id] = dict(state)
            after = applied(state, rows)
            if not edit.undone:
                state = after
            fits = [m for m in expected if edit.facts.kind in m.kinds]
            if not fits:
                faults.append(Fault("not meant", f"{edit.facts.kind}: {told(edit)}"))
                continue
            expected.remove(fits[0])
            if wrong := differs(fits[0], self.before[edit.id], after):
                faults.append(Fault("not meant", f"{edit.facts.kind}: {wrong}; {told(edit)}"))
        faults += [Fault("lost", f"nothing came of {said(m)}") for m in expected if m.must]
        if not turned and state != now:
            faults.append(Fault("lost", f"changed without an edit: {difference(state, now)}"))
        if turned and new and not any(isinstance(m, Steps) for m in meant):
            faults.append(Fault("not meant", f"the history moved: {[told(edit) for edit in turned]}"))
        self.decided, self.edits, self.newest = now, edits, max(edits, default=self.newest)
        for old in sorted(self.before)[:-STATES_KEPT]:
            del self.before[old]
        return faults, new

    def _whole(self, meant: Meant) -> Meant:
        """Mean what a face's stack shows of it, too: what is said of one is said of all, folded or not."""
        connection = self.library.catalog.connection
        faces = None if meant.faces is None else frozenset(stacks.whole(connection, meant.faces))
        return replace(meant, faces=faces, beside=frozenset(stacks.whole(connection, meant.beside)))

    def _replayed(self, turned: Collection[Edit], now: Decided, meant: Sequence[Meant | Steps]) -> list[Fault]:
        steps = [m for m in meant if isinstance(m, Steps)]
        steps = [replace(m, must=m.must and m not in steps[:at]) for at, m in enumerate(steps)]  # said twice: see above
        taken_back = [edit for edit in turned if edit.undone]
        back, forth = len(taken_back), len(turned) - len(taken_back)
        most_back = -sum(m.count for m in steps if m.count < 0)
        most_forth = sum(m.count for m in steps if m.count > 0)
        least = -sum(m.count for m in steps if m.must)
        if back > most_back or forth > most_forth or (least > 0 and back < least):
            return [Fault("not meant", f"the history moved: {[told(edit) for edit in turned]}")]
        oldest = min((edit.id for edit in taken_back), default=None)
        if oldest in self.before and self.before[oldest] != now:
            return [Fault("lost", f"undone, but not as before: {difference(self.before[oldest], now)}")]
        return []


def read(library: Library) -> Decided:
    """Return every decided row."""
    found: Decided = {}
    for table, key in TABLES.items():
        for row in library.catalog.connection.execute(f"SELECT * FROM {table}"):
            found[table, tuple(row[column] for column in key)] = tuple(map(_rounded, row))
    return found


def read_edits(library: Library) -> dict[EditId, Edit]:
    return {edit.id: edit for edit in history.history(library, EDITS_READ)}


def rows_of(library: Library, edit_id: EditId) -> list[tuple[str, str | None, str | None]]:
    found = library.catalog.connection.execute(
        "SELECT tbl, before, after FROM edit_rows WHERE edit_id = ? ORDER BY id", (edit_id,)
    )
    return [(row["tbl"], row["before"], row["after"]) for row in found]


def applied(state: Decided, rows: Sequence[tuple[str, str | None, str | None]]) -> Decided:
    """Return the state after an edit, by what the journal says of it."""
    after = dict(state)
    for table, old, new in rows:
        if old is not None:
            after.pop(_key(table, old), None)
        if new is not None:
            after[_key(table, new)] = tuple(map(_rounded, json.loads(new).values()))
    return after


def _key(table: str, row: str) -> Key:
    values = json.loads(row)
    return table, tuple(values[column] for column in TABLES[table])


def differs(meant: Meant, before: Decided, after: Decided) -> str:
    """Return what an edit did that was not meant, empty if nothing."""
    changed = {key for key in before.keys() | after.keys() if before.get(key) != after.get(key)}
    named = {key[1][0]: after[key][1] for key in changed if key[0] == "assignments" and key in after}
    touched = {key[1][0] for key in changed if key[0] in OF_FACES}
    people = {key[1][0] for key in changed if key[0] == "people" and key in before}
    if meant.faces is not None and (stray := touched - meant.faces - meant.beside):
        return f"touches faces {sorted(stray)}, meant were {sorted(meant.faces)}"
    if meant.name is not None or meant.person is not None:
        if meant.faces is not None and set(named) - meant.faces:
            return f"names {sorted(set(named) - meant.faces)}, meant were {sorted(meant.faces)}"
        # Who was put aside before the page was read again stays so: a name is never given over an answer.
        open_ones = {f for f in meant.faces or () if ("ignored", (f,)) not in before}
        if left := {f for f in open_ones if ("assignments", (f,)) not in after}:
            return f"leaves {sorted(left)} of {sorted(meant.faces)} without the name"
        for person_id in set(named.values()):
            name = after["people", (person_id,)][1]
            if meant.person is not None and person_id != meant.person:
                return f"gives them to {name} ({person_id}), meant was person {meant.person}"
            if meant.name is not None and name.casefold() != meant.name.casefold():
                return f"gives them to {name}, meant was {meant.name}"
    if meant.people is not None and (stray := people - meant.people - set(named.values())):
        return f"changes people {sorted(stray)}, meant were {sorted(meant.people)}"
    return ""


def said_before(meant: Meant, before: Sequence[Meant], *, refused: bool) -> bool:
    """Whether something need not be done any more: said twice without a pause, it is done once or twice; and what
    faces are to be that just were said to be somebody else is done, or refused aloud."""
    return meant in before or (refused and any(meant.faces and one.faces and meant.faces & one.faces for one in before))


def is_so(meant: Meant, state: Decided) -> bool:
    """Whether faces have the name already that they are to get."""
    if meant.name is None or not meant.faces:
        return False
    given = {state["assignments", (face_id,)][1] for face_id in meant.faces if ("assignments", (face_id,)) in state}
    names = {str(state["people", (person_id,)][1]).casefold() for person_id in given}
    return names == {meant.name.casefold()}


def difference(one: Decided, other: Decided) -> str:
    lost = [f"-{key[0]} {one[key]}" for key in sorted(one.keys() - other.keys())]
    new = [f"+{key[0]} {other[key]}" for key in sorted(other.keys() - one.keys())]
    changed = [
        f"{key[0]} {one[key]} -> {other[key]}" for key in sorted(one.keys() & other.keys()) if one[key] != other[key]
    ]
    return "; ".join((lost + new + changed)[:8])


def told(edit: Edit) -> str:
    facts = edit.facts
    return f"#{edit.id} {facts.kind} {facts.faces} faces {[(p.id, p.name) for p in facts.people]}"


def said(meant: Meant) -> str:
    whom = meant.name or meant.person or ""
    about = sorted(meant.faces) if meant.faces is not None else sorted(meant.people or ())
    return f"{'/'.join(sorted(meant.kinds))} {whom} {about}"


def _rounded(value: Any) -> Any:
    """The journal keeps 15 digits of a box."""
    return round(value, 12) if isinstance(value, float) else value
