"""Help: F1 opens the guide where it tells of the page in sight, it is searched by words; About says nothing private."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QPushButton

from faceorg import guide
from faceorg.gui.pages.registry import PAGES
from faceorg.gui.session.navigation import GuidePlace
from faceorg.gui.sheets.about import AboutSheet, for_a_report
from faceorg.gui.window.shortcut_sheet import ShortcutSheet
from faceorg.library.people import edits
from faceorg.messages.text import Language
from faceorg.paths import resources_dir
from faceorg.version import described

LEFT = Qt.MouseButton.LeftButton


def titles(page) -> list[str]:
    return [page.list.item(row).text() for row in range(page.list.count())]


def in_sight(text) -> str:
    """The first line of the text that is in sight."""
    return text.cursorForPosition(QPoint(40, 24)).block().text()


# ---------------------------------------------------------------- keys
@pytest.mark.parametrize("name", [page.name for page in PAGES if page.name != "guide"])
def test_f1_opens_the_chapter_about_the_page_in_sight(qtbot, empty_window, name) -> None:
    empty_window.session.go(name)
    qtbot.keyClick(empty_window, Qt.Key.Key_F1)
    place = empty_window.trail.here
    wanted = next(page.guide for page in PAGES if page.name == name)
    assert (place.page, place.item) == ("guide", GuidePlace(wanted))
    title = guide.chapter(wanted, Language.ENGLISH).title
    assert empty_window.page.list.currentItem().text() == title
    assert empty_window.page.text.document().begin().text() == title
    qtbot.keyClick(empty_window, Qt.Key.Key_Escape)
    assert empty_window.trail.here.page == name


def test_f1_in_the_guide_stays_where_one_is(qtbot, empty_window) -> None:
    empty_window.session.go("guide", GuidePlace("packs"))
    qtbot.keyClick(empty_window, Qt.Key.Key_F1)
    assert empty_window.trail.here.item == GuidePlace("packs")


def test_the_sheet_of_keys_says_f1_for_the_guide_and_a_question_mark_for_itself(qtbot, empty_window) -> None:
    actions = empty_window.actions_
    assert [key.toString() for key in actions["guide"].shortcuts()] == ["F1"]
    assert [key.toString() for key in actions["keys"].shortcuts()] == ["?"]
    qtbot.keyClick(empty_window.page, Qt.Key.Key_Question)
    assert empty_window.findChild(ShortcutSheet).isVisible()


# ---------------------------------------------------------------- reading
def test_a_chapter_is_opened_with_a_click(qtbot, empty_window) -> None:
    empty_window.session.go("guide")
    page = empty_window.page
    assert titles(page) == [one.title for one in guide.chapters(Language.ENGLISH)]
    row = guide.CHAPTERS.index("privacy")
    qtbot.mouseClick(page.list.viewport(), LEFT, pos=page.list.visualItemRect(page.list.item(row)).center())
    assert page.text.document().begin().text() == "Privacy"


def test_keys_turn_to_the_next_chapter_and_back(qtbot, empty_window) -> None:
    empty_window.session.go("guide", GuidePlace("naming"))
    control = Qt.KeyboardModifier.ControlModifier
    qtbot.keyClick(empty_window, Qt.Key.Key_PageDown, control)
    assert empty_window.trail.here.item == GuidePlace("review")
    qtbot.keyClick(empty_window, Qt.Key.Key_PageUp, control)
    assert empty_window.trail.here.item == GuidePlace("naming")


def test_a_link_leads_to_its_heading_and_back_comes_back(qtbot, empty_window) -> None:
    empty_window.session.go("guide", GuidePlace("troubleshooting"))
    text = empty_window.page.text
    text.followed.emit("commands.md#merge")
    assert text.document().begin().text() == "The command line"
    qtbot.waitUntil(lambda: in_sight(text) == "merge")
    empty_window.go_back()
    assert text.document().begin().text() == "When something is wrong"


def test_words_find_the_headings_below_which_they_stand(qtbot, empty_window) -> None:
    empty_window.session.go("guide", GuidePlace("naming"))
    page = empty_window.page
    qtbot.keyClick(empty_window, Qt.Key.Key_F3)
    qtbot.keyClicks(page.field, "twins mother")
    assert titles(page) == ["Correcting: One person, twice", "The command line: separate"]
    qtbot.keyClick(page.field, Qt.Key.Key_Return)
    assert page.text.document().begin().text() == "Correcting"
    qtbot.keyClick(page.list, Qt.Key.Key_Down)
    qtbot.keyClick(page.list, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: in_sight(page.text) == "separate")
    assert {mark.cursor.selectedText() for mark in page.text.extraSelections()} == {"twins", "mother"}


def test_words_that_stand_nowhere_say_so_and_escape_brings_the_chapters_back(qtbot, empty_window) -> None:
    empty_window.session.go("guide")
    page = empty_window.page
    page.field.setFocus()
    qtbot.keyClicks(page.field, "quicksilver")
    assert titles(page) == []
    assert page.nothing.isVisible()
    qtbot.keyClick(page.field, Qt.Key.Key_Escape)
    assert len(titles(page)) == len(guide.CHAPTERS)
    assert empty_window.trail.here.page == "guide"


# ---------------------------------------------------------------- what the guide says of the window
KEYS = {
    "Strg": "Ctrl", "Umschalt": "Shift", "Entf": "Del", "Eingabe": "Return", "Enter": "Return",
    "Rücktaste": "Backspace", "Leertaste": "Space", "Runter": "Down", "Bild ab": "PgDown", "Bild auf": "PgUp",
    "Links": "Left", "Rechts": "Right",
}  # fmt: skip
# Keys of lists, fields and single widgets, which are in no menu.
OUTSIDE_MENUS = {"Return", "Del", "Tab", "Shift", "Ctrl", "Down", "Esc", "Ctrl+V"}
BOLD, ITALIC = re.compile(r"\*\*([^*]+)\*\*"), re.compile(r"(?<!\*)\*([^*]+)\*(?!\*)")
CHAPTERS = [pytest.param(language, name, id=f"{language}-{name}") for language in Language for name in guide.CHAPTERS]


def keys_of(text: str) -> set[str]:
    """The keys a text names, as Qt spells them in English."""
    named = {" ".join(found.split()) for found in BOLD.findall(text)}
    return {"+".join(KEYS.get(part, part) for part in key.split("+")) for key in named}


def test_every_key_that_the_guide_names_is_one_of_the_window(empty_window) -> None:
    known = set(OUTSIDE_MENUS)
    for page in PAGES:
        empty_window.session.go(page.name)
        for menu in empty_window.actions_.menus.values():
            known |= {
                key.toString(QKeySequence.SequenceFormat.PortableText)
                for action in menu.actions()
                for key in action.shortcuts()
            }
    for language in Language:
        for one in guide.chapters(language):
            assert keys_of(one.text) - known == set(), (language, one.name)


def window_words(language: Language) -> list[re.Pattern[str]]:
    """Every text of the window in a language; what it fills in may be anything."""
    tree = ET.parse(resources_dir() / "translations" / "faceorg_de.ts")
    found = []
    for message in tree.iter("message"):
        translated = message.find("translation")
        forms = [form.text or "" for form in translated.findall("numerusform")] or [translated.text or ""]
        for text in [message.findtext("source") or ""] if language is Language.ENGLISH else forms:
            plain = re.escape(text.replace("&", "").removesuffix("…").strip())
            pattern, filled_in = re.subn(r"\\\{\w+\\\}|%Ln", ".+", plain)
            if not filled_in or len(pattern) > 8:  # "{name}, {count}" would be anything
                found.append(re.compile(pattern))
    return found


@pytest.mark.parametrize(("language", "name"), CHAPTERS)
def test_every_word_of_the_window_that_the_guide_quotes_is_there(language, name) -> None:
    said = ITALIC.findall(guide.chapter(name, language).text)
    quoted = {" ".join(one.split()).removesuffix("…").strip() for one in said}
    known = window_words(language)
    assert sorted(one for one in quoted if not any(word.fullmatch(one) for word in known)) == []


def test_a_word_that_the_window_does_not_have_would_be_noticed() -> None:
    for language, word in ((Language.ENGLISH, "Merge everybody"), (Language.GERMAN, "Alle zusammenlegen")):
        assert not any(known.fullmatch(word) for known in window_words(language))


# ---------------------------------------------------------------- About
def test_about_shows_versions_licences_and_the_folder(qtbot, empty_window) -> None:
    qtbot.keyClick(empty_window, Qt.Key.Key_F1, Qt.KeyboardModifier.ShiftModifier)
    sheet = empty_window.findChild(AboutSheet)
    assert f"faceorg {described()}" in sheet.text.toPlainText()
    qtbot.mouseClick(sheet.which.button("licence"), LEFT)
    assert "Apache License" in sheet.text.toPlainText()
    qtbot.mouseClick(sheet.which.button("others"), LEFT)
    assert "onnxruntime" in sheet.text.toPlainText()
    qtbot.keyClick(sheet, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: empty_window.open_sheet() is None)


def test_what_is_copied_for_a_bug_report_has_no_names_and_no_paths(qtbot, qapp, window, person_of) -> None:
    edits.name_faces(window.session.library, person_of("penny"), "Penelope")
    window.show_about()
    sheet = window.findChild(AboutSheet)
    copy = next(made for made in sheet.findChildren(QPushButton) if "bug report" in made.text())
    qtbot.mouseClick(copy, LEFT)
    copied = qapp.clipboard().text()
    assert copied == for_a_report()
    assert f"faceorg {described()}" in copied and "onnxruntime" in copied and "Qt " in copied
    private = {"Penelope", "/", "\\", str(window.session.library.folder), Path.home().name + "/"}
    assert {one for one in private if one in copied} == set()
    sheet.close_sheet()
