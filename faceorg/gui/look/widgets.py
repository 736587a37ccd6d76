"""The small parts that pages are put together from: texts by role, buttons, segments, empty states, spacing by 8 px."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QEvent, QMetaMethod, QSize, Qt, Signal
from PySide6.QtGui import (
    QEnterEvent,
    QFont,
    QFontMetrics,
    QGuiApplication,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import (
    QAbstractButton,
    QButtonGroup,
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLayout,
    QMenu,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from faceorg.domain import FaceId
from faceorg.gui.look.face_painter import FacePainter
from faceorg.gui.look.icons import set_icon
from faceorg.gui.look.theme import GRID, Theme
from faceorg.gui.words.keys import give_letters, is_plain

# Of the highest control in the head of a page: headings stay where they are from page to page.
HEAD_HEIGHT = 34

# A name in the text of a button, pixels: two such buttons stand side by side in a sheet.
WIDEST_NAME = 20 * GRID


def label(text: str = "", role: str | None = None, *, wrap: bool = False, whole: bool = False) -> QLabel:
    """Make a text; role: heading, title, muted, small, danger, key, badge (see faceorg.qss); whole: see WholeText"""
    made = WholeText(text) if whole else QLabel(text)
    if role:
        made.setProperty("role", role)
    made.setWordWrap(wrap or whole)
    made.setTextFormat(Qt.TextFormat.PlainText)
    if QGuiApplication.layoutDirection() == Qt.LayoutDirection.RightToLeft:
        # Left alone, a label goes by its own words: a path or an English name would lie at the other edge.
        made.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter)
    return made


class WholeText(QLabel):
    """A text over several lines that is never given less height than it needs: a scroll area asks layouts for the least
    height of their parts, and for those it does not know how wide they will be."""

    def setText(self, text: str) -> None:
        super().setText(text)
        self._claim()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._claim()

    def _claim(self) -> None:
        self.setMinimumHeight(max(0, self.heightForWidth(self.width())))


class PushButton(QPushButton):
    """A button that Enter presses as Space does, before both mean something to the page."""

    def say_name(self, text: str, name: str, widest_px: int = WIDEST_NAME) -> None:
        """Show a text with "{name}" in it; a long name is cut with an ellipsis, and the tooltip has all of it."""
        shown = self.fontMetrics().elidedText(name, Qt.TextElideMode.ElideRight, widest_px)
        self.setText(text.format(name=shown))
        self.setToolTip(text.format(name=name) if shown != name else "")
        self.setAccessibleName(text.format(name=name))

    def event(self, event: QEvent) -> bool:
        return _keeps_its_keys(event) or super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not _pressed_by_enter(self, event):
            super().keyPressEvent(event)


class IconButton(QToolButton):
    """The same for an icon."""

    def event(self, event: QEvent) -> bool:
        return _keeps_its_keys(event) or super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not _pressed_by_enter(self, event):
            super().keyPressEvent(event)


class ChoiceBox(QComboBox):
    """A list to choose one from: Enter opens it, and is no shortcut of the page meanwhile."""

    def event(self, event: QEvent) -> bool:
        return _keeps_its_keys(event) or super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        self.showPopup() if event.key() in _ENTER else super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()  # the page scrolls; nobody chose another processor


_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


def _pressed_by_enter(pressed: QAbstractButton, event: QKeyEvent) -> bool:
    """Let Enter alone press a button; whether it was Enter, with whatever was held."""
    if event.key() not in _ENTER:
        return False
    if is_plain(event):
        pressed.click()
    else:
        event.ignore()
    return True


def _keeps_its_keys(event: QEvent) -> bool:
    """Whether a key is for the button that has the keyboard, and not a shortcut of the page."""
    if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.ShortcutOverride:
        return False
    if is_plain(event) and event.key() in (*_ENTER, Qt.Key.Key_Space):
        event.accept()
        return True
    return False


def button(text: str, on_click: Callable[[], object] | None = None, role: str | None = None) -> PushButton:
    """Make a button; role: primary (the next thing to do), danger, link, nav."""
    made = PushButton(text)
    made.setAutoDefault(False)
    if role:
        made.setProperty("role", role)
    if on_click:
        made.clicked.connect(lambda: on_click())
    return made


def set_role(part: QWidget, role: str | None) -> None:
    """Give a part that is there already another role."""
    part.setProperty("role", role)
    part.style().unpolish(part)
    part.style().polish(part)


def tool_button(
    theme: Theme, icon: str, name: str, on_click: Callable[[], object] | None = None, *, checkable: bool = False
) -> IconButton:
    """Make a quiet icon button; `name` is its tooltip and what a screen reader says."""
    made = IconButton()
    made.setToolTip(name)
    made.setAccessibleName(name)
    made.setIconSize(QSize(20, 20))
    made.setCheckable(checkable)
    made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    set_icon(made, icon, theme)
    if on_click:
        made.clicked.connect(lambda: on_click())
    return made


def row(
    *parts: QWidget | int | None, spacing: int = GRID, margins: tuple[int, int, int, int] = (0, 0, 0, 0)
) -> QHBoxLayout:
    """Lay widgets beside each other; an int is a stretch, None is left out."""
    made = QHBoxLayout()
    _fill(made, parts, spacing, margins)
    return made


def column(
    *parts: QWidget | int | None, spacing: int = GRID, margins: tuple[int, int, int, int] = (0, 0, 0, 0)
) -> QVBoxLayout:
    """Lay widgets below each other; an int is a stretch, None is left out."""
    made = QVBoxLayout()
    _fill(made, parts, spacing, margins)
    return made


def _fill(
    layout: QHBoxLayout | QVBoxLayout,
    parts: Sequence[QWidget | int | None],
    spacing: int,
    margins: tuple[int, int, int, int],
) -> None:
    layout.setSpacing(spacing)
    layout.setContentsMargins(*margins)
    for part in parts:
        if isinstance(part, int):
            layout.addStretch(part)
        elif isinstance(part, QWidget):
            layout.addWidget(part)


def clear_layout(layout: QLayout) -> None:
    """Take everything out of a layout, widgets and all."""
    while (item := layout.takeAt(0)) is not None:
        if (widget := item.widget()) is not None:
            widget.hide()
            widget.deleteLater()


def page_head(*parts: QWidget | int | None) -> QHBoxLayout:
    """Lay out the top of a page: its heading, what is said beside it, controls at the end; alike on every page."""
    made = row(*parts, spacing=2 * GRID, margins=(24, 16, 24, 8))
    made.addStrut(HEAD_HEIGHT)
    return made


def rounded(menu: QMenu) -> QMenu:
    """Let the corners of a menu be as round as the style sheet says, and its lines be chosen by a letter each."""
    give_letters(menu)
    menu.setWindowFlags(menu.windowFlags() | Qt.WindowType.FramelessWindowHint | Qt.WindowType.NoDropShadowWindowHint)
    menu.setAttribute(Qt.WidgetAttribute.WA_TranslucentBackground)
    return menu


def boxed(layout: QHBoxLayout | QVBoxLayout, role: str | None = None) -> QFrame:
    """Put a layout into a frame; role: card, strip, warning (see faceorg.qss)."""
    frame = QFrame()
    if role:
        frame.setProperty("role", role)
    frame.setLayout(layout)
    return frame


def line() -> QFrame:
    made = QFrame()
    made.setProperty("role", "line")
    return made


class Segments(QFrame):
    """Two or three choices, one of which holds: [Faces | Photos].

    Signals
    -------
    chosen(str) : the key of the choice the user made
    """

    chosen = Signal(str)

    def __init__(self, choices: Sequence[tuple[str, str]], name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "segments")
        self.setAccessibleName(name)
        self._buttons: dict[str, QPushButton] = {}
        group = QButtonGroup(self)
        layout = row(spacing=2, margins=(2, 2, 2, 2))
        for key, text in choices:
            made = button(text, partial(self.chosen.emit, key))
            made.setCheckable(True)
            made.setAccessibleName(f"{name}: {text}")
            bold = QFont(made.font())
            bold.setWeight(QFont.Weight.DemiBold)
            made.setMinimumWidth(QFontMetrics(bold).horizontalAdvance(text) + 4 * GRID)
            group.addButton(made)
            layout.addWidget(made)
            self._buttons[key] = made
        self.setLayout(layout)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.set_choice(choices[0][0])

    def choice(self) -> str:
        return next(key for key, made in self._buttons.items() if made.isChecked())

    def set_choice(self, key: str) -> None:
        """Show a choice without telling anybody."""
        self._buttons[key].setChecked(True)

    def button(self, key: str) -> QPushButton:
        return self._buttons[key]


class EmptyState(QWidget):
    """What an empty page says: one sentence and one button."""

    def __init__(
        self, heading: str, sentence: str, button_text: str = "", on_click: Callable[[], object] | None = None
    ) -> None:
        super().__init__()
        heading_label, text = label(heading, "heading"), label(sentence, "muted", wrap=True)
        text.setMinimumWidth(28 * GRID)
        text.setMaximumWidth(60 * GRID)
        for part in (heading_label, text):
            part.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.heading, self.sentence = heading_label, text
        self.button = button(button_text, on_click, "primary") if button_text else None
        layout = column(1, heading_label, spacing=GRID, margins=(24, 32, 24, 32))
        layout.addLayout(row(1, text, 1))
        if self.button:
            layout.addSpacing(GRID)
            layout.addLayout(row(1, self.button, 1))
            self.setFocusProxy(self.button)
        layout.addStretch(2)
        self.setLayout(layout)


class FaceView(QWidget):
    """One face on its own, round (a person) or square (a found face); where a click does something, it says so.

    Signals
    -------
    clicked(), middle_clicked() : with the left button, with the middle one
    """

    clicked = Signal()
    middle_clicked = Signal()

    def __init__(
        self, face_painter: FacePainter, side: int, *, round_: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._painter, self._round = face_painter, round_
        self.face_id: FaceId | None = None
        self.automatic = self._hovered = False
        self.setFixedSize(side, side)
        face_painter.thumbnails.arrived.connect(self._on_arrived)
        face_painter.theme.changed.connect(self.update)

    def show_face(self, face_id: FaceId | None, *, automatic: bool = False) -> None:
        self.face_id, self.automatic = face_id, automatic
        self.update()

    def _on_arrived(self, face_ids: list[FaceId]) -> None:
        if self.face_id in face_ids:
            self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        self._painter.draw(
            painter,
            self.rect().toRectF(),
            self.face_id,
            round_=self._round,
            automatic=self.automatic,
            focused=self.hasFocus(),
            hovered=self._hovered,
        )
        painter.end()

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self._hovered = self.isSignalConnected(QMetaMethod.fromSignal(self.clicked))
        if self._hovered:
            self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._hovered = False
        self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self.clicked.emit()
        elif event.button() == Qt.MouseButton.MiddleButton:
            self.middle_clicked.emit()


class ElidedLabel(QLabel):
    """A one-line text that is cut with an ellipsis where room ends, with the whole in its tooltip."""

    def __init__(
        self, text: str = "", mode: Qt.TextElideMode = Qt.TextElideMode.ElideRight, *, snug: bool = False
    ) -> None:
        """snug: take no more room than the text needs, so that what follows comes right after it."""
        super().__init__(text)
        self._mode = mode
        width = QSizePolicy.Policy.Maximum if snug else QSizePolicy.Policy.Ignored
        self.setSizePolicy(width, QSizePolicy.Policy.Preferred)

    def minimumSizeHint(self) -> QSize:
        return QSize(4 * GRID, super().minimumSizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(self.palette().windowText().color())
        shown = QFontMetrics(self.font()).elidedText(self.text(), self._mode, self.width())
        self.setToolTip(self.text() if shown != self.text() else "")
        painter.drawText(self.rect(), int(self.alignment() | Qt.AlignmentFlag.AlignVCenter), shown)
        painter.end()
