"""What is typed at the top finds people, days and folders, and Enter goes there."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QLocale, Qt
from PySide6.QtTest import QTest

from faceorg.catalog import faces, people
from faceorg.catalog.pictures import photos
from faceorg.domain import PhotoFilter
from faceorg.edits import EVERYTHING
from faceorg.gui.search.days import find_days, without_year
from faceorg.gui.search.folder_names import find_folders
from faceorg.gui.search.query import readings, understand
from faceorg.gui.session.completion import Candidate, Completer
from faceorg.library.people.photo_dates import set_dates, span_of
from tests.gui.search_list import found

FOLDERS = [Path(text) for text in ("/p/2019 Italien", "/p/2019 Italien/Rom", "/p/Firmenfeier", "/p/alt/Promenade")]


def typed(window, text: str) -> list[str]:
    """Type into the field by its key and return the lines below it."""
    QTest.keyClick(window.page, Qt.Key.Key_Slash)
    QTest.keyClicks(window.search, text)
    return [hit.text for hit in found(window)]


def test_folders_are_found_by_the_beginning_of_their_name_first() -> None:
    assert find_folders("ro", FOLDERS, 3) == [Path("/p/2019 Italien/Rom"), Path("/p/alt/Promenade")]


def test_folders_are_found_by_a_part_of_their_name_whatever_its_case() -> None:
    assert find_folders("ITALIEN", FOLDERS, 3) == [Path("/p/2019 Italien")]


def test_one_letter_names_no_folder() -> None:
    assert find_folders("r", FOLDERS, 3) == []


def test_a_typed_folder_leads_to_its_photos(qtbot, window, still_photos: Path) -> None:
    typed(window, "sheld")
    qtbot.waitUntil(lambda: any(hit.icon == "folder" for hit in found(window)))
    assert found(window)[0].text == "sheldon"
    qtbot.keyClick(window.search, Qt.Key.Key_Return)
    page = window.page
    qtbot.waitUntil(lambda: page.model.rowCount() == 5)
    assert page.bar.filter == PhotoFilter(folder=still_photos / "sheldon")
    assert page.bar.folder.text() == "sheldon"


def test_a_typed_year_leads_to_its_photos(qtbot, window) -> None:
    assert typed(window, "2019-07") == ["Photos of 2019-07"]
    qtbot.keyClick(window.search, Qt.Key.Key_Return)
    assert window.page.bar.filter == PhotoFilter(since=date(2019, 7, 1), until=date(2019, 7, 31))


def test_a_year_without_a_photo_is_said_to_have_none(qtbot, window, library) -> None:
    ids = [row[0] for row in library.catalog.connection.execute("SELECT id FROM photos")]
    set_dates(library, ids, span_of("2019-07"))
    window.session.broadcast(EVERYTHING)
    typed(window, "2030")
    qtbot.waitUntil(lambda: [(hit.text, hit.detail) for hit in found(window)] == [("Photos of 2030", "no photos")])
    qtbot.keyClick(window.search, Qt.Key.Key_Escape)
    typed(window, "2019")
    qtbot.waitUntil(lambda: window.session.runner.is_idle)
    assert [(hit.text, hit.detail) for hit in found(window)] == [("Photos of 2019", "")]


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
        ("July 2019", (date(2019, 7, 1), date(2019, 7, 31))),
        ("Juli 2019", (date(2019, 7, 1), date(2019, 7, 31))),
        ("7/2019", (date(2019, 7, 1), date(2019, 7, 31))),
        ("summer 1974", (date(1974, 6, 1), date(1974, 8, 31))),
        ("21 July 2019", (date(2019, 7, 21), date(2019, 7, 21))),
        ("21.07.2019", (date(2019, 7, 21), date(2019, 7, 21))),
        ("2019-13", None),
        ("anna", None),
        ("1234", None),
        ("9999", None),
    ],
)
def test_days_are_read_as_they_are_typed(text: str, days) -> None:
    assert find_days(text) == days


@pytest.mark.parametrize(
    ("language", "text"), [("en_US", "7/21/2019"), ("en_GB", "21/07/2019"), ("de_DE", "21.7.2019")]
)
def test_a_day_is_read_in_the_order_of_the_language(language: str, text: str) -> None:
    before = QLocale()
    QLocale.setDefault(QLocale(language))
    try:
        assert find_days(text) == (date(2019, 7, 21), date(2019, 7, 21))
    finally:
        QLocale.setDefault(before)


# ---------------------------------------------------------------- several at once, files, nothing
LEE, PENNY, ANNA_MARIA = Candidate(1, "Lee Chen", 9), Candidate(2, "Penny", 8), Candidate(3, "Anna Maria Keller", 7)
KNOWN = Completer([LEE, PENNY, ANNA_MARIA])


def asked(text: str):
    return understand(text, KNOWN, lambda typed, limit: find_folders(typed, FOLDERS, limit))


@pytest.mark.parametrize(
    ("text", "people", "year", "folder"),
    [
        ("lee penny 2019", (LEE, PENNY), 2019, None),
        ("2019 penny", (PENNY,), 2019, None),
        ("lee chen penny", (LEE, PENNY), None, None),
        ("anna maria lee", (ANNA_MARIA, LEE), None, None),
        ("penny rom", (PENNY,), None, "Rom"),
        ("lee summer 2019", (LEE,), 2019, None),
    ],
)
def test_several_words_mean_people_a_time_and_a_folder_together(text: str, people, year, folder) -> None:
    found = asked(text)
    assert found.people == people
    assert (found.days[0].year if found.days else None) == year
    assert (found.folder.name if found.folder else None) == folder


@pytest.mark.parametrize(
    "text", ["penny", "lee chen", "2019", "July 2019", "penny xyzzy", "xyzzy 2019", "anna maria keller"]
)
def test_one_thing_or_a_word_that_means_nothing_is_no_several(text: str) -> None:
    assert asked(text) is None


def test_two_people_and_a_year_lead_to_their_photos_by_enter(qtbot, window, known) -> None:
    names = {person.name: person.id for person in people.people(known.catalog)}
    typed(window, "pen amy 2019")
    assert found(window)[0].text == "Penny + Amy  ·  2019"
    qtbot.keyClick(window.search, Qt.Key.Key_Return)
    assert window.trail.here.item == PhotoFilter(
        all_of=(names["Penny"], names["Amy"]), since=date(2019, 1, 1), until=date(2019, 12, 31)
    )


def test_whoever_is_called_like_a_month_is_found_beside_it() -> None:
    jan = Candidate(4, "Jan", 3)
    folders = lambda _typed, _limit: ()  # noqa: E731
    (found,) = readings("jan 2019", Completer([jan]), folders)
    assert found.people == (jan,) and found.days == (date(2019, 1, 1), date(2019, 12, 31))
    assert [len(reading.people) for reading in readings("penny jan 2019", Completer([jan, PENNY]), folders)] == [1, 2]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("july", ["July 2019", "July 2017"]),
        ("Dez", ["Dez 2018"]),
        ("winter", ["Winter 2018", "Winter 2016"]),
        ("march", []),
        ("penny", []),
        ("2019", []),
    ],
)
def test_a_month_without_a_year_is_that_of_each_year_with_photos(text: str, said: list[str]) -> None:
    months = [(2019, 7), (2017, 7), (2018, 12), (2017, 1), (2019, 7)]
    assert [time for time, _days in without_year(text, months)] == said


@pytest.mark.parametrize("text", ["um", "ca", "about", "jan.", "7"])
def test_what_only_a_year_makes_a_time_is_no_month(text: str) -> None:
    assert without_year(text, [(2019, 1), (2019, 7)]) == []


@pytest.mark.parametrize(
    ("language", "text", "month"),
    [
        ("fr_FR", "juillet 2019", 7), ("fr_FR", "1 août 2019", 8), ("fr_FR", "déc. 2019", 12),
        ("fr_FR", "July 2019", 7),
        ("pl_PL", "lipiec 2019", 7), ("pl_PL", "lipca 2019", 7), ("de_AT", "Jänner 2019", 1), ("tr_TR", "Juli 2019", 7),
    ],
)  # fmt: skip
def test_months_are_read_in_the_language_of_the_user_too(language: str, text: str, month: int) -> None:
    before = QLocale()
    QLocale.setDefault(QLocale(language))
    try:
        days = find_days(text)
    finally:
        QLocale.setDefault(before)
    assert days is not None and (days[0].year, days[0].month) == (2019, month)


def in_months(text: str, of: dict[PhotoFilter, list[tuple[int, int]]], who: Completer = KNOWN):
    """What is meant, where photos of these filters are of these months."""
    find = lambda typed, among: without_year(typed, of.get(among, ()))  # noqa: E731
    return readings(text, who, lambda typed, limit: find_folders(typed, FOLDERS, limit), find)


@pytest.mark.parametrize(
    ("text", "people", "said", "folder"),
    [
        ("penny july", (PENNY,), ["July 2019", "July 2017"], None),
        ("Juli penny", (PENNY,), ["Juli 2019", "Juli 2017"], None),
        ("lee penny summer", (LEE, PENNY), ["Summer 2016"], None),
        ("penny winter rom", (PENNY,), ["Winter 2018"], "Rom"),
        ("penny march", (PENNY,), [], None),
        ("xyzzy july", (), [], None),
    ],
)
def test_a_month_without_a_year_goes_together_with_people(text: str, people, said: list[str], folder) -> None:
    rome = PhotoFilter(all_of=(PENNY.person_id,), folder=FOLDERS[1])
    of = {
        PhotoFilter(all_of=(PENNY.person_id,)): [(2019, 7), (2017, 7), (2016, 12)],
        PhotoFilter(all_of=(LEE.person_id, PENNY.person_id)): [(2016, 6)],
        rome: [(2018, 12)],
    }
    found = in_months(text, of)
    assert [asked.days_said for asked in found] == said
    assert {asked.people for asked in found} <= {people}
    assert {asked.folder.name if asked.folder else None for asked in found} <= {folder}


def test_of_a_month_without_a_year_the_newest_three_are_offered() -> None:
    months = [(year, 7) for year in range(2010, 2020)]
    found = in_months("penny july", {PhotoFilter(all_of=(PENNY.person_id,)): months})
    assert [asked.days_said for asked in found] == ["July 2019", "July 2018", "July 2017"]


def test_whoever_is_called_like_a_month_stands_before_it() -> None:
    may = Candidate(5, "May", 3)
    months = {PhotoFilter(all_of=(PENNY.person_id,)): [(2019, 5)]}
    found = in_months("penny may", months, Completer([may, PENNY]))
    assert [(asked.people, asked.days_said) for asked in found] == [((PENNY, may), ""), ((PENNY,), "May 2019")]


def test_a_person_and_a_month_lead_to_the_photos_of_both(qtbot, window, known, person_of) -> None:
    """Only in years in which there is such a photo, also after something was decided."""
    penny = people.people_named(known.catalog, "Penny")[0].id
    hers, others = ([faces.face(known.catalog, person_of(who)[0]).photo_id] for who in ("penny", "howard"))
    set_dates(known, hers, span_of("2017-07-05"))
    set_dates(known, others, span_of("2015-07-05"))
    window.session.broadcast(EVERYTHING)
    typed(window, "penny july")
    qtbot.waitUntil(lambda: [hit.text for hit in found(window)] == ["Penny  ·  July 2017"])
    set_dates(known, hers, span_of("2016-07-05"))
    window.session.broadcast(EVERYTHING)
    typed(window, "penny july")
    qtbot.waitUntil(lambda: [hit.text for hit in found(window)] == ["Penny  ·  July 2016"])
    qtbot.keyClick(window.search, Qt.Key.Key_Return)
    assert window.trail.here.item == PhotoFilter(all_of=(penny,), since=date(2016, 7, 1), until=date(2016, 7, 31))
    qtbot.waitUntil(lambda: window.page.model.rowCount() == 1)


def test_a_month_that_is_typed_leads_to_its_photos_in_a_year(qtbot, window, library) -> None:
    photo = next(photos.all_photos(library.catalog))
    set_dates(library, [photo.id], span_of("2017-07-05"))
    window.session.broadcast(EVERYTHING)
    typed(window, "july")
    qtbot.waitUntil(lambda: [hit.text for hit in found(window)] == ["Photos of July 2017"])
    qtbot.keyClick(window.search, Qt.Key.Key_Return)
    assert window.trail.here.item == PhotoFilter(since=date(2017, 7, 1), until=date(2017, 7, 31))


def test_a_single_person_is_offered_with_all_photos(qtbot, window, known) -> None:
    assert typed(window, "penny")[:2] == ["Penny", "All photos of Penny"]
    qtbot.keyClick(window.search, Qt.Key.Key_Down)
    qtbot.keyClick(window.search, Qt.Key.Key_Down)
    qtbot.keyClick(window.search, Qt.Key.Key_Return)
    assert window.trail.here.page == "photos"


def test_a_file_is_found_by_its_name_and_shown(qtbot, window) -> None:
    typed(window, "Penny1")
    qtbot.waitUntil(lambda: any(hit.text == "penny1.png" for hit in found(window)))
    qtbot.keyClick(window.search, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.page.data is not None and window.page.data.photo.path.name == "penny1.png")


def test_that_nothing_is_found_is_said_and_enter_goes_nowhere(qtbot, window) -> None:
    here = window.trail.here
    typed(window, "xyzzy")
    qtbot.waitUntil(lambda: [hit.text for hit in found(window)] == ["Nothing is called “xyzzy”"])
    qtbot.keyClick(window.search, Qt.Key.Key_Down)
    qtbot.keyClick(window.search, Qt.Key.Key_Return)
    assert window.trail.here == here and window.search.text() == "xyzzy"
