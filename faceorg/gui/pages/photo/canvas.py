"""A photo on a dark stage with frames around its faces: what is shown, how far it is zoomed, how it is painted."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt, QTimer, Signal
from PySide6.QtGui import QFont, QImage, QPainter, QPaintEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QWidget

from faceorg.boxes import Box
from faceorg.domain import FaceId
from faceorg.gui.look.photo_images import LoadedPhoto
from faceorg.gui.look.theme import Theme
from faceorg.gui.pages.photo.faces import SMALLEST_FRAME, StageFace, paint_frame, paint_pill, pill_rect
from faceorg.gui.pages.photo.view import StageView
from faceorg.gui.words.i18n import tr

# Once zoomed beyond the pixels at hand for this long, every pixel is fetched.
SHARPEN_AFTER_MS = 180


class StageCanvas(QWidget):
    """The picture and its frames; what the mouse and the keys do is `PhotoStage`'s.

    Signals
    -------
    current_face_changed(object) : FaceId of the current face, or None
    sharper_requested() : zoomed in beyond the pixels at hand
    resized() : the photo is wanted for another room
    """

    current_face_changed = Signal(object)
    sharper_requested = Signal()
    resized = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.view = StageView()
        self._image, self.is_full, self.message = QImage(), False, ""
        self._faces: list[StageFace] = []
        self.current: FaceId | None = None
        self._hovered: FaceId | None = None
        self.frames_held = self.frames_stay = False
        self._draft: Box | None = None  # a face being drawn
        self._edited: Box | None = None  # the current face's box while it is moved
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setAccessibleName(tr("Photo"))
        self._sharpen = QTimer(self, singleShot=True, interval=SHARPEN_AFTER_MS)
        self._sharpen.timeout.connect(self._sharpen_if_needed)
        self._settle = QTimer(self, singleShot=True, interval=SHARPEN_AFTER_MS)
        self._settle.timeout.connect(self.resized.emit)

    # ------------------------------------------------------------ what is shown
    def show_photo(self, width: int, height: int) -> None:
        """Begin with another photo of this size; its pixels follow."""
        self._image, self.is_full, self.message = QImage(), False, ""
        self.view.size = QSizeF(max(1, width), max(1, height))
        self.view.show_all()
        self.current = self._hovered = self._draft = self._edited = None
        self.update()

    def show_image(self, loaded: LoadedPhoto) -> None:
        """Show pixels of the photo that is on stage; coarser ones than those at hand are dropped."""
        if self._image.isNull() or loaded.image.width() > self._image.width():
            self._image, self.is_full, self.message = loaded.image, loaded.is_full, ""
        if loaded.full_width and self.view.size != QSizeF(loaded.full_width, loaded.full_height):
            self.view.size = QSizeF(loaded.full_width, loaded.full_height)
        self.update()

    def show_message(self, text: str) -> None:
        """Say why there is no picture."""
        self._image, self.message = QImage(), text
        self.update()

    @property
    def has_picture(self) -> bool:
        return not self._image.isNull()

    def show_faces(self, faces: Sequence[StageFace]) -> None:
        self._faces = list(faces)
        self._edited = None
        if self.current is not None and self._face(self.current) is None:
            self.set_current_face(None)
        names = ", ".join(face.name or tr("Face without a name") for face in faces)
        self.setAccessibleDescription(f"{tr('%Ln face(s)', None, len(faces))}: {names}" if faces else tr("No faces"))
        self.update()

    def faces(self) -> list[StageFace]:
        return list(self._faces)

    def _face(self, face_id: FaceId | None) -> StageFace | None:
        return next((face for face in self._faces if face.face_id == face_id), None)

    def set_current_face(self, face_id: FaceId | None) -> None:
        """Make a face the current one."""
        if face_id != self.current:
            self.current, self._edited = face_id, None
            self.current_face_changed.emit(face_id)
            self.update()

    def frame_of(self, face_id: FaceId) -> QRectF:
        """Return a face's frame in view pixels, empty for an unknown one."""
        face = self._face(face_id)
        return self.view.to_view(face.box) if face else QRectF()

    def wanted_px(self) -> int:
        """Return the long side in device pixels that fills the stage."""
        fitted = self.view.size * self.view.fit_scale
        return max(1, round(max(fitted.width(), fitted.height()) * self.devicePixelRatioF()))

    def hold_frames(self, held: bool) -> None:
        """Show all frames and names."""
        self.frames_held = held
        self.update()

    def let_frames_stay(self, stay: bool) -> None:
        """The same until it is said otherwise, from photo to photo."""
        self.frames_stay = stay
        self.update()

    # ------------------------------------------------------------ zoom
    def resizeEvent(self, event: QResizeEvent) -> None:
        self.view.room = QSizeF(event.size())
        self._settle.start()

    def wheelEvent(self, event: QWheelEvent) -> None:
        self._zoom(1.0015 ** event.angleDelta().y(), event.position())
        event.accept()

    def zoom(self, factor: float) -> None:
        self._zoom(factor, None)

    def _zoom(self, factor: float, at: QPointF | None) -> None:
        self.view.zoom(factor, at)
        self._after_zoom()

    def show_all(self) -> None:
        self.view.show_all()
        self._after_zoom()

    def show_part(self, part: Box) -> None:
        """Fit a part of the photo into the stage."""
        self.view.show_part(part)
        self._after_zoom()

    def show_actual(self, at: QPointF | None = None) -> None:
        """One pixel of the photo for one of the screen."""
        self.view.zoom_to(1.0 / self.devicePixelRatioF(), at)
        self._after_zoom()

    def _after_zoom(self) -> None:
        self._sharpen.start()
        self.update()

    def _sharpen_if_needed(self) -> None:
        shown = self.view.photo_rect().width() * self.devicePixelRatioF()
        if not self.is_full and not self._image.isNull() and shown > self._image.width() * 1.05:
            self.sharper_requested.emit()

    # ------------------------------------------------------------ what lies under a point
    def face_at(self, point: QPointF) -> StageFace | None:
        """Return the smallest face under a point."""
        under = [face for face in self._faces if self.view.to_view(face.box).contains(point)]
        return min(under, key=lambda face: face.box.width * face.box.height, default=None)

    def name_at(self, point: QPointF) -> StageFace | None:
        """Return the face whose plate is under a point."""
        return next((face for face in self.shown_faces() if self.pill_of(face).contains(point)), None)

    def _near_plate(self, point: QPointF) -> StageFace | None:
        """Return the face under the pointer before, while it is between the frame and its plate: the way there."""
        face = self._face(self._hovered)
        if face is None:
            return None
        way = self.view.to_view(face.box).united(self.pill_of(face))
        return face if way.contains(point) else None

    # ------------------------------------------------------------ painting
    def shown_faces(self) -> list[StageFace]:
        """Return the faces whose frames are drawn and in sight: a name without its face says nothing."""
        wanted = self._faces
        if not (self.frames_held or self.frames_stay) and self._draft is None:
            wanted = [face for face in self._faces if face.face_id in (self.current, self._hovered)]
        room = QRectF(self.rect())
        return [face for face in wanted if self.view.to_view(face.box).intersects(room)]

    def _pill_font(self) -> QFont:
        font = QFont(self.font())
        font.setWeight(QFont.Weight.DemiBold)
        return font

    def _pill_text(self, face: StageFace) -> str:
        return face.name or (tr("Put aside") if face.aside else tr("Who is this?"))

    def pill_of(self, face: StageFace) -> QRectF:
        frame = self.view.to_view(face.box)
        return pill_rect(frame, self._pill_text(face), self._pill_font(), QRectF(self.rect()))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._theme.color("stage"))
        if self._image.isNull():
            self._paint_message(painter)
        else:
            self._paint_photo(painter)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(self._pill_font())
        for face in self.shown_faces():
            box = self._edited if self._edited is not None and face.face_id == self.current else face.box
            frame = self.view.to_view(box)
            if frame.width() >= SMALLEST_FRAME / 2:
                paint_frame(painter, frame, face, self._theme.color("accent"), current=face.face_id == self.current)
        for face in self.shown_faces():
            paint_pill(painter, self.pill_of(face), self._pill_text(face), muted=not face.name)
        if self._draft is not None:
            draft = StageFace(FaceId(0), self._draft)
            paint_frame(painter, self.view.to_view(self._draft), draft, self._theme.color("accent"), current=True)
        painter.end()

    def _paint_photo(self, painter: QPainter) -> None:
        """Paint only the part in sight: the cost follows the stage, not the photo."""
        whole = self.view.photo_rect()
        shown = whole.intersected(QRectF(self.rect()))
        if shown.isEmpty():
            return
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        across, down = self._image.width() / whole.width(), self._image.height() / whole.height()
        source = QRectF(
            (shown.x() - whole.x()) * across,
            (shown.y() - whole.y()) * down,
            shown.width() * across,
            shown.height() * down,
        )
        painter.drawImage(shown, self._image, source)

    def _paint_message(self, painter: QPainter) -> None:
        painter.setPen(self._theme.color("on_stage"))
        area = QRectF(self.rect()).adjusted(48, 48, -48, -48)
        flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
        painter.drawText(area, int(flags), self.message)
