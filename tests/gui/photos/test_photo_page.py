"""The photo page by mouse and keys: see who is there, name, draw, move, remove, go on, see why."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QPoint, QPointF, QRectF, Qt, QThread, QUrl
from PySide6.QtGui import QDesktopServices, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from faceorg.catalog import faces, people
from faceorg.catalog.pictures import photos
from faceorg.dates import DateSource
from faceorg.domain import FaceId, PhotoId, PhotoState
from faceorg.edits import EVERYTHING
from faceorg.gui.jobs import taking_out
from faceorg.gui.look.widgets import FaceView
from faceorg.gui.session.navigation import PhotoTarget
from faceorg.gui.sheets.photo_date import PhotoDateSheet
from faceorg.library.opening import history
from faceorg.library.people import edits as verbs
from faceorg.library.recognising import grouping
from faceorg.library.scanning import ingest
from tests.gui.plates import click_plate


def group_photo(library) -> PhotoId:
    """The photo with most faces."""
    every = [photo.id for photo in photos.all_photos(library.catalog)]
    return max(every, key=lambda photo_id: len(faces.faces_of_photo(library.catalog, photo_id)))


@pytest.fixture
def page(qtbot, window):
    """The page on the group photo, with its picture."""
    window.session.go("photo", PhotoTarget(group_photo(window.session.library)))
    qtbot.waitUntil(lambda: window.page.stage.has_picture)
    return window.page


def middle(rect: QRectF) -> QPoint:
    return rect.center().toPoint()


def undo_is_offered(qtbot, window, text: str) -> None:
    qtbot.waitUntil(lambda: text in window.toast.text())


@pytest.mark.both_helpers
def test_a_click_on_a_plate_asks_and_the_typed_name_is_given(qtbot, window, page) -> None:
    face = page.stage.faces()[0]
    click_plate(qtbot, page, face)
    assert page.who.isVisible() and page.who.face_id == face.face_id
    qtbot.keyClicks(page.who.field, "Penny")
    qtbot.keyClick(page.who.field, Qt.Key.Key_Return)
    undo_is_offered(qtbot, window, "Penny")
    named = faces.face(window.session.library.catalog, face.face_id)
    assert people.person(window.session.library.catalog, named.person_id).name == "Penny"
    qtbot.waitUntil(lambda: any(shown.name == "Penny" for shown in page.stage.faces()))


def test_names_are_shown_while_f_is_held(qtbot, page) -> None:
    page.stage.setFocus()
    bare = page.stage.grab().toImage()
    qtbot.keyPress(page.stage, Qt.Key.Key_F8)
    assert page.stage.frames_held
    assert page.stage.grab().toImage() != bare  # frames and names are painted
    qtbot.keyRelease(page.stage, Qt.Key.Key_F8)
    assert not page.stage.frames_held
    assert page.stage.grab().toImage() == bare


@pytest.mark.parametrize("how", ["button", "Shift+F8"])
def test_names_stay_on_the_photo_and_on_the_next_one_until_they_are_taken_off(qtbot, window, page, how: str) -> None:
    def toggle() -> None:
        if how == "button":
            qtbot.mouseClick(page.names, Qt.MouseButton.LeftButton)
        else:
            qtbot.keyClick(page.stage, Qt.Key.Key_F8, Qt.KeyboardModifier.ShiftModifier)

    everybody = len(page.stage.faces())
    assert len(page.stage.shown_faces()) < everybody
    toggle()
    assert len(page.stage.shown_faces()) == everybody and page.names.isChecked()
    first = page.data.photo.id
    qtbot.keyClick(page.stage, Qt.Key.Key_Right if page.data.older is not None else Qt.Key.Key_Left)
    qtbot.waitUntil(lambda: page.data.photo.id != first)
    qtbot.waitUntil(lambda: len(page.stage.shown_faces()) == len(page.stage.faces()))
    toggle()
    assert page.stage.shown_faces() == []


def named(qtbot, window, page, name: str = "Penny"):
    """Name the first face of the photo by a click on its plate, and return it."""
    face = page.stage.faces()[0]
    click_plate(qtbot, page, face)
    qtbot.keyClicks(page.who.field, name)
    qtbot.keyClick(page.who.field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: any(shown.name == name for shown in page.stage.faces()))
    return next(shown for shown in page.stage.faces() if shown.face_id == face.face_id)


def test_a_click_on_a_name_gives_the_face_another(qtbot, window, page) -> None:
    face = named(qtbot, window, page)
    click_plate(qtbot, page, face)
    assert page.who.isVisible() and page.who.face_id == face.face_id
    qtbot.keyClicks(page.who.field, "Raj")
    qtbot.keyClick(page.who.field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: any(shown.name == "Raj" for shown in page.stage.faces()))
    assert not any(shown.name == "Penny" for shown in page.stage.faces())


@pytest.mark.parametrize("how", ["click", "Alt+Enter", "middle button"])
def test_all_photos_of_the_person_in_hand_are_one_step_away(qtbot, window, page, how: str) -> None:
    face = named(qtbot, window, page)
    if how == "Alt+Enter":
        page.stage.setFocus()
        page.stage.set_current_face(face.face_id)
        qtbot.keyClick(page.stage, Qt.Key.Key_Return, Qt.KeyboardModifier.AltModifier)
    else:
        where = middle(page.stage.frame_of(face.face_id))
        button = Qt.MouseButton.LeftButton if how == "click" else Qt.MouseButton.MiddleButton
        qtbot.mouseClick(page.stage, button, pos=where)
    qtbot.waitUntil(lambda: window.trail.here.page == "photos")
    assert window.trail.here.item.all_of == (face.person_id,)


@pytest.mark.parametrize("button", [Qt.MouseButton.LeftButton, Qt.MouseButton.MiddleButton])
def test_a_frame_without_a_name_leads_to_its_likes(qtbot, window, page, button) -> None:
    face = page.stage.faces()[0]
    where = middle(page.stage.frame_of(face.face_id))
    qtbot.mouseClick(page.stage, button, pos=where)
    qtbot.waitUntil(lambda: window.trail.here.page == "alike" and window.trail.here.item == face.face_id)


def test_who_it_is_already_is_not_offered(qtbot, window, page) -> None:
    face = named(qtbot, window, page)
    click_plate(qtbot, page, face)
    qtbot.keyClicks(page.who.field, "p")
    assert page.who.field.lines() == ["New person “p”"]


def test_a_sideways_photo_stands_upright_with_its_faces_in_place(
    qtbot, window, library, still_photos, tmp_path
) -> None:
    """The camera was held upright: the file is stored on its side, and says so (EXIF orientation 6)."""
    from PIL import Image

    folder = tmp_path / "album"
    folder.mkdir()
    with Image.open(still_photos / "happy.jpg") as picture:
        size = picture.size
        exif = Image.Exif()
        exif[0x0112] = 6
        picture.convert("RGB").transpose(Image.Transpose.ROTATE_90).save(folder / "side.jpg", exif=exif, quality=95)
    ingest.scan(library, [folder], workers=1)
    row = photos.photo_at(library.catalog, folder / "side.jpg")
    straight = next(photo for photo in photos.all_photos(library.catalog) if photo.path.name == "happy.jpg")
    window.session.go("photo", PhotoTarget(row.id))
    page = window.page
    qtbot.waitUntil(lambda: page.stage.has_picture)
    assert (row.width, row.height) == size
    assert page.stage.view.photo_rect().width() > page.stage.view.photo_rect().height()
    boxes = sorted(face.box.x for face in page.stage.faces())
    wanted = sorted(face.box.x for face in faces.faces_of_photo(library.catalog, straight.id))
    assert boxes == pytest.approx(wanted, abs=0.03)


def test_the_wheel_zooms_and_a_drag_moves_the_photo(qtbot, page) -> None:
    stage = page.stage
    assert stage.view.is_fit
    centre = QPointF(stage.rect().center())
    wheel = QWheelEvent(
        centre, stage.mapToGlobal(centre), QPoint(), QPoint(0, 1200), Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(stage, wheel)
    assert not stage.view.is_fit
    before = stage.view.photo_rect()
    start = QPoint(5, stage.height() - 5) if stage.face_at(QPointF(5, stage.height() - 5)) is None else QPoint(5, 5)
    QTest.mousePress(stage, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, start)
    QTest.mouseMove(stage, start + QPoint(20, 0))
    QTest.mouseMove(stage, start + QPoint(60, 0))
    QTest.mouseRelease(stage, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, start + QPoint(60, 0))
    after = stage.view.photo_rect()
    assert after.size() == before.size() and after.x() - before.x() == pytest.approx(60, abs=1)


def test_a_name_goes_out_of_sight_with_its_face(qtbot, page) -> None:
    stage, face = page.stage, page.stage.faces()[0]
    stage.set_current_face(face.face_id)
    assert [shown.face_id for shown in stage.shown_faces()] == [face.face_id]
    stage.view.zoom(20.0)
    stage.view.pan(-1e6 if face.box.x + face.box.width / 2 < 0.5 else 1e6, 0.0)  # to the other side of the photo
    assert not stage.view.to_view(face.box).intersects(QRectF(stage.rect()))
    assert stage.shown_faces() == []


def test_the_buttons_go_to_the_neighbours(qtbot, page) -> None:
    first = page.data.photo.id
    there, back = (page.older, page.newer) if page.data.older is not None else (page.newer, page.older)
    qtbot.mouseClick(there, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: page.data.photo.id != first)
    qtbot.mouseClick(back, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: page.data.photo.id == first)


def test_the_file_is_shown_in_the_file_manager(qtbot, window, page, monkeypatch, choose) -> None:
    shown: list[Path] = []
    monkeypatch.setattr(taking_out, "show_in_file_manager", lambda _runner, files, *_told: shown.extend(files))
    qtbot.keyClick(page.stage, Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: shown == [page.data.photo.path])
    where = QPoint(10, 10)
    choose(lambda: page.stage.customContextMenuRequested.emit(where), "Show in the file manager")
    qtbot.waitUntil(lambda: len(shown) == 2)


def test_where_no_file_manager_answers_the_path_is_said(qtbot, window, page, monkeypatch) -> None:
    on_threads: list[bool] = []

    def nothing_opens(_url: QUrl) -> bool:
        on_threads.append(QThread.currentThread() is QCoreApplication.instance().thread())
        return False

    monkeypatch.setattr(QDesktopServices, "openUrl", nothing_opens)
    qtbot.keyClick(page.stage, Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: str(page.data.photo.path) in window.toast.text())
    assert on_threads == [True], "Qt's way to the desktop is asked on the GUI thread alone"


def test_the_menu_on_a_face_holds_what_can_be_done_with_it(qtbot, window, page, choose) -> None:
    face = page.stage.faces()[0]
    where = middle(page.stage.frame_of(face.face_id))
    QTest.mouseClick(page.stage, Qt.MouseButton.RightButton, Qt.KeyboardModifier.NoModifier, where)
    assert page.stage.current == face.face_id
    choose(lambda: page.stage.customContextMenuRequested.emit(where), "Remove this face")
    qtbot.waitUntil(lambda: face.face_id not in [shown.face_id for shown in page.stage.faces()])


def test_tab_walks_through_the_faces_from_left_to_right_and_enter_asks(qtbot, page) -> None:
    page.stage.setFocus()
    order = [face.face_id for face in sorted(page.stage.faces(), key=lambda face: face.box.x)]
    seen = []
    for _ in order:
        qtbot.keyClick(page.stage, Qt.Key.Key_Tab)
        seen.append(page.stage.current)
    assert seen == order
    qtbot.keyClick(page.stage, Qt.Key.Key_Return)
    assert page.who.isVisible() and page.who.face_id == order[-1]


def test_arrows_go_on_to_the_neighbours_and_back(qtbot, window, page) -> None:
    first = page.data.photo.id
    forward = Qt.Key.Key_Right if page.data.older is not None else Qt.Key.Key_Left
    back = Qt.Key.Key_Left if forward == Qt.Key.Key_Right else Qt.Key.Key_Right
    qtbot.keyClick(page.stage, forward)
    qtbot.waitUntil(lambda: page.data.photo.id != first)
    qtbot.keyClick(page.stage, back)
    qtbot.waitUntil(lambda: page.data.photo.id == first)


def test_neighbours_are_those_of_the_list_it_was_opened_from(qtbot, window, page) -> None:
    first = page.data.photo.id
    other = next(photo.id for photo in photos.all_photos(window.session.library.catalog) if photo.id != first)
    window.session.go("photo", PhotoTarget(first, None, (first, other)))
    qtbot.waitUntil(lambda: page.data.older == other and page.data.newer is None)


def test_the_side_sheet_tells_why(qtbot, window, page, person_of) -> None:
    face = page.data.faces[0]
    window.session.edit(lambda opened: verbs.name_faces(opened, person_of("penny"), "Penny"))
    undo_is_offered(qtbot, window, "Penny")
    page.stage.set_current_face(face.id)
    qtbot.keyClick(page.stage, Qt.Key.Key_I, Qt.KeyboardModifier.ControlModifier)
    assert page.why.isVisible()
    qtbot.waitUntil(lambda: "Penny" in page.why.lead.text())
    assert page.data.photo.path.name in page.why.file.text()
    assert "pixel" in page.why.quality.text()


@pytest.mark.both_helpers
def test_the_side_sheet_shows_evidence_and_the_lead_over_the_next(qtbot, window, library, person_of) -> None:
    verbs.name_faces(library, person_of("penny")[1:], "Penny")
    verbs.name_faces(library, person_of("bernadette"), "Bernadette")
    window.session.broadcast(EVERYTHING)
    qtbot.waitUntil(lambda: len(window.session.people_cache) == 2)
    face_id = person_of("penny")[0]
    window.session.look_at_photo(face_id)
    page = window.page
    qtbot.waitUntil(lambda: page.stage.current == face_id)
    qtbot.mouseClick(page.info, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "ahead of Bernadette" in page.why.lead.text())
    assert "Most like Penny" in page.why.lead.text() and "Similarity to the nearest face" in page.why.lead.text()
    evidence = [view for view in page.why.findChildren(FaceView) if view.face_id in person_of("penny")[1:]]
    assert 1 <= len(evidence) <= 3
    qtbot.mouseClick(evidence[0], Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: window.trail.here.page == "photos")
    assert len(window.trail.here.item.all_of) == 1


def test_a_guess_is_confirmed_from_the_sheet(qtbot, window, library, person_of) -> None:
    made = verbs.name_faces(library, person_of("penny")[1:], "Penny")
    grouping.after_edit(library, made)
    face_id = person_of("penny")[0]
    assert faces.face(library.catalog, face_id).assigned_by == "auto", "the library guesses it"
    window.session.broadcast(EVERYTHING)
    qtbot.waitUntil(lambda: len(window.session.people_cache) == 1)
    window.session.look_at_photo(face_id)
    page = window.page
    qtbot.waitUntil(lambda: page.stage.current == face_id)
    qtbot.keyClick(page.stage, Qt.Key.Key_I, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(page.why.yes.isVisible)
    assert page.why.yes.text() == "Yes, Penny"
    qtbot.mouseClick(page.why.yes, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: face_id in people.confirmed(library.catalog))


def test_zooming_in_fetches_every_pixel(qtbot, window, page) -> None:
    qtbot.keyClick(page.stage, Qt.Key.Key_1)
    for _ in range(6):
        qtbot.keyClick(page.stage, Qt.Key.Key_Plus)
    qtbot.waitUntil(lambda: page.stage.is_full)
    qtbot.keyClick(page.stage, Qt.Key.Key_0)
    assert page.stage.view.is_fit


def test_a_photo_that_cannot_be_read_says_why_and_hurts_nothing(qtbot, window, tmp_path: Path) -> None:
    library = window.session.library
    broken = tmp_path / "broken.jpg"
    broken.write_bytes(b"\xff\xd8\xff\xe0" + b"rubbish" * 50)
    photos.add_pending(library.catalog, [(broken, broken.stat().st_size, broken.stat().st_mtime_ns)])
    row = photos.photo_at(library.catalog, broken)
    assert row is not None and row.state is PhotoState.PENDING
    window.session.go("photo", PhotoTarget(row.id))
    qtbot.waitUntil(lambda: bool(window.page.stage.message))
    assert "broken.jpg" in window.page.stage.message


def test_search_by_the_current_face_opens_with_shift_enter(qtbot, window, page) -> None:
    face_id: FaceId = page.stage.faces()[0].face_id
    page.stage.setFocus()
    page.stage.set_current_face(face_id)
    qtbot.keyClick(page.stage, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    qtbot.waitUntil(lambda: window.trail.here.page == "alike" and window.trail.here.item == face_id)


def test_whom_the_picture_no_longer_shows_is_said_beside_it(qtbot, window, page, library) -> None:
    """As after a crop: what was decided stays with the photo."""
    face = page.stage.faces()[0].face_id
    verbs.name_faces(library, [face], "Penny")
    with library.catalog.atomic() as connection:
        connection.execute("UPDATE faces SET gone = 1 WHERE id = ?", (face,))
    window.session.broadcast(EVERYTHING)
    page.info.click()
    qtbot.waitUntil(lambda: page.why.left_behind.isVisible())
    assert page.why.left_behind.text().startswith("No longer in this picture: Penny.")


def test_the_panel_says_when_and_who_says_so_and_takes_another_date(qtbot, window, page) -> None:
    photo_id = page.data.photo.id
    qtbot.keyClick(page, Qt.Key.Key_I, Qt.KeyboardModifier.ControlModifier)
    assert page.why.isVisible() and page.why.taken_from
    page.why.date.click()
    sheet = window.findChild(PhotoDateSheet)
    qtbot.keyClicks(sheet.date, "smarch")
    qtbot.keyClick(sheet.date, Qt.Key.Key_Return)
    assert sheet.problem.isVisible()
    sheet.date.selectAll()
    qtbot.keyClicks(sheet.date, "summer 1974")
    qtbot.keyClick(sheet.date, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.why.taken_on == "summer 1974")
    assert page.why.taken_from == "You said so"
    assert photos.photo(window.session.library.catalog, photo_id).taken_from is DateSource.USER
    assert len(history.history(window.session.library)) == 1
    window.session.undo()
    qtbot.waitUntil(lambda: page.why.taken_on != "summer 1974")
    assert photos.photo(window.session.library.catalog, photo_id).taken_from is not DateSource.USER
