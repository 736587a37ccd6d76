"""A person as one would tell of them, by key and mouse: the strip of years, first and last, with whom, and the page."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QWidget

from faceorg.catalog import faces, people
from faceorg.dates import Span
from faceorg.domain import PhotoFilter
from faceorg.edits import EVERYTHING
from faceorg.gui.pages.story.make_page import free_name
from faceorg.library.exports.person_page import person_page
from faceorg.library.people import edits
from faceorg.library.people.photo_dates import set_dates
from faceorg.messages.text import Language
from faceorg.paper import as_pdf
from tests.old_edits import take_names_off

LEFT = Qt.MouseButton.LeftButton
YEARS = (1984, 1990, 2001)


@pytest.fixture
def penny(known, person_of):
    """Penny in photos of three years; in the group photo of one she is with Amy."""
    found = people.people_named(known.catalog, "Penny")[0].id
    own = person_of("penny")
    for face_id, year in zip(own, YEARS, strict=False):
        photo = faces.face(known.catalog, face_id).photo_id
        set_dates(known, [photo], Span.of_days(date(year, 6, 12), date(year, 6, 12)))
    rest = [faces.face(known.catalog, face_id).photo_id for face_id in own[len(YEARS) :]]
    set_dates(known, rest, Span.of_days(date(2001, 7, 1), date(2001, 7, 1)))
    return found


@pytest.fixture
def together(known, penny):
    """A photo in which both Penny and Amy are."""
    photo = next(
        photo
        for photo in sorted({face.photo_id for face in faces.all_faces(known.catalog, unassigned=True)})
        if len([face for face in faces.faces_of_photo(known.catalog, photo) if face.person_id is None]) > 1
    )
    first, second = [face.id for face in faces.faces_of_photo(known.catalog, photo) if face.person_id is None][:2]
    amy = people.people_named(known.catalog, "Amy")[0].id
    edits.assign_faces(known, [first], penny)
    edits.assign_faces(known, [second], amy)
    set_dates(known, [photo], Span.of_days(date(2001, 8, 1), date(2001, 8, 1)))
    return amy


@pytest.fixture
def page(qtbot, window, penny):
    window.session.go("story", penny)
    qtbot.waitUntil(lambda: len(window.page.years) == len(YEARS))
    return window.page


def test_f7_on_the_page_of_a_person_tells_of_them(qtbot, window, penny) -> None:
    window.session.go("person", penny)
    qtbot.waitUntil(lambda: window.page.model.rowCount() > 0)
    qtbot.keyClick(window.page.grid, Qt.Key.Key_F7)
    assert window.trail.here.page == "story" and window.trail.here.item == penny
    qtbot.waitUntil(lambda: len(window.page.years) == len(YEARS))
    assert window.windowTitle() == "Story of Penny — faceorg"


def test_the_strip_has_a_face_for_each_year_with_the_age(qtbot, window, known, penny) -> None:
    edits.set_birth_date(known, penny, date(1980, 1, 1))
    window.session.go("story", penny)
    page = window.page
    qtbot.waitUntil(lambda: len(page.years) == len(YEARS))
    assert [(tile.told.title, tile.told.detail) for tile in page.years] == [
        ("1984", "turns 4"), ("1990", "turns 10"), ("2001", "turns 21"),
    ]  # fmt: skip
    assert [tile.told.title for tile in page.ends] == ["The first", "The last"]


@pytest.mark.parametrize("how", ["click", "Enter"])
def test_a_year_leads_to_its_photos_with_that_face_in_hand(qtbot, window, known, page, penny, settled, how) -> None:
    tile = page.years[1]
    if how == "click":
        qtbot.mouseClick(tile, LEFT)
    else:
        qtbot.keyClick(window.focusWidget(), Qt.Key.Key_Tab)
        assert window.focusWidget() is tile
        qtbot.keyClick(tile, Qt.Key.Key_Return)
    assert window.trail.here.page == "photos"
    assert window.trail.here.item == PhotoFilter(all_of=(penny,), since=date(1990, 1, 1), until=date(1990, 12, 31))
    settled(window)
    grid = window.page.grid
    assert grid.identity(grid.currentIndex()) == faces.face(known.catalog, tile.told.face_id).photo_id
    window.go_back()
    qtbot.waitUntil(lambda: window.focusWidget() in window.page.years)
    assert window.focusWidget().told == tile.told  # the very tile


def test_the_keyboard_is_on_the_first_year_and_stays_on_its_year(qtbot, window, page, penny) -> None:
    """Before it is read, the keyboard is on the empty page; read again after an edit, every tile is a new one."""
    assert window.focusWidget() is page.years[0]
    qtbot.keyClick(page.years[0], Qt.Key.Key_Tab)
    before = window.focusWidget()
    assert before is page.years[1]
    window.session.edit(lambda library: edits.set_birth_date(library, penny, date(1980, 1, 1)))
    qtbot.waitUntil(lambda: [tile.told.detail for tile in page.years] == ["turns 4", "turns 10", "turns 21"])
    assert window.focusWidget() is page.years[1] and page.years[1] is not before


def test_somebody_who_is_often_there_leads_to_the_photos_of_both(qtbot, window, together, page, penny) -> None:
    assert [tile.told.title for tile in page.companions] == ["Amy"]
    qtbot.mouseClick(page.companions[0], LEFT)
    assert window.trail.here.item == PhotoFilter(all_of=(penny, together))


def test_the_first_photo_is_shown_by_a_click(qtbot, window, page) -> None:
    tile = page.ends[0]
    qtbot.mouseClick(tile, LEFT)
    assert window.trail.here.page == "photo"
    qtbot.waitUntil(lambda: window.page.data is not None and window.page.data.photo.id == tile.told.photo_id)


def test_an_edit_is_told_of_at_once(qtbot, window, known, page, person_of) -> None:
    take_names_off(known, person_of("penny")[:1])  # the only photo of 1984
    window.session.broadcast(edits.rename_person(known, page.person_id, "Penelope").changes)
    qtbot.waitUntil(lambda: len(page.years) == len(YEARS) - 1)
    assert page.top.name.text() == "Penelope"


def test_somebody_without_dates_is_told_so(qtbot, window, known) -> None:
    with known.catalog.atomic() as connection:
        connection.execute("UPDATE photos SET taken_at = NULL, taken_until = NULL")
    amy = people.people_named(known.catalog, "Amy")[0].id
    window.session.go("story", amy)
    page = window.page
    qtbot.waitUntil(page.nothing.isVisible)
    assert page.years == [] and page.ends == []


# ---------------------------------------------------------------- the page
def chosen(monkeypatch, file: Path, kind: str = "") -> None:
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args, **_options: (str(file), kind))


@pytest.mark.both_helpers
def test_a_web_page_is_made_as_a_job_and_offered(qtbot, window, page, tmp_path: Path, monkeypatch) -> None:
    file, opened = tmp_path / "Penny.html", []
    chosen(monkeypatch, file)
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url.toLocalFile()))
    with qtbot.waitSignal(window.session.runner.job_ended):
        qtbot.mouseClick(page.make, LEFT)
    qtbot.waitUntil(lambda: window.toast.more.isVisible())
    assert "<h1>Penny</h1>" in file.read_text(encoding="utf-8")
    assert window.toast.text() == "The page about Penny is in Penny.html."
    qtbot.mouseClick(window.toast.more, LEFT)
    assert opened == [str(file)]


def test_a_pdf_is_made_by_key(qtbot, window, page, tmp_path: Path, monkeypatch) -> None:
    file = tmp_path / "Penny"
    chosen(monkeypatch, file, "PDF, to print (*.pdf)")
    held = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    with qtbot.waitSignal(window.session.runner.job_ended):
        qtbot.keyClick(page, Qt.Key.Key_E, held)
    assert (tmp_path / "Penny.pdf").read_bytes().startswith(b"%PDF-")


@pytest.mark.parametrize("ending", [".html", ".pdf"])
def test_a_page_goes_beside_a_file_that_is_there(qtbot, window, page, tmp_path: Path, monkeypatch, ending) -> None:
    mine = tmp_path / f"Penny{ending}"
    mine.write_text("mine")
    chosen(monkeypatch, mine)
    with qtbot.waitSignal(window.session.runner.job_ended):
        qtbot.mouseClick(page.make, LEFT)
    assert mine.read_text() == "mine"
    assert (tmp_path / f"Penny (2){ending}").is_file()


def test_the_next_free_name_is_the_first_that_nothing_has(tmp_path: Path) -> None:
    assert free_name(tmp_path / "a.pdf") == tmp_path / "a.pdf"
    (tmp_path / "a.pdf").touch()
    (tmp_path / "a (2).pdf").touch()
    assert free_name(tmp_path / "a.pdf") == tmp_path / "a (3).pdf"


def sheets(pdf: bytes) -> int:
    return len(re.findall(rb"/Type\s*/Page\b", pdf))


def test_the_paper_bears_the_name_and_has_as_many_sheets_as_it_needs(qtbot, known, together, penny) -> None:
    told = person_page(known, penny, Language.ENGLISH, today=date(2026, 11, 30))
    pdf = as_pdf(told)
    assert "Penny".encode("utf-16-be") in pdf or b"(Penny)" in pdf
    few = sheets(pdf)
    assert few >= 1
    assert sheets(as_pdf(replace(told, best=told.best * 6))) > few
    assert b"/MediaBox [0 0 595" in pdf  # A4


def test_a_very_long_name_and_a_tall_picture_stay_on_the_paper(qtbot, known, penny) -> None:
    """Where nothing fits, nothing may be painted for ever on new sheets."""
    told = person_page(known, penny, Language.GERMAN)
    tall = replace(told.best[0], height=told.best[0].width * 30, said="mit " + "Wolfgang und " * 60)
    pdf = as_pdf(replace(told, name="Wolfeschlegelsteinhausenbergerdorff " * 6, best=(tall, tall, tall)))
    assert sheets(pdf) <= 6


def _top(tile: QWidget) -> int:
    return tile.mapTo(tile.window(), QPoint()).y()


def test_arrows_go_where_they_point(qtbot, window, page, together) -> None:
    """Down is the line below, not the tile beside; at the end of a line Right goes on to the next one."""
    window.session.broadcast(EVERYTHING)
    qtbot.waitUntil(lambda: len(page.companions) == 1 and window.session.runner.is_idle)
    # Arrows go by where tiles are, which Qt decides when it next has time.
    qtbot.waitUntil(lambda: _top(page.years[0]) < _top(page.ends[0]) < _top(page.companions[0]))
    keys = Qt.Key
    page.years[1].setFocus()
    for key, wanted in (
        (keys.Key_Left, lambda: page.years[0]),
        (keys.Key_Left, lambda: page.years[0]),
        (keys.Key_Down, lambda: page.ends[0]),
        (keys.Key_Down, lambda: page.companions[0]),
        (keys.Key_Down, lambda: page.companions[0]),
        (keys.Key_Up, lambda: page.ends[0]),
        (keys.Key_Right, lambda: page.ends[1]),
        (keys.Key_Right, lambda: page.companions[0]),
    ):
        qtbot.keyClick(window.focusWidget(), key)
        assert window.focusWidget() is wanted(), key
    lowest = page.companions[0].mapTo(page, page.companions[0].rect().bottomLeft()).y()
    assert lowest <= page.height()  # scrolled into sight


def test_a_click_beside_the_tiles_leaves_the_keyboard_where_it_is(qtbot, page, window) -> None:
    tile = page.years[1]
    tile.setFocus()
    inner = tile.parentWidget()
    beside = QPoint(inner.width() - 4, tile.geometry().center().y())
    assert inner.childAt(beside) is None
    qtbot.mouseClick(inner, LEFT, pos=beside)
    assert window.focusWidget() is tile
