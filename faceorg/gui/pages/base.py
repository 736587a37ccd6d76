"""What the window asks of every page."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QAbstractItemView, QStackedWidget, QWidget

from faceorg.domain import FaceId, PhotoId
from faceorg.edits import Changes
from faceorg.gui.look.icons import set_icon
from faceorg.gui.look.room import Room
from faceorg.gui.look.theme import GRID
from faceorg.gui.session.navigation import Item
from faceorg.gui.session.session import Session
from faceorg.gui.tiles.returning import GridPlace
from faceorg.gui.words.keys import shortcuts

if TYPE_CHECKING:
    from faceorg.gui.tiles.tile_grid import TileGrid


# What every page is so wide as, in every language: were it each page's own, the window would grow by itself as
# somebody goes from one to the next. Beside the sidebar's icons it fits a screen of 640 x 400 points, which one of
# 1280 x 800 has at 200 %, with the frame of the system around it; what is higher is scrolled.
SMALLEST_PAGE = QSize(71 * GRID, 28 * GRID)


class PageStack(QStackedWidget):
    """The pages, one of them in sight; all ask for the same room, and scroll where they need more."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("pageArea")
        self._rooms: dict[Page, Room] = {}

    def add_page(self, page: Page) -> None:
        self._rooms[page] = Room(page)
        self.addWidget(self._rooms[page])

    def show_page(self, page: Page) -> None:
        self.setCurrentWidget(self._rooms[page])

    def page(self) -> Page | None:
        """Return the page in sight, None before there is one."""
        shown = self.currentWidget()
        inside = shown.widget() if isinstance(shown, Room) else None
        return inside if isinstance(inside, Page) else None

    def sizeHint(self) -> QSize:
        return SMALLEST_PAGE

    def minimumSizeHint(self) -> QSize:
        return SMALLEST_PAGE


class Page(QWidget):
    """One page. Subclasses override what they need; the window calls these methods and nothing else.

    A page that is not in sight gets no `refresh`; what changed meanwhile is handed over at once when it is shown.

    Signals
    -------
    counted(int) : how much waits on this page, where it knows better than the catalogue
    title_changed() : what is shown became known after the page was
    search_ended() : what the search field says is done with
    """

    # Whether it takes the whole screen, without what stands around pages, while the window does.
    fills_screen = False
    counted = Signal(int)
    title_changed = Signal()
    search_ended = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.page_actions: list[QAction] = []
        self.setObjectName("page")

    def title(self) -> str:
        """Return what the window's title says while this page is shown."""
        return ""

    def show_item(self, item: Item) -> None:
        """Show this thing (see `navigation.Place.item`); called each time somebody goes to the page."""

    def refresh(self, changes: Changes) -> None:
        """Something changed. Called only while the page is in sight, or just before."""

    def take_focus(self) -> None:
        """Put the keyboard where the user works first."""
        self.setFocus()

    def search(self, text: str) -> bool:
        """Filter by what is typed in the search field; False: this page does not filter."""
        return False

    def escape(self) -> bool:
        """Esc was pressed; return whether the page had something to close. False: the window goes back."""
        return False

    def clear_selection(self) -> bool:
        """Select nothing any more; return whether something was selected."""
        several = QAbstractItemView.SelectionMode.ExtendedSelection
        views = [view for view in self.findChildren(QAbstractItemView) if view.isVisible()]
        chosen = [view for view in views if view.selectionMode() == several and view.selectionModel() is not None]
        chosen = [view for view in chosen if view.selectionModel().hasSelection()]
        for view in chosen:
            view.clearSelection()
        return bool(chosen)

    def go_to_days(self, first: date, last: date) -> bool:
        """Show what was taken on these days, or what comes next to it; False: nothing here lies in time."""
        return False

    def show_alone(self, alone: bool) -> None:
        """The page has the whole screen to itself, or shares it again."""

    def current_face(self) -> FaceId | None:
        """Return the face that the keyboard is on, of which the window can show more; None where there is none."""
        return None

    def main_grid(self) -> TileGrid | None:
        """Return the grid that somebody works in here; Back gives back the very place in it."""
        return None

    def place_in_hand(self) -> object:
        """Return what of the place must be remembered to come back to it, None for nothing; asked before it is left."""
        grid = self.main_grid()
        return grid.place_in_hand() if grid is not None else None

    def return_to(self, left: object) -> None:
        """Be where `place_in_hand` was asked; called after `show_item`, when somebody comes back."""
        grid = self.main_grid()
        if grid is not None and isinstance(left, GridPlace):
            grid.return_to(left)

    def take_in_hand(self, photo_id: PhotoId, *, keep_selection: bool = False) -> None:
        """Have the keyboard on this photo, now or as soon as it is shown; see `navigation.Place.at`.

        keep_selection : where several are selected, they stay so
        """

    def foot_height(self) -> int:
        """Return the height in pixels of a bar at the foot that the toast must not cover."""
        return 0

    def leave(self) -> None:
        """The page is about to be hidden."""

    def verb(self, name: str) -> QAction:
        """Return one of the page's verbs by its name."""
        return next(action for action in self.page_actions if action.objectName() == name)

    def add_action(
        self,
        name: str,
        text: str,
        keys: str | list[str],
        slot: Callable[[], object],
        icon: str | None = None,
        *,
        repeats: bool = False,
    ) -> QAction:
        """Make one of the page's verbs: in its menu, on the shortcut sheet, and on these keys while it is shown.

        name : unique within the page, found again with `findChild(QAction, name)`
        keys : one sequence or several, as `shortcuts` reads them ("F2", "Ctrl+J"): never a letter alone
        repeats : a key held down does it again and again, as is wanted of a step to the next photo; a decision must
        not go on with what nobody has seen yet
        """
        action = QAction(text, self)
        action.setObjectName(name)
        action.setShortcuts(shortcuts(keys))
        action.setAutoRepeat(repeats)
        action.triggered.connect(lambda _checked=False: slot())
        if icon:
            set_icon(action, icon, self.session.theme)
        self.addAction(action)
        self.page_actions.append(action)
        return action
