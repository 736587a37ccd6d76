"""A name that exists: is it the same person? Both are shown; join, keep separate, or cancel."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QWidget

from faceorg.domain import FaceId, PersonId
from faceorg.gui.look.theme import GRID
from faceorg.gui.look.widgets import FaceView, boxed, button, column, label, row
from faceorg.gui.session.session import Session
from faceorg.gui.sheets.base import Sheet
from faceorg.gui.words.i18n import tr

COVER_SIDE = 96
FACE_SIDE = 72
FACES_SHOWN = 6


class SameNameSheet(Sheet):
    """Shows the person who has the name beside the faces that are to get it.

    on_join : called with the person's id: they are one
    on_new : called: another person of the same name
    """

    def __init__(
        self,
        session: Session,
        window: QWidget,
        person_id: PersonId,
        faces: Sequence[FaceId],
        on_join: Callable[[PersonId], None],
        on_new: Callable[[], None],
    ) -> None:
        found = session.people_cache.get(person_id)
        name = found.person.name if found else ""
        super().__init__(window, tr("There is a {name} already. Is this the same person?").format(name=name), width=680)
        self._session = session
        cover = FaceView(session.faces, COVER_SIDE, round_=True)
        cover.show_face(found.person.cover_face_id if found else None)
        photos = found.photos if found else 0
        counted = tr("%n photo(s)", None, photos)
        sides = row(spacing=2 * GRID)
        sides.addWidget(self._side(tr("{name}, known").format(name=name), cover, counted), 1)
        sides.addWidget(self._side(tr("These faces"), self._grid(faces), tr("%n face(s)", None, len(faces))), 1)
        self.body.addLayout(sides)
        self.add_cancel()
        self.separate = button(tr("Another {name}").format(name=name), lambda: self._answer(on_new))
        self.join = button(tr("Same person"), lambda: self._answer(lambda: on_join(person_id)), "primary")
        self.buttons.addWidget(self.separate)
        self.buttons.addWidget(self.join)

    def _side(self, heading: str, picture: QWidget, detail: str) -> QFrame:
        texts = [label(heading, "title"), label(detail, "muted")]
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
