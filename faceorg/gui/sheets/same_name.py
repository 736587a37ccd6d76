"""A name that exists: is it one of those who have it? All are shown; join, keep separate, or cancel."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QPushButton, QWidget

from faceorg.domain import FaceId, PersonId
from faceorg.gui.look.theme import GRID
from faceorg.gui.look.widgets import FaceView, boxed, button, column, label, row
from faceorg.gui.session.session import Session
from faceorg.gui.sheets.base import Sheet
from faceorg.gui.words.i18n import day, number, tr

LARGE_COVER, SMALL_COVER = 96, 48
FACE_SIDE = 72
FACES_SHOWN = 6


class SameNameSheet(Sheet):
    """Shows everybody who has the name, each to be chosen, beside the faces that are to get it.

    renamed : whose faces they are, where somebody known is to be called so; None: they have no name yet
    on_join : called with the id of the person that they are
    on_new : called: another person of the same name
    """

    def __init__(
        self,
        session: Session,
        window: QWidget,
        namesakes: Sequence[PersonId],
        faces: Sequence[FaceId],
        on_join: Callable[[PersonId], None],
        on_new: Callable[[], None],
        *,
        renamed: PersonId | None = None,
    ) -> None:
        name = session.people_cache.name(namesakes[0])
        one = tr("There is a {name} already. Is this the same person?").format(name=name)
        several = tr("{count} people are called {name} already. Is this one of them?")
        heading = several.format(count=number(len(namesakes)), name=name) if len(namesakes) > 1 else one
        super().__init__(window, heading, width=680)
        self._session, self._on_join = session, on_join
        self.joins: list[QPushButton] = []
        sides = row(spacing=2 * GRID)
        if len(namesakes) == 1:
            sides.addWidget(self._known(name, namesakes[0]), 1)
        whose, counted = tr("To be named"), tr("%Ln face(s)", None, len(faces))
        if renamed is not None and (known := session.people_cache.get(renamed)) is not None:
            # Counted as who has the name already is, or the two could not be compared.
            whose = tr("{name} until now").format(name=session.people_cache.label(renamed))
            counted = tr("%Ln photo(s)", None, known.photos)
        sides.addWidget(self._side(whose, self._grid(faces), counted), 1)
        self.body.addLayout(sides)
        if len(namesakes) > 1:
            self.scrolled(self._all_known(namesakes))
        self.add_cancel()
        self.separate = button("", lambda: self._answer(on_new))
        self.separate.say_name(tr("Another {name}"), name)
        self.buttons.addWidget(self.separate)
        if len(namesakes) == 1:
            self.joins = [self._join(tr("Same person"), namesakes[0])]
            self.buttons.addWidget(self.joins[0])
        self.join = self.joins[0]

    def take_focus(self) -> None:
        self.await_answer(self.join)

    def _join(self, text: str, person_id: PersonId) -> QPushButton:
        return button(text, lambda: self._answer(lambda: self._on_join(person_id)), "primary")

    def _known(self, name: str, person_id: PersonId) -> QFrame:
        found = self._session.people_cache.get(person_id)
        cover = FaceView(self._session.faces, LARGE_COVER, round_=True)
        cover.show_face(found.person.cover_face_id if found else None)
        counted = tr("%Ln photo(s)", None, found.photos if found else 0)
        return self._side(tr("{name}, known").format(name=name), cover, counted)

    def _all_known(self, namesakes: Sequence[PersonId]) -> QWidget:
        """Everybody of the name, told apart by cover and count, one below the other, each with an answer."""
        layout = column(spacing=GRID)
        for person_id in namesakes:
            found = self._session.people_cache.get(person_id)
            cover = FaceView(self._session.faces, SMALL_COVER, round_=True)
            cover.show_face(found.person.cover_face_id if found else None)
            counted = tr("%Ln photo(s)", None, found.photos if found else 0)
            born = tr("born {date}").format(date=day(found.person.born_on)) if found and found.person.born_on else ""
            self.joins.append(self._join(tr("This one"), person_id))
            self.joins[-1].setAccessibleName(f"{tr('This one')}: {self._session.people_cache.label(person_id)}")
            texts = label("  ·  ".join(part for part in (counted, born) if part), "muted")
            layout.addWidget(boxed(row(cover, texts, 1, self.joins[-1], margins=(12, 8, 12, 8)), "strip"))
        holder = QWidget()
        holder.setLayout(layout)
        return holder

    def _side(self, heading: str, picture: QWidget, detail: str) -> QFrame:
        texts = [label(heading, "title", wrap=True), label(detail, "muted")]
        for text in texts:
            text.setAlignment(Qt.AlignmentFlag.AlignCenter)
        layout = column(texts[0], spacing=GRID, margins=(16, 16, 16, 16))
        layout.addStretch(1)
        layout.addLayout(row(1, picture, 1))
        layout.addStretch(1)
        layout.addWidget(texts[1])
        return boxed(layout, "strip")

    def _grid(self, faces: Sequence[FaceId]) -> QWidget:
        grid = QGridLayout()
        grid.setSpacing(6)
        grid.setContentsMargins(0, 0, 0, 0)
        for place, face_id in enumerate(faces[:FACES_SHOWN]):
            view = FaceView(self._session.faces, FACE_SIDE)
            view.show_face(face_id)
            grid.addWidget(view, place // 3, place % 3)
        holder = QWidget()
        holder.setLayout(grid)
        return holder

    def _answer(self, act: Callable[[], None]) -> None:
        self.close_sheet()
        act()
