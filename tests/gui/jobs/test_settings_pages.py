"""Packs, settings, names in files, and the end of all data: each by its own buttons."""

from __future__ import annotations

import shutil
import threading
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QFileDialog, QLabel, QToolButton

from faceorg.catalog import faces, people
from faceorg.catalog.pictures import photos
from faceorg.gui.jobs import maintenance
from faceorg.gui.look.theme import DARK
from faceorg.gui.pages.names.page import IN_FILE
from faceorg.gui.session.runner import Job
from faceorg.gui.sheets.really import ReallySheet
from faceorg.gui.sheets.wipe import WipeSheet
from faceorg.gui.tiles.two_line_list import LinesModel, ListLine
from faceorg.library.names_in_files import files
from faceorg.library.opening import backups, preferences
from faceorg.library.opening.open_library import open_library
from faceorg.library.people import edits as verbs
from faceorg.library.scanning import forgetting, ingest
from faceorg.library.views import photo_views
from tests.stills import mirrored

LEFT = Qt.MouseButton.LeftButton


def go(qtbot, window, page: str):
    window.session.go(page)
    return window.page


# ---------------------------------------------------------------- settings
@pytest.mark.both_helpers
def test_settings_hold_at_once(qtbot, window, library) -> None:
    page = go(qtbot, window, "settings")
    qtbot.mouseClick(page.theme.button("dark"), Qt.MouseButton.LeftButton)
    assert window.session.theme.colors is DARK
    jobs: list[str | None] = []
    window.session.runner.job_started.connect(lambda job: jobs.append(job.key))
    for switch in (page.watch, page.automatic):
        switch.setFocus()
        qtbot.keyClick(switch, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: not library.settings.window.watch_folders and not library.settings.grouping.automatic)
    page.strictness.setFocus()
    qtbot.keyClick(page.strictness, Qt.Key.Key_Right)
    qtbot.waitUntil(lambda: library.settings.grouping.strictness == pytest.approx(0.55))
    page.language.setFocus()
    qtbot.keyClicks(page.language, "Deu")
    qtbot.keyClick(page.language, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: library.settings.window.language == "de")
    qtbot.waitUntil(lambda: "group" in jobs)  # groups follow the dial, in the background
    qtbot.waitUntil(lambda: window.session.runner.current_job is None)
    assert window.session.settings.value("language") == "de"


def test_only_devices_that_are_here_can_be_chosen_and_one_from_elsewhere_while_it_is(
    qtbot, window, library, monkeypatch
) -> None:
    built_in = ["CPUExecutionProvider"]
    monkeypatch.setattr("onnxruntime.get_available_providers", lambda: built_in)
    monkeypatch.setattr("faceorg.vision.sessions.is_installed", lambda: True)
    preferences.set_device(library, "coreml")
    page = go(qtbot, window, "settings")

    def offered() -> list[str]:
        return [page.device.itemText(at) for at in range(page.device.count())]

    qtbot.waitUntil(lambda: offered() == ["Choose for me", "CPU", "OPENVINO", "COREML"])
    assert page.device.currentText() == "COREML"
    page.device.setFocus()
    qtbot.keyClicks(page.device, "CPU")
    qtbot.keyClick(page.device, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: library.settings.analysis.device == "cpu")
    qtbot.waitUntil(lambda: offered() == ["Choose for me", "CPU", "OPENVINO"])
    assert page.device.currentText() == "CPU"


@pytest.mark.both_helpers
def test_a_check_finds_nothing_wrong_with_a_sound_library(qtbot, window) -> None:
    page = go(qtbot, window, "settings")
    qtbot.mouseClick(page.check, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "All is well" in window.toast.text())


def test_a_backup_is_made_and_listed(qtbot, window, library) -> None:
    page = go(qtbot, window, "settings")
    before = len(backups.backups(library.folder))
    qtbot.mouseClick(page.back_up, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: page.backups.count() > 0 and len(backups.backups(library.folder)) >= max(1, before))


def test_exiftool_is_shown_and_chosen(qtbot, window, library, monkeypatch, tmp_path) -> None:
    page = go(qtbot, window, "settings")
    program = tmp_path / "exiftool-13"
    program.write_text("#!/bin/sh\necho 13.10\n")
    program.chmod(0o755)
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_asked: (str(program), ""))
    qtbot.mouseClick(page.exiftool.choose, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: page.exiftool.place.text() == str(program))
    assert library.settings.names.exiftool == str(program)


def test_a_program_that_does_not_answer_keeps_no_edit_waiting(
    qtbot, window, library, person_of, monkeypatch, tmp_path
) -> None:
    page = go(qtbot, window, "settings")
    program, answers = tmp_path / "slow", threading.Event()
    program.write_text("#!/bin/sh\necho 13.10\n")
    program.chmod(0o755)
    require = files.exiftool_at
    monkeypatch.setattr(files, "exiftool_at", lambda place: answers.wait(60) and require(place))
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_asked: (str(program), ""))
    qtbot.mouseClick(page.exiftool.choose, Qt.MouseButton.LeftButton)
    window.session.edit(lambda opened: verbs.name_faces(opened, person_of("penny"), "Penny"))
    qtbot.waitUntil(lambda: [person.name for person in people.people(library.catalog)] == ["Penny"])
    assert library.settings.names.exiftool == ""
    answers.set()
    qtbot.waitUntil(lambda: library.settings.names.exiftool == str(program))


def test_a_slow_disk_keeps_nobody_waiting_who_changes_a_setting(qtbot, window, library, monkeypatch) -> None:
    page, free = go(qtbot, window, "settings"), threading.Event()
    save = library.save_settings
    monkeypatch.setattr(library, "save_settings", lambda settings: free.wait(60) and save(settings))
    for switch, setting in (
        (page.watch, lambda: library.settings.window.watch_folders),
        (page.from_cloud, lambda: library.settings.scan.from_cloud),
        (page.learn, lambda: library.settings.grouping.learn),
    ):
        before = setting()
        switch.setFocus()
        qtbot.keyClick(switch, Qt.Key.Key_Space)
        assert setting() is before  # the click has come back, and the disk has not answered
    free.set()
    qtbot.waitUntil(lambda: not library.settings.window.watch_folders and library.settings.scan.from_cloud)
    qtbot.waitUntil(lambda: library.settings.grouping.learn is page.learn.isChecked())


def test_wiping_asks_twice_and_leaves_nothing_but_photos(own_cache, qtbot, window, library) -> None:
    page = go(qtbot, window, "settings")
    page.wipe.setFocus()
    qtbot.keyClick(page.wipe, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.findChild(WipeSheet) is not None)
    sheet = window.findChild(WipeSheet)
    assert not sheet.wipe.isEnabled() and not sheet.take_out.isVisible()
    told = " ".join(text.text() for text in sheet.findChildren(QLabel))
    for meant in ("All names and people", "the numbers they are recognised by", "Your photos: none is touched"):
        assert meant in told
    assert "This cannot be undone." in told
    qtbot.keyClick(sheet.sure, Qt.Key.Key_Space)
    with qtbot.waitSignal(window.session.quit_requested):
        qtbot.mouseClick(sheet.wipe, Qt.MouseButton.LeftButton)
    deed = window.session.after_close
    assert deed is not None and not window.isVisible()
    folder = library.folder
    library.close()
    deed()
    assert not list(folder.glob("*.sqlite*")) and not (folder / "backups").exists()


def test_names_in_files_are_told_before_wiping_and_taken_out_first(
    own_cache, qtbot, window, library, still_photos: Path, tmp_path: Path
) -> None:
    photo = tmp_path / "photos" / "sad.jpg"
    photo.parent.mkdir()
    mirrored(still_photos / "sad.jpg", photo)
    ingest.scan(library, [photo.parent], workers=1)
    found = faces.faces_of_photo(library.catalog, photos.photo_at(library.catalog, photo).id)
    verbs.name_faces(library, [found[0].id], "Somebody New")
    files.write_names(library, [photo.parent])
    sidecar = photo.with_name("sad.jpg.xmp")
    assert "Somebody New" in sidecar.read_text()
    page = go(qtbot, window, "settings")
    qtbot.mouseClick(page.wipe, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: window.findChild(WipeSheet) is not None)
    sheet = window.findChild(WipeSheet)
    told = " ".join(text.text() for text in sheet.findChildren(QLabel))
    assert "Names in the files of 1 photo, unless they are taken out first" in told
    assert sheet.take_out.isVisible() and sheet.take_out.isChecked()
    qtbot.keyClick(sheet.sure, Qt.Key.Key_Space)
    with qtbot.waitSignal(window.session.quit_requested, timeout=20_000):
        qtbot.mouseClick(sheet.wipe, Qt.MouseButton.LeftButton)
    assert not sidecar.exists() or "Somebody New" not in sidecar.read_text()


def test_a_backup_is_put_back_after_the_window_closed(qtbot, window, library, person_of) -> None:
    verbs.name_faces(library, person_of("penny"), "Penny")
    copy = backups.back_up(library)
    verbs.name_faces(library, person_of("howard"), "Howard")
    with qtbot.waitSignal(window.session.quit_requested):
        maintenance.restore(window.session, copy)
    library.close()
    window.session.after_close()
    with open_library(library.folder, edit=False) as again:
        assert [person.name for person in people.people(again.catalog)] == ["Penny"]


@pytest.mark.parametrize("key", [None, "look into a folder"])
def test_what_looks_with_the_pack_before_stops_when_another_is_chosen(
    qtbot, window, more_packs, monkeypatch, key: str | None
) -> None:
    monkeypatch.setenv("FACEORG_PACKS", str(more_packs.folder))
    runner, begun = window.session.runner, list[tuple[str, bool]]()

    def look(name: str):
        def work(_progress, cancel) -> None:
            first = all(name != other for other, _whole in begun)
            begun.append((name, False))
            while first:  # until it is stopped
                cancel.raise_if_cancelled()
                threading.Event().wait(0.001)

        return work

    runner.job(Job("a scan with the pack before", look("scan"), key=key, uses_pack=True))
    qtbot.waitUntil(lambda: [name for name, _whole in begun] == ["scan"])
    window.session.helper.analyze = lambda **_options: begun.append(("analyze", True)) or 0
    page = go(qtbot, window, "packs")
    qtbot.waitUntil(lambda: len(page.cards) > 0)
    page.use(more_packs.other)
    qtbot.waitUntil(lambda: [name for name, _whole in begun] == ["scan", "scan", "analyze"])
    qtbot.waitUntil(lambda: runner.is_idle)


@pytest.mark.parametrize("answer", ["no", "keep", "forget"])
def test_a_folder_that_is_left_out_says_what_that_means_and_offers_to_forget(
    qtbot, window, library, person_of, still_photos: Path, answer: str
) -> None:
    verbs.name_faces(library, person_of("penny"), "Penny")
    page = go(qtbot, window, "settings")
    leave = f"Leave {still_photos} out from now on; its faces and names are kept"
    qtbot.waitUntil(lambda: leave in [found.accessibleName() for found in page.findChildren(QToolButton)])
    qtbot.mouseClick(next(f for f in page.findChildren(QToolButton) if f.accessibleName() == leave), LEFT)
    qtbot.waitUntil(lambda: window.open_sheet() is not None)
    sheet = window.open_sheet()
    assert any("its 52 photos leave lists and counts" in said.text() for said in sheet.findChildren(QLabel))
    qtbot.mouseClick(getattr(sheet, answer), LEFT)
    qtbot.waitUntil(lambda: window.session.runner.is_idle)
    absent = {"no": 0, "keep": 52, "forget": 0}[answer]
    assert len(forgetting.missing_photos(library)) == absent
    assert len(list(photos.all_photos(library.catalog))) == (0 if answer == "forget" else 52)
    assert (photo_views.scanned_folders(library) == [still_photos]) is (answer == "no")
    assert (window.session.next_held is not None) is (answer == "forget"), "which no Undo brings back"
    assert (window.session.next_omission is not None) is (answer != "no")


# ---------------------------------------------------------------- names in files
@pytest.fixture
def named_photo(library, portraits: Path, tmp_path: Path) -> Path:
    """A copy of a photo with face regions of another program, scanned."""
    folder = tmp_path / "photos"
    folder.mkdir()
    shutil.copyfile(portraits / "portrait.jpg", folder / "portrait.jpg")
    ingest.scan(library, [folder], workers=1)
    return folder / "portrait.jpg"


@pytest.mark.both_helpers
def test_names_of_other_programs_are_read_after_a_look(qtbot, window, library, named_photo: Path) -> None:
    page = go(qtbot, window, "names")
    qtbot.mouseClick(page.read, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: page.go_on.isVisible())
    names = sorted({line.title for line in page.lines.lines()})
    assert names == ["Marie Curie", "Pierre Curie"]
    assert people.people(library.catalog) == []
    qtbot.mouseClick(page.go_on, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: sorted(p.name for p in people.people(library.catalog)) == names)
    qtbot.waitUntil(window.actions_["undo"].isEnabled)
    qtbot.keyClick(page, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: people.people(library.catalog) == [])


@pytest.mark.both_helpers
def test_names_are_written_beside_photos_after_a_look(
    qtbot, window, library, still_photos: Path, tmp_path: Path
) -> None:
    photo = tmp_path / "photos" / "sad.jpg"
    photo.parent.mkdir()
    mirrored(still_photos / "sad.jpg", photo)
    ingest.scan(library, [photo.parent], workers=1)
    row = photos.photo_at(library.catalog, photo)
    found = faces.faces_of_photo(library.catalog, row.id)
    verbs.name_faces(library, [found[0].id], "Somebody New")
    page = go(qtbot, window, "names")
    qtbot.mouseClick(page.mode.button("write"), Qt.MouseButton.LeftButton)
    qtbot.mouseClick(page.look, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(page.go_on.isVisible)
    sidecar = photo.with_name("sad.jpg.xmp")
    assert not sidecar.exists()
    qtbot.mouseClick(page.go_on, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(sidecar.exists)
    qtbot.waitUntil(lambda: "written" in page.said.text())
    assert "Somebody New" in sidecar.read_text(encoding="utf-8")


def test_another_programs_name_is_replaced_only_when_asked(qtbot, window, library, named_photo: Path) -> None:
    row = photos.photo_at(library.catalog, named_photo)
    left = min(faces.faces_of_photo(library.catalog, row.id), key=lambda face: face.box.x)
    verbs.name_faces(library, [left.id], "Somebody Else")
    page = go(qtbot, window, "names")
    qtbot.mouseClick(page.mode.button("write"), Qt.MouseButton.LeftButton)
    page.target.setFocus()
    qtbot.keyClick(page.target, Qt.Key.Key_End)
    assert page.target.currentData() == IN_FILE
    qtbot.mouseClick(page.look, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: bool(page.lines.lines()))
    assert any("Somebody else wrote: Somebody Else / " in line.detail for line in page.lines.lines())
    assert not page.go_on.isVisible()
    page.ours.setFocus()
    qtbot.keyClick(page.ours, Qt.Key.Key_Space)
    assert page.lines.lines() == []
    qtbot.mouseClick(page.look, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(page.go_on.isVisible)
    qtbot.mouseClick(page.go_on, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "written" in page.said.text())
    assert b"Somebody Else" in named_photo.read_bytes()


def test_a_list_of_lines_keeps_qts_rules() -> None:
    model = LinesModel()
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    model.show([ListLine("one", "two"), ListLine("three")])
    assert model.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole) == "one: two"


@pytest.mark.both_helpers
def test_everything_derived_is_made_anew_after_a_question(qtbot, window, library) -> None:
    """And what a check then finds is nothing."""
    page = go(qtbot, window, "settings")
    with library.catalog.atomic() as connection:
        connection.execute("DELETE FROM thumbs.thumbnails")
    qtbot.mouseClick(page.rebuild, Qt.MouseButton.LeftButton)
    assert isinstance(window.open_sheet(), ReallySheet)
    with qtbot.waitSignal(window.session.runner.job_ended, timeout=300_000) as ended:
        qtbot.mouseClick(window.open_sheet().yes, Qt.MouseButton.LeftButton)
    assert ended.args[1] is True
    assert connection.execute("SELECT count(*) FROM thumbs.thumbnails").fetchone()[0] > 50
    assert page.findings.isHidden()


def test_findings_that_need_a_rebuild_name_the_button(qtbot, window, library) -> None:
    page = go(qtbot, window, "settings")
    with library.catalog.atomic() as connection:
        connection.execute("DELETE FROM thumbs.thumbnails WHERE face_id = 1")
    qtbot.mouseClick(page.check, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(page.findings.isVisible)
    assert any(page.rebuild.text() in line.detail for line in page.findings.lines())
