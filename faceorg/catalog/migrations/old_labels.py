"""English sentences that journals kept until version 3 -> the kinds and parameters that they keep since.

The only place that reads a sentence of ours, and it runs once a library. Sentences alone are ambiguous ("Renamed Tim to
Tom to Tim" and a person called "Tim to Tom"), so who is meant comes from the rows that the journal recorded with the
edit, and from the names people had at that moment; the sentence gives what the rows lack: its kind, counts, files. A
sentence that is not known is kept as it is, as an edit of kind OTHER.
"""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date

from faceorg.catalog.journal import edit_facts
from faceorg.domain import IgnoreReason, PersonId
from faceorg.edits import EditFacts, EditKind, NamedPerson


def translate(connection: sqlite3.Connection) -> None:
    """Fill `kind` and `facts` of every edit from its label, and drop the labels."""
    names: dict[PersonId, str] = {}
    for edit_id, label in connection.execute("SELECT id, label FROM edits ORDER BY id").fetchall():
        rows = _read_rows(connection, edit_id, names)
        facts = facts_of_label(label, rows)
        connection.execute(
            "UPDATE edits SET kind = ?, facts = ? WHERE id = ?",
            (facts.kind.value, edit_facts.to_json(facts), edit_id),
        )
        names.update(rows.new_names)
        for person_id in rows.deleted:
            names.pop(person_id, None)
    connection.execute("ALTER TABLE edits DROP COLUMN label")


@dataclass
class Rows:
    """What the journal recorded with one edit, as far as it tells who was meant.

    names : of everybody just before the edit; new_names : of those the edit made, renamed or touched otherwise
    touched : people who are there before and after; deleted : people who went, in order
    assigned, rejected : people whom faces were given to, or are not; apart : pairs, the lower id first
    """

    names: dict[PersonId, str] = field(default_factory=dict)
    new_names: dict[PersonId, str] = field(default_factory=dict)
    touched: list[PersonId] = field(default_factory=list)
    deleted: list[PersonId] = field(default_factory=list)
    assigned: list[PersonId] = field(default_factory=list)
    rejected: list[PersonId] = field(default_factory=list)
    apart: list[tuple[PersonId, PersonId]] = field(default_factory=list)

    def called(self, person_id: PersonId) -> str:
        """The name in the edit's sentence: the one before it, or the one it was made with."""
        return self.names.get(person_id) or self.new_names.get(person_id, "")


def _read_rows(connection: sqlite3.Connection, edit_id: int, names: dict[PersonId, str]) -> Rows:
    """Read an edit's rows; of the many that speak of faces only whom they speak of. The edits before it are applied."""
    rows = Rows(names)
    of_people = connection.execute(
        "SELECT before, after FROM edit_rows WHERE edit_id = ? AND tbl = 'people' ORDER BY id", (edit_id,)
    )
    for before, after in of_people:
        person = json.loads(after or before)
        person_id = PersonId(person["id"])
        if before is not None:
            names.setdefault(person_id, json.loads(before)["name"])
        if after is None:
            rows.deleted.append(person_id)
        else:
            rows.new_names[person_id] = person["name"]
            if before is not None:
                rows.touched.append(person_id)
    rows.assigned = _people_in(connection, edit_id, "assignments")
    rows.rejected = _people_in(connection, edit_id, "rejections")
    of_pairs = connection.execute(
        "SELECT after FROM edit_rows WHERE edit_id = ? AND tbl = 'separations' AND after IS NOT NULL", (edit_id,)
    )
    for pair in (json.loads(row[0]) for row in of_pairs):
        rows.apart.append((PersonId(pair["person_a"]), PersonId(pair["person_b"])))
    return rows


def _people_in(connection: sqlite3.Connection, edit_id: int, table: str) -> list[PersonId]:
    found = connection.execute(
        "SELECT DISTINCT json_extract(after, '$.person_id') FROM edit_rows "
        "WHERE edit_id = ? AND tbl = ? AND after IS NOT NULL",
        (edit_id, table),
    )
    return [PersonId(row[0]) for row in found]


def facts_of_label(label: str, rows: Rows) -> EditFacts:
    """Return what the edit of this label and these rows was; OTHER with the label where it is not known."""
    for pattern, reading in _READINGS:
        found = re.fullmatch(pattern, label, re.DOTALL)
        facts = reading(found.groupdict(), rows) if found else None
        if facts is not None:
            return facts
    return EditFacts(EditKind.OTHER, text=label)


# ---------------------------------------------------------------- who is meant
def _who(name: str, ids: Iterable[PersonId], rows: Rows) -> NamedPerson:
    """Return the one of `ids` who had this name, else the only one who had it at all, else the name alone."""
    key = name.casefold()  # naming faces "anna" meant the Anna who was there
    for among in (dict.fromkeys(ids), rows.names):
        namesakes = [person_id for person_id in among if rows.called(person_id).casefold() == key]
        if len(namesakes) == 1:
            return NamedPerson(namesakes[0], name)
    return NamedPerson(None, name)


def _two_parts(text: str, between: str, start: Iterable[str], end: Iterable[str]) -> tuple[str, str] | None:
    """Take "A between B" apart where `between` may stand in A and B, too: so that A, B or both are known names.

    start, end : names that A and B may be. None where the text has no two parts.
    """
    starts, ends = ({name.casefold() for name in names} for names in (start, end))
    words = text.split(between)
    splits = [(between.join(words[:at]), between.join(words[at:])) for at in range(1, len(words))]
    splits = [(first, second) for first, second in splits if first and second]
    known = [(first.casefold() in starts) + (second.casefold() in ends) for first, second in splits]
    return splits[known.index(max(known))] if splits else None


def _renamed(parts: dict[str, str], rows: Rows) -> EditFacts | None:
    for person_id in rows.touched:
        old, new = rows.names.get(person_id), rows.new_names[person_id]
        if parts["both"] == f"{old} to {new}":
            return EditFacts(EditKind.RENAMED, (NamedPerson(person_id, old or ""), NamedPerson(person_id, new)))
    names = _two_parts(parts["both"], " to ", rows.names.values(), rows.new_names.values())
    return EditFacts(EditKind.RENAMED, tuple(NamedPerson(None, name) for name in names)) if names else None


def _merged(parts: dict[str, str], rows: Rows) -> EditFacts | None:
    others = [NamedPerson(person_id, rows.called(person_id)) for person_id in rows.deleted]
    listed = " and ".join(person.name for person in others)
    if others and parts["both"].startswith(f"{listed} into "):
        kept = parts["both"].removeprefix(f"{listed} into ")
    else:
        names = _two_parts(parts["both"], " into ", rows.names.values(), rows.names.values())
        if names is None:
            return None
        others, kept = [_who(names[0], rows.deleted, rows)], names[1]
    people = (_who(kept, [*rows.touched, *rows.assigned], rows), *others)
    return EditFacts(EditKind.MERGED, people, faces=_number(parts["faces"]))


def _kept_apart(parts: dict[str, str], rows: Rows) -> EditFacts | None:
    for low, high in rows.apart:
        for first, second in ((low, high), (high, low)):
            if parts["both"] == f"{rows.called(first)} and {rows.called(second)}":
                both = (NamedPerson(first, rows.called(first)), NamedPerson(second, rows.called(second)))
                return EditFacts(EditKind.KEPT_APART, both)
    names = _two_parts(parts["both"], " and ", rows.names.values(), rows.names.values())
    return EditFacts(EditKind.KEPT_APART, tuple(_who(name, (), rows) for name in names)) if names else None


def _drawn(parts: dict[str, str], rows: Rows) -> EditFacts | None:
    known = [rows.called(person_id) for person_id in rows.assigned]
    split = _two_parts(parts["both"], " in ", known, ())
    if split is None:
        return None
    return EditFacts(EditKind.FACE_DRAWN, (_who(split[0], rows.assigned, rows),), file=split[1])


def _sorted(parts: dict[str, str], rows: Rows) -> EditFacts:
    asked = list(dict.fromkeys([*rows.assigned, *rows.rejected]))
    several = parts["name"] == "as suggested" and len(asked) != 1
    people = () if several else (_who(parts["name"], asked, rows),)
    return EditFacts(EditKind.SORTED, people, right=_number(parts["right"]), wrong=_number(parts["wrong"]))


# ---------------------------------------------------------------- the sentences
_LabelReading = Callable[[dict[str, str], Rows], EditFacts | None]


def _of_person(kind: EditKind) -> _LabelReading:
    return lambda parts, rows: EditFacts(kind, (_who(parts["name"], [*rows.touched, *rows.deleted], rows),))


def _of_faces(kind: EditKind, reason: IgnoreReason | None = None) -> _LabelReading:
    return lambda parts, _rows: EditFacts(kind, faces=_number(parts["faces"]), reason=reason)


def _of_both(kind: EditKind, whom: Callable[[Rows], list[PersonId]]) -> _LabelReading:
    return lambda parts, rows: EditFacts(kind, (_who(parts["name"], whom(rows), rows),), faces=_number(parts["faces"]))


def _born(parts: dict[str, str], rows: Rows) -> EditFacts | None:
    try:
        day = date.fromisoformat(parts["day"])
    except ValueError:
        return None
    return EditFacts(EditKind.BIRTH_DATE, (_who(parts["name"], rows.touched, rows),), day=day)


def _person_split(parts: dict[str, str], rows: Rows) -> EditFacts:
    who = _who(parts["name"], rows.rejected, rows)
    return EditFacts(EditKind.PERSON_SPLIT, (who,), groups=_number(parts["groups"]))


def _number(text: str) -> int:
    return int(text.replace(",", ""))


_FACES = r"(?P<faces>[\d,]+) faces?"
_READINGS: list[tuple[str, _LabelReading]] = [
    (rf"Named {_FACES} (?P<name>.+)", _of_both(EditKind.NAMED, lambda rows: rows.assigned)),
    (r"Renamed (?P<both>.+)", _renamed),
    (rf"Confirmed {_FACES}", _of_faces(EditKind.CONFIRMED)),
    (rf"Took the name off {_FACES}", _of_faces(EditKind.UNNAMED)),
    (rf"Merged (?P<both>.+) \({_FACES}\)", _merged),
    (r"Removed the person (?P<name>.+)", _of_person(EditKind.PERSON_REMOVED)),
    (r"Keep (?P<both>.+) apart", _kept_apart),
    (r"Hid (?P<name>.+)", _of_person(EditKind.HIDDEN)),
    (r"Showed (?P<name>.+)", _of_person(EditKind.SHOWN)),
    (r"Chose a cover for (?P<name>.+)", _of_person(EditKind.COVER_CHOSEN)),
    (r"Set (?P<name>.+)'s birth date to (?P<day>\d{4}-\d\d-\d\d)", _born),
    (r"Cleared (?P<name>.+)'s birth date", _of_person(EditKind.BIRTH_DATE)),
    (rf"{_FACES} (?:is|are) not (?P<name>.+)", _of_both(EditKind.REJECTED, lambda rows: rows.rejected)),
    (rf"Ignored {_FACES} \(a stranger\)", _of_faces(EditKind.IGNORED, IgnoreReason.STRANGER)),
    (rf"Ignored {_FACES} \(not a face\)", _of_faces(EditKind.IGNORED, IgnoreReason.NOT_A_FACE)),
    (rf"Brought {_FACES} back", _of_faces(EditKind.BROUGHT_BACK)),
    (rf"Split off {_FACES} as (?P<name>.+)", _of_both(EditKind.SPLIT_OFF, lambda rows: rows.assigned)),
    (rf"Split off {_FACES}", _of_faces(EditKind.SPLIT_OFF)),
    (r"Split (?P<name>.+) into (?P<groups>\d+) groups", _person_split),
    (r"Drew a face of (?P<both>.+)", _drawn),
    (r"Drew a face in (?P<file>.+)", lambda parts, _rows: EditFacts(EditKind.FACE_DRAWN, file=parts["file"])),
    (r"Moved a face", lambda _parts, _rows: EditFacts(EditKind.FACE_MOVED)),
    (r"Removed a drawn face", lambda _parts, _rows: EditFacts(EditKind.DRAWN_FACE_REMOVED)),
    (r"Sorted [\d,]+ faces: (?P<right>\d+) (?P<name>.+), (?P<wrong>\d+) not", _sorted),
    (rf"Imported names of {_FACES} from files", _of_faces(EditKind.NAMES_IMPORTED)),
    (
        r"Imported decisions from (?P<file>.+)",
        lambda parts, _rows: EditFacts(EditKind.DECISIONS_IMPORTED, file=parts["file"]),
    ),
]
