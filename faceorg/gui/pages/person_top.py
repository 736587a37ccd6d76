"""The head of all three pages of a person, the same on each and in the same place: who it is, and which page.

From each page to the two others by one click where the pointer is already, and by one key (`add_ways`).
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QStackedWidget, QWidget

from faceorg.domain import Person, PersonId, PersonSummary
from faceorg.gui.look.theme import GRID
from faceorg.gui.look.widgets import ElidedLabel, FaceView, Segments, column, row, tool_button
from faceorg.gui.pages.base import Page
from faceorg.gui.session.session import Session
from faceorg.gui.tiles.face_verbs import show_photos_of
from faceorg.gui.words.i18n import tr
from faceorg.library.people import edits

COVER_SIDE = 88
FACES, PHOTOS, STORY = "faces", "photos", "story"
# Each line has its height, whatever stands in it on a page: the choice below must not move.
NAME_HEIGHT, DETAILS_HEIGHT = 4 * GRID, 28
# Where the head begins, on every page.
SIDE_MARGIN, TOP_MARGIN = 3 * GRID, 2 * GRID


class PersonTop(QWidget):
    """Cover, name, some facts, the choice of pages, and whether it is a favourite.

    here : the page that it stands on, of FACES, PHOTOS, STORY
    """

    def __init__(self, session: Session, here: str) -> None:
        super().__init__()
        self._session, self._here = session, here
        self._person: Person | None = None
        self.cover = FaceView(session.faces, COVER_SIDE, round_=True)
        self.name = ElidedLabel()
        self.name.setProperty("role", "heading")
        self.name_place = QStackedWidget()
        self.name_place.addWidget(self.name)
        self.name_place.setFixedHeight(NAME_HEIGHT)
        self.facts = ElidedLabel(snug=True)
        self.facts.setProperty("role", "muted")
        self.details = row(self.facts, 1, spacing=2 * GRID)
        beside_name = QWidget()
        beside_name.setLayout(self.details)
        beside_name.setFixedHeight(DETAILS_HEIGHT)
        self.what = Segments([(FACES, tr("Faces")), (PHOTOS, tr("Photos")), (STORY, tr("Story"))], tr("Shown"))
        self.what.set_choice(here)
        self.what.chosen.connect(self._turn_to)
        self.star = tool_button(session.theme, "star", tr("Favourite or not"), self._on_star, checkable=True)
        texts = column(self.name_place, spacing=0)
        texts.addWidget(beside_name)
        texts.addSpacing(GRID // 2)
        texts.addLayout(row(self.what, self.star, 1, spacing=GRID))
        texts.addStretch(1)
        self.ends = row(spacing=12)
        whole = row(self.cover, spacing=12)
        whole.addLayout(texts, 1)
        whole.addLayout(self.ends)
        self.setLayout(whole)

    @property
    def person_id(self) -> PersonId | None:
        return self._person.id if self._person else None

    def show_person(self, summary: PersonSummary | None, facts: str) -> None:
        """Show who this is; None: nobody is known yet."""
        person = self._person = summary.person if summary else None
        self.cover.show_face(person.cover_face_id if person else None)
        name = self._session.people_cache.label(self.person_id) or (person.name if person else "")
        self.cover.setAccessibleName(name)
        self.name.setText(name)
        self.facts.setText(facts)
        self.star.setChecked(person is not None and person.favourite)

    def _turn_to(self, what: str) -> None:
        self.what.set_choice(self._here)  # this page stays what it is; the other one shows the other choice
        if what != self._here:
            turn_to(self._session, self.person_id, what)

    def _on_star(self) -> None:
        self.star.setChecked(not self.star.isChecked())  # it says what is, once that is decided
        if self._person is not None:
            favour_or_not(self._session, self._person)


def turn_to(session: Session, person_id: PersonId | None, what: str) -> None:
    """Go to one of the pages of a person; None: nobody is shown."""
    if person_id is None:
        session.notice(tr("Choose one person first: these pages are about one."))
    elif what == PHOTOS:
        show_photos_of(session, person_id)
    else:
        session.go("person" if what == FACES else "story", person_id)


def favour_or_not(session: Session, person: Person) -> None:
    """Make somebody a favourite, or no favourite any more."""
    who, favourite = [person.id], not person.favourite
    session.edit(lambda library: edits.favour_people(library, who, favourite=favourite))


def add_ways(page: Page, here: str, shown: Callable[[], PersonId | None]) -> None:
    """Give a page about a person the keys to its two other pages, the same ones on each. shown : whom it is about"""
    ways = (
        (FACES, "faces", tr("All faces"), "Shift+F7", "people"),
        (PHOTOS, "photos", tr("Show the photos"), "Ctrl+Shift+P", "photos"),
        (STORY, "story", tr("Tell of this person"), "F7", "info"),
    )
    for what, name, text, keys, icon in ways:
        if what != here:
            page.add_action(name, text, keys, partial(_turn, page, shown, what), icon)


def _turn(page: Page, shown: Callable[[], PersonId | None], what: str) -> None:
    turn_to(page.session, shown(), what)


def facts_of(summary: PersonSummary) -> str:
    """Say how much there is: "57 photos  ·  3 more in stacks  ·  60 faces"."""
    parts = [tr("%Ln photo(s)", None, summary.photos), tr("%Ln face(s)", None, summary.faces)]
    if summary.stacked:
        parts.insert(1, tr("%Ln more in stacks", None, summary.stacked))
    if summary.person.hidden:
        parts.append(tr("hidden"))
    return "  ·  ".join(parts)
