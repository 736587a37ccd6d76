"""The line above a video's strip: how long it is, the moment of the face in hand, and a button that plays it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFrame, QWidget

from faceorg import film
from faceorg.domain import Face, Photo
from faceorg.gui.file_urls import url_of
from faceorg.gui.look.theme import GRID
from faceorg.gui.look.widgets import button, label, row
from faceorg.gui.words.i18n import tr


class FilmBar(QFrame):
    """Hidden for pictures.

    Signals
    -------
    not_played(str) : the path of a video that no program of the system takes
    """

    not_played = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._photo: Photo | None = None
        self.sentence = label(wrap=True)
        self.play = button(tr("Play from here"), self.play_video)
        self.play.setToolTip(tr("In the system's own player, which may begin at the beginning"))
        bar = row(spacing=GRID, margins=(16, 0, 16, GRID))
        bar.addWidget(self.sentence, 1)
        bar.addWidget(self.play)
        self.setLayout(bar)
        self.setAccessibleName(tr("Video"))
        self.hide()

    def show_photo(self, photo: Photo, face: Face | None) -> None:
        """Say of a video how long it is, and where the face in hand is in it."""
        self._photo = photo
        self.setVisible(bool(photo.duration_ms))
        if photo.duration_ms:
            self.sentence.setText(_said(photo, face))

    def play_video(self) -> None:
        if self._photo is None or not self._photo.duration_ms:
            return
        if not QDesktopServices.openUrl(url_of(self._photo.path)):
            self.not_played.emit(str(self._photo.path))


def _said(photo: Photo, face: Face | None) -> str:
    length = film.clock(photo.duration_ms)
    if not photo.moments_ms:
        text = tr("A video of {length}. It is long, so nobody has looked for faces in it; Settings can have that done.")
        return text.format(length=length)
    if face is not None:
        moment = film.clock(film.moment_of(face.box, photo.moments_ms))
        return tr("A video of {length}. This face is at {moment}.").format(length=length, moment=moment)
    moments = ", ".join(film.clock(moment) for moment in photo.moments_ms)
    return tr("A video of {length}; its people at their best: {moments}.").format(length=length, moments=moments)
