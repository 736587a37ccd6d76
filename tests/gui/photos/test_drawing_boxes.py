"""Boxes of faces on the photo page: drawn, moved, sized and removed, by mouse and keys."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from faceorg.boxes import Box
from faceorg.catalog import faces
from faceorg.gui.pages.photo.faces import corners
from tests.gui.photos.test_photo_page import middle, undo_is_offered
from tests.gui.photos.test_photo_page import page as page  # a fixture


def test_d_draws_a_face_with_the_mouse(qtbot, window, page) -> None:
    library = window.session.library
    before = len(page.data.faces)
    qtbot.keyClick(page.stage, Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    assert page.stage.is_drawing
    wanted = page.stage.view.to_view(Box(0.45, 0.02, 0.08, 0.1))
    QTest.mousePress(page.stage, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, wanted.topLeft().toPoint())
    QTest.mouseMove(page.stage, middle(wanted))
    QTest.mouseMove(page.stage, wanted.bottomRight().toPoint())
    QTest.mouseRelease(
        page.stage, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, wanted.bottomRight().toPoint()
    )
    qtbot.waitUntil(lambda: len(page.stage.faces()) == before + 1)
    drawn = [face for face in faces.faces_of_photo(library.catalog, page.data.photo.id) if face.drawn]
    assert len(drawn) == 1
    assert drawn[0].box.x == pytest.approx(0.45, abs=0.01) and drawn[0].box.width == pytest.approx(0.08, abs=0.01)
    qtbot.waitUntil(lambda: page.who.isVisible() and page.who.face_id == drawn[0].id)


def test_undoing_a_drawn_face_takes_the_question_about_it_back(qtbot, window, page, library) -> None:
    """A name typed then would be for a face that is not there."""
    qtbot.keyClick(page.stage, Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(page.stage, Qt.Key.Key_Return)
    qtbot.waitUntil(page.who.isVisible)
    drawn = page.who.face_id
    assert faces.face(library.catalog, drawn).drawn and window.focusWidget() is page.who.field
    qtbot.keyClick(page.who.field, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: drawn not in {face.id for face in page.data.faces})
    assert not page.who.isVisible() and window.focusWidget() is page.stage


def test_a_face_is_drawn_by_keys_alone(qtbot, window, page) -> None:
    before = len(page.data.faces)
    qtbot.keyClick(page.stage, Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    for key in (Qt.Key.Key_Left, Qt.Key.Key_Up):
        qtbot.keyClick(page.stage, key)
    qtbot.keyClick(page.stage, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    qtbot.keyClick(page.stage, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: len(page.stage.faces()) == before + 1)


def test_a_box_that_is_placed_by_keys_is_a_square_in_the_picture(qtbot, window, library, page) -> None:
    """On a picture that is wider than high, equal shares of its sides would be a flat box."""
    qtbot.keyClick(page.stage, Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(page.stage, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: any(face.drawn for face in page.data.faces))
    photo, box = page.data.photo, next(face.box for face in page.data.faces if face.drawn)
    assert photo.width != photo.height
    assert box.width * photo.width == pytest.approx(box.height * photo.height, rel=0.02)


def test_escape_leaves_off_drawing_and_changes_nothing(qtbot, window, page) -> None:
    before = len(page.data.faces)
    qtbot.keyClick(page.stage, Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(page.stage, Qt.Key.Key_Escape)
    assert not page.stage.is_drawing and len(page.stage.faces()) == before
    assert window.trail.here.page == "photo"


def test_dragging_the_current_face_moves_its_box(qtbot, window, page) -> None:
    face = page.stage.faces()[0]
    page.stage.set_current_face(face.face_id)
    frame = page.stage.frame_of(face.face_id)
    start, end = middle(frame), middle(frame) + QPoint(30, 0)
    QTest.mousePress(page.stage, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, start)
    QTest.mouseMove(page.stage, start + QPoint(15, 0))
    QTest.mouseMove(page.stage, end)
    QTest.mouseRelease(page.stage, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, end)
    undo_is_offered(qtbot, window, "Moved")
    moved = faces.face(window.session.library.catalog, face.face_id).box
    assert moved.x > face.box.x and moved.width == pytest.approx(face.box.width, abs=1e-6)


def test_dragging_a_corner_sizes_the_box(qtbot, window, page) -> None:
    face = page.stage.faces()[0]
    page.stage.set_current_face(face.face_id)
    corner = corners(page.stage.frame_of(face.face_id))[3].toPoint()
    QTest.mousePress(page.stage, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, corner)
    QTest.mouseMove(page.stage, corner + QPoint(10, 10))
    QTest.mouseMove(page.stage, corner + QPoint(20, 20))
    QTest.mouseRelease(page.stage, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, corner + QPoint(20, 20))
    undo_is_offered(qtbot, window, "Moved")
    sized = faces.face(window.session.library.catalog, face.face_id).box
    assert sized.width > face.box.width and sized.x == pytest.approx(face.box.x, abs=1e-6)


def test_delete_removes_a_box_and_undo_brings_it_back(qtbot, window, page) -> None:
    face = page.stage.faces()[0]
    page.stage.setFocus()
    page.stage.set_current_face(face.face_id)
    qtbot.keyClick(page.stage, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: face.face_id not in [shown.face_id for shown in page.stage.faces()])
    qtbot.keyClick(page.stage, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: face.face_id in [shown.face_id for shown in page.stage.faces()])
