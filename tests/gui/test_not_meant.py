"""Names that were not meant: nothing is named by keys that say no name."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication

from faceorg.catalog import people, photos
from faceorg.gui.look.widgets import ChoiceBox
from faceorg.gui.session.navigation import PhotoTarget
from faceorg.library.people import edits

ENTER, SPACE, DOWN, UP = Qt.Key.Key_Return, Qt.Key.Key_Space, Qt.Key.Key_Down, Qt.Key.Key_Up


@pytest.fixture
def known(library, window, qtbot, person_of):
    """A library where two people have a name already, so that a field has somebody to offer."""
    edits.name_faces(library, person_of("amy"), "Amy")
    edits.name_faces(library, person_of("penny"), "Penny")
    window.session.people_cache.reload()
    qtbot.waitUntil(lambda: len(window.session.people_cache) == 2)
    return library


def settle(qtbot, window) -> None:
    qtbot.waitUntil(lambda: window.session.runner.is_idle)
    QApplication.processEvents()


@pytest.mark.parametrize("keys", [(SPACE, ENTER), (ENTER,), (SPACE, SPACE, ENTER)])
def test_an_empty_field_of_a_group_names_nobody(qtbot, window, known, keys) -> None:
    window.session.go("unnamed")
    qtbot.waitUntil(lambda: window.page.rows.current_row() == 0 and window.page.rows.field.hasFocus())
    before = people.confirmed(known.catalog)
    for key in keys:
        qtbot.keyClick(window.page.rows.field, key)
    settle(qtbot, window)
    assert people.confirmed(known.catalog) == before


def test_a_click_on_a_face_and_enter_names_nobody_until_down_says_who(qtbot, window, known) -> None:
    photo = next(found for found in photos.all_photos(known.catalog) if found.path.name == "bbt1.jpg")
    window.session.go("photo", PhotoTarget(photo.id))
    qtbot.waitUntil(lambda: window.page.stage.has_picture)
    page, before = window.page, people.confirmed(known.catalog)
    face = next(shown for shown in page.stage.faces() if not shown.name)
    frame: QRectF = page.stage.frame_of(face.face_id)
    qtbot.mouseClick(page.stage, Qt.MouseButton.LeftButton, pos=frame.center().toPoint())
    qtbot.waitUntil(page.who.field.list_is_open)
    assert not page.who.field.list_view().currentIndex().isValid()
    qtbot.keyClick(page.who.field, ENTER)
    settle(qtbot, window)
    assert people.confirmed(known.catalog) == before
    first = page.who.field.lines()[0]
    qtbot.keyClick(page.who.field, DOWN)
    qtbot.keyClick(page.who.field, ENTER)
    qtbot.waitUntil(lambda: face.face_id in people.confirmed(known.catalog))
    assert people.person(known.catalog, people.confirmed(known.catalog)[face.face_id]).name == first


def test_m_and_enter_move_nothing(qtbot, window, known) -> None:
    amy = people.people_named(known.catalog, "Amy")[0]
    window.session.go("person", amy.id)
    qtbot.waitUntil(lambda: window.page.model.rowCount() > 0)
    window.page.grid.select_rows([0])
    before = people.confirmed(known.catalog)
    qtbot.keyClick(window.page.grid, Qt.Key.Key_M)
    sheet = window.open_sheet()
    qtbot.waitUntil(sheet.field.list_is_open)
    qtbot.keyClick(sheet.field, ENTER)
    settle(qtbot, window)
    assert people.confirmed(known.catalog) == before
    assert window.open_sheet() is sheet
    qtbot.keyClick(sheet.field, UP)  # the last of the list: only now somebody is chosen
    assert sheet.field.list_view().currentIndex().row() == len(sheet.field.lines()) - 1


def test_the_wheel_over_a_dial_or_a_choice_changes_no_setting(qtbot, window, library) -> None:
    window.session.go("settings")
    qtbot.waitUntil(lambda: window.page.strictness.isVisible())
    before = library.settings
    for widget in (window.page.strictness, *window.page.findChildren(ChoiceBox)):
        middle = widget.rect().center()
        turn = QWheelEvent(
            QPointF(middle), QPointF(widget.mapToGlobal(middle)), QPoint(), QPoint(0, -240), Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
        )  # fmt: skip
        QApplication.sendEvent(widget, turn)
    settle(qtbot, window)
    assert library.settings == before
