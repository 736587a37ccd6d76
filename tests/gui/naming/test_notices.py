"""Notices above one another: what takes an Undo away, how many are in sight, and what they never cover."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QLabel, QScrollArea, QSlider

from faceorg.catalog import people
from faceorg.gui.pages.settings.videos_choice import VideosChoice
from faceorg.gui.window.first_size import WANTED
from faceorg.library.people import edits

LEFT = Qt.MouseButton.LeftButton


def lowest(window) -> int:
    """Where the lowest bar ends, in the page area."""
    return max(bar.geometry().bottom() for bar in window.toast.bars())


def test_news_of_something_else_takes_no_undo_away(qtbot, window, known, person_of) -> None:
    window.session.edit(lambda library: edits.name_faces(library, person_of("howard"), "Howard"))
    qtbot.waitUntil(lambda: window.toast.undo.isVisible())
    window.session.notice("Something else happened.")
    texts = [bar.notice.text for bar in window.toast.bars()]
    assert texts[-1] == window.toast.text() == "Something else happened." and "Howard" in texts[-2]
    first, second = window.toast.bars()[-2:]
    assert not first.geometry().intersects(second.geometry()) and first.y() < second.y()
    assert window.toast.undo.isVisible()
    qtbot.mouseClick(window.toast.undo, LEFT)
    qtbot.waitUntil(lambda: "Howard" not in [person.name for person in people.people(known.catalog)])
    assert not window.toast.undo.isVisible(), "it would take back what was before"


def test_the_next_edit_takes_the_undo_of_the_one_before(qtbot, window, known, person_of) -> None:
    for name in ("howard", "raj"):
        window.session.edit(lambda library, name=name: edits.name_faces(library, person_of(name), name.title()))
        qtbot.waitUntil(lambda name=name: name.title() in window.toast.text())
    assert [bar.notice.undo for bar in window.toast.bars()] == [True]
    qtbot.mouseClick(window.toast.undo, LEFT)
    qtbot.waitUntil(lambda: {person.name for person in people.people(known.catalog)} == {"Amy", "Penny", "Howard"})


def test_no_more_than_three_notices_are_in_sight_and_none_twice(window, known) -> None:
    for text in ("one", "two", "three", "four", "four"):
        window.session.notice(text)
    assert [bar.notice.text for bar in window.toast.bars()] == ["two", "three", "four"]


def test_a_notice_covers_no_button_of_the_selection_bar(qtbot, window, known) -> None:
    person = people.people(known.catalog)[0]
    window.session.go("person", person.id)
    page = window.page
    qtbot.waitUntil(lambda: page.model.rowCount() > 0)
    window.session.notice("Something happened.")
    before = lowest(window)
    page.grid.select_rows([0])
    qtbot.waitUntil(page.bar.isVisible)
    qtbot.waitUntil(lambda: lowest(window) < page.bar.mapTo(window.stack, page.bar.rect().topLeft()).y())
    assert lowest(window) < before


@pytest.mark.parametrize("size", [(900, 600), WANTED.toTuple()])
def test_a_notice_covers_no_answer(qtbot, window, known, settled, size: tuple[int, int]) -> None:
    """Nor a choice or a dial, wherever the page is scrolled: "Faces in videos" had lain under one."""
    window.resize(*size)
    window.session.go("settings")
    settled(window)
    for text in ("one", "two", "The folder Pictures is left out. Its faces and names are kept."):
        window.session.notice(text)
    kinds = (QAbstractButton, QComboBox, QSlider)
    used = [part for kind in kinds for part in window.page.findChildren(kind) if part.isVisible()]
    assert {kind for kind in kinds if any(isinstance(part, kind) for part in used)} == set(kinds)
    (area,) = window.page.findChildren(QScrollArea)
    bar = area.verticalScrollBar()
    assert bar.maximum() > 0
    for value in range(0, bar.maximum() + 1, 40):
        bar.setValue(value)
        QApplication.processEvents()
        bars = [bar.geometry() for bar in window.toast.bars()]
        places = [part.rect().translated(part.mapTo(window.stack, QPoint(0, 0))) for part in used]
        assert bars[-1].bottom() < window.stack.height()
        assert not [place for place in places if any(place.intersects(bar) for bar in bars)], value


def test_a_notice_leaves_faces_in_videos_to_be_chosen(qtbot, window, known, settled) -> None:
    """The mouse meets the choice, not a bar over it."""
    window.session.go("settings")
    settled(window)
    choice = window.page.findChild(VideosChoice)
    (area,) = window.page.findChildren(QScrollArea)
    for foot in (40, 100, 160):
        below = choice.mapTo(window.stack, choice.rect().bottomLeft()).y() + foot - window.stack.height()
        area.verticalScrollBar().setValue(area.verticalScrollBar().value() + below)
        window.session.notice("The folder Pictures is left out. Its faces and names are kept.", ("Show", lambda: None))
        QApplication.processEvents()
        middle = choice.mapTo(window, choice.rect().center())
        assert window.childAt(middle) is choice


def test_a_long_notice_is_told_whole_within_the_page(qtbot, window, known) -> None:
    window.resize(900, 600)
    window.session.notice("word " * 100)
    (bar,) = window.toast.bars()
    (text,) = [part for part in bar.findChildren(QLabel) if part.text()]
    assert bar.width() <= window.stack.width()
    assert text.height() >= text.heightForWidth(text.width()) and window.stack.rect().contains(bar.geometry())
