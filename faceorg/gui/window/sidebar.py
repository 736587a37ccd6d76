"""Where one can go, with how much waits there: pages, scanned folders, and at the foot what is needed seldom."""

from __future__ import annotations

import time
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from faceorg.domain import PersonSummary, PhotoFilter, PhotoState
from faceorg.edits import Changes
from faceorg.errors import LibraryProblem
from faceorg.gui.look.icons import set_icon
from faceorg.gui.look.room import Room
from faceorg.gui.look.theme import GRID
from faceorg.gui.look.widgets import clear_layout, column, label, line
from faceorg.gui.pages.registry import PAGES, PageSpec
from faceorg.gui.session.navigation import Place
from faceorg.gui.session.session import Session
from faceorg.gui.window.folder_entry import FolderEntry
from faceorg.gui.window.nav_button import FavouriteEntry, NavButton
from faceorg.gui.words.i18n import number, tr
from faceorg.library.helper.verbs import LibraryVerbs
from faceorg.library.opening.library import Edited, Library
from faceorg.library.views import people_views, photo_views, stack_views

if TYPE_CHECKING:
    from faceorg.library.review.question import Waiting

WIDTH = 28 * GRID
# Icons alone, in a window so small that a page beside the whole sidebar would lack room.
NARROW = 7 * GRID
WHOLE_FROM = WIDTH + 81 * GRID
# Pages without an entry of their own, and the one that they are reached from.
WITHIN = {"person": "people", "story": "people"}
# Counts are read again at most this often while a scan streams changes.
COUNT_EVERY_MS = 400
# Questions are counted once nothing has changed for this long: it compares everybody with everybody, which takes 6 s
# of another process for 300,000 faces and 1,500 people. In a library where it takes an instant, it is done at once.
QUESTIONS_AFTER_MS = 2_500
QUESTIONS_AT_ONCE_MS = 100
# Counting questions may take this part of the time, so in a huge library they are counted more seldom.
COUNTING_SHARE = 0.1


@dataclass(frozen=True)
class SidebarCounts:
    """What stands beside the entries, and the scanned folders with whether each is there."""

    by_page: dict[str, int]
    folders: tuple[tuple[Path, bool], ...]


def count(library: Library) -> SidebarCounts:
    """Read the numbers; for a worker thread (a folder on a sleeping network drive takes seconds)."""
    states = photo_views.counts_by_state(library)
    waiting, stacked = people_views.counts(library), stack_views.count_stacked(library)
    return SidebarCounts(
        {
            "people": waiting.people,
            "unnamed": waiting.unnamed,
            # As the page counts them, which shows failed and deleted ones apart, and a stack as one.
            "photos": sum(states.values()) - states[PhotoState.FAILED] - states[PhotoState.MISSING] - stacked,
        },
        tuple((folder, folder.is_dir()) for folder in photo_views.scanned_folders(library)),
    )


def questions_waiting(library: Library, helper: LibraryVerbs) -> Waiting | None:
    """Count what Review would ask; None where that cannot be known. For a worker thread."""
    counts = people_views.counts(library)
    if not counts.people and not counts.unnamed:
        return None
    try:
        return helper.questions_waiting()
    except LibraryProblem:  # no pack, say: told where somebody asks for something, not beside an entry
        return None


class Sidebar(QFrame):
    """The entries; tells the session where to go and listens to what changed."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.setObjectName("sidebar")
        self.setFixedWidth(WIDTH)
        self._is_narrow = False
        self.setAccessibleName(tr("Pages"))
        self.entries: dict[str, NavButton] = {}
        self._place = Place("")
        self._brand = label("faceorg")
        self._brand.setObjectName("brand")
        layout = column(self._brand, spacing=2, margins=(8, 12, 8, 12))
        layout.addSpacing(GRID)
        for spec in (page for page in PAGES if page.place == "main"):
            layout.addWidget(self._entry(spec))
        self._shown_folders: tuple[tuple[Path, bool], ...] = ()
        self._shown_favourites: list[PersonSummary] = []
        self._favourite_entries: list[FavouriteEntry] = []
        self._favourites_title, self._folders_title = (
            label(tr("Favourites"), "section"),
            label(tr("Folders"), "section"),
        )
        self._favourites, self._folders = column(spacing=2), column(spacing=2)
        lists = column(self._favourites_title, spacing=2)
        lists.addLayout(self._favourites)
        lists.addWidget(self._folders_title)
        lists.addLayout(self._folders, 1)
        inner = QWidget()
        inner.setLayout(lists)
        area = QScrollArea()
        area.setWidget(inner)
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setMinimumWidth(1)  # as narrow as icons
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setStyleSheet("QScrollArea, QScrollArea > QWidget > QWidget { background: transparent; }")
        layout.addSpacing(GRID)
        layout.addWidget(line())
        layout.addWidget(area, 1)
        layout.addWidget(line())
        layout.addSpacing(GRID)
        for spec in (page for page in PAGES if page.place == "foot"):
            layout.addWidget(self._entry(spec))
        whole = QWidget()
        whole.setLayout(layout)
        room = Room(whole)
        room.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setLayout(column(room, spacing=0))
        self._scrolled = (area, room)
        self._timer = QTimer(self, singleShot=True, interval=COUNT_EVERY_MS)
        self._timer.timeout.connect(self._count)
        self._questions_timer = QTimer(self, singleShot=True, interval=QUESTIONS_AFTER_MS)
        self._questions_timer.timeout.connect(self._count_questions)
        session.changed.connect(self._on_changed)
        session.runner.job_ended.connect(lambda _job, _whole: self._questions_timer.start())
        session.people_cache.changed.connect(self._show_favourites)
        self._show_favourites()
        self._count()
        self._questions_timer.start()

    def show_place(self, place: Place) -> None:
        """Mark the entry of what is shown: a page, or a favourite."""
        self._place = place
        for name, entry in self.entries.items():
            entry.setChecked(name == WITHIN.get(place.page, place.page))
        wanted = place.item if place.page == "photos" else None
        for folder in self.findChildren(FolderEntry):
            folder.setChecked(isinstance(wanted, PhotoFilter) and wanted == PhotoFilter(folder=folder.folder))
        for person in self.favourites():
            alone = place.page == "photos" and wanted == PhotoFilter(all_of=(person.person_id,))
            person.setChecked(alone or (place.page in WITHIN and person.person_id == place.item))

    def fit(self, window_px: int) -> None:
        """Take no more room than a window so wide has to spare."""
        narrow = window_px < WHOLE_FROM
        if narrow != self._is_narrow:
            self._is_narrow = narrow
            self.setFixedWidth(NARROW if narrow else WIDTH)
            self._show_width()

    def _show_width(self) -> None:
        """Have every entry and heading be as wide as the sidebar."""
        for entry in self.findChildren(NavButton):
            entry.set_narrow(self._is_narrow)
        # Beside icons there is no room for a bar: the wheel and Tab lead to what is out of sight all the same.
        bar = Qt.ScrollBarPolicy.ScrollBarAlwaysOff if self._is_narrow else Qt.ScrollBarPolicy.ScrollBarAsNeeded
        for scrolled in self._scrolled:
            scrolled.setVerticalScrollBarPolicy(bar)
        for text in (self._brand, self._folders_title):
            text.setHidden(self._is_narrow)
        self._favourites_title.setHidden(self._is_narrow or not self._shown_favourites)

    def favourites(self) -> list[FavouriteEntry]:
        """Return the entries of people who come first."""
        return self._favourite_entries

    def _show_favourites(self) -> None:
        found = [
            one
            for one in self._session.people_cache.summaries()
            if one.person.favourite and one.photos and not one.person.hidden
        ]
        found.sort(key=lambda one: (-one.photos, one.person.name))
        if found != self._shown_favourites or not found:
            self._shown_favourites = found
            clear_layout(self._favourites)
            self._favourite_entries = [self._favourite_entry(summary) for summary in found]
            for entry in self._favourite_entries:
                self._favourites.addWidget(entry)
            self._show_width()
            self.show_place(self._place)
            self._order_tabs()

    def _order_tabs(self) -> None:
        """Have Tab go down the sidebar, whenever what is listed in it was made."""
        parts = sorted(self.findChildren(NavButton), key=lambda made: made.mapTo(self, QPoint()).y())
        for before, after in pairwise(parts):
            QWidget.setTabOrder(before, after)

    def _favourite_entry(self, summary: PersonSummary) -> FavouriteEntry:
        made = FavouriteEntry(self._session, summary)
        made.clicked.connect(lambda: self._session.go("person", summary.person.id))
        return made

    def _entry(self, spec: PageSpec) -> NavButton:
        made = NavButton(spec.title())
        set_icon(made, spec.icon, self._session.theme)
        made.clicked.connect(lambda: self._session.go(spec.name))
        self.entries[spec.name] = made
        return made

    def _on_changed(self, _changes: Changes, _edited: Edited | None) -> None:
        if not self._timer.isActive():
            self._timer.start()
        self._questions_timer.start()

    def _count(self) -> None:
        library = self._session.library
        self._session.runner.read(lambda: count(library), self._show, self)

    def _show(self, counts: SidebarCounts) -> None:
        for name, value in counts.by_page.items():
            self.show_count(name, value)
        if counts.folders != self._shown_folders or not self._folders.count():
            self._show_folders(counts)

    def show_count(self, page: str, value: int) -> None:
        """Say how much waits on a page."""
        if page in self.entries:
            self.entries[page].set_count(number(value) if value else "")

    def _count_questions(self) -> None:
        """Count what Review would ask, as the page itself does; a job changes it all, so its end is awaited."""
        session, started = self._session, time.monotonic()
        if session.runner.current_job is not None:
            return

        def show(waiting: Waiting | None) -> None:
            took_ms = round((time.monotonic() - started) * 1000)
            rests_ms = round(took_ms / COUNTING_SHARE)
            self._questions_timer.setInterval(max(QUESTIONS_AT_ONCE_MS, rests_ms))
            if not self._questions_timer.isActive():  # else something has changed meanwhile
                self.show_count("review", waiting.questions if waiting else 0)

        session.runner.read(lambda: questions_waiting(session.library, session.helper), show, self)

    def _show_folders(self, counts: SidebarCounts) -> None:
        self._shown_folders = counts.folders
        clear_layout(self._folders)
        for folder, present in counts.folders:
            self._folders.addWidget(FolderEntry(self._session, folder, present=present))
        add = NavButton(tr("Add a folder…"))
        add.setCheckable(False)
        add.clicked.connect(self.add_folder)
        set_icon(add, "plus", self._session.theme)
        self._folders.addWidget(add)
        self._folders.addStretch(1)
        self._show_width()
        self.show_place(self._place)
        self._order_tabs()

    def add_folder(self) -> None:
        """Ask for a folder with photos, to be scanned."""
        from faceorg.gui.jobs import scanning

        scanning.add_folder(self._session, self.window())
