"""The last question before all face data is deleted: what goes, what stays, and that there is no way back."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QCheckBox, QWidget

from faceorg.gui.look.theme import GRID
from faceorg.gui.look.widgets import boxed, button, column, label
from faceorg.gui.sheets.base import Sheet
from faceorg.gui.words.i18n import tr


class WipeSheet(Sheet):
    """Calls `on_wipe` once the user has said twice that it is meant, with whether names go out of files first."""

    def __init__(self, window: QWidget, folder: Path, on_wipe: Callable[[bool], None], in_files: int = 0) -> None:
        """in_files : in how many photos' files names of faceorg's stand"""
        super().__init__(window, tr("Delete all face data?"), width=600)
        self._on_wipe = on_wipe
        goes = (
            tr("All names and people, and everything you decided about them, with its history and backups"),
            tr("All faces that were found, their small pictures, and the numbers they are recognised by"),
        )
        stays = (
            tr("Your photos: none is touched"),
            tr("Names in the files of %Ln photo(s), unless they are taken out first", None, in_files)
            if in_files
            else tr("No names stand in files: faceorg wrote none, or has taken them out"),
            tr("Packs and settings, which say nothing about anybody"),
        )
        for heading, lines in ((tr("This goes:"), goes), (tr("This stays:"), stays)):
            part = column(label(heading, "title"), spacing=GRID // 2)
            for text in lines:
                part.addWidget(label(f"•  {text}", wrap=True))
            self.body.addLayout(part)
        warning = tr("This cannot be undone. A copy you made yourself of {folder} is not found by this.")
        self.body.addWidget(
            boxed(
                column(label(warning.format(folder=folder), "danger", wrap=True), margins=(16, 12, 16, 12)), "warning"
            )
        )
        self.take_out = QCheckBox(tr("Take the names out of files first"))
        self.take_out.setChecked(in_files > 0)
        self.take_out.setVisible(in_files > 0)
        self.body.addWidget(self.take_out)
        self.sure = QCheckBox(tr("I want all of it deleted"))
        self.body.addWidget(self.sure)
        self.add_cancel()
        self.wipe = button(tr("Delete everything"), self._on_sure, "danger")
        self.wipe.setEnabled(False)
        self.sure.toggled.connect(self.wipe.setEnabled)
        self.buttons.addWidget(self.wipe)

    def take_focus(self) -> None:
        self.sure.setFocus()

    def _on_sure(self) -> None:
        self.close_sheet()
        self._on_wipe(self.take_out.isChecked())
