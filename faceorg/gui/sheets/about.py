"""Help > About: versions, terms, where the library lies, and what a bug report needs: no names, no paths."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QLocale, qVersion
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QTextBrowser, QWidget

from faceorg import about
from faceorg.gui.look.theme import GRID
from faceorg.gui.look.widgets import Segments, button, label, row
from faceorg.gui.sheets.base import Sheet
from faceorg.gui.words.i18n import tr
from faceorg.version import described

# faceorg, Qt, Python and SQLite have a line each, libraries stand in one.
OWN_LINES = 4
VERSIONS, LICENCE, OTHERS = "versions", "licence", "others"


def versions() -> dict[str, str]:
    """Return versions by name, Qt's among them."""
    own = about.versions()
    return {"faceorg": own.pop("faceorg"), "Qt": str(qVersion()), **own}


def for_a_report() -> str:
    """Return what a bug report says of this program and system, a line each; no names, no paths."""
    found = [f"{name} {version}" for name, version in versions().items()]
    screen = f"{QGuiApplication.platformName()}, {QLocale().name()}"
    return "\n".join([*found[:OWN_LINES], f"{about.system()}, {screen}", ", ".join(found[OWN_LINES:])])


class AboutSheet(Sheet):
    """Three texts, one of them shown; the library's folder below."""

    def __init__(self, window: QWidget, library: Path, show_file: Callable[[Path], object]) -> None:
        """library : the folder that is shown; show_file : shows where a file lies"""
        super().__init__(window, f"faceorg {described()}", width=720)
        what = tr("Finds everyone in a photo library, on your own computer. Nothing is uploaded, ever.")
        self.body.addWidget(label(what, wrap=True))
        self.which = Segments(
            [(VERSIONS, tr("Versions")), (LICENCE, tr("Licence")), (OTHERS, tr("Libraries of others"))], tr("About")
        )
        self.which.chosen.connect(self.show_text)
        self.body.addLayout(row(self.which, 1))
        self.text = QTextBrowser()
        self.text.setOpenLinks(False)
        self.text.setMinimumHeight(36 * GRID)
        self.text.document().setDocumentMargin(2 * GRID)
        self.text.setAccessibleName(tr("About"))
        self.body.addWidget(self.text, 1)
        where = label(str(library), "muted", wrap=True)
        show = button(tr("Show"), lambda: show_file(library))
        show.setAccessibleName(tr("Show the library's folder"))
        folder = row(label(tr("Library")), spacing=2 * GRID)
        folder.addWidget(where, 1)
        folder.addWidget(show)
        self.body.addLayout(folder)
        self.copy = button(tr("Copy for a bug report"), self._copy)
        self.buttons.addWidget(self.copy)
        self.buttons.addWidget(button(tr("Close"), self.close_sheet, "primary"))
        self.show_text(VERSIONS)

    def show_text(self, key: str) -> None:
        """Show one of the texts."""
        self.which.set_choice(key)
        if key == LICENCE:
            self.text.setPlainText(about.licence())
        elif key == OTHERS:
            self.text.setMarkdown(about.third_parties())
        else:
            self.text.setPlainText(for_a_report())

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(for_a_report())
        self.copy.setText(tr("Copied"))
