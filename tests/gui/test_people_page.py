"""Everyone: filter, sort, rename in place, hide, and merge by dropping one cover on another."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QMimeData, QPointF, Qt
from PySide6.QtGui import QDropEvent

from faceorg.catalog import people
from faceorg.gui.models.people_model import PERSON_MIME
from faceorg.gui.models.roles import Role
from faceorg.gui.sheets.merge import MergeSheet
from faceorg.library import people as edits


@pytest.fixture
def page(qtbot, window, library, person_of):
    for folder in ("amy", "penny", "howard"):
        window.session.edit(lambda lib, folder=folder: edits.name_faces(lib, person_of(folder), folder.title()))
    qtbot.waitUntil(lambda: window.page.model.people_count() == 3)
    return window.page


def shown(page) -> list[str]:
    return [page.model.index(row, 0).data(Role.NAME) for row in range(page.model.people_count())]


def drop(page, dragged: str, target: str) -> None:
    rows = {name: row for row, name in enumerate(shown(page))}
    data = QMimeData()
    data.setData(PERSON_MIME, str(page.model.summary(rows[dragged]).person.id).encode())
    place = QPointF(page.grid.visualRect(page.model.index(rows[target], 0)).center())
    page.grid.dropEvent(
        QDropEvent(
            place,
            Qt.DropAction.MoveAction,
            data,
            Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
            QEvent.Type.Drop,
        )
    )


def test_the_item_model_keeps_qts_rules(page, qtmodeltester) -> None:
    qtmodeltester.check(page.model)


def test_typing_in_the_search_field_filters_at_once(qtbot, window, page) -> None:
    qtbot.keyClick(page.grid, Qt.Key.Key_Slash)
    assert window.search.hasFocus()
    qtbot.keyClicks(window.search, "pen")
    assert shown(page) == ["Penny"]
    qtbot.keyClick(window.search, Qt.Key.Key_Escape)
    assert len(shown(page)) == 3
    assert page.grid.hasFocus()


def test_enter_in_the_search_field_opens_the_person(qtbot, window, page) -> None:
    qtbot.keyClick(page.grid, Qt.Key.Key_Slash)
    qtbot.keyClicks(window.search, "howrad")
    qtbot.keyClick(window.search, Qt.Key.Key_Return)
    assert window.trail.here.page == "person"
    assert window.session.everyone.name(window.trail.here.item) == "Howard"


def test_people_can_be_sorted_by_name(page) -> None:
    page.order.setCurrentIndex(1)
    page.order.activated.emit(1)
    assert shown(page) == ["Amy", "Howard", "Penny"]


def test_enter_opens_the_person_under_the_keyboard(qtbot, window, page) -> None:
    page.grid.setFocus()
    qtbot.keyClick(page.grid, Qt.Key.Key_Home)
    qtbot.keyClick(page.grid, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.trail.here.page == "person")


def test_f2_renames_in_place(qtbot, page, library) -> None:
    page.grid.setCurrentIndex(page.model.index(0, 0))
    before = page.model.summary(0).person
    page.grid.setFocus()
    qtbot.keyClick(page.grid, Qt.Key.Key_F2)
    qtbot.keyClicks(page.grid.editor, "Somebody Else")
    qtbot.keyClick(page.grid.editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: people.person(library.catalog, before.id).name == "Somebody Else")
    qtbot.waitUntil(lambda: "Somebody Else" in shown(page))


def test_escape_leaves_the_name_as_it_was(qtbot, page, library) -> None:
    page.grid.setCurrentIndex(page.model.index(0, 0))
    before = page.model.summary(0).person
    page.grid.setFocus()
    qtbot.keyClick(page.grid, Qt.Key.Key_F2)
    qtbot.keyClicks(page.grid.editor, "Wrong")
    qtbot.keyClick(page.grid.editor, Qt.Key.Key_Escape)
    assert page.grid.editor is None
    assert people.person(library.catalog, before.id).name == before.name


def test_hidden_people_are_behind_the_toggle(qtbot, page) -> None:
    page.grid.setCurrentIndex(page.model.index(0, 0))
    name = shown(page)[0]
    page.grid.setFocus()
    qtbot.keyClick(page.grid, Qt.Key.Key_H)
    qtbot.waitUntil(lambda: name not in shown(page))
    qtbot.waitUntil(page.hidden.isVisible)
    qtbot.mouseClick(page.hidden, Qt.MouseButton.LeftButton)
    assert name in shown(page)


def test_a_cover_dropped_on_another_asks_and_merges(qtbot, window, page, library) -> None:
    drop(page, "Penny", "Amy")
    qtbot.waitUntil(lambda: isinstance(window.open_sheet(), MergeSheet))
    assert len(people.people(library.catalog)) == 3
    qtbot.mouseClick(window.open_sheet().merge, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: sorted(shown(page)) == ["Amy", "Howard"])
    qtbot.waitUntil(lambda: "Merged Penny into Amy" in window.toast.text())
    qtbot.mouseClick(window.toast._undo, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: sorted(shown(page)) == ["Amy", "Howard", "Penny"])


def test_they_are_different_people_keeps_them_apart_and_warns_the_next_time(qtbot, window, page, library) -> None:
    drop(page, "Penny", "Amy")
    qtbot.waitUntil(lambda: window.open_sheet() is not None)
    qtbot.mouseClick(window.open_sheet().different, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: len(people.separations(library.catalog)) == 1)
    qtbot.waitUntil(lambda: window.open_sheet() is None)
    drop(page, "Amy", "Penny")
    qtbot.waitUntil(lambda: window.open_sheet() is not None)
    assert window.open_sheet()._preview.separated
    assert window.open_sheet().different.hasFocus()


def test_a_cover_dropped_on_itself_asks_nothing(qtbot, window, page) -> None:
    drop(page, "Penny", "Penny")
    qtbot.wait(50)
    assert window.open_sheet() is None


def test_groups_without_a_name_lie_below_the_people(qtbot, page) -> None:
    qtbot.waitUntil(lambda: page.model.group_count() > 0)
    first = page.model.people_count()
    assert page.model.index(first, 0).data(Role.GROUP) is True
    sizes = [page.model.index(row, 0).data(Role.COUNT) for row in range(first, page.model.rowCount())]
    assert sizes == sorted(sizes, reverse=True)


def test_a_group_dropped_on_a_person_gets_the_name(qtbot, page, library) -> None:
    qtbot.waitUntil(lambda: page.model.group_count() > 0)
    first = page.model.people_count()
    group = page.model.group(first)
    data = page.model.mimeData([page.model.index(first, 0)])
    page.model.dropMimeData(data, Qt.DropAction.CopyAction, -1, -1, page.model.index(0, 0))
    target = page.model.summary(0).person.id
    qtbot.waitUntil(lambda: people.confirmed(library.catalog).get(group.face_ids[0]) == target)


def test_f2_on_a_group_names_it(qtbot, page, library) -> None:
    qtbot.waitUntil(lambda: page.model.group_count() > 0)
    first = page.model.people_count()
    group = page.model.group(first)
    page.grid.setCurrentIndex(page.model.index(first, 0))
    page.grid.setFocus()
    qtbot.keyClick(page.grid, Qt.Key.Key_F2)
    qtbot.keyClicks(page.grid.editor, "Kripke")
    qtbot.keyClick(page.grid.editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: group.face_ids[0] in people.confirmed(library.catalog))
    assert [who.name for who in people.people_named(library.catalog, "Kripke")] == ["Kripke"]
