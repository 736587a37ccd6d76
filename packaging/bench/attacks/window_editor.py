"""A window over a library whose user names faces without a pause; each name is acknowledged as in edits.py.

    python packaging/bench/attacks/window_editor.py LIBRARY SETTINGS.ini ACKNOWLEDGED SEED

To be killed: a program of its own, with its helper process, as `faceorg` starts it.
"""

from __future__ import annotations

import os
import random
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))


def main(library_folder: Path, settings_file: str, acknowledged: Path, seed: int) -> int:
    from PySide6.QtCore import QSettings, QTimer

    from attacks.victims import NAMES, decisions
    from faceorg.gui.app import make_application
    from faceorg.gui.look.theme import Theme
    from faceorg.gui.session.session import Session
    from faceorg.gui.window.main_window import MainWindow
    from faceorg.library.helper.helper_process import HelperProcess
    from faceorg.library.opening.open_library import open_library
    from faceorg.library.people import edits

    rng = random.Random(seed)
    app = make_application()
    ini = QSettings(settings_file, QSettings.Format.IniFormat)
    library = open_library(library_folder, program="the faceorg window")
    session = Session(library, Theme(app, ini), ini, helper=HelperProcess(library))
    window = MainWindow(session)
    window.show()
    faces = [row[0] for row in library.catalog.connection.execute("SELECT id FROM seen_faces")]
    lines = os.open(acknowledged, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)

    def decide() -> None:
        if rng.random() < 0.2 and session.next_undo is not None:
            session.undo()
            return
        some, name = rng.sample(faces, rng.randint(1, 5)), rng.choice((*NAMES, f"Person {rng.randint(1, 60)}"))
        session.edit(lambda opened: edits.name_faces(opened, some, name))

    def tell(_changes: object, made: object) -> None:
        if made is not None:
            os.write(lines, decisions(library_folder).encode() + b"\n")
            QTimer.singleShot(rng.randint(0, 40), decide)

    session.changed.connect(tell)
    QTimer.singleShot(0, decide)
    return app.exec()


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), sys.argv[2], Path(sys.argv[3]), int(sys.argv[4])))
