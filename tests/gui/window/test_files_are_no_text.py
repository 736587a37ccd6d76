"""A file that is dropped or pasted is searched by or refused, on every page and field: its address is never typed."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QAbstractSlider, QAbstractSpinBox, QApplication, QComboBox, QLineEdit, QScrollBar

from faceorg.catalog import people
from faceorg.catalog.pictures import photos
from faceorg.gui.pages.registry import PAGES
from faceorg.gui.session.navigation import PhotoTarget
from faceorg.library.people import edits
from faceorg.library.views import group_views

NONE, CTRL = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def place(known, person_of) -> Callable[[str], object]:
    """place(page) -> what that page shows."""

    def item(page: str) -> object:
        match page:
            case "person":
                return people.people_named(known.catalog, "Amy")[0].id
            case "photo":
                return PhotoTarget(next(photos.all_photos(known.catalog)).id)
            case "alike":
                return person_of("howard")[0]
        return None

    return item


def fields(window) -> list[QLineEdit]:
    return [field for field in window.findChildren(QLineEdit) if field.isVisible() and field.isEnabled()]


@pytest.mark.parametrize("page", [spec.name for spec in PAGES])
def test_a_picture_dropped_on_a_page_or_its_fields_is_searched_by(
    qtbot, window, known, settled, place, drop_files, still_photos, page
) -> None:
    picture = still_photos / "bbt4.jpg"
    item = place(page)
    window.session.go(page, item)
    settled(window)
    before = people.confirmed(known.catalog)
    for number in range(len(fields(window)) + 1):  # each field, then the page itself
        window.session.go("history")
        window.session.go(page, item)
        settled(window)
        target = [*fields(window), window.page][min(number, len(fields(window)))]
        text = target.text() if isinstance(target, QLineEdit) else ""
        assert drop_files(target, [picture]), target.accessibleName()
        assert window.trail.here.page == "alike" and window.trail.here.item == picture
        assert not isinstance(target, QLineEdit) or target.text() in ("", text)
        settled(window)
    assert people.confirmed(known.catalog) == before


def open_inline(qtbot, window, known, settled, where: str) -> QLineEdit:
    """Open a field that is there only while somebody types in it."""
    amy = people.people_named(known.catalog, "Amy")[0].id
    match where:
        case "rename a cover":
            window.session.go("people")
            settled(window)
            window.page.grid.setCurrentIndex(window.page.model.index(0, 0))
            qtbot.keyClick(window.page.grid, Qt.Key.Key_F2)
            return window.page.grid.editor
        case "rename on the person's page":
            window.session.go("person", amy)
            settled(window)
            qtbot.keyClick(window.page.grid, Qt.Key.Key_F2)
            return window.page.header.edit
        case "an opened group":
            window.session.go("unnamed", group_views.groups(known, min_faces=2)[0].id)
            settled(window)
            return window.page.group.field
        case "a face in a photo":
            face = next(face for face, who in people.confirmed(known.catalog).items() if who == amy)
            window.session.look_at_photo(face)
            qtbot.waitUntil(lambda: window.page.stage.has_picture)
            middle = window.page.stage.frame_of(face).center().toPoint()
            qtbot.mouseClick(window.page.stage, Qt.MouseButton.LeftButton, pos=middle)
            return window.page.who.field
        case "someone new in Review":
            window.session.go("review")
            settled(window)
            window.page.ask_name()
            return window.page.field if window.page.field.isVisible() else window.page.groups.rows.field
    window.session.go("person", amy)
    settled(window)
    window.page.grid.select_rows([0])
    keys = {
        "move to": (Qt.Key.Key_M, CTRL | Qt.KeyboardModifier.ShiftModifier),
        "merge with": (Qt.Key.Key_M, CTRL),
        "birth date": (Qt.Key.Key_D, CTRL),
    }
    key, held = keys[where]
    qtbot.keyClick(window.page.grid, key, held)
    sheet = window.open_sheet()
    return sheet.date if where == "birth date" else sheet.field


INLINE = [
    "rename a cover", "rename on the person's page", "an opened group", "a face in a photo", "someone new in Review",
    "move to", "merge with", "birth date",
]  # fmt: skip


@pytest.mark.parametrize("where", INLINE)
def test_no_field_that_opens_takes_the_address_of_a_file(
    qtbot, window, known, settled, drop_files, still_photos, where
) -> None:
    field = open_inline(qtbot, window, known, settled, where)
    text, before = field.text(), people.confirmed(known.catalog)
    names = {person.name for person in people.people(known.catalog)}
    drop_files(field, [still_photos / "bbt4.jpg"])
    assert field.text() in ("", text)
    settled(window)
    assert people.confirmed(known.catalog) == before
    assert {person.name for person in people.people(known.catalog)} == names


@pytest.mark.parametrize("where", INLINE)
def test_no_field_pastes_the_address_of_a_file(qtbot, qapp, window, known, settled, still_photos, where) -> None:
    field = open_inline(qtbot, window, known, settled, where)
    field.setFocus()
    text = field.text()
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(still_photos / "bbt4.jpg"))])
    data.setText("file:///photos/bbt4.jpg")
    qapp.clipboard().setMimeData(data)
    qtbot.keyClick(field, Qt.Key.Key_V, CTRL)
    assert "bbt4" not in field.text() and field.text() in ("", text)
    qapp.clipboard().setText("Leonard")
    window.session.go("people")
    again = open_inline(qtbot, window, known, settled, where) if window.open_sheet() is None else field
    again.setFocus()
    again.clear()
    qtbot.keyClick(again, Qt.Key.Key_V, CTRL)
    assert again.text() == "Leonard"  # a name that was copied is a name


@pytest.mark.parametrize("page", [spec.name for spec in PAGES])
def test_the_wheel_changes_no_setting_on_any_page(window, known, settled, place, page) -> None:
    window.session.go(page, place(page))
    settled(window)
    before = known.settings
    for kind in (QAbstractSlider, QAbstractSpinBox, QComboBox):
        for widget in window.findChildren(kind):
            if isinstance(widget, QScrollBar) or not widget.isVisible():
                continue
            held = widget.currentIndex() if isinstance(widget, QComboBox) else widget.value()
            middle = widget.rect().center()
            turn = QWheelEvent(
                QPointF(middle), QPointF(widget.mapToGlobal(middle)), QPoint(), QPoint(0, -240),
                Qt.MouseButton.NoButton, NONE, Qt.ScrollPhase.NoScrollPhase, False,
            )  # fmt: skip
            widget.setFocus()
            QApplication.sendEvent(widget, turn)
            assert held == (widget.currentIndex() if isinstance(widget, QComboBox) else widget.value())
    assert known.settings == before


def test_the_wheel_changes_nothing_on_the_sheet_that_splits(qtbot, window, known, settled) -> None:
    edits.name_faces(known, [face for face in people.confirmed(known.catalog)], "Everybody")
    window.session.people_cache.reload()
    window.session.go("person", people.people_named(known.catalog, "Everybody")[0].id)
    settled(window)
    qtbot.keyClick(window.page.grid, Qt.Key.Key_S, CTRL | Qt.KeyboardModifier.ShiftModifier)
    dial = window.open_sheet().dial
    before, middle = dial.value(), dial.rect().center()
    turn = QWheelEvent(
        QPointF(middle), QPointF(dial.mapToGlobal(middle)), QPoint(), QPoint(0, -240),
        Qt.MouseButton.NoButton, NONE, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(dial, turn)
    assert dial.value() == before
