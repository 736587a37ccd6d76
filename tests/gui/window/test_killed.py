"""Nothing the user decides is lost when the window is killed: what a page was told happened is on the disk."""

from __future__ import annotations

import shutil
import signal
import subprocess
import sys
from pathlib import Path

from faceorg.catalog import people
from faceorg.library.opening.open_library import open_library

# Names a group through the page's own field and kills itself the moment the edit is reported.
SCRIPT = """
import os, signal, sys
from pathlib import Path
from PySide6.QtCore import QSettings, Qt
from PySide6.QtTest import QTest
from faceorg.gui.app import make_application
from faceorg.gui.window.main_window import MainWindow
from faceorg.gui.session.session import Session
from faceorg.gui.look.theme import Theme
from faceorg.library.opening.open_library import open_library

app = make_application()
ini = QSettings(sys.argv[2], QSettings.Format.IniFormat)
session = Session(open_library(Path(sys.argv[1])), Theme(app, ini), ini)
window = MainWindow(session)
session.go("unnamed")
window.show()
session.changed.connect(lambda _changes, made: made and os.kill(os.getpid(), signal.SIGKILL))

def name(*_):
    field = window.page.rows.field
    QTest.keyClicks(field, "Penny")
    QTest.keyClick(field, Qt.Key.Key_Return)

window.page.model.modelReset.connect(name, Qt.ConnectionType.QueuedConnection)
sys.exit(app.exec())
"""


def test_a_name_survives_kill_9_right_after_enter(scanned: Path, tmp_path: Path) -> None:
    folder = tmp_path / "library"
    shutil.copytree(scanned, folder)
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT, str(folder), str(tmp_path / "window.ini")], timeout=120, capture_output=True
    )
    assert done.returncode == -signal.SIGKILL, done.stderr.decode()
    with open_library(folder) as library:
        assert [person.name for person in people.people(library.catalog)] == ["Penny"]
        assert len(people.confirmed(library.catalog)) > 4
