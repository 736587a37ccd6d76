"""Model packs: which one recognises faces here, which others there are, what each allows and what a change means."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QScrollArea, QVBoxLayout, QWidget

from faceorg.edits import Changes
from faceorg.gui.file_urls import path_of
from faceorg.gui.jobs import pack_change
from faceorg.gui.look.theme import GRID
from faceorg.gui.look.widgets import button, clear_layout, column, label, page_head
from faceorg.gui.pages.base import Page
from faceorg.gui.pages.packs.pack_card import PackCard, PackInfo, pack_infos
from faceorg.gui.session.navigation import Item
from faceorg.gui.session.session import Session
from faceorg.gui.words.i18n import tr
from faceorg.gui.words.messages import say_message
from faceorg.messages.message import Message

WIDEST = 92 * GRID
PACK_ENDINGS = (".zip", ".onnx")


class PacksPage(Page):
    """Cards below each other: in use, installed, to install."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.cards: list[PackCard] = []
        self._list = QVBoxLayout()
        self._list.setSpacing(GRID)
        self._list.setContentsMargins(24, 0, 24, 24)
        self._cards_area = QWidget()
        self._cards_area.setMaximumWidth(WIDEST)
        self._cards_area.setLayout(self._list)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setWidget(self._cards_area)
        self.from_disk = button(tr("Install from a file…"), self._ask_file)
        self.from_folder = button(tr("From a folder…"), self._ask_folder)
        self.setAcceptDrops(True)
        explained = label(
            tr(
                "A pack is the part that finds and recognises faces. Everything runs on this computer, whichever is "
                "in use; what you decided never depends on it."
            ),
            "muted",
            wrap=True,
        )
        self.hard = label(wrap=True)
        self.hard.hide()
        layout = column(spacing=0)
        layout.addLayout(page_head(label(tr("Recognition"), "heading"), 1, self.from_folder, self.from_disk))
        layout.addLayout(column(explained, self.hard, margins=(24, 0, 24, 2 * GRID)))
        layout.addWidget(area, 1)
        self.setLayout(layout)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(tr("Recognition"))
        self.add_action("from_disk", tr("Install from a file…"), "Ctrl+I", self._ask_file, "download")
        self.add_action("from_folder", tr("Install from a folder…"), "Ctrl+Shift+I", self._ask_folder, "folder")

    def title(self) -> str:
        return tr("Recognition")

    def take_focus(self) -> None:
        self.setFocus()  # Tab goes to the cards: Enter pressed once too often must not change the pack of a library

    def show_item(self, item: Item) -> None:
        self._read()

    def refresh(self, changes: Changes) -> None:
        if changes.everything:
            self._read()

    def _read(self) -> None:
        library = self.session.library
        self.session.runner.read(lambda: pack_infos(library), self.show_packs, self)
        self.session.runner.read(self.session.helper.many_small_children, self._show_hard, self)

    def _show_hard(self, found: Message | None) -> None:
        """Say what the pack in use is bad at in this library."""
        self.hard.setVisible(found is not None)
        self.hard.setText(say_message(found) if found is not None else "")

    def show_packs(self, infos: list[PackInfo]) -> None:
        """Show these packs as cards."""
        if infos == [card.info for card in self.cards]:
            return
        focused = self.window().focusWidget()
        pressed = (card.info for card in self.cards if card.button is not None and card.button is focused)
        in_hand = next(pressed, None)
        on_a_card = self._cards_area.isAncestorOf(focused) if focused is not None else False
        clear_layout(self._list)
        self.cards = []
        for heading, wanted in (
            (tr("Installed"), [info for info in infos if info.installed]),
            (tr("To install"), [info for info in infos if not info.installed]),
        ):
            if wanted:
                if self.cards:
                    self._list.addSpacing(2 * GRID)
                self._list.addWidget(label(heading, "title"))
            for info in wanted:
                card = PackCard(info)
                card.use_requested.connect(self.use)
                card.install_requested.connect(self.install)
                self._list.addWidget(card)
                self.cards.append(card)
        self._list.addStretch(1)
        self._take_places()
        if on_a_card and self.isVisible():
            # The same button, if it is still there: never the one that took its place, which does something else.
            same = (card.button for card in self.cards if in_hand is not None and _offers_the_same(card.info, in_hand))
            (next(same, None) or self).setFocus()

    def _take_places(self) -> None:
        """Have the cards as high as they need before they are painted: the scroll area learns of them too late."""
        for part in self._cards_area.findChildren(QWidget):
            part.ensurePolished()
        for card in self.cards:
            card.show()
        self._list.invalidate()
        QCoreApplication.sendEvent(self._cards_area, QEvent(QEvent.Type.LayoutRequest))

    # ------------------------------------------------------------ verbs
    def use(self, pack_id: str) -> None:
        """Change to an installed pack and look at the photos again in the background."""
        pack_change.use(self.session, pack_id)

    def install(self, pack_id: str, source: Path | None = None) -> None:
        """Fetch a pack as a job; a stopped download goes on later where it was."""
        pack_change.install(self.session, pack_id, source, self._read)

    def _ask_folder(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, tr("A folder with a pack"), str(Path.home()))
        if chosen:
            self.install(Path(chosen).name, Path(chosen))

    # ------------------------------------------------------------ dropped here, a zip or a folder of networks is a pack
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if _dropped_packs(event):
            event.acceptProposedAction()
        else:
            event.ignore()  # a picture is searched by, as on every page

    def dropEvent(self, event: QDropEvent) -> None:
        for pack in _dropped_packs(event):
            self.install(pack.stem if pack.is_file() else pack.name, pack)
        event.acceptProposedAction()

    def _ask_file(self) -> None:
        chosen, _filter = QFileDialog.getOpenFileName(
            self, tr("A pack as a zip file"), str(Path.home()), tr("Packs (*.zip)")
        )
        if chosen:
            self.install(Path(chosen).stem, Path(chosen))


def _dropped_packs(event: QDropEvent) -> list[Path]:
    """Return what of a drop may be a pack."""
    paths = [path_of(url) for url in event.mimeData().urls() if url.isLocalFile()]
    return [path for path in paths if path.suffix.lower() in PACK_ENDINGS or _holds_networks(path)]


def _holds_networks(folder: Path) -> bool:
    return folder.is_dir() and any(folder.glob("*.onnx"))


def _offers_the_same(card: PackInfo, other: PackInfo) -> bool:
    return (card.id, card.installed, card.in_use) == (other.id, other.installed, other.in_use)
