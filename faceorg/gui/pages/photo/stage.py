"""What the mouse and the keys do on a photo's stage: follow a face, ask who it is, draw one, move and size its box, pan
and zoom."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QKeyEvent,
    QMouseEvent,
    QNativeGestureEvent,
)
from PySide6.QtWidgets import QWidget

from faceorg.boxes import Box
from faceorg.gui.look.theme import Theme
from faceorg.gui.pages.photo.canvas import StageCanvas
from faceorg.gui.pages.photo.faces import (
    HANDLE_REACH,
    StageFace,
    corners,
    resized,
)
from faceorg.gui.words.keys import begins_name

DRAG_FROM_PX = 5
ZOOM_GESTURE = Qt.NativeGestureType.ZoomNativeGesture
SMART_ZOOM_GESTURE = Qt.NativeGestureType.SmartZoomNativeGesture  # two fingers tap twice
KEY_STEP = 0.01  # of the photo, by which an arrow key moves a box
FIRST_SIDE = 0.25  # of the shorter side of the photo, of a box that is placed by key


@dataclass
class _Drag:
    """What a pressed mouse button does: "pan", "move", "resize" or "draw"."""

    kind: str
    start: QPointF
    last: QPointF
    face: StageFace | None = None
    corner: int = 0
    frame: QRectF | None = None
    moved: bool = False


class PhotoStage(StageCanvas):
    """The stage.

    Signals
    -------
    followed(int) : FaceId of a frame that was clicked, or of a frame or name clicked with the middle button: more of it
    name_requested(int) : FaceId of a plate that was clicked, or of a frame chosen with Enter: who is this?
    typed(str) : the first letter of a name, for the current face
    drawn(Box) : a face was drawn
    moved(int, Box) : FaceId of a face whose box was moved or resized
    """

    followed = Signal(int)
    name_requested = Signal(int)
    typed = Signal(str)
    drawn = Signal(object)
    moved = Signal(int, object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self._drag: _Drag | None = None
        self.is_drawing = False
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def show_photo(self, width: int, height: int) -> None:
        self._drag = None
        self.stop_drawing()
        super().show_photo(width, height)

    # ------------------------------------------------------------ drawing and moving by key
    def start_drawing(self) -> None:
        """Wait for a box: dragged with the mouse, or moved with arrows, sized with Shift+arrows, taken with Enter."""
        self.is_drawing, self._draft = True, self._first_box()
        self.set_current_face(None)
        self.setCursor(Qt.CursorShape.CrossCursor)
        self.setFocus()
        self.update()

    def _first_box(self) -> Box:
        """A square in the middle of the photo: faces are about as high as wide, whatever the photo is."""
        wide, high = self.view.size.width(), self.view.size.height()
        side = FIRST_SIDE * min(wide, high)
        return Box((1 - side / wide) / 2, (1 - side / high) / 2, side / wide, side / high)

    def stop_drawing(self) -> bool:
        """Leave off; return whether something was being drawn or moved."""
        busy = self.is_drawing or self._edited is not None
        self.is_drawing, self._draft, self._edited = False, None, None
        self.unsetCursor()
        self.update()
        return busy

    def _finish_by_key(self) -> None:
        drawn, moved, face_id = self._draft, self._edited, self.current
        self.stop_drawing()
        if drawn is not None:
            self.drawn.emit(drawn)  # whichever face is the current one by now: its box is another
        elif moved is not None and face_id is not None:
            self.moved.emit(face_id, moved)

    def _step_box(self, event: QKeyEvent) -> bool:
        """Move or size the box that is being drawn, or (with Ctrl) that of the current face."""
        steps = {
            Qt.Key.Key_Left: (-KEY_STEP, 0.0),
            Qt.Key.Key_Right: (KEY_STEP, 0.0),
            Qt.Key.Key_Up: (0.0, -KEY_STEP),
            Qt.Key.Key_Down: (0.0, KEY_STEP),
        }
        step = steps.get(Qt.Key(event.key()))
        held = event.modifiers()
        face = self._face(self.current)
        if step is None or not (self.is_drawing or (face and held & Qt.KeyboardModifier.ControlModifier)):
            return False
        box = self._draft or self._edited or (face.box if face else self._first_box())
        if held & Qt.KeyboardModifier.ShiftModifier:
            box = Box(box.x, box.y, max(KEY_STEP, box.width + step[0]), max(KEY_STEP, box.height + step[1]))
        else:
            box = Box(box.x + step[0], box.y + step[1], box.width, box.height)
        if self.is_drawing:
            self._draft = box
        else:
            self._edited = box
        self.update()
        return True

    def next_face(self, step: int) -> bool:
        """Make the next face (left to right) the current one; False beyond the last."""
        order = sorted(self._faces, key=lambda face: face.box.x)
        ids = [face.face_id for face in order]
        at = ids.index(self.current) + step if self.current in ids else (0 if step > 0 else len(ids) - 1)
        self.set_current_face(ids[at] if 0 <= at < len(ids) else None)
        return 0 <= at < len(ids)

    # ------------------------------------------------------------ events
    def event(self, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.key() in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
            if event.type() == QEvent.Type.KeyPress:
                back = event.key() == Qt.Key.Key_Backtab or event.modifiers() & Qt.KeyboardModifier.ShiftModifier
                if self.next_face(-1 if back else 1):
                    return True
        elif isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride and self._takes(event):
            event.accept()
            return True
        elif isinstance(event, QNativeGestureEvent) and event.gestureType() == ZOOM_GESTURE:
            self._zoom(1 + event.value(), event.position())
            event.accept()
            return True
        elif isinstance(event, QNativeGestureEvent) and event.gestureType() == SMART_ZOOM_GESTURE:
            self._zoom_once(event.position())
            event.accept()
            return True
        return super().event(event)

    def _zoom_once(self, at: QPointF) -> None:
        """From the whole photo to every pixel, or to twice as large where that is more; and back."""
        if not self.view.is_fit:
            self.show_all()
            return
        self.view.zoom_to(max(1.0 / self.devicePixelRatioF(), 2 * self.view.fit_scale), at)
        self._after_zoom()

    def _takes(self, event: QKeyEvent) -> bool:
        """Whether a key is the stage's own now, before the window's shortcuts."""
        arrows = (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down)
        if event.key() in arrows:
            held = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
            return self.is_drawing or (held and self.current is not None)
        busy = self.is_drawing or self._edited is not None
        return busy and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        busy = self.is_drawing or self._edited is not None
        if self._step_box(event):
            return
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and busy:
            self._finish_by_key()
        elif event.key() == Qt.Key.Key_Escape and busy:
            self.stop_drawing()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.current is not None:
            if event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
                super().keyPressEvent(event)
            else:
                self.name_requested.emit(self.current)
        elif begins_name(event) and self.current is not None and not busy:
            self.typed.emit(event.text())
        else:
            super().keyPressEvent(event)

    # ------------------------------------------------------------ mouse
    def mousePressEvent(self, event: QMouseEvent) -> None:
        point = event.position()
        if event.button() == Qt.MouseButton.RightButton:
            face = self.face_at(point)
            self.set_current_face(face.face_id if face else None)
        elif event.button() == Qt.MouseButton.MiddleButton and (face := self.name_at(point) or self.face_at(point)):
            self.followed.emit(face.face_id)
        if event.button() != Qt.MouseButton.LeftButton:
            super().mousePressEvent(event)
            return
        current = self._face(self.current)
        if self.is_drawing:
            self._drag = _Drag("draw", point, point)
        elif current is not None and (corner := self._corner_at(current, point)) is not None:
            self._drag = _Drag("resize", point, point, current, corner, self.view.to_view(current.box))
        elif current is not None and self.face_at(point) == current:
            self._drag = _Drag("move", point, point, current, 0, self.view.to_view(current.box))
        else:
            self._drag = _Drag("pan", point, point, self.face_at(point))

    def _corner_at(self, face: StageFace, point: QPointF) -> int | None:
        for number, corner in enumerate(corners(self.view.to_view(face.box))):
            if (corner - point).manhattanLength() <= HANDLE_REACH:
                return number
        return None

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        point, drag = event.position(), self._drag
        if drag is None:
            self._hover(point)
            return
        if not drag.moved and (point - drag.start).manhattanLength() < DRAG_FROM_PX:
            return
        drag.moved = True
        if drag.kind == "pan":
            self.view.pan(point.x() - drag.last.x(), point.y() - drag.last.y())
            self.setCursor(Qt.CursorShape.ClosedHandCursor)
        elif drag.kind == "draw":
            self._draft = self.view.to_box(QRectF(drag.start, point))
        elif drag.frame is not None:
            frame = drag.frame.translated(point - drag.start)
            if drag.kind == "resize":
                frame = resized(drag.frame, drag.corner, point)
            self._edited = self.view.to_box(frame)
        drag.last = point
        self.update()

    def _hover(self, point: QPointF) -> None:
        face = self.name_at(point) or self.face_at(point) or self._near_plate(point)
        hovered = face.face_id if face else None
        if not self.is_drawing:
            pointing = self.name_at(point) is not None or self.face_at(point) is not None
            self.setCursor(Qt.CursorShape.PointingHandCursor if pointing else Qt.CursorShape.ArrowCursor)
        if hovered != self._hovered:
            self._hovered = hovered
            self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        drag, self._drag = self._drag, None
        if drag is None or event.button() != Qt.MouseButton.LeftButton:
            return
        if drag.kind == "draw" and drag.moved:
            box = self._draft
            self.stop_drawing()
            if box is not None:
                self.drawn.emit(box)
        elif drag.kind in ("move", "resize") and drag.moved and drag.face is not None and self._edited is not None:
            self.moved.emit(drag.face.face_id, self._edited)
        elif not drag.moved:
            self._click(event.position())
        self._hover(event.position())
        self.update()

    def _click(self, point: QPointF) -> None:
        """A plate names its face, or names it anew; a face leads to all photos of its person, or to its likes."""
        plate, face = self.name_at(point), self.face_at(point)
        clicked = plate or face
        self.set_current_face(clicked.face_id if clicked else None)
        if plate is not None:
            self.name_requested.emit(plate.face_id)
        elif face is not None:
            self.followed.emit(face.face_id)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if self.face_at(event.position()) is None:
            self.show_actual(event.position()) if self.view.is_fit else self.show_all()

    def leaveEvent(self, _event: QEvent) -> None:
        self._hovered = None
        self.update()
