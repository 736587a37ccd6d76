"""The window at 150, 200 and 300 %: whatever the page, it asks for no more than a screen 400 points high has."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from faceorg.gui.window.first_size import FRAME

ROOT = Path(__file__).parents[3]
# Scale is said before Qt starts, so each has a process of its own; ids of nobody are never asked for.
MEASURE = """
import json, sys
from pathlib import Path
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication
from faceorg.gui.look.theme import Theme
from faceorg.gui.pages.registry import PAGES
from faceorg.gui.session.session import Session
from faceorg.gui.window.main_window import MainWindow
from faceorg.library.opening.open_library import open_library

app, folder = QApplication([]), Path(sys.argv[1])
with open_library(folder / "library") as library:
    ini = QSettings(str(folder / "window.ini"), QSettings.Format.IniFormat)
    window = MainWindow(Session(library, Theme(app, ini), ini))
    window.session.go("people")
    window.show()
    high = {}
    for page in PAGES:
        if page.name not in ("photo", "alike"):  # of one photo, of one face
            window.session.go(page.name)
            app.processEvents()
            high[page.name] = window.minimumSizeHint().height()
    window.job_bar.show()
    app.processEvents()
    high["with a job"] = window.minimumSizeHint().height()
    ratio = window.devicePixelRatioF()
    window.close()
print(json.dumps([ratio, high]))
"""


@pytest.mark.parametrize("scale", [1.5, 2, 3])
def test_no_page_needs_more_than_400_points_of_height(tmp_path: Path, scale: float) -> None:
    settings = {"QT_SCALE_FACTOR": str(scale), "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(ROOT)}
    asked = [sys.executable, "-c", MEASURE, str(tmp_path)]
    done = subprocess.run(asked, capture_output=True, text=True, timeout=240, env=os.environ | settings, check=False)
    assert done.returncode == 0, done.stderr
    ratio, high = json.loads(done.stdout.splitlines()[-1])
    assert ratio == scale
    assert {page: height for page, height in high.items() if height > 400 - FRAME.height()} == {}
    assert len(high) > 10
