"""Who a page is about: cover, name, birth date, counts; and how the faces below are shown."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QSize, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QMenu, QStackedWidget, QWidget

from faceorg.domain import PersonId, PersonSummary
from faceorg.gui.look.theme import GRID
from faceorg.gui.look.widgets import ElidedLabel, FaceView, Segments, button, column, rounded, row, tool_button
from faceorg.gui.naming.inline_name import InlineName
from faceorg.gui.naming.name_field import NameChoice
from faceorg.gui.session.session import Session
from faceorg.gui.words.i18n import day, tr

COVER_SIDE = 72
# Room for a name and its counts beside the controls; where there is less, the controls go below.
TEXTS_WIDTH = 38 * GRID
SIDE_MARGIN = 24
CONTROLS_GAP = 12
# Where the controls stand beside: after the cover and the texts.
CONTROLS_PLACE = 2
BY_TIME, BY_FIT = "time", "fit"
FACES, PHOTOS, STORY = "faces", "photos", "story"


class PersonHeader(QWidget):
    """The header.

    Signals
    -------
    renamed(str), birth_clicked(), what_chosen(str), order_chosen(str)
    favourite_clicked(), confirm_all_clicked() : the star, and what faceorg gave this person by itself
    """

    renamed = Signal(str)
    birth_clicked = Signal()
    favourite_clicked = Signal()
    confirm_all_clicked = Signal()
    what_chosen = Signal(str)
    order_chosen = Signal(str)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.cover = FaceView(session.faces, COVER_SIDE, round_=True)
        self.name = ElidedLabel()
        self.name.setProperty("role", "heading")
        self.edit = InlineName(session)
        self.edit.named.connect(self._on_renamed)
        self.edit.cancelled.connect(self.stop_renaming)
        self.edit.editingFinished.connect(self.stop_renaming)  # also when the keyboard goes elsewhere
        self.edit.setMaximumWidth(40 * GRID)
        self._name_place = QStackedWidget()
        self._name_place.addWidget(self.name)
        self._name_place.addWidget(self.edit)
        self._person_id: PersonId | None = None
        self.born = button("", self.birth_clicked.emit, "link")
        self.confirm_all = button("", self.confirm_all_clicked.emit, "link")
        self.counts = ElidedLabel(snug=True)
        self.counts.setProperty("role", "muted")
        self.what = Segments([(FACES, tr("Faces")), (PHOTOS, tr("Photos")), (STORY, tr("Story"))], tr("Shown"))
        self.what.chosen.connect(self.what_chosen)
        self.order = Segments([(BY_TIME, tr("By time")), (BY_FIT, tr("Least alike first"))], tr("Sort"))
        self.order.chosen.connect(self.order_chosen)
        self.star = tool_button(session.theme, "star", tr("Favourite or not"), self._on_star, checkable=True)
        self.menu = rounded(QMenu(self))
        self._more = more = tool_button(session.theme, "more", tr("More about this person"))
        more.clicked.connect(lambda: self._open_menu(more))
        details = row(self.counts, self.confirm_all, self.born, 1, spacing=2 * GRID)
        texts = column(1, spacing=0)
        texts.addWidget(self._name_place)
        texts.addLayout(details)
        texts.addStretch(1)
        self._controls = QWidget()
        self._control_row = row(self.order, self.what, spacing=CONTROLS_GAP)
        self._extra: list[QWidget] = []
        self._controls.setLayout(self._control_row)
        self._top, self._below = row(self.cover, spacing=12), row(1)
        self._top.addLayout(texts, 1)
        self._top.addWidget(self._controls)
        self._top.addWidget(self.star)
        self._top.addWidget(more)
        self._is_stacked = False
        layout = column(spacing=12, margins=(SIDE_MARGIN, 16, SIDE_MARGIN, 12))
        layout.addLayout(self._top)
        layout.addLayout(self._below)
        self.setLayout(layout)

    def add_control(self, control: QWidget) -> None:
        """Put something else beside what says how the faces are shown; where there is no room for it, it is away."""
        self._control_row.insertWidget(0, control)
        self._extra.append(control)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where room is scarce, the controls go below: a name is not cut for their sake."""
        super().resizeEvent(event)
        across = self._choices_width() + sum(one.minimumWidth() + CONTROLS_GAP for one in self._extra)
        for control in self._extra:
            control.setVisible(across + 2 * SIDE_MARGIN <= self.width())
        stacked = self.width() < self._wide()
        if stacked != self._is_stacked:
            self._is_stacked = stacked
            before, after = (self._top, self._below) if stacked else (self._below, self._top)
            before.removeWidget(self._controls)
            after.insertWidget(0 if stacked else CONTROLS_PLACE, self._controls)

    def _wide(self) -> int:
        """From which width on everything has room beside each other."""
        beside = COVER_SIDE + TEXTS_WIDTH + self._controls.sizeHint().width() + 2 * self._more.sizeHint().width()
        return beside + 4 * 12 + 2 * SIDE_MARGIN

    def _choices_width(self) -> int:
        return self.order.sizeHint().width() + CONTROLS_GAP + self.what.sizeHint().width()

    def minimumSizeHint(self) -> QSize:
        """What the stacked form needs across, without the link, which is cut off last."""
        across = max(COVER_SIDE + 18 * GRID + 2 * self._more.sizeHint().width(), self._choices_width())
        return QSize(across + 2 * SIDE_MARGIN, super().minimumSizeHint().height())

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
        self.star.setChecked(person.favourite)
        parts = [
            tr("%Ln photo(s)", None, summary.photos),
            tr("%Ln face(s)", None, summary.faces),
        ]
        if summary.stacked:
            parts.insert(1, tr("%Ln more in stacks", None, summary.stacked))
        self.confirm_all.setText(tr("Confirm all %Ln…", None, summary.automatic))
        self.confirm_all.setVisible(summary.automatic > 0)
        if person.hidden:
            parts.append(tr("hidden"))
        self.counts.setText("  ·  ".join(parts))
        self.born.setText(tr("born {date}").format(date=day(person.born_on)) if person.born_on else tr("Birth date…"))

    def _on_star(self) -> None:
        self.star.setChecked(not self.star.isChecked())  # it says what is, once that is decided
        self.favourite_clicked.emit()

    def rename(self) -> None:
        if self._name_place.currentWidget() is self.edit:
            self.edit.setFocus()  # what is typed there stays
            return
        self._name_place.setCurrentWidget(self.edit)
        self.edit.open_for(self._person_id, self.name.text())

    def stop_renaming(self) -> None:
        self._name_place.setCurrentWidget(self.name)

    def _on_renamed(self, named: NameChoice) -> None:
        self.stop_renaming()
        if named.name != self.name.text():
            self.renamed.emit(named.name)
