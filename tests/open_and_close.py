"""Opens the window of an installed faceorg as `faceorg` does, prints what can be read in it as JSON, and closes it.

Run by test_installed.py with the Python of the new environment: open_and_close.py LANGUAGE.
"""

import json
import sys

from PySide6.QtCore import QCoreApplication, QSettings, QTimer
from PySide6.QtWidgets import QApplication, QLabel, QMainWindow

import faceorg
from faceorg import paths
from faceorg.gui import app

LONGEST_WAIT_MS = 60_000


def close_when_painted(seen: dict[str, object]) -> None:
    """Close the window once it shows a page, and keep the texts of its labels and menus."""
    windows = [widget for widget in QApplication.topLevelWidgets() if isinstance(widget, QMainWindow)]
    if not windows or not windows[0].isVisible():
        QTimer.singleShot(50, lambda: close_when_painted(seen))
        return
    window = windows[0]
    seen["labels"] = sorted({label.text() for label in window.findChildren(QLabel) if label.text()})
    seen["menus"] = [action.text() for action in window.menuBar().actions()]
    seen["painted"] = not window.grab().isNull()
    window.close()


def main() -> int:
    QSettings("faceorg", "faceorg").setValue("language", sys.argv[1])
    seen: dict[str, object] = {"package": faceorg.__file__}
    QTimer.singleShot(0, lambda: close_when_painted(seen))
    QTimer.singleShot(LONGEST_WAIT_MS, lambda: QCoreApplication.exit(3))
    status = app.main(None, paths.default_library())
    print(json.dumps(seen))
    return status


if __name__ == "__main__":
    # A QTimer needs the application, which app.main would make itself.
    app.make_application(sys.argv[1])
    sys.exit(main())
