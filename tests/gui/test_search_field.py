"""What is typed at the top finds people, days and folders, and Enter goes there."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from faceorg.domain import PhotoFilter
from faceorg.gui.search.folder_names import find_folders
from faceorg.gui.search.search_field import find_days

FOLDERS = [Path(text) for text in ("/p/2019 Italien", "/p/2019 Italien/Rom", "/p/Firmenfeier", "/p/alt/Promenade")]


def typed(window, text: str) -> list[str]:
    """Type into the field by its key and return the lines below it."""
    QTest.keyClick(window.page, Qt.Key.Key_Slash)
    QTest.keyClicks(window.search, text)
    return [hit.text for hit in window.search.hits()]


def test_folders_are_found_by_the_beginning_of_their_name_first() -> None:
    assert find_folders("ro", FOLDERS, 3) == [Path("/p/2019 Italien/Rom"), Path("/p/alt/Promenade")]


def test_folders_are_found_by_a_part_of_their_name_whatever_its_case() -> None:
    assert find_folders("ITALIEN", FOLDERS, 3) == [Path("/p/2019 Italien")]


def test_one_letter_names_no_folder() -> None:
    assert find_folders("r", FOLDERS, 3) == []


def test_a_typed_folder_leads_to_its_photos(qtbot, window, still_photos: Path) -> None:
    typed(window, "sheld")
    qtbot.waitUntil(lambda: any(hit.icon == "folder" for hit in window.search.hits()))
    assert window.search.hits()[0].text == "sheldon"
    qtbot.keyClick(window.search, Qt.Key.Key_Return)
    page = window.page
    qtbot.waitUntil(lambda: page.model.rowCount() == 5)
    assert page.bar.filter == PhotoFilter(folder=still_photos / "sheldon")
    assert page.bar.folder.text() == "sheldon"


def test_a_typed_year_leads_to_its_photos(qtbot, window) -> None:
    assert typed(window, "2019-07") == ["Photos of 2019-07"]
    qtbot.keyClick(window.search, Qt.Key.Key_Return)
    assert window.page.bar.filter == PhotoFilter(since=date(2019, 7, 1), until=date(2019, 7, 31))


def test_a_click_on_a_line_goes_there(qtbot, window) -> None:
    typed(window, "2019")
    lines = window.search.lines
    qtbot.mouseClick(
        lines.viewport(), Qt.MouseButton.LeftButton, pos=lines.visualRect(lines.model().index(0, 0)).center()
    )
    assert window.trail.here.page == "photos"


def test_escape_clears_the_field_and_gives_the_keyboard_back(qtbot, window) -> None:
    typed(window, "2019")
    qtbot.keyClick(window.search, Qt.Key.Key_Escape)
    assert window.search.text() == ""
    assert not window.search.hasFocus()


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("2019", (date(2019, 1, 1), date(2019, 12, 31))),
        ("2020-2", (date(2020, 2, 1), date(2020, 2, 29))),
        ("2019-07-21", (date(2019, 7, 21), date(2019, 7, 21))),
        ("2019-13", None),
        ("anna", None),
    ],
)
def test_days_are_read_as_they_are_typed(text: str, days) -> None:
    assert find_days(text) == days
