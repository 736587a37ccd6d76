"""Where exiftool is: what was found by itself, or what the user points out."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from faceorg.gui.look.widgets import button, label, row
from faceorg.gui.session.session import Session
from faceorg.gui.words.i18n import tr
from faceorg.library.names_in_files import files


class ExiftoolRow(QWidget):
    """The program that writes into photos, and a button to choose another."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.place = label("", "muted", whole=True)
        self.choose = button(tr("Choose exiftool…"), self._ask)
        self.setLayout(row(self.place, self.choose))

    def show_place(self) -> None:
        """Show which one is used now: looked for on the disk."""
        library = self._session.library
        self._session.runner.read(lambda: files.exiftool_in_use(library), self._show, self)

    def _show(self, program: Path | None) -> None:
        self.place.setText(tr("Not found") if program is None else str(program))

    def _ask(self) -> None:
        chosen, _filter = QFileDialog.getOpenFileName(self, tr("Where is exiftool?"))
        if chosen:
            # Edits must not wait for a program that does not answer.
            self._session.runner.read(lambda: files.exiftool_at(chosen), self._keep, self)

    def _keep(self, program: Path) -> None:
        self._session.prefer(lambda library: files.keep_exiftool(library, program), self.show_place)
