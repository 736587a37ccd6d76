"""The whole library as a timeline of photos, filtered in one bar; what could not be read is listed with its reasons."""

from __future__ import annotations

from datetime import date
from functools import partial
from pathlib import Path

from PySide6.QtCore import QItemSelectionModel, QPoint, Qt, QTimer
from PySide6.QtWidgets import QAbstractButton, QApplication, QMenu, QStackedWidget, QWidget

from faceorg.domain import Absence, PhotoFilter, PhotoId, PhotoState, Timeline
from faceorg.edits import Changes
from faceorg.gui.file_manager import show_in_file_manager
from faceorg.gui.jobs import analysis, scanning, taking_out
from faceorg.gui.look.face_painter import FacePainter
from faceorg.gui.look.widgets import EmptyState, column, label, page_head, rounded, row
from faceorg.gui.naming.photo_dates import ask_dates
from faceorg.gui.pages.base import Page
from faceorg.gui.pages.getting_around import add_years, add_zoom
from faceorg.gui.pages.person_top import PHOTOS, add_ways
from faceorg.gui.pages.photos.deleted_photos import DeletedPhotos
from faceorg.gui.pages.photos.deleted_photos import lines_of as deleted_lines
from faceorg.gui.pages.photos.failed_photos import FailedPhotos, lines_of
from faceorg.gui.pages.photos.filter_bar import FilterBar
from faceorg.gui.pages.photos.going_to_days import go_to_days
from faceorg.gui.pages.photos.months import month_sections
from faceorg.gui.pages.photos.photo_grid import PhotoGrid
from faceorg.gui.pages.photos.photos_model import PhotosModel
from faceorg.gui.pages.photos.selected_photos import SelectedPhotos
from faceorg.gui.pages.photos.whose import WhosePhotos
from faceorg.gui.pages.taking_out import PHOTO_VERBS, InHand, add_taking_out
from faceorg.gui.pages.turning import VERBS, LyingBar, add_turning
from faceorg.gui.session.navigation import Item, PhotoTarget
from faceorg.gui.session.session import Session
from faceorg.gui.sheets.leave_out import LeaveOutSheet
from faceorg.gui.sheets.really import ReallySheet
from faceorg.gui.tiles.delegates import FaceDelegate
from faceorg.gui.tiles.scrubber import Scrubber
from faceorg.gui.tiles.two_line_list import ListLine
from faceorg.gui.tiles.zooming import SizeSlider
from faceorg.gui.words.i18n import number, tr
from faceorg.library.people import pictures, turning
from faceorg.library.scanning import forgetting
from faceorg.library.views import photo_views

# While a scan streams changes, the timeline is read again at most this often.
READ_EVERY_MS = 1200


class PhotosPage(Page):
    """The grid below its filters."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.model = PhotosModel(session.library, self)
        self.bar = FilterBar(session)
        self.bar.changed.connect(lambda wanted: session.go("photos", wanted))
        self.bar.left.connect(self.take_focus)
        self.grid = PhotoGrid(session.theme)
        self.grid.setAccessibleName(tr("Photos"))
        self.grid.setModel(self.model)
        self.grid.setItemDelegate(FaceDelegate(FacePainter(session.theme, session.previews), self.grid))
        self.grid.opened.connect(self._open)
        self.grid.photo_requested.connect(self._open)
        self.grid.menu_requested.connect(self._show_menu)
        self.grid.stack_clicked.connect(self._toggle_stack)
        self.grid.remember(session.settings, "grid/photos")
        self.scrubber = Scrubber(self.grid, session.theme)
        self.grid.carry(lambda: taking_out.files_to_drag(session, self._in_hand()))
        session.previews.arrived.connect(lambda _ids: self.grid.viewport().update())
        self.failed = FailedPhotos(session)
        self.failed.retry_requested.connect(self._retry)
        self.failed.show_requested.connect(self._show_file)
        self.deleted = DeletedPhotos(session)
        self.deleted.forget_requested.connect(self._ask_forget)
        self.deleted.forget_left_out_requested.connect(self._ask_forget_left_out)
        self.deleted.opened.connect(lambda photo_id: session.look_at_photo(None, photo_id))
        choose = partial(scanning.add_folder, session, self)
        self._empty = EmptyState(tr("No photos yet"), "", tr("Choose a folder…"), choose)
        self.no_match = EmptyState(
            tr("No photo fits"),
            tr("Nothing in the library fits all these filters. Take one out, or clear them."),
            tr("Clear the filters"),
            lambda: session.go("photos"),
        )
        self.count = label(role="muted")
        self.lying = LyingBar(self, self._several_or_all)
        self._stack = QStackedWidget()
        shown = QWidget()
        shown.setLayout(row(self.grid, self.scrubber, spacing=0))
        shown.setFocusProxy(self.grid)
        self._timeline = shown
        for part in (shown, self.failed, self.deleted, self._empty, self.no_match):
            self._stack.addWidget(part)
        layout = column(spacing=0)
        self.heading = label(tr("Photos"), "heading")
        self.whose = WhosePhotos(session, self.heading)
        head = page_head(self.heading)
        head.addWidget(self.whose, 100)
        head.addWidget(self.count)
        head.addStretch(1)
        head.addWidget(SizeSlider(self.grid))
        layout.addLayout(head)
        layout.addWidget(self.bar)
        layout.addWidget(self.lying)
        layout.addWidget(self._stack, 1)
        self._add_actions()
        offered = [self.verb(name) for name in (*PHOTO_VERBS, *VERBS, "date")]
        self.selection = SelectedPhotos(self.grid, self.model, offered, session.theme)
        layout.addWidget(self.selection)
        self.setLayout(layout)
        self._again = QTimer(self, singleShot=True, interval=READ_EVERY_MS)
        self._again.timeout.connect(self._read)
        self._wanted_in_hand: PhotoId | None = None
        self._shown = PhotoFilter()
        self._wanted_days: tuple[date, date] | None = None

    def _add_actions(self) -> None:
        self.add_action("open", tr("Open"), "Return", lambda: self._open(self._row()), "photos")
        add_ways(self, PHOTOS, lambda: self.whose.person_id)
        self.add_action("person", tr("Filter by a person"), "Ctrl+P", self.bar.person.setFocus, "people")
        self.add_action("days", tr("Filter by a time"), "Ctrl+T", self.bar.since.setFocus, "calendar")
        self.add_action("only", tr("Only these people"), "Ctrl+Shift+O", lambda: self._click(self.bar.only), "filter")
        self.add_action(
            "unnamed", tr("Faces without a name"), "Ctrl+U", lambda: self._click(self.bar.unnamed), "unnamed"
        )
        self.add_action("failed", tr("Could not be read"), "Ctrl+R", lambda: self._click(self.bar.failed), "warning")
        self.add_action("deleted", tr("Deleted photos"), "Ctrl+D", lambda: self._click(self.bar.deleted), "photos")
        self.add_action("slides", tr("Slideshow"), "F9", self._show_slides, "play")
        self.add_action("clear", tr("Clear the filters"), "Ctrl+Backspace", lambda: self.session.go("photos"), "close")
        self.add_action("date", tr("Date of the photos…"), "Ctrl+Shift+T", self._ask_dates, "calendar")
        add_turning(self, self._in_hand)
        self.add_action("stack", tr("Spread or fold the stack"), "Ctrl+G", lambda: self._toggle_stack(self._row()))
        self.add_action("apart", tr("Not the same picture"), "Ctrl+Shift+G", self._part)
        add_zoom(self, self.grid)
        add_years(self, self.grid)
        self.add_action("leave_out", tr("Not this folder…"), "Ctrl+Shift+N", self._ask_leave_out, "folder")
        add_taking_out(self, self._taken_out)

    # ------------------------------------------------------------ what the window asks
    def title(self) -> str:
        return tr("Photos")

    def take_focus(self) -> None:
        shown = self._stack.currentWidget()
        if shown is self._timeline and self.model.rowCount() and not self.grid.currentIndex().isValid():
            keep = QItemSelectionModel.SelectionFlag.NoUpdate
            self.grid.selectionModel().setCurrentIndex(self.model.index(0, 0), keep)
        if shown is not None:
            shown.setFocus()

    def main_grid(self) -> PhotoGrid:
        return self.grid

    def take_in_hand(self, photo_id: PhotoId, *, keep_selection: bool = False) -> None:
        self._wanted_in_hand = photo_id
        self._take_wanted(keep_selection=keep_selection)
        if keep_selection:  # of what is shown here already: whatever is read later, somebody has gone on
            self._wanted_in_hand = None

    def _take_wanted(self, *, keep_selection: bool = False) -> None:
        """Have the keyboard on the photo that was asked for, or the one that stands for it, once it is there."""
        wanted = self._wanted_in_hand
        if wanted is not None and (at := self.model.row_that_shows(wanted)) is not None:
            if keep_selection and self.grid.selected_count() > 1:
                keep = QItemSelectionModel.SelectionFlag.NoUpdate
                self.grid.selectionModel().setCurrentIndex(self.model.index(at, 0), keep)
            else:
                self.grid.setCurrentIndex(self.model.index(at, 0))
            self.grid.scrollTo(self.model.index(at, 0))

    def show_item(self, item: Item) -> None:
        """item : PhotoFilter, or None for everything"""
        wanted = item if isinstance(item, PhotoFilter) else PhotoFilter()
        self._wanted_in_hand = None
        self.bar.show_filter(wanted)
        self.whose.show_filter(wanted)
        self._read()

    def go_to_days(self, first: date, last: date) -> bool:
        if self.bar.filter.state is not None:
            return False  # lists, not a timeline
        self._wanted_days = first, last
        self._read()  # it may be another one than is wanted by now
        return True

    def _take_days(self) -> None:
        if self._wanted_days is not None and self.model.rowCount():
            go_to_days(self.session, self.grid, self.model, *self._wanted_days)
            self._wanted_days = None

    def refresh(self, changes: Changes) -> None:
        if changes.everything or changes.photos or changes.faces or changes.dated:
            if not self._again.isActive():
                self._again.start()
        elif changes.people:
            self.bar.show_filter(self.bar.filter)

    # ------------------------------------------------------------ reading and showing
    def _read(self) -> None:
        wanted, library, helper = self.bar.filter, self.session.library, self.session.helper
        self.session.runner.read(lambda: len(turning.photos_that_lie(library)), self._show_lying, self)
        if wanted.state is PhotoState.FAILED and wanted == PhotoFilter(state=PhotoState.FAILED):
            self.session.runner.read(
                lambda: lines_of(photo_views.failed_photos(library)),
                lambda found: self._show_failed(wanted, found),
                self,
            )
        elif wanted == PhotoFilter(state=PhotoState.MISSING):
            self.session.runner.read(
                lambda: deleted_lines(forgetting.missing_photos(library)),
                lambda found: self._show_deleted(wanted, found),
                self,
            )
        else:
            self.session.runner.read(
                lambda: helper.timeline(wanted),
                lambda found: self._show(wanted, found),
                self,
            )

    def _show_lying(self, count: int) -> None:
        self.bar.show_lying(count)
        self.lying.show_count(count if self.bar.filter == PhotoFilter(lying=True) else 0)

    def _show_failed(self, wanted: PhotoFilter, found: list[ListLine]) -> None:
        if wanted != self.bar.filter:
            return
        self.failed.show_lines(found)
        self.count.setText(number(len(found)) if found else "")
        self.no_match.heading.setText(tr("Every photo could be read"))
        self.no_match.sentence.setText(tr("There is nothing to mend."))
        self._turn_to(self.failed if found else self.no_match)

    def _show_deleted(self, wanted: PhotoFilter, found: list[ListLine]) -> None:
        if wanted != self.bar.filter:
            return
        self.deleted.show_lines(found)
        self.count.setText(number(len(found)) if found else "")
        self.no_match.heading.setText(tr("No photo was deleted"))
        self.no_match.sentence.setText(tr("The files of all photos were there at the last look."))
        self._turn_to(self.deleted if found else self.no_match)

    def _show(self, wanted: PhotoFilter, found: Timeline) -> None:
        if wanted != self.bar.filter:
            return
        comes_back = self.grid.is_returning
        if self.model.show(found):
            self.grid.set_sections(month_sections(self.model.timeline))
        if wanted != self._shown and not comes_back:
            self.grid.verticalScrollBar().setValue(0)  # the first of what was asked for, not where others were
        self._shown = wanted
        self._take_wanted()
        self._wanted_in_hand = None
        self._take_days()
        count = len(found.photo_ids)
        self.count.setText(self._counted(count) if count else "")
        if count:
            self._turn_to(self._timeline)
        elif wanted == PhotoFilter():
            self._empty.sentence.setText(tr("Choose a folder with photos; they appear here as they are found."))
            self._turn_to(self._empty)
        else:
            self.no_match.heading.setText(tr("No photo fits"))
            self.no_match.sentence.setText(
                tr("Nothing in the library fits all these filters. Take one out, or clear them.")
            )
            self._turn_to(self.no_match)

    def _counted(self, count: int) -> str:
        """ "57  ·  3 more in stacks" """
        parts = [number(count)]
        if stacked := self.model.stacked():
            parts.append(tr("%Ln more in stacks", None, stacked))
        return "  ·  ".join(parts)

    def _turn_to(self, part: QWidget) -> None:
        focused = QApplication.focusWidget()  # of the program: the page keeps one of its own while it is not in sight
        had_focus = focused is not None and self._stack.isAncestorOf(focused)
        self.bar.setVisible(part is not self._empty)  # there is nothing to filter
        self._stack.setCurrentWidget(part)
        if had_focus:
            self.take_focus()

    # ------------------------------------------------------------ verbs
    def _row(self) -> int:
        return self.grid.currentIndex().row()

    def _open(self, row: int) -> None:
        if 0 <= row < self.model.rowCount():
            among = () if self.bar.filter == PhotoFilter() else self.model.all_ids()
            self.session.go("photo", PhotoTarget(self.model.photo_id(row), None, among))

    def _show_slides(self) -> None:
        """Show the selected photos, or all of these from the one in hand on."""
        rows = self.grid.selected_rows()
        chosen = self.model.photo_ids(rows) if len(rows) > 1 else list(self.model.all_ids())
        self.session.show_slides(chosen, 0 if len(rows) > 1 else max(0, self._row()))

    def _show_menu(self, at: int, where: QPoint) -> None:
        """What can be done with the photo under the pointer."""
        if at not in self.grid.selected_rows():
            self.grid.setCurrentIndex(self.model.index(at, 0))
        menu = rounded(QMenu(self))
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        stack = ("stack", "apart") if self.model.is_stacked(at) else ()
        wanted = ("open", *stack, "date", *VERBS, *PHOTO_VERBS, "leave_out")
        menu.addActions([verb for verb in self.page_actions if verb.objectName() in wanted])
        menu.popup(where)

    def _toggle_stack(self, row: int) -> None:
        """Spread a stack, or fold it; the keyboard is on the photo that stands for it then."""
        if not 0 <= row < self.model.rowCount():
            return
        of = self.model.toggle_stack(self.model.photo_id(row))
        if of is not None:
            self.grid.set_sections(month_sections(self.model.timeline))
            if (at := self.model.row_of(of)) is not None:
                self.grid.setCurrentIndex(self.model.index(at, 0))

    def _part(self) -> None:
        rows = [row for row in self._rows_in_hand() if self.model.is_stacked(row)]
        if chosen := self.model.pictures(rows):
            self.session.edit(lambda library: pictures.not_the_same_picture(library, chosen))

    def _click(self, switch: QAbstractButton) -> None:
        if switch.isVisible():
            switch.click()

    def _retry(self, photo_ids: list[PhotoId]) -> None:
        analysis.retry(self.session, photo_ids)

    def _rows_in_hand(self) -> list[int]:
        """The rows of the selected photos, or of the one that the keyboard is on."""
        if self._stack.currentWidget() is not self._timeline:
            return []
        return self.grid.selected_rows() or [row for row in [self._row()] if 0 <= row < self.model.rowCount()]

    def _in_hand(self) -> list[PhotoId]:
        return self.model.pictures(self._rows_in_hand())

    def _taken_out(self) -> InHand:
        rows = self._rows_in_hand()
        chosen = self.model.pictures(rows)
        return InHand(chosen, len(chosen) - len(rows))

    def foot_height(self) -> int:
        return self.selection.height() if self.selection.isVisible() else 0

    def _several_or_all(self) -> list[PhotoId]:
        """One photo is always current, so only several are meant as a choice."""
        rows = self.grid.selected_rows()
        return self.model.pictures(rows if len(rows) > 1 else range(self.model.rowCount()))

    def _ask_dates(self) -> None:
        if chosen := self._in_hand():
            ask_dates(self.session, self.window(), chosen)

    def _ask_forget(self, photo_ids: list[PhotoId]) -> None:
        text = tr(
            "Their faces go with them, and names and all else that was said about them. This cannot be undone, not "
            "even when the files come back."
        )
        self._really_forget(tr("Forget %Ln deleted photo(s)?", None, len(photo_ids)), text, photo_ids, Absence.GONE)

    def _ask_forget_left_out(self, photo_ids: list[PhotoId]) -> None:
        text = tr(
            "Their files are not touched, and may well be there. Their faces go, and names and all else that was said "
            "about them. This cannot be undone, not even when their folder is scanned again."
        )
        heading = tr("Forget %Ln photo(s) that are left out?", None, len(photo_ids))
        self._really_forget(heading, text, photo_ids, Absence.LEFT_OUT)

    def _really_forget(self, heading: str, text: str, photo_ids: list[PhotoId], what: Absence) -> None:
        forget = partial(scanning.forget, self.session, photo_ids, what)
        ReallySheet(self.window(), heading, text, tr("Forget"), forget).open()

    def _ask_leave_out(self) -> None:
        """Leave the folder of the current photo out of scans."""
        if not 0 <= self._row() < self.model.rowCount():
            return
        folder = photo_views.photo(self.session.library, self.model.photo_id(self._row())).path.parent
        LeaveOutSheet.ask(self.session, self.window(), folder, scanned=False)

    def _show_file(self, path: Path) -> None:
        def shown(done: bool) -> None:
            if not done:
                self.session.notice(tr("No file manager answered. The photo is {path}").format(path=path))

        show_in_file_manager(self.session.runner, [path], shown, self)
