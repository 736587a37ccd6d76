"""The first page, and the one for more folders: choose or drop folders, see the pack and its licence, start."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from faceorg.edits import Changes
from faceorg.gui.file_urls import path_of
from faceorg.gui.jobs import scanning
from faceorg.gui.look.icons import pixmap
from faceorg.gui.look.theme import GRID, Theme
from faceorg.gui.look.widgets import boxed, button, clear_layout, column, label, row, tool_button
from faceorg.gui.pages.base import Page
from faceorg.gui.pages.welcome.pack_box import PackBox
from faceorg.gui.session.navigation import Item
from faceorg.gui.session.session import Session
from faceorg.gui.words.i18n import tr
from faceorg.library.views import photo_views

CARD_WIDTH = 72 * GRID


class DropArea(QFrame):
    """A dashed field that folders are dropped on.

    Signals
    -------
    dropped(list[Path]) : folders
    """

    dropped = Signal(list)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme, self._over = theme, False
        self.setAcceptDrops(True)
        self.setMinimumHeight(15 * GRID)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if folders_in(event):
            self._over = True
            event.acceptProposedAction()
            self.update()
        else:
            event.ignore()  # a picture is searched by, as on every page; nobody meant its whole folder

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self._over = False
        self.update()

    def dropEvent(self, event: QDropEvent) -> None:
        self._over = False
        self.update()
        self.dropped.emit(folders_in(event))
        event.acceptProposedAction()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pen = QPen(self._theme.color("accent" if self._over else "faint"), 1.5, Qt.PenStyle.DashLine)
        painter.setPen(pen)
        painter.setBrush(self._theme.color("accent_soft" if self._over else "side"))
        painter.drawRoundedRect(self.rect().adjusted(1, 1, -1, -1), 12, 12)
        painter.end()


def folders_in(event: QDropEvent) -> list[Path]:
    """Return the folders of a drop."""
    found = [path_of(url) for url in event.mimeData().urls() if url.isLocalFile()]
    return list(dict.fromkeys(path for path in found if path.is_dir()))


class WelcomePage(Page):
    """Folders, pack, start."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._folders: list[Path] = []
        self.heading = label(tr("Who is in your photos?"), "heading")
        promise = label(
            tr(
                "Choose the folders that hold your photos. faceorg looks for faces, puts those that look alike "
                "together, and you name them. Everything stays on this computer; your photos are not changed."
            ),
            "muted",
            wrap=True,
        )
        self.drop = DropArea(session.theme)
        self.drop.dropped.connect(self.add_folders)
        picture = label()
        picture.setPixmap(pixmap("folder", session.theme.color("muted"), 32, 2.0))
        picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        hint = label(tr("Drop folders here"), "muted")
        hint.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.choose = button(tr("Choose a folder…"), self._on_choose)
        inside = column(1, picture, hint, spacing=GRID // 2, margins=(16, 8, 16, 8))
        inside.addLayout(row(1, self.choose, 1))
        inside.addStretch(1)
        self.drop.setLayout(inside)
        self._list = QVBoxLayout()
        self._list.setSpacing(4)
        self.pack = PackBox(session)
        self.start = button(tr("Start"), self._on_start, "primary")
        self.start.setMinimumWidth(14 * GRID)
        body = column(self.heading, promise, self.drop)
        body.addLayout(self._list)
        body.addWidget(self.pack)
        self.samples = button(tr("Try it with sample photos"), self._on_samples, "link")
        self.samples.setToolTip(tr("Photos of a family that does not exist. They come with faceorg."))
        body.addLayout(row(self.samples, 1, self.start))
        card = QWidget()
        card.setMaximumWidth(CARD_WIDTH)
        card.setLayout(body)
        inner = column(1, margins=(24, GRID, 24, GRID))
        middle = row(1)
        middle.addWidget(card, 6)
        middle.addStretch(1)
        inner.addLayout(middle)
        inner.addStretch(2)
        whole = QWidget()
        whole.setLayout(inner)
        self._area = QScrollArea()  # many folders, and a small window
        self._area.setWidgetResizable(True)
        self._area.setWidget(whole)
        self.setLayout(column(self._area))
        self.add_action("choose", tr("Choose a folder…"), "Ctrl+Shift+O", self._on_choose, "folder")
        self.add_action("start", tr("Start"), "Ctrl+Return", self._on_start, "play")
        words = tr("Try it with sample photos")
        self._samples_verb = self.add_action("samples", words, "Ctrl+Shift+Y", self._on_samples, "photos")
        self._show_folders()

    def title(self) -> str:
        return tr("Add folders") if photo_views.scanned_folders(self.session.library) else tr("Welcome")

    def take_focus(self) -> None:
        next_to_do = self.start if self._folders else self.choose
        next_to_do.setFocus()
        self._area.ensureWidgetVisible(next_to_do)

    def show_item(self, item: Item) -> None:
        """item : folders to offer, or None."""
        if photo_views.scanned_folders(self.session.library):
            self.heading.setText(tr("Add folders"))
            self.samples.hide()
            self._samples_verb.setVisible(False)
        if isinstance(item, tuple):
            self.add_folders(list(item))
        self.pack.read()
        self.pack.look_at(self._folders)

    def refresh(self, changes: Changes) -> None:
        if changes.everything:
            self.pack.read()

    def folders(self) -> list[Path]:
        return list(self._folders)

    def add_folders(self, folders: list[Path]) -> None:
        self._folders += [folder for folder in folders if folder not in self._folders]
        self._show_folders()
        self.take_focus()

    def _remove(self, folder: Path) -> None:
        self._folders.remove(folder)
        self._show_folders()

    def _show_folders(self) -> None:
        clear_layout(self._list)
        for folder in self._folders:
            remove = tool_button(
                self.session.theme,
                "close",
                tr("Leave out {folder}").format(folder=folder),
                partial(self._remove, folder),
            )
            self._list.addWidget(boxed(row(label(str(folder)), 1, remove, margins=(16, 3, 8, 3)), "strip"))
        self.start.setEnabled(bool(self._folders))
        self.pack.look_at(self._folders)

    def _on_choose(self) -> None:
        if (chosen := scanning.choose_folder(self)) is not None:
            self.add_folders([chosen])

    def _on_samples(self) -> None:
        scanning.scan(self.session, samples=True)
        self._go_on()

    def _on_start(self) -> None:
        if not self._folders:
            return
        scanning.scan(self.session, list(self._folders))
        self._folders.clear()
        self._show_folders()
        self._go_on()

    def _go_on(self) -> None:
        """Where people appear; while nobody has a name, where they get theirs."""
        self.session.go("people" if len(self.session.people_cache) else "unnamed")
