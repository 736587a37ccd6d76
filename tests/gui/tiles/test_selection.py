"""What is selected is what is meant: verbs act on the whole selection, say how many, and ask before much is touched."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from faceorg.catalog import people
from faceorg.gui.pages.people.people_model import PeopleModel
from faceorg.gui.sheets import really
from faceorg.gui.sheets.merge import MergeSheet
from faceorg.gui.sheets.really import ReallySheet
from faceorg.gui.tiles.grid_layout import TileSize
from faceorg.gui.tiles.roles import Role
from faceorg.gui.words.edit_words import say_edit
from faceorg.library.people import edits
from faceorg.library.views import group_views

NONE, CTRL = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ControlModifier
BOTH = CTRL | Qt.KeyboardModifier.ShiftModifier


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


def test_people_and_groups_are_found_again_without_asking_for_every_row(
    qtbot, window, page, known, monkeypatch
) -> None:
    """With thousands of groups below, that kept the window from painting for 30 ms after an edit."""
    page.model.show_groups(group_views.groups(known))
    group = page.model.people_count() + 1
    shown = [page.grid.identity(page.model.index(row, 0)) for row in (2, group)]
    data, asked = PeopleModel.data, []

    def counted(model: PeopleModel, index: object, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        asked.append(role)
        return data(model, index, role)

    monkeypatch.setattr(PeopleModel, "data", counted)
    assert page.grid.rows_of([*shown, None]) == [2, group]
    assert page.grid.rows_of(shown[1:]) == [group]
    page.model.set_filter("amy")
    assert page.grid.rows_of(shown[1:]) == []
    assert Role.ITEM not in asked


def test_forgetting_many_faces_is_asked_first_and_says_how_many(qtbot, window, page, known, monkeypatch) -> None:
    faces = sum(one.faces for one in people.summaries(known.catalog))  # a stack's faces are one
    monkeypatch.setattr(really, "ASK_FROM_FACES", faces)  # the library is small
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


def sheet(qtbot, window) -> MergeSheet:
    qtbot.waitUntil(lambda: isinstance(window.open_sheet(), MergeSheet))
    return window.open_sheet()


def told(opened) -> list[str]:
    return [label.text() for label in opened.card.findChildren(type(opened.heading))]


def test_several_groups_dragged_on_a_person_are_asked_about_and_all_taken(qtbot, window, page, known, drag_row) -> None:
    qtbot.waitUntil(lambda: page.model.group_count() > 1)
    keep, groups = page.model.summary(0).person, [page.model.group(3), page.model.group(4)]
    page.grid.select_rows([3, 4])
    assert drag_row(page.grid, 4, 0)
    opened, before = sheet(qtbot, window), people.confirmed(known.catalog)
    assert "3" in opened.heading.text()
    qtbot.mouseClick(opened.merge, Qt.MouseButton.LeftButton)
    wanted = before | {face: keep.id for group in groups for face in group.face_ids}
    qtbot.waitUntil(lambda: people.confirmed(known.catalog) == wanted)
    window.session.undo()
    qtbot.waitUntil(lambda: people.confirmed(known.catalog) == before)


def test_a_group_on_a_person_may_be_somebody_else(qtbot, window, page, known, drag_row) -> None:
    qtbot.waitUntil(lambda: page.model.group_count() > 0)
    keep, group = page.model.summary(0).person, page.model.group(3)
    drag_row(page.grid, 3, 0)
    opened, before = sheet(qtbot, window), people.confirmed(known.catalog)
    qtbot.mouseClick(opened.different, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: len(people.rejections(known.catalog)) == len(group.face_ids))
    assert {(row.face_id, row.person_id) for row in people.rejections(known.catalog)} == {
        (face, keep.id) for face in group.face_ids
    }
    assert people.confirmed(known.catalog) == before


@pytest.mark.parametrize("how", ["drag", "Ctrl+M"])
def test_groups_are_made_one_group_without_a_name(qtbot, window, page, known, drag_row, how) -> None:
    qtbot.waitUntil(lambda: page.model.group_count() > 1)
    both = set(page.model.group(3).face_ids) | set(page.model.group(4).face_ids)
    before = people.confirmed(known.catalog)
    if how == "drag":
        assert drag_row(page.grid, 4, 3)
    else:
        page.grid.select_rows([3, 4])
        qtbot.keyClick(page.grid, Qt.Key.Key_M, CTRL)
    opened = sheet(qtbot, window)
    assert any(str(len(both)) in text for text in told(opened))
    qtbot.mouseClick(opened.merge, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: any(both <= set(group.face_ids) for group in group_views.groups(known)))
    qtbot.waitUntil(lambda: any(both <= set(page.model.group(row).face_ids) for row in range(3, page.model.rowCount())))
    assert people.confirmed(known.catalog) == before
    window.session.undo()
    qtbot.waitUntil(lambda: not any(both <= set(group.face_ids) for group in group_views.groups(known)))


def test_the_enter_that_opened_a_question_does_not_answer_it(qtbot, window, page, known) -> None:
    before = people.confirmed(known.catalog)
    qtbot.keyClick(page.grid, Qt.Key.Key_M, CTRL)
    opened = sheet(qtbot, window)
    for key in (Qt.Key.Key_Return, Qt.Key.Key_Space, Qt.Key.Key_Return):
        qtbot.keyClick(QApplication.focusWidget(), key)
    assert window.open_sheet() is opened and people.confirmed(known.catalog) == before
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: len(names(known)) == 1)


@pytest.mark.parametrize(("key", "hidden"), [(Qt.Key.Key_Delete, 0), (Qt.Key.Key_H, 1)])
def test_a_person_of_many_faces_is_forgotten_or_hidden_only_after_a_question(
    qtbot, window, page, known, settled, monkeypatch, key, hidden
) -> None:
    howard = people.people_named(known.catalog, "Howard")[0]
    window.session.go("person", howard.id)
    settled(window)
    monkeypatch.setattr(really, "ASK_FROM_FACES", window.page.model.rowCount())
    qtbot.keyClick(window.page.grid, key, CTRL)
    asked = window.open_sheet()
    assert isinstance(asked, ReallySheet) and "Howard" in asked.heading.text()
    assert any(str(window.page.model.rowCount()) in text for text in told(asked))
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)  # the keyboard is on Cancel
    assert names(known) == {"Amy", "Penny", "Howard"} and not people.person(known.catalog, howard.id).hidden
    qtbot.keyClick(window.page.grid, key, CTRL)
    qtbot.mouseClick(window.open_sheet().yes, Qt.MouseButton.LeftButton)
    left = {"Amy", "Penny", "Howard"} if hidden else {"Amy", "Penny"}
    qtbot.waitUntil(lambda: names(known) == left)
    qtbot.waitUntil(lambda: [who.hidden for who in people.people(known.catalog)].count(True) == hidden)


def test_hiding_many_asks_only_where_they_are_out_of_sight(qtbot, window, page, known, monkeypatch) -> None:
    monkeypatch.setattr(really, "ASK_FROM_FACES", 1)
    page.grid.set_tile_size(TileSize(144, 900, gap=8, margin=24))  # one line of tiles is higher than the window
    qtbot.keyClick(page.grid, Qt.Key.Key_H, CTRL)
    assert isinstance(window.open_sheet(), ReallySheet) and "3" in window.open_sheet().heading.text()
    qtbot.keyClick(window.open_sheet(), Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: window.open_sheet() is None)
    page.grid.set_tile_size(TileSize(144, 192, gap=8, margin=24))
    qtbot.keyClick(page.grid, Qt.Key.Key_H, CTRL)
    qtbot.waitUntil(lambda: all(person.hidden for person in people.people(known.catalog)))


@pytest.mark.parametrize(
    ("key", "held"), [(Qt.Key.Key_Delete, NONE), (Qt.Key.Key_U, CTRL), (Qt.Key.Key_S, CTRL), (Qt.Key.Key_U, BOTH)]
)
def test_a_verb_on_faces_that_are_not_all_in_sight_says_how_many_first(
    qtbot, window, page, known, settled, monkeypatch, key, held
) -> None:
    window.session.go("person", people.people_named(known.catalog, "Howard")[0].id)
    settled(window)
    grid, before = window.page.grid, people.confirmed(known.catalog)
    monkeypatch.setattr(really, "ASK_FROM_FACES", 3)
    for _ in range(8):
        grid.zoom(1)
    window.resize(900, 600)
    settled(window)
    qtbot.keyClick(grid, Qt.Key.Key_A, CTRL)
    assert not grid.shows_all(grid.selected_rows())
    qtbot.keyClick(grid, key, held)
    asked = window.open_sheet()
    assert isinstance(asked, ReallySheet) and str(grid.selected_count()) in asked.heading.text()
    assert people.confirmed(known.catalog) == before
    qtbot.mouseClick(asked.yes, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: len(people.confirmed(known.catalog)) < len(before))
