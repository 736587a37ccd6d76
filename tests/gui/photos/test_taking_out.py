"""Photos and faces taken out of the window by keys, clicks and drags: all that is selected, and nothing is changed."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QAction, QDesktopServices, QDrag, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel

from faceorg.catalog import faces, people
from faceorg.catalog.pictures import photos, stacks
from faceorg.gui.jobs import taking_out
from faceorg.gui.session.navigation import PhotoTarget
from faceorg.gui.sheets.really import ReallySheet
from faceorg.gui.sheets.take_out import TakeOutSheet
from faceorg.gui.sheets.told import ToldSheet
from faceorg.gui.tiles.roles import Role
from faceorg.library.people import edits
from tests.gui.mouse import dragging

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
LEFT, NONE = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
HERE = Path(__file__).parents[3]


@pytest.fixture
def out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder that the user chooses whenever asked."""
    folder = tmp_path / "for grandmother"
    folder.mkdir()
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_asked: str(folder))
    return folder


@pytest.fixture
def no_stacks(library):
    stacks.replace_stacks(library.catalog, sorted(stacks.every_photo(library.catalog)), {}, {}, [])


@pytest.fixture
def page(qtbot, window, no_stacks, settled):
    window.session.go("photos")
    settled(window)
    assert window.page.model.rowCount() == 52
    return window.page


@pytest.fixture
def penny(qtbot, library, window, no_stacks, person_of, settled):
    """Penny's page, with a stack of three pictures of her that is folded."""
    own = person_of("penny")
    by_face = {face.id: face.photo_id for face in faces.faces(library.catalog, own)}
    first, *others = (by_face[face_id] for face_id in own[:3])
    stacks.replace_stacks(
        library.catalog, [first, *others], dict.fromkeys(others, first), dict.fromkeys(own[1:3], own[0]), []
    )
    made = edits.name_faces(library, own, "Penny")
    window.session.people_cache.reload()
    window.session.go("person", made.person_id)
    settled(window)
    return window.page


def paths_of(library, photo_ids) -> list[Path]:
    return [photo.path for photo in photos.photos(library.catalog, photo_ids)]


def names(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def said_on(sheet) -> list[str]:
    return [part.text() for part in sheet.findChildren(QLabel)]


def stacked(grid) -> list[int]:
    """The rows that stand for a stack."""
    return [row for row in range(grid.model().rowCount()) if grid.model().index(row, 0).data(Role.TILE).stack]


def alone(grid) -> list[int]:
    """The rows that stand for themselves."""
    return sorted(set(range(grid.model().rowCount())) - set(stacked(grid)))


def shift_click(grid, rows: range) -> None:
    for row, held in ((rows.start, NONE), (rows.stop - 1, SHIFT)):
        QTest.mouseClick(grid.viewport(), LEFT, held, grid.visualRect(grid.model().index(row, 0)).center())


# ---------------------------------------------------------------- copies
def test_the_selected_photos_are_copied_to_a_folder(qtbot, window, page, library, out) -> None:
    shift_click(page.grid, range(2, 7))
    wanted = paths_of(library, page.model.photo_ids(range(2, 7)))
    qtbot.keyClick(page.grid, Qt.Key.Key_E, CTRL | SHIFT)
    sheet = window.open_sheet(TakeOutSheet)
    assert sheet.heading.text() == "Copy 5 photos to a folder"
    qtbot.mouseClick(sheet.choose, LEFT)
    qtbot.waitUntil(lambda: "5 photos were copied to for grandmother." in window.toast.text())
    assert sorted(path.read_bytes() for path in out.iterdir()) == sorted(path.read_bytes() for path in wanted)


def test_choices_hold_and_are_remembered(qtbot, window, page, library, out) -> None:
    page.grid.selectAll()
    qtbot.keyClick(page.grid, Qt.Key.Key_E, CTRL | SHIFT)
    sheet = window.open_sheet(TakeOutSheet)
    qtbot.mouseClick(sheet.size_choice.button("small"), LEFT)
    qtbot.mouseClick(sheet.arrangement.button("person"), LEFT)
    qtbot.keyClick(sheet.names, Qt.Key.Key_Space)
    qtbot.mouseClick(sheet.choose, LEFT)
    qtbot.waitUntil(lambda: "52 photos were copied" in window.toast.text())
    assert {Path(name).parent.name for name in names(out)} == {"Nobody with a name"}
    assert {path.suffix for path in out.rglob("*.*")} == {".jpg"}
    qtbot.keyClick(page.grid, Qt.Key.Key_E, CTRL | SHIFT)
    again = window.open_sheet(TakeOutSheet)
    assert (again.size_choice.choice(), again.arrangement.choice(), again.names.isChecked()) == (
        "small", "person", True
    )  # fmt: skip


def test_a_second_copy_says_what_was_there(qtbot, window, page, out) -> None:
    qtbot.keyClick(page.grid, Qt.Key.Key_Down)
    for said in ("1 photo was copied", "0 photos were copied to for grandmother. 1 was there already."):
        qtbot.keyClick(page.grid, Qt.Key.Key_E, CTRL | SHIFT)
        qtbot.mouseClick(window.open_sheet(TakeOutSheet).choose, LEFT)
        qtbot.waitUntil(lambda said=said: said in window.toast.text())
    assert len(names(out)) == 1


def test_what_could_not_be_taken_is_said_with_its_reason(qtbot, window, page, library, out, tmp_path) -> None:
    gone = tmp_path / "gone.jpg"
    photos.add_pending(library.catalog, [(gone, 13, 1)])
    photo = photos.photo_at(library.catalog, gone)
    window.session.look_at_photo(None, photo.id)
    qtbot.waitUntil(lambda: window.page.data is not None if hasattr(window.page, "data") else False)
    qtbot.keyClick(window.page.stage, Qt.Key.Key_E, CTRL | SHIFT)
    qtbot.mouseClick(window.open_sheet(TakeOutSheet).choose, LEFT)
    qtbot.waitUntil(lambda: "1 could not be taken." in window.toast.text())
    qtbot.mouseClick(window.toast.more, LEFT)
    assert any("gone.jpg could not be taken" in text for text in said_on(window.open_sheet(ToldSheet)))


def test_leaving_the_chooser_copies_nothing_and_keeps_the_question(qtbot, window, page, out, monkeypatch) -> None:
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_asked: "")
    qtbot.keyClick(page.grid, Qt.Key.Key_E, CTRL | SHIFT)
    qtbot.mouseClick(window.open_sheet(TakeOutSheet).choose, LEFT)
    assert window.open_sheet(TakeOutSheet) is not None
    assert names(out) == []


def test_of_a_folded_stack_all_photos_go_along_and_it_is_said(qtbot, window, penny, library, out) -> None:
    grid = penny.grid
    grid.select_rows(stacked(grid)[:1])
    qtbot.keyClick(grid, Qt.Key.Key_E, CTRL | SHIFT)
    sheet = window.open_sheet(TakeOutSheet)
    assert sheet.heading.text() == "Copy 3 photos to a folder"
    assert "2 of them lie in folded stacks, which go along whole." in said_on(sheet)
    qtbot.mouseClick(sheet.choose, LEFT)
    qtbot.waitUntil(lambda: "3 photos were copied" in window.toast.text())


def test_the_selection_bar_offers_the_copies(qtbot, window, penny, out) -> None:
    penny.grid.select_rows(alone(penny.grid)[:2])
    window.resize(1900, 800)
    QApplication.processEvents()
    qtbot.mouseClick(penny.bar.button("take_out"), LEFT)
    assert window.open_sheet(TakeOutSheet).heading.text() == "Copy 2 photos to a folder"


def test_an_album_takes_all_photos_of_a_person(qtbot, window, penny, library, out) -> None:
    (person,) = people.people(library.catalog)
    own = {face.photo_id for face in faces.faces_of_person(library.catalog, person.id)}
    qtbot.keyClick(penny.grid, Qt.Key.Key_A, CTRL | SHIFT)
    assert window.open_sheet(TakeOutSheet).heading.text() == f"Copy {len(own)} photos to a folder"


def test_copying_can_be_stopped_and_leaves_whole_photos(qtbot, window, page, out, monkeypatch) -> None:
    asked = window.session.helper.copy_photos

    def slow(ids, folder, choice, *, progress, cancel):
        def tell(at) -> None:
            progress(at)
            cancel.cancel()  # the click on Stop, between two photos

        return asked(ids, folder, choice, progress=tell, cancel=cancel)

    monkeypatch.setattr(window.session.helper, "copy_photos", slow)
    page.grid.selectAll()
    qtbot.keyClick(page.grid, Qt.Key.Key_E, CTRL | SHIFT)
    with qtbot.waitSignal(window.session.runner.job_ended) as ended:
        qtbot.mouseClick(window.open_sheet(TakeOutSheet).choose, LEFT)
    assert ended.args[1] is False
    assert len(names(out)) < 52


# ---------------------------------------------------------------- the clipboard, other programs
def test_the_files_of_the_selection_go_to_the_clipboard(qtbot, window, page, library) -> None:
    shift_click(page.grid, range(3))
    qtbot.keyClick(page.grid, Qt.Key.Key_C, CTRL)
    qtbot.waitUntil(lambda: window.toast.text() == "3 photos are in the clipboard.")
    data = QGuiApplication.clipboard().mimeData()
    wanted = paths_of(library, page.model.photo_ids(range(3)))
    assert [Path(url.toLocalFile()) for url in data.urls()] == wanted
    assert bytes(data.data("x-special/gnome-copied-files").data()).startswith(b"copy\nfile://")


def test_photos_open_in_the_program_of_the_system_many_only_when_meant(
    qtbot, window, page, library, monkeypatch
) -> None:
    opened: list[Path] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: bool(opened.append(Path(url.toLocalFile()))) or True)
    shift_click(page.grid, range(2))
    qtbot.keyClick(page.grid, Qt.Key.Key_F12)
    qtbot.waitUntil(lambda: opened == paths_of(library, page.model.photo_ids(range(2))))
    page.grid.selectAll()
    qtbot.keyClick(page.grid, Qt.Key.Key_F12)
    sheet = window.open_sheet(ReallySheet)
    assert (sheet.heading.text(), len(opened)) == ("Open 52 photos?", 2)
    qtbot.mouseClick(sheet.yes, LEFT)
    qtbot.waitUntil(lambda: len(opened) == 54)


def test_where_no_program_answers_the_photo_is_named(qtbot, window, page, library, monkeypatch) -> None:
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda _url: False)
    qtbot.keyClick(page.grid, Qt.Key.Key_F12)
    (path,) = paths_of(library, [page.model.photo_id(page.grid.currentIndex().row())])
    qtbot.waitUntil(lambda: str(path) in window.toast.text())


def test_the_whole_selection_is_shown_in_the_file_manager(qtbot, window, penny, library, monkeypatch) -> None:
    shown: list[Path] = []
    monkeypatch.setattr(taking_out, "show_in_file_manager", lambda _runner, files, *_told: shown.extend(files))
    penny.grid.select_rows(alone(penny.grid)[:2])
    qtbot.keyClick(penny.grid, Qt.Key.Key_E, CTRL)
    wanted = [face.photo_id for face in faces.faces(library.catalog, penny.grid.selected_faces())]
    qtbot.waitUntil(lambda: shown == paths_of(library, wanted))


def test_a_drag_carries_the_files_of_the_selection_to_be_copied_and_never_moved(
    qtbot, window, page, library, monkeypatch
) -> None:
    carried: list[tuple[list[QUrl], Qt.DropAction]] = []
    monkeypatch.setattr(QDrag, "exec", lambda drag, actions: carried.append((drag.mimeData().urls(), actions)))
    shift_click(page.grid, range(1, 4))
    area = page.grid.viewport()
    start = page.grid.visualRect(page.model.index(2, 0)).center()
    with dragging(area, start):
        ((urls, actions),) = carried
        assert [Path(url.toLocalFile()) for url in urls] == paths_of(library, page.model.photo_ids(range(1, 4)))
        assert actions == Qt.DropAction.CopyAction
        assert page.grid.selected_rows() == [1, 2, 3]


def test_faces_carry_their_photos_a_folded_stack_all_of_them(qtbot, window, penny, library, monkeypatch) -> None:
    carried: list[list[QUrl]] = []
    monkeypatch.setattr(QDrag, "exec", lambda drag, _actions: carried.append(drag.mimeData().urls()))
    (lead,) = stacked(penny.grid)
    area, start = penny.grid.viewport(), penny.grid.visualRect(penny.model.index(lead, 0)).center()
    with dragging(area, start):
        assert [len(urls) for urls in carried] == [3]


# ---------------------------------------------------------------- faces
def test_a_face_goes_to_the_clipboard_as_a_picture(qtbot, window, library, person_of, settled) -> None:
    face_id = person_of("penny")[0]
    window.session.go("photo", PhotoTarget(None, face_id))
    settled(window)
    qtbot.waitUntil(lambda: window.page.stage.current == face_id)
    qtbot.keyClick(window.page.stage, Qt.Key.Key_C, CTRL | SHIFT)
    qtbot.waitUntil(lambda: "in the clipboard" in window.toast.text())
    image = QGuiApplication.clipboard().image()
    cut = window.session.helper.cut_out_face(face_id)
    assert (image.width(), image.height()) == (cut.width, cut.height)
    assert image.width() > 40


def test_faces_are_cut_out_to_a_folder_with_names(qtbot, window, penny, out) -> None:
    penny.grid.select_rows(alone(penny.grid)[:2])
    qtbot.keyClick(penny.grid, Qt.Key.Key_X, CTRL | SHIFT)
    qtbot.waitUntil(lambda: "2 faces were cut out to for grandmother." in window.toast.text())
    assert len(names(out)) == 2
    assert all(name.startswith("Penny ") and name.endswith(".jpg") for name in names(out))


# ---------------------------------------------------------------- never
def test_no_verb_of_the_window_throws_a_photo_away(window, page, penny) -> None:
    """Nor does anything behind it: what deletes files in faceorg deletes its own."""
    texts = {action.text().lower() for action in window.findChildren(QAction)}
    assert [text for text in texts if "trash" in text or "delete photo" in text or "delete the photo" in text] == []
    calls = set()
    for file in (HERE / "faceorg").rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            name = node.attr if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else ""
            if name in ("moveToTrash", "send2trash", "trash_file"):
                calls.add(file.name)
    assert calls == set()


def test_a_bar_says_how_many_photos_are_selected_and_what_can_be_done(qtbot, window, penny, library, settled) -> None:
    window.session.go("photos")
    settled(window)
    page = window.page
    assert page.model.rowCount() == 50
    page.grid.select_rows([0])
    assert not page.selection.isVisible()
    page.grid.selectAll()
    assert page.selection.isVisible()
    assert "50 selected with 2 more in stacks" in said_on(page.selection)
    page.grid.select_rows([row for row in range(50) if row not in stacked(page.grid)][:4])
    assert "4 selected" in said_on(page.selection)
    qtbot.mouseClick(page.selection.button("take_out"), LEFT)
    assert window.open_sheet(TakeOutSheet).heading.text() == "Copy 4 photos to a folder"
    qtbot.keyClick(window.open_sheet(TakeOutSheet), Qt.Key.Key_Escape)
    qtbot.keyClick(page.grid, Qt.Key.Key_Escape)
    assert not page.selection.isVisible()
    assert window.page is page


def test_shift_selects_all_between_two_tiles_line_after_line(qtbot, page) -> None:
    columns = page.grid.grid_layout().columns
    assert columns > 3
    shift_click(page.grid, range(2, columns + 2))
    assert page.grid.selected_rows() == list(range(2, columns + 2))
    qtbot.keyClick(page.grid, Qt.Key.Key_Home)
    for _step in range(2):
        qtbot.keyClick(page.grid, Qt.Key.Key_Down, SHIFT)
    assert page.grid.selected_rows() == list(range(2 * columns + 1))


def test_more_files_than_other_programs_bear_are_refused_with_the_way_out(qtbot, window, page, monkeypatch) -> None:
    monkeypatch.setattr(taking_out, "MOST_FILES", 20)
    carried: list[object] = []
    monkeypatch.setattr(QDrag, "exec", lambda *drag: carried.append(drag))
    page.grid.selectAll()
    qtbot.keyClick(page.grid, Qt.Key.Key_C, CTRL)
    assert window.toast.text() == "These are 52 photos, too many for other programs at once. Copy them to a folder."
    window.toast.dismiss()
    area, start = page.grid.viewport(), page.grid.visualRect(page.model.index(2, 0)).center()
    with dragging(area, start):
        assert carried == []
        assert window.toast.isVisible()


def test_with_nothing_chosen_the_keys_say_so(qtbot, window, penny) -> None:
    assert not penny.grid.currentIndex().isValid()
    for key, held in ((Qt.Key.Key_E, CTRL | SHIFT), (Qt.Key.Key_C, CTRL), (Qt.Key.Key_F12, NONE)):
        window.toast.dismiss()
        qtbot.keyClick(penny.grid, key, held)
        assert window.toast.text() == "Choose photos first."
    assert window.open_sheet() is None
