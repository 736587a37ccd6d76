"""What is selected is what is meant: verbs act on the whole selection, say how many, and ask before much is touched."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from faceorg.catalog import people
from faceorg.gui.pages.people import page as people_page
from faceorg.gui.sheets.merge import MergeSheet
from faceorg.gui.sheets.really import ReallySheet
from faceorg.gui.words.edit_words import say_edit
from faceorg.library.people import edits
from faceorg.library.views import group_views

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def page(qtbot, window, known, person_of, settled):
    """People with three names, all of them selected."""
    edits.name_faces(known, person_of("howard"), "Howard")
    window.session.people_cache.reload()
    window.session.go("people")
    qtbot.waitUntil(lambda: len(window.session.people_cache) == 3)
    settled(window)
    window.page.grid.setCurrentIndex(window.page.model.index(0, 0))
    window.page.grid.select_rows([0, 1, 2])
    return window.page


def names(library) -> set[str]:
    return {person.name for person in people.people(library.catalog)}


def test_hide_hides_all_that_are_selected_in_one_step(qtbot, window, page, known) -> None:
    qtbot.keyClick(page.grid, Qt.Key.Key_H, CTRL)
    qtbot.waitUntil(lambda: all(person.hidden for person in people.people(known.catalog)))
    qtbot.waitUntil(lambda: window.session.next_undo is not None)
    assert all(name in say_edit(window.session.next_undo) for name in ("Amy", "Penny", "Howard"))
    window.session.undo()
    qtbot.waitUntil(lambda: not any(person.hidden for person in people.people(known.catalog)))


def test_forgetting_many_faces_is_asked_first_and_says_how_many(qtbot, window, page, known, monkeypatch) -> None:
    faces = len(people.confirmed(known.catalog))
    monkeypatch.setattr(people_page, "ASK_FROM_FACES", faces)  # the library is small
    qtbot.keyClick(page.grid, Qt.Key.Key_Delete, CTRL)
    sheet = window.open_sheet()
    assert isinstance(sheet, ReallySheet)
    assert any(str(faces) in label.text() for label in sheet.card.findChildren(type(sheet.heading)))
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)  # by accident: the keyboard is on Cancel
    assert names(known) == {"Amy", "Penny", "Howard"}
    qtbot.keyClick(page.grid, Qt.Key.Key_Delete, CTRL)
    qtbot.mouseClick(window.open_sheet().yes, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: names(known) == set())


def test_all_that_are_selected_are_merged_groups_too(qtbot, window, page, known, settled) -> None:
    group = group_views.groups(known, min_faces=2)[0]
    qtbot.waitUntil(lambda: page.model.group_count() > 0)
    page.grid.select_rows([0, 1, 2, 3])
    assert page.model.group(3).id == group.id
    keep = page.model.summary(0).person
    faces = len(people.confirmed(known.catalog)) + len(group.face_ids)
    qtbot.keyClick(page.grid, Qt.Key.Key_M, CTRL)
    qtbot.waitUntil(lambda: isinstance(window.open_sheet(), MergeSheet))
    sheet = window.open_sheet()
    assert "4" in sheet.heading.text()
    qtbot.mouseClick(sheet.merge, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: names(known) == {keep.name})
    assert len(people.confirmed(known.catalog)) == faces
    window.session.undo()
    qtbot.waitUntil(lambda: names(known) == {"Amy", "Penny", "Howard"})


def test_dragging_a_selection_takes_all_of_it(qtbot, window, page, known) -> None:
    model = page.model
    target = model.index(2, 0)
    data = model.mimeData([model.index(0, 0), model.index(1, 0)])
    assert model.canDropMimeData(data, Qt.DropAction.CopyAction, -1, -1, target)
    assert not model.canDropMimeData(data, Qt.DropAction.CopyAction, -1, -1, model.index(1, 0))
    model.dropMimeData(data, Qt.DropAction.CopyAction, -1, -1, target)
    qtbot.waitUntil(lambda: isinstance(window.open_sheet(), MergeSheet))
    assert "3" in window.open_sheet().heading.text()
