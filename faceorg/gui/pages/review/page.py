"""Everything that waits for an answer, one question at a time: Enter yes, Del no, a number for somebody else."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QSizePolicy, QSpacerItem, QStackedWidget, QWidget

from faceorg.domain import Cluster, FaceId, IgnoreReason
from faceorg.edits import Changes
from faceorg.gui.look.flow_layout import breaking_head
from faceorg.gui.look.theme import GRID
from faceorg.gui.look.widgets import ElidedLabel, Segments, column, label, page_head, row
from faceorg.gui.naming import naming
from faceorg.gui.naming.group_naming import has_keyboard
from faceorg.gui.naming.name_field import NameChoice, NameField
from faceorg.gui.pages.base import Page
from faceorg.gui.pages.naming_apart import NamingApart
from faceorg.gui.pages.review.ahead import CardsAhead
from faceorg.gui.pages.review.answers import OTHERS_SHOWN, ReviewAnswers
from faceorg.gui.pages.review.card import ReviewCard
from faceorg.gui.pages.review.card_data import CardData, Other
from faceorg.gui.pages.review.groups import ReviewGroups
from faceorg.gui.pages.review.last_answer import LastAnswer
from faceorg.gui.pages.review.queue import AT_ONCE, ReviewQueue
from faceorg.gui.pages.review.verbs import add_verbs
from faceorg.gui.pages.review.words import nothing_waits, question_in_words
from faceorg.gui.session.navigation import Item
from faceorg.gui.session.session import Session
from faceorg.gui.words.i18n import duration, tr
from faceorg.gui.words.keys import begins_name
from faceorg.library.opening.library import Edited, Library
from faceorg.library.people import edits as people
from faceorg.library.review import questions as review
from faceorg.library.review.question import Question, QuestionKind

READ_EVERY_MS = 1500  # at most: reading the queue compares everybody with everybody
_ARROWS = (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down)
# Questions fetched at once, minutes of answers: unpacking 500 groups of hundreds of faces held the window up for 60 ms.
MOST_READ = 60


class ReviewPage(Page):
    """The queue; it resumes where it stopped, because the library remembers what was answered and what put off."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.queue = ReviewQueue()
        self.data: CardData | None = None
        self._ahead = CardsAhead(session, self)
        self._ahead.arrived.connect(self._show)
        self.last = LastAnswer(session, self)
        self._edits = 0  # answers given: what was read before the last one is old
        self._others: list[Other] = []
        self.at_once = Segments(
            [("one", tr("One face")), ("strip", tr("A strip")), ("page", tr("A page"))], tr("Asked at once")
        )
        self.at_once.set_choice("page")
        self.at_once.chosen.connect(self.choose_size)
        self.left = ElidedLabel(snug=True)
        self.left.setProperty("role", "muted")
        self.heading = label(role="heading")
        self.heading.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.card = ReviewCard(session)
        self.card.photo_requested.connect(session.look_at_photo)
        self.card.sorted.connect(self._say_yes)
        self.groups = ReviewGroups(session, self)
        self.groups.named.connect(self._on_group_named)
        self.groups.edited.connect(self.last.note)
        self.groups.hide()
        self.field = NameField(session)
        self.field.setMinimumWidth(36 * GRID)
        self.field.named.connect(self._on_named)
        self.field.cancelled.connect(self._close_field)
        self.field.hide()
        self.apart = NamingApart(session, self)
        self.apart.settled.connect(self._on_named_apart)
        self.apart.edited.connect(self.last.note)
        self.card.grid.typed.connect(self._begin_name)
        self.groups.rows.typed.connect(self._begin_name)
        self.card.grid.who_requested.connect(lambda at: self.apart.ask_in(self.card.grid, at))
        self.groups.naming.who_requested.connect(self.apart.ask_at)
        self.answers = ReviewAnswers(session, self)
        self.answers.accepted.connect(self.accept)
        self.answers.declined.connect(self.decline)
        self.answers.other_chosen.connect(self.give_to_other)
        self.answers.new_requested.connect(self.ask_name)
        self.answers.put_aside.connect(self.put_aside)
        self.answers.put_off.connect(self.put_off)
        self._empty = nothing_waits(lambda: session.go("unnamed"))
        self._reading = label(tr("Looking for questions…"), "muted")
        self._reading.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._stack = QStackedWidget()
        for part in (self._reading, self._question_page(), self._empty):
            self._stack.addWidget(part)
        layout = column(spacing=0)
        layout.addLayout(breaking_head(page_head(label(tr("Review"), "heading"), self.left), self.at_once))
        layout.addWidget(self._stack, 1)
        self.setLayout(layout)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(tr("Review"))
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self._read)
        session.runner.problem_reported.connect(self._on_problem)
        session.changed.connect(self._on_edited)
        add_verbs(self, self)

    def _question_page(self) -> QWidget:
        page = self._question = QWidget()
        self._asked = layout = column(spacing=2 * GRID, margins=(24, 3 * GRID, 24, 3 * GRID))
        layout.addWidget(self.heading)
        layout.addWidget(self.card, 1)
        layout.addWidget(self.groups, 1)
        layout.addLayout(row(1, self.field, 1))
        layout.addWidget(self.answers)
        layout.addItem(QSpacerItem(0, 5 * GRID, vData=QSizePolicy.Policy.Maximum))
        page.setLayout(layout)
        return page

    # ------------------------------------------------------------ what the window asks
    def title(self) -> str:
        return tr("Review")

    def show_item(self, item: Item) -> None:
        self._read()

    def refresh(self, changes: Changes) -> None:
        if self.queue.settled_before(changes.faces):
            self._timer.start(0)  # a name taken back: its row comes back at once
        elif not self._timer.isActive():
            self._timer.start(READ_EVERY_MS)

    def take_focus(self) -> None:
        self.groups.take_hand() if self._asks_groups() else self.setFocus()

    def leave(self) -> None:
        self.apart.popup.dismiss()
        self.groups.rows.field.drop_draft()
        self.field.drop_draft()
        self._close_field()

    def escape(self) -> bool:
        if (field := self.field.isVisible()) and not self.apart.popup.isVisible():
            self._close_field()
        return self.apart.popup.dismiss() or field

    # ------------------------------------------------------------ the queue
    def _on_problem(self) -> None:
        if self.isVisible():
            self._timer.start(READ_EVERY_MS)

    def _read(self) -> None:
        helper, edits = self.session.helper, self._edits
        if self.groups.naming.is_settling:
            return  # it is read anew when those edits are made

        def fill(found: tuple[Sequence[Question], int]) -> None:
            if edits == self._edits or not self._asks_groups():  # else a row named meanwhile would come back
                self.show_questions(*found)

        self.session.runner.read(lambda: helper.first_questions(MOST_READ), fill, self)

    def show_questions(self, questions: Sequence[Question], in_all: int) -> None:
        """Ask these, the first of `in_all`; what is being answered stays if it still waits."""
        if self.apart.popup.isVisible() or (self._asks_groups() and self.groups.is_typed_in()):
            self._timer.start(READ_EVERY_MS)  # the face or the row must not go while its name is typed
            return
        self.queue.fill(questions, in_all)
        self._ahead.forget()
        self._ask()

    def _ask(self) -> None:
        """Show the current question, reading it first if it is not ready."""
        question = self.queue.current()
        self._say_left()
        if question is None:
            self.data = None
            self.card.clear()
            self.groups.clear()
            self._stack.setCurrentWidget(self._empty)
        elif self.data is not None and self.data.question.key == question.key:
            return  # it is on the screen already, maybe with faces clicked off
        else:
            self.data = None
            if (data := self._ahead.take(question)) is not None:
                self._show(data)

    def _show(self, data: CardData) -> None:
        self.data = data
        self.apart.popup.dismiss()
        self._asked.setEnabled(False)  # or the window would grow for parts of two questions at once
        self._stack.setCurrentWidget(self._question)
        self._close_field()
        self.heading.setText(question_in_words(self.session.people_cache, data.question))
        self.setAccessibleName(self.heading.text())
        focus = has_keyboard(self)
        self.at_once.setVisible(not self._asks_groups())  # a page of groups is asked whole
        self.card.setVisible(not self._asks_groups())
        self.groups.show_question(data.question, focus=focus)
        if not self._asks_groups():
            self.card.show_data(data)
        self._others = [it for it in data.others if self.session.people_cache.get(it.person_id)][:OTHERS_SHOWN]
        self.field.set_likely(tuple(other.person_id for other in self._others))
        self.answers.show_question(data.question, self._others, begun=self.queue.is_begun())
        self._say_yes()
        if data.question.kind is QuestionKind.WHO_IS_THIS:
            self.ask_name(focus=focus)
        self._asked.setEnabled(True)
        following = self.queue.following()
        if following is not None:
            self._ahead.read(following)

    def _asks_groups(self) -> bool:
        return self.data is not None and self.data.question.kind is QuestionKind.WHO_ARE_THESE

    def _say_yes(self) -> None:
        self.field.set_about(self.card.chosen())  # a name that is begun is for none of those clicked on afterwards
        self.answers.count(len(self.card.chosen()), len(self.card.left_out()))

    def _say_left(self) -> None:
        left = review.effort(len(self.queue))
        self.counted.emit(left.questions)
        text = tr("%Ln question(s) left, {time}", None, left.questions)
        self.left.setText(text.format(time=duration(left.minutes * 60)) if left.questions else "")

    def choose_size(self, key: str) -> None:
        """Ask about so many faces at once."""
        self.at_once.set_choice(key)
        self.queue.at_once = AT_ONCE[key]
        self._ask()
        self.take_focus()

    # ------------------------------------------------------------ answers
    def _answer(self, verb: Callable[[Library, Question], Edited], faces: Sequence[FaceId]) -> None:
        """Run an answer and ask the next question at once; if it fails, the queue is read again."""
        if self.data is None or self.last.is_looked_for:
            return
        question = self.data.question
        self.session.edit(lambda library: verb(library, question), self.last.note)
        self._go_on(faces)

    def _go_on(self, faces: Sequence[FaceId]) -> None:
        self.queue.answered(faces)
        self._edits += 1
        self.data = None
        self.groups.clear()
        self._ask()
        self.setFocus()

    def accept(self) -> None:
        if self.data is None:
            return
        right, wrong = self.card.chosen(), self.card.left_out()
        match self.data.question.kind:
            case QuestionKind.IS_THIS:
                self._answer(lambda library, asked: review.sort_out(library, asked, right, wrong), [*right, *wrong])
            case QuestionKind.NOT_THIS:  # "is this really Anna?": yes means that the doubt was wrong
                self._answer(review.no, right)
            case QuestionKind.ARE_THEY_ONE:
                self._answer(review.yes, right)
            case QuestionKind.WHO_IS_THIS | QuestionKind.WHO_ARE_THESE:
                self.ask_name()

    def decline(self) -> None:
        if self.data is None:
            return
        asked = self.data.question
        strangers = self.card.chosen() if asked.kind is QuestionKind.WHO_IS_THIS else self.groups.chosen()
        if strangers:  # those clicked off are left as they are
            self._answer(lambda library, page: review.no(library, page, strangers), asked.faces)
        elif asked.kind not in (QuestionKind.WHO_IS_THIS, QuestionKind.WHO_ARE_THESE):
            faces = [face_row.face_id for face_row in self.data.faces]
            self._answer(review.yes if asked.kind is QuestionKind.NOT_THIS else review.no, faces)

    def give_to_other(self, place: int) -> None:
        faces = self.card.chosen() if self.data is not None else []
        if not faces or place >= len(self._others) or not self.answers.offers(place):
            return
        person_id = self._others[place].person_id
        self._answer(lambda library, _asked: people.assign_faces(library, faces, person_id), faces)

    def put_aside(self, reason: IgnoreReason) -> None:
        if self._asks_groups():
            self.groups.put_aside(reason)
        elif self.data is not None and self.data.question.kind is not QuestionKind.ARE_THEY_ONE:
            faces = self.card.chosen()
            self._answer(lambda library, _asked: people.ignore_faces(library, faces, reason), faces)

    # ------------------------------------------------------------ answers to a page of groups
    def _on_group_named(self, cluster: Cluster) -> None:
        """Its row has gone already; the rest of the page stays, and after the last one comes the next question."""
        if not self._asks_groups() or not self.queue.asks_about(cluster.face_ids):
            return  # the user has gone on meanwhile
        self._edits += 1
        self.queue.answered(cluster.face_ids)
        self._ask()
        if not self._asks_groups():
            self.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The arrow keys go from face to face where there are several; to the current row of groups. A letter begins
        the name of who is asked about."""
        if begins_name(event):
            self._begin_name(event.text())
        elif event.key() not in _ARROWS:
            super().keyPressEvent(event)
        elif self._asks_groups():
            self.groups.take_hand()
        else:
            self.card.keyboard_here()

    def leave_out(self, *, alone: bool = False) -> None:
        if (at := self.card.keyboard_here()) is not None:
            self.card.toggle(at, alone=alone)

    def put_off(self) -> None:
        if self.data is None:
            return
        question, library = self.data.question, self.session.library
        self.session.runner.edit(lambda: review.later(library, question))
        self.queue.put_off()
        self.data = None
        self.groups.clear()
        self._ask()

    def _on_edited(self, _changes: Changes, edited: Edited | None) -> None:
        """An answer that was taken back in whatever way is asked for again."""
        if edited is not None and self.last.is_taken_back(edited, self.queue):
            self.queue.step_back()
            self.data = None
            if self.isVisible():
                self._ask()

    def take_back(self) -> None:
        if self.queue.take_up_again():
            self.data = None
            self._ask()
        else:
            self.last.take_back()

    # ------------------------------------------------------------ naming, and looking closer
    def ask_name(self, focus: bool = True) -> None:
        if self._asks_groups():
            self.groups.take_hand()
        elif self.data is not None and self.data.question.kind is not QuestionKind.ARE_THEY_ONE:
            if not self.field.isVisible():  # else somebody types in it already
                self.field.drop_draft()
            self.field.show()
            if focus:
                self.field.setFocus()

    def _begin_name(self, letter: str) -> None:
        self.ask_name()
        field = self.groups.rows.field if self._asks_groups() else self.field
        if field.hasFocus() and not field.text():
            field.begin(letter)

    def _close_field(self) -> None:
        self.field.close_list()
        had = self.field.hasFocus()
        self.field.setVisible(self.data is not None and self.data.question.kind is QuestionKind.WHO_IS_THIS)
        if had:
            self.setFocus()

    def _on_named(self, named: NameChoice) -> None:
        faces = self.card.chosen() if self.data is not None else []

        def begun() -> None:
            if self.queue.asks_about(faces):  # else it was read anew meanwhile, or the user has gone on
                self._go_on(faces)

        if faces and not self.last.is_looked_for:
            naming.name_faces(self.session, self.window(), faces, named, self.last.note, begun)

    def _on_named_apart(self, face_id: FaceId) -> None:
        """It is no part of the question any more. Groups are read anew."""
        if self.data is None or self._asks_groups() or face_id not in self.data.question.faces:
            return
        left_out, rest = self.card.left_out(), self.data.without(face_id)
        self._edits += 1
        self.queue.named_apart(face_id)
        if rest is None:
            self.data = None
            self._ask()
        else:
            self._show(rest)
            self.card.leave_out(left_out)
            self.setFocus()

    def current_face(self) -> FaceId | None:
        if self._asks_groups():
            return self.groups.naming.current_face()
        faces = self.data.faces if self.data is not None else ()
        return self.card.current_face() or (faces[0].face_id if faces else None)

    def look_closer(self, closer: Callable[[FaceId], None]) -> None:
        if (face_id := self.current_face()) is not None:
            closer(face_id)
