"""The first page, and the one for more folders: choose or drop folders, see the pack and its licence, start."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from faceorg.errors import LibraryProblem
from faceorg.gui.jobs import scanning
from faceorg.gui.look.icons import pixmap
from faceorg.gui.look.theme import GRID, Theme
from faceorg.gui.look.widgets import boxed, button, clear_layout, column, label, row, tool_button
from faceorg.gui.pages.base import Page
from faceorg.gui.session.navigation import Item
from faceorg.gui.session.session import Session
from faceorg.gui.words.i18n import tr
from faceorg.gui.words.messages import say_message, say_text
from faceorg.library.opening.library import Library
from faceorg.library.recognising import packs
from faceorg.library.views import photo_views
from faceorg.messages.text import Text

CARD_WIDTH = 72 * GRID


@dataclass(frozen=True)
class PackLine:
    """What is said about the pack that will be used; problem: why there is none."""

    name: str = ""
    license_plain: Text | None = None
    problem: str = ""


def pack_line(library: Library) -> PackLine:
    """Read which pack will be used; for a worker thread, packs lie on disk."""
    try:
        pack = packs.pack_in_use(library)
    except LibraryProblem as problem:
        return PackLine(problem=say_message(problem.message))
    return PackLine(pack.name, pack.license_plain)


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
        self.setMinimumHeight(18 * GRID)

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
    found = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
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
        inside = column(1, picture, hint, spacing=GRID, margins=(16, 16, 16, 16))
        inside.addLayout(row(1, self.choose, 1))
        inside.addStretch(1)
        self.drop.setLayout(inside)
        self._list = QVBoxLayout()
        self._list.setSpacing(4)
        self.pack = label(role="muted", wrap=True)
        self.start = button(tr("Start"), self._on_start, "primary")
        self.start.setMinimumWidth(14 * GRID)
        body = column(self.heading, promise, self.drop, spacing=2 * GRID)
        body.addLayout(self._list)
        body.addWidget(
            boxed(column(label(tr("Recognition"), "title"), self.pack, spacing=4, margins=(16, 12, 16, 12)), "strip")
        )
        self.samples = button(tr("Try it with sample photos"), self._on_samples, "link")
        self.samples.setToolTip(tr("Photos of a family that does not exist. They come with faceorg."))
        body.addLayout(row(self.samples, 1, self.start))
        card = QWidget()
        card.setMaximumWidth(CARD_WIDTH)
        card.setLayout(body)
        layout = column(1, margins=(24, 24, 24, 24))
        middle = row(1)
        middle.addWidget(card, 6)
        middle.addStretch(1)
        layout.addLayout(middle)
        layout.addStretch(2)
        self.setLayout(layout)
        self.add_action("choose", tr("Choose a folder…"), "Ctrl+Shift+O", self._on_choose, "folder")
        self.add_action("start", tr("Start"), "Ctrl+Return", self._on_start, "play")
        self._show_folders()

    def title(self) -> str:
        return tr("Add folders") if photo_views.scanned_folders(self.session.library) else tr("Welcome")

    def take_focus(self) -> None:
        (self.start if self._folders else self.choose).setFocus()

    def show_item(self, item: Item) -> None:
        """item : folders to offer, or None."""
        if photo_views.scanned_folders(self.session.library):
            self.heading.setText(tr("Add folders"))
            self.samples.hide()
        if isinstance(item, tuple):
            self.add_folders(list(item))
        library = self.session.library
        self.session.runner.read(lambda: pack_line(library), self._show_pack, self)

    def folders(self) -> list[Path]:
        return list(self._folders)

    def add_folders(self, folders: list[Path]) -> None:
        self._folders += [folder for folder in folders if folder not in self._folders]
        self._show_folders()
        self.start.setFocus()

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

    def _show_pack(self, found: PackLine) -> None:
        allowed = say_text(found.license_plain) if found.license_plain else ""
        self.pack.setProperty("role", "danger" if found.problem else "muted")
        self.pack.setStyleSheet(self.pack.styleSheet())
        self.pack.setText(found.problem or tr("{pack}: {license}.").format(pack=found.name, license=allowed))

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
