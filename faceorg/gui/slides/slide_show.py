"""Photos one after the other over the whole screen, each for some seconds, the next one fading in.

By key: see `keys`.
By mouse: a click goes on, the wheel steps; a bar with all of it shows while the pointer moves.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, QTimer, QVariantAnimation, Signal
from PySide6.QtGui import (
    QCloseEvent,
    QColor,
    QFont,
    QFontMetricsF,
    QIcon,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPixmap,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QToolButton, QWidget

from faceorg.domain import Photo, PhotoId
from faceorg.gui.look.icons import pixmap
from faceorg.gui.look.photo_images import LoadedPhoto, PhotoImages
from faceorg.gui.look.theme import GRID
from faceorg.gui.look.widgets import row
from faceorg.gui.session.session import Session
from faceorg.gui.slides import pace
from faceorg.gui.slides.keys import SlideVerb, keys_in_words, said, said_with_key, verb_of
from faceorg.gui.words.dates import taken_in_words
from faceorg.gui.words.i18n import number, tr
from faceorg.library.opening.library import Library
from faceorg.library.views import face_views, photo_views
from faceorg.messages.message import Message

FADE_MS = 500
# The bar and the pointer go when the pointer rests this long.
REST_MS = 2500
SIGN = "#e8e8ea"
PAUSE_PX = 48
# What one notch of a wheel turns, in eighths of a degree (QWheelEvent.angleDelta).
NOTCH = 120


@dataclass(frozen=True)
class Slide:
    """A photo and what is written below it."""

    photo: Photo
    people: tuple[str, ...]


class SlideShow(QWidget):
    """The show; closing it ends it.

    Signals
    -------
    ended(PhotoId) : it was closed; which photo was shown last
    """

    ended = Signal(int)

    def __init__(self, session: Session, window: QWidget, photo_ids: Sequence[PhotoId], first: int = 0) -> None:
        super().__init__(window, Qt.WindowType.Window | Qt.WindowType.FramelessWindowHint)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setWindowTitle(tr("Slideshow"))
        self.setAccessibleName(tr("Slideshow"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self._session, self._ids, self.at = session, list(photo_ids), first
        self.is_paused, self._turned = False, 0
        self.slide: Slide | None = None
        self.keys: QFrame | None = None  # what each key does, once somebody has asked
        self._before, self._image = QImage(), QImage()
        self._unreadable: set[PhotoId] = set()
        self.images = PhotoImages(
            lambda photo, px, cancel: session.helper.fitted_picture(photo, px, cancel=cancel), self
        )
        self.images.arrived.connect(self._on_image)
        self.images.failed.connect(self._on_failed)
        self._turn = QTimer(self, singleShot=True)
        self._turn.timeout.connect(lambda: self.step(1))
        self._fade = QVariantAnimation(self, startValue=0.0, endValue=1.0, duration=FADE_MS)
        self._fade.valueChanged.connect(lambda _share: self.update())
        self._rest = QTimer(self, singleShot=True, interval=REST_MS)
        self._rest.timeout.connect(self._hide_bar)
        self.bar = self._made_bar()
        session.close_begun.connect(self.close)
        self._say_pace()
        self._read()

    def _made_bar(self) -> QFrame:
        self.pause = self._tool("pause", said_with_key(SlideVerb.WAIT), self.toggle_pause)
        self.pace = QLabel()
        self.pace.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.place = QLabel()
        parts = [
            self._tool("back", said_with_key(SlideVerb.BEFORE), lambda: self.step(-1)),
            self.pause,
            self._tool("forward", said_with_key(SlideVerb.NEXT), lambda: self.step(1)),
            self.place,
            self._tool("minus", said_with_key(SlideVerb.SHORTER), lambda: self._change_pace(-1)),
            self.pace,
            self._tool("plus", said_with_key(SlideVerb.LONGER), lambda: self._change_pace(1)),
            self._tool("close", said_with_key(SlideVerb.END), self.close),
        ]
        bar = QFrame(self)
        bar.setObjectName("slideBar")
        bar.setLayout(row(*parts, spacing=GRID, margins=(12, 6, 12, 6)))
        bar.hide()
        return bar

    def _tool(self, icon: str, name: str, on_click: Callable[[], object]) -> QToolButton:
        made = QToolButton()
        made.setIcon(QIcon(pixmap(icon, SIGN, 20, self.devicePixelRatioF())))
        made.setIconSize(QSize(20, 20))
        made.setToolTip(name)
        made.setAccessibleName(name)
        made.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the keys are the show's
        made.clicked.connect(lambda: on_click())
        return made

    # ------------------------------------------------------------ going on
    @property
    def photo_id(self) -> PhotoId:
        """The photo whose turn it is."""
        return self._ids[self.at]

    def step(self, by: int) -> None:
        """Go on, or back; after the last comes the first."""
        self._go((self.at + by) % len(self._ids))

    def _go(self, at: int) -> None:
        self.at = at
        self._turn.stop()
        self._read()

    def toggle_pause(self) -> None:
        """Stay with this photo, or go on."""
        self.is_paused = not self.is_paused
        self.pause.setIcon(QIcon(pixmap("play" if self.is_paused else "pause", SIGN, 20, self.devicePixelRatioF())))
        self._turn.stop() if self.is_paused else self._await_turn()
        self.update()

    def _await_turn(self) -> None:
        if not self.is_paused and len(self._ids) > 1:
            self._turn.start(pace.seconds(self._session.settings) * 1000)

    def _change_pace(self, by: int) -> None:
        pace.step(self._session.settings, by)
        self._say_pace()
        if self._turn.isActive():
            self._await_turn()

    def _say_pace(self) -> None:
        self.pace.setText(tr("%Ln s", None, pace.seconds(self._session.settings)))
        self.place.setText(tr("{place} of {count}").format(place=number(self.at + 1), count=number(len(self._ids))))
        self._place_bar()

    # ------------------------------------------------------------ pictures
    def _wanted_px(self) -> int:
        return max(1, round(max(self.width(), self.height()) * self.devicePixelRatioF()))

    def _read(self) -> None:
        library, photo_id = self._session.library, self.photo_id
        self._say_pace()
        self._session.runner.read(lambda: _read_slide(library, photo_id), self._on_read, self)

    def _on_read(self, found: tuple[Photo, tuple[int, ...]]) -> None:
        photo, people = found
        if photo.id != self.photo_id:
            return  # somebody has gone on meanwhile
        names = [self._session.people_cache.name(who) for who in people]  # type: ignore[arg-type]  # ids, as plain numbers
        self.slide = Slide(photo, tuple(name for name in names if name))
        self.images.request(photo, self._wanted_px())

    def _on_image(self, loaded: LoadedPhoto) -> None:
        if self.slide is None or not loaded.is_of(self.slide.photo) or self.slide.photo.id != self.photo_id:
            return
        self._before, self._image = self._image, loaded.image
        self.setAccessibleDescription(self._caption())
        self._fade.stop()
        self._fade.start()
        self._await_turn()
        QTimer.singleShot(0, self, self._read_next)

    def _read_next(self) -> None:
        """Have the next photo at hand before its turn."""
        library, following = self._session.library, self._ids[(self.at + 1) % len(self._ids)]
        self._session.runner.read(
            lambda: photo_views.photo(library, following),
            lambda photo: self.images.request(photo, self._wanted_px(), soon=True),
            self,
        )

    def _on_failed(self, photo_id: int, _why: Message) -> None:
        """Pass over what cannot be shown; where that is all of them, say so and end."""
        self._unreadable.add(PhotoId(photo_id))
        if self._unreadable.issuperset(self._ids):
            self._session.notice(tr("None of these photos can be shown now."))
            self.close()
        elif photo_id == self.photo_id:
            self.step(1)

    # ------------------------------------------------------------ painting
    def _caption(self) -> str:
        if self.slide is None:
            return ""
        names = ", ".join(dict.fromkeys(self.slide.people))
        return "  ·  ".join(part for part in (taken_in_words(self.slide.photo), names) if part)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), Qt.GlobalColor.black)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        share = float(self._fade.currentValue() or 0.0)
        for image, opacity in ((self._before, 1.0 - share), (self._image, share)):
            if not image.isNull() and opacity > 0:
                painter.setOpacity(opacity)
                painter.drawImage(self._fitted(image), image)
        painter.setOpacity(1.0)
        self._paint_caption(painter)
        if self.is_paused:
            painter.drawPixmap(self.width() - PAUSE_PX - 4 * GRID, 4 * GRID, self._pause_sign())
        painter.end()

    def _pause_sign(self) -> QPixmap:
        """It waits: seen on every photo, for as long as it does."""
        ratio = self.devicePixelRatioF()
        sign = QPixmap(round(PAUSE_PX * ratio), round(PAUSE_PX * ratio))
        sign.setDevicePixelRatio(ratio)
        sign.fill(Qt.GlobalColor.transparent)
        painter = QPainter(sign)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(0, 0, 0, 140))
        painter.drawEllipse(0, 0, PAUSE_PX, PAUSE_PX)
        painter.drawPixmap(PAUSE_PX // 4, PAUSE_PX // 4, pixmap("pause", SIGN, PAUSE_PX // 2, ratio))
        painter.end()
        return sign

    def _fitted(self, image: QImage) -> QRectF:
        scale = min(self.width() / image.width(), self.height() / image.height())
        wide, high = image.width() * scale, image.height() * scale
        return QRectF((self.width() - wide) / 2, (self.height() - high) / 2, wide, high)

    def _paint_caption(self, painter: QPainter) -> None:
        if not (text := self._caption()):
            return
        font = QFont(self.font())
        font.setPointSizeF(font.pointSizeF() + 3)
        painter.setFont(font)
        shown = QFontMetricsF(font).elidedText(text, Qt.TextElideMode.ElideRight, self.width() - 8 * GRID)
        at = QPointF(4 * GRID, self.height() - 4 * GRID)
        for color, shift in ((Qt.GlobalColor.black, 1.5), (Qt.GlobalColor.white, 0.0)):  # seen on every photo
            painter.setPen(color)
            painter.drawText(at + QPointF(shift, shift), shown)

    # ------------------------------------------------------------ hands
    def keyPressEvent(self, event: QKeyEvent) -> None:
        verbs: dict[SlideVerb, Callable[[], object]] = {
            SlideVerb.WAIT: self.toggle_pause,
            SlideVerb.NEXT: lambda: self.step(1),
            SlideVerb.BEFORE: lambda: self.step(-1),
            SlideVerb.FIRST: lambda: self._go(0),
            SlideVerb.LAST: lambda: self._go(len(self._ids) - 1),
            SlideVerb.SHORTER: lambda: self._change_pace(-1),
            SlideVerb.LONGER: lambda: self._change_pace(1),
            SlideVerb.TELL: self.tell_keys,
            SlideVerb.END: self.close,
        }
        if (verb := verb_of(event.key())) is not None:
            verbs[verb]()

    def tell_keys(self) -> None:
        """Show over the photo what each key does, or show it no more."""
        if self.keys is None:
            table = QGridLayout()
            table.setHorizontalSpacing(3 * GRID)
            for line, verb in enumerate(SlideVerb):
                table.addWidget(QLabel(said(verb)), line, 0)
                table.addWidget(QLabel("   ".join(keys_in_words(verb))), line, 1)
            self.keys = QFrame(self)
            self.keys.setObjectName("slideBar")
            self.keys.setAccessibleName(tr("Keys"))
            table.setContentsMargins(24, 16, 24, 16)
            self.keys.setLayout(table)
            self.keys.hide()
        self.keys.setVisible(not self.keys.isVisible())
        self._place_bar()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self.step(1)
        elif event.button() == Qt.MouseButton.BackButton:
            self.step(-1)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """A notch's worth of turning is a photo: a touchpad sends it in many small turns."""
        turned = event.angleDelta().y()
        if turned * self._turned < 0:
            self._turned = 0  # the other way now
        self._turned += turned
        if abs(self._turned) >= NOTCH:
            self.step(-1 if self._turned > 0 else 1)
            self._turned = 0

    def mouseMoveEvent(self, _event: QMouseEvent) -> None:
        self.unsetCursor()
        self.bar.show()
        self._place_bar()
        self._rest.start()

    def _hide_bar(self) -> None:
        if self.bar.underMouse():
            self._rest.start()
            return
        self.bar.hide()
        self.setCursor(Qt.CursorShape.BlankCursor)

    def _place_bar(self) -> None:
        if hasattr(self, "bar"):
            self.bar.adjustSize()
            self.bar.move((self.width() - self.bar.width()) // 2, self.height() - self.bar.height() - 8 * GRID)
        if self.keys is not None:
            self.keys.adjustSize()
            self.keys.move(self.rect().center() - self.keys.rect().center())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_bar()

    def closeEvent(self, event: QCloseEvent) -> None:
        self._turn.stop()
        self._fade.stop()
        self.images.close()
        self.ended.emit(self.photo_id)
        super().closeEvent(event)


def _read_slide(library: Library, photo_id: PhotoId) -> tuple[Photo, tuple[int, ...]]:
    """Read a photo and who is in it, from left to right; for a worker thread."""
    seen = sorted(face_views.faces_of_photo(library, photo_id), key=lambda face: face.box.x)
    return photo_views.photo(library, photo_id), tuple(face.person_id for face in seen if face.person_id is not None)
