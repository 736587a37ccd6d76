"""Letters are letters: while somebody types a name, no verb fires, on any page."""

from __future__ import annotations

from string import ascii_lowercase, ascii_uppercase

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication

from faceorg.catalog import people
from faceorg.gui.pages.registry import PAGES
from faceorg.gui.session.navigation import PhotoTarget
from faceorg.gui.slides.slide_show import SlideShow
from faceorg.gui.words.keys import may_begin_name, shortcuts
from faceorg.library.opening import history
from faceorg.library.people import edits

ENTER, SPACE, DOWN, UP = Qt.Key.Key_Return, Qt.Key.Key_Space, Qt.Key.Key_Down, Qt.Key.Key_Up

CTRL = Qt.KeyboardModifier.ControlModifier


def settle(qtbot, window) -> None:
    qtbot.waitUntil(lambda: window.session.runner.is_idle)
    QApplication.processEvents()


def item_of(window, name: str, person_of):
    """What a page shows that shows one thing."""
    penny = person_of("penny")[0]
    shown = {"photo": PhotoTarget(None, penny), "alike": penny}
    of_somebody = name in ("person", "story")
    return window.session.people_cache.summaries()[0].person.id if of_somebody else shown.get(name)


@pytest.mark.parametrize("name", [page.name for page in PAGES])
def test_letters_decide_nothing_and_lead_nowhere(qtbot, window, known, settled, person_of, name: str) -> None:
    window.session.go(name, item_of(window, name, person_of))
    settled(window)
    place, settings = window.trail.here, known.settings
    before = people.confirmed(known.catalog), people.people(known.catalog), history.next_steps(known)
    for letter in ascii_lowercase + ascii_uppercase:
        qtbot.keyClicks(QApplication.focusWidget() or window.page, letter)
        assert window.open_sheet() is None, letter
        assert window.trail.here == place, letter
    settle(qtbot, window)
    after = people.confirmed(known.catalog), people.people(known.catalog), history.next_steps(known)
    assert after == before
    assert known.settings == settings


def test_letters_in_a_slideshow_change_nothing(qtbot, window, known, settled) -> None:
    window.session.go("photos")
    settled(window)
    qtbot.keyClick(window.page.grid, Qt.Key.Key_F9)
    qtbot.waitUntil(lambda: bool(window.findChildren(SlideShow)))
    (show,) = window.findChildren(SlideShow)
    qtbot.waitUntil(lambda: show.slide is not None)
    qtbot.keyClick(show, SPACE)
    slide, before = show.slide, (people.confirmed(known.catalog), history.next_steps(known))
    for letter in ascii_lowercase + ascii_uppercase:
        qtbot.keyClicks(show, letter)
        assert window.findChildren(SlideShow) == [show] and window.open_sheet() is None, letter
    settle(qtbot, window)
    assert show.is_paused and show.slide is slide
    assert (people.confirmed(known.catalog), history.next_steps(known)) == before
    show.close()


def test_no_verb_of_any_page_sits_on_a_letter(window, known, person_of) -> None:
    for page in PAGES:
        window.session.go(page.name, item_of(window, page.name, person_of))
    verbs = window.findChildren(QAction)
    assert len(verbs) > 80
    assert [verb.text() for verb in verbs if any(map(may_begin_name, verb.shortcuts()))] == []
    for refused in ("M", "Shift+I", "G, P", "Ä"):
        with pytest.raises(ValueError, match="letters are for names"):
            shortcuts(refused)


@pytest.mark.by_the_clock("the toolkit takes letters for one name until its own time has passed")
def test_on_people_letters_go_to_a_name(qtbot, window, known, settled) -> None:
    window.session.go("people")
    settled(window)
    for beginning, name in (("pe", "Penny"), ("am", "Amy")):
        window.page.grid.setCurrentIndex(window.page.model.index(0, 0))
        qtbot.wait(QApplication.keyboardInputInterval() + 50)  # a new beginning, not the one before it going on
        qtbot.keyClicks(window.page.grid, beginning)
        assert window.page.grid.currentIndex().data() == name


def test_letters_begin_a_name_only_for_faces_that_are_selected(qtbot, window, known, settled) -> None:
    amy = people.people_named(known.catalog, "Amy")[0]
    window.session.go("person", amy.id)
    settled(window)
    grid = window.page.grid
    qtbot.keyClick(grid, Qt.Key.Key_Right)
    grid.clearSelection()
    qtbot.keyClicks(grid, "d")
    assert window.open_sheet() is None
    grid.select_rows([0])
    chosen = grid.selected_faces()
    for letter in "Diana Spencer":
        qtbot.keyClicks(QApplication.focusWidget(), letter)
    assert window.open_sheet().field.text() == "Diana Spencer"
    before = people.confirmed(known.catalog)
    qtbot.keyClick(window.open_sheet().field, ENTER)
    qtbot.waitUntil(lambda: bool(people.people_named(known.catalog, "Diana Spencer")))
    diana = people.people_named(known.catalog, "Diana Spencer")[0].id
    assert people.confirmed(known.catalog) == before | dict.fromkeys(chosen, diana)


@pytest.mark.parametrize("name", ["photo", "unnamed", "alike", "review"])
def test_where_faces_are_in_hand_the_first_letter_is_not_lost(
    qtbot, window, known, settled, person_of, name: str
) -> None:
    if name == "review":
        edits.name_faces(known, person_of("amy")[:1], "Amy")
    window.session.go(name, item_of(window, name, person_of) if name != "alike" else person_of("howard")[0])
    settled(window)
    if name == "unnamed":
        qtbot.keyClick(window.page.rows.field, Qt.Key.Key_Escape)
        assert not window.page.rows.field.hasFocus()
    elif name == "photo":
        qtbot.waitUntil(lambda: window.page.stage.has_picture and window.page.stage.current is not None)
    for letter in "Zoe":
        qtbot.keyClicks(QApplication.focusWidget() or window.page, letter)
    assert QApplication.focusWidget().text() == "Zoe"
