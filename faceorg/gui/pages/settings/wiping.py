"""The last question of all: is everything about faces and people to be deleted, and names taken out of files first?"""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from faceorg.gui.jobs import maintenance
from faceorg.gui.session.session import Session
from faceorg.gui.sheets.wipe import WipeSheet
from faceorg.library.names_in_files import files


def ask_wipe(session: Session, window: QWidget) -> None:
    """Ask once it is known in how many photos' files names stand; then do what was answered."""
    library = session.library

    def answered(take_out: bool) -> None:
        maintenance.take_out_then_wipe(session) if take_out else maintenance.wipe(session)

    session.runner.read(
        lambda: files.count_written(library),
        lambda in_files: WipeSheet(window, library.folder, answered, in_files).open(),
        window,
    )
