"""The window says what a scan did not read: photos that lie in the cloud only, fetched when asked; an empty folder."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt

from faceorg.gui.jobs import scanning
from faceorg.gui.session.runner import Job


def test_what_stayed_in_the_cloud_is_said_and_can_be_fetched(qtbot, window, library, tmp_path: Path) -> None:
    folder = tmp_path / "synced"
    folder.mkdir()
    for name in (".a.jpg.icloud", ".b.heic.icloud"):
        (folder / name).write_bytes(b"bplist00")
    scanning.scan(window.session, [folder])
    qtbot.waitUntil(lambda: window.toast.isVisible() and window.toast.more.text() == "Fetch them", timeout=30_000)
    assert "2 photos lie only in the cloud and stayed closed." in window.toast.text()
    qtbot.mouseClick(window.toast.more, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: library.settings.scan.from_cloud)
    qtbot.waitUntil(lambda: window.session.runner.is_idle)
    window.session.go("settings")
    page = window.page
    assert page.from_cloud.isChecked()
    qtbot.mouseClick(page.from_cloud, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not library.settings.scan.from_cloud)


def test_a_folder_without_a_photo_is_said_to_be_one_where_it_was_asked_for(qtbot, window, tmp_path: Path) -> None:
    folder = tmp_path / "nothing here"
    folder.mkdir()
    (folder / "letter.txt").write_text("no photo")
    said: list[str] = []
    window.session.noticed.connect(lambda notice: said.append(notice.text))
    scanning.scan(window.session, [folder])
    qtbot.waitUntil(lambda: said == ["There is no photo in nothing here."], timeout=30_000)
    scanning.scan(window.session)  # all known folders, as the window does by itself
    done: list[str] = []
    window.session.runner.job(Job("after it", lambda *_given: "done", done.append))
    qtbot.waitUntil(lambda: done == ["done"], timeout=30_000)
    assert len(said) == 1
