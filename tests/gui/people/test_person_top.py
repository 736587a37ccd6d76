"""[Faces | Photos | Story] of a person: in the same place on all three, from each to the others by a click or a key."""

from __future__ import annotations

from itertools import permutations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication

from faceorg.edits import EVERYTHING
from faceorg.gui.pages.person_top import FACES, PHOTOS, STORY, PersonTop
from faceorg.library.people import edits
from faceorg.library.views import people_views

LEFT, CTRL, SHIFT = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
PAGES = {FACES: "person", PHOTOS: "photos", STORY: "story"}
KEYS = {
    FACES: (Qt.Key.Key_F7, SHIFT),
    PHOTOS: (Qt.Key.Key_P, CTRL | SHIFT),
    STORY: (Qt.Key.Key_F7, Qt.KeyboardModifier.NoModifier),
}


@pytest.fixture
def penny(qtbot, window, library, person_of):
    made = edits.name_faces(library, person_of("penny"), "Penny").person_id
    window.session.broadcast(EVERYTHING)
    qtbot.waitUntil(lambda: window.session.people_cache.get(made) is not None)
    window.session.go("person", made)
    return made


def top(window) -> PersonTop:
    """The head of the page in sight."""
    (found,) = [one for one in window.page.findChildren(PersonTop) if one.isVisible()]
    return found


def here(window) -> tuple[str, object]:
    """The page, and whom it is about."""
    place = window.trail.here
    return place.page, place.item.all_of[0] if place.page == "photos" else place.item


@pytest.mark.parametrize("size", [(1200, 800), (900, 600)])
def test_the_choice_does_not_move_under_the_pointer(qtbot, window, penny, settled, size: tuple[int, int]) -> None:
    """Click upon click at one spot of the window: each button stays where it was."""
    window.resize(*size)
    places = {}
    for page in (FACES, PHOTOS, STORY):
        settled(window)
        buttons = {key: top(window).what.button(key) for key in PAGES}
        places[page] = {key: found.mapTo(window, QPoint(0, 0)).toTuple() for key, found in buttons.items()}
        following = {FACES: PHOTOS, PHOTOS: STORY, STORY: FACES}[page]
        spot = buttons[following].mapTo(window, buttons[following].rect().center())
        hit = window.childAt(spot)
        assert hit is buttons[following]
        qtbot.mouseClick(hit, LEFT)
        assert here(window) == (PAGES[following], penny)
        assert top(window).what.choice() == following
    assert places[FACES] == places[PHOTOS] == places[STORY]


@pytest.mark.parametrize(("start", "end"), list(permutations(PAGES, 2)))
def test_one_key_goes_from_each_page_to_each_other(qtbot, window, penny, settled, start: str, end: str) -> None:
    qtbot.mouseClick(top(window).what.button(start), LEFT)
    settled(window)
    assert here(window) == (PAGES[start], penny)
    key, modifier = KEYS[end]
    qtbot.keyClick(QApplication.focusWidget(), key, modifier)
    assert here(window) == (PAGES[end], penny)


def test_the_keys_say_what_they_want_where_the_photos_are_not_one_persons(qtbot, window, penny, settled) -> None:
    window.session.go("photos")
    settled(window)
    qtbot.keyClick(window.page.grid, Qt.Key.Key_F7)
    assert window.trail.here.page == "photos"
    assert window.toast.text() == "Choose one person first: these pages are about one."


def test_nothing_of_somebody_else_is_there_until_a_person_is_read(
    qtbot, window, library, penny, person_of, settled
) -> None:
    """The star of the one before would be clicked."""
    settled(window)
    assert top(window).name.text() == "Penny"
    amy = edits.name_faces(library, person_of("amy"), "Amy").person_id  # whom the window has not heard of
    window.session.go("person", amy)
    assert top(window).name.text() == "" and top(window).person_id is None
    qtbot.mouseClick(top(window).star, LEFT)
    settled(window)
    assert top(window).name.text() == "Amy" and not top(window).star.isChecked()
    assert not any(found.person.favourite for found in people_views.summaries(library))


@pytest.mark.parametrize("page", PAGES)
def test_the_star_makes_a_favourite_on_each(qtbot, window, library, penny, settled, page: str) -> None:
    if page != FACES:
        qtbot.mouseClick(top(window).what.button(page), LEFT)
    settled(window)
    assert not top(window).star.isChecked()
    qtbot.mouseClick(top(window).star, LEFT)
    qtbot.waitUntil(lambda: people_views.summaries(library, [penny])[0].person.favourite)
    qtbot.waitUntil(lambda: top(window).star.isChecked())
    assert here(window) == (PAGES[page], penny)
