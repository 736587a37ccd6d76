"""Undo, redo and the readable history of every decision."""

from __future__ import annotations

from dataclasses import replace

from faceorg.catalog.journal import journal
from faceorg.edits import EVERYTHING, Changes, Edit, EditFacts, Replayed
from faceorg.library.opening.library import Edited, Library


def undo(library: Library, *, skip_broken: bool = False) -> Edited | None:
    """Take the newest edit back; None when there is nothing to undo.

    Raises LibraryProblem (EDIT_ROWS_BROKEN) where the journal is damaged in it; skip_broken leaves that part out, which
    is the user's to decide.
    """
    return _after(journal.undo(library.catalog, skip_broken=skip_broken), Replayed.UNDONE)


def redo(library: Library, *, skip_broken: bool = False) -> Edited | None:
    """Repeat the edit undone last; None when there is nothing to redo. skip_broken, Raises : as `undo`"""
    return _after(journal.redo(library.catalog, skip_broken=skip_broken), Replayed.REDONE)


def go_to(library: Library, target: Edit, *, skip_broken: bool = False) -> Edited | None:
    """Undo down to an edit, itself included, or redo up to it if it was undone; return all of it as one, None where
    there was nothing to do. skip_broken, Raises : as `undo`
    """
    step, made = (redo if target.undone else undo), None
    while journal.is_in_force(library.catalog, target.id) is not target.undone:
        then = step(library, skip_broken=skip_broken)
        if then is None:
            break
        made = then if made is None else _as_one(made, then)
    if made is not None and skip_broken:  # going before, up to the damage, has changed more than is known here
        made = replace(made, changes=made.changes | EVERYTHING)
    return made


def _as_one(before: Edited, then: Edited) -> Edited:
    changes = before.changes | then.changes
    return replace(then, changes=changes, faces=tuple(sorted(changes.faces)), steps=before.steps + then.steps)


def _after(outcome: tuple[Edit, Changes] | None, replayed: Replayed) -> Edited | None:
    if outcome is None:
        return None
    edit, changes = outcome
    edit_id = None if edit.undone else edit.id
    return Edited(edit.facts, changes, None, tuple(sorted(changes.faces)), replayed, edit_id)


def history(library: Library, limit: int | None = None) -> list[Edit]:
    """Return the edits, newest first; undone ones can be redone until a new edit is made."""
    return journal.history(library.catalog, limit)


def newest(library: Library) -> Edit | None:
    """Return the edit that undo would take back now."""
    return journal.newest(library.catalog)


def next_steps(library: Library) -> tuple[EditFacts | None, EditFacts | None]:
    """Return the edits that undo and redo would act on now."""
    return journal.next_steps(library.catalog)
