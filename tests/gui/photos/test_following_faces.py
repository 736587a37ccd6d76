"""From a face, wherever it is shown, to all photos of its person, and Back to the very place."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt

from faceorg.catalog import faces, people
from faceorg.domain import PhotoFilter
from faceorg.edits import EVERYTHING
from faceorg.gui.look.widgets import FaceView
from faceorg.gui.naming.cluster_rows import RowGeometry
from faceorg.gui.session.navigation import PhotoTarget
from faceorg.library.people import edits
from faceorg.library.recognising import grouping
from faceorg.library.review.question import QuestionKind
from tests.gui.mouse import second_click

LEFT = Qt.MouseButton.LeftButton


def twice(qtbot, area, place: QPoint) -> None:
    """What a hand does for a double click."""
    qtbot.mouseClick(area, LEFT, pos=place)
    second_click(area, place)


def tile_of(grid, row: int) -> QPoint:
    return grid.visualRect(grid.model().index(row, 0)).center()


def arrow_of_tile(grid, row: int) -> QPoint:
    tile = grid.visualRect(grid.model().index(row, 0))
    return grid.itemDelegate().arrow(tile, grid.font(), mirrored=False).center().toPoint()


def leads_to_photos_of(qtbot, window, person_id) -> None:
    qtbot.waitUntil(lambda: window.trail.here.page == "photos")
    assert window.trail.here.item == PhotoFilter(all_of=(person_id,))


def leads_to_likes_of(qtbot, window, face_id) -> None:
    qtbot.waitUntil(lambda: window.trail.here.page == "alike")
    assert window.trail.here.item == face_id


@pytest.fixture
def penny(known):
    return people.people_named(known.catalog, "Penny")[0].id


@pytest.fixture
def her_page(qtbot, window, penny, person_of):
    window.session.go("person", penny)
    qtbot.waitUntil(lambda: window.page.model.rowCount() == len(person_of("penny")))
    return window.page


@pytest.mark.parametrize("how", ["double click", "arrow"])
def test_in_a_grid_a_double_click_and_the_arrow_lead_to_the_photos(qtbot, window, her_page, penny, how) -> None:
    grid = her_page.grid
    if how == "arrow":
        qtbot.mouseClick(grid.viewport(), LEFT, pos=arrow_of_tile(grid, 1))
        assert grid.selected_rows() == []
    else:
        twice(qtbot, grid.viewport(), tile_of(grid, 1))
    leads_to_photos_of(qtbot, window, penny)


def test_enter_in_a_grid_shows_the_photo(qtbot, window, her_page) -> None:
    qtbot.mouseClick(her_page.grid.viewport(), LEFT, pos=tile_of(her_page.grid, 1))
    face = her_page.grid.current_face()
    qtbot.keyClick(her_page.grid, Qt.Key.Key_Return)
    assert window.trail.here.page == "photo" and window.trail.here.item.face_id == face


def test_with_ctrl_held_a_click_on_the_arrow_selects(qtbot, window, her_page) -> None:
    grid = her_page.grid
    qtbot.mouseClick(grid.viewport(), LEFT, Qt.KeyboardModifier.ControlModifier, arrow_of_tile(grid, 1))
    assert grid.selected_rows() == [1] and window.trail.here.page == "person"


def test_the_photo_of_the_face_is_in_hand_among_the_photos(qtbot, window, her_page, library, settled) -> None:
    grid = her_page.grid
    face = her_page.model.face_id(2)
    twice(qtbot, grid.viewport(), tile_of(grid, 2))
    qtbot.waitUntil(lambda: window.trail.here.page == "photos")
    settled(window)
    photos = window.page.grid
    assert photos.identity(photos.currentIndex()) == faces.face(library.catalog, face).photo_id


@pytest.mark.parametrize("how", ["double click", "arrow"])
def test_the_arrow_of_a_cover_leads_to_the_photos_a_double_click_to_the_page(qtbot, window, known, penny, how) -> None:
    window.session.go("people")
    grid, at = window.page.grid, window.page.model.row_of(penny)
    if how == "arrow":
        qtbot.mouseClick(grid.viewport(), LEFT, pos=arrow_of_tile(grid, at))
        leads_to_photos_of(qtbot, window, penny)
    else:
        twice(qtbot, grid.viewport(), tile_of(grid, at))
        assert window.trail.here.page == "person" and window.trail.here.item == penny


@pytest.mark.parametrize("how", ["double click", "arrow"])
def test_in_a_row_of_a_group_it_leads_to_the_likes_and_leaves_no_face_out(qtbot, window, known, settled, how) -> None:
    window.session.go("unnamed")
    page = window.page
    qtbot.waitUntil(lambda: page.model.rowCount() > 0)
    settled(window)
    rows, group = page.rows, page.model.cluster(0)
    rect = rows.visualRect(page.model.index(0, 0))
    face = RowGeometry(rect, len(group.face_ids), mirrored=False).face(1)
    if how == "arrow":
        qtbot.mouseClick(rows.viewport(), LEFT, pos=rows.arrow_at(0, group.face_ids[1]).center().toPoint())
    else:
        twice(qtbot, rows.viewport(), face.center())
    leads_to_likes_of(qtbot, window, group.face_ids[1])
    assert page.model.left_out(group.id) == frozenset()


@pytest.mark.parametrize("how", ["double click", "arrow"])
def test_in_an_open_group_it_leads_to_the_likes_and_leaves_no_face_out(qtbot, window, known, how) -> None:
    window.session.go("unnamed")
    qtbot.waitUntil(lambda: window.page.model.rowCount() > 0)
    window.session.go("unnamed", window.page.model.cluster(0).id)
    view = window.page.group
    qtbot.waitUntil(lambda: len(view.faces()) > 1)
    face = view.faces()[1]
    if how == "arrow":
        qtbot.mouseClick(view.grid.viewport(), LEFT, pos=arrow_of_tile(view.grid, 1))
    else:
        twice(qtbot, view.grid.viewport(), tile_of(view.grid, 1))
    leads_to_likes_of(qtbot, window, face)
    assert view.left_out() == []


@pytest.fixture
def waiting(window, library, person_of, qtbot):
    """Penny by one face: the others wait for a yes."""
    made = edits.name_faces(library, person_of("penny")[:2], "Penny")
    edits.name_faces(library, person_of("amy")[:3], "Amy")
    settings = library.settings
    library.save_settings(replace(settings, grouping=replace(settings.grouping, automatic=False)))
    grouping.after_edit(library, made)
    window.session.broadcast(EVERYTHING)
    qtbot.waitUntil(lambda: len(window.session.people_cache) == 2)
    return made.person_id


@pytest.mark.parametrize("how", ["double click", "arrow", "middle button"])
def test_in_the_strip_it_leads_to_the_likes_and_takes_no_face_out(qtbot, window, waiting, how) -> None:
    window.session.go("person", waiting)
    line = window.page.strip.line
    qtbot.waitUntil(lambda: len(line.shown()) > 1)
    face = line.shown()[1]
    if how == "arrow":
        qtbot.mouseClick(line, LEFT, pos=line.arrow_of(1).center().toPoint())
    elif how == "middle button":
        qtbot.mouseClick(line, Qt.MouseButton.MiddleButton, pos=line.rect_of(1).center())
    else:
        twice(qtbot, line, line.rect_of(1).center())
    leads_to_likes_of(qtbot, window, face)
    assert line.taken_out() == []


def test_in_a_question_two_clicks_leave_the_answer_as_it_was(qtbot, window, waiting, settled) -> None:
    """The first click takes a face off; what was off before stays off."""
    window.session.go("review")
    page = window.page
    qtbot.waitUntil(lambda: page.data is not None and len(page.data.faces) > 2)
    settled(window)
    grid, asked = page.card.grid, [face_row.face_id for face_row in page.data.faces]
    qtbot.mouseClick(grid.viewport(), LEFT, pos=tile_of(grid, 0))
    off = page.card.left_out()
    assert off
    qtbot.mouseClick(grid.viewport(), LEFT, pos=tile_of(grid, 1))
    assert page.card.left_out() != off
    second_click(grid.viewport(), tile_of(grid, 1))
    assert page.card.left_out() == off
    leads_to_likes_of(qtbot, window, asked[1])


def test_in_a_question_the_known_face_leads_to_the_photos(qtbot, window, waiting, settled) -> None:
    window.session.go("review")
    page = window.page
    qtbot.waitUntil(lambda: len(page.queue) > 0)
    asked = [question for question in page.queue.all() if question.kind is QuestionKind.IS_THIS]
    page.show_questions([question.about(question.faces[:1]) for question in asked], len(asked))
    qtbot.waitUntil(lambda: page.data is not None and page.data.reference is not None)
    settled(window)
    known_face = next(view for view in page.card.findChildren(FaceView) if view.face_id == page.data.reference)
    qtbot.mouseClick(known_face, LEFT)
    leads_to_photos_of(qtbot, window, page.data.question.person_id)


# ---------------------------------------------------------------- and back
def test_back_gives_the_photo_with_the_face_in_hand(qtbot, window, penny, person_of) -> None:
    window.session.go("photo", PhotoTarget(None, person_of("penny")[0]))
    page = window.page
    qtbot.waitUntil(lambda: page.stage.has_picture)
    face = page.stage.current
    qtbot.mouseClick(page.stage, LEFT, pos=page.stage.frame_of(face).center().toPoint())
    leads_to_photos_of(qtbot, window, penny)
    other = window.page
    qtbot.waitUntil(lambda: other.model.rowCount() > 1)
    other.grid.setCurrentIndex(other.model.index(1, 0))
    qtbot.keyClick(other.grid, Qt.Key.Key_Return)  # another photo is shown meanwhile
    qtbot.waitUntil(lambda: window.trail.here.page == "photo" and page.data.photo.id == other.model.photo_id(1))
    window.go_back()
    window.go_back()
    qtbot.waitUntil(lambda: page.stage.current == face)


def test_back_gives_the_photos_scrolled_and_selected_as_they_were(qtbot, window, penny, settled) -> None:
    window.resize(800, 500)
    window.session.go("photos")
    page = window.page
    qtbot.waitUntil(lambda: page.model.rowCount() > 20)
    settled(window)
    for _ in range(2):
        qtbot.keyClick(page.grid, Qt.Key.Key_Plus)  # larger: they need several screens
    bar = page.grid.verticalScrollBar()
    page.grid.setCurrentIndex(page.model.index(page.model.rowCount() - 3, 0))
    settled(window)
    scrolled, chosen, count = bar.value(), page.model.photo_id(page.grid.currentIndex().row()), page.model.rowCount()
    assert scrolled > 0
    window.session.go("photos", PhotoFilter(all_of=(penny,)))
    qtbot.waitUntil(lambda: page.model.rowCount() < count)
    settled(window)
    assert bar.value() < scrolled
    window.go_back()
    qtbot.waitUntil(lambda: page.model.rowCount() == count)
    settled(window)
    assert bar.value() == scrolled
    assert page.model.photo_id(page.grid.currentIndex().row()) == chosen


def test_back_gives_a_search_with_the_faces_that_were_selected(qtbot, window, known, person_of, settled) -> None:
    """Gone to, it selects what is above the line; come back to, what somebody had chosen."""
    window.session.go("alike", person_of("howard")[0])
    page = window.page
    qtbot.waitUntil(lambda: page.model.rowCount() > 2)
    settled(window)
    qtbot.mouseClick(page.grid.viewport(), LEFT, pos=tile_of(page.grid, 1))
    chosen = page.grid.selected_faces()
    assert len(chosen) == 1
    window.session.go("alike", person_of("raj")[0])
    settled(window)
    qtbot.waitUntil(lambda: page.grid.selected_faces() != chosen)
    window.go_back()
    settled(window)
    qtbot.waitUntil(lambda: page.grid.selected_faces() == chosen)


def test_the_plate_can_be_reached_with_the_pointer(qtbot, window, penny, person_of) -> None:
    """Between a frame and its plate lies a gap: the plate must not go while the pointer is on the way."""
    window.session.go("photo", PhotoTarget(None, person_of("penny")[0]))
    stage = window.page.stage
    qtbot.waitUntil(lambda: stage.has_picture)
    face = next(found for found in stage.faces() if found.face_id == stage.current)
    stage.set_current_face(None)
    frame, plate = stage.frame_of(face.face_id), stage.pill_of(face)
    assert plate.top() > frame.bottom()
    for point in (frame.center(), QPointF(plate.center().x(), (frame.bottom() + plate.top()) / 2), plate.center()):
        qtbot.mouseMove(stage, point.toPoint())
        assert [shown.face_id for shown in stage.shown_faces()] == [face.face_id]
