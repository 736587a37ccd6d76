"""Every menu is reached by Alt and a letter, and every line in it by one, in each language; no two share one."""

from __future__ import annotations

import sys

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QMenu

from faceorg.gui.pages.registry import PAGES
from faceorg.gui.words.keys import letter_of, with_letters
from tests.gui.words.test_clipped import spoken

__all__ = ["spoken"]


def test_a_letter_is_the_first_of_a_word_that_no_other_has() -> None:
    assert with_letters(["Open", "Open all", "Options"], ["f"]) == ["&Open", "Open &all", "O&ptions"]


def test_a_letter_that_somebody_chose_stays_and_is_no_other_s() -> None:
    assert with_letters(["Save", "&Stop", "Salt && pepper"]) == ["S&ave", "&Stop", "Salt && &pepper"]


def test_a_text_whose_letters_are_all_taken_has_none() -> None:
    assert with_letters(["ab", "ba", "ab", "12"]) == ["&ab", "&ba", "ab", "12"]


def test_a_letter_is_handed_over_where_another_line_has_no_other() -> None:
    assert with_letters(["ab", "a"]) == ["a&b", "&a"]


@pytest.mark.skipif(sys.platform == "darwin", reason="macOS has no access letters")
def test_every_menu_and_every_line_has_a_letter_of_its_own_while_it_is_open(qtbot, spoken, settled) -> None:
    for page in (page for page in PAGES if page.place in ("main", "foot")):
        spoken.session.go(page.name)
        menus = [menu for menu in spoken.actions_.menus.values() if menu.menuAction().isVisible()]
        letters = [letter_of(menu.title()).casefold() for menu in menus]
        assert "" not in letters and len(set(letters)) == len(letters), [menu.title() for menu in menus]
        for menu in menus:
            before = [action.text() for action in menu.actions()]
            menu.aboutToShow.emit()
            texts = [action.text() for action in menu.actions() if not action.isSeparator()]
            found = [letter_of(text).casefold() for text in texts if letter_of(text)]
            assert len(set(found)) == len(found), texts
            for text in texts:  # a menu of more lines than letters leaves some without
                assert letter_of(text) or {letter.casefold() for letter in text if letter.isalpha()} <= set(found)
            menu.aboutToHide.emit()
            assert [action.text() for action in menu.actions()] == before


def test_alt_and_letters_go_to_a_page(qtbot, empty_window) -> None:
    empty_window.session.go("people")
    qtbot.keyClick(empty_window, Qt.Key.Key_G, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(lambda: isinstance(QApplication.activePopupWidget(), QMenu))
    menu = QApplication.activePopupWidget()
    entry = next(action for action in menu.actions() if action.text().replace("&", "") == "Photos")
    qtbot.keyClicks(menu, letter_of(entry.text()))
    qtbot.waitUntil(lambda: empty_window.trail.here.page == "photos")
    assert entry.text() == "Photos"
