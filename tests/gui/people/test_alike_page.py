"""Search by a face and by a picture from outside: best first, a line between the same and may be, named at once."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QContextMenuEvent, QImage
from PySide6.QtWidgets import QApplication, QFileDialog

from faceorg.catalog import faces
from faceorg.domain import PhotoFilter
from faceorg.edits import EVERYTHING
from faceorg.library.people import edits as verbs


def opened(qtbot, window, item):
    window.session.go("alike", item)
    page = window.page
    qtbot.waitUntil(lambda: bool(page.found) and page.model.rowCount() > 0)
    return page


@pytest.mark.both_helpers
def test_the_faces_of_one_person_lie_above_the_line(qtbot, window, person_of) -> None:
    own = person_of("penny")
    page = opened(qtbot, window, own[0])
    alike = page.probe().alike
    above = {face_row.face_id for face_row in alike.face_rows[: alike.above]}
    assert set(own[1:]) <= above
    for side in (alike.probabilities[: alike.above], alike.probabilities[alike.above :]):
        assert list(side) == sorted(side, reverse=True)
    assert page.grid.selected_faces() == [face_row.face_id for face_row in alike.face_rows[: alike.above]]


def test_a_name_gathers_the_selected_and_the_probe(qtbot, window, person_of) -> None:
    own = person_of("howard")
    page = opened(qtbot, window, own[0])
    page.grid.select_rows([page.model.row_of(face_id) for face_id in own[1:3]])
    qtbot.keyClick(page.grid, Qt.Key.Key_F2)
    qtbot.keyClicks(page.field, "Howard")
    qtbot.keyClick(page.field, Qt.Key.Key_Return)
    catalog = window.session.library.catalog
    qtbot.waitUntil(lambda: faces.face(catalog, own[0]).person_id is not None)
    found = faces.faces_of_person(catalog, faces.face(catalog, own[0]).person_id)
    decided = {face.id for face in found if face.assigned_by == "user"}
    assert decided == {own[0], *own[1:3]}


@pytest.mark.both_helpers
def test_a_dropped_picture_shows_who_is_in_it_and_where_else(
    qtbot, window, library, person_of, still_photos, drop_files
) -> None:
    verbs.name_faces(library, person_of("sheldon"), "Sheldon")
    window.session.broadcast(EVERYTHING)
    qtbot.waitUntil(lambda: len(window.session.people_cache) == 1)
    assert drop_files(window.page, [still_photos / "bbt4.jpg"])
    page = window.page
    assert window.trail.here.page == "alike"
    qtbot.waitUntil(lambda: len(page.found) >= 5, timeout=60_000)
    lines = [page.probes.model().index(row, 0).data() for row in range(page.probes.model().rowCount())]
    assert len(lines) == len(page.found)
    assert "Sheldon" in lines and "Nobody known" in lines
    first = page.model.face_rows()[0].face_id
    qtbot.keyClick(page.probes, Qt.Key.Key_Down)
    assert page.model.face_rows()[0].face_id != first


def test_a_pasted_picture_without_a_face_says_so(qtbot, window, qapp) -> None:
    image = QImage(320, 240, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.darkGreen)
    qapp.clipboard().setImage(image)
    qtbot.keyClick(window, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: window.trail.here.page == "alike")
    nothing = window.page.nothing
    qtbot.waitUntil(lambda: nothing.heading.text() == "There is nothing to search by")
    assert nothing.isVisible() and "No face" in nothing.sentence.text()


@pytest.mark.parametrize("place", ["people", "unnamed", "review", "photos", "history", "settings"])
def test_a_picture_is_taken_wherever_it_is_dropped(qtbot, window, still_photos, drop_files, place: str) -> None:
    window.session.go(place)
    picture = still_photos / "penny" / "penny1.png"
    assert drop_files(window.page, [picture])
    assert window.trail.here.page == "alike" and window.trail.here.item == picture


def test_a_picture_is_taken_on_the_search_field_and_the_sidebar_too(window, still_photos, drop_files) -> None:
    picture = still_photos / "penny" / "penny1.png"
    for widget in (window.search, window.sidebar):
        window.session.go("people")
        assert drop_files(widget, [picture])
        assert window.trail.here.item == picture and window.search.text() == ""


def test_a_dropped_folder_is_offered_for_a_scan(window, tmp_path: Path, drop_files) -> None:
    assert drop_files(window.page, [tmp_path])
    assert window.trail.here.page == "welcome"
    assert window.page.folders() == [tmp_path]


def test_text_in_the_clipboard_is_no_picture(qtbot, window, qapp) -> None:
    qapp.clipboard().setText("hello")
    qtbot.keyClick(window, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert "no picture" in window.toast.text()


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Space])
def test_enter_and_space_show_the_photo_of_a_face(qtbot, window, person_of, key) -> None:
    page = opened(qtbot, window, person_of("penny")[0])
    page.grid.setCurrentIndex(page.model.index(1, 0))
    qtbot.keyClick(page.grid, key)
    qtbot.waitUntil(lambda: window.trail.here.page == "photo")


def test_a_picture_chosen_from_the_menu_is_searched_by(qtbot, window, still_photos: Path, monkeypatch) -> None:
    picture = still_photos / "penny" / "penny1.png"
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_args: (str(picture), ""))
    qtbot.keyClick(window, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    assert window.trail.here.page == "alike"
    qtbot.waitUntil(lambda: len(window.page.found) == 1, timeout=60_000)


def test_a_pasted_picture_is_searched_by(qtbot, window, qapp, person_of, still_photos: Path) -> None:
    qapp.clipboard().setImage(QImage(str(still_photos / "penny" / "penny1.png")))
    qtbot.keyClick(window, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: window.trail.here.page == "alike" and len(window.page.found) == 1)
    alike = window.page.found[0].alike
    assert set(person_of("penny")) <= {face_row.face_id for face_row in alike.face_rows[: alike.above]}


@pytest.mark.parametrize("how", ["key", "link", "middle button", "menu"])
def test_all_photos_of_a_person_are_one_step_from_a_face(qtbot, window, library, person_of, choose, how: str) -> None:
    """From the results of a search to every photo of the person found."""
    penny = verbs.name_faces(library, person_of("penny"), "Penny").person_id
    window.session.people_cache.reload()
    qtbot.waitUntil(lambda: len(window.session.people_cache) == 1)
    page = opened(qtbot, window, person_of("penny")[0])
    index = page.model.index(page.model.row_of(person_of("penny")[3]), 0)
    area, place = page.grid.viewport(), page.grid.visualRect(index).center()
    if how == "key":
        page.grid.setCurrentIndex(index)
        qtbot.keyClick(page.grid, Qt.Key.Key_Return, Qt.KeyboardModifier.AltModifier)
    elif how == "link":
        assert page.open_person.text() == "All photos of Penny"
        qtbot.mouseClick(page.open_person, Qt.MouseButton.LeftButton)
    elif how == "middle button":
        qtbot.mouseClick(area, Qt.MouseButton.MiddleButton, pos=place)
    else:
        event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, place, area.mapToGlobal(place))
        choose(lambda: QApplication.sendEvent(area, event), "All photos of Penny")
    qtbot.waitUntil(lambda: window.trail.here.page == "photos")
    assert window.trail.here.item == PhotoFilter(all_of=(penny,))
    qtbot.waitUntil(lambda: window.page.model.rowCount() == 5)


def test_the_key_says_what_it_wants_where_there_is_no_face(qtbot, window) -> None:
    window.session.go("settings")
    qtbot.keyClick(window.page, Qt.Key.Key_Return, Qt.KeyboardModifier.AltModifier)
    assert "Choose a face first" in window.toast.text()


@pytest.mark.parametrize("kind", ["without a face", "broken", "text", "empty"])
@pytest.mark.both_helpers
def test_a_picture_that_cannot_be_searched_by_says_so_on_the_page(
    qtbot, window, tmp_path: Path, drop_files, kind: str
) -> None:
    file = tmp_path / "given.jpg"
    if kind == "without a face":
        grey = QImage(320, 240, QImage.Format.Format_RGB32)
        grey.fill(0x808080)
        grey.save(str(file))
    else:
        file.write_bytes({"broken": b"\xff\xd8\xff\xe0" + b"x" * 400, "text": b"no picture at all", "empty": b""}[kind])
    assert drop_files(window.page, [file])
    page = window.page
    qtbot.waitUntil(lambda: page.nothing.heading.text() == "There is nothing to search by")
    assert page.nothing.isVisible() and "given.jpg" in page.nothing.sentence.text()
    assert page.field.isEnabled() is False


def test_after_such_a_picture_another_search_works(qtbot, window, tmp_path: Path, person_of) -> None:
    file = tmp_path / "given.txt"
    file.write_text("no picture")
    window.session.go("alike", file)
    qtbot.waitUntil(lambda: window.page.nothing.heading.text() == "There is nothing to search by")
    page = opened(qtbot, window, person_of("penny")[0])
    assert page.grid.isVisible()
