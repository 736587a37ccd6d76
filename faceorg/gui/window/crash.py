"""A bug -> a sheet that says so, with the log to copy; nothing decided is lost, so the window stays open."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtGui import QFontDatabase, QGuiApplication
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from faceorg import log
from faceorg.gui.look.widgets import button, label
from faceorg.gui.sheets.about import for_a_report
from faceorg.gui.sheets.base import Sheet
from faceorg.gui.words.i18n import tr


def bug_report(trace: str, library: Path) -> str:
    """Return what a bug report needs: versions, the traceback and the end of the log; no paths of photos, no names."""
    logged = log.end_of(library)
    return f"{for_a_report()}\n\n{trace}" + (f"\n\n{log.LOG_FILE}:\n{logged}" if logged else "")


class CrashSheet(Sheet):
    """Says what happened and hands over the log."""

    def __init__(self, window: QWidget, trace: str, library: Path, show_file: Callable[[Path], object]) -> None:
        """library : the folder whose log is shown; show_file : shows where a file lies"""
        super().__init__(window, tr("Something went wrong"), width=720)
        self.body.addWidget(
            label(
                tr(
                    "This is a mistake in faceorg, not in your photos. Everything you decided is saved. "
                    "Please copy the text below into a bug report."
                ),
                wrap=True,
            )
        )
        self.text = QPlainTextEdit(bug_report(trace, library))
        self.text.setReadOnly(True)
        self.text.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self.text.setMinimumHeight(240)
        self.text.setAccessibleName(tr("Log"))
        self.body.addWidget(self.text)
        if written := log.files_of(library):
            self.buttons.addWidget(button(tr("Show the log file"), lambda: show_file(written[0])))
        self.buttons.addWidget(button(tr("Copy the log"), self._copy))
        self.buttons.addWidget(button(tr("Go on"), self.close_sheet, "primary"))

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.text.toPlainText())
