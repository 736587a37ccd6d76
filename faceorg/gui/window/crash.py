"""A bug -> a sheet that says so, with the log to copy; nothing decided is lost, so the window stays open."""

from __future__ import annotations

import platform

from PySide6.QtCore import qVersion
from PySide6.QtGui import QFontDatabase, QGuiApplication
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from faceorg.gui.look.widgets import button, label
from faceorg.gui.sheets.base import Sheet
from faceorg.gui.words.i18n import tr
from faceorg.version import described


def report(trace: str) -> str:
    """Return what a bug report needs: versions and the traceback; no paths of photos, no names."""
    return (
        f"faceorg {described()}, Qt {qVersion()}, Python {platform.python_version()}, {platform.platform()}\n\n{trace}"
    )


class CrashSheet(Sheet):
    """Says what happened and hands over the log."""

    def __init__(self, window: QWidget, trace: str) -> None:
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
        self.text = QPlainTextEdit(report(trace))
        self.text.setReadOnly(True)
        self.text.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self.text.setMinimumHeight(240)
        self.text.setAccessibleName(tr("Log"))
        self.body.addWidget(self.text)
        self.buttons.addWidget(button(tr("Copy the log"), self._copy))
        self.buttons.addWidget(button(tr("Go on"), self.close_sheet, "primary"))

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.text.toPlainText())
