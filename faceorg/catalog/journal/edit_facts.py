"""What an edit was <-> the two columns of the journal that keep it: its kind, and its parameters as JSON.

Of the parameters only those that say something are written::

    named    {"people": [{"id": 3, "name": "Anna"}], "faces": 12}
    ignored  {"faces": 2, "reason": "stranger"}
"""

from __future__ import annotations

import json
from datetime import date
from typing import Any

from faceorg.domain import IgnoreReason
from faceorg.edits import EditFacts, EditKind, NamedPerson

_KINDS = frozenset(kind.value for kind in EditKind)


def to_json(facts: EditFacts) -> str:
    """Return the parameters; the kind is kept beside them."""
    entry: dict[str, Any] = {
        "people": [{"id": person.id, "name": person.name} for person in facts.people],
        "faces": facts.faces,
        "groups": facts.groups,
        "right": facts.right,
        "wrong": facts.wrong,
        "day": facts.day.isoformat() if facts.day else None,
        "last_day": facts.last_day.isoformat() if facts.last_day else None,
        "photos": facts.photos,
        "reason": facts.reason.value if facts.reason else None,
        "file": facts.file,
        "quarters": facts.quarters,
        "text": facts.text,
    }
    # In ASCII, because a file name may hold bytes that are no UTF-8, which SQLite would refuse.
    return json.dumps({key: value for key, value in entry.items() if value})


def from_json(kind: str, text: str) -> EditFacts:
    """Read what `to_json` wrote. What does not read becomes OTHER, told by its kind: a history with a gap is better
    than none, and `check` tells of the gap."""
    try:
        return read_facts(kind, text)
    except (ValueError, KeyError, TypeError, AttributeError):
        return EditFacts(EditKind.OTHER, text=kind)


def read_facts(kind: str, text: str) -> EditFacts:
    """Read what `to_json` wrote. A kind that only a newer faceorg knows becomes OTHER, told by its own word.

    Raises ValueError, KeyError, TypeError or AttributeError for what it cannot have written.
    """
    if kind not in _KINDS:
        return EditFacts(EditKind.OTHER, text=kind)
    entry = json.loads(text)
    return EditFacts(
        EditKind(kind),
        people=tuple(NamedPerson(person["id"], person["name"]) for person in entry.get("people", ())),
        faces=entry.get("faces", 0),
        groups=entry.get("groups", 0),
        right=entry.get("right", 0),
        wrong=entry.get("wrong", 0),
        day=date.fromisoformat(entry["day"]) if "day" in entry else None,
        last_day=date.fromisoformat(entry["last_day"]) if "last_day" in entry else None,
        photos=entry.get("photos", 0),
        reason=IgnoreReason(entry["reason"]) if "reason" in entry else None,
        file=entry.get("file", ""),
        quarters=entry.get("quarters", 0),
        text=entry.get("text", ""),
    )
