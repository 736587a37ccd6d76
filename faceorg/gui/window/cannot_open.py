"""A library that does not open -> why, in a sentence; and, where one would help, the choice of a backup."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtWidgets import QDialog, QVBoxLayout

from faceorg.errors import LibraryDamaged, LibraryProblem
from faceorg.gui.look.theme import GRID
from faceorg.gui.look.widgets import ChoiceBox, button, label, row
from faceorg.gui.words.backups import backup_in_words
from faceorg.gui.words.i18n import tr
from faceorg.gui.words.messages import say_message
from faceorg.library.opening.backups import Backup, every_backup
from faceorg.messages.codes import ProblemCode
from faceorg.messages.message import Message


class CannotOpenDialog(QDialog):
    """Says what is wrong; with backups, one can be chosen and put back. chosen() is asked once it was accepted."""

    def __init__(self, messages: Sequence[Message], backups: Sequence[Backup]) -> None:
        super().__init__()
        self.setWindowTitle("faceorg")
        self.setMinimumWidth(60 * GRID)
        layout = QVBoxLayout(self)
        layout.setSpacing(2 * GRID)
        for message in messages:
            layout.addWidget(label(say_message(message), wrap=True))
        self.backups = ChoiceBox()
        self.backups.setAccessibleName(tr("Backups"))
        for backup in backups:
            self.backups.addItem(backup_in_words(backup), backup.file)
        self.leave = button(tr("Close"), self.reject)
        self.put_back = button(tr("Put this backup back"), self.accept, "primary")
        if backups:
            layout.addWidget(label(tr("What is there now is kept beside it. Which backup is it to be?"), wrap=True))
            layout.addWidget(self.backups)
        layout.addLayout(row(1, self.leave, *([self.put_back] if backups else []), spacing=GRID))
        (self.put_back if backups else self.leave).setFocus()

    def chosen(self) -> Path:
        return Path(self.backups.currentData())


def backup_wanted(problem: LibraryProblem, folder: Path, told: Sequence[Message] = ()) -> Path | None:
    """Say why the library in `folder` cannot be opened; return the backup that its user wants put back, None: none.

    told : what is to be said before it
    """
    said = [*told, problem.message]
    offered: list[Backup] = []
    if _is_mended_by_a_backup(problem):
        try:
            offered = every_backup(folder)
        except LibraryProblem as closed:  # there may be some all the same
            said.append(closed.message)
    dialog = CannotOpenDialog(said, [backup for backup in offered if backup.facts is not None])
    return dialog.chosen() if dialog.exec() == QDialog.DialogCode.Accepted else None


def tell_without_window(messages: Sequence[Message]) -> None:
    """Say something while no window is open."""
    CannotOpenDialog(messages, []).exec()


def _is_mended_by_a_backup(problem: LibraryProblem) -> bool:
    return isinstance(problem, LibraryDamaged) and problem.code is not ProblemCode.DERIVED_FILE_DAMAGED
