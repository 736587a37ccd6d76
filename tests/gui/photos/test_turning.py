"""Photos are turned by keys and menu, and those that seem to lie are offered, on their page and on the page of all."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtGui import QAction

from faceorg.catalog.pictures import photos
from faceorg.domain import PhotoFilter
from faceorg.edits import EVERYTHING
from faceorg.gui.session.navigation import PhotoTarget
from faceorg.library.people import turning

CTRL_SHIFT = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def row(library):
    return next(photo for photo in photos.all_photos(library.catalog) if photo.path.name == "happy.jpg")


@pytest.fixture
def lying(library, row):
    """A photo that seems to lie on its side, by three quarters."""
    library.catalog.connection.execute("UPDATE photos SET lies = 3 WHERE id = ?", (row.id,))
    return row


def upright_share(page) -> float:
    """How much higher than wide the picture on stage is."""
    return page.stage.view.size.height() / page.stage.view.size.width()


def test_a_key_turns_the_photo_with_its_frames_and_undo_turns_it_back(qtbot, window, library, row) -> None:
    window.session.go("photo", PhotoTarget(row.id))
    page = window.page
    qtbot.waitUntil(lambda: page.stage.has_picture)
    before = {face.face_id: face.box for face in page.stage.faces()}
    assert before and upright_share(page) == pytest.approx(row.height / row.width)
    page.stage.setFocus()
    qtbot.keyClick(page.stage, Qt.Key.Key_R, CTRL_SHIFT)
    qtbot.waitUntil(lambda: page.data.photo.turned == 1 and page.stage.has_picture)
    assert upright_share(page) == pytest.approx(row.width / row.height)
    assert {face.face_id: face.box.turned(-1) for face in page.stage.faces()}.keys() == before.keys()
    window.session.undo()
    qtbot.waitUntil(lambda: page.data.photo.turned == 0 and page.stage.has_picture)
    assert {face.face_id: face.box for face in page.stage.faces()} == before
    qtbot.keyClick(page.stage, Qt.Key.Key_L, CTRL_SHIFT)
    qtbot.waitUntil(lambda: page.data.photo.turned == 3)


def test_a_photo_that_seems_to_lie_offers_to_be_turned(qtbot, window, library, lying) -> None:
    window.session.go("photo", PhotoTarget(lying.id))
    page = window.page
    qtbot.waitUntil(page.lying.isVisible)
    qtbot.mouseClick(page.lying.upright, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: page.data.photo.turned == 3 and not page.lying.isVisible())
    assert "upright" in window.toast.text()


def test_who_says_that_it_lies_right_is_not_offered_it_again(qtbot, window, library, lying) -> None:
    window.session.go("photo", PhotoTarget(lying.id))
    page = window.page
    qtbot.waitUntil(page.lying.isVisible)
    qtbot.mouseClick(page.lying.right, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not page.lying.isVisible())
    assert turning.photos_that_lie(library) == [] and page.data.photo.turned == 0


def test_selected_photos_are_turned_together(qtbot, window, library) -> None:
    window.session.go("photos")
    page = window.page
    qtbot.waitUntil(lambda: page.model.rowCount() > 0)
    chosen = page.model.photo_ids([0, 1, 2])
    for at in range(3):
        page.grid.selectionModel().select(page.model.index(at, 0), QItemSelectionModel.SelectionFlag.Select)
    page.findChild(QAction, "turn_left").trigger()
    qtbot.waitUntil(lambda: {photo.turned for photo in photos.photos(library.catalog, chosen)} == {3})
    assert sum(photo.turned > 0 for photo in photos.all_photos(library.catalog)) == 3


def test_all_photos_that_seem_to_lie_are_one_click_away(qtbot, window, library, lying) -> None:
    window.session.go("photos")
    page = window.page
    window.session.broadcast(EVERYTHING)
    qtbot.waitUntil(page.bar.lying.isVisible)
    assert not page.lying.isVisible()
    qtbot.mouseClick(page.bar.lying, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: page.bar.filter == PhotoFilter(lying=True) and page.model.rowCount() == 1)
    qtbot.waitUntil(page.lying.isVisible)
    qtbot.mouseClick(page.lying.upright, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: photos.photo(library.catalog, lying.id).turned == 3)
    qtbot.waitUntil(lambda: page.model.rowCount() == 0 and not page.lying.isVisible())
