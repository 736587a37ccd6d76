"""The sidebar says how much waits where, as the pages themselves do, and leads there by a click."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel

from faceorg.catalog import people
from faceorg.catalog.pictures import photos
from faceorg.domain import IgnoreReason, PhotoFilter, PhotoId
from faceorg.edits import EVERYTHING
from faceorg.gui.window import sidebar
from faceorg.gui.window.folder_entry import FolderEntry
from faceorg.gui.window.nav_button import NavButton
from faceorg.library.people import edits
from faceorg.library.review import questions
from faceorg.library.views import group_views
from faceorg.messages.codes import ProblemCode
from faceorg.messages.message import Message


@pytest.fixture(autouse=True)
def soon(monkeypatch: pytest.MonkeyPatch) -> None:
    """Questions are counted a moment after the last change, not seconds."""
    monkeypatch.setattr(sidebar, "QUESTIONS_AFTER_MS", 50)


def test_what_waits_in_review_is_counted_as_the_page_counts_it(qtbot, window, library) -> None:
    entry = window.sidebar.entries["review"]
    waiting = questions.waiting(library).questions
    assert waiting > 0
    qtbot.waitUntil(lambda: entry.count == str(waiting))
    assert entry.accessibleName() == f"Review {waiting}"
    qtbot.mouseClick(entry, Qt.MouseButton.LeftButton)
    assert window.trail.here.page == "review"
    qtbot.waitUntil(lambda: window.page.left.text().startswith(f"{waiting} question"))
    assert entry.count == str(waiting)


def test_an_answer_lowers_the_count_at_once(qtbot, window) -> None:
    entry = window.sidebar.entries["review"]
    window.session.go("review")
    qtbot.waitUntil(lambda: window.page.field.isVisible())  # "who is this?" of the largest group
    before = int(entry.count)
    qtbot.keyClicks(window.page.field, "Penny")
    qtbot.keyClick(window.page.field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: int(entry.count) < before)


@pytest.mark.parametrize("page", ["person", "story", "photos"])
def test_a_favourite_is_marked_on_each_of_their_pages(qtbot, window, known, page) -> None:
    amy = people.people_named(known.catalog, "Amy")[0].id
    edits.favour_people(known, [amy], favourite=True)
    window.session.broadcast(EVERYTHING)
    qtbot.waitUntil(lambda: len(window.sidebar.favourites()) == 1)
    window.session.go(page, PhotoFilter(all_of=(amy,)) if page == "photos" else amy)
    assert window.sidebar.favourites()[0].isChecked()
    marked = [name for name, entry in window.sidebar.entries.items() if entry.isChecked()]
    assert marked == ["photos" if page == "photos" else "people"]
    window.session.go("people")
    assert not window.sidebar.favourites()[0].isChecked()


def test_photos_are_counted_as_their_page_counts_them(qtbot, window, library) -> None:
    some = library.catalog.connection.execute("SELECT id FROM photos ORDER BY id LIMIT 2").fetchall()
    for row in some:
        photos.mark_failed(library.catalog, PhotoId(row[0]), Message(ProblemCode.PHOTO_NOT_ANALYSED))
    window.session.broadcast(EVERYTHING)
    qtbot.waitUntil(lambda: window.sidebar.entries["photos"].count == "50")
    window.session.go("photos")
    qtbot.waitUntil(lambda: window.page.model.rowCount() == 50)


def test_people_and_groups_are_counted_as_their_pages_count_them(qtbot, window, library, person_of) -> None:
    """Also with somebody hidden, a stranger, and a face whose box is only on its way."""
    penny, amy = (edits.name_faces(library, person_of(who), who).person_id for who in ("penny", "amy"))
    assert penny is not None and amy is not None
    edits.hide_person(library, amy, hidden=True)
    (largest, *_others) = group_views.groups(library, min_faces=2)
    library.catalog.connection.execute("UPDATE faces SET drawn = 1 WHERE id = ?", (largest.face_ids[0],))
    library.catalog.connection.commit()
    edits.ignore_faces(library, [largest.face_ids[1]], IgnoreReason.STRANGER)
    window.session.broadcast(EVERYTHING)
    groups = len(group_views.groups(library, min_faces=2))
    qtbot.waitUntil(lambda: window.sidebar.entries["unnamed"].count == str(groups))
    qtbot.waitUntil(lambda: window.sidebar.entries["people"].count == "1")
    window.session.go("unnamed")
    qtbot.waitUntil(lambda: window.page.count.text().startswith(f"{groups} group"))
    window.session.go("people")
    qtbot.waitUntil(lambda: window.page.model.people_count() == 1)


def test_a_folder_leads_to_its_photos(qtbot, window, library) -> None:
    def entries() -> list[NavButton]:
        return [entry for entry in window.sidebar.findChildren(NavButton) if entry.text() == "bbt"]

    qtbot.waitUntil(lambda: len(entries()) == 1)
    qtbot.mouseClick(entries()[0], Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: window.trail.here.page == "photos" and window.page.model.rowCount() == 52)
    assert window.trail.here.item.folder.name == "bbt"


def test_nothing_is_counted_in_an_empty_library(empty_window, settled) -> None:
    settled(empty_window)
    assert [entry.count for entry in empty_window.sidebar.entries.values()] == [""] * len(empty_window.sidebar.entries)
    assert not empty_window.toast.isVisible()
    said = [found.text() for found in empty_window.sidebar.findChildren(QLabel) if found.isVisible()]
    assert said == ["faceorg", "Folders"]


def test_the_folder_whose_photos_are_shown_is_lit_until_somebody_goes_on(qtbot, window) -> None:
    def lit() -> list[bool]:
        return [entry.isChecked() for entry in window.sidebar.findChildren(FolderEntry)]

    qtbot.waitUntil(lambda: lit() == [False])
    entry = window.sidebar.findChild(FolderEntry)
    for _time in (1, 2):  # a second click goes nowhere, and puts out nothing
        qtbot.mouseClick(entry, Qt.MouseButton.LeftButton)
        assert lit() == [True] and window.trail.here.page == "photos"
    qtbot.mouseClick(window.sidebar.entries["photos"], Qt.MouseButton.LeftButton)
    assert lit() == [False]


def test_tab_goes_down_the_sidebar_in_the_order_that_is_seen(qtbot, window) -> None:
    qtbot.waitUntil(lambda: window.sidebar.findChild(FolderEntry) is not None)
    window.sidebar.entries["people"].setFocus()
    seen = []
    for _step in range(len(window.sidebar.findChildren(NavButton))):
        seen.append(QApplication.focusWidget().text())
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
    main = ["People", "Unnamed", "Review", "Photos"]
    assert seen == [*main, "bbt", "Add a folder…", "Names in files", "Recognition", "Settings", "History"]
