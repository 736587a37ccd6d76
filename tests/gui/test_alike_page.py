"""Search by a face and by a picture from outside: best first, a line between the same and may be, named at once."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QFileDialog

from faceorg.catalog import faces


def opened(qtbot, window, item, timeout: int = 30_000):
    window.session.go("alike", item)
    page = window.page
    qtbot.waitUntil(lambda: bool(page._probes) and page.model.rowCount() > 0, timeout=timeout)
    return page


def test_the_faces_of_one_person_lie_above_the_line(qtbot, window, person_of) -> None:
    own = person_of("penny")
    page = opened(qtbot, window, own[0])
    alike = page._probe().alike
    above = {glance.face_id for glance in alike.glances[: alike.above]}
    assert set(own[1:]) <= above
    for side in (alike.probabilities[: alike.above], alike.probabilities[alike.above :]):
        assert list(side) == sorted(side, reverse=True)
    assert page.grid.selected_faces() == [glance.face_id for glance in alike.glances[: alike.above]]


def test_a_name_gathers_the_selected_and_the_probe(qtbot, window, person_of) -> None:
    own = person_of("howard")
    page = opened(qtbot, window, own[0])
    page.grid.select_rows([page.model.row_of(face_id) for face_id in own[1:3]])
    qtbot.keyClick(page.grid, Qt.Key.Key_N)
    qtbot.keyClicks(page.field, "Howard")
    qtbot.keyClick(page.field, Qt.Key.Key_Return)
    catalog = window.session.library.catalog
    qtbot.waitUntil(lambda: faces.face(catalog, own[0]).person_id is not None)
    found = faces.faces_of_person(catalog, faces.face(catalog, own[0]).person_id)
    decided = {face.id for face in found if face.assigned_by == "user"}
    assert decided == {own[0], *own[1:3]}


def test_a_dropped_picture_shows_who_is_in_it(qtbot, window, shared: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(shared / "labelled" / "bbt" / "bbt4.jpg"))])
    assert window.outside.take(data)
    page = window.page
    qtbot.waitUntil(lambda: len(page._probes) >= 5, timeout=60_000)
    assert page.probes.model().rowCount() == len(page._probes)
    first = page.model.glances()[0].face_id
    qtbot.keyClick(page.probes, Qt.Key.Key_Down)
    assert page.model.glances()[0].face_id != first


def test_a_pasted_picture_without_a_face_says_so(qtbot, window, qapp) -> None:
    image = QImage(320, 240, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.darkGreen)
    qapp.clipboard().setImage(image)
    qtbot.keyClick(window, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: "No face" in window.toast.text(), timeout=60_000)
    assert window.trail.here.page == "alike"
    assert window.page._nothing.isVisible()


def test_a_dropped_folder_is_offered_for_a_scan(qtbot, window, tmp_path: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(tmp_path))])
    assert window.outside.take(data)
    assert window.trail.here.page == "welcome"


def test_text_in_the_clipboard_is_no_picture(window, qapp) -> None:
    qapp.clipboard().setText("hello")
    window.outside.paste()
    assert "no picture" in window.toast.text()


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Space])
def test_enter_and_space_show_the_photo_of_a_face(qtbot, window, person_of, key) -> None:
    page = opened(qtbot, window, person_of("penny")[0])
    page.grid.setCurrentIndex(page.model.index(1, 0))
    qtbot.keyClick(page.grid, key)
    qtbot.waitUntil(lambda: window.trail.here.page == "photo")


def test_a_picture_chosen_from_the_menu_is_searched_by(qtbot, window, shared: Path, monkeypatch) -> None:
    picture = shared / "labelled" / "bbt" / "penny" / "penny1.png"
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_args: (str(picture), ""))
    qtbot.keyClick(window, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    assert window.trail.here.page == "alike"
    qtbot.waitUntil(lambda: len(window.page._probes) == 1, timeout=60_000)
