"""Photos that lie on their side: the verbs that turn them, and the line that offers it; for every page of photos."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtWidgets import QFrame, QWidget

from faceorg.domain import PhotoId
from faceorg.gui.look.theme import GRID
from faceorg.gui.look.widgets import button, label, row
from faceorg.gui.pages.base import Page
from faceorg.gui.words.i18n import tr
from faceorg.library.people import turning

# The photos that a page has in hand.
InHand = Callable[[], Sequence[PhotoId]]
# The verbs, as a menu names them.
VERBS = ("turn_right", "turn_left")


def add_turning(page: Page, in_hand: InHand) -> None:
    """Give a page the verbs that turn the photos it has in hand."""

    def turn(quarters: int) -> None:
        if chosen := in_hand():
            page.session.edit(lambda library: turning.turn_photos(library, chosen, quarters))

    right, left = partial(turn, turning.RIGHT), partial(turn, turning.LEFT)
    page.add_action("turn_right", tr("Turn to the right"), "Ctrl+Shift+R", right, "redo")
    page.add_action("turn_left", tr("Turn to the left"), "Ctrl+Shift+L", left, "undo")


class LyingBar(QFrame):
    """Says that photos seem to lie on their side, and offers to turn them upright. in_hand : which"""

    def __init__(self, page: Page, in_hand: InHand, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._page, self._in_hand = page, in_hand
        self.setAccessibleName(tr("Photos on their side"))
        self._sentence = label(wrap=True)
        self.upright = button(tr("Turn upright"), self._turn, "primary")
        self.right = button(tr("Lies right"), self._leave)
        self.right.setToolTip(tr("It lies right; do not offer this again"))
        bar = row(spacing=GRID, margins=(16, 0, 16, GRID))
        bar.addWidget(self._sentence, 1)
        bar.addWidget(self.upright)
        bar.addWidget(self.right)
        self.setLayout(bar)
        self.hide()

    def show_count(self, photos: int) -> None:
        """Offer it for so many photos; 0 hides the line."""
        self._sentence.setText(
            tr("%Ln photo(s) seem to lie on their side: seen from there, faces are clear.", None, photos)
        )
        self.setVisible(photos > 0)

    def _turn(self) -> None:
        if chosen := self._in_hand():
            self._page.session.edit(lambda library: turning.turn_upright(library, chosen))

    def _leave(self) -> None:
        if chosen := self._in_hand():
            self._page.session.edit(lambda library: turning.leave_as_they_lie(library, chosen))
