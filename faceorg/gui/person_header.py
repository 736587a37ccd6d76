"""Who a page is about: cover, name, birth date, counts; and how the faces below are shown."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QSize, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QMenu, QStackedWidget, QWidget

from faceorg.domain import PersonId, PersonSummary
from faceorg.gui.i18n import day, tr
from faceorg.gui.session import Session
from faceorg.gui.theme import GRID
from faceorg.gui.widgets import ElidedLabel, FaceView, Segments, TextField, button, column, rounded, row, tool_button

COVER_SIDE = 72
WIDE_PX = 800
BY_TIME, BY_FIT = "time", "fit"
FACES, PHOTOS = "faces", "photos"


class PersonHeader(QWidget):
    """The header.

    Signals
    -------
    renamed(str), birth_clicked(), what_chosen(str), order_chosen(str)
    """

    renamed = Signal(str)
    birth_clicked = Signal()
    what_chosen = Signal(str)
    order_chosen = Signal(str)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.cover = FaceView(session.faces, COVER_SIDE, round_=True)
        self.name = ElidedLabel()
        self.name.setProperty("role", "heading")
        self.edit = TextField()
        self.edit.setAccessibleName(tr("Name"))
        self.edit.returnPressed.connect(self._on_renamed)
        self.edit.cancelled.connect(self.stop_renaming)
        self.edit.editingFinished.connect(self.stop_renaming)  # also when the keyboard goes elsewhere
        self.edit.setMaximumWidth(40 * GRID)
        self._name_place = QStackedWidget()
        self._name_place.addWidget(self.name)
        self._name_place.addWidget(self.edit)
        self._person_id: PersonId | None = None
        self.born = button("", self.birth_clicked.emit, "link")
        self.counts = ElidedLabel(snug=True)
        self.counts.setProperty("role", "muted")
        self.what = Segments([(FACES, tr("Faces")), (PHOTOS, tr("Photos"))], tr("Shown"))
        self.what.chosen.connect(self.what_chosen)
        self.order = Segments([(BY_TIME, tr("By time")), (BY_FIT, tr("Least alike first"))], tr("Sort"))
        self.order.chosen.connect(self.order_chosen)
        self.menu = rounded(QMenu(self))
        more = tool_button(session.theme, "more", tr("More about this person"))
        more.clicked.connect(lambda: self._open_menu(more))
        details = row(self.counts, self.born, 1, spacing=GRID)
        texts = column(1, spacing=0)
        texts.addWidget(self._name_place)
        texts.addLayout(details)
        texts.addStretch(1)
        layout = row(self.cover, spacing=12, margins=(24, 16, 24, 12))
        layout.addLayout(texts, 1)
        layout.addWidget(self.order)
        layout.addWidget(self.what)
        layout.addWidget(more)
        self.setLayout(layout)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where room is scarce, the counts need it more than the link; the menu has it too."""
        super().resizeEvent(event)
        self.born.setVisible(self.width() >= WIDE_PX)

    def minimumSizeHint(self) -> QSize:
        """Without the link, which gives way."""
        least = super().minimumSizeHint()
        return least - QSize(self.born.minimumSizeHint().width() + GRID if not self.born.isHidden() else 0, 0)

    def _open_menu(self, below: QWidget) -> None:
        """Under the button, its far edge below the button's: the button stands at the window's edge."""
        corner, wide = below.rect().bottomRight() + QPoint(1, 4), self.menu.sizeHint().width()
        if self.isRightToLeft():
            corner = below.rect().bottomLeft() + QPoint(wide, 4)
        self.menu.popup(below.mapToGlobal(corner - QPoint(wide, 0)))

    def show_person(self, summary: PersonSummary) -> None:
        person = summary.person
        if person.id != self._person_id:
            self._person_id = person.id
            self.stop_renaming()  # it was about somebody else
        self.cover.show_face(person.cover_face_id)
        self.cover.setAccessibleName(person.name)
        self.name.setText(person.name)
        parts = [
            tr("%n photo(s)", None, summary.photos),
            tr("%n face(s)", None, summary.faces),
        ]
        if summary.automatic:
            parts.append(tr("%n not confirmed", None, summary.automatic))
        if person.hidden:
            parts.append(tr("hidden"))
        self.counts.setText("  ·  ".join(parts))
        self.born.setVisible(self.width() >= WIDE_PX)
        self.born.setText(tr("born {date}").format(date=day(person.born_on)) if person.born_on else tr("Birth date…"))

    def rename(self) -> None:
        self.edit.setText(self.name.text())
        self._name_place.setCurrentWidget(self.edit)
        self.edit.setFocus()
        self.edit.selectAll()

    def is_renaming(self) -> bool:
        return self._name_place.currentWidget() is self.edit

    def stop_renaming(self) -> None:
        self._name_place.setCurrentWidget(self.name)

    def _on_renamed(self) -> None:
        name = self.edit.text().strip()
        self.stop_renaming()
        if name and name != self.name.text():
            self.renamed.emit(name)
