"""What can be done with the selected faces or photos, as a bar that is there only while some are selected."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QSize
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QFrame, QMenu, QPushButton

from faceorg.gui.look.theme import GRID, Theme
from faceorg.gui.look.widgets import button, label, rounded, row, tool_button
from faceorg.gui.words.i18n import tr
from faceorg.gui.words.keys import key_in_words

# The bar never asks a window for more than this; what does not fit waits behind the three dots.
NARROWEST = 40 * GRID


class SelectionBar(QFrame):
    """Buttons for actions of the page, each with its key, as many as fit; the rest in a menu at the end."""

    def __init__(self, actions: list[QAction], theme: Theme) -> None:
        super().__init__()
        self.setObjectName("jobBar")
        self._text = label(role="title")
        self._buttons = [(action, self._button(action)) for action in actions]
        self._menu = rounded(QMenu(self))
        self.more = tool_button(theme, "more", tr("More"), self._open_menu)
        layout = row(self._text, 1, *[made for _action, made in self._buttons], self.more, spacing=GRID)
        layout.setContentsMargins(24, 8, 24, 8)
        self.setLayout(layout)
        self.hide()

    @staticmethod
    def _button(action: QAction) -> QPushButton:
        made = button(_short(action), action.trigger)
        made.setToolTip(f"{action.text()}  {key_in_words(action.shortcut())}")
        action.changed.connect(lambda: made.setText(_short(action)))
        return made

    def button(self, name: str) -> QPushButton:
        """Return the button of the action of this name."""
        return next(made for action, made in self._buttons if action.objectName() == name)

    def show_count(self, count: int, folded: int = 0) -> None:
        """folded : how many more lie under those that are selected, in stacks"""
        stacks = tr("with %Ln more in stacks", None, folded) if folded else ""
        self._text.setText(" ".join(filter(None, (tr("%Ln selected", None, count), stacks))))
        self.setVisible(count > 0)
        self._fit()

    def minimumSizeHint(self) -> QSize:
        return QSize(NARROWEST, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Show the buttons there is room for, in their order."""
        room = self.width() - 6 * GRID - self._text.sizeHint().width() - 2 * GRID
        widths = [made.sizeHint().width() + GRID for _action, made in self._buttons]
        if sum(widths) > room:
            room -= self.more.sizeHint().width() + GRID
        left_over = []
        for (action, made), width in zip(self._buttons, widths, strict=True):
            room -= width
            made.setVisible(room >= 0)
            if room < 0:
                left_over.append(action)
        self._menu.clear()
        self._menu.addActions(left_over)
        self.more.setVisible(bool(left_over))

    def _open_menu(self) -> None:
        wanted = self._menu.sizeHint()
        above = self.more.rect().topRight() - QPoint(wanted.width(), wanted.height())
        self._menu.popup(self.more.mapToGlobal(above))


def _short(action: QAction) -> str:
    return action.text().replace("…", "").replace("&", "").strip()
