"""An evening with faceorg, for test_no_network.py: scan, name, search, and every page of the window; prints JSON.

Run in a process of its own, because who listens to a process (an audit hook) stays for good: quiet_session.py PHOTOS.
"""

import json
import os
import sys
from pathlib import Path

from PySide6.QtCore import QSettings
from PySide6.QtTest import QTest

from faceorg.cli import main as command_line
from faceorg.gui.app import make_application
from faceorg.gui.look.theme import Theme
from faceorg.gui.pages.registry import PAGES
from faceorg.gui.session.session import Session
from faceorg.gui.window.main_window import MainWindow
from faceorg.library.helper.helper_process import HelperProcess
from faceorg.library.opening.open_library import open_library
from faceorg.library.views import group_views

MOST_WAITS = 3000


def at_the_terminal(photos: Path) -> list[int]:
    """Scan, name a group, search and check; return the exit statuses."""
    picture = next(photos.iterdir())
    done = [command_line.run(["scan", str(photos), "--workers", "1"])]
    with open_library(Path(os.environ["FACEORG_LIBRARY"]), edit=False) as library:
        group = group_views.groups(library, min_faces=1)[0].id
    for line in (
        ["name", str(group), "Anna"],
        ["find", "--image", str(picture)],
        ["identify", str(picture)],
        ["regions", "read", "--dry-run"],
        ["packs"],
        ["check"],
        ["help", "privacy"],
    ):
        done.append(command_line.run(line))
    return done


def in_the_window() -> list[str]:
    """Go to every page, look for new photos, open the guide and About; return the pages that were seen."""
    app = make_application()
    settings = QSettings(os.path.join(os.environ["HOME"], "window.ini"), QSettings.Format.IniFormat)
    seen = []
    with open_library(Path(os.environ["FACEORG_LIBRARY"])) as library:
        session = Session(library, Theme(app, settings), settings, helper=HelperProcess(library))
        window = MainWindow(session)
        session.go("people")
        window.show()
        for page in PAGES:
            session.go(page.name)
            wait_until_idle(session)
            seen.append(page.name)
        window.actions_["rescan"].trigger()
        wait_until_idle(session)
        window.show_guide()
        window.show_about()
        wait_until_idle(session)
        window.close()
    return seen


def wait_until_idle(session: Session) -> None:
    """Let the window do what it has begun, and what follows from that at once."""
    waits = 0
    while waits == 0 or not session.runner.is_idle:
        if waits == MOST_WAITS:
            raise SystemExit("the window is still busy")
        QTest.qWait(20)
        waits += 1


if __name__ == "__main__":
    said = {"statuses": at_the_terminal(Path(sys.argv[1])), "pages": in_the_window()}
    print(json.dumps(said | {"network_of_qt": "PySide6.QtNetwork" in sys.modules}))
