"""The guide in the window: a list of chapters, the text of one, and a field that finds places by words."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QListWidgetItem, QWidget

from faceorg import guide
from faceorg.gui.look.icons import set_icon
from faceorg.gui.look.text_field import TextField
from faceorg.gui.look.theme import GRID
from faceorg.gui.look.widgets import column, label, page_head, row
from faceorg.gui.pages.base import Page
from faceorg.gui.pages.guide.guide_text import GuideText
from faceorg.gui.pages.guide.place_list import PlaceList
from faceorg.gui.session.navigation import GuidePlace, Item
from faceorg.gui.session.session import Session
from faceorg.gui.words.i18n import tr
from faceorg.gui.words.messages import language

LIST_WIDTH = 32 * GRID
_PLACE = Qt.ItemDataRole.UserRole


class GuidePage(Page):
    """Chapters on the left, or, while something is searched, the headings below which all words stand."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._chapters = {one.name: one for one in guide.chapters(language())}
        self._here = GuidePlace(guide.CHAPTERS[0])
        self.field = TextField()
        self.field.setPlaceholderText(tr("Search the guide"))
        self.field.setAccessibleName(tr("Search the guide"))
        self.field.setClearButtonEnabled(True)
        if (clear := self.field.findChild(QAction)) is not None:
            set_icon(clear, "close", session.theme)  # Qt's own is a black disc in every theme
        self.field.textChanged.connect(lambda _text: self._fill())
        self.field.returnPressed.connect(self._open_first)
        self.field.cancelled.connect(self._on_cancelled)
        self.list = PlaceList()
        self.list.setAccessibleName(tr("Chapters"))
        self.list.itemClicked.connect(self._open)
        self.list.itemActivated.connect(self._open)
        self.nothing = label(tr("Nothing in the guide has these words."), "muted", wrap=True)
        self.text = GuideText(session.theme)
        self.text.followed.connect(self._follow)
        side = QWidget()
        side.setLayout(column(self.field, self.nothing, self.list, spacing=GRID, margins=(24, 0, 0, 16)))
        side.setFixedWidth(LIST_WIDTH)
        layout = column(spacing=0)
        layout.addLayout(page_head(label(tr("Guide"), "heading"), 1))
        both = row(side, spacing=0)
        both.addWidget(self.text, 1)
        layout.addLayout(both, 1)
        self.setLayout(layout)
        self.add_action("find", tr("Search the guide"), "F3", self._find, "search")
        self.add_action("next", tr("Next chapter"), "Ctrl+PgDown", lambda: self._turn(1), "forward", repeats=True)
        self.add_action("previous", tr("Previous chapter"), "Ctrl+PgUp", lambda: self._turn(-1), "back", repeats=True)
        self._fill()

    # ------------------------------------------------------------ what the window asks
    def title(self) -> str:
        return tr("Guide")

    def show_item(self, item: Item) -> None:
        if isinstance(item, GuidePlace):
            self._here = item
        self.field.clear()
        self._show()

    def take_focus(self) -> None:
        self.text.setFocus()

    def search(self, text: str) -> bool:
        self.field.setText(text)
        return True

    def escape(self) -> bool:
        if not self.field.text():
            return False
        self._on_cancelled()
        return True

    # ------------------------------------------------------------ the list
    def _words(self) -> tuple[str, ...]:
        return tuple(self.field.text().casefold().split())

    def _fill(self) -> None:
        words = self._words()
        self.list.clear()
        for chapter in self._chapters.values():
            if not words:
                self._add(chapter.title, GuidePlace(chapter.name))
                continue
            for part in chapter.parts():
                if all(word in part.text.casefold() for word in words):
                    above = "" if part.level == 1 else f"{chapter.title}: "
                    self._add(f"{above}{part.heading}", GuidePlace(chapter.name, part.anchor))
        self.nothing.setVisible(self.list.count() == 0)
        self._mark_here()

    def _add(self, text: str, place: GuidePlace) -> None:
        made = QListWidgetItem(text)
        made.setData(_PLACE, place)
        self.list.addItem(made)

    def _mark_here(self) -> None:
        places = [self.list.item(at).data(_PLACE) for at in range(self.list.count())]
        here = self._here if self._words() else GuidePlace(self._here.chapter)
        self.list.setCurrentRow(places.index(here) if here in places else -1)

    # ------------------------------------------------------------ the text
    def _show(self) -> None:
        self.text.show_markdown(self._chapters[self._here.chapter].text, self._here.heading, self._words())
        self._mark_here()

    def _open(self, item: QListWidgetItem) -> None:
        self._here = item.data(_PLACE)
        self._show()

    def _open_first(self) -> None:
        if self.list.count():
            self._open(self.list.item(0))
            self.list.setFocus()

    def _follow(self, link: str) -> None:
        """Go where a link of the guide leads, so that Back comes back."""
        file, _, heading = link.partition("#")
        self.session.go("guide", GuidePlace(file.removesuffix(".md") or self._here.chapter, heading))

    def _turn(self, step: int) -> None:
        at = guide.CHAPTERS.index(self._here.chapter) + step
        if 0 <= at < len(guide.CHAPTERS):
            self.session.go("guide", GuidePlace(guide.CHAPTERS[at]))

    def _find(self) -> None:
        self.field.setFocus()
        self.field.selectAll()

    def _on_cancelled(self) -> None:
        self.field.clear()
        self._show()
        self.text.setFocus()
