"""The page of names in files: what it shows is what it does, and Undo after a write takes back nothing unrelated."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from faceorg.boxes import Box
from faceorg.catalog import faces, people
from faceorg.catalog.pictures import photos
from faceorg.library.helper.in_process import InProcess
from faceorg.library.names_in_files import files
from faceorg.library.people import edits as verbs
from faceorg.library.scanning import ingest
from faceorg.metadata.in_file import InFileWriter
from faceorg.metadata.regions import Region
from faceorg.metadata.writer import Target, carry_out, plan_write
from tests.stills import mirrored

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def photo(library, still_photos: Path, tmp_path: Path) -> Path:
    """A scanned photo whose first face is "Somebody New", by the user."""
    copy = tmp_path / "photos" / "sad.jpg"
    copy.parent.mkdir()
    mirrored(still_photos / "sad.jpg", copy)
    ingest.scan(library, [copy.parent], workers=1)
    verbs.name_faces(library, [_first_face(library, copy).id], "Somebody New")
    return copy


def _first_face(library, photo: Path):
    row = photos.photo_at(library.catalog, photo)
    return faces.faces_of_photo(library.catalog, row.id)[0]


def _page(qtbot, window):
    window.session.go("names")
    qtbot.waitUntil(lambda: type(window.page).__name__ == "NamesPage")
    return window.page


def _look_at_writing(qtbot, page) -> None:
    qtbot.mouseClick(page.mode.button("write"), LEFT)
    qtbot.mouseClick(page.look, LEFT)
    qtbot.waitUntil(page.go_on.isVisible)


def _names(library) -> set[str]:
    return {person.name for person in people.people(library.catalog)}


def test_undo_after_a_write_only_says_what_it_would_take_back(qtbot, window, library, photo: Path) -> None:
    page = _page(qtbot, window)
    _look_at_writing(qtbot, page)
    qtbot.mouseClick(page.go_on, LEFT)
    qtbot.waitUntil(lambda: window.session.next_held is not None)
    for _pressed in range(2):
        qtbot.keyClick(page, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
        qtbot.waitUntil(lambda: window.session.runner.is_idle and window.toast.more.isVisible())
        assert "Somebody New" in _names(library)
    qtbot.mouseClick(window.toast.more, LEFT)  # what it would take back stands on this button
    qtbot.waitUntil(lambda: "Somebody New" not in _names(library))
    qtbot.waitUntil(lambda: window.session.next_held is None)  # the edit is on the disk before the window hears of it


def test_an_edit_after_a_write_is_undone_as_ever(qtbot, window, library, photo: Path) -> None:
    page = _page(qtbot, window)
    _look_at_writing(qtbot, page)
    qtbot.mouseClick(page.go_on, LEFT)
    qtbot.waitUntil(lambda: window.session.next_held is not None)
    person = verbs.find_person(library, "Somebody New")
    window.session.edit(lambda opened: verbs.rename_person(opened, person.id, "Renamed"))
    qtbot.waitUntil(lambda: window.session.next_held is None)
    qtbot.keyClick(page, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: "Somebody New" in _names(library))


def test_believing_the_files_changes_what_is_shown(qtbot, window, library, photo: Path) -> None:
    box = _first_face(library, photo).box
    with InFileWriter() as in_file:
        regions = [Region("Their Name", Box(box.x, box.y, box.width, box.height))]
        carry_out(plan_write(photo, regions, kind=Target.FULL_NAME), in_file)
    page = _page(qtbot, window)
    qtbot.mouseClick(page.read, LEFT)
    qtbot.waitUntil(lambda: bool(page.lines.lines()))
    (before,) = page.lines.lines()
    assert (before.title, before.icon, page.go_on.isVisible()) == ("Their Name", "warning", False)
    page.theirs.setChecked(True)
    (after,) = page.lines.lines()
    assert (after.title, after.icon, page.go_on.isVisible()) == ("Their Name", "check", True)
    assert "Somebody New" in after.detail
    page.theirs.setChecked(False)
    assert page.lines.lines() == [before]


def test_a_write_that_was_stopped_says_so_and_offers_the_rest(
    qtbot, window, library, photo: Path, still_photos: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = photo.with_name("other.jpg")
    mirrored(still_photos / "happy.jpg", other)
    ingest.scan(library, [photo.parent], workers=1)
    verbs.name_faces(library, [_first_face(library, other).id], "Another")
    page = _page(qtbot, window)
    _look_at_writing(qtbot, page)
    carry = files.carry_out

    def stop_after_this(*arguments):
        window.session.runner.cancel()
        return carry(*arguments)

    with monkeypatch.context() as patch:
        patch.setattr(files, "carry_out", stop_after_this)
        qtbot.mouseClick(page.go_on, LEFT)
        qtbot.waitUntil(lambda: len(page.lines.lines()) == 1 and page.go_on.isVisible())
    assert len(list(photo.parent.glob("*.xmp"))) == 1
    assert "1 photo" in page.said.text()
    qtbot.mouseClick(page.go_on, LEFT)
    qtbot.waitUntil(lambda: len(list(photo.parent.glob("*.xmp"))) == 2)
    qtbot.waitUntil(lambda: not page.go_on.isVisible())


def test_what_is_chosen_after_a_look_is_looked_at_anew(qtbot, window, library, photo: Path) -> None:
    assert isinstance(window.session.helper, InProcess)
    page = _page(qtbot, window)
    _look_at_writing(qtbot, page)
    page.target.setCurrentIndex(page.target.findData("photo.xmp"))
    assert (page.lines.lines(), page.go_on.isVisible()) == ([], False)


def test_a_second_look_with_other_choices_is_the_one_that_is_answered(
    qtbot, window, library, photo: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = _page(qtbot, window)
    preview, asked = window.session.helper.preview_writing, []

    def slow(choice, *, cancel, **options):
        asked.append(choice.kind)
        while len(asked) == 1:
            cancel.raise_if_cancelled()
            threading.Event().wait(0.001)
        return preview(choice, cancel=cancel, **options)

    monkeypatch.setattr(window.session.helper, "preview_writing", slow)
    qtbot.mouseClick(page.mode.button("write"), LEFT)
    qtbot.mouseClick(page.look, LEFT)
    qtbot.waitUntil(lambda: asked == [Target.FULL_NAME])
    page.target.setCurrentIndex(page.target.findData("photo.xmp"))
    qtbot.mouseClick(page.look, LEFT)
    qtbot.waitUntil(page.go_on.isVisible)
    assert asked == [Target.FULL_NAME, Target.STEM]
    qtbot.mouseClick(page.go_on, LEFT)
    qtbot.waitUntil(photo.with_suffix(".xmp").exists)
    assert list(photo.parent.glob("*.xmp")) == [photo.with_suffix(".xmp")]


def test_what_was_looked_for_before_a_choice_is_no_answer_after_it(
    qtbot, window, library, photo: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page, go_on = _page(qtbot, window), threading.Event()
    preview = window.session.helper.preview_writing
    monkeypatch.setattr(
        window.session.helper, "preview_writing", lambda *what, **how: go_on.wait(60) and preview(*what, **how)
    )
    qtbot.mouseClick(page.mode.button("write"), LEFT)
    qtbot.mouseClick(page.look, LEFT)
    page.ours.toggle()
    go_on.set()
    qtbot.waitUntil(lambda: window.session.runner.is_idle)
    assert (page.lines.lines(), page.go_on.isVisible(), page.said.text()) == ([], False, "")


@pytest.mark.parametrize("mode", ["read", "write"])
def test_a_look_that_was_stopped_says_no_more_that_it_looks(
    qtbot, window, library, photo: Path, monkeypatch: pytest.MonkeyPatch, mode: str
) -> None:
    page, begun = _page(qtbot, window), threading.Event()

    def stopped(*_what, cancel, **_how) -> None:
        begun.set()
        while True:
            cancel.raise_if_cancelled()
            threading.Event().wait(0.001)

    for verb in ("preview_import", "preview_writing"):
        monkeypatch.setattr(window.session.helper, verb, stopped)
    qtbot.mouseClick(page.mode.button(mode), LEFT)
    qtbot.mouseClick(page.read if mode == "read" else page.look, LEFT)
    qtbot.waitUntil(begun.is_set)
    assert page.said.text().startswith("Looking")
    assert window.job_bar.cancel_button.toolTip() == "Stop", "it only looks: nothing is done that could stay"
    qtbot.mouseClick(window.job_bar.cancel_button, LEFT)
    qtbot.waitUntil(lambda: window.session.runner.is_idle)
    assert page.said.text() == ""
