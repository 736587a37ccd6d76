"""The one way from a change to whoever shows it: [Note: One way back] in faceorg/gui/session/session.py."""

from __future__ import annotations

import threading

from PySide6.QtCore import Qt, QThread

from faceorg.catalog import people
from faceorg.domain import PhotoId
from faceorg.edits import Changes, Replayed
from faceorg.library.opening.library import Edited
from faceorg.library.people import edits


def test_what_a_job_tells_in_its_thread_comes_out_in_the_threads_of_the_widgets(qtbot, window) -> None:
    told: list[tuple[Changes, Edited | None, bool]] = []
    here = QThread.currentThread()
    window.session.changed.connect(
        lambda changes, edited: told.append((changes, edited, QThread.currentThread() is here))
    )
    batch = Changes(photos=frozenset({PhotoId(1)}))
    job = threading.Thread(target=lambda: window.session.broadcast(batch))
    job.start()
    job.join()
    assert told == []
    qtbot.waitUntil(lambda: len(told) == 1)
    assert told == [(batch, None, True)]


def test_an_edit_its_undo_and_its_redo_come_the_same_way_with_what_they_did(qtbot, window, person_of) -> None:
    session, faces = window.session, person_of("penny")
    told: list[tuple[Changes, Edited]] = []
    session.changed.connect(lambda changes, edited: told.append((changes, edited)) if edited else None)
    session.edit(lambda library: edits.name_faces(library, faces, "Penny"))
    qtbot.waitUntil(lambda: len(told) == 1)
    session.undo()
    qtbot.waitUntil(lambda: len(told) == 2)
    session.redo()
    qtbot.waitUntil(lambda: len(told) == 3)
    assert all(changes == edited.changes and changes.faces == set(faces) for changes, edited in told)
    assert [edited.replayed for _changes, edited in told] == [None, Replayed.UNDONE, Replayed.REDONE]


def test_a_step_that_is_damaged_is_undone_without_the_damage_when_the_user_says_so(qtbot, window, person_of) -> None:
    session, faces = window.session, person_of("penny")
    session.edit(lambda library: edits.name_faces(library, faces, "Penny"))
    qtbot.waitUntil(lambda: bool(people.people(session.library.catalog)))
    session.library.catalog.connection.execute(
        "UPDATE edit_rows SET after = 'rust' WHERE id = (SELECT max(id) FROM edit_rows)"
    )
    session.undo()
    qtbot.waitUntil(lambda: window.toast.more.isVisible())
    assert people.people(session.library.catalog)
    qtbot.mouseClick(window.toast.more, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: people.people(session.library.catalog) == [])
