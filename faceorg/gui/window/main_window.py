"""The one window: sidebar, search, a page at a time with back and forward, the job bar, the toast; no decisions."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QTimer
from PySide6.QtGui import QCloseEvent, QKeySequence, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QFrame, QMainWindow, QWidget
from shiboken6 import isValid

from faceorg.domain import PhotoId
from faceorg.edits import Changes
from faceorg.gui.interpreter_lock import undisturbed
from faceorg.gui.jobs.follow_up import FollowUp
from faceorg.gui.look.theme import GRID
from faceorg.gui.look.widgets import column, row, tool_button
from faceorg.gui.pages.base import SMALLEST_PAGE, Page, PageStack
from faceorg.gui.pages.registry import PAGES, spec
from faceorg.gui.search.outside_pictures import OutsidePictures
from faceorg.gui.search.search_field import SearchField
from faceorg.gui.session.navigation import GuidePlace, Place, Trail
from faceorg.gui.session.session import Notice, Session
from faceorg.gui.tiles.face_verbs import show_more_of
from faceorg.gui.window.actions import Actions
from faceorg.gui.window.back_and_forth import BackAndForth
from faceorg.gui.window.first_size import first_size
from faceorg.gui.window.full_screen import FullScreen
from faceorg.gui.window.job_bar import JobBar
from faceorg.gui.window.sidebar import NARROW, Sidebar
from faceorg.gui.window.toast import Toast
from faceorg.gui.window.warm_up import WarmUp
from faceorg.gui.window.watchers import Watchers
from faceorg.gui.words.i18n import tr
from faceorg.gui.words.messages import say_message
from faceorg.library.opening.library import Edited

if TYPE_CHECKING:
    from faceorg.gui.sheets.base import Sheet


class MainWindow(QMainWindow):
    """Puts the parts together and carries messages between them."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self.trail = Trail()
        self._pages: dict[str, Page] = {}
        self._back_and_forth: BackAndForth | None = None
        self._missed: dict[str, Changes] = {}  # by page
        self._filtered_by: dict[Page, str] = {}  # what was typed while a page was in sight
        self._traces_shown: set[str] = set()
        self.actions_ = Actions(self.menuBar(), session.theme)
        self._build()
        self.full_screen = FullScreen(self, [self.sidebar, self.top_bar])
        self._add_actions()
        session.navigation_requested.connect(self.go)
        session.changed.connect(self._on_changed)
        session.undo_held.connect(self._update_undo)
        session.quit_requested.connect(self.close)
        session.noticed.connect(self.toast.show_notice)
        session.slides_requested.connect(self.show_slides)
        session.runner.problem_reported.connect(lambda problem: self.toast.show_notice(Notice(say_message(problem))))
        session.runner.crashed.connect(self.show_crash)
        QApplication.instance().focusChanged.connect(self._on_focus)  # type: ignore[union-attr]
        self._keyboard_timer = QTimer(self, singleShot=True, interval=0)
        self._keyboard_timer.timeout.connect(self._keep_keyboard)
        self._had_keyboard: QWidget | None = None  # before what is out of sight took it
        self._follow_up, self._warm_up = FollowUp(session), WarmUp(session, self)
        self.watchers = Watchers(session, self, lambda: self.trail.here)
        self._restore()
        self._update_undo()

    # ------------------------------------------------------------ parts
    def _build(self) -> None:
        theme = self.session.theme
        self.sidebar = Sidebar(self.session)
        self.stack = PageStack()
        self.back_button = tool_button(theme, "back", tr("Back"), self.go_back)
        self.forward_button = tool_button(theme, "forward", tr("Forward"), self.go_forward)
        self.search = SearchField(self.session, self)
        self.search.setMaximumWidth(70 * GRID)
        self.search.typed.connect(self._on_search)
        self.search.left.connect(lambda: self.page.take_focus())
        self.top_bar = top = QFrame()
        top.setObjectName("topBar")
        bar = row(self.back_button, self.forward_button, spacing=GRID // 2, margins=(8, 8, 16, 8))
        bar.addStretch(1)
        bar.addWidget(self.search, 6)
        bar.addStretch(1)
        top.setLayout(bar)
        self.job_bar = JobBar(self.session)
        right = column(top, spacing=0)
        right.addWidget(self.stack, 1)
        right.addWidget(self.job_bar)
        whole = row(self.sidebar, spacing=0)
        whole.addLayout(right, 1)
        central = QWidget()
        central.setLayout(whole)
        central.setMinimumWidth(NARROW + SMALLEST_PAGE.width())  # smaller than the whole sidebar allows: it shrinks
        self.setCentralWidget(central)
        self.toast = Toast(self.session, self.stack, lambda: self.page.foot_height() if self.stack.count() else 0)
        self.outside = OutsidePictures(self.session, self)

    def _add_actions(self) -> None:
        add, keys = self.actions_.add, QKeySequence.StandardKey
        add("file", "add_folder", tr("Add a folder…"), "Ctrl+O", self.sidebar.add_folder, "folder")
        add("file", "rescan", tr("Look for new photos"), "F5", self._scan, "search")
        add("file", "by_picture", tr("Search by a picture…"), "Ctrl+Shift+F", self.outside.ask, "photos")
        self.actions_.separate("file")
        add("file", "quit", tr("Quit"), "Ctrl+Q", self.close)
        add("edit", "undo", tr("Undo"), keys.Undo, self.session.undo, "undo")
        add("edit", "redo", tr("Redo"), ["Ctrl+Shift+Z", "Ctrl+Y"], self.session.redo, "redo")
        self.actions_.separate("edit")
        add("edit", "search", tr("Search"), ["/", "Ctrl+F"], self._focus_search, "search")
        add("edit", "paste", tr("Search by the picture in the clipboard"), keys.Paste, self.outside.paste, "search")
        add("go", "back", tr("Back"), ["Alt+Left"], self.go_back, "back")
        add("go", "forward", tr("Forward"), ["Alt+Right"], self.go_forward, "forward")
        add("go", "leave", tr("Leave what is open"), "Esc", self._on_escape)
        add("go", "go_to_date", tr("Go to a date…"), "Ctrl+Shift+D", self._ask_days, "calendar")
        follow = tr("All photos of this person, or similar faces")
        add("go", "follow", follow, "Alt+Return", self._follow, "photos")  # a key that a field for names leaves alone
        self.actions_.separate("go")
        for page in PAGES:
            if page.keys:
                add("go", f"go_{page.name}", page.title(), page.keys, partial(self.session.go, page.name), page.icon)
        self.actions_.add_theme_choice()
        self.actions_.separate("view")
        add("view", "sidebar", tr("Show or hide the sidebar"), "Ctrl+B", self._toggle_sidebar, "sidebar")
        add("view", "full_screen", tr("Full screen"), "F11", self.full_screen.toggle)
        add("help", "guide", tr("Guide"), "F1", self.show_guide, "info")
        add("help", "keys", tr("Keys"), "?", self.show_keys, "keyboard")
        self.actions_.separate("help")
        add("help", "about", tr("About faceorg"), "Shift+F1", self.show_about)

    def _scan(self) -> None:
        from faceorg.gui.jobs import scanning

        scanning.scan(self.session)

    # ------------------------------------------------------------ going places
    @property
    def page(self) -> Page:
        """The page in sight."""
        shown = self.stack.page()
        assert shown is not None, "the window is told where to go before it is used"
        return shown

    def go(self, place: Place) -> None:
        """Go to a place and remember the way."""
        self._remember_here()
        self.trail.go(place)
        self._show(place)
        if place.at is not None:
            self.page.take_in_hand(place.at)

    def go_back(self) -> None:
        self._return(self.trail.back)

    def go_forward(self) -> None:
        self._return(self.trail.forward)

    def _return(self, step: Callable[[], Place | None]) -> None:
        """Show a place where somebody was before, as it was left."""
        self._remember_here()
        if (place := step()) is not None:
            self._show(place)
            if (left := self.trail.left) is not None:
                self.page.return_to(left)

    def _remember_here(self) -> None:
        if (page := self.stack.page()) is not None:
            self.trail.leave(page.place_in_hand())

    @undisturbed
    def _show(self, place: Place) -> None:
        page = self._page(place.page)
        before = self.stack.page()
        if before is not None and before is not page:
            before.leave()
        self.stack.show_page(page)
        page.show_item(place.item)
        if place.page in self._missed:
            page.refresh(self._missed.pop(place.page))
        if self._filtered_by.get(page, "") not in ("", self.search.text()):
            self._on_search(self.search.text())  # elsewhere the field was cleared, or says something else by now
        self.full_screen.show_page(page)
        self.sidebar.show_place(place)
        self.back_button.setEnabled(self.trail.can_go_back)
        self.forward_button.setEnabled(self.trail.can_go_forward)
        self.actions_["back"].setEnabled(self.trail.can_go_back)
        self.actions_["forward"].setEnabled(self.trail.can_go_forward)
        self.actions_.show_page_actions(page.page_actions, spec(place.page).title())
        self.update_title()
        if self.open_sheet() is None:  # a job may lead elsewhere while a question is open: that keeps the keyboard
            page.take_focus()

    def _page(self, name: str) -> Page:
        if name not in self._pages:
            page = spec(name).build(self.session)
            self._pages[name] = page
            page.title_changed.connect(self.update_title)
            page.search_ended.connect(self.search.clear)
            page.counted.connect(lambda count: self.sidebar.show_count(name, count))
            self.stack.add_page(page)
        return self._pages[name]

    def update_title(self) -> None:
        title = self.page.title()
        self.setWindowTitle(f"{title} — faceorg" if title else "faceorg")

    # ------------------------------------------------------------ messages
    @undisturbed
    def _on_changed(self, changes: Changes, _edited: Edited | None) -> None:
        self._update_undo()
        for name, page in self._pages.items():
            if page is self.stack.page():
                page.refresh(changes)
                self.update_title()
            else:
                self._missed[name] = self._missed.get(name, Changes()) | changes

    def _update_undo(self) -> None:
        session = self.session
        for name, step, plain, text in (
            ("undo", session.undo_name, tr("Undo"), tr("Undo “{edit}”")),
            ("redo", session.redo_name, tr("Redo"), tr("Redo “{edit}”")),
        ):
            action, asks = self.actions_[name], name == "undo" and session.next_held is not None
            action.setEnabled(bool(step) or asks)
            action.setText(text.format(edit=step.replace("&", "&&")) if step and not asks else plain)

    def _on_search(self, text: str) -> None:
        self._filtered_by[self.page] = text
        self.page.search(text)

    def _focus_search(self) -> None:
        self.search.setFocus()
        self.search.selectAll()

    def _on_escape(self) -> None:
        if not (self.page.escape() or self.page.clear_selection() or self.full_screen.leave()):
            self.go_back()

    def _follow(self) -> None:
        face_id = self.page.current_face()
        if face_id is None:
            self.session.notice(tr("Choose a face first: this shows all photos of its person, or faces like it."))
        else:
            show_more_of(self.session, face_id)

    def _ask_days(self) -> None:
        from faceorg.gui.sheets.go_to_date import GoToDateSheet

        if self.open_sheet() is None:
            GoToDateSheet(self, self._go_to_days).open()

    def _go_to_days(self, first: date, last: date) -> None:
        """Go there in the timeline in sight; where there is none, in that of all photos."""
        if not self.page.go_to_days(first, last):
            self.session.go("photos")
            self.page.go_to_days(first, last)

    def _toggle_sidebar(self) -> None:
        self.sidebar.setVisible(not self.sidebar.isVisible())

    def show_guide(self) -> None:
        """Show the guide where it tells of the page in sight; in the guide itself, stay."""
        here = self.trail.here
        if here is not None and here.page != "guide":
            self.session.go("guide", GuidePlace(spec(here.page).guide))

    def show_slides(self, photo_ids: Sequence[PhotoId], first: int) -> None:
        """Show photos over the whole screen; the page is as it was afterwards, with the photo that was seen last."""
        from faceorg.gui.slides.slide_show import SlideShow

        show = SlideShow(self.session, self, photo_ids, first)
        show.ended.connect(lambda photo_id: self.page.take_in_hand(PhotoId(photo_id), keep_selection=True))
        show.showFullScreen()
        show.activateWindow()
        show.setFocus()

    def show_about(self) -> None:
        from faceorg.gui.sheets.about import AboutSheet

        if self.findChild(AboutSheet) is None:
            AboutSheet(self, self.session.library.folder, self._show_file).open()

    def _show_file(self, file: Path) -> None:
        from faceorg.gui.file_manager import show_in_file_manager

        show_in_file_manager(self.session.runner, [file], lambda _shown: None, None)

    def show_keys(self) -> None:
        from faceorg.gui.window.shortcut_sheet import ShortcutSheet  # as all sheets: the window opens without it

        if self.findChild(ShortcutSheet) is None:
            ShortcutSheet(self, self.actions_).open()

    def show_crash(self, trace: str) -> None:
        """Show a traceback, unless one is shown already: the log has both, and one mistake often makes another.

        One that was shown before is told in a line: a page that fails whenever it is read would be a wall of sheets.
        """
        from faceorg.gui.window.crash import CrashSheet

        if self.open_sheet(CrashSheet) is not None:
            return

        def show() -> None:
            CrashSheet(self, trace, self.session.library.folder, self._show_file).open()

        if trace in self._traces_shown:
            self.session.notice(tr("The same mistake happened again. What you decided is saved."), (tr("Show"), show))
        else:
            self._traces_shown.add(trace)
            show()

    def open_sheet(self, kind: type[Sheet] | None = None) -> Sheet | None:
        """Return the sheet that is open, the uppermost if there are several; kind : of this kind."""
        if "faceorg.gui.sheets.base" not in sys.modules:  # none was ever open: asked while the window comes up
            return None
        from faceorg.gui.sheets.base import Sheet

        sheets = self.findChildren(kind or Sheet)
        return next((sheet for sheet in reversed(sheets) if sheet.isVisible()), None)

    # ------------------------------------------------------------ the keyboard
    def _on_focus(self, before: QWidget | None, now: QWidget | None) -> None:
        if self._is_astray(now) and not self._keyboard_timer.isActive():
            self._had_keyboard = before if now is not None else None  # given up on purpose, it is the page's
            self._keyboard_timer.start()  # if it is still there then

    def _is_astray(self, focused: QWidget | None) -> bool:
        """Whether the keyboard is nowhere, on what is out of sight, or behind a sheet."""
        if focused is None:
            return True
        if focused is self or focused.window() is not self:
            return False  # a window of its own looks after itself
        sheet = self.open_sheet()
        is_behind = sheet is not None and focused is not sheet and not sheet.isAncestorOf(focused)
        return is_behind or not focused.isVisible()

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab goes on; what had the keyboard and is hidden now leaves it to the page, not to whatever comes next."""
        focused = QApplication.focusWidget()
        if focused is None or focused.isVisible() or not self.isVisible():
            return super().focusNextPrevChild(forward)
        self._give_keyboard()
        return True

    def _keep_keyboard(self) -> None:
        """What had the keyboard is gone (a sheet, a field for a name), or what is out of sight has taken it: what is
        typed must not go nowhere."""
        had, self._had_keyboard = self._had_keyboard, None
        popup = QApplication.activePopupWidget()
        if popup is not None or not self.isActiveWindow() or not self._is_astray(QApplication.focusWidget()):
            return
        if had is not None and isValid(had) and had.isEnabled() and not self._is_astray(had):
            had.setFocus()
        else:
            self._give_keyboard()

    def _give_keyboard(self) -> None:
        sheet, page = self.open_sheet(), self.stack.page()
        if sheet is not None:
            sheet.setFocus()
        elif page is not None:
            page.take_focus()

    # ------------------------------------------------------------ the window itself
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.sidebar.fit(self.width())

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._back_and_forth is None:
            self._back_and_forth = BackAndForth(self, self.go_back, self.go_forward)
            for later in (self._warm_up, self.watchers):  # not from their making: on a slow computer they came first
                later.begin_soon()

    def _restore(self) -> None:
        geometry = self.session.settings.value("window/geometry")
        if isinstance(geometry, QByteArray) and self.restoreGeometry(geometry):
            return
        self.resize(first_size(self.screen().availableSize()))

    def closeEvent(self, event: QCloseEvent) -> None:
        """Ask nothing, lose nothing: edits are finished, a job stops where it is and goes on next time."""
        self.session.settings.setValue("window/geometry", self.saveGeometry())
        self.hide()
        self.session.close()
        event.accept()
