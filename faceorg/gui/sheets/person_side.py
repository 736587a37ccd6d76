"""One person of two that are compared: cover, name, counts and telling faces."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QVBoxLayout

from faceorg.domain import FaceId
from faceorg.gui.look.theme import GRID
from faceorg.gui.look.widgets import FaceView, column, label, row
from faceorg.gui.session.session import Session
from faceorg.gui.tiles.face_verbs import follow_when_clicked
from faceorg.gui.words.i18n import tr

LARGE_COVER, SMALL_COVER = 96, 56
FACE_SIDE, SMALL_FACE = 64, 48
COLUMNS = 4


class PersonSide(QFrame):
    """A card; the one beside it has the same form, so that eyes can go to and fro.

    group : without a name, so its cover is square
    small : the name beside the cover instead of below it, where the window is low
    leads_on : a click on a face goes to all photos of its person; not in a sheet, which waits for an answer
    """

    def __init__(
        self,
        session: Session,
        name: str,
        cover: FaceId | None,
        count: int,
        faces: Sequence[FaceId],
        *,
        group: bool = False,
        small: bool = False,
        leads_on: bool = False,
    ) -> None:
        super().__init__()
        self.setProperty("role", "strip")
        self.setAccessibleName(name)
        picture = FaceView(session.faces, SMALL_COVER if small else LARGE_COVER, round_=not group)
        picture.show_face(cover)
        if leads_on:
            follow_when_clicked(picture, session)
        texts = [label(name, "title", wrap=True), label(tr("%Ln face(s)", None, count), "muted")]
        grid = QGridLayout()
        grid.setSpacing(6)
        for place, face_id in enumerate(faces):
            view = FaceView(session.faces, SMALL_FACE if small else FACE_SIDE)
            view.show_face(face_id)
            if leads_on:
                follow_when_clicked(view, session)
            grid.addWidget(view, place // COLUMNS, place % COLUMNS)
        layout = _beside(picture, texts) if small else _below(picture, texts)
        layout.setContentsMargins(16, 16, 16, 16)
        middle = row(None if small else 1)
        middle.addLayout(grid)
        middle.addStretch(1)
        layout.addLayout(middle)
        layout.addStretch(1)
        self.setLayout(layout)


def _below(picture: FaceView, texts: Sequence[QLabel]) -> QVBoxLayout:
    layout = column(spacing=GRID)
    layout.addLayout(row(1, picture, 1))
    for text in texts:
        text.setAlignment(Qt.AlignmentFlag.AlignCenter)
        layout.addWidget(text)
    return layout


def _beside(picture: FaceView, texts: Sequence[QLabel]) -> QVBoxLayout:
    layout, head = column(spacing=GRID), row(picture, spacing=12)
    head.addLayout(column(1, *texts, 1, spacing=0), 1)
    layout.addLayout(head)
    return layout
