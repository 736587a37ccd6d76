"""One person of two that are compared: cover, name, counts and telling faces."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout

from faceorg.domain import FaceId
from faceorg.gui.i18n import tr
from faceorg.gui.session import Session
from faceorg.gui.theme import GRID
from faceorg.gui.widgets import FaceView, column, label, row

COVER_SIDE = 96
FACE_SIDE = 64
COLUMNS = 4


class PersonSide(QFrame):
    """A card; the one beside it has the same form, so that eyes can go to and fro."""

    def __init__(self, session: Session, name: str, cover: FaceId | None, count: int, faces: Sequence[FaceId]) -> None:
        super().__init__()
        self.setProperty("role", "strip")
        self.setAccessibleName(name)
        picture = FaceView(session.faces, COVER_SIDE, round_=True)
        picture.show_face(cover)
        texts = [label(name, "title", wrap=True), label(tr("%n face(s)", None, count), "muted")]
        grid = QGridLayout()
        grid.setSpacing(6)
        for place, face_id in enumerate(faces):
            view = FaceView(session.faces, FACE_SIDE)
            view.show_face(face_id)
            grid.addWidget(view, place // COLUMNS, place % COLUMNS)
        layout = column(spacing=GRID, margins=(16, 16, 16, 16))
        layout.addLayout(row(1, picture, 1))
        for text in texts:
            text.setAlignment(Qt.AlignmentFlag.AlignCenter)
            layout.addWidget(text)
        middle = row(1)
        middle.addLayout(grid)
        middle.addStretch(1)
        layout.addLayout(middle)
        layout.addStretch(1)
        self.setLayout(layout)
