"""The answers to a question as buttons, with the keys that say the same: what fits the question is shown."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication, QWidget

from faceorg.domain import IgnoreReason
from faceorg.gui.look.flow_layout import Flow, FlowLayout
from faceorg.gui.look.theme import GRID
from faceorg.gui.look.widgets import button, column
from faceorg.gui.pages.review.card_data import Other
from faceorg.gui.pages.review.words import keyed, no_worded, yes_worded
from faceorg.gui.session.session import Session
from faceorg.gui.words.i18n import number, percent, tr
from faceorg.library.review.question import Question, QuestionKind

OTHERS_SHOWN = 4


class ReviewAnswers(QWidget):
    """Two lines of buttons: what is mostly answered; below, what is answered otherwise.

    Signals
    -------
    accepted(), declined(), new_requested(), put_off() : the buttons of these names
    other_chosen(int) : the likely person at this place, from 0
    put_aside(IgnoreReason) : a stranger, or not a face
    """

    accepted = Signal()
    declined = Signal()
    other_chosen = Signal(int)
    new_requested = Signal()
    put_aside = Signal(object)
    put_off = Signal()

    def __init__(self, session: Session, home: QWidget) -> None:
        """home : where the keyboard goes when another question is asked"""
        super().__init__()
        self._session, self._home = session, home
        self._others: Sequence[Other] = ()
        self.yes = button(tr("Yes"), self.accepted.emit, "primary")
        self.no = button(tr("No"), self.declined.emit)
        self.others = [button("", partial(self.other_chosen.emit, n)) for n in range(OTHERS_SHOWN)]
        self.new = button(keyed(tr("Someone new…"), "F2"), self.new_requested.emit)
        self.stranger = button(keyed(tr("A stranger"), "Ctrl+U"), lambda: self.put_aside.emit(IgnoreReason.STRANGER))
        self.not_a_face = button(tr("Not a face"), lambda: self.put_aside.emit(IgnoreReason.NOT_A_FACE))
        self.later = button(keyed(tr("Later"), "Space"), self.put_off.emit)
        mostly, otherwise = (self.yes, self.no, *self.others), (self.new, self.stranger, self.not_a_face, self.later)
        for made in (*mostly, *otherwise):
            made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._mostly, self._otherwise = FlowLayout(GRID, flow=Flow.CENTRED), FlowLayout(GRID, flow=Flow.CENTRED)
        for line, buttons in ((self._mostly, mostly), (self._otherwise, otherwise)):
            for made in buttons:
                line.addWidget(made)
        layout = column(spacing=2 * GRID)
        layout.addLayout(self._mostly)
        layout.addLayout(self._otherwise)
        self.setLayout(layout)
        session.people_cache.changed.connect(self._take_the_gone_away)

    def _take_the_gone_away(self) -> None:
        """Whose name was taken back meanwhile is no answer any more."""
        for other, made in zip(self._others, self.others, strict=False):
            if self._session.people_cache.get(other.person_id) is None:
                made.hide()

    def offers(self, place: int) -> bool:
        """Whether there is a button for the likely person at this place."""
        return 0 <= place < len(self.others) and not self.others[place].isHidden()

    def show_question(self, question: Question, others: Sequence[Other], *, begun: bool) -> None:
        """Show what answers this question.

        others : people it may be instead, OTHERS_SHOWN at most; begun : some of a page of groups have names already
        """
        focused = QApplication.focusWidget()
        if focused is not None and self.isAncestorOf(focused):
            self._home.setFocus()  # Space pressed twice on "Later" would answer the question after it
        who, pair = question.kind is QuestionKind.WHO_IS_THIS, question.kind is QuestionKind.ARE_THEY_ONE
        groups = question.kind is QuestionKind.WHO_ARE_THESE
        self.yes.setVisible(not who and not groups)
        self.no.setVisible(not who)
        self.no.setText(no_worded(question, begun=begun))
        for made in (self.stranger, self.not_a_face):
            made.setVisible(not pair and not groups)
        self.new.setVisible(not pair and not groups and not question.asks_apart)
        # Of two answers none needs a line of its own: the rows have the room.
        line = self._mostly if groups else self._otherwise
        if line.indexOf(self.later) < 0:
            line.addWidget(self.later)
        self._others = others
        for place, made in enumerate(self.others):
            made.setVisible(place < len(others))

    def count(self, chosen: int, left_out: int) -> None:
        """Have the answers say how many faces they are about."""
        self.yes.setText(yes_worded(chosen, left_out))
        for other, made, place in zip(self._others, self.others, range(OTHERS_SHOWN), strict=False):
            found = self._session.people_cache.get(other.person_id)
            name = found.person.name if found is not None else ""
            photos, chance = number(found.photos if found is not None else 0), percent(other.chance)
            shown = made.fontMetrics().elidedText(name, Qt.TextElideMode.ElideRight, 16 * GRID)
            whom = tr("{name} ({photos}), {chance}").format(name=shown, photos=photos, chance=chance)
            about = tr("%Ln face(s)", None, chosen) + ": " if chosen > 1 else ""
            made.setText(f"{place + 1}  {about}{whom}")
            told = tr("{name} ({photos}), {chance}").format(name=name, photos=photos, chance=chance)
            made.setToolTip(f"{about}{told}")
