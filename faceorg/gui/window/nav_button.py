"""An entry of the sidebar: an icon or a cover, a name that is cut where room ends, and a count at the trailing edge."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QHelpEvent, QIcon, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QSizePolicy, QStyle, QStyleOptionButton, QToolTip

from faceorg.domain import FaceId, PersonSummary
from faceorg.gui.look.theme import GRID
from faceorg.gui.look.widgets import PushButton
from faceorg.gui.session.session import Session

ICON = 20


class NavButton(PushButton):
    """The entry; where its name is cut, its tooltip says the whole."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.count = ""
        self._is_narrow = False
        self.setProperty("role", "nav")
        self.setCheckable(True)
        self.setIconSize(QSize(ICON, ICON))
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)  # a long name is cut

    def set_count(self, text: str) -> None:
        self.count = text
        self.setAccessibleName(f"{self.text()} {text}".strip())
        self.update()

    def set_narrow(self, narrow: bool) -> None:
        """Show the icon alone; the tooltip says the rest."""
        self._is_narrow = narrow
        self.update()

    def nextCheckState(self) -> None:
        """A click goes somewhere, or opens a menu; what is lit is where the window is."""

    def sizeHint(self) -> QSize:
        whole = super().sizeHint()
        return QSize(ICON, whole.height()) if self._is_narrow else whole

    def _room(self) -> int:
        """How wide the name may be."""
        option = QStyleOptionButton()
        self.initStyleOption(option)
        room = self.style().subElementRect(QStyle.SubElement.SE_PushButtonContents, option, self).width() - 4
        room -= ICON + 4 if not self.icon().isNull() else 0
        return room - (self.fontMetrics().horizontalAdvance(self.count) + GRID if self.count else 0)

    def is_cut(self) -> bool:
        """Whether the name has not all the room it needs."""
        return self._is_narrow or self.fontMetrics().horizontalAdvance(self.text()) > self._room()

    def _whole(self) -> str:
        return f"{self.text()} {self.count}".strip() if self._is_narrow else self.text()

    def paintEvent(self, event: QPaintEvent) -> None:
        option = QStyleOptionButton()
        self.initStyleOption(option)
        area = self.style().subElementRect(QStyle.SubElement.SE_PushButtonContents, option, self)
        option.text = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, max(0, self._room()))
        if self._is_narrow:
            option.text = ""
        painter = QPainter(self)
        self.style().drawControl(QStyle.ControlElement.CE_PushButton, option, painter, self)
        if self.count and not self._is_narrow:
            painter.setPen(self.palette().placeholderText().color())
            aligned = Qt.AlignmentFlag.AlignTrailing | Qt.AlignmentFlag.AlignVCenter
            painter.drawText(area.adjusted(0, 0, -4, 0), aligned, self.count)
        painter.end()

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and not self.toolTip():
            QToolTip.showText(event.globalPos(), self._whole() if self.is_cut() else "", self)
            return True
        return super().event(event)


class FavouriteEntry(NavButton):
    """The entry of a person, with its cover."""

    def __init__(self, session: Session, summary: PersonSummary) -> None:
        super().__init__(session.people_cache.label(summary.person.id))
        self._session, self.person_id = session, summary.person.id
        self._face: FaceId | None = summary.person.cover_face_id
        session.thumbnails.arrived.connect(self._on_arrived)
        session.theme.changed.connect(self._draw)
        self._draw()

    def _on_arrived(self, face_ids: list[FaceId]) -> None:
        if self._face in face_ids:
            self._draw()

    def _draw(self) -> None:
        ratio = self.devicePixelRatioF()
        drawn = QPixmap(round(ICON * ratio), round(ICON * ratio))
        drawn.setDevicePixelRatio(ratio)
        drawn.fill(Qt.GlobalColor.transparent)
        painter = QPainter(drawn)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        self._session.faces.draw(painter, QRectF(0, 0, ICON, ICON), self._face, round_=True)
        painter.end()
        self.setIcon(QIcon(drawn))
