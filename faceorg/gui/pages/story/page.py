"""What there is to tell of a person: their best face of each year, first and last photo, with whom most often; as a
slideshow, and as a page to print or to share."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial

from PySide6.QtCore import QPoint, QRect, Qt, QTimer
from PySide6.QtWidgets import QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from faceorg.domain import FaceRow, PersonId, PersonSummary, PhotoFilter
from faceorg.edits import Changes
from faceorg.gui.look.flow_layout import FlowLayout
from faceorg.gui.look.theme import GRID
from faceorg.gui.look.widgets import (
    EmptyState,
    button,
    clear_layout,
    column,
    label,
    row,
)
from faceorg.gui.pages.base import Page
from faceorg.gui.pages.person_top import SIDE_MARGIN, STORY, TOP_MARGIN, PersonTop, add_ways
from faceorg.gui.pages.story.make_page import ask_for_file
from faceorg.gui.pages.story.steering import next_place
from faceorg.gui.pages.story.tile import Shape, StoryTile, Told
from faceorg.gui.session.navigation import Item
from faceorg.gui.session.session import Session
from faceorg.gui.tiles.face_verbs import follow_when_clicked
from faceorg.gui.words.i18n import day, tr
from faceorg.library.views import story_views
from faceorg.library.views.story_views import Story, year_of

YEAR_SIDE, COMPANION_SIDE = 112, 88
END_WIDTH, END_HEIGHT = 280, 200
READ_EVERY_MS = 300


class StoryPage(Page):
    """`item`: a PersonId."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.person_id: PersonId | None = None
        self.told: Story | None = None
        self.years: list[StoryTile] = []
        self.ends: list[StoryTile] = []
        self.companions: list[StoryTile] = []
        self._parts = QVBoxLayout()
        self._parts.setSpacing(GRID)
        self._parts.setContentsMargins(24, GRID, 24, 24)
        self._inner = QWidget()
        self._inner.setLayout(self._parts)
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setWidget(self._inner)
        self._area.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a click beside a tile leaves the keyboard on its tile
        self.nothing = EmptyState(
            tr("Nothing to tell yet"), tr("Photos with a date tell how somebody grew up. None of these has one.")
        )
        self._stack = QStackedWidget()
        self._stack.addWidget(self._area)
        self._stack.addWidget(self.nothing)
        layout = column(spacing=0)
        layout.addLayout(self._head())
        layout.addWidget(self._stack, 1)
        self.setLayout(layout)
        self._timer = QTimer(self, singleShot=True, interval=READ_EVERY_MS)
        self._timer.timeout.connect(self._read)
        add = self.add_action
        add("slides", tr("Slideshow"), "F9", self._show_slides, "play")
        add("page", tr("A page to print or share…"), "Ctrl+Shift+E", self._make_page, "download")
        add_ways(self, STORY, lambda: self.person_id)

    def _head(self) -> QVBoxLayout:
        self.top = PersonTop(self.session, STORY)
        follow_when_clicked(self.top.cover, self.session)
        self.slides = button(tr("Slideshow"), self._show_slides)
        self.slides.setToolTip("F9")
        self.make = button(tr("A page to print or share…"), self._make_page, "primary")
        layout = column(self.top, spacing=12, margins=(SIDE_MARGIN, TOP_MARGIN, SIDE_MARGIN, 12))
        layout.addLayout(row(self.make, self.slides, 1))
        return layout

    # ------------------------------------------------------------ what the window asks
    def title(self) -> str:
        name = self.told.person.person.name if self.told is not None else ""
        return tr("Story of {name}").format(name=name) if name else tr("Story")

    def show_item(self, item: Item) -> None:
        if isinstance(item, int) and item != self.person_id:
            self.person_id, self.told = PersonId(item), None
            self._area.verticalScrollBar().setValue(0)
            self._fill(None)
        self._read()

    def refresh(self, changes: Changes) -> None:
        if changes.everything or self.person_id in changes.people or changes.faces or changes.dated:
            self._timer.start()

    def take_focus(self) -> None:
        (self.years[0] if self.years else self._area).setFocus()

    def place_in_hand(self) -> object:
        """How far it is scrolled, and which tile is in hand."""
        tiles = self._tiles()
        focused = self.window().focusWidget()
        at = next((place for place, tile in enumerate(tiles) if tile is focused), -1)
        return self._area.verticalScrollBar().value(), at

    def return_to(self, left: object) -> None:
        if isinstance(left, tuple):
            self._area.verticalScrollBar().setValue(left[0])
            if 0 <= left[1] < len(self._tiles()):
                self._tiles()[left[1]].setFocus()

    def _tiles(self) -> Sequence[StoryTile]:
        return [*self.years, *self.ends, *self.companions]

    # ------------------------------------------------------------ reading and showing
    def _read(self) -> None:
        library, person_id = self.session.library, self.person_id
        if person_id is not None:
            self.session.runner.read(
                lambda: story_views.story(library, person_id), lambda found: self._show(person_id, found), self
            )

    def _show(self, person_id: PersonId, found: Story | None) -> None:
        if person_id != self.person_id:
            return  # the user has gone on meanwhile
        if found is None:
            self.person_id = None
            if self.isVisible():
                self.session.go("people")
        elif found != self.told:
            self.told = found
            self._fill(found)
            self.title_changed.emit()

    def _fill(self, told: Story | None) -> None:
        focused = self.window().focusWidget()
        had_focus = focused is self._area or self._area.isAncestorOf(focused or self)
        in_hand = focused.told if isinstance(focused, StoryTile) else None
        clear_layout(self._parts)
        self.years, self.ends, self.companions = [], [], []
        summary = told.person if told is not None else self.session.people_cache.get(self.person_id)
        self.top.show_person(summary, _facts(summary, told))
        if told is not None:
            self._add_parts(told)
        self._parts.addStretch(1)
        nothing = told is not None and not self._tiles()
        self._stack.setCurrentWidget(self.nothing if nothing else self._area)
        if had_focus and self.isVisible():
            self._take_in_hand_again(in_hand)

    def _take_in_hand_again(self, told: Told | None) -> None:
        """Have the keyboard on the tile that tells the same as `told` did: its picture or age may be others now."""
        for tile in self._tiles():
            if told is not None and (tile.told.shape, tile.told.title) == (told.shape, told.title):
                tile.setFocus()
                return
        self.take_focus()

    def _add_parts(self, told: Story) -> None:
        born = told.person.person.born_on
        self.years = [self._year(face_row, born) for face_row in told.years] if len(told.years) > 1 else []
        self._add_part(tr("Growing up, the best of each year"), self.years)
        self.ends = self._end_tiles(told)
        self._add_part(tr("First and last photo"), self.ends)
        self.companions = [
            self._tile(
                Told(
                    Shape.COVER,
                    self.session.people_cache.label(one.person.person.id) or one.person.person.name,
                    tr("%Ln photo(s)", None, one.photos),
                    one.person.person.cover_face_id,
                ),
                (COMPANION_SIDE + 2 * GRID, COMPANION_SIDE),
                partial(self._show_both, one.person.person.id),
            )
            for one in told.companions
        ]
        self._add_part(tr("Most often together with"), self.companions)

    def _add_part(self, heading: str, tiles: Sequence[StoryTile]) -> None:
        if not tiles:
            return
        self._parts.addSpacing(GRID)
        self._parts.addWidget(label(heading, "title"))
        flow = FlowLayout(GRID)
        holder = QWidget()
        for tile in tiles:
            flow.addWidget(tile)
        holder.setLayout(flow)
        self._parts.addWidget(holder)
        holder.show()  # now, not in the next round of events: the keyboard goes to nothing that is hidden

    def _tile(self, told: Told, size: tuple[int, int], on_click: Callable[[], None]) -> StoryTile:
        made = StoryTile(self.session, told, *size)
        made.clicked.connect(lambda: on_click())
        made.arrow_pressed.connect(partial(self._steer, made))
        return made

    def _steer(self, tile: StoryTile, key: Qt.Key) -> None:
        """Have the keyboard on the tile that lies in this direction, and the tile in sight."""
        tiles = self._tiles()
        places = [QRect(one.mapTo(self._inner, QPoint(0, 0)), one.size()) for one in tiles]
        at = next_place(places, tiles.index(tile), key, mirrored=self.isRightToLeft())
        tiles[at].setFocus(Qt.FocusReason.OtherFocusReason)
        self._area.ensureWidgetVisible(tiles[at])

    def _year(self, face_row: FaceRow, born: date | None) -> StoryTile:
        year = year_of(face_row)
        age = tr("turns {age}").format(age=year - born.year) if born is not None and year > born.year else ""
        told = Told(Shape.FACE, str(year), age, face_row.face_id, automatic=face_row.automatic)
        return self._tile(told, (YEAR_SIDE, YEAR_SIDE), lambda: self._show_year(year, face_row))

    def _end_tiles(self, told: Story) -> list[StoryTile]:
        if told.first is None or told.last is None or told.first.photo_id == told.last.photo_id:
            return []
        made = []
        for face_row, said in ((told.first, tr("The first")), (told.last, tr("The last"))):
            taken = day(date.fromisoformat((face_row.taken_at or "")[:10]))
            shown = Told(Shape.PHOTO, said, taken, photo_id=face_row.photo_id)
            look = partial(self.session.look_at_photo, face_row.face_id)
            made.append(self._tile(shown, (END_WIDTH, END_HEIGHT), look))
        return made

    # ------------------------------------------------------------ verbs
    def _show_year(self, year: int, face_row: FaceRow) -> None:
        """Go to the photos of the person in that year, with the one of this face in hand."""
        if self.person_id is not None:
            wanted = PhotoFilter(all_of=(self.person_id,), since=date(year, 1, 1), until=date(year, 12, 31))
            self.session.go("photos", wanted, face_row.photo_id)

    def _show_both(self, other: PersonId) -> None:
        """Go to the photos in which both are."""
        if self.person_id is not None:
            self.session.go("photos", PhotoFilter(all_of=(self.person_id, other)))

    def _show_slides(self) -> None:
        if self.person_id is not None:
            self.session.show_slides_of(PhotoFilter(all_of=(self.person_id,)))

    def _make_page(self) -> None:
        if self.told is not None:
            ask_for_file(self.session, self, self.told.person.person)


def _facts(summary: PersonSummary | None, told: Story | None) -> str:
    if summary is None:
        return ""
    parts = [tr("%Ln photo(s)", None, summary.photos)]
    if told is not None and told.years:
        first, last = year_of(told.years[0]), year_of(told.years[-1])
        parts.append(str(first) if first == last else tr("{first} to {last}").format(first=first, last=last))
    if summary.person.born_on:
        parts.append(tr("born {date}").format(date=day(summary.person.born_on)))
    return "  ·  ".join(parts)
