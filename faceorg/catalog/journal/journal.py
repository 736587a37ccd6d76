"""Every decided row before and after each edit -> undo, redo and a readable history, across restarts.

SQLite triggers do the recording (see `triggers`), so no code path can forget it. Undo writes the before rows in
reverse order, redo the after rows.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import UTC, datetime

from faceorg.catalog import covers
from faceorg.catalog.journal import derived_journal, edit_facts, journal_rows, photo_snapshots
from faceorg.catalog.pictures import turns
from faceorg.catalog.storage.batches import in_turns, rows_of
from faceorg.catalog.storage.connection import Catalog
from faceorg.catalog.storage.rows import row_of
from faceorg.domain import EditId, FaceId, PersonId, PhotoId
from faceorg.edits import Changes, Edit, EditFacts
from faceorg.errors import LibraryProblem
from faceorg.messages.codes import ProblemCode


@contextmanager
def edit(catalog: Catalog, facts: EditFacts) -> Iterator[EditId]:
    """Open one undoable edit; all decided rows written inside belong to it. Nothing written: no edit is kept.

    A new edit drops what was undone. On an exception everything is rolled back. Edits do not nest: an inner one joins
    the outer one, whose facts count, so that verbs can be built from verbs.
    """
    with catalog.atomic() as connection:
        state = connection.execute("SELECT mode, edit_id FROM journal_state").fetchone()
        if state["mode"] == "edit":
            yield EditId(state["edit_id"])
            return
        cursor = connection.execute(
            "INSERT INTO edits (kind, facts, made_at) VALUES (?, ?, ?)",
            (facts.kind.value, edit_facts.to_json(facts), _now()),
        )
        edit_id = EditId(int(cursor.lastrowid or 0))
        # What the edit overrules among derived rows is recorded as following from it.
        connection.execute("UPDATE journal_state SET mode = 'edit', edit_id = ?1, follows = ?1", (edit_id,))
        yield edit_id
        connection.execute("UPDATE journal_state SET mode = 'closed', edit_id = NULL, follows = NULL")
        derived_journal.note_embeddings(connection, edit_id)
        derived_journal.forget_old(connection, edit_id)
        covers.keep_covers(connection)
        if connection.execute("SELECT 1 FROM edit_rows WHERE edit_id = ? LIMIT 1", (edit_id,)).fetchone():
            connection.execute("DELETE FROM edits WHERE undone = 1")
        else:
            connection.execute("DELETE FROM edits WHERE id = ?", (edit_id,))


def describe(catalog: Catalog, edit_id: EditId, facts: EditFacts) -> None:
    """Say again what an edit was, once its outcome is known (the id of a person it made). Whoever opened it says it."""
    with catalog.atomic() as connection:
        connection.execute(
            "UPDATE edits SET kind = ?, facts = ? WHERE id = ?",
            (facts.kind.value, edit_facts.to_json(facts), edit_id),
        )


def decided_state(catalog: Catalog) -> tuple[int, int]:
    """Return a pair of numbers that is another one after every edit, undo and redo."""
    row = catalog.connection.execute(
        "SELECT COALESCE(max(id), 0), (SELECT count(*) FROM edits WHERE undone = 1) FROM edits"
    ).fetchone()
    return int(row[0]), int(row[1])


def newest_edit(catalog: Catalog) -> EditId | None:
    """Return the newest edit that is not undone, None where there is none."""
    found = catalog.connection.execute("SELECT max(id) FROM edits WHERE undone = 0").fetchone()[0]
    return None if found is None else EditId(found)


def is_in_force(catalog: Catalog, edit_id: EditId) -> bool:
    """Whether an edit was made and not undone (then all edits before it are in force, too)."""
    row = catalog.connection.execute("SELECT undone FROM edits WHERE id = ?", (edit_id,)).fetchone()
    return row is not None and not row["undone"]


def edit_behind(catalog: Catalog, photo_ids: Collection[PhotoId]) -> EditId | None:
    """Return the newest edit if it is why just these photos wait to be analysed: it placed boxes in them."""
    newest = newest_edit(catalog)
    if newest is None or not photo_ids:
        return None
    return newest if set(photo_ids) <= photo_snapshots.photos_of_edit(catalog.connection, newest) else None


def undo(catalog: Catalog, *, skip_broken: bool = False) -> tuple[Edit, Changes] | None:
    """Take the newest edit back; None if there is none.

    skip_broken : leave out what the journal cannot say any more; raises LibraryProblem (EDIT_ROWS_BROKEN) without it
        [Note: A broken row]
    """
    return _replay(catalog, undone=0, newest=True, skip_broken=skip_broken)


def redo(catalog: Catalog, *, skip_broken: bool = False) -> tuple[Edit, Changes] | None:
    """Do the edit that was undone last again; None if there is none. skip_broken, Raises : as `undo`"""
    return _replay(catalog, undone=1, newest=False, skip_broken=skip_broken)


def _replay(catalog: Catalog, *, undone: int, newest: bool, skip_broken: bool) -> tuple[Edit, Changes] | None:
    try:
        return _replayed(catalog, undone=undone, newest=newest, skip_broken=skip_broken)
    except sqlite3.IntegrityError as error:  # at the end of the transaction: a row speaks of somebody who is not there
        raise LibraryProblem(ProblemCode.EDIT_ROWS_BROKEN, count=1) from error


def _replayed(catalog: Catalog, *, undone: int, newest: bool, skip_broken: bool) -> tuple[Edit, Changes] | None:
    order = "DESC" if newest else "ASC"
    with catalog.atomic() as connection:
        row = connection.execute(
            f"SELECT * FROM edits WHERE undone = ? ORDER BY id {order} LIMIT 1", (undone,)
        ).fetchone()
        if row is None:
            return None
        found = connection.execute(
            f"SELECT id, tbl, before, after FROM edit_rows WHERE edit_id = ? ORDER BY id {order}", (row["id"],)
        )
        rows = list(in_turns(found))
        connection.execute("PRAGMA defer_foreign_keys = ON")
        edit_id = EditId(row["id"])
        followed = derived_journal.consequences(connection, edit_id) if newest else None
        # Done again, an edit overrules derived rows again: that is recorded anew.
        connection.execute("UPDATE journal_state SET mode = 'replay', follows = ?", (None if newest else edit_id,))
        journal_rows.write_back(connection, rows, undo=newest, skip=skip_broken)
        turns.follow_edit(connection, edit_id)
        connection.execute("UPDATE journal_state SET mode = 'closed', follows = NULL")
        connection.execute("UPDATE edits SET undone = ? WHERE id = ?", (1 - undone, edit_id))
        settled = followed is not None and derived_journal.take_back(connection, edit_id, followed)
        if newest:
            photo_snapshots.put_back(connection, edit_id)
        else:
            photo_snapshots.look_again(connection, edit_id)
            derived_journal.note_embeddings(connection, edit_id)
        return _edit(row, undone=not undone), replace(changes_of(catalog, edit_id), settled=settled)


def changes_of(catalog: Catalog, edit_id: EditId) -> Changes:
    """Return the ids that one edit touched."""
    faces: set[FaceId] = set()
    people: set[PersonId] = set()
    dated: set[PhotoId] = set()
    pictures: set[str] = set()
    rows = catalog.connection.execute("SELECT tbl, before, after FROM edit_rows WHERE edit_id = ?", (edit_id,))
    for row in in_turns(rows):
        with suppress(journal_rows.BrokenRow):
            found = journal_rows.read_row(row)
            for side in (found.before, found.after):
                for column, value in (side or {}).items():
                    if value is not None and column == "face_id":
                        faces.add(FaceId(value))
                    elif value is not None and column in ("id", "person_id", "person_a", "person_b"):
                        people.add(PersonId(value))
                    elif value is not None and column == "picture":
                        pictures.add(value)
                    elif value is not None and column == "photo_id":
                        dated.add(PhotoId(value))
    turned = turns.photos_of_pictures(catalog, pictures)
    photos = frozenset(photo_snapshots.photos_of_edit(catalog.connection, edit_id) | turned)
    # Another date, another judgement of who is in it; turned, all faces of a photo lie elsewhere.
    if concerned := sorted(dated | turned):
        there = rows_of(catalog, "SELECT id FROM faces WHERE gone = 0 AND photo_id IN ({ids})", concerned)
        faces.update(FaceId(row[0]) for row in there)
    return Changes(photos, frozenset(faces), frozenset(people), frozenset(dated))


def next_steps(catalog: Catalog) -> tuple[EditFacts | None, EditFacts | None]:
    """Return the edits that undo and redo would act on."""
    done = catalog.connection.execute("SELECT kind, facts FROM edits WHERE undone = 0 ORDER BY id DESC LIMIT 1")
    undone = catalog.connection.execute("SELECT kind, facts FROM edits WHERE undone = 1 ORDER BY id ASC LIMIT 1")
    return _facts(done.fetchone()), _facts(undone.fetchone())


def _facts(row: sqlite3.Row | None) -> EditFacts | None:
    return None if row is None else edit_facts.from_json(row["kind"], row["facts"])


def newest(catalog: Catalog) -> Edit | None:
    """Return the edit that undo would take back."""
    row = catalog.connection.execute("SELECT * FROM edits WHERE undone = 0 ORDER BY id DESC LIMIT 1").fetchone()
    return None if row is None else _edit(row, undone=False)


def next_to_redo(catalog: Catalog) -> EditId | None:
    """Return the edit that redo would do again."""
    found = catalog.connection.execute("SELECT min(id) FROM edits WHERE undone = 1").fetchone()[0]
    return None if found is None else EditId(found)


def history(catalog: Catalog, limit: int | None = None) -> list[Edit]:
    """Return the edits, newest first."""
    rows = catalog.connection.execute("SELECT * FROM edits ORDER BY id DESC LIMIT ?", (-1 if limit is None else limit,))
    return [_edit(row, undone=bool(row["undone"])) for row in rows]


@row_of("edits")
def _edit(row: sqlite3.Row, *, undone: bool) -> Edit:
    facts = edit_facts.from_json(row["kind"], row["facts"])
    return Edit(EditId(row["id"]), facts, datetime.fromisoformat(row["made_at"]), undone)


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
