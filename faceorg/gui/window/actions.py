"""Every verb of the window as a QAction in a menu with a shortcut; the sheet of keys is read off these menus.

Window-wide verbs are made here. A page's own verbs (`Page.add_action`) appear in the menu "Page" while it is shown.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QMenu, QMenuBar

from faceorg.gui.look.icons import set_icon
from faceorg.gui.look.theme import Theme, ThemeChoice
from faceorg.gui.look.widgets import rounded
from faceorg.gui.words.i18n import tr
from faceorg.gui.words.keys import key_in_words, letter_of, shortcuts, with_letters

Keys = str | list[str] | QKeySequence.StandardKey


class Actions(QObject):
    """The window's verbs by name, and its menus in order."""

    def __init__(self, menu_bar: QMenuBar, theme: Theme) -> None:
        super().__init__(menu_bar)
        self._bar, self._theme = menu_bar, theme
        self._by_name: dict[str, QAction] = {}
        self.menus: dict[str, QMenu] = {}
        for key, title in (
            ("file", tr("&File")),
            ("edit", tr("&Edit")),
            ("go", tr("&Go")),
            ("page", tr("&Page")),
            ("view", tr("&View")),
            ("help", tr("&Help")),
        ):
            self.menus[key] = rounded(menu_bar.addMenu(title))

    def __getitem__(self, name: str) -> QAction:
        return self._by_name[name]

    def add(
        self, menu: str, name: str, text: str, keys: Keys, slot: Callable[[], object], icon: str | None = None
    ) -> QAction:
        """Add a window-wide verb at the end of a menu."""
        action = QAction(text, self)
        action.setData(text)  # what it is called whatever it is about just now ("Undo “Merged Anna”")
        action.setObjectName(name)
        if isinstance(keys, QKeySequence.StandardKey):
            action.setShortcuts(keys)
        else:
            action.setShortcuts(shortcuts(keys))
        action.triggered.connect(lambda: slot())
        if icon:
            set_icon(action, icon, self._theme)
        self.menus[menu].addAction(action)
        self._by_name[name] = action
        return action

    def separate(self, menu: str) -> None:
        self.menus[menu].addSeparator()

    def show_page_actions(self, actions: list[QAction], title: str) -> None:
        """Fill the page menu with the verbs of the page that is now in sight."""
        menu = self.menus["page"]
        menu.clear()
        others = [letter_of(other.title()) for other in self.menus.values() if other is not menu]
        menu.setTitle(with_letters([title or tr("&Page")], others)[0])
        menu.addActions(actions)
        menu.menuAction().setVisible(bool(actions))

    def add_theme_choice(self) -> None:
        """Light, dark or as the system: one of three in the view menu."""
        group = QActionGroup(self)
        for choice, text, keys in (
            (ThemeChoice.SYSTEM, tr("Theme of the system"), "Ctrl+Alt+1"),
            (ThemeChoice.LIGHT, tr("Light theme"), "Ctrl+Alt+2"),
            (ThemeChoice.DARK, tr("Dark theme"), "Ctrl+Alt+3"),
        ):
            action = self.add("view", f"theme_{choice}", text, keys, partial(self._theme.choose, choice))
            action.setCheckable(True)
            action.setChecked(self._theme.choice is choice)
            group.addAction(action)


@dataclass(frozen=True)
class KeyLine:
    """One line of the shortcut sheet."""

    menu: str
    text: str
    keys: tuple[str, ...]


def key_lines(actions: Actions) -> Iterator[KeyLine]:
    """Return every verb that has a key, menu by menu, in the order of the menus."""
    for menu in actions.menus.values():
        for action in menu.actions():
            keys = tuple(key_in_words(key) for key in action.shortcuts())
            if keys and action.text() and not action.isSeparator():
                text = action.data() or action.text()
                yield KeyLine(menu.title().replace("&", ""), text.replace("&", ""), keys)
