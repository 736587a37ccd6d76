"""Who the page of faces is about: the head that all pages of a person have, with what belongs to this page alone; and
how the faces below are shown."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QSize, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QMenu, QWidget

from faceorg.domain import PersonSummary
from faceorg.gui.look.theme import GRID
from faceorg.gui.look.widgets import Segments, button, column, rounded, row, tool_button
from faceorg.gui.naming.inline_name import InlineName
from faceorg.gui.naming.name_field import NameChoice
from faceorg.gui.pages.person_top import COVER_SIDE, FACES, SIDE_MARGIN, TOP_MARGIN, PersonTop, facts_of
from faceorg.gui.session.session import Session
from faceorg.gui.words.i18n import day, tr

# Room for a name and its counts beside the controls; where there is less, the controls go below.
TEXTS_WIDTH = 38 * GRID
CONTROLS_GAP = 12
BY_TIME, BY_FIT = "time", "fit"


class PersonHeader(QWidget):
    """The header.

    Signals
    -------
    renamed(str), birth_clicked(), order_chosen(str)
    confirm_all_clicked() : what faceorg gave this person by itself
    """

    renamed = Signal(str)
    birth_clicked = Signal()
    confirm_all_clicked = Signal()
    order_chosen = Signal(str)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.top = PersonTop(session, FACES)
        self.cover, self.name, self.counts = self.top.cover, self.top.name, self.top.facts
        self.what, self.star = self.top.what, self.top.star
        self.edit = InlineName(session)
        self.edit.named.connect(self._on_renamed)
        self.edit.cancelled.connect(self.stop_renaming)
        self.edit.editingFinished.connect(self.stop_renaming)  # also when the keyboard goes elsewhere
        self.edit.setMaximumWidth(40 * GRID)
        self.top.name_place.addWidget(self.edit)
        self._named = ""
        self.born = button("", self.birth_clicked.emit, "link")
        self.confirm_all = button("", self.confirm_all_clicked.emit, "link")
        for at, link in enumerate((self.confirm_all, self.born), 1):  # after the facts, before what is free
            self.top.details.insertWidget(at, link)
        self.order = Segments([(BY_TIME, tr("By time")), (BY_FIT, tr("Least alike first"))], tr("Sort"))
        self.order.chosen.connect(self.order_chosen)
        self.menu = rounded(QMenu(self))
        self._more = more = tool_button(session.theme, "more", tr("More about this person"))
        more.clicked.connect(lambda: self._open_menu(more))
        self._controls = QWidget()
        self._control_row = row(self.order, spacing=CONTROLS_GAP)
        self._extra: list[QWidget] = []
        self._controls.setLayout(self._control_row)
        self._below = row(1)
        self.top.ends.insertWidget(0, self._controls)
        self.top.ends.addWidget(more)
        self._is_stacked = False
        layout = column(self.top, spacing=GRID, margins=(SIDE_MARGIN, TOP_MARGIN, SIDE_MARGIN, 12))
        layout.addLayout(self._below)
        self.setLayout(layout)

    def add_control(self, control: QWidget) -> None:
        """Put something else beside what says how the faces are shown; where there is no room for it, it is away."""
        self._control_row.insertWidget(0, control)
        self._extra.append(control)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where room is scarce, the controls go below: a name is not cut for their sake."""
        super().resizeEvent(event)
        across = self.order.sizeHint().width() + sum(one.minimumWidth() + CONTROLS_GAP for one in self._extra)
        for control in self._extra:
            control.setVisible(across + 2 * SIDE_MARGIN <= self.width())
        stacked = self.width() < self._wide()
        if stacked != self._is_stacked:
            self._is_stacked = stacked
            before, after = (self.top.ends, self._below) if stacked else (self._below, self.top.ends)
            before.removeWidget(self._controls)
            after.insertWidget(0, self._controls)

    def _wide(self) -> int:
        """From which width on everything has room beside each other."""
        beside = COVER_SIDE + TEXTS_WIDTH + self._controls.sizeHint().width() + self._more.sizeHint().width()
        return beside + 3 * 12 + 2 * SIDE_MARGIN

    def minimumSizeHint(self) -> QSize:
        """What the stacked form needs across, without the links, which are cut off last."""
        texts = self.what.sizeHint().width() + GRID + self.star.sizeHint().width()
        across = max(COVER_SIDE + texts + self._more.sizeHint().width() + 2 * 12, self.order.sizeHint().width())
        return QSize(across + 2 * SIDE_MARGIN, super().minimumSizeHint().height())

    def _open_menu(self, below: QWidget) -> None:
        """Under the button, its far edge below the button's: the button stands at the window's edge."""
        corner, wide = below.rect().bottomRight() + QPoint(1, 4), self.menu.sizeHint().width()
        if self.isRightToLeft():
            corner = below.rect().bottomLeft() + QPoint(wide, 4)
        self.menu.popup(below.mapToGlobal(corner - QPoint(wide, 0)))

    def show_person(self, summary: PersonSummary) -> None:
        person = summary.person
        if person.id != self.top.person_id:
            self.stop_renaming()  # it was about somebody else
        self._named = person.name
        self.top.show_person(summary, facts_of(summary))
        self.confirm_all.setText(tr("Confirm all %Ln…", None, summary.automatic))
        self.confirm_all.setVisible(summary.automatic > 0)
        self.born.setText(tr("born {date}").format(date=day(person.born_on)) if person.born_on else tr("Birth date…"))

    def rename(self) -> None:
        if self.top.name_place.currentWidget() is self.edit:
            self.edit.setFocus()  # what is typed there stays
            return
        self.top.name_place.setCurrentWidget(self.edit)
        self.edit.open_for(self.top.person_id, self._named)

    def stop_renaming(self) -> None:
        self.top.name_place.setCurrentWidget(self.name)

    def _on_renamed(self, named: NameChoice) -> None:
        self.stop_renaming()
        if named.name != self._named:
            self.renamed.emit(named.name)
