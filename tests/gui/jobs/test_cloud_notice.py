"""Photos that lie in the cloud only: the window says that a scan left them closed, and fetches them when asked."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt

from faceorg.gui.jobs import scanning


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
