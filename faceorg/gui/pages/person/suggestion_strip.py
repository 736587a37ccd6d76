""" "Also Anna?": faces that wait for a yes, in one line. A click takes one out; Enter says yes to the rest, Del no."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QSizePolicy, QToolTip, QWidget

from faceorg.domain import FaceId
from faceorg.gui.look.follow_arrow import arrow_of, paint_arrow
from faceorg.gui.look.theme import GRID
from faceorg.gui.look.widgets import button, label, row
from faceorg.gui.session.session import Session
from faceorg.gui.tiles.face_verbs import show_more_of
from faceorg.gui.words.i18n import number, percent, tr
from faceorg.gui.words.keys import key_in_words

SIDE = 8 * GRID
_OWN_KEYS = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Delete)
_ANSWERS = (*_OWN_KEYS, Qt.Key.Key_Backspace)


class FaceLine(QWidget):
    """As many faces as there is room for; the mouse and the arrow keys take single ones out.

    Signals
    -------
    toggled() : what is left out changed
    photo_requested(FaceId) : Space on a face
    followed(FaceId) : a face was clicked twice or with the middle button, or its arrow was
    """

    toggled = Signal()
    photo_requested = Signal(int)
    followed = Signal(int)

    def __init__(self, session: Session, side: int = SIDE) -> None:
        super().__init__()
        self._session, self._side = session, side
        self._faces: list[FaceId] = []
        self._probability: dict[FaceId, float] = {}
        self._off: set[FaceId] = set()
        self._at = 0
        self._hovered: int | None = None
        self.setFixedHeight(side)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        session.thumbnails.arrived.connect(lambda _ids: self.update())
        session.theme.changed.connect(self.update)

    def show_faces(self, faces: Sequence[FaceId], probability: dict[FaceId, float]) -> None:
        in_hand = self._faces[self._at] if self._at < len(self._faces) else None
        self._faces, self._probability = list(faces), probability
        self._off &= set(faces)
        self._at = self._faces.index(in_hand) if in_hand in self._faces else 0
        self._tell()

    def shown(self) -> list[FaceId]:
        """Return the faces there is room for: only these are answered."""
        fitting = max(1, (self.width() + GRID) // (self._side + GRID))
        return self._faces[:fitting]

    def more(self) -> int:
        return len(self._faces) - len(self.shown())

    def chosen(self) -> list[FaceId]:
        """Return the faces in sight that were not taken out."""
        return [face_id for face_id in self.shown() if face_id not in self._off]

    def taken_out(self) -> list[FaceId]:
        return [face_id for face_id in self.shown() if face_id in self._off]

    def toggle(self, place: int) -> None:
        self._off ^= {self._faces[place]}
        self._at = place
        self._tell()
        self.toggled.emit()

    def rect_of(self, place: int) -> QRect:
        x = place * (self._side + GRID)
        if self.isRightToLeft():
            x = self.width() - x - self._side
        return QRect(x, 0, self._side, self._side)

    def _place_at(self, point: QPoint) -> int | None:
        return next((n for n in range(len(self.shown())) if self.rect_of(n).contains(point)), None)

    def _tell(self) -> None:
        names = tr("%Ln face(s), {left} left out", None, len(self.shown()))
        self.setAccessibleName(names.format(left=len(self.taken_out())))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(6 * (self._side + GRID), self._side)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        for place, face_id in enumerate(self.shown()):
            focused = self.hasFocus() and place == self._at
            rect = QRectF(self.rect_of(place))
            self._session.faces.draw(painter, rect, face_id, off=face_id in self._off, focused=focused)
            if place == self._hovered:
                paint_arrow(painter, self.arrow_of(place), mirrored=self.isRightToLeft())
        painter.end()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        place = self._place_at(event.position().toPoint())
        if place is None:
            return
        if event.button() == Qt.MouseButton.MiddleButton or self._is_on_arrow(place, event):
            self.followed.emit(self._faces[place])
        elif event.button() == Qt.MouseButton.LeftButton:
            self.setFocus()
            self.toggle(place)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """The first click took the face out; the second puts it back and leads on."""
        self.mousePressEvent(event)
        place = self._place_at(event.position().toPoint())
        left = event.button() == Qt.MouseButton.LeftButton
        if place is not None and left and not self._is_on_arrow(place, event):
            self.followed.emit(self._faces[place])

    def arrow_of(self, place: int) -> QRectF:
        """Return where the arrow of a face lies while it is under the pointer."""
        return arrow_of(QRectF(self.rect_of(place)), mirrored=self.isRightToLeft())

    def _is_on_arrow(self, place: int, event: QMouseEvent) -> bool:
        return event.button() == Qt.MouseButton.LeftButton and self.arrow_of(place).contains(event.position())

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._hovered = None
        self.update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        place = self._place_at(event.position().toPoint())
        if place != self._hovered:
            self._hovered = place
            self.update()
        self.setCursor(Qt.CursorShape.ArrowCursor if place is None else Qt.CursorShape.PointingHandCursor)
        sure = self._probability.get(self._faces[place]) if place is not None else None
        if sure is not None:
            QToolTip.showText(event.globalPosition().toPoint(), percent(sure), self)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps: dict[int, int] = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
        if event.key() in steps and self._faces:
            step = -steps[event.key()] if self.isRightToLeft() else steps[event.key()]
            self._at = min(max(self._at + step, 0), len(self.shown()) - 1)
            self.update()
        elif event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Minus) and self._faces:
            self.toggle(self._at)
        elif event.key() == Qt.Key.Key_Space and self._faces:
            self.photo_requested.emit(self._faces[self._at])
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()


class SuggestionStrip(QFrame):
    """The line with its question and its two answers; hidden while nothing waits.

    Signals
    -------
    answered(list[FaceId], bool) : these faces: yes, or no
    """

    answered = Signal(list, bool)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.setProperty("role", "strip")
        self._question = label(role="title")
        self._more = label(role="muted")
        self.line = FaceLine(session)
        self.line.photo_requested.connect(session.look_at_photo)
        self.line.followed.connect(lambda face_id: show_more_of(session, FaceId(face_id)))
        self.yes = button(tr("Yes, all"), lambda: self._answer(True), "primary")
        self.yes.setToolTip(key_in_words("Return"))
        self.no = button(tr("No, none"), lambda: self._answer(False))
        self.no.setToolTip(key_in_words("Del"))
        self.line.toggled.connect(self._say)
        layout = row(self._question, self.line, self._more, spacing=2 * GRID, margins=(16, 8, 16, 8))
        layout.addLayout(row(self.yes, self.no))
        self.setLayout(layout)
        self.setFocusProxy(self.line)
        self.hide()

    def show_question(self, question: str, faces: Sequence[FaceId], probability: dict[FaceId, float]) -> None:
        self._question.setText(question)
        focused = self.window().focusWidget()
        if focused in (self.yes, self.no) and set(self.line.shown()).isdisjoint(faces):
            self.line.setFocus()  # other faces, another question: a button pressed twice must not answer it
        self.line.show_faces(faces, probability)
        self.setVisible(bool(faces))
        self._say()

    def _say(self) -> None:
        some = bool(self.line.taken_out())
        self.yes.setText(tr("Yes, these") if some else tr("Yes, all"))
        self.yes.setEnabled(bool(self.line.chosen()))
        more = self.line.more()
        self._more.setText("+" + number(more) if more else "")

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._say()

    def _answer(self, yes: bool) -> None:
        faces = self.line.chosen() if yes else self.line.shown()
        if faces:
            self.answered.emit(faces, yes)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.isAutoRepeat() and event.key() in _ANSWERS:
            return  # held down, it must not answer for faces that come after these
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._answer(True)
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self._answer(False)
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        # Enter and Del answer here; they must not reach the page's verbs while the strip has the keyboard.
        is_override = event.type() == QEvent.Type.ShortcutOverride
        if isinstance(event, QKeyEvent) and is_override and event.key() in _OWN_KEYS:
            event.accept()
            return True
        return super().event(event)
