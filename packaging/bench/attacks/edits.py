"""A user who never tires: random edits on a library, each acknowledged by a line before the next is begun."""

from __future__ import annotations

import os
import random
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from attacks.victims import NAMES, decisions

if TYPE_CHECKING:
    from faceorg.library.opening.library import Library

Edit = Callable[[], object]


def keep_editing(library_folder: Path, seed: int, acknowledged: Path) -> int:
    """Make edits until killed. After each, the checksum of what is decided now becomes a line of a file."""
    from faceorg.library.opening.open_library import open_library

    rng = random.Random(seed)
    lines = os.open(acknowledged, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    with open_library(library_folder, program="attack") as library:
        while True:
            if _edit_once(library, rng):
                os.write(lines, decisions(library_folder).encode() + b"\n")


def _edit_once(library: Library, rng: random.Random) -> bool:
    """Make one edit of any kind; whether one was made (there may be nothing to undo, or the same name again)."""
    from datetime import date

    from faceorg.domain import IgnoreReason
    from faceorg.errors import LibraryProblem
    from faceorg.library.opening import history
    from faceorg.library.people import edits
    from faceorg.library.views import people_views

    faces = [row[0] for row in library.catalog.connection.execute("SELECT id FROM seen_faces")]
    people = list(people_views.names(library))
    some = rng.sample(faces, rng.randint(1, min(6, len(faces))))
    two = rng.sample(people, 2) if len(people) > 1 else [None, None]
    one = rng.choice(people) if people else None
    verbs: list[Edit] = [
        lambda: edits.name_faces(library, some, rng.choice((*NAMES, f"Person {rng.randint(1, 60)}"))),
        lambda: edits.name_faces(library, some, f"Person {rng.randint(1, 60)}", new=True),
        lambda: edits.rename_person(library, one, f"Renamed {rng.randint(1, 999)}"),
        lambda: edits.merge_people(library, two[0], [two[1]], force=True),
        lambda: edits.reject_faces(library, some, one),
        lambda: edits.assign_faces(library, some, one),
        lambda: edits.ignore_faces(library, some, rng.choice(list(IgnoreReason))),
        lambda: edits.set_birth_date(library, one, date(1900 + rng.randint(0, 100), 5, 1)),
        lambda: history.undo(library),
        lambda: history.redo(library),
    ]
    try:
        return rng.choice(verbs)() is not None
    except LibraryProblem:
        return False
